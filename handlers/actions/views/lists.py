"""Lists of actions, a page at a time: what each is about, who has it, by when, and what the reader can do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from slack_sdk.models.blocks import ActionsBlock, Block, InteractiveElement, Option, StaticSelectElement

from handlers import dates, forms, messages, permissions, refs, standing, text
from handlers.actions.listing import Listing
from handlers.actions.views import buttons, ids, layout, words
from handlers.actions.views.buttons import Rights
from handlers.answer import Message
from handlers.permissions import Verb
from storage.action_lists import LATELY, Listed
from storage.action_rows import LIVE
from storage.people import Person
from storage.teams import Team
from storage.types import Page
from storage.working_days import EVERY_DAY, WorkingDays
from storage.workstreams import Workstream

ROWS = messages.ROWS
RightsOf = Callable[[Listed], Rights]
_MOST_STRANDS = 90
"""In the menu of lists, which holds 100."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One page of a list. `person` and `workstream`: whose list it is. `today` and `zone` are the reader's.

    `days` are the team's: what falls into its days off is not late for them.
    """

    team: Team
    listing: Listing
    page: Page[Listed]
    reader: Person
    today: date
    zone: tzinfo
    days: WorkingDays = EVERY_DAY
    workstreams: Sequence[Workstream] = ()
    person: Person | None = None
    workstream: Workstream | None = None


def page(shown: Shown, rights: RightsOf, *notice: Block | None) -> Message:
    """The list. `notice`: what was just done, on top of it."""
    rows = [block for listed in shown.page.rows for block in row(listed, shown, rights(listed))]
    return layout.message(
        *notice,
        layout.section(_title(shown)),
        *(rows or [layout.section(_nothing(shown))]),
        layout.context(_where(shown)),
        ActionsBlock(elements=turning) if (turning := _turning(shown)) else None,
    )


def row(listed: Listed, shown: Shown, rights: Rights) -> list[Block]:
    """One action. The reader's own have their buttons in sight, others a menu: a long list stays calm."""
    action, at = listed.action, shown.listing.packed()
    said = f"*{words.code(action.number)}* {words.one_line(action.text)}\n{_about(listed, shown)}"
    if action.state not in LIVE or not rights.answer:
        return [layout.section(said, buttons.of(action, "Open", ids.SHOW))]
    if action.owner_id != shown.reader.id:
        return [layout.section(said, buttons.menu(action, ["done", "new_date", "show"], at))]
    own = [
        buttons.of(action, "Done", ids.DONE, buttons.placed(at)),
        buttons.of(action, "New date", ids.NEW_DATE),
        buttons.of(action, "Open", ids.SHOW),
    ]
    return [layout.section(said), ActionsBlock(elements=own)]


def _about(listed: Listed, shown: Shown) -> str:
    """On one line: who, by when, where, and what is not as usual."""
    action = listed.action
    whose = "" if shown.listing.which in ("mine", "person") else words.called(listed.owner)
    strand = words.strand(listed.workstream.name) if listed.workstream else ""
    if action.state not in LIVE:
        closed = action.closed_at and dates.day(action.closed_at.astimezone(shown.zone).date(), shown.today)
        return layout.joined((whose, f"{words.STATES[action.state].lower()} {closed or ''}".strip(), strand))
    return layout.joined((whose, words.due_among(action, shown.days, shown.today), strand, _unusual(listed)))


def _unusual(listed: Listed) -> str:
    action = listed.action
    if action.accepted == "asked":
        return "not accepted yet"
    if action.accepted == "declined":
        return "needs another owner"
    return "" if action.state == "open" else words.STATES[action.state].lower()


def _title(shown: Shown) -> str:
    count = text.plural(shown.page.total, "action")
    return f"*{_name(shown)}*, {words.shown(shown.team.name, 80)}: {count}"


def _name(shown: Shown) -> str:
    match shown.listing.which:
        case "workstream":
            return f"Open in {words.strand(shown.workstream.name if shown.workstream else None)}"
        case "person":
            return f"Open with {words.name(shown.person) if shown.person else 'nobody'}"
        case which:
            return _NAMES[which]


_NAMES = {
    "open": "Open",
    "mine": "Yours",
    "overdue": "Overdue",
    "done": f"Done in the last {LATELY.days} days",
    "all": "All",
}
_NOTHING = {
    "open": "Nothing is open. To add an action: `/steward action Draft the guide @name by Friday`.",
    "mine": "You owe nothing here. `/steward actions` shows what the team has open.",
    "overdue": "Nothing is overdue. Nothing needed.",
    "done": "Nothing was marked done lately. `/steward actions` shows what is open.",
    "all": "There are no actions yet. To add the first: `/steward action Draft the guide @name by Friday`.",
    "workstream": "Nothing is open in this workstream. To add an action, end it with `in` and the workstream's name.",
    "person": "They have nothing open here. `/steward actions` shows what the team has open.",
}


def _nothing(shown: Shown) -> str:
    return _NOTHING[shown.listing.which] if _sees_team(shown) else "You owe nothing here. Nothing needed."


def _where(shown: Shown) -> str | None:
    first = shown.listing.page * ROWS
    if shown.page.total <= ROWS or not shown.page.rows:
        return None
    return f"{first + 1} to {first + len(shown.page.rows)} of {shown.page.total}"


def _turning(shown: Shown) -> list[InteractiveElement]:
    """The menu of lists, for who may see another than their own, and the buttons that turn the page."""
    found: list[InteractiveElement] = [_menu(shown)] if _sees_team(shown) else []
    number, team_id = shown.listing.page, shown.team.id
    if number > 0:
        found.append(
            messages.button("Previous", ids.PREVIOUS, team_id, extra=shown.listing.at(number - 1).packed())
        )
    if (number + 1) * ROWS < shown.page.total:
        found.append(messages.button("Next", ids.NEXT, team_id, extra=shown.listing.at(number + 1).packed()))
    return found


def _sees_team(shown: Shown) -> bool:
    return bool(permissions.may(standing.of(shown.reader, None), Verb.SEE_TEAM))


def _menu(shown: Shown) -> StaticSelectElement:
    plain = [(Listing(which), name) for which, name in _NAMES.items()]  # type: ignore[arg-type]  # its keys are Which
    strands = [
        (Listing("workstream", strand.id), f"In {strand.name}")
        for strand in shown.workstreams[:_MOST_STRANDS]
    ]
    here = shown.listing.at(0)
    offered = [_option(shown.team, listing, name) for listing, name in (*plain, *strands)]
    current = next(
        (option for option in offered if option.value == refs.pack(shown.team.id, extra=here.packed())), None
    )
    return StaticSelectElement(
        action_id=ids.LIST, placeholder="Another list", options=offered, initial_option=current
    )


def _option(team: Team, listing: Listing, name: str) -> Option:
    return forms.option(refs.pack(team.id, extra=listing.packed()), name)
