"""Actions: who does what by when, and every step of it."""

from handlers.actions import numbers
from handlers.actions.listeners import adding, asking, opening, sending, showing, sources, steps
from handlers.actions.views import ids
from handlers.feature import Command, Feature, Shortcut

FEATURE = Feature(
    "actions",
    commands=(
        Command(
            "action",
            "Draft the pacing guide @ana by Friday in pacing",
            "Keep an action: what, who, by when. The word alone opens the form.",
            adding.add,
        ),
        Command(
            "actions",
            "[mine|all|overdue|done|WORKSTREAM|@person]",
            "The team's actions, or some of them.",
            showing.list_,
        ),
        Command("done", "A-12", "Mark an action done.", steps.done_by_number),
        Command(
            "A-12",
            "",
            "Show one action and what can be done with it.",
            showing.by_number,
            pattern=numbers.PATTERN,
        ),
        Command("history", "A-12", "Who changed what, when and why.", showing.history_by_number),
        Command("undo", "", "Take back your latest change of an action.", steps.undo_my_last),
    ),
    buttons={
        ids.ADD: asking.empty,
        ids.DONE: steps.done,
        ids.START: steps.start,
        ids.UNBLOCK: steps.unblock,
        ids.REOPEN: steps.reopen,
        ids.ACCEPT: steps.accept,
        ids.UNDO: steps.undo,
        ids.NEW_DATE: opening.new_date,
        ids.BLOCK: opening.block,
        ids.CHANGE: opening.change,
        ids.HAND_OVER: opening.hand_over,
        ids.NOT_MINE: opening.not_mine,
        ids.DROP: opening.drop,
        ids.SPLIT: opening.split,
        ids.SHOW: showing.show,
        ids.MORE: showing.menu,
        ids.HISTORY: showing.history_of,
        ids.EARLIER: showing.turn_history,
        ids.LATER: showing.turn_history,
        ids.LIST: showing.turn,
        ids.PREVIOUS: showing.turn,
        ids.NEXT: showing.turn,
        ids.CHOOSE_TEAM: adding.choose_team,
    },
    forms={
        ids.ADD: adding.save,
        ids.CHANGE: sending.change,
        ids.NEW_DATE: sending.new_date,
        ids.BLOCK: sending.block,
        ids.HAND_OVER: sending.hand_over,
        ids.NOT_MINE: sending.not_mine,
        ids.DROP: sending.drop,
        ids.SPLIT: sending.split,
    },
    shortcuts=(
        Shortcut(
            ids.MAKE, "Make it an action", "Keep what this message asks for, with its words.", sources.make
        ),
    ),
)
