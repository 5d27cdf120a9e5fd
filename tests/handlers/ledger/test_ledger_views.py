"""The ledger as it is read, whatever people typed into what it shows."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from handlers import messages
from handlers.answer import Message
from handlers.ledger import catalogue, forms, views
from handlers.ledger.catalogue import Catalogue
from handlers.ledger.gathering import Entry, Shown
from handlers.ledger.rules import Reader, Which
from handlers.ledger.views import Told
from handlers.messages import Page, Row
from sandbox.blocks import message_problems, view_problems
from storage.calendars import CalendarBreak
from storage.outbox import OutboxMessage, State
from storage.schedule_rows import ONCE
from storage.schedules import Occurrence, Outcome, Schedule
from tests.handlers.home.rows import HOSTILE, MAYA, NOW, TEAM, labels, person, problems, team

ZONE = ZoneInfo("America/New_York")
LEADER, MEMBER = Reader(2, ZONE, leads=True, channel_id="C0001"), Reader(1, ZONE, channel_id="C0001")
KNOWN = catalogue.of(())


def message(
    state: State = "posted", *, to: int | None = None, text: str = "The agenda", error: str | None = None
) -> Entry:
    """A message to the channel, or to a person."""
    row = OutboxMessage(
        workspace_id=1,
        key="k",
        kind="agenda",
        lane="l",
        person_id=to,
        channel_id=None if to else "C0001",
        text=text,
        blocks=[],
        state=state,
        error=error,
        due_at=NOW,
        created_at=NOW,
    )
    return Entry(kind="agenda", at=NOW, message=row, person=person(to) if to else None)


def schedule(kind: str = "rollup", *, paused: date | None = None, zone: str = "America/New_York") -> Schedule:
    return Schedule(
        id=7,
        team_id=1,
        kind=kind,
        local_time=time(8),
        zone=zone,
        rrule="FREQ=WEEKLY;BYDAY=MO",
        starts_on=NOW.date(),
        next_at=NOW + timedelta(days=7),
        grace_minutes=60,
        paused_until=paused,
    )


def let_go(outcome: Outcome, reason: str | None = None) -> Entry:
    series = schedule()
    gone = Occurrence(
        schedule_id=7,
        local_date=NOW.date(),
        slot="",
        due_at=NOW,
        claimed_at=NOW,
        outcome=outcome,
        reason=reason,
        by_id=2 if reason else None,
    )
    return Entry(kind="rollup", at=NOW, schedule=series, occurrence=gone, person=MAYA if reason else None)


def ledger(*entries: Entry, which: Which = "sent", reader: Reader = LEADER, season: str = "") -> Message:
    pause = CalendarBreak(
        team_id=1, name=season, first_on=NOW.date(), last_on=None, source="season", added_at=NOW
    )
    found = Shown(
        team=TEAM,
        which=which,
        page=Page(entries, 0, 1),
        today=NOW.date(),
        season=pause if season else None,
    )
    return views.ledger(found, KNOWN, reader, NOW)


@pytest.mark.parametrize("which", ["sent", "next", "unsent", "mine"])
def test_an_empty_part_says_so_and_leads_to_the_others(which: Which) -> None:
    shown = ledger(which=which)

    assert views.EMPTY[which] in shown.text
    assert set(labels(shown)) == set(views.TITLES.values()) - {views.TITLES[which]}


def test_a_direct_message_to_somebody_else_shows_no_words_even_to_the_leader() -> None:
    shown = ledger(message(to=1, text="You owe three things"))

    assert "<@U0001>" in shown.text
    assert "Mon 16 Nov, 08:00" in shown.text
    assert "You owe" not in shown.text
    assert views.PRIVATE in shown.text


def test_ones_own_messages_and_those_of_the_channel_are_shown_by_their_first_line() -> None:
    shown = ledger(
        message(to=1, text="You owe three things\nand more"),
        message(text="*Agenda* of Tuesday"),
        reader=MEMBER,
    )

    assert "You owe three things" in shown.text
    assert "and more" not in shown.text
    assert "*Agenda* of Tuesday" in shown.text


def test_a_channel_where_the_reader_is_not_keeps_its_words() -> None:
    shown = ledger(message(text="Secret plan"), reader=Reader(1, ZONE, channel_id="C0009"))

    assert "Secret plan" not in shown.text
    assert views.ELSEWHERE in shown.text


@pytest.mark.parametrize(
    ("state", "error", "said"),
    [
        ("failed", "not_in_channel", "/invite @Steward"),
        ("failed", "strange_thing", "“strange_thing”"),
        ("ambiguous", "ambiguous", "Please check"),
        ("skipped", "taken back", "Why: taken back. Nothing needed."),
        ("pending", None, "waits"),
    ],
)
def test_what_did_not_arrive_says_why_and_what_to_do(state: State, error: str | None, said: str) -> None:
    assert said in ledger(message(state, error=error), which="unsent").text


@pytest.mark.parametrize(
    ("outcome", "reason", "said"),
    [
        ("skipped", "half term", "Skipped by <@U0002>: half term."),
        ("moved", "snow", "Moved by <@U0002>: snow."),
        ("skipped_late", None, "Too late when I could have sent it"),
    ],
)
def test_a_moment_that_was_let_go_says_who_and_why(outcome: Outcome, reason: str | None, said: str) -> None:
    assert said in ledger(let_go(outcome, reason), which="unsent").text


def test_what_comes_next_can_be_changed_by_who_leads_and_by_nobody_else() -> None:
    coming = Entry(kind="rollup", at=NOW + timedelta(days=7), schedule=schedule())

    assert labels(ledger(coming, which="next"))[:3] == ["Skip the next", "Move the next", "Pause"]
    assert "Skip the next" not in labels(ledger(coming, which="next", reader=MEMBER))
    assert "To the team leader alone" in ledger(coming, which="next").text


def test_a_paused_series_is_said_to_be_and_can_come_again() -> None:
    paused = schedule(paused=date(2026, 12, 1))
    shown = ledger(Entry(kind="rollup", at=NOW + timedelta(days=15), schedule=paused), which="next")

    assert "paused until Tue 1 Dec" in shown.text
    assert labels(shown)[0] == "Resume"


def test_a_moment_is_told_in_the_readers_zone_and_in_the_teams_where_they_differ() -> None:
    coming = Entry(kind="rollup", at=NOW, schedule=schedule())
    shown = ledger(coming, which="next", reader=Reader(1, ZoneInfo("Asia/Kolkata")))

    assert "Mon 16 Nov, 18:30 (Monday, 08:00 for the team)" in shown.text
    assert "Times are yours (Asia/Kolkata)." in shown.text


def test_a_single_moment_has_no_wall_time_of_its_own() -> None:
    once = Schedule(
        **schedule().model_dump(exclude={"rrule", "zone", "local_time"}),
        rrule=ONCE,
        zone="UTC",
        local_time=NOW.time(),
    )
    coming = Entry(kind="return", at=NOW, schedule=once)

    assert "for the team" not in ledger(coming, which="next").text


def test_a_pause_of_the_whole_team_is_told_above_what_comes_next() -> None:
    assert (
        "*The team pauses* from Mon 16 Nov: Summer <&lt;" not in ledger(which="next", season="Summer <").text
    )
    assert "*The team pauses* from Mon 16 Nov: Summer &lt;." in ledger(which="next", season="Summer <").text


def test_pages_are_turned_inside_a_part() -> None:
    found = Shown(team=TEAM, which="unsent", page=Page((message(),), 1, 3), today=NOW.date())

    shown = views.ledger(found, KNOWN, LEADER, NOW)

    assert "Page 2 of 3" in shown.text
    assert {"Previous", "Next page"} <= set(labels(shown))


def test_a_full_page_of_what_comes_next_fits_into_a_message() -> None:
    full = [Entry(kind="rollup", at=NOW, schedule=schedule()) for _ in range(8)]

    assert not problems(ledger(*full, which="next", season="Summer " * 60))


@given(HOSTILE)
def test_whatever_people_typed_is_shown_and_pings_nobody(typed: str) -> None:
    rows = (let_go("skipped", typed), message("failed", error=typed), message("skipped", error=typed))
    found = Shown(team=team(name=typed), which="unsent", page=Page(rows, 0, 1), today=NOW.date())

    assert not problems(views.ledger(found, KNOWN, LEADER, NOW))
    assert not problems(ledger(which="next", season=typed))


@given(HOSTILE)
def test_the_forms_and_answers_hold_whatever_a_team_is_called(typed: str) -> None:
    named, series = team(name=typed), schedule()
    for form in (
        forms.skip(named, series, "Monday roll-up", NOW),
        forms.move(named, series, "Monday roll-up", NOW),
        forms.pause(named, series, "Monday roll-up"),
    ):
        assert not view_problems(form.to_dict())
    told = Told(team=named, title="Monday roll-up", next_at=None, step_id=3, zone=ZONE, now=NOW)
    for said in (
        views.skipped(told),
        views.moved(told, is_shifted=True),
        views.paused(told),
        views.resumed(told),
    ):
        assert not problems(said)
        assert "None is planned after that." in said.text


def test_a_test_is_marked_and_nothing_in_it_can_be_clicked() -> None:
    row = Row("*A-1* Ask", messages.button("Open", "actions.show", 1, 1))
    real = messages.of("Good morning", row, [messages.button("Done", "actions.done", 1, 1)])

    marked = views.test("Morning digest", real)

    assert marked.text.startswith("*This is a test of: Morning digest.*")
    assert not labels(marked)
    payload = messages.shown(marked)
    assert "Buttons: Done" in str(payload["blocks"])
    assert "Button: Open" in str(payload["blocks"])
    assert not message_problems(payload)


def test_the_longest_message_is_still_one_as_a_test() -> None:
    parts: list[messages.Part] = ["x" * 200, [messages.button("Done", "actions.done", 1, 1)]]
    real = messages.of(*(parts * 25))

    assert not message_problems(messages.shown(views.test("Agenda", real)))


def test_what_nobody_named_is_called_by_its_kind() -> None:
    assert Catalogue({}, {}).title("meeting_minutes") == "Meeting minutes"
