import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import errors, teams, workstreams
from storage.database import Database
from storage.workstreams import State, Workstream, WorkstreamUpdate
from tests.storage import harbor_glen
from tests.storage.harbor_glen import NOW, WORKSTREAMS, District
from tests.storage.undoing import last, undo_last


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def _names(session: Session, here: District) -> list[str]:
    return [strand.name for strand in workstreams.live(session, team=here.team)]


def _update(session: Session, here: District, state: State, line: str, days: int = 0) -> WorkstreamUpdate:
    return workstreams.give_update(
        session,
        team=here.team,
        workstream=here.workstreams["pacing"],
        state=state,
        line=line,
        next_step="Ask the grade leads",
        help="An hour with the principals",
        by=here.renee,
        now=NOW + timedelta(days=days),
    )


def test_a_workstream_is_found_whatever_the_case_width_and_spacing(session: Session, here: District) -> None:
    found = workstreams.find(session, team=here.team, name="  PLANNING \u00a0 \uff33upport ")

    assert found == here.workstreams["planning support"]
    assert workstreams.find(session, team=here.team, name="planning") is None


def test_a_new_workstream_is_the_last_in_order(session: Session, here: District) -> None:
    added = workstreams.add(session, team=here.team, name="  Family   reading ", by=here.maya, now=NOW)

    assert (added.name, added.position) == ("Family reading", 8)
    assert _names(session, here) == [*WORKSTREAMS, "Family reading"]


def test_a_live_name_is_taken(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="name_taken"):
        workstreams.add(session, team=here.team, name="PACING", by=here.maya, now=NOW)
    with pytest.raises(errors.Refused, match="name_taken"):
        workstreams.rename(
            session,
            team=here.team,
            workstream=here.workstreams["grading"],
            name="pacing",
            by=here.maya,
            now=NOW,
        )


def test_an_addition_undone_is_retired_and_redone_is_live(session: Session, here: District) -> None:
    added = workstreams.add(session, team=here.team, name="Family reading", by=here.maya, now=NOW)

    undo_last(session, here, "workstream", added)
    assert (added.retired_at, added.retire_reason) == (NOW, "Added by mistake")
    undo_last(session, here, "workstream", added)
    assert added.retired_at is None


def test_a_name_can_change_its_case_alone(session: Session, here: District) -> None:
    renamed = workstreams.rename(
        session, team=here.team, workstream=here.workstreams["pacing"], name="Pacing", by=here.maya, now=NOW
    )
    assert renamed.name == "Pacing"

    undo_last(session, here, "workstream", renamed)
    assert (renamed.name, renamed.name_key) == ("pacing", "pacing")


def test_a_rename_is_not_undone_over_a_new_holder_of_the_name(session: Session, here: District) -> None:
    renamed = workstreams.rename(
        session, team=here.team, workstream=here.workstreams["pacing"], name="Speed", by=here.maya, now=NOW
    )
    workstreams.add(session, team=here.team, name="pacing", by=here.maya, now=NOW)

    with pytest.raises(errors.Refused, match="place_taken"):
        undo_last(session, here, "workstream", renamed)


def _retire(session: Session, here: District, reason: str = "The work is done") -> Workstream:
    return workstreams.retire(
        session, team=here.team, workstream=here.workstreams["pacing"], reason=reason, by=here.maya, now=NOW
    )


def test_a_retired_workstream_leaves_the_lists_and_can_be_restored(session: Session, here: District) -> None:
    retired = _retire(session, here)
    assert "pacing" not in _names(session, here)
    assert workstreams.retired(session, team=here.team) == [retired]
    assert _retire(session, here, "Again").retire_reason == "The work is done"

    back = workstreams.restore(session, team=here.team, workstream=retired, by=here.maya, now=NOW)
    assert (back.retired_at, back.retire_reason) == (None, None)
    version = back.version
    again = workstreams.restore(session, team=here.team, workstream=back, by=here.maya, now=NOW)
    assert again.version == version
    assert _names(session, here) == list(WORKSTREAMS)


def test_a_retirement_can_be_undone(session: Session, here: District) -> None:
    undo_last(session, here, "workstream", _retire(session, here))

    assert _names(session, here) == list(WORKSTREAMS)


def test_a_workstream_is_not_restored_over_a_new_holder_of_the_name(session: Session, here: District) -> None:
    retired = _retire(session, here)
    workstreams.add(session, team=here.team, name="Pacing", by=here.maya, now=NOW)

    with pytest.raises(errors.Refused, match="name_taken"):
        workstreams.restore(session, team=here.team, workstream=retired, by=here.maya, now=NOW)


def test_a_workstream_stands_as_its_last_update_says(session: Session, here: District) -> None:
    _update(session, here, "on_track", "All grades on the calendar")
    said = _update(session, here, "at_risk", "Grade 3 is behind", days=7)
    pacing = workstreams.get(session, team=here.team, workstream_id=said.workstream_id)

    assert (pacing.state, pacing.state_line, pacing.state_at, pacing.update_id) == (
        "at_risk",
        "Grade 3 is behind",
        NOW + timedelta(days=7),
        said.id,
    )
    assert (said.person_id, said.next_step, said.help) == (
        here.renee.id,
        "Ask the grade leads",
        "An hour with the principals",
    )


def test_an_update_undone_lets_the_one_before_stand(session: Session, here: District) -> None:
    first = _update(session, here, "on_track", "All grades on the calendar")
    _update(session, here, "at_risk", "Grade 3 is behind", days=7)
    pacing = workstreams.get(session, team=here.team, workstream_id=first.workstream_id)

    undo_last(session, here, "workstream", pacing)
    assert (pacing.state, pacing.state_at, pacing.update_id) == ("on_track", NOW, first.id)


def test_a_stale_row_does_not_overwrite_what_happened_since(session: Session, here: District) -> None:
    stale = here.workstreams["pacing"].model_copy()
    _retire(session, here)

    renamed = workstreams.rename(
        session, team=here.team, workstream=stale, name="Speed", by=here.maya, now=NOW
    )
    assert renamed.retired_at == NOW
    assert last(session, here, "workstream", renamed).before == {"name": "pacing", "name_key": "pacing"}


def test_another_teams_workstream_is_not_found(session: Session, here: District) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")
    pacing = here.workstreams["pacing"]
    assert pacing.id is not None

    with pytest.raises(errors.NotFound):
        workstreams.get(session, team=other.team, workstream_id=pacing.id)
    with pytest.raises(errors.NotFound):
        workstreams.rename(session, team=other.team, workstream=pacing, name="Speed", by=here.maya, now=NOW)


def test_a_closed_teams_workstreams_stand(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Merged")

    with pytest.raises(errors.Refused, match="team_closed"):
        _retire(session, here)


async def test_a_name_added_by_many_at_once_is_there_once(database: Database) -> None:
    here = await database.write(harbor_glen.district)

    added = await asyncio.gather(
        *(
            database.write(workstreams.add, team=here.team, name="Reading", by=here.maya, now=NOW)
            for _ in range(8)
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(one, Workstream) for one in added) == 1
    assert sum(isinstance(one, errors.Refused) for one in added) == 7
