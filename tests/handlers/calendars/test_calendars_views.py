"""What is said about being away, a team's calendar and one's own hours: all of it fits, and nothing typed comes alive."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from slack_sdk.models.views import View

from handlers.answer import Message
from handlers.calendars.away import forms as away_forms
from handlers.calendars.away import sentence
from handlers.calendars.away import views as away_views
from handlers.calendars.away.views import Away, Passed
from handlers.calendars.days import acks, forms, ical, pasted, season, views
from handlers.calendars.days.acks import Added
from handlers.calendars.own import rules
from handlers.calendars.own import views as own_views
from handlers.people import leaving
from storage.absences import Absence
from storage.action_lists import OpenItems
from storage.calendars import CalendarBreak, TeamCalendar
from storage.people import Person
from storage.preferences import Preference
from storage.roles import Holder
from storage.working_days import MONDAY_TO_FRIDAY, Break, Holidays, WorkingDays
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    MONDAY,
    NOW,
    TEAM,
    TOM,
    labels,
    listed,
    person,
    problems,
    read,
    seat,
    team,
    workstream,
)

DANIEL = person(3, "Daniel Reyes")
FRIDAY, BACK = date(2026, 11, 27), date(2026, 11, 30)
NEW_YORK = ZoneInfo("America/New_York")


def away(
    who: Person = TOM,
    cover: Person | None = DANIEL,
    from_on: date = MONDAY,
    until_on: date | None = FRIDAY,
    reason: str | None = "a conference",
) -> Away:
    absence = Absence(
        id=7,
        workspace_id=1,
        person_id=who.id or 0,
        from_on=from_on,
        until_on=until_on,
        reason=reason,
        created_at=NOW,
    )
    return Away(absence, who, cover, BACK if until_on else None)


def row(name: str = "Winter break", *, season_too: bool = False, **more: Any) -> CalendarBreak:
    days = {"first_on": date(2026, 12, 21), "last_on": date(2027, 1, 1), **more}
    return CalendarBreak(
        id=4, team_id=1, name=name, source="season" if season_too else "pasted", added_at=NOW, **days
    )


def facts(
    *breaks: CalendarBreak, calendar: TeamCalendar | None = None, name: str | None = None
) -> views.Facts:
    days = WorkingDays(
        frozenset(range(5)),
        Holidays("US", "MA"),
        tuple(Break(one.first_on, one.last_on, one.name) for one in breaks),
    )
    return views.Facts(
        team=team(name=name) if name else TEAM,
        calendar=calendar or TeamCalendar(team_id=1, country="US", subdivision="MA"),
        breaks=breaks,
        days=days,
        away=[(FRIDAY, TOM, DANIEL), (None, MAYA, None)],
    )


def gone(who: Person = TOM, **more: object) -> leaving.Gone:
    held = [
        Holder(assignment, who, workstream() if assignment.workstream_id else None)
        for assignment in seat(TEAM, "workstream_owner", "coordinator", who=who).roles
    ]
    given = {
        "team": TEAM,
        "person": who,
        "items": OpenItems([listed(number, owner=who) for number in range(1, 12)], held),
        "stand_ins": {1: MAYA},
        "covered": [(away().absence, DANIEL)],
    }
    return leaving.Gone(**{**given, **more})  # type: ignore[arg-type]


def everything(words: str) -> Iterator[Message | View]:
    """Every message and form of this feature, with these words wherever people may write."""
    of = team(name=words)
    who = person(1, words, slack_user_id=None)
    gone_away = away(who, who, reason=words)
    passed = Passed(
        [listed(number, text=words, owner=who) for number in range(1, 9)], [workstream(1, words)] * 3
    )
    for by in (who, MAYA):
        yield away_views.said(gone_away, by=by, team=of, today=MONDAY)
        yield away_views.welcome(gone_away, by=by, team=of, today=MONDAY)
        yield away_views.told_cover(gone_away, passed, by=by, today=MONDAY)
        yield away_views.told_person(gone_away, by=by, today=MONDAY)
        yield away_views.not_away(who, own=by is who)
    yield away_views.stands(gone_away, MONDAY)
    yield away_views.told_over(gone_away)
    yield away_views.told_back(who)
    yield away_forms.form(of, sentence.Wanted("U1", "U2", MONDAY, None, words), MONDAY, others=True)
    short = words[: pasted.MOST_NAME] or "x"
    break_, pause = row(short), row(short, season_too=True)
    for mends in (True, False):
        yield views.screen(facts(*[break_] * 25, pause, name=words), "1", today=MONDAY, mends=mends)
    for new in (Added([break_] * 30, list(range(30)), 2), Added([], [], 1)):
        yield acks.added(of, new, over=2, today=MONDAY)
        found = ical.Found((), tuple(Break(MONDAY, MONDAY, short) for _ in range(9)), 3, 1, 2)
        yield acks.from_file(of, words, found, new, today=MONDAY, file_id="F1", others_too=False)
        yield acks.from_file(of, words, found, new, today=MONDAY, file_id="F1", others_too=True)
    yield acks.changed(
        of, acks.differences(TeamCalendar(team_id=1), TeamCalendar(team_id=1, country="US")), [1]
    )
    yield acks.changed(of, [], [])
    yield acks.removed(of, break_, [1], MONDAY)
    for back_on in (BACK, None):
        yield acks.paused(of, pause, back_on, [1], MONDAY)
        yield acks.told_paused(of, pause, back_on, by=who, today=MONDAY)
    yield acks.told_not_paused(of, pause, by=who)
    for at in ("The channel is told now.", ""):
        yield acks.resumed(of, pause, at, [1], MONDAY)
    yield acks.taken_back(of, [1])
    yield forms.settings(of, TeamCalendar(team_id=1, country="US", subdivision="MA"), "US")
    yield forms.settings(of, TeamCalendar(team_id=1), None)
    yield forms.add(of, words, words)
    yield forms.upload(of)
    yield forms.pause(of, MONDAY, sentence.Wanted(from_on=MONDAY, reason=words))
    within = [listed(number, text=words) for number in range(1, 12)]
    for meets_at in (NOW, None):
        yield season.message(
            season.Facts(team=of, pause=pause, open_count=12, within=within, meets_at=meets_at), MONDAY
        )
    stands = rules.Stands(time(8, 30), False, "01234", time(17, 30), time(7, 30))
    yield own_views.form(stands, NEW_YORK)
    yield own_views.saved(stands, Preference(person_id=1), NEW_YORK, next_at=NOW, now=NOW)
    yield leaving.message(gone(who, covered=[(gone_away.absence, who)]), MONDAY)


@settings(max_examples=30, deadline=None)
@given(HOSTILE)
def test_whatever_people_write_is_shown_as_written_and_fits(words: str) -> None:
    for shown in everything(words):
        assert problems(shown) == []


def test_until_is_never_ambiguous() -> None:
    assert away_views.days(away(), MONDAY) == "through *Friday 27 November*, back *Monday 30 November*"
    later = away(from_on=date(2026, 11, 25))
    assert away_views.days(later, MONDAY) == (
        "from *Wednesday 25 November* through *Friday 27 November*, back *Monday 30 November*"
    )
    one_day = away(from_on=FRIDAY)
    assert away_views.days(one_day, MONDAY) == "on *Friday 27 November*, back *Monday 30 November*"
    assert away_views.days(away(until_on=None), MONDAY) == "until further notice"
    tomorrow = away(from_on=MONDAY + timedelta(days=1), until_on=None)
    assert away_views.days(tomorrow, MONDAY) == "from *Tuesday 17 November* until further notice"


def test_who_says_it_reads_who_sees_what_and_who_is_told() -> None:
    shown = away_views.said(away(), by=TOM, team=TEAM, today=MONDAY)

    assert "You are away through *Friday 27 November*, back *Monday 30 November*." in shown.text
    assert "The team sees that you are away" in shown.text
    assert "A reason is shown to the cover alone." in shown.text
    assert "<@U0003> covers: your nudges go to them meanwhile. They are told now" in shown.text
    assert "conference" not in shown.text
    assert labels(shown) == ["Undo", "Change …"]
    assert "Nobody covers" in away_views.said(away(cover=None), by=TOM, team=TEAM, today=MONDAY).text
    assert "You cover" in away_views.said(away(cover=MAYA), by=MAYA, team=TEAM, today=MONDAY).text
    open_end = away_views.said(away(until_on=None), by=MAYA, team=TEAM, today=MONDAY)
    assert "Say `/steward back` when they are back." in open_end.text


def test_the_cover_reads_what_comes_to_them_and_the_reason() -> None:
    passed = Passed([listed(15, 4)], [workstream()])
    shown = away_views.told_cover(away(), passed, by=TOM, today=MONDAY)

    assert "<@U0001> is away through *Friday 27 November*" in shown.text
    assert "• `A-15` Set coach caseloads for term 1, due Fri 20 Nov" in shown.text
    assert "• The weekly update of *coaching*" in shown.text
    assert "Reason: “a conference”. Only you are told it." in shown.text
    nothing = away_views.told_cover(away(), Passed(), by=MAYA, today=MONDAY)
    assert "<@U0002> noted that <@U0001> is away" in nothing.text
    assert "Nothing of <@U0001> falls due in that time." in nothing.text
    many = Passed([listed(number) for number in range(1, 9)])
    assert "and 3 more" in away_views.told_cover(away(), many, by=TOM, today=MONDAY).text


def test_how_it_stands_is_shown_with_the_ways_out() -> None:
    assert labels(away_views.stands(away(), MONDAY)) == ["I am back", "Change …"]
    coming = away(from_on=date(2026, 11, 25))
    assert labels(away_views.stands(coming, MONDAY)) == ["I am not going", "Change …"]
    assert "Reason: “a conference”." in away_views.stands(coming, MONDAY).text


def test_whom_another_set_away_may_say_in_place_that_it_is_not_so() -> None:
    shown = away_views.told_person(away(from_on=FRIDAY), by=MAYA, today=MONDAY)

    assert (
        "<@U0002> noted that you will be away on *Friday 27 November*, back *Monday 30 November*."
        in shown.text
    )
    assert labels(shown) == ["I am not going", "Change …"]


def test_coming_back_and_taking_it_back_are_said_apart() -> None:
    assert (
        "Welcome back: you are here again" in away_views.welcome(away(), by=TOM, team=None, today=MONDAY).text
    )
    other = away_views.welcome(away(), by=MAYA, team=TEAM, today=MONDAY)
    assert "Noted: <@U0001> is here again" in other.text
    undone = away_views.welcome(away(), by=TOM, team=None, today=MONDAY, undone=True)
    assert "Taken back: you are not away." in undone.text
    assert labels(undone) == ["Do it again"]


def test_the_calendar_shows_habits_breaks_and_what_comes() -> None:
    shown = views.screen(facts(row()), "", today=MONDAY, mends=True)

    words = read(shown)
    assert "Holidays: United States, Massachusetts" in words
    assert "• Thu 26 Nov: Thanksgiving Day" in words
    assert "• Mon 21 Dec through Fri 1 Jan 2027: Winter break" in words
    assert "• <@U0001>: away through Fri 27 Nov, <@U0003> covers" in words
    assert "• <@U0002>: away until they say that they are back" in words
    assert labels(shown)[-4:] == [
        "Holidays and hours …",
        "Add dates …",
        "Upload a calendar file …",
        "Pause for a season …",
    ]
    assert labels(views.screen(facts(row()), "", today=MONDAY, mends=False)) == []


def test_a_break_that_is_over_is_not_listed_and_a_pause_has_its_own_line() -> None:
    over = row("Fall break", first_on=date(2026, 10, 5), last_on=date(2026, 10, 9))
    pause = row("Rest", season_too=True, first_on=MONDAY, last_on=None)
    shown = views.screen(facts(over, pause), "", today=MONDAY, mends=True)

    assert "Fall break" not in read(shown)
    assert "Paused now: “Rest”, from Mon 16 Nov until further notice." in read(shown)
    assert "End the pause" in labels(shown)
    comes = row("Summer", season_too=True, first_on=date(2027, 6, 15), last_on=date(2027, 8, 20))
    coming = views.screen(facts(comes), "", today=MONDAY, mends=True)
    assert "A pause comes: “Summer”" in read(coming)
    assert "Call the pause off" in labels(coming)


def test_no_holidays_and_no_quiet_hours_are_said_so() -> None:
    calendar = TeamCalendar(team_id=1, weekdays="024", quiet_from=time(8), quiet_until=time(8))
    words = read(views.screen(facts(calendar=calendar), "", today=MONDAY, mends=False))

    assert "Working days: Monday, Wednesday and Friday" in words
    assert "Quiet hours: none" in words
    assert "Holidays: none chosen yet" in words


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("01234", "Monday to Friday"),
        ("56", "Saturday and Sunday"),
        ("3", "Thursday"),
        ("0123456", "Monday to Sunday"),
    ],
)
def test_working_days_are_said_in_words(digits: str, said: str) -> None:
    assert views.weekdays(digits) == said


def test_a_place_that_the_library_forgot_is_shown_by_its_code() -> None:
    assert views.place(TeamCalendar(team_id=1, country="ZZ", subdivision="Q")) == "ZZ, Q"
    assert views.place(TeamCalendar(team_id=1, country="US")) == "United States"


@pytest.mark.parametrize(
    ("steps", "carried"),
    [([], ""), ([7], "7"), ([7, 8], "7-8"), ([9, 7, 8, 12], "7-9,12"), (range(1000, 2000), "1000-1999")],
)
def test_steps_in_a_row_are_carried_as_a_range(steps: Sequence[int], carried: str) -> None:
    assert acks.packed(steps) == carried
    assert acks.unpacked(carried) == sorted(steps)


def test_too_many_steps_for_a_button_have_no_undo() -> None:
    assert acks.undo(TEAM, range(1000, 2000, 2)) == []
    assert [one.text.text for one in acks.undo(TEAM, [1, 2]) if one.text] == ["Undo"]


def test_who_left_leaves_a_list_with_the_way_to_each_remedy() -> None:
    shown = leaving.message(gone(person(1, "Tom Whitaker", deactivated_at=NOW)), MONDAY)

    assert "<@U0001> (has left) is not in Slack any more" in shown.text
    assert "They were owner of *coaching*; <@U0002>, its backup, stands in" in shown.text
    assert "They were coordinator" in shown.text
    assert "and 3 more of their actions: `/steward actions`" in shown.text
    assert "They covered for <@U0003>, who is away through Fri 27 Nov: nobody does now." in shown.text
    assert labels(shown) == ["Name a coordinator", "Name the owners", "See how the team stands"]
    bare = leaving.message(gone(items=OpenItems([], []), covered=[]), MONDAY)
    assert "Nothing of theirs is open here. Nothing needed." in bare.text


def test_own_hours_say_when_the_next_digest_would_come() -> None:
    stands = rules.Stands(time(8, 30), False, "01234", time(17, 30), time(7, 30))
    before = Preference(person_id=1)
    next_at = rules.next_digest(time(8, 30), NEW_YORK, MONDAY_TO_FRIDAY, now=NOW, away=None)
    shown = own_views.saved(stands, before, NEW_YORK, next_at=next_at, now=NOW)

    assert "The next one would come *today, Monday 16 November at 08:30*." in shown.text
    off = rules.Stands(time(8, 30), True, "01234", time(17, 30), time(7, 30))
    assert "No digest comes any more." in own_views.saved(off, before, NEW_YORK, next_at=None, now=NOW).text
    assert "None is in sight" in own_views.saved(stands, before, NEW_YORK, next_at=None, now=NOW).text
