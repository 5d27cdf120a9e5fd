"""What a person's digest is made of, and what the latest one showed."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import actions, digest_lists, digests, inserts, meeting_steps, planning, schedules, teams
from storage.digest_lists import Promise
from storage.digests import Item
from storage.meeting_kinds import UPDATE_FORM
from storage.meeting_rows import Meeting
from storage.types import id_of
from tests.storage import harbor_glen
from tests.storage.counting import plan, statements
from tests.storage.harbor_glen import D0, NOW, District

LATER = D0 + timedelta(days=31)


@pytest.fixture
def here(session: Session) -> District:
    """Harbor Glen with everybody in their role and the 25 actions."""
    found = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, found)
    harbor_glen.promise(session, found)
    return found


def numbers(found: Any) -> list[int]:
    return [one.listed.action.number for one in found]


def owned(session: Session, here: District, *names: str, until: date = LATER) -> list[Promise]:
    people = [here.people[name] for name in names]
    return list(digest_lists.owned(session, workspace=here.workspace, people=people, until=until, limit=50))


def test_what_people_owe_comes_by_date_with_when_it_was_last_touched(
    session: Session, here: District
) -> None:
    found = owned(session, here, "Priya", "Tom")
    assert numbers(found) == [16, 2, 3, 15, 4]
    touched = {one.listed.action.number: one.touched_at for one in found}
    assert touched[2] == NOW
    assert touched[3] == NOW - timedelta(days=28)
    assert found[0].listed.owner.name == "Tom Whitaker"


def test_what_is_due_later_comes_only_where_it_waits_for_an_answer(session: Session, here: District) -> None:
    assert numbers(owned(session, here, "Omar", until=D0 - timedelta(days=10))) == [13]
    actions.decline(session, team=here.team, number=13, reason="Not mine", by=here.omar, now=NOW)
    assert numbers(owned(session, here, "Omar")) == []
    assert numbers(owned(session, here, "Priya", until=D0)) == [2]


def test_that_a_meeting_counted_it_is_no_touch(session: Session, here: District) -> None:
    for days in (1, 8, 15):
        actions.carry(
            session, team=here.team, meeting_on=D0 + timedelta(days=days), now=NOW + timedelta(days=days)
        )
    [there] = [one for one in owned(session, here, "Renee") if one.listed.action.number == 10]
    assert there.listed.action.carried == 3
    assert there.touched_at == NOW - timedelta(days=28)


def test_a_closed_teams_actions_come_no_more(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Done")
    assert owned(session, here, "Priya") == []


def watched(session: Session, here: District, name: str, **more: Any) -> list[int]:
    facts: dict[str, Any] = {
        "backing": (),
        "leading": (),
        "until": LATER,
        "late_since": D0 - timedelta(days=10),
    }
    found = digest_lists.watched(
        session, teams=[here.team], person=here.people[name], limit=50, **(facts | more)
    )
    return numbers(found)


def test_what_others_owe_is_seen_by_backups_leaders_and_where_it_is_blocked(
    session: Session, here: District
) -> None:
    assert watched(session, here, "Maya") == [16, 6]
    coaching = id_of(here.workstreams["coaching"])
    assert watched(session, here, "Maya", backing=[coaching]) == [16, 6, 15]
    assert watched(session, here, "Maya", backing=[coaching], until=D0) == [16, 6]
    assert watched(session, here, "Maya", leading=[here.team.id], late_since=D0 - timedelta(days=5)) == [
        16,
        6,
        10,
    ]
    assert watched(session, here, "Tom") == [6]


def test_each_list_is_one_statement_found_by_an_index(session: Session, here: District) -> None:
    with statements(session) as asked:
        owned(session, here, "Priya", "Tom")
        watched(session, here, "Maya", backing=[1], leading=[1])
    assert len(asked) == 2
    assert "ix_audit_entry_item" in plan(session, asked[0])
    assert not re.search(r"(?i)\b(seq )?scan (on )?action\b(?! using)", plan(session, asked[0]))


def test_actions_are_found_by_number_as_they_stand_now(session: Session, here: District) -> None:
    found = digest_lists.of_numbers(session, teams=[here.team], numbers=[1, 2, 999])
    assert sorted((one.action.number, one.action.state) for one in found) == [(1, "done"), (2, "in_progress")]


def planned(session: Session, here: District) -> Meeting:
    schedules.add(
        session,
        team=here.team,
        kind="weekly",
        local_time=time(15, 30),
        zone=here.team.zone,
        rrule="FREQ=WEEKLY;BYDAY=TU",
        starts_on=D0,
        grace=timedelta(hours=1),
        now=NOW - timedelta(days=14),
    )
    meeting = planning.plan(session, team=here.team, now=NOW - timedelta(days=6))
    assert meeting is not None
    return meeting


def claim(session: Session, now: datetime) -> list[str]:
    return [schedule.kind for schedule, _ in schedules.claim_due(session, now=now, limit=20)]


def test_updates_are_owed_from_the_request_until_the_agenda(session: Session, here: District) -> None:
    meeting = planned(session, here)
    assert digest_lists.forms_out(session, teams=[here.team]) == {}
    assert UPDATE_FORM in claim(session, NOW)
    [(team_id, form)] = digest_lists.forms_out(session, teams=[here.team]).items()
    assert (team_id, form.starts_at, form.met_at) == (here.team.id, meeting.starts_at, None)
    meeting_steps.agenda_posted(session, team=here.team, meeting=meeting, now=NOW)
    assert digest_lists.forms_out(session, teams=[here.team]) == {}


def keep(session: Session, here: District, day: int, *items: Item, more: int = 0) -> None:
    digests.keep(
        session,
        person=here.priya,
        local_date=D0 + timedelta(days=day),
        items=items,
        more=more,
        now=NOW + timedelta(days=day),
    )


def test_the_latest_digest_is_kept_and_the_one_before_forgotten(session: Session, here: District) -> None:
    team_id, pacing = id_of(here.team), here.workstreams["pacing"].id
    assert digests.latest(session, person=here.priya) is None
    keep(session, here, 0, Item(team_id, "overdue", number=2, late=1))
    away = Item(team_id, "today", number=3, away_id=here.tom.id, away_until=D0)
    keep(session, here, 1, away, Item(team_id, "update", workstream_id=pacing), more=2)
    kept = digests.latest(session, person=here.priya)
    assert kept is not None
    assert (kept.digest.local_date, kept.digest.more) == (D0 + timedelta(days=1), 2)
    assert [(item.number, item.workstream_id, item.away_id) for item in kept.items] == [
        (3, None, here.tom.id),
        (None, pacing, None),
    ]
    assert list(kept.teams) == [here.team.id]
    assert list(kept.away) == [here.tom.id]
    assert digests.latest(session, person=here.tom) is None


def test_who_sees_an_action_or_an_update_in_their_digest_is_found(session: Session, here: District) -> None:
    team_id, pacing = id_of(here.team), here.workstreams["pacing"].id
    keep(session, here, 0, Item(team_id, "overdue", number=2), Item(team_id, "update", workstream_id=pacing))
    about: dict[str, Any] = {"workspace": here.workspace, "team": here.team}
    assert digests.showing(session, number=2, **about) == [here.priya]
    assert digests.showing(session, number=3, **about) == []
    assert digests.showing(session, **about) == [here.priya]


def test_a_row_is_about_one_thing(session: Session, here: District) -> None:
    with pytest.raises(Exception, match="about"):
        keep(session, here, 0, Item(id_of(here.team), "overdue"))


def test_a_person_has_one_latest_digest(session: Session, here: District) -> None:
    keep(session, here, 0)
    again = inserts.new(
        session, digests.Digest, person_id=id_of(here.priya), local_date=D0, sent_at=NOW, more=0
    )
    assert again is None
