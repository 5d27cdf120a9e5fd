"""Who is away when, and who looks after their things; on both databases."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from storage import absences, errors, members, people, preferences
from storage.absences import Absence
from storage.people import Person
from storage.schedules import Schedule
from tests.storage import counting, harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

DAY = timedelta(days=1)
FRIDAY = D0 + timedelta(days=4)


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def away(
    session: Session,
    here: District,
    person: Person,
    from_on: date = D0,
    until_on: date | None = FRIDAY,
    **facts: Any,
) -> Absence:
    facts = {"by": person, "now": NOW, **facts}
    return absences.set_away(
        session, workspace=here.workspace, person=person, from_on=from_on, until_on=until_on, **facts
    )


def is_away(session: Session, here: District, person: Person, on: date) -> bool:
    return bool(absences.current(session, workspace=here.workspace, people=[person], on=on))


def days_away(session: Session, here: District, person: Person) -> list[int]:
    """The days, counted from D0, on which they are away."""
    return [n for n in range(-10, 41) if is_away(session, here, person, D0 + n * DAY)]


def test_somebody_is_away_from_the_first_day_to_the_last(session: Session, here: District) -> None:
    absence = away(session, here, here.priya, cover=here.daniel, reason="conference")

    assert days_away(session, here, here.priya) == [0, 1, 2, 3, 4]
    assert (absence.cover_id, absence.reason, absence.set_by) == (here.daniel.id, "conference", here.priya.id)
    assert not is_away(session, here, here.daniel, D0)


def test_without_an_end_they_are_away_until_they_say(session: Session, here: District) -> None:
    away(session, here, here.priya, until_on=None)

    assert is_away(session, here, here.priya, D0 + 400 * DAY)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((0, 10), (5, 7), [0, 1, 2, 3, 4, 5, 6, 7]),  # the word said last counts: back on the eighth
        ((0, 4), (-3, 1), [-3, -2, -1, 0, 1]),
        ((0, 4), (4, 6), [0, 1, 2, 3, 4, 5, 6]),
        ((0, 1), (5, 6), [0, 1, 5, 6]),  # what was planned for later stays
        ((5, 6), (0, 1), [0, 1, 5, 6]),
        ((0, None), (2, 3), [0, 1, 2, 3]),
        ((5, 6), (3, None), list(range(3, 41))),
    ],
)
def test_what_is_said_anew_replaces_what_it_touches(
    session: Session,
    here: District,
    first: tuple[int, int | None],
    second: tuple[int, int | None],
    expected: list[int],
) -> None:
    for begin, end in (first, second):
        away(session, here, here.priya, D0 + begin * DAY, None if end is None else D0 + end * DAY)

    assert days_away(session, here, here.priya) == expected


@given(
    said=st.lists(st.tuples(st.integers(0, 20), st.one_of(st.none(), st.integers(0, 12))), max_size=6),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_it_is_said_nobody_is_away_twice_at_once(
    session: Session, here: District, said: list[tuple[int, int | None]]
) -> None:
    with session.begin_nested() as savepoint:
        for begin, length in said:
            end = None if length is None else D0 + (begin + length) * DAY
            last = away(session, here, here.priya, D0 + begin * DAY, end)
            assert absences.current(
                session, workspace=here.workspace, people=[here.priya], on=last.from_on
            ) == {here.priya.id: last}
        rows = session.exec(select(Absence)).all()
        for day in (D0 + n * DAY for n in range(45)):
            covering = [row for row in rows if row.from_on <= day <= (row.until_on or date.max)]
            assert len(covering) <= 1
        savepoint.rollback()


def test_the_same_said_twice_is_said_once(session: Session, here: District) -> None:
    first = away(session, here, here.priya, cover=here.daniel)

    assert away(session, here, here.priya, cover=here.daniel).id == first.id
    assert away(session, here, here.priya, cover=here.tom).id != first.id
    assert first.ended_at == NOW


@pytest.mark.parametrize(
    ("began", "expected"),
    [(-2, [-2, -1]), (0, []), (3, [])],
    ids=["running", "begun today", "not begun"],
)
def test_coming_back_ends_it_from_today(
    session: Session, here: District, began: int, expected: list[int]
) -> None:
    away(session, here, here.priya, D0 + began * DAY, D0 + 9 * DAY)
    ended = absences.back(session, workspace=here.workspace, person=here.priya, by=here.maya, now=NOW)

    assert ended is not None
    assert ended.ended_at == NOW
    assert days_away(session, here, here.priya) == expected
    assert absences.back(session, workspace=here.workspace, person=here.priya, by=here.maya, now=NOW) is None


def test_today_is_today_where_they_are(session: Session, here: District) -> None:
    late = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)  # 16 November, 22:00 in New York
    away(session, here, here.priya, D0 - DAY, FRIDAY)
    absences.back(session, workspace=here.workspace, person=here.priya, by=here.priya, now=late)

    assert days_away(session, here, here.priya) == [-1]


def test_of_two_plans_the_nearer_one_is_taken_back(session: Session, here: District) -> None:
    away(session, here, here.priya, D0 + 20 * DAY, D0 + 22 * DAY)
    away(session, here, here.priya, D0 + 3 * DAY, D0 + 4 * DAY)
    absences.back(session, workspace=here.workspace, person=here.priya, by=here.priya, now=NOW)

    assert days_away(session, here, here.priya) == [20, 21, 22]


def test_who_covers_is_found_with_whom_they_cover(session: Session, here: District) -> None:
    absence = away(session, here, here.priya, cover=here.daniel)

    def covered(on: date) -> list[tuple[int | None, str]]:
        found = absences.covered_by(session, workspace=here.workspace, person=here.daniel, on=on)
        return [(one.id, person.name) for one, person in found]

    assert covered(D0) == [(absence.id, "Priya Nair")]
    assert covered(FRIDAY + DAY) == []


def test_a_cover_can_be_reached_in_the_morning(session: Session, here: District) -> None:
    away(session, here, here.priya, cover=here.victor)
    [morning] = session.exec(select(Schedule).where(Schedule.person_id == here.victor.id)).all()

    assert (morning.kind, morning.zone) == (preferences.DIGEST, "America/New_York")


def test_only_somebody_else_who_is_there_can_cover(session: Session, here: District) -> None:
    away(session, here, here.daniel, D0 + 3 * DAY, D0 + 30 * DAY)
    people.deactivate(session, workspace=here.workspace, person=here.tom, now=NOW)
    for cover, reason in (
        (here.priya, "cover_is_self"),
        (here.daniel, "cover_away"),
        (here.tom, "cover_left"),
    ):
        with pytest.raises(errors.Refused) as refusal:
            away(session, here, here.priya, cover=cover)
        assert refusal.value.reason == reason

    assert away(session, here, here.priya, D0, D0 + 2 * DAY, cover=here.daniel).cover_id == here.daniel.id
    with pytest.raises(errors.Refused) as refusal:
        away(session, here, here.lucia, D0, None, cover=here.daniel)
    assert refusal.value.facts["from_on"] == D0 + 3 * DAY


def test_an_end_before_the_beginning_is_refused(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="ends_before_it_begins"):
        away(session, here, here.priya, D0, D0 - DAY)


def test_people_from_elsewhere_are_not_found(session: Session, here: District) -> None:
    there = harbor_glen.district(session, slack_team_id="TOTHER")
    with pytest.raises(errors.NotFound):
        away(session, here, there.priya, by=here.maya)
    with pytest.raises(errors.NotFound):
        away(session, here, here.priya, cover=there.daniel)


def test_a_team_sees_its_members_absences_that_touch_those_days(session: Session, here: District) -> None:
    for person in (here.priya, here.tom):
        members.join(session, team=here.team, person=person, kind="core", by=here.maya, now=NOW)
    away(session, here, here.tom, D0 + 2 * DAY, None)
    away(session, here, here.priya, D0 - 3 * DAY, D0, cover=here.daniel)
    away(session, here, here.lucia)  # no member
    withdrawn = away(session, here, here.daniel, D0 + DAY, D0 + 2 * DAY)
    absences.back(session, workspace=here.workspace, person=here.daniel, by=here.daniel, now=NOW)
    assert withdrawn.ended_at is not None

    def coming(begin: int, end: int) -> list[tuple[str, str | None]]:
        found = absences.coming(session, team=here.team, from_on=D0 + begin * DAY, until_on=D0 + end * DAY)
        return [(person.name, cover.name if cover else None) for _, person, cover in found]

    assert coming(0, 7) == [("Priya Nair", "Daniel Reyes"), ("Tom Whitaker", None)]
    assert coming(1, 1) == []
    assert coming(30, 30) == [("Tom Whitaker", None)]


def test_who_of_many_is_away_is_one_question(session: Session, here: District) -> None:
    away(session, here, here.priya)
    away(session, here, here.tom, until_on=None)
    with counting.statements(session) as asked:
        found = absences.current(session, workspace=here.workspace, people=here.people.values(), on=D0 + DAY)

    assert set(found) == {here.priya.id, here.tom.id}
    assert len(asked) == 1
