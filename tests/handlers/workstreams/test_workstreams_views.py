"""What is shown of workstreams: all of it fits, and nothing that people wrote comes alive."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from slack_sdk.models.views import View

from handlers.answer import Message
from handlers.workstreams import forms, history, rules, views
from handlers.workstreams.history import History
from handlers.workstreams.views import Listing, One
from storage.action_lists import PersonCounts
from storage.assignments import RoleAssignment
from storage.audit import AuditEntry
from storage.roles import Holder
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    MONDAY,
    NOW,
    TEAM,
    TOM,
    labels,
    listed,
    overview,
    person,
    problems,
    team,
    workstream,
)

NEW_YORK = ZoneInfo("America/New_York")


def step(verb: str, **more: Any) -> AuditEntry:
    given = {"before": {}, "after": {}, "by_person_id": 1, **more}
    return AuditEntry(
        id=1, workspace_id=1, team_id=1, item_kind="workstream", item_id=1, verb=verb, at=NOW, **given
    )


def listing(found: Listing, *, page: str = "", mends: bool = True) -> Message:
    return views.listing(TEAM, found, page, zone=NEW_YORK, now=NOW, mends=mends)


def one(found: One, *, updates: bool = True, mends: bool = True) -> Message:
    return views.one(TEAM, found, zone=NEW_YORK, now=NOW, updates=updates, mends=mends)


def everything(words: str) -> Iterator[Message | View]:
    """Every message and form of this feature, with these words wherever people may write."""
    of = team(name=words)
    who = person(1, words, slack_user_id=None)
    strand = workstream(1, words, retired_at=NOW, retire_reason=words)
    row = overview(strand, owner=who, backup=who, line=words)
    assert row.last_update is not None
    row.last_update.next_step = row.last_update.help = words
    found = One(row=row, actions=[listed(n, text=words, owner=who) for n in range(8)], action_count=30)
    people = [PersonCounts(who, 3, 1)] * 30
    for page in ("0", "3"):
        rows = Listing(rows=[row] * 40, people=people, retired=[strand] * 30)
        yield views.listing(of, rows, page, zone=NEW_YORK, now=NOW, mends=True)
    yield views.one(of, found, zone=NEW_YORK, now=NOW, updates=True, mends=True)
    yield views.retired(of, strand, mends=True)
    yield views.handed(of, row, "Saved.", [1])
    yield views.many_handed(of, "owner", 7, [1, 2])
    yield views.updated(of, strand, "at_risk", words, [1])
    had = [
        Holder(
            RoleAssignment(team_id=1, person_id=1, role="backup", workstream_id=1, from_on=MONDAY),
            who,
            strand,
        )
    ]
    steps = [
        step("rename", before={"name": words}, after={"name": words}),
        step("update", after={"state_line": words}),
        step("retire", why=words),
    ]
    yield history.shown(of, History(strand, steps * 5, {1: who}, had * 15), NOW)
    yield forms.add(of, {rules.NAME: words})
    yield forms.owners(of, [strand] * 1, "backup")
    yield forms.owners(of, [workstream(n, words) for n in range(40)], "workstream_owner")
    yield forms.hands(of, strand, MAYA, None)
    yield forms.rename(of, strand)
    yield forms.retire(of, found)
    yield forms.update(of, [workstream(n, words) for n in range(120)], workstream(3, words))


@settings(max_examples=30, deadline=None)
@given(HOSTILE)
def test_whatever_people_write_is_shown_as_written_and_fits(words: str) -> None:
    for shown in everything(words):
        assert problems(shown) == []


def test_the_list_says_state_owner_backup_counts_and_the_last_words() -> None:
    rows = [
        overview(workstream(1, "pacing"), backup=None),
        overview(workstream(2, "training", state=None), owner=None, said=None, open_count=0),
    ]
    shown = listing(Listing(rows=rows, people=[PersonCounts(TOM, 3, 1)], retired=[workstream(9, "old")]))

    assert (
        "*pacing* · At risk · 3 open, 1 overdue\nowner <@U0001>, no backup\nLast update 3 days ago: The coach post is still open."
    ) in shown.text
    assert "*training* · No update yet · nothing open\nno owner, backup <@U0002>" in shown.text
    assert "*Everyone's open actions*\n<@U0001> 3 open, 1 overdue" in shown.text
    assert "Retired: old." in shown.text
    assert labels(shown) == ["Show", "Show", "Add a workstream", "Name the owners", "Name the backups"]


def test_an_empty_list_says_how_to_add_one() -> None:
    assert "`/steward workstream add NAME`" in listing(Listing(rows=[], people=[], retired=[])).text


def test_a_long_list_has_pages() -> None:
    found = Listing(rows=[overview()] * 25, people=[], retired=[])

    assert "Page 1 of 3" in listing(found).text
    assert "Next" in labels(listing(found))
    assert "Previous" in labels(listing(found, page="2"))


def test_one_workstream_shows_what_is_open_and_what_help_is_wanted() -> None:
    row = overview()
    assert row.last_update is not None
    row.last_update.next_step, row.last_update.help = "Advertise again", "A second interviewer"
    shown = one(One(row=row, actions=[listed(7, due=2)], action_count=9))

    assert "Next step: Advertise again\nHelp wanted: A second interviewer" in shown.text
    assert (
        "*9 open actions*\n`A-7` Set coach caseloads for term 1 · <@U0001> · Wed 18 Nov\nand 8 more"
        in shown.text
    )
    assert labels(shown) == ["Give an update", "Owner and backup", "Rename", "Retire …", "History"]


def test_a_reader_is_offered_only_what_they_may_do() -> None:
    found = One(row=overview(said=None), actions=[], action_count=0)

    assert labels(one(found, updates=False, mends=False)) == ["History"]
    assert "Nothing is open in it." in one(found).text
    assert labels(listing(Listing(rows=[overview()], people=[], retired=[]), mends=False)) == ["Show"]


def test_a_retired_workstream_says_when_and_why() -> None:
    strand = workstream(1, "pacing", retired_at=NOW - timedelta(days=1), retire_reason="It is done")

    shown = views.retired(TEAM, strand, mends=True)

    assert shown.text == "*pacing* was retired on Sun 15 Nov because: It is done"
    assert labels(shown) == ["Bring it back"]
    assert labels(views.retired(TEAM, strand, mends=False)) == []


def test_history_says_who_did_what_when_and_who_had_it() -> None:
    had = [
        Holder(
            RoleAssignment(team_id=1, person_id=1, role="backup", workstream_id=1, from_on=MONDAY), TOM, None
        )
    ]
    steps = [
        step("update", after={"state_line": "Unit 3 is marked"}),
        step("rename", before={"name": "pace"}, after={"name": "pacing"}),
        step("retire", why="It is done", by_person_id=None),
        step("undo"),
    ]
    shown = history.shown(TEAM, History(workstream(1, "pacing"), steps, {1: TOM}, had), NOW)

    assert "Mon 16 Nov, 08:00: <@U0001> gave an update: Unit 3 is marked" in shown.text
    assert "renamed it from “pace” to “pacing”" in shown.text
    assert "Steward retired it because: It is done" in shown.text
    assert "took a step back" in shown.text
    assert "*Who had it*\nBackup: <@U0001>, since Mon 16 Nov" in shown.text
    assert "Nobody yet." in history.shown(TEAM, History(workstream(), [], {}, []), NOW).text


def test_a_form_that_named_nobody_says_so() -> None:
    assert "Nobody was named" in views.many_handed(TEAM, "owner", 0, []).text
    assert (
        "1 workstream of *District Implementation Team* has a new owner."
        in views.many_handed(TEAM, "owner", 1, [4]).text
    )
    assert views.none_lacks("owner").text == "Every workstream has an owner. Nothing needed."
    assert views.none_lacks("backup").text == "Every workstream has a backup. Nothing needed."
