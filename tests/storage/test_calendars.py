"""A team's calendar, its breaks and its pauses; on both databases."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from storage import audit, calendars, errors, teams, types
from storage.calendars import CalendarBreak, TeamCalendar
from storage.working_days import Break
from tests.storage import counting, harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

DAY = timedelta(days=1)
WINTER = Break(date(2026, 12, 21), date(2027, 1, 1), "Winter break")
SPRING = Break(date(2027, 4, 5), date(2027, 4, 9), "Spring break")


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def change(session: Session, here: District, **facts: Any) -> TeamCalendar:
    return calendars.change(session, team=here.team, by=here.maya, now=NOW, **facts)


def add(session: Session, here: District, *breaks: Break) -> list[str]:
    added = calendars.add_breaks(
        session, team=here.team, breaks=breaks, source="pasted", by=here.maya, now=NOW
    )
    return [one.name for one in added]


def pause(
    session: Session, here: District, from_on: date, until_on: date | None, reason: str = "No funds"
) -> CalendarBreak:
    return calendars.pause(
        session, team=here.team, from_on=from_on, until_on=until_on, reason=reason, by=here.maya, now=NOW
    )


def off(session: Session, here: District, day: date) -> str | None:
    return calendars.working_days(session, team=here.team).off(day)


def undo_last(session: Session, here: District, kind: str, item_id: int | None) -> None:
    assert item_id is not None
    last = audit.latest(session, team=here.team, item_kind=kind, item_id=item_id)
    assert last is not None
    audit.undo(session, team=here.team, entry_id=types.id_of(last), by=here.maya, now=NOW)


def test_a_team_that_never_chose_works_from_monday_to_friday(session: Session, here: District) -> None:
    found = calendars.of_team(session, team=here.team)

    assert (found.id, found.country, found.weekdays, found.on_holiday) == (None, None, "01234", "skip")
    assert (found.quiet_from, found.quiet_until) == (time(17, 30), time(7, 30))
    assert session.exec(select(TeamCalendar)).all() == []
    assert off(session, here, D0 + 10 * DAY) is None  # Thanksgiving, which nobody asked for
    assert off(session, here, D0 + 5 * DAY) == "Saturday"


def test_what_a_team_chooses_holds_from_then_on_and_can_be_taken_back(
    session: Session, here: District
) -> None:
    row = change(session, here, country="US", subdivision="NY", weekdays="41203", on_holiday="before")

    assert (row.weekdays, row.version) == ("01234", 2)
    assert off(session, here, date(2026, 11, 26)) == "Thanksgiving Day"
    assert off(session, here, date(2027, 2, 12)) == "Lincoln's Birthday"  # New York's own
    assert change(session, here, quiet_from=time(18)).id == row.id

    undo_last(session, here, "calendar", row.id)
    undo_last(session, here, "calendar", row.id)
    assert calendars.of_team(session, team=here.team).quiet_from == time(18)
    assert calendars.of_team(session, team=here.team).on_holiday == "before"


def test_another_country_forgets_the_region_of_the_last(session: Session, here: District) -> None:
    change(session, here, country="US", subdivision="NY")
    assert change(session, here, country="DE").subdivision is None
    assert change(session, here, country="US", subdivision="CA").subdivision == "CA"
    assert change(session, here, country=None).subdivision is None


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"country": "XX"}, "unknown_country"),
        ({"country": "us"}, "unknown_country"),
        ({"subdivision": "NY"}, "unknown_country"),
        ({"country": "US", "subdivision": "BY"}, "unknown_subdivision"),
        ({"weekdays": ""}, "no_working_days"),
        ({"weekdays": "789"}, "no_working_days"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(
    session: Session, here: District, facts: dict[str, Any], reason: str
) -> None:
    with pytest.raises(errors.Refused) as refusal:
        change(session, here, **facts)

    assert refusal.value.reason == reason
    assert session.exec(select(TeamCalendar)).all() == []


def test_breaks_are_added_once_and_removed_for_as_long_as_that_is_not_undone(
    session: Session, here: District
) -> None:
    assert add(session, here, SPRING, WINTER, SPRING) == ["Spring break", "Winter break"]
    assert add(session, here, WINTER) == []
    winter, spring = calendars.breaks(session, team=here.team)
    assert (winter.name, spring.name) == ("Winter break", "Spring break")
    assert off(session, here, date(2026, 12, 24)) == "Winter break"

    for _ in range(2):
        calendars.remove_break(session, team=here.team, break_id=winter.id or 0, by=here.maya, now=NOW)
    assert off(session, here, date(2026, 12, 24)) is None
    assert len(audit.history(session, team=here.team, item_kind="break", item_id=winter.id)) == 2

    undo_last(session, here, "break", winter.id)
    assert off(session, here, date(2026, 12, 24)) == "Winter break"
    undo_last(session, here, "break", spring.id)
    assert [one.name for one in calendars.breaks(session, team=here.team)] == ["Winter break"]
    assert add(session, here, SPRING) == ["Spring break"]


def test_a_break_that_is_none_is_refused_or_not_found(session: Session, here: District) -> None:
    there = harbor_glen.district(session, slack_team_id="TOTHER")
    add(session, there, WINTER)
    [elsewhere] = calendars.breaks(session, team=there.team)

    with pytest.raises(errors.Refused, match="ends_before_it_begins"):
        add(session, here, Break(D0, D0 - DAY, "Backwards"))
    with pytest.raises(errors.NotFound):
        calendars.remove_break(session, team=here.team, break_id=elsewhere.id or 0, by=here.maya, now=NOW)


def test_a_season_pause_lasts_to_the_day_before_the_first_day_back(session: Session, here: District) -> None:
    row = pause(session, here, D0 + 7 * DAY, D0 + 21 * DAY, "Budget season")

    assert (row.first_on, row.last_on, row.source) == (D0 + 7 * DAY, D0 + 20 * DAY, "season")
    assert off(session, here, D0 + 20 * DAY) == "Budget season"
    assert off(session, here, D0 + 21 * DAY) is None
    assert calendars.working_days(session, team=here.team).in_season_pause(D0 + 7 * DAY)
    for on in (D0, D0 + 7 * DAY, D0 + 20 * DAY):
        assert calendars.season(session, team=here.team, on=on) == row
    assert calendars.season(session, team=here.team, on=D0 + 21 * DAY) is None


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ((7, 21), (20, 30), True),
        ((7, 21), (21, 30), False),
        ((7, 21), (0, 7), False),
        ((7, 21), (0, 8), True),
        ((7, None), (100, 101), True),
        ((7, 21), (0, None), True),
        ((7, 21), (21, None), False),
    ],
)
def test_two_pauses_do_not_overlap(
    session: Session,
    here: District,
    first: tuple[int, int],
    second: tuple[int, int | None],
    overlaps: bool,
) -> None:
    def do(begin: int, end: int | None) -> CalendarBreak:
        return pause(session, here, D0 + begin * DAY, None if end is None else D0 + end * DAY)

    row = do(*first)
    add(session, here, WINTER)  # a school break may lie anywhere
    if not overlaps:
        assert do(*second).id != row.id
        return
    with pytest.raises(errors.Refused) as refusal:
        do(*second)
    assert refusal.value.reason == "pause_overlaps"
    assert refusal.value.facts == {"first_on": row.first_on, "last_on": row.last_on, "name": "No funds"}


def test_a_pause_that_ends_before_it_begins_is_refused(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="ends_before_it_begins"):
        pause(session, here, D0, D0)


@pytest.mark.parametrize(
    ("begins", "expected"),
    [(-7, D0 - DAY), (0, None), (7, None)],
    ids=["running", "begun today", "not begun"],
)
def test_resuming_ends_the_pause_yesterday_or_as_if_it_never_was(
    session: Session, here: District, begins: int, expected: date | None
) -> None:
    pause(session, here, D0 + begins * DAY, None)
    row = calendars.resume(session, team=here.team, by=here.maya, now=NOW)

    assert row is not None
    assert (row.last_on, row.removed_at) == (expected, None if expected else NOW)
    assert off(session, here, D0) is None
    assert calendars.resume(session, team=here.team, by=here.maya, now=NOW) is None

    undo_last(session, here, "break", row.id)
    assert (off(session, here, D0) is None) == (begins > 0)
    assert off(session, here, D0 + 7 * DAY) == "No funds"


def test_the_calendars_of_many_teams_are_read_in_two_statements(session: Session, here: District) -> None:
    others = [harbor_glen.team(session, here.workspace, dict(here.people), f"C{n}") for n in range(3)]
    change(session, others[0], country="US")
    add(session, others[1], WINTER)
    with counting.statements(session) as asked:
        found = calendars.working_days_of(session, teams=[here.team, *(other.team for other in others)])

    assert len(asked) == 2
    christmas = date(2026, 12, 25)
    assert [found[types.id_of(one.team)].off(christmas) for one in (here, *others)] == [
        None,
        "Christmas Day",
        "Winter break",
        None,
    ]
    assert calendars.days_by_id(session, team_ids=()) == {}


def test_a_closed_teams_calendar_stands(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="The work is done")

    for attempt in (
        lambda: change(session, here, country="US"),
        lambda: add(session, here, WINTER),
        lambda: pause(session, here, D0, None),
        lambda: calendars.resume(session, team=here.team, by=here.maya, now=NOW),
    ):
        with pytest.raises(errors.Refused, match="team_closed"):
            attempt()


def test_the_countries_and_their_regions_have_names_to_choose_from() -> None:
    named = dict(calendars.countries())

    assert len(named) > 200
    assert (named["US"], named["DE"], named["IM"], named["CD"]) == (
        "United States",
        "Germany",
        "Isle of Man",
        "DR Congo",
    )
    assert [place.name for place in calendars.countries()] == sorted(named.values())
    assert dict(calendars.subdivisions("US"))["NY"] == "New York"
    assert calendars.subdivisions("XX") == ()
