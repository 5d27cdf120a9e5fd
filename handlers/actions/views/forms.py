"""The form of an action: for a new one, for one to change, for one made of a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, StaticSelectElement
from slack_sdk.models.views import View

from handlers import forms, refs
from handlers.actions import rules
from handlers.actions.entries import CONTACT, REASON
from handlers.actions.views import ids, layout, telling, words
from handlers.errors import UserError
from handlers.text import escape, join_names
from storage.stories import Story
from storage.teams import Team
from storage.workstreams import Workstream

TEAM = "team"
"""Block id of the field that asks for which team it is."""
WHAT_LABEL, OWNER_LABEL, CONTACT_LABEL = "What", "Owner", "Someone without Slack"
DUE_LABEL, WORKSTREAM_LABEL, REASON_LABEL = "Due", "Workstream", "Reason"
MOST_WORKSTREAMS = 100
"""That a menu holds."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What stands in the form: `owner_id` is a Slack user id, `workstream_id` our own.

    `source` is the receipt under which the words of the message are kept that it is made of, `quoted` their
    beginning.
    """

    text: str = ""
    owner_id: str | None = None
    contact: str | None = None
    due: date | None = None
    workstream_id: int | None = None
    source: str | None = None
    quoted: str | None = None


def new(
    team: Team,
    draft: Draft,
    workstreams: Sequence[Workstream],
    *,
    notice: str = "",
    teams: Sequence[Team] = (),
) -> View:
    """The form of a new action. `notice`: what is missing, escaped. `teams`: to choose from, where that is open."""
    blocks = [
        *_noticed(notice),
        *_picker(teams, team),
        *_fields(draft, workstreams),
        *_quotation(draft),
        *_told(telling.of_new(team)),
    ]
    return forms.form(
        ids.ADD, "New action", "Save", blocks, metadata=refs.metadata(team.id, source=draft.source)
    )


def which_team(draft: Draft, teams: Sequence[Team]) -> View:
    """The form before it is known for which of the person's teams the action is."""
    blocks = [
        *_noticed("You are in several teams. Choose the one that this is for."),
        *_picker(teams, None),
        *_fields(draft, ()),
        *_quotation(draft),
    ]
    return forms.form(ids.ADD, "New action", "Save", blocks, metadata=refs.metadata(source=draft.source))


def change(told: Story, workstreams: Sequence[Workstream], today: date) -> View:
    """The form of an action that is there already."""
    action = told.action
    owner = told.people[action.owner_id]
    draft = Draft(
        text=action.text,
        owner_id=owner.slack_user_id,
        contact=None if owner.slack_user_id else owner.name,
        due=action.due_on,
        workstream_id=action.workstream_id,
    )
    shown = [*workstreams, *_retired(told, workstreams)]
    blocks = [
        *_fields(draft, shown, due_hint=f"Now {words.by_when(action, today, near=True)}"),
        forms.line(REASON, REASON_LABEL, optional=True, hint="Kept in its history."),
        *_told(f"{telling.of_change(told.team)} A new owner gets a direct message."),
    ]
    title = f"Change {words.code(action.number)}"
    return forms.form(ids.CHANGE, title, "Save", blocks, metadata=refs.metadata(told.team.id, action.number))


def owner_fields(
    owner_id: str | None = None, contact: str | None = None, label: str = OWNER_LABEL
) -> list[Block]:
    """Either a member of the workspace or the name of someone outside it. Which of the two is asked on sending."""
    return [
        forms.person(
            rules.OWNER, label, owner_id, optional=True, hint="Choose one person, or write a name below."
        ),
        forms.line(
            CONTACT, CONTACT_LABEL, contact, optional=True, hint=f"Their name. Leave {label} empty then."
        ),
    ]


def _fields(draft: Draft, workstreams: Sequence[Workstream], *, due_hint: str | None = None) -> list[Block]:
    hint = f"Start with a verb, up to {rules.LONGEST_TEXT} characters."
    found: list[Block] = [
        forms.line(rules.TEXT, WHAT_LABEL, draft.text, many=True, hint=hint),
        *owner_fields(draft.owner_id, draft.contact),
        forms.day(rules.DUE, DUE_LABEL, draft.due, hint=due_hint),
    ]
    offered = {str(strand.id): strand.name for strand in workstreams[:MOST_WORKSTREAMS]}
    if offered:
        chosen = str(draft.workstream_id or "")
        found.append(forms.choice(rules.WORKSTREAM, WORKSTREAM_LABEL, offered, chosen, optional=True))
    return found


def _picker(teams: Sequence[Team], chosen: Team | None) -> list[Block]:
    if not teams:
        return []
    options = {team.id: forms.option(refs.pack(team.id), team.name) for team in teams[:MOST_WORKSTREAMS]}
    element = StaticSelectElement(
        action_id=ids.CHOOSE_TEAM,
        options=list(options.values()),
        initial_option=options.get(chosen.id) if chosen else None,
    )
    return [forms.field(TEAM, "Team", element, dispatch=True)]


def _noticed(notice: str) -> list[Block]:
    return [layout.section(notice)] if notice else []


def _quotation(draft: Draft) -> list[Block]:
    if not draft.quoted:
        return []
    return [layout.section(f"These words are kept with it:\n{words.quoted(draft.quoted)}")]


def _told(sentence: str) -> list[Block]:
    block = layout.context(sentence)
    return [block] if block else []


def _retired(told: Story, live: Sequence[Workstream]) -> list[Workstream]:
    """The workstream that it has, though it is retired: saving the form must not take it out."""
    own = told.workstreams.get(told.action.workstream_id or 0)
    return [own] if own and own.id not in {strand.id for strand in live} else []


def notice(missing: Sequence[str], problems: Sequence[UserError]) -> str:
    """What stands at the top of a form that a command opened: what is missing, and what was not understood."""
    explained = {problem.field for problem in problems}
    asked = [_NAMED[field] for field in missing if field not in explained]
    said = [f"Almost there: please say {join_names(asked)}."] if asked else []
    return " ".join([*said, *(escape(problem.text) for problem in problems)])


_NAMED: Mapping[str, str] = {
    rules.TEXT: "what is to be done",
    rules.OWNER: "who does it",
    rules.DUE: "by when",
}
