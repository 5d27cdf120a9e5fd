"""The board, the forms and the minutes: what they say, and that nothing people write breaks or pings."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from slack_sdk.models.views import View

from handlers.agenda.gathering import Duty
from handlers.answer import Message
from handlers.meetings import walk
from handlers.meetings.taken import Taken
from handlers.meetings.views import acks, board, forms, minutes, news, overview, paper, words
from handlers.meetings.views.forms import Draft
from handlers.meetings.views.minutes import After
from handlers.meetings.views.overview import Around, Rights
from handlers.meetings.writing import Written
from storage.action_rows import Action
from storage.calendar_rows import CalendarBreak
from storage.decisions import Decision
from tests.handlers.home.rows import HOSTILE, TEAM, labels, listed, person, problems, read, team, workstream
from tests.handlers.meetings import scenes
from tests.handlers.meetings.scenes import LUCIA, MAYA, NOW, PRIYA, TOM, TUESDAY

NEW_YORK = ZoneInfo("America/New_York")
ALL = Rights(start=True, run=True, pause=True)


def test_the_board_says_first_who_is_here_and_where_the_meeting_is() -> None:
    said = read(board.board(scenes.facts(agenda={"open": "Who is here, roles."}), NOW))

    assert "2 of 4 core here, 3 make the quorum. The meeting may go on; the minutes will say so." in said
    assert "Here: Maya Okafor and Priya Nair" in said
    assert "Also here: Ana Sousa" in said
    assert "Not here yet: Tom Whitaker" in said
    assert "Away: Lucia Fernandes (until Fri 20 Nov)" in said
    assert "*Now: Open*  (1 of 9, 2 minutes planned)\n> Who is here, roles." in said
    assert "Facilitator: Priya Nair" in said
    assert "closes by itself at 16:45" in said


def test_with_enough_people_the_quorum_is_reached() -> None:
    facts = scenes.facts(attendance={1: True, 2: True, 3: True})

    assert "3 of 4 core here, quorum reached." in read(board.board(facts, NOW))
    assert facts.absent == []


def test_a_topic_can_be_settled_and_an_old_one_asks_for_it() -> None:
    at = scenes.facts(
        meeting=scenes.meeting(current="topic:12"), topics=(scenes.topic(weeks=2, details="Unit 3 is long."),)
    )
    shown = board.board(at, NOW)

    assert "Unit 3 is long.\nFrom Priya Nair · 3rd week\nIt comes back again and again." in read(shown)
    assert labels(shown) == [
        *("I am here", "Who is here…", "Note", "Action", "Decision"),
        *("Settled", "Keep for next time", "Park", "Drop", "Next: Decisions", "Back", "Close the meeting"),
    ]


@pytest.mark.parametrize(
    ("state", "number", "said"),
    [
        ("settled", None, "settled"),
        ("dropped", None, "dropped"),
        ("parked", None, "parked for later"),
        ("action", 30, "made an action: A-30"),
    ],
)
def test_a_topic_that_is_off_the_queue_can_be_kept_after_all(
    state: str, number: int | None, said: str
) -> None:
    topic = scenes.topic(state=state, action_number=number)
    shown = board.board(scenes.facts(meeting=scenes.meeting(current="topic:12"), topics=(topic,)), NOW)

    assert f"From Priya Nair · {said}" in read(shown)
    assert "Park" not in labels(shown)
    assert "Keep for next time" in labels(shown)


def test_what_was_written_stands_with_its_author_and_its_place() -> None:
    notes = (
        scenes.note(1, "Totals are in."),
        scenes.note(2, "Families came.", MAYA, kind="good_news", section="good_news"),
        scenes.note(
            3,
            "Draft it (Tom Whitaker, by Fri 27 Nov)",
            section=None,
            topic_id=12,
            action_number=30,
            kind="action",
        ),
        scenes.note(4, "Keep the calendar.", kind="decision", section=None, decision_number=2),
    )
    said = read(board.board(scenes.facts(notes=notes), NOW))

    assert "• Totals are in.  (Priya Nair, on Actions)" in said
    assert "• *Good news:* Families came.  (Maya Okafor, on Good news)" in said
    assert (
        "• *Action A-30:* Draft it (Tom Whitaker, by Fri 27 Nov)  (Priya Nair, on How we pace Unit 3)" in said
    )
    assert "• *Decision D-2:* Keep the calendar.  (Priya Nair)" in said


def test_a_long_list_shows_the_latest_and_says_that_there_are_more() -> None:
    notes = tuple(scenes.note(id_, f"Thing {id_}.") for id_ in range(1, 31))
    said = read(board.board(scenes.facts(notes=notes), NOW))

    assert "_10 earlier ones go into the minutes too._" in said
    assert "Thing 30." in said
    assert "Thing 10." not in said


def test_at_the_end_there_is_nothing_but_closing() -> None:
    shown = board.board(scenes.facts(meeting=scenes.meeting(current="section:close")), NOW)

    assert "Back" in labels(shown)
    assert not any(label.startswith("Next") for label in labels(shown))


def test_a_closed_board_is_a_record_without_buttons() -> None:
    by_maya = board.closed(scenes.facts(meeting=scenes.closed()), NOW)
    alone = scenes.closed()
    alone.closed_by = None

    assert labels(by_maya) == []
    assert "Closed at 16:14 by Maya Okafor. Written down: no things." in read(by_maya)
    assert "Closed at 16:14 by itself, for its time was over." in read(
        board.closed(scenes.facts(meeting=alone), NOW)
    )


def test_minutes_say_everything_that_was_taken() -> None:
    said = read(minutes.message(TEAM, scenes.closed(), scenes.taken(), After(), NOW + timedelta(hours=1)))

    for words_ in (
        "*Totals are in.: Minutes, Tue 17 Nov 2026, 15:30*",
        "*Absent:* Tom Whitaker. The minutes reach them in this channel.",
        "*Away:* Totals are in. (until Fri 20 Nov) and Joy Mensah (until they say).",
        "2 of 4 core members (3 needed): not reached.",
        "What was decided may need a second look",
        "From 15:30 to 16:14, closed by Totals are in..",
        "• *D-1* Totals are in. · Why: Totals are in. · Approver: Totals are in. · recorded by",
        "• *A-30* Totals are in. (Totals are in., by Fri 27 Nov)",
        "• *A-2* done: Totals are in.",
        "• *A-2* new date Fri 27 Nov (was Fri 13 Nov): Totals are in. · because: Totals are in.",
        "• *A-2* handed over to Totals are in.: Totals are in.",
        "• Carried over, past due: A-6 and A-10.",
        "• Totals are in.: kept for next time.",
        "• Totals are in.: kept for next time, 6th week.",
        "• Totals are in.: made an action, A-30.",
        "Tue 24 Nov, 15:30. Time: Totals are in.",
        "Press Correct by Wed 18 Nov, 16:14.",
    ):
        assert words_ in said
    assert "How useful:" not in said


def test_the_average_is_shown_from_three_answers_on_and_never_who() -> None:
    def shown(count: int) -> str:
        after = After(average=4.333, count=count)
        return read(minutes.message(TEAM, scenes.closed(), scenes.taken(), after, NOW))

    assert "How useful:" not in shown(2)
    assert "*How useful:* 4.3 of 5, from 3 answers." in shown(3)


def test_corrections_stand_below_and_the_earlier_ones_in_the_thread() -> None:
    added = [(scenes.correction(f"Correction {id_}.", id_), PRIYA) for id_ in range(1, 9)]
    said = read(minutes.message(TEAM, scenes.closed(), scenes.taken(), After(corrections=added), NOW))

    assert "_2 earlier in the thread._" in said
    assert "• Priya Nair, Tue 17 Nov, 17:40: Correction 8." in said
    assert "Correction 2." not in said


def test_final_minutes_have_no_buttons_and_say_where_else() -> None:
    shown = minutes.message(TEAM, scenes.closed(), scenes.taken(), After(), NOW + timedelta(days=2))

    assert labels(shown) == []
    assert "These minutes are final." in read(shown)


def test_long_minutes_go_on_in_the_thread_and_lose_nothing() -> None:
    taken = scenes.taken("A long thing that was said. " * 20, many=30)
    first = minutes.message(TEAM, scenes.closed(), taken, After(), NOW)
    rest = minutes.rest(taken, NEW_YORK)

    assert "The rest stands in the thread below" in read(first)
    everything = read(first) + "".join(read(page) for page in rest)
    assert everything.count("• A long thing") >= 60
    for message in (first, *rest):
        assert problems(message) == []
        assert len(message.text) <= 12_000
        assert len(message.blocks) <= 50


def test_a_canvas_begins_with_its_own_heading_and_shows_what_was_typed_as_typed() -> None:
    said = minutes.canvas(scenes.taken("*bold* [x](y) <!channel> # @Priya"), NEW_YORK)

    assert said.startswith("# Minutes, Tue 17 Nov 2026, 15:30\n")
    assert "## Decisions" in said
    assert r"\*bold\* \[x\](y) \<!channel> # @Priya" in said


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Totals are in: we met them together.", "Totals are in: we met them together."),
        ("Grade 3 (six lessons) - what gives?!", "Grade 3 (six lessons) - what gives?!"),
        ("unit_3_guide and _this_ and ~that~", r"unit_3_guide and \_this\_ and \~that\~"),
        ("1. First", r"1\. First"),
        ("12) Then", r"12\) Then"),
        ("# Loud", r"\# Loud"),
        ("- One", r"\- One"),
        ("> Said", r"\> Said"),
        ("At 15:30 :tada: &amp; R&D", r"At 15:30 \:tada: \&amp; R&D"),
        ("C:\\temp `x`", r"C:\\temp \`x\`"),
    ],
)
def test_in_a_canvas_only_what_markdown_would_read_is_escaped(typed: str, written: str) -> None:
    assert paper.markdown().safe(typed) == written


def test_good_news_is_said_to_be_so_once() -> None:
    notes = [
        {"place": place, "text": "Families came.", "by": "Maya Okafor", "is_good_news": True}
        for place in ("Good news", "Actions")
    ]
    taken = scenes.taken(notes=notes)
    said = read(minutes.message(TEAM, scenes.closed(), taken, After(), NOW))

    assert "*Good news*\n• Families came. (Maya Okafor)" in said
    assert "*Actions*\n• Good news: Families came. (Maya Okafor)" in said


def test_without_a_next_meeting_the_minutes_say_so() -> None:
    said = minutes.canvas(scenes.taken(following=None, closed_by=None, absent=[]), NEW_YORK)

    assert "None is planned." in said
    assert "closed by itself" in said


def test_the_overview_offers_what_the_reader_may() -> None:
    facts = scenes.facts(meeting=scenes.planned(agenda_posted_at=NOW))
    shown = overview.overview(facts, Around(latest=scenes.closed()), ALL, NEW_YORK, NOW)
    other = overview.overview(
        facts, Around(), Rights(start=False, run=False, pause=False), ZoneInfo("Europe/Berlin"), NOW
    )

    assert labels(shown) == [
        *("Start", "Change a role", "Skip…", "Move…", "Pause for a season", "Last minutes"),
    ]
    assert "next meeting Tue 17 Nov, 15:30 to 16:15" in read(shown)
    assert "On your clock: Tue 17 Nov, 21:30." in read(other)
    assert labels(other) == []


def test_the_overview_says_what_was_moved_skipped_and_paused() -> None:
    moved = scenes.planned(moved_from=TUESDAY - timedelta(days=1), reason="Snow")
    skipped = scenes.planned(holiday="Thanksgiving Day")
    season = CalendarBreak(
        team_id=1,
        name="Winter",
        first_on=date(2026, 12, 19),
        last_on=date(2027, 1, 3),
        source="season",
        added_at=NOW,
    )
    said = overview.overview(
        scenes.facts(meeting=moved), Around(season=season, skipped=[skipped]), ALL, NEW_YORK, NOW
    )

    assert "Moved from Mon 16 Nov, 15:30: Snow." in read(said)
    assert "Skipped: Tue 17 Nov, 15:30: Thanksgiving Day." in read(said)
    assert (
        "*The meetings are paused* from Sat 19 Dec until Mon 4 Jan 2027, the first day back: Winter."
        in read(said)
    )
    assert "End the pause" in labels(said)
    assert "Hold the skipped one after all" in labels(said)
    open_end = CalendarBreak(
        team_id=1, name="Strike", first_on=date(2026, 11, 1), source="season", added_at=NOW
    )
    assert "*The meetings are paused* until somebody says resume: Strike." in read(
        overview.none(TEAM, Around(season=open_end), ALL, NOW)
    )
    assert "No meeting is planned." in read(overview.none(TEAM, Around(), ALL, NOW))


def test_who_comes_second_is_told_who_was_first_and_where() -> None:
    meeting = scenes.meeting()

    said = read(overview.started(TEAM, meeting, MAYA, is_new=False, mine=False, now=NOW))
    assert said == (
        "Maya Okafor started this meeting at 15:30, so it is running already. Its board is in <#C0001>: "
        "press I am here on it."
    )
    assert read(overview.started(TEAM, meeting, MAYA, is_new=False, mine=True, now=NOW)).startswith(
        "You started"
    )
    assert read(overview.started(TEAM, meeting, None, is_new=False, mine=False, now=NOW)).startswith(
        "Somebody"
    )
    early = overview.early(TEAM, scenes.planned(), NEW_YORK, TUESDAY - timedelta(hours=26))
    assert "in 26 hours. Start it now all the same?" in read(early)
    assert "in 5 days." in read(overview.early(TEAM, scenes.planned(), NEW_YORK, TUESDAY - timedelta(days=5)))


def problems_of(shown: Message | View) -> list[str]:
    """Beside what Slack would refuse: markup that is live and that we did not write."""
    return [problem for problem in problems(shown) if not problem.endswith("<#C0001>")]


def every_view(typed: str) -> list[Message | View]:
    somebody = person(1, typed)
    here = team(name=typed)
    topics = tuple(scenes.topic(id_, typed, details=typed, weeks=id_) for id_ in range(3))
    notes = tuple(scenes.note(id_, typed, somebody) for id_ in range(30))
    facts = scenes.facts(
        team=here,
        people={1: somebody, 2: somebody, 5: somebody},
        core=(somebody, LUCIA),
        duties=(Duty("facilitator", somebody, None),),
        topics=topics,
        notes=notes,
        meeting=scenes.meeting(current="topic:2"),
    )
    action: Action = listed(30, text=typed).action
    decision = Decision(id=1, team_id=1, number=3, choice=typed, recorded_by=1, recorded_at=NOW)
    note = scenes.note(1, typed)
    place = walk.at(facts.walk, "topic:2")
    moved = scenes.planned(reason=typed, holiday=typed, moved_from=TUESDAY - timedelta(days=3))
    season = CalendarBreak(team_id=1, name=typed, first_on=date(2026, 12, 19), source="season", added_at=NOW)
    after = After(corrections=[(scenes.correction(typed), somebody)] * 9, average=4.0, count=4)
    strands = [workstream(1, typed)] if typed.strip() else []
    shown: list[Callable[[], Message | View]] = [
        lambda: board.board(facts, NOW),
        lambda: board.board(scenes.facts(team=here, agenda={"open": words.shown(typed)}), NOW),
        lambda: board.closed(facts, NOW),
        lambda: minutes.message(here, scenes.closed(), scenes.taken(typed), after, NOW),
        *(lambda page=page: page for page in minutes.rest(scenes.taken(typed, many=5), NEW_YORK)),
        lambda: minutes.correction(scenes.correction(typed), somebody, NEW_YORK, NOW),
        lambda: overview.overview(facts, Around(season=season, skipped=[moved]), ALL, NEW_YORK, NOW),
        lambda: overview.overview(
            scenes.facts(team=here, meeting=moved), Around(latest=scenes.closed()), ALL, NEW_YORK, NOW
        ),
        lambda: overview.none(here, Around(season=season), ALL, NOW),
        lambda: overview.started(here, scenes.meeting(), somebody, is_new=False, mine=False, now=NOW),
        lambda: overview.done(here, moved, "Moved.", 3, "Nobody is told."),
        lambda: news.skipped(moved, somebody, None, NEW_YORK, NOW),
        lambda: news.skipped(moved, somebody, moved, NEW_YORK, NOW),
        lambda: news.moved(moved, TUESDAY, somebody, NEW_YORK, NOW),
        lambda: news.back(moved, somebody, NEW_YORK, NOW),
        lambda: acks.written(here, Written(meeting=moved, note=note, action=action, owner=somebody), None),
        lambda: acks.written(here, Written(meeting=moved, note=None, decision=decision), typed),
        lambda: acks.attendance(facts, [somebody]),
        lambda: acks.here(facts, TOM),
        lambda: acks.closed(here, scenes.closed(), is_new=False, by=typed, now=NOW),
        lambda: acks.turned("facilitator", somebody),
        lambda: forms.note(facts, place),
        lambda: forms.action(facts, place, strands),
        lambda: forms.decision(facts, place),
        lambda: forms.attendance(facts, ["U0001"]),
        lambda: forms.skip(moved, "It will not be.", news.told_of_skip(here), typed),
        lambda: forms.move(
            moved,
            "Now: Tue.",
            news.told_of_move(here, moved),
            Draft(on=date(2026, 11, 26), at=time(14), why=typed, warnings=(words.one_line(typed),)),
        ),
        lambda: forms.turn(moved, {"facilitator": f"Facilitator: {typed}"}, "U0001", "Whose turn."),
        lambda: forms.correct(moved),
    ]
    return [show() for show in shown]


@settings(deadline=None, max_examples=25)
@given(HOSTILE)
def test_whatever_people_write_fits_and_pings_nobody(typed: str) -> None:
    for shown in every_view(typed):
        assert problems_of(shown) == []


@settings(deadline=None, max_examples=25)
@given(HOSTILE)
def test_a_message_of_minutes_stays_within_what_slack_takes(typed: str) -> None:
    taken: Taken = scenes.taken(typed, many=20)
    after = After(corrections=[(scenes.correction(typed), MAYA)] * 9)
    for page in (minutes.message(TEAM, scenes.closed(), taken, after, NOW), *minutes.rest(taken, NEW_YORK)):
        assert len(page.text) <= 12_000
        assert len(page.blocks) <= 50


@pytest.mark.parametrize(
    ("weeks", "said"),
    [(0, ""), (1, "2nd week"), (2, "3rd week"), (3, "4th week"), (10, "11th week"), (20, "21st week")],
)
def test_an_age_counts_the_meetings_it_was_on(weeks: int, said: str) -> None:
    assert words.age(weeks) == said


def test_a_moment_of_another_year_says_which() -> None:
    assert words.moment(datetime(2027, 1, 5, 20, 30, tzinfo=UTC), NEW_YORK, NOW) == "Tue 5 Jan 2027, 15:30"
