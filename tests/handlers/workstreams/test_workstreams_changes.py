"""What changes about workstreams and who has them, and who is told, on both databases."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session

from handlers.deeds import Deed
from handlers.deps import Member
from handlers.permissions import Standing
from handlers.teams import undo
from handlers.workstreams import changes, history, reading
from handlers.workstreams.changes import Hands, Nobody, Update
from storage import errors, outbox, roles, workstreams
from storage.people import Person
from tests.storage.harbor_glen import NOW, District, district, promise, take_up_roles

AT_RISK = Update(state="at_risk", line="Unit 3 is late", next_step="Mark it up", help=None)


def deed(session: Session, here: District) -> Deed:
    return Deed(session, here.workspace, here.team, here.maya, NOW)


def member(person: Person) -> Member:
    return Member(person.slack_user_id or "", person.name, "America/New_York")


def told(session: Session, here: District) -> dict[int | None, str]:
    """What each person is told, by their id."""
    return {
        one.person_id: one.text for one in outbox.ledger(session, workspace=here.workspace, limit=99).rows
    }


def held(session: Session, here: District, name: str) -> dict[str, str]:
    """Who holds which role of a workstream."""
    return {
        one.assignment.role: one.person.name.split()[0]
        for one in roles.holders(session, team=here.team)
        if one.workstream and one.workstream.name == name
    }


def take_back(session: Session, here: District, steps: Sequence[int | None]) -> None:
    undo.take_back(
        session,
        workspace=here.workspace,
        team=here.team,
        entry_ids=[step for step in steps if step],
        by=here.maya,
        stands=Standing(person_id=here.maya.id or 0),
        now=NOW + timedelta(hours=1),
    )


def test_a_workstream_is_added_with_its_owner_and_taken_back_whole(session: Session) -> None:
    here = district(session)

    added, steps = changes.add(deed(session, here), "family letters", Hands(member(here.ben), None))

    assert held(session, here, "family letters") == {"workstream_owner": "Ben"}
    assert "made you owner of *family letters*" in told(session, here)[here.ben.id]
    assert len(steps) == 2

    take_back(session, here, steps)

    assert workstreams.find(session, team=here.team, name="family letters") is None
    assert added.retire_reason == "Added by mistake"


def test_hands_change_only_where_something_is_said(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    pacing, coaching = here.workstreams["pacing"], here.workstreams["coaching"]

    steps = changes.hand(
        deed(session, here),
        {
            pacing.id or 0: Hands(member(here.grace), None),
            coaching.id or 0: Hands(member(here.tom), Nobody()),
        },
    )

    assert held(session, here, "pacing") == {"workstream_owner": "Grace"}
    assert held(session, here, "coaching") == {"workstream_owner": "Tom"}
    assert len(steps) == 2
    heard = told(session, here)
    assert "made you owner of *pacing*" in heard[here.grace.id]
    assert "made <@UGRACE> owner of *pacing*" in heard[here.renee.id]
    assert here.tom.id not in heard

    take_back(session, here, steps)

    assert held(session, here, "pacing") == {"workstream_owner": "Renee"}
    assert held(session, here, "coaching") == {"workstream_owner": "Tom", "backup": "Maya"}


def test_nobody_in_an_empty_place_is_no_change(session: Session) -> None:
    here = district(session)

    assert (
        changes.hand(deed(session, here), {here.workstreams["pacing"].id or 0: Hands(Nobody(), Nobody())})
        == []
    )


def test_a_workstream_of_another_team_is_not_found(session: Session) -> None:
    here, there = district(session), district(session, slack_team_id="TELSEWHERE")

    with pytest.raises(errors.NotFound):
        changes.hand(
            deed(session, here), {there.workstreams["pacing"].id or 0: Hands(member(here.grace), None)}
        )
    with pytest.raises(errors.NotFound):
        changes.retire(deed(session, here), there.workstreams["pacing"], "Not ours")


def test_a_name_an_end_and_a_return_are_each_one_step(session: Session) -> None:
    here = district(session)
    pacing = here.workstreams["pacing"]

    _, renamed = changes.rename(deed(session, here), pacing, "pace")
    retired = changes.retire(deed(session, here), pacing, "It is done")
    restored = changes.restore(deed(session, here), pacing)

    assert len({*renamed, *retired, *restored}) == 3
    take_back(session, here, restored)
    assert workstreams.retired(session, team=here.team) == [pacing]
    take_back(session, here, retired)
    take_back(session, here, renamed)
    assert pacing.name == "pacing"
    assert workstreams.retired(session, team=here.team) == []


def test_an_update_stands_until_it_is_taken_back(session: Session) -> None:
    here = district(session)
    pacing = here.workstreams["pacing"]

    steps = changes.update(deed(session, here), pacing, AT_RISK)

    assert (pacing.state, pacing.state_line) == ("at_risk", "Unit 3 is late")
    take_back(session, here, steps)
    assert (pacing.state, pacing.state_line) == (None, None)


def test_what_is_shown_of_a_workstream_is_its_own(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    promise(session, here)
    pacing = here.workstreams["pacing"]

    found = reading.one(session, team=here.team, workstream=pacing, now=NOW)
    everything = reading.listing(session, team=here.team, now=NOW)

    assert (found.action_count, found.row.overdue_count) == (2, 1)
    assert {listed.workstream.name for listed in found.actions if listed.workstream} == {"pacing"}
    assert len(everything.rows) == 7
    assert sum(one.open for one in everything.people) == 17


def test_history_says_who_did_what_and_who_had_it(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    pacing = here.workstreams["pacing"]
    changes.update(deed(session, here), pacing, AT_RISK)
    changes.hand(deed(session, here), {pacing.id or 0: Hands(member(here.grace), None)})

    found = history.read(session, workspace=here.workspace, team=here.team, workstream=pacing)

    assert [step.verb for step in found.steps] == ["update", "add"]
    assert [one.person.name for one in found.holders] == ["Grace Kim", "Renee Dubois"]
    assert found.people[here.maya.id or 0].name == "Maya Okafor"
