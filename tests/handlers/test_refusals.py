"""What a form never sends and a listener refuses all the same: values that are missing, forged or out of date."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session

from handlers.answer import Answer, Errors
from handlers.ask import Ask
from handlers.deeds import Deed
from handlers.deps import Deps
from handlers.errors import UserError
from handlers.people import listeners as people
from handlers.people import rules as people_rules
from handlers.people import saving as people_saving
from handlers.refs import Ref
from handlers.teams import rules as team_rules
from handlers.teams import setting_up, settings, undo
from handlers.workstreams import forms as workstream_forms
from handlers.workstreams import rules as workstream_rules
from handlers.workstreams import saving as workstream_saving
from storage import actions, team_lists
from storage.audit import AuditEntry
from storage.database import Database
from tests.handlers.test_who import Directory
from tests.storage.harbor_glen import NOW, District, district

Listener = Callable[[Ask], Awaitable[Answer]]


async def asking(database: Database, *, with_team: bool = True, **more: Any) -> tuple[Ask, District]:
    """Maya, the leader, asks."""

    def begin(session: Session, *, now: datetime) -> tuple[District, team_lists.Seat]:
        here = district(session)
        assert here.team.created_at == now
        return here, team_lists.seat(session, team=here.team, person=here.maya)

    here, seat = await database.write(begin, now=NOW)
    deps = Deps(database, lambda: NOW, Directory(), lambda _: pytest.fail("Slack is not called for this"))
    place: dict[str, Any] = {"team": here.team, "seat": seat, "seats": (seat,)} if with_team else {}
    ask = Ask(deps=deps, now=NOW, workspace=here.workspace, actor=here.maya, receipt="test", **place, **more)
    return ask, here


@pytest.mark.parametrize(
    ("listener", "values", "said"),
    [
        (people_saving.add, {}, "choose at least one person"),
        (people_saving.add, {people_rules.PEOPLE: [f"U{n}" for n in range(21)]}, "at most 20 at once"),
        (people_saving.name_coordinator, {}, "Please choose a person"),
        (workstream_saving.update, {workstream_rules.WORKSTREAM: "999"}, "Please choose a workstream"),
        (workstream_saving.update, {workstream_rules.WORKSTREAM: "1"}, "Please choose how it stands"),
        (settings.close, {}, "please write something here"),
    ],
)
async def test_a_form_without_what_it_needs_is_refused(
    database: Database, listener: Listener, values: dict[str, Any], said: str
) -> None:
    ask, _ = await asking(database, values=values)

    with pytest.raises(UserError, match=said):
        await listener(ask)


@pytest.mark.parametrize("listener", [people_saving.change, people.ask_change, people.ask_leave])
async def test_somebody_who_is_not_on_the_team_is_not_reached(database: Database, listener: Listener) -> None:
    ask, _ = await asking(database, ref=Ref(1, 9999))

    with pytest.raises(UserError, match="not on this team any more"):
        await listener(ask)


async def test_the_leader_is_not_taken_off_by_an_old_form(database: Database) -> None:
    ask, here = await asking(database)
    old = replace(ask, ref=Ref(here.team.id, here.maya.id))

    with pytest.raises(UserError, match="Hand the lead over first"):
        await people_saving.leave(old)
    assert "always has a leader" in str(await people.ask_leave(old))


async def test_a_team_that_is_gone_is_not_brought_back(database: Database) -> None:
    ask, _ = await asking(database, with_team=False)

    with pytest.raises(UserError, match="not here any more"):
        await settings.bring_back(ask)


async def test_a_setup_from_nowhere_makes_nothing(database: Database) -> None:
    ask, _ = await asking(database, with_team=False)

    with pytest.raises(UserError, match="A team lives in a channel"):
        await setting_up.start(ask)
    refused = await setting_up.save(ask)
    assert isinstance(refused, Errors)
    assert team_rules.NAME in refused.fields


async def test_a_step_that_belongs_elsewhere_is_not_taken_back_here(database: Database) -> None:
    ask, here = await asking(database)

    def promise(session: Session, *, now: datetime) -> AuditEntry:
        action = actions.add(
            session, team=here.team, text="Try it", owner=here.maya, due_on=now.date(), by=here.maya, now=now
        )
        return Deed(session, here.workspace, here.team, here.maya, now).step("action", action)

    step = await database.write(promise, now=NOW)

    with pytest.raises(UserError, match="Its own message has a button for it"):
        await undo.undo(replace(ask, ref=Ref(here.team.id, None, str(step.id))))


async def test_a_workstream_that_stands_on_the_lists_is_not_restored(database: Database) -> None:
    ask, here = await asking(database)
    button = replace(ask, ref=Ref(here.team.id, here.workstreams["pacing"].id))

    assert "on the lists already" in str(await workstream_saving.restore(button))


async def test_a_name_that_stands_already_is_no_change(database: Database) -> None:
    ask, here = await asking(database, values={workstream_forms.LINE: ""})

    said = await workstream_saving.renamed(ask, here.workstreams["pacing"], "pacing")

    assert "is called so already" in said.text
