"""The agenda of the weekly meeting: it writes itself from the facts, and anybody may add to it."""

from handlers import timetable
from handlers.agenda import news, routines
from handlers.agenda.listeners import adding, settling, showing
from handlers.agenda.views import ids
from handlers.feature import Command, Feature, Routine, Shortcut

FEATURE = Feature(
    "agenda",
    commands=(
        Command(
            "agenda",
            "add How we pace Unit 3",
            "The next agenda as it stands; `add TOPIC` adds a topic, `topics` lists what is queued.",
            showing.agenda,
        ),
    ),
    buttons={
        ids.ADD_TOPIC: adding.ask_add,
        ids.TOPICS: showing.listing,
        ids.PREVIOUS: showing.turn,
        ids.NEXT: showing.turn,
        ids.TOPIC: settling.menu,
        ids.KEEP: settling.keep,
        ids.DROP: settling.drop,
        ids.REOPEN: settling.reopen,
        ids.MAKE_ACTION: settling.ask_make_action,
    },
    forms={
        ids.ADD_TOPIC: adding.save,
        ids.TOPIC: settling.change,
        ids.MAKE_ACTION: settling.make_action,
    },
    shortcuts=(
        Shortcut(
            ids.ADD_FROM_MESSAGE,
            "Add to the agenda",
            "Talk about this message at the next meeting.",
            adding.from_message,
        ),
    ),
    routines=(Routine(timetable.AGENDA, "Agenda", routines.agenda, preview=routines.preview),),
    follows={
        "update": news.follow_update,
        "team": news.follow,
        "people": news.follow,
        "workstreams": news.follow,
        "absence": news.follow,
        "meeting": news.follow,
    },
)
