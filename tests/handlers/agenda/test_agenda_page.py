"""The agenda is short, fits whatever it is made of, and is brought up to date without forgetting what it said."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.agenda import rules
from handlers.agenda.gathering import Away
from handlers.agenda.views import forms, ids, page, parts, thread, topics, words
from handlers.answer import Message
from tests.handlers.agenda.agendas import (
    DANIEL,
    PRIYA,
    STARTS,
    crowded,
    duties,
    facts,
    meeting,
    refused,
    topic,
)
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    MONDAY,
    NOW,
    TOM,
    labels,
    listed,
    overview,
    problems,
    read,
    team,
    workstream,
)

SLACK_TAKES = 12_000


@settings(max_examples=25, deadline=None)
@given(HOSTILE, st.sampled_from([0, 1, 7, 60, 500]))
def test_whatever_people_wrote_and_however_much_it_fits_and_comes_not_alive(typed: str, count: int) -> None:
    found = crowded(typed, count)
    most, shown = page.fitted(found)
    assert refused(shown) == []
    assert len(shown["text"]) <= SLACK_TAKES
    assert len(shown["blocks"]) <= 50
    assert refused(page.agenda(found, was=shown["blocks"])) == []
    for _, message in thread.rest(found, most):
        assert problems(message) == []
        assert len(message.text) <= SLACK_TAKES
    assert problems(page.preview(found, "Only you see this.")) == []


@settings(max_examples=20, deadline=None)
@given(HOSTILE)
def test_every_other_message_and_form_fits_too(typed: str) -> None:
    found = crowded(typed, 3, topics=12)
    one = found.topics[0]
    row = found.workstreams.at_risk[0] if found.workstreams.at_risk else overview()
    shown: list[Message] = [
        page.skipped(found),
        topics.listing(found.team, found.topics, found.topics, "0"),
        topics.listing(found.team, found.topics, (), "1"),
        topics.added(found.team, one.topic, "", is_new=True),
        topics.added(found.team, one.topic, "", is_new=False),
        topics.kept(one.topic),
        topics.changed(one.topic),
        topics.dropped(found.team, one.topic),
        topics.reopened(one.topic),
        topics.made_action(one.topic, 3),
        thread.topic(one.topic, one.by),
        thread.update(row),
        thread.roles(duties()),
        thread.moved(found),
        thread.skipped(found),
        thread.held(found),
    ]
    for message in shown:
        assert problems(message) == []
    opened = [
        forms.add(found.team, forms.Draft(text=typed, details=typed, quoted=typed), notice="Too long."),
        forms.add(None, forms.Draft(), teams=[found.team, team(2, typed)]),
        forms.change(found.team, one.topic),
        forms.make_action(found.team, one.topic, []),
    ]
    for view in opened:
        assert problems(view) == []


def test_five_hundred_actions_are_counted_and_a_few_of_each_kind_shown() -> None:
    found = crowded("Check the unit tests", 500)
    shown = page.agenda(found)
    assert len(shown["blocks"]) <= 40
    assert shown["text"].count("\n") <= 80
    assert "*Blocked (100)*: who can free it?" in shown["text"]
    assert "and 98 more: `/steward actions`" in shown["text"]
    assert "*Topics (40)*" in shown["text"]
    assert "`/steward agenda topics`" in shown["text"]


def test_a_small_team_sees_every_row() -> None:
    rows = [listed(number, -3, text=f"Promise {number}") for number in range(1, 9)]
    text = page.agenda(facts(actions=rules.Actions(overdue=rows)))["text"]
    assert "Promise 8" in text
    assert "more:" not in text


def test_the_rest_is_in_the_thread_and_what_has_no_room_there_is_counted() -> None:
    found = crowded("Check the unit tests", 500)
    most, _ = page.fitted(found)
    said = dict(thread.rest(found, most))
    assert set(said) == {"actions", "workstreams", "stuck"}
    assert "more: `/steward actions`" in said["actions"].text
    assert "Topics" in said["stuck"].text


def test_an_agenda_of_nothing_is_a_line_a_section_and_says_what_to_do() -> None:
    shown = page.agenda(facts(core=0))
    assert "Nothing is overdue, blocked or due soon." in shown["text"]
    assert "Nothing is stuck and no topic is queued." in shown["text"]
    assert "There are no workstreams yet" in shown["text"]
    assert "Nobody of the core team can take a role." in shown["text"]
    assert "(0)" not in shown["text"]
    assert shown["text"].count("*6. Decisions*, 4 min") == 1


def test_the_head_says_when_who_has_which_role_and_who_is_away() -> None:
    found = facts(duties=duties(), away=[Away(TOM, MONDAY + timedelta(days=4), MAYA), Away(MAYA, None, None)])
    text = page.agenda(found)["text"]
    assert "*District Implementation Team weekly*: Tue 17 Nov, 15:30 to 16:15 (America/New_York)" in text
    assert (
        "Facilitator <@U0003> (backup Daniel Reyes) · Notes <@U0002> (backup Tom Whitaker) · Time <@U0004>"
        in text
    )
    assert "Away: Tom Whitaker until Fri 20 Nov (cover Maya Okafor), Maya Okafor" in text
    assert "(4 of 5 core members settle things)" in text


def test_each_section_says_its_minutes() -> None:
    text = page.agenda(facts())["text"]
    for line in (
        "*1. Open*, 2 min",
        "*3. Actions*, 8 min",
        "*5. Stuck points and topics*, 15 min",
        "*8. Close*, 3 min",
    ):
        assert line in text


def test_actions_say_how_late_who_waits_for_whom_and_whose_owner_is_away() -> None:
    grading = workstream(2, "grading")
    rows = [
        listed(2, -12, text="Map the minutes", owner=PRIYA),
        listed(
            6, -4, text="Write guidance", state="blocked", waiting_for="the committee", workstream=grading
        ),
        listed(10, -3, text="Ask grade leads", carried=3, owner=DANIEL),
        listed(13, -4, text="Check bus times", owner=MAYA),
        listed(14, -3, text="Draft the tests", owner=PRIYA, carried=1),
        listed(21, 2, text="Draft the training"),
        listed(30, 60, text="Much later"),
    ]
    sorted_ = rules.sort_actions(
        rows, days=facts().days, today=MONDAY, due_until=facts().due_until, away=frozenset({MAYA.id or 0})
    )
    said = parts.lines(facts(actions=sorted_), "actions")
    assert sorted_.later == 1
    assert said == [
        "*Needs the team (1)*: what would help?",
        "• `A-2` Map the minutes · Priya Nair · 8 working days late",
        "*Blocked (1)*: who can free it?",
        "• `A-6` Write guidance · Tom Whitaker · waiting for: the committee · 2 working days late",
        "*Carried over 3 meetings or more (1)*: re-date, split, hand over or drop",
        "• `A-10` Ask grade leads · Daniel Reyes · 1 working day late · carried over 3 meetings",
        "*Overdue (1)*",
        "• `A-14` Draft the tests · Priya Nair · 1 working day late · carried over 1 meeting",
        "*Past due while its owner is away (1)*",
        "• `A-13` Check bus times · Maya Okafor · by Thu 12 Nov",
        "*Due by Mon 23 Nov (1)*",
        "• `A-21` Draft the training · Tom Whitaker · by Wed 18 Nov",
    ]


def test_workstreams_on_track_are_names_alone_and_those_without_an_update_say_how_old_the_last_is() -> None:
    old = overview(workstream(3, "pacing"), said=timedelta(days=12), line="Unit 3 is marked up")
    never = overview(workstream(4, "training"), said=None, owner=None)
    told = overview(workstream(1, "coaching", state="off_track"), said=timedelta(days=1))
    assert told.last_update is not None
    told.last_update.help = "a second coach"
    well = overview(workstream(2, "grading", state="on_track"), said=timedelta(hours=1))
    strands = rules.sort_workstreams([old, never, told, well], STARTS - timedelta(days=7))
    said = parts.lines(facts(workstreams=strands), "workstreams")
    assert said == [
        "*Off track (1)*",
        "• *coaching* · Off track · Tom Whitaker · The coach post is still open. · Help wanted: a second coach",
        "*No new update (1)*",
        "• *pacing* · Tom Whitaker · last known, 12 days ago: At risk, Unit 3 is marked up",
        "*Nothing said yet (1)*: training (no owner)",
        "*On track (1)*: grading",
    ]


def test_old_topics_come_first_with_their_age_and_three_ways_out() -> None:
    queue = [topic(1, "New one"), topic(2, "Old one", weeks=2), topic(3, "Second time", weeks=1)]
    shown = page.preview(facts(topics=queue))
    said = read(shown)
    assert "*Old one* · Priya Nair · 3rd week\nKeep it, drop it or make it an action?" in said
    assert said.index("Old one") < said.index("Second time") < said.index("New one")
    assert "• Second time · Priya Nair · 2nd week" in said
    assert [label for label in labels(shown) if label in ("Keep", "Drop", "Make it an action")] == [
        "Keep",
        "Drop",
        "Make it an action",
    ]


def test_where_details_are_is_said_once_beneath_all_topics() -> None:
    told = [topic(1, "Bus times", details="The longer block"), topic(2, "Cover", details="A yes", weeks=3)]
    few, many = (read(page.preview(facts(topics=queue))) for queue in (told, told * 20))

    assert few.count("/steward agenda topics") == many.count("/steward agenda topics") == 1
    assert "\nDetails: `/steward agenda topics`" in few
    assert " more: `/steward agenda topics`" in many
    assert "/steward agenda topics" not in read(page.preview(facts(topics=[topic()])))


def test_parked_topics_stand_in_a_part_of_their_own_on_the_first_page() -> None:
    parked = [topic(20, "Homework", state="parked")]
    alone = topics.listing(facts().team, [], parked, "")

    assert "*Parked (1)*" in alone.text
    assert "Homework · Priya Nair · new" in alone.text
    assert labels(alone) == ["Add a topic", "Bring back"]
    assert "and 2 parked before these" in topics.listing(facts().team, [], parked * 12, "").text
    assert "Parked" not in topics.listing(facts().team, [topic(nth) for nth in range(30)], parked, "1").text


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")],
)
def test_weeks_are_counted_in_words(number: int, said: str) -> None:
    assert words.ordinal(number) == said


def test_a_revision_keeps_what_was_said_of_actions_and_changes_the_rest() -> None:
    overdue = rules.Actions(overdue=[listed(1, -3, text="Draft the guide")])
    first = page.agenda(facts(actions=overdue, duties=duties()))
    later = page.agenda(facts(topics=[topic(5, "Bus times")]), was=first["blocks"])
    assert "Draft the guide" in later["text"]
    assert "Bus times" in later["text"]
    assert "<@U0003>" not in later["text"]


def test_a_skipped_meeting_is_one_calm_line_that_says_what_happens_instead() -> None:
    following = meeting(starts_at=STARTS + timedelta(days=7))
    found = facts(
        meeting=meeting(state="skipped", holiday="Thanksgiving Day"), following=following, topics=[topic()]
    )
    assert page.skipped(found).text == (
        "*District Implementation Team*: no weekly meeting on Tue 17 Nov: Thanksgiving Day. The next one is on "
        "Tue 24 Nov, 15:30 to 16:15. 1 topic waits for it. Nothing needed."
    )
    by_hand = facts(meeting=meeting(state="skipped", reason="Snow"), decided_by=MAYA)
    assert "Snow. Maya Okafor skipped it. Topics wait for the next one." in page.skipped(by_hand).text


def test_once_it_runs_the_agenda_is_a_record_and_once_it_is_over_it_says_so() -> None:
    first = page.agenda(facts(topics=[topic()]))
    running = page.record(facts(meeting=meeting(state="running", started_at=NOW)), first["blocks"])
    assert ids.START not in str(running)
    assert "How we pace Unit 3" in running["text"]
    over = page.record(facts(meeting=meeting(state="closed")), running["blocks"])
    assert "The meeting is over." in over["text"]
    assert refused(over) == []


def test_what_a_workstream_at_risk_asks_for_stands_after_a_colon() -> None:
    asking = overview(workstream(1, "grading"))
    assert asking.last_update is not None
    asking.last_update.help = "A decision on report-card lines"

    said = words.stuck(rules.Stuck(None, asking, 0), 1)

    assert said == "1. *grading*: at risk, asks for: A decision on report-card lines"
