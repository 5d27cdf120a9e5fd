"""What a person owes, as rows: each says by when and how it stands, and has its answers beneath it."""

from collections.abc import Iterator, Mapping

from slack_sdk.models.blocks import ActionsBlock, Block, HeaderBlock, InteractiveElement

from handlers import messages, text
from handlers.actions.views import buttons, ids, layout, words
from handlers.home.pages import SIZES, Pages, turning
from handlers.home.rules import Owed, When
from handlers.messages import Page
from storage.action_lists import Listed
from storage.action_rows import Action

WHEN: Mapping[When, str] = {
    "overdue": "Overdue",
    "soon": "Today and tomorrow",
    "week": "This week",
    "later": "Later",
}
NOTHING_TODAY = "*Nothing needed today.*"
NOTHING_OWED = "*You owe nothing today.*"
_SUMMED: Mapping[When, str] = {
    "overdue": "overdue",
    "soon": "due today or tomorrow",
    "week": "this week",
    "later": "later",
}
_WAITING = 400
_IN_A_LINE = 120
_MOST_LINES = 5


def summary(owed: Owed, *, leads: bool) -> str:
    """Return how much it is and by when, in one or two sentences.

    Who `leads` a team may be needed all the same, so they are told only that they owe nothing.
    """
    nothing = NOTHING_OWED if leads else NOTHING_TODAY
    if not owed.asked and not owed.due:
        return f"{nothing} What you are given stands here."
    said = [nothing] if owed.nothing_today else []
    if owed.due:
        said.append(_sum(owed))
    if owed.asked:
        waits = "waits" if len(owed.asked) == 1 else "wait"
        said.append(f"{text.plural(len(owed.asked), 'action')} {waits} for your answer.")
    return " ".join(said)


def asked(owed: Owed, pages: Pages, *, several_teams: bool) -> list[Block]:
    """Return what waits for the person's yes or no; nothing where nothing does."""
    if not owed.asked:
        return []
    shown = pages.of("asked", owed.asked)
    rows = [
        block
        for listed in shown.rows
        for block in (
            messages.section(row(listed, owed, several_teams)),
            buttons.question(listed.action),
        )
    ]
    return [
        header("Waiting for your answer", len(owed.asked)),
        *rows,
        *messages.blocks(turning("asked", shown)),
    ]


def due(owed: Owed, pages: Pages, *, several_teams: bool, more: int = 0) -> list[Block]:
    """Return what is due, under the headings of when. `more`: so many later ones were not read."""
    shown = pages.of("owed", owed.due)
    found: list[Block] = []
    heading: When | None = None
    for listed in shown.rows:
        when = owed.when(listed.action)
        if when != heading:
            found.append(header(WHEN[when], owed.count(when)))
            heading = when
        found += [messages.section(row(listed, owed, several_teams)), answers(listed)]
    return [*found, *messages.blocks(_rest(owed, shown, more), turning("owed", shown), _refused(owed))]


def row(listed: Listed, owed: Owed, several_teams: bool) -> str:
    """Return an action in two lines or three: what, when and where, what it waits for."""
    action = listed.action
    about = (
        words.due_among(action, owed.days_of(action), owed.today),
        words.strand(listed.workstream.name) if listed.workstream else "",
        words.shown(listed.team.name, 80) if several_teams else "",
        "in progress" if action.state == "in_progress" else "",
        f"carried over {text.plural(action.carried, 'weekly meeting')}" if action.carried else "",
    )
    lines = [f"*{words.code(action.number)}* {words.one_line(action.text)}", layout.joined(about)]
    if action.state == "blocked":
        lines.append(f"*Blocked.* Waiting for: {words.one_line(action.waiting_for or 'not said', _WAITING)}")
    return "\n".join(lines)


def answers(listed: Listed) -> ActionsBlock:
    """Return the answers to an action of one's own: done, a new date, blocked, and the rest in a menu."""
    action = listed.action
    blocked = action.state == "blocked"
    found: list[InteractiveElement] = [
        buttons.of(action, "Done", ids.DONE),
        buttons.of(action, "New date", ids.NEW_DATE),
        buttons.of(action, "Unblock", ids.UNBLOCK) if blocked else buttons.of(action, "Blocked", ids.BLOCK),
    ]
    entries = (
        "show",
        "start" if action.state == "open" else "",
        "not_mine" if _is_given(action) else "",
        "history",
    )
    return ActionsBlock(elements=[*found, buttons.menu(action, [entry for entry in entries if entry])])


def lines(owed: Owed, *, several_teams: bool) -> str:
    """Return the most pressing of what is due, a line each, for a place that shows little."""
    shown = [f"• {line}" for line in _lines(owed, several_teams)]
    rest = len(owed.due) - len(shown)
    return "\n".join([*shown, *([f"and {rest} more"] if rest > 0 else [])])


def header(words_shown: str, count: int | None = None) -> HeaderBlock:
    """Return a heading, with how many there are beneath it."""
    return HeaderBlock(text=words_shown if count is None else f"{words_shown} ({count})")


def _is_given(action: Action) -> bool:
    """Whether somebody else asked for it, who can take it back."""
    return action.created_by != action.owner_id


def _lines(owed: Owed, several_teams: bool) -> Iterator[str]:
    for listed in owed.due[:_MOST_LINES]:
        action = listed.action
        about = (
            words.due_among(action, owed.days_of(action), owed.today).removeprefix("by "),
            "blocked" if action.state == "blocked" else "",
            words.shown(listed.team.name, 80) if several_teams else "",
        )
        said = words.one_line(action.text, _IN_A_LINE)
        yield f"*{words.code(action.number)}* {said} ({layout.joined(about)})"


def _sum(owed: Owed) -> str:
    counted = [f"{owed.count(when)} {said}" for when, said in _SUMMED.items() if owed.count(when)]
    blocked = f"; {owed.blocked} blocked" if owed.blocked else ""
    return f"You owe {text.plural(len(owed.due), 'action')}: {', '.join(counted)}{blocked}."


def _rest(owed: Owed, shown: Page[Listed], more: int) -> str:
    after = len(owed.due) - shown.number * SIZES["owed"] - len(shown.rows) + more
    return f"and {after} more" if after else ""


def _refused(owed: Owed) -> str:
    """What stays in their name until somebody else has it, so that nobody wonders where it went."""
    if not owed.refused:
        return ""
    codes = [words.code(listed.action.number) for listed in owed.refused[:_MOST_LINES]]
    more = len(owed.refused) - len(codes)
    said = text.join_names([*codes, f"{more} more"] if more else codes)
    return f"You said that {said} {'is' if len(owed.refused) == 1 else 'are'} not yours. The team leader finds somebody else."
