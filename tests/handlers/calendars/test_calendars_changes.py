"""What changes about being away and a team's calendar, on both databases: what is kept, who is told, what follows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from handlers import FEATURES, ripples, timetable, who
from handlers.calendars.away import changes as away_changes
from handlers.calendars.away.sentence import Wanted
from handlers.calendars.days import changes, season
from handlers.calendars.days.forms import Pause
from handlers.deeds import Deed
from handlers.errors import UserError
from handlers.feature import Feature
from handlers.people import leaving
from handlers.permissions import Standing
from handlers.ripples import Ripple
from storage import absences, calendars, errors, outbox, people, schedules
from storage.calendars import CalendarFacts
from storage.people import Person
from storage.working_days import Break
from tests.storage.harbor_glen import D0, NOW, District, district, take_up_roles

FRIDAY = D0 + timedelta(days=4)
WINTER = Break(date(2026, 12, 21), date(2027, 1, 1), "Winter break")


@pytest.fixture(autouse=True)
def quietly() -> Iterator[None]:
    """Only what the calendars themselves follow: planning meetings has tests of its own."""
    ripples.wire([feature for feature in FEATURES if feature.name == "calendars"])
    yield
    ripples.wire(FEATURES)


@contextmanager
def followed(kind: ripples.Kind) -> Iterator[list[Ripple]]:
    """What somebody upstairs would hear of."""
    heard: list[Ripple] = []
    ripples.wire([Feature("listener", follows={kind: heard.append})])
    yield heard


def deed(session: Session, here: District, *, by: Person | None = None, now: datetime = NOW) -> Deed:
    return Deed(session, here.workspace, here.team, by or here.maya, now)


def told(session: Session, here: District) -> dict[int | None, str]:
    """What each person is told, the latest words of each, by their id; the channel is None."""
    rows = outbox.ledger(session, workspace=here.workspace, limit=99).rows
    return {one.person_id: one.text for one in reversed(rows) if one.state != "skipped"}


def set_away(session: Session, here: District, wanted: Wanted, *, cover: Person | None = None) -> None:
    away_changes.set_away(
        session,
        workspace=here.workspace,
        person=here.tom,
        wanted=wanted,
        cover=who.of_person(cover) if cover else None,
        by=here.tom,
        today=D0,
        now=NOW,
    )


def end(session: Session, here: District) -> None:
    away_changes.end(session, workspace=here.workspace, person=here.tom, by=here.tom, today=D0, now=NOW)


def returning(session: Session, here: District) -> datetime | None:
    """When the channel will be told that the team is back."""
    planned = schedules.of_kind(session, team=here.team, kind=timetable.RETURN)
    return planned.next_at if planned else None


def test_a_cover_is_told_once_and_again_only_when_it_changes(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    wanted = Wanted(from_on=D0, until_on=FRIDAY)

    set_away(session, here, wanted, cover=here.daniel)
    assert "named you as cover" in told(session, here)[here.daniel.id]
    set_away(session, here, wanted, cover=here.daniel)
    set_away(session, here, wanted, cover=here.priya)

    assert here.daniel.id not in told(session, here), "he was not told yet, so there is nothing to take back"
    assert "named you as cover" in told(session, here)[here.priya.id]


def test_a_cover_who_was_told_is_told_when_it_is_over(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    set_away(session, here, Wanted(from_on=D0, until_on=FRIDAY), cover=here.daniel)
    [row] = [
        one
        for one in outbox.ledger(session, workspace=here.workspace, limit=9).rows
        if one.person_id == here.daniel.id
    ]
    row.state = "posted"

    end(session, here)

    assert "nothing more of theirs comes to you" in told(session, here)[here.daniel.id]
    assert absences.current(session, workspace=here.workspace, people=[here.tom], on=D0) == {}


def test_what_the_cover_gets_is_of_the_teams_that_both_are_in(session: Session) -> None:
    here = district(session)
    stranger = people.meet(
        session, workspace=here.workspace, slack_user_id="URUTH", name="Ruth Calder", now=NOW
    )

    with pytest.raises(UserError, match="on no team with Tom Whitaker"):
        set_away(session, here, Wanted(from_on=D0, until_on=FRIDAY), cover=stranger)


def test_days_that_are_turned_round_and_a_cover_who_left_are_said_at_their_fields(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    with pytest.raises(UserError, match="lies before the first"):
        set_away(session, here, Wanted(from_on=FRIDAY, until_on=D0))
    people.deactivate(session, workspace=here.workspace, person=here.daniel, now=NOW)

    with pytest.raises(UserError, match="Daniel Reyes cannot cover"):
        set_away(session, here, Wanted(from_on=D0, until_on=FRIDAY), cover=here.daniel)


def test_an_end_is_of_the_absence_that_was_meant(session: Session) -> None:
    here = district(session)
    set_away(session, here, Wanted(from_on=D0, until_on=FRIDAY))

    with pytest.raises(UserError, match="not the next time away any more"):
        away_changes.end(
            session, workspace=here.workspace, person=here.tom, by=here.tom, today=D0, now=NOW, only=99
        )


def test_what_shows_who_is_away_follows(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)

    with followed("absence") as heard:
        set_away(session, here, Wanted(from_on=D0, until_on=FRIDAY))
        end(session, here)

    assert [(one.team.id, one.person and one.person.id) for one in heard] == [(here.team.id, here.tom.id)] * 2


def test_an_end_cannot_be_taken_back_for_somebody_else_or_when_it_is_over(session: Session) -> None:
    here = district(session)
    set_away(session, here, Wanted(from_on=D0, until_on=FRIDAY))
    [absence] = absences.current(session, workspace=here.workspace, people=[here.tom], on=D0).values()
    again: dict[str, Any] = {
        "workspace": here.workspace,
        "absence_id": absence.id or 0,
        "by": here.tom,
        "now": NOW,
    }

    with pytest.raises(UserError, match="That is gone"):
        away_changes.again(session, person=here.maya, until_on=FRIDAY, today=D0, **again)
    with pytest.raises(UserError, match="Those days have passed"):
        away_changes.again(
            session, person=here.tom, until_on=FRIDAY, today=FRIDAY + timedelta(days=1), **again
        )


def test_a_calendar_changes_once_and_is_taken_back(session: Session) -> None:
    here = district(session)
    facts = CalendarFacts(country="US", subdivision="MA", on_holiday="after")

    differences, steps = changes.change(deed(session, here), facts)

    assert differences == [
        "Holidays: United States, Massachusetts (was: none)",
        "A weekly meeting on a holiday: moves to the working day after (was: is left out)",
    ]
    assert changes.change(deed(session, here), facts) == ([], [])
    again = changes.take_back(deed(session, here), steps, Standing(person_id=here.maya.id or 0))
    assert calendars.of_team(session, team=here.team).country is None
    changes.take_back(deed(session, here), again, Standing(person_id=here.maya.id or 0))
    assert calendars.of_team(session, team=here.team).subdivision == "MA"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (CalendarFacts(country="ZZ"), "no holidays of that country"),
        (CalendarFacts(country="US", subdivision="BY"), "not one of that country's"),
        (CalendarFacts(weekdays=""), "at least one working day"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_at_its_field(
    session: Session, facts: CalendarFacts, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        changes.change(deed(session, district(session)), facts)


def test_breaks_are_added_once_removed_and_taken_back(session: Session) -> None:
    here = district(session)

    with followed("calendar") as heard:
        new = changes.add(deed(session, here), [WINTER, WINTER], "pasted")
        assert (len(new.rows), new.there) == (1, 1)
        assert changes.add(deed(session, here), [WINTER], "ical").rows == []
        row, steps = changes.remove(deed(session, here), new.rows[0].id or 0)
        changes.take_back(deed(session, here), steps, Standing(person_id=here.maya.id or 0))

    assert [one.name for one in calendars.breaks(session, team=here.team)] == [row.name]
    assert len(heard) == 3


def test_a_break_of_another_team_is_not_there(session: Session) -> None:
    here, there = district(session), district(session, slack_team_id="TOTHER")
    new = changes.add(deed(session, here), [WINTER], "pasted")

    with pytest.raises(errors.NotFound):
        changes.remove(deed(session, there), new.rows[0].id or 0)
    with pytest.raises(errors.NotFound):
        changes.take_back(deed(session, there), new.steps, Standing(person_id=there.maya.id or 0))


def test_others_need_the_right_to_take_a_step_back(session: Session) -> None:
    here = district(session)
    new = changes.add(deed(session, here), [WINTER], "pasted")

    with pytest.raises(UserError, match="Only the team leader"):
        changes.take_back(deed(session, here, by=here.tom), new.steps, Standing(person_id=here.tom.id or 0))


def test_a_step_of_something_else_is_not_taken_back_here(session: Session) -> None:
    here = district(session)
    set_up = deed(session, here).step("team", here.team)

    with pytest.raises((UserError, errors.Refused)):
        changes.take_back(deed(session, here), [set_up.id or 0], Standing(person_id=here.maya.id or 0))


def test_a_pause_has_its_return_on_the_first_working_day_at_nine(session: Session) -> None:
    here = district(session)
    changes.add(
        deed(session, here), [Break(date(2026, 11, 30), date(2026, 11, 30), "Training day")], "pasted"
    )

    row, back, steps = changes.pause(
        deed(session, here), Pause(date(2026, 11, 23), date(2026, 11, 27), "Fall rest")
    )

    assert back == date(2026, 12, 1)
    assert returning(session, here) == datetime(2026, 12, 1, 14, tzinfo=NOW.tzinfo)
    assert "“Fall rest”" in told(session, here)[None]
    season.keep_return(Ripple(session=session, team=here.team, now=NOW + timedelta(hours=1)))
    assert returning(session, here) == datetime(2026, 12, 1, 14, tzinfo=NOW.tzinfo)
    changes.take_back(deed(session, here), steps, Standing(person_id=here.maya.id or 0))
    assert returning(session, here) is None
    assert "took the pause “Fall rest”" in told(session, here)[None]
    assert row.removed_at is not None


def test_two_pauses_do_not_overlap(session: Session) -> None:
    here = district(session)
    changes.pause(deed(session, here), Pause(D0, None, "Rest"))

    with pytest.raises(UserError, match="“Rest”, from Mon 16 Nov until further notice"):
        changes.pause(deed(session, here), Pause(FRIDAY, FRIDAY, "More rest"))
    with pytest.raises(UserError, match="turn the days round"):
        changes.pause(deed(session, here), Pause(D0 - timedelta(days=9), D0 - timedelta(days=20), "Odd"))


def test_a_pause_that_is_ended_by_hand_returns_at_the_next_calm_moment(session: Session) -> None:
    here = district(session)
    changes.pause(deed(session, here), Pause(D0, None, "Rest"))
    assert returning(session, here) is None
    evening = NOW + timedelta(days=2, hours=12)  # Wednesday, 20:00

    ended = changes.resume(deed(session, here, now=evening))

    assert ended is not None
    assert returning(session, here) == datetime(2026, 11, 19, 12, 30, tzinfo=NOW.tzinfo)  # 07:30
    assert changes.resume(deed(session, here, now=evening)) is None


def test_a_pause_that_never_began_returns_nowhere(session: Session) -> None:
    here = district(session)
    changes.pause(deed(session, here), Pause(FRIDAY, None, "Rest"))

    ended = changes.resume(deed(session, here))

    assert ended is not None
    assert ended[1] is None
    assert returning(session, here) is None
    assert "took the pause “Rest”" in told(session, here)[None]


def test_a_team_that_is_closed_returns_nowhere(session: Session) -> None:
    here = district(session)
    changes.pause(deed(session, here), Pause(D0, FRIDAY, "Rest"))
    here.team.closed_at = NOW

    season.keep_return(Ripple(session=session, team=here.team, now=NOW))

    assert returning(session, here) is None


def test_the_return_is_said_once_and_not_before_it_is_due(session: Session) -> None:
    here = district(session)
    assert season.preview(session, here.team, here.maya, NOW) is None
    changes.pause(deed(session, here), Pause(D0, FRIDAY, "Rest"))
    planned = schedules.of_kind(session, team=here.team, kind=timetable.RETURN)
    assert planned is not None
    occurrence = schedules.Occurrence(
        schedule_id=planned.id or 0, local_date=D0, slot="", due_at=NOW, claimed_at=NOW, outcome="run"
    )

    season.come_back(session, here.team, planned, occurrence, NOW)
    assert "Welcome back" not in told(session, here)[None]
    shown = season.preview(session, here.team, here.maya, NOW)
    assert shown is not None
    assert "starts again after “Rest” (Mon 16 Nov through Fri 20 Nov)" in shown.text
    later = NOW + timedelta(days=7)
    for _ in range(2):
        season.come_back(session, here.team, planned, occurrence, later)

    assert "*Welcome back.*" in told(session, here)[None]
    assert season.returns_at(session, team=here.team, now=later) is None


def test_who_stands_next_is_told_where_the_leader_left(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    for gone in (here.maya, here.daniel, here.tom):
        people.deactivate(session, workspace=here.workspace, person=gone, now=NOW)
        leaving.tell(session, workspace=here.workspace, person=gone, now=NOW)
        leaving.tell(session, workspace=here.workspace, person=gone, now=NOW)

    words = told(session, here)
    rows = outbox.ledger(session, workspace=here.workspace, limit=99).rows
    assert len([one for one in rows if one.key.startswith("people:")]) == 3
    assert "not in Slack any more" in words[here.daniel.id]
    assert "They were owner of *coaching*" in words[here.lucia.id], "the first core member who is here"


def test_what_shows_a_team_s_people_follows_when_somebody_left(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    gone = people.deactivate(session, workspace=here.workspace, person=here.tom, now=NOW)

    with followed("people") as heard:
        leaving.tell(session, workspace=here.workspace, person=gone, now=NOW)

    assert [one.person and one.person.id for one in heard] == [here.tom.id]
    assert replace(heard[0], by=None).team.id == here.team.id
