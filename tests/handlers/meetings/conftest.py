"""Harbor Glen with everybody in their role, its next meeting planned, on both databases."""

import pytest
from sqlmodel import Session

from handlers import timetable
from handlers.meetings import planning
from storage.meeting_rows import Meeting
from tests.storage.harbor_glen import NOW, District, district, take_up_roles


@pytest.fixture
def here(session: Session) -> District:
    """Harbor Glen with everybody in their role."""
    found = district(session)
    take_up_roles(session, found)
    timetable.keep(session, team=found.team, by=found.maya, now=NOW)
    return found


@pytest.fixture
def meeting(session: Session, here: District) -> Meeting:
    """The meeting of Tuesday 17 November, 15:30 to 16:15."""
    found = planning.replan(session, team=here.team, now=NOW)
    assert found is not None
    return found
