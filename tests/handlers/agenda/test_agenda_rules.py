"""Whose turn it is, what is stuck, how long each section takes."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.agenda import rules, sections, sentence
from handlers.agenda.rules import ROLES, Duty, Turn
from handlers.errors import UserError
from storage.working_days import MONDAY_TO_FRIDAY
from tests.handlers.agenda.agendas import topic
from tests.handlers.home.rows import MONDAY, listed, overview, person, workstream

NEVER = person(5, "Lucia Fernandes")


@given(st.integers(10, 240))
def test_minutes_add_up_exactly_and_every_section_has_one(length: int) -> None:
    minutes = sections.minutes(length)
    assert sum(minutes.values()) == length
    assert min(minutes.values()) >= 1
    assert tuple(minutes) == sections.KEYS


@given(st.integers(0, 9))
def test_a_meeting_shorter_than_its_sections_adds_up_too(length: int) -> None:
    assert sum(sections.minutes(length).values()) == length


@pytest.mark.parametrize(
    ("length", "minutes"), [(45, (2, 3, 8, 7, 15, 4, 3, 3)), (60, (2, 3, 10, 10, 22, 6, 4, 3))]
)
def test_the_two_meetings_of_the_template_take_what_it_says(length: int, minutes: tuple[int, ...]) -> None:
    assert tuple(sections.minutes(length).values()) == minutes


def test_a_section_is_found_by_its_key() -> None:
    assert sections.by_key(sections.OPEN).title == "Open"


@settings(max_examples=60, deadline=None)
@given(
    always=st.integers(1, 7),
    others=st.lists(st.frozensets(st.integers(100, 103)), min_size=1, max_size=40),
    window=st.integers(12, 40),
)
def test_turns_of_those_who_are_always_there_differ_by_one_at_most(
    always: int, others: list[frozenset[int]], window: int
) -> None:
    turns: list[Turn] = []
    there = range(1, always + 1)
    for meeting, visitors in enumerate(others):
        lately = [turn for turn in turns if turn.meeting > meeting - window]
        given_ = rules.rotate([*there, *sorted(visitors)], lately)
        turns += [Turn(meeting, role, duty.person_id) for role, duty in given_.items()]
        had = Counter(turn.person_id for turn in turns)
        assert max(had[one] for one in there) - min(had[one] for one in there) <= 1


@given(st.integers(2, 8), st.integers(1, 40))
def test_each_role_goes_round_too(many: int, meetings: int) -> None:
    turns: list[Turn] = []
    for meeting in range(meetings):
        duties = rules.rotate(range(many), turns)
        turns += [Turn(meeting, role, duty.person_id) for role, duty in duties.items()]
    for role in ROLES:
        had = Counter(turn.person_id for turn in turns if turn.role == role)
        assert max(had.values()) - min(had[one] for one in range(many)) <= 1


@given(st.lists(st.integers(1, 6), min_size=2, unique=True))
def test_nobody_backs_themselves_up_and_with_three_nobody_has_two_roles(present: list[int]) -> None:
    duties = rules.rotate(present, [])
    assert list(duties) == list(ROLES)
    assert all(duty.backup_id is not None and duty.backup_id != duty.person_id for duty in duties.values())
    if len(present) >= len(ROLES):
        assert len({duty.person_id for duty in duties.values()}) == len(ROLES)


def test_one_person_has_all_roles_and_no_backup_and_nobody_has_none() -> None:
    assert rules.rotate([4], []) == dict.fromkeys(ROLES, Duty(4, None))
    assert rules.rotate([], []) == {}


def test_who_was_away_is_next_and_owes_nothing() -> None:
    turns = [
        Turn(meeting, role, one) for meeting in (1, 2) for role, one in zip(ROLES, (1, 2, 3), strict=True)
    ]
    first = rules.rotate([1, 2, 3, 4], turns)
    assert 4 in {duty.person_id for duty in first.values()}
    after = [*turns, *(Turn(3, role, duty.person_id) for role, duty in first.items())]
    assert 4 not in {duty.person_id for duty in rules.rotate([1, 2, 3, 4, 5, 6], after).values()}


@pytest.mark.parametrize(
    ("who", "can"),
    [
        (person(1), True),
        (person(1, is_guest=True), False),
        (person(1, is_external=True), False),
        (person(1, slack_user_id=None), False),
        (person(2), False),
    ],
)
def test_roles_go_to_full_members_who_are_there(who: object, can: bool) -> None:
    assert rules.can_serve(who, "core", {2}) is can  # type: ignore[arg-type]  # a person, made up above
    assert rules.can_serve(who, "invited", {2}) is False  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(("core", "percent", "needed"), [(5, 75, 4), (4, 75, 3), (0, 75, 0), (3, 100, 3)])
def test_quorum_is_rounded_up(core: int, percent: int, needed: int) -> None:
    assert rules.quorum(core, percent) == needed


def test_an_action_stands_once_in_the_first_list_that_it_fits() -> None:
    rows = [
        listed(1, -30, state="blocked", waiting_for="them"),
        listed(2, -30, carried=5),
        listed(3, -3, carried=3),
        listed(4, -3),
        listed(5, 3),
        listed(6, 30),
        listed(7, -30, owner=NEVER),
        listed(8, -1),
    ]
    found = rules.sort_actions(
        rows, days=MONDAY_TO_FRIDAY, today=MONDAY, due_until=MONDAY + timedelta(days=7), away={NEVER.id or 0}
    )
    numbers = {
        name: [row.action.number for row in getattr(found, name)]
        for name in ("blocked", "needs_team", "carried", "overdue", "due", "away")
    }
    assert numbers == {
        "blocked": [1],
        "needs_team": [2],
        "carried": [3],
        "overdue": [4],
        "due": [5, 8],  # what was due on a Sunday is due on Monday
        "away": [7],
    }
    assert found.later == 1


def test_whoever_has_left_is_never_late() -> None:
    gone = person(9, deactivated_at=datetime(2026, 11, 2, tzinfo=UTC))
    found = rules.sort_actions(
        [listed(1, -3, owner=gone), listed(2, 3, owner=gone)],
        days=MONDAY_TO_FRIDAY,
        today=MONDAY,
        due_until=MONDAY + timedelta(days=7),
        away=(),
    )

    assert [row.action.number for row in found.away] == [1]
    assert ([row.action.number for row in found.due], found.overdue) == ([2], [])


def test_stuck_points_are_three_by_reach_and_then_by_urgency() -> None:
    actions = rules.Actions(
        blocked=[listed(1, -3, state="blocked"), listed(2, -30, state="blocked")],
        needs_team=[listed(3, -20)],
        carried=[listed(4, -3, carried=4)],
    )
    off = overview(workstream(1, "grading", state="off_track"))
    asking = overview(workstream(2, "pacing"))
    assert asking.last_update is not None
    asking.last_update.help = "a second coach"
    strands = rules.Workstreams(off_track=[off], at_risk=[overview(workstream(3)), asking])
    found = rules.stuck(actions, strands, days=MONDAY_TO_FRIDAY, today=MONDAY, most=9)
    told = [point.action.action.number if point.action else point.workstream for point in found]
    assert told == [off, 2, 3, 1, 4, asking]
    assert len(rules.stuck(actions, strands, days=MONDAY_TO_FRIDAY, today=MONDAY)) == 3


def test_a_topic_is_old_in_its_third_week() -> None:
    weeks = [
        (rules.week_of(topic(weeks=count).topic), rules.is_old(topic(weeks=count).topic))
        for count in (0, 1, 2)
    ]
    assert weeks == [(1, False), (2, False), (3, True)]


@pytest.mark.parametrize(
    ("typed", "verb", "words"),
    [
        ("", "show", ""),
        ("  ", "show", ""),
        ("topics", "topics", ""),
        ("List", "topics", ""),
        ("add How we pace Unit 3", "add", "How we pace Unit 3"),
        ("ADD: bus times", "add", "bus times"),
        ("add", "add", ""),
        ("add topic: bus times", "add", "bus times"),
        ("add two\nlines", "add", "two\nlines"),
        ("add topical cream", "add", "topical cream"),
    ],
)
def test_words_after_agenda_are_read(typed: str, verb: str, words: str) -> None:
    assert sentence.parse(typed) == sentence.Wanted(verb, words)  # type: ignore[arg-type]  # one of the three


def test_what_is_not_understood_is_offered_as_a_topic() -> None:
    with pytest.raises(UserError, match=r"agenda add Bus times"):
        sentence.parse("Bus times")
    with pytest.raises(UserError):
        sentence.parse("addition")


@pytest.mark.parametrize("typed", ["remove 2", "Drop Bus times", "park", "delete topic 1"])
def test_who_wants_a_topic_off_is_shown_where_that_is_done(typed: str) -> None:
    with pytest.raises(UserError, match=r"`/steward agenda topics` shows them all"):
        sentence.parse(typed)


@pytest.mark.parametrize(
    ("length", "said"), [(300, ""), (301, "Details"), (1001, "has 1001"), (3000, "room for 300")]
)
def test_too_long_says_how_long_it_may_be(length: int, said: str) -> None:
    assert said in sentence.too_long("x" * length)
    assert sentence.fits_form("x" * length)
    assert not sentence.fits_form("x" * 3001)
