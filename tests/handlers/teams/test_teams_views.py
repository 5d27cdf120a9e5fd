"""What a team is shown and told: all of it fits, and nothing that people wrote comes alive."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from slack_sdk.models.views import View

from handlers.answer import Message
from handlers.teams import forms, gaps, hello, rules, status, undo, views
from handlers.teams.status import Facts
from storage.action_lists import Counts
from storage.assignments import Role, RoleAssignment
from storage.audit import AuditEntry
from storage.people import Person
from storage.roles import Holder
from storage.team_lists import Gap
from storage.teams import Team
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    MONDAY,
    NOW,
    TOM,
    labels,
    overview,
    person,
    problems,
    read,
    team,
    workstream,
)

NEW_YORK, DENVER = ZoneInfo("America/New_York"), ZoneInfo("America/Denver")
DANIEL, HELEN, VICTOR = person(3, "Daniel Reyes"), person(4, "Helen Marsh"), person(5, "Victor Osei")
COUNTS = Counts(total=25, done=8, dropped=0, open=17, blocked=2, overdue=5, due_this_week=7, later=5)


def holder(role: Role, who: Person, office: str | None = None, **more: Any) -> Holder:
    assignment = RoleAssignment(
        id=who.id, team_id=1, person_id=who.id or 0, role=role, office=office, from_on=MONDAY, **more
    )
    return Holder(assignment, who, None)


COMPLETE = [
    holder("team_leader", MAYA),
    holder("coordinator", DANIEL),
    holder("sponsor", HELEN, "Teaching and Learning"),
    holder("sponsor", VICTOR, "Operations"),
]


def facts(of: Team | None = None, **more: object) -> Facts:
    given = {"holders": COMPLETE, "core": 5, "workstreams": [overview()], "lacking": [], "counts": COUNTS}
    return Facts(team=of or team(first_stepback_on=MONDAY + timedelta(days=9)), **{**given, **more})  # type: ignore[arg-type]


def screen(found: Facts, *, mends: bool = True, reader: ZoneInfo = NEW_YORK) -> Message:
    return status.screen(found, reader=reader, now=NOW, mends=mends)


def everything(words: str) -> Iterator[Message | View]:
    """Every message and form of this feature, with these words wherever people may write."""
    of = team(name=words, zone="America/New_York", first_stepback_on=MONDAY)
    of.innovation, of.close_reason = words, words
    who = person(1, words, slack_user_id=None)
    strand = workstream(1, words)
    row = overview(strand, owner=who, backup=who, line=words)
    held = [holder("team_leader", who), holder("sponsor", who, words)]
    yield hello.hello(of, by=who, leader=who, coordinator=None)
    yield hello.hello(of, by=MAYA, leader=MAYA, coordinator=who)
    yield hello.ready(of, 7)
    yield hello.already(of, who)
    yield hello.closed_before(of)
    yield hello.changed(of, hello.differences(of, team(name="x")), [1])
    yield hello.changed(of, [], [])
    yield hello.closed(of, by=who)
    yield hello.closed(of, by=who, back=who)
    yield hello.closed_by_you(of)
    yield hello.back(of)
    yield hello.reopened(of, by=who)
    yield undo.taken_back(
        of,
        [
            AuditEntry(
                id=3,
                workspace_id=1,
                team_id=1,
                item_kind="role",
                item_id=1,
                verb="undo",
                at=NOW,
                before={},
                after={},
            )
        ],
    )
    yield undo.told_back(of, views.role("workstream_owner", strand), by=who)
    lacking = [Gap(strand, no_owner=True, no_backup=True)] * 7
    for mends in (True, False):
        yield screen(facts(of, holders=held, core=1, workstreams=[row] * 40, lacking=lacking), mends=mends)
    typed = dict.fromkeys((rules.NAME, rules.INNOVATION, rules.WORKSTREAMS), words)
    yield forms.setup(forms.defaults(who, "UTC", words) | typed, channel_id="C1", shared=True, general=True)
    yield forms.settings(of, forms.current(of, None, NOW) | typed)
    yield forms.closing(of)


@settings(max_examples=30, deadline=None)
@given(HOSTILE)
def test_whatever_people_write_is_shown_as_written_and_fits(words: str) -> None:
    for shown in everything(words):
        assert problems(shown) == []


def test_the_hello_says_who_set_it_up_what_comes_when_and_how_to_change_it() -> None:
    shown = hello.hello(team(), by=MAYA, leader=MAYA, coordinator=DANIEL)

    assert "<@U0002> set up Steward in this channel for *District Implementation Team*" in shown.text
    assert "Team leader: <@U0002>\nCoordinator: <@U0003>" in shown.text
    assert "Tuesdays, 15:30 to 16:15 (America/New_York)" in shown.text
    assert "Mondays at 08:00" in shown.text
    assert "`/steward settings`" in shown.text
    assert labels(shown) == ["Name the owners", "Add people"]


def test_a_closed_team_s_message_becomes_a_record_when_it_is_back() -> None:
    of = team(close_reason="The work is done")

    assert labels(hello.closed(of, by=MAYA)) == ["Bring it back"]
    record = hello.closed(of, by=MAYA, back=DANIEL)
    assert labels(record) == []
    assert "The work is done" in record.text
    assert "<@U0003> brought it back since." in record.text


def test_what_was_changed_says_what_it_was_before() -> None:
    before, after = team(), team(name="DIT", zone="America/Chicago", first_stepback_on=date(2026, 11, 25))

    assert hello.differences(before, after) == [
        "Name: DIT (was: District Implementation Team)",
        "Weekly meeting: Tuesdays, 15:30 to 16:15 (America/Chicago) (was: Tuesdays, 15:30 to 16:15 (America/New_York))",
        "First stepback: Wed 25 Nov 2026 (was: none yet)",
    ]
    assert hello.differences(before, team()) == []


def test_a_team_that_lacks_nothing_is_told_that_nothing_is_needed() -> None:
    shown = screen(facts())

    assert "Nothing is missing. Nothing needed." in shown.text
    assert "Sponsors: <@U0004> and <@U0005>" in shown.text
    assert "Actions: 17 open, 5 overdue" in shown.text
    assert "First stepback: Wed 25 Nov" in shown.text
    assert "*coaching* · At risk · owner <@U0001> · 3 open, 1 overdue" in shown.text
    assert labels(shown) == []


def test_what_a_team_lacks_comes_with_the_button_that_mends_it() -> None:
    gone = person(2, "Maya Okafor", deactivated_at=NOW)
    lacking = [
        Gap(workstream(1, "pacing"), no_owner=True, no_backup=True),
        Gap(workstream(2, "training"), no_owner=False, no_backup=True),
    ]
    shown = screen(facts(team(), holders=[holder("team_leader", gone)], core=2, lacking=lacking))

    assert labels(shown) == [
        "Hand the lead over",
        "Name the owners",
        "Name a coordinator",
        "Name the backups",
        "Add people",
        "Add a sponsor",
        "Set a date",
    ]
    words = read(shown)
    assert "*pacing* has no owner." in words
    assert "*pacing* and *training* have no backup." in words
    assert "The core team has 2 members. Three to five carry a change best." in words
    assert "No sponsors yet. Two or more, from two offices, open doors." in words
    assert "150 days after the start" in words


def test_who_may_not_mend_sees_what_is_missing_without_buttons() -> None:
    shown = screen(facts(core=7), mends=False)

    assert labels(shown) == []
    assert "The core team has 7 members. Three to five is usual" in shown.text


def test_many_workstreams_without_an_owner_are_counted() -> None:
    lacking = [workstream(n, f"strand {n}") for n in range(8)]
    [found] = [gaps.workstreams(lacking, "owner")]

    assert found is not None
    assert found.words.endswith("*strand 4* and 3 more have no owner.")


def test_sponsors_of_one_office_are_too_few() -> None:
    held = [*COMPLETE[:3], holder("sponsor", VICTOR, "teaching and learning")]

    assert "2 sponsors from 1 office." in screen(facts(holders=held)).text


def test_a_team_without_workstreams_is_told_how_to_add_one() -> None:
    assert "`/steward workstream add NAME`" in screen(facts(workstreams=[])).text


def test_more_workstreams_than_fit_are_counted() -> None:
    assert "and 5 more: `/steward workstream`" in screen(facts(workstreams=[overview()] * 20)).text


def test_a_reader_elsewhere_sees_the_meeting_in_their_own_time_too() -> None:
    assert "Tue 17 Nov, 15:30 to 16:15 (America/New_York)\n" in screen(facts()).text
    assert "(America/New_York); for you Tue 17 Nov, 13:30" in screen(facts(), reader=DENVER).text


@pytest.mark.parametrize("level", list(rules.LEVELS))
def test_the_form_speaks_in_the_words_of_the_level(level: str) -> None:
    shown = forms.setup({rules.LEVEL: level}, channel_id="C1")

    assert problems(shown) == []
    assert rules.LEVELS[level].team in read(shown)  # type: ignore[index]


def test_a_shared_channel_asks_for_a_tick() -> None:
    shown = forms.setup({}, channel_id="C1", shared=True)

    assert "shared with another organisation" in read(shown)
    assert rules.SHARED in [block.block_id for block in shown.blocks or ()]
    assert rules.SHARED not in [block.block_id for block in forms.setup({}, channel_id="C1").blocks or ()]


def test_who_left_is_said_to_have_left() -> None:
    assert (
        views.people([TOM, person(2, "Maya Okafor", deactivated_at=NOW)])
        == "<@U0001> and <@U0002> (has left)"
    )


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "yesterday"), (3, "3 days ago")])
def test_an_update_s_age_is_counted_in_calendar_days(days: int, said: str) -> None:
    assert views.age(NOW - timedelta(days=days), NEW_YORK, NOW) == said
