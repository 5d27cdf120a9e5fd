"""Whom a form or a command names: known people first, Slack for the rest, and who cannot take things on."""

from datetime import datetime

import pytest
from sqlmodel import Session

from handlers import who
from handlers.ask import Ask
from handlers.deps import Deps, Member
from handlers.errors import UserError
from storage.database import Database
from storage.people import Person
from storage.workspaces import Workspace
from tests.storage.harbor_glen import NOW, everyone, workspace

NEW = Member("UNEW", "Ruth Calder", "America/New_York")


class Directory:
    """What Slack would say of people, and whom it was asked about."""

    def __init__(self, *members: Member) -> None:
        self._members = {member.slack_user_id: member for member in members}
        self.asked: list[str] = []

    async def member(self, workspace: Workspace, slack_user_id: str) -> Member | None:  # noqa: ARG002 (a Directory)
        self.asked.append(slack_user_id)
        return self._members.get(slack_user_id)


async def asking(database: Database, directory: Directory) -> Ask:
    """Maya asks, in Harbor Glen."""

    def begin(session: Session, *, now: datetime) -> tuple[Workspace, Person]:
        home = workspace(session)
        assert home.installed_at == now
        return home, everyone(session, home)["Maya"]

    home, maya = await database.write(begin, now=NOW)
    deps = Deps(database, lambda: NOW, directory, lambda _: pytest.fail("Slack is not called for a name"))
    return Ask(deps=deps, now=NOW, workspace=home, actor=maya, receipt="test")


async def test_only_who_was_never_met_is_looked_up(database: Database) -> None:
    directory = Directory(NEW)
    ask = await asking(database, directory)

    found = await who.find(ask, ["UPRIYA", "UNEW", "UPRIYA"])

    assert [member.name for member in found] == ["Priya Nair", "Ruth Calder"]
    assert directory.asked == ["UNEW"]
    assert await who.find(ask, []) == []


@pytest.mark.parametrize(
    ("user_id", "said"),
    [
        ("UNOBODY", "Slack does not know this person any more"),
        ("UBOT", "Steward is an app"),
        ("UGONE", "Ruth Calder has left"),
    ],
)
async def test_who_cannot_take_things_on_is_said_at_the_field(
    database: Database, user_id: str, said: str
) -> None:
    directory = Directory(
        Member("UBOT", "Steward", "UTC", is_bot=True), Member("UGONE", "Ruth Calder", "UTC", deactivated=True)
    )
    ask = await asking(database, directory)

    with pytest.raises(UserError) as mistake:
        await who.find(ask, [user_id], field="leader")

    assert said in mistake.value.text
    assert mistake.value.field == "leader"


@pytest.mark.parametrize(
    ("member", "said"),
    [
        (Member("U1", "Ana Sousa", "UTC", is_guest=True), "Ana Sousa is a guest here"),
        (Member("U2", "Nora Field", "UTC", is_external=True), "Nora Field is from another organisation here"),
    ],
)
def test_who_sees_only_part_of_the_workspace_is_refused_what_needs_all_of_it(
    member: Member, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        who.refuse_outsiders([NEW, member], "team leader")
