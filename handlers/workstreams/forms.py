"""The forms about workstreams. Each says who will be told."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers import forms, messages, refs
from handlers.teams import views as team_views
from handlers.workstreams import views
from handlers.workstreams.rules import NAME, WORKSTREAM
from handlers.workstreams.views import One
from storage.assignments import Role
from storage.people import Person
from storage.teams import Team
from storage.workstreams import Workstream

ADD = "workstreams.add_form"
OWNERS = "workstreams.owners_form"
HANDS = "workstreams.hands_form"
RENAME = "workstreams.rename_form"
RETIRE = "workstreams.retire_form"
UPDATE = "workstreams.update_form"

OWNER, BACKUP, REASON = "owner", "backup", "reason"
STATE, LINE, NEXT_STEP, HELP = "state", "line", "next_step", "help"
MOST_LINE = 200
MOST_REASON = 300
_MOST_OFFERED = 100

TOLD = "Who gains or loses a role is told by direct message. The channel is not told."


def add(team: Team, values: Mapping[str, Any]) -> View:
    """Return the form to add a workstream, with these values in it."""
    blocks: list[Block] = [
        forms.line(NAME, "Name", values.get(NAME), placeholder="family letters"),
        *_hands(values.get(OWNER), values.get(BACKUP)),
        forms.note(TOLD),
    ]
    return forms.form(ADD, "Add a workstream", "Add", blocks, metadata=refs.metadata(team.id))


def owners(team: Team, lacking: Sequence[Workstream], role: Role) -> View:
    """Return one form with every workstream that lacks an owner, or a backup. What is left empty stays so."""
    what = team_views.ROLES[role].lower()
    fields = [
        forms.person(f"{WORKSTREAM}{workstream.id}", f"{workstream.name}: {what}", optional=True)
        for workstream in lacking
    ]
    intro = messages.section(f"Each of these has no {what} yet. What you leave empty can be named later.")
    kept = refs.metadata(team.id, role=role)
    return forms.form(OWNERS, f"Name the {what}s", "Save", [intro, *fields, forms.note(TOLD)], metadata=kept)


def hands(team: Team, workstream: Workstream, owner: Person | None, backup: Person | None) -> View:
    """Return the form that says who has a workstream."""
    blocks: list[Block] = [
        messages.section(team_views.name(workstream.name)),
        *_hands(_user_id(owner), _user_id(backup)),
        forms.note(TOLD),
    ]
    return forms.form(
        HANDS, "Owner and backup", "Save", blocks, metadata=refs.metadata(team.id, workstream.id)
    )


def rename(team: Team, workstream: Workstream, name: str | None = None) -> View:
    """Return the form to rename a workstream."""
    blocks: list[Block] = [
        forms.line(NAME, "Name", name or workstream.name),
        forms.note("Nobody is told; its actions and its history stay with it."),
    ]
    return forms.form(RENAME, "Rename", "Rename", blocks, metadata=refs.metadata(team.id, workstream.id))


def retire(team: Team, found: One) -> View:
    """Return the question before a workstream is retired, with what is still open in it."""
    workstream = found.row.workstream
    still = (
        f"Still open in it; they stay with their owners, and a card's Change moves one elsewhere:\n{views.open_actions(found)}"
        if found.actions
        else "Nothing is open in it."
    )
    blocks: list[Block] = [
        messages.section(
            f"Retire {team_views.name(workstream.name)}? It leaves the lists; all that was said and promised is kept."
        ),
        messages.section(still),
        forms.line(REASON, "Reason", placeholder="It is done; coaching carries on with it"),
        forms.note("Nobody is told. It can be brought back."),
    ]
    return forms.form(RETIRE, "Retire", "Retire", blocks, metadata=refs.metadata(team.id, workstream.id))


def update(team: Team, offered: Sequence[Workstream], chosen: Workstream | None) -> View:
    """Return the weekly form: how it stands, one line, the next step, help wanted."""
    choices = {str(workstream.id): workstream.name for workstream in offered[:_MOST_OFFERED]}
    blocks: list[Block] = [
        forms.choice(WORKSTREAM, "Workstream", choices, str(chosen.id) if chosen else None),
        forms.choice(
            STATE, "How it stands", dict(team_views.STATES.items()), chosen.state if chosen else None
        ),
        forms.line(LINE, "In one line", placeholder="Unit 3 is marked up; Unit 4 waits for the calendar"),
        forms.line(NEXT_STEP, "Next step", optional=True),
        forms.line(HELP, "Help wanted", hint="What would make it easier, and from whom.", optional=True),
        forms.note("The whole team sees it in the list of workstreams. Nobody gets a message."),
    ]
    return forms.form(UPDATE, "How it stands", "Save", blocks, metadata=refs.metadata(team.id))


def _user_id(somebody: Person | None) -> str | None:
    return somebody.slack_user_id if somebody else None


def _hands(owner: str | None, backup: str | None) -> list[Block]:
    return [
        forms.person(OWNER, "Owner", owner, hint="One person, who answers for it.", optional=True),
        forms.person(BACKUP, "Backup", backup, hint="Stands in when the owner is away.", optional=True),
    ]
