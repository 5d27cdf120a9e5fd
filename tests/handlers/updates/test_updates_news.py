"""The question goes out once, at a calm hour of whoever is asked, and is withdrawn where it is answered first."""

from datetime import datetime, time, timedelta

import pytest
from sqlmodel import Session

from handlers.ripples import Ripple
from handlers.updates import FEATURE, gathering, news, routines
from storage import calendars, meeting_kinds, meeting_steps, outbox, preferences, schedules, workstreams
from storage.outbox import OutboxMessage
from tests.storage import harbor_glen, meeting_up
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.meeting_up import at, planned

FRIDAY = at("20 Nov 09:00")
AFTER = at("17 Nov 17:00")
"""The first meeting is over; the next is on 24 November."""


@pytest.fixture
def here(session: Session) -> District:
    here = meeting_up.weekly(session)
    harbor_glen.take_up_roles(session, here)
    planned(session, here)
    return here


def sent(session: Session, here: District) -> list[OutboxMessage]:
    rows = outbox.ledger(session, workspace=here.workspace, team=here.team, limit=200).rows
    return [message for message in rows if message.kind in (news.REQUEST, news.NUDGE)]


def run(session: Session, here: District, now: datetime) -> None:
    """Act on what is due, as the scheduler does."""
    by_kind = {routine.kind: routine for routine in FEATURE.routines}
    for schedule, occurrence in schedules.claim_due(session, now=now, limit=30):
        if schedule.kind in by_kind:
            by_kind[schedule.kind].run(session, here.team, schedule, occurrence, now)


def give(session: Session, here: District, strand: str, now: datetime) -> None:
    workstreams.give_update(
        session,
        team=here.team,
        workstream=here.workstreams[strand],
        state="on_track",
        line="It goes as planned",
        by=here.priya,
        now=now,
    )
    news.follow(Ripple(session=session, team=here.team, now=now))


def asked(session: Session, here: District, now: datetime = FRIDAY) -> None:
    """Owners are asked for the meeting of 24 November."""
    meeting = planned(session, here, AFTER)
    news.ask(session, team=here.team, meeting=meeting, now=now)


def test_core_owners_are_asked_in_person_and_invited_ones_are_not(session: Session, here: District) -> None:
    asked(session, here)
    people = {message.person_id for message in sent(session, here)}
    assert people == {here.priya.id, here.tom.id, here.lucia.id}
    asked(session, here)
    assert len(sent(session, here)) == 3
    assert all(message.expires_at == at("23 Nov 15:30") for message in sent(session, here))


def test_the_reminder_goes_to_those_who_have_not_answered_once(session: Session, here: District) -> None:
    asked(session, here)
    give(session, here, "assessment", FRIDAY + timedelta(hours=1))
    meeting = planned(session, here, AFTER)
    monday = at("23 Nov 09:00")
    for _ in range(2):
        news.ask(session, team=here.team, meeting=meeting, now=monday, again=True)
    reminded = [message for message in sent(session, here) if message.kind == news.NUDGE]
    assert {message.person_id for message in reminded} == {here.tom.id, here.lucia.id}


def test_what_was_not_sent_yet_is_withdrawn_when_it_is_answered(session: Session, here: District) -> None:
    asked(session, here)
    give(session, here, "assessment", FRIDAY)
    states = {message.person_id: message.state for message in sent(session, here)}
    assert states[here.priya.id] == "skipped"
    assert states[here.tom.id] == "pending"
    give(session, here, "assessment", FRIDAY + timedelta(minutes=1))


def test_it_waits_for_the_persons_own_hours_and_days(session: Session, here: District) -> None:
    preferences.change(session, person=here.priya, now=NOW, quiet_from=time(18), quiet_until=time(10))
    preferences.change(session, person=here.tom, now=NOW, weekdays="0123")
    asked(session, here)
    due = {message.person_id: message.due_at for message in sent(session, here)}
    assert due[here.priya.id] == at("20 Nov 10:00")
    assert due[here.tom.id] == at("23 Nov 07:30")
    assert due[here.lucia.id] == FRIDAY


def test_in_a_pause_without_an_end_it_is_not_held_back_for_ever(session: Session, here: District) -> None:
    calendars.pause(
        session, team=here.team, from_on=D0, until_on=None, reason="Summer", by=here.maya, now=NOW
    )
    assert gathering.calm_at(session, team=here.team, person=here.priya, now=FRIDAY) == FRIDAY


def test_a_meeting_that_does_not_take_place_asks_nobody(session: Session, here: District) -> None:
    meeting = planned(session, here, AFTER)
    skipped = meeting_steps.skip(
        session, team=here.team, meeting=meeting, reason="Snow", by=here.maya, now=AFTER
    )
    news.ask(session, team=here.team, meeting=skipped, now=FRIDAY)
    assert sent(session, here) == []
    news.follow(Ripple(session=session, team=here.team, now=FRIDAY))


def test_both_moments_ask(session: Session, here: District) -> None:
    planned(session, here, AFTER)
    run(session, here, FRIDAY)
    assert {message.kind for message in sent(session, here)} == {news.REQUEST}
    run(session, here, at("23 Nov 09:00"))
    assert {message.kind for message in sent(session, here)} == {news.REQUEST, news.NUDGE}


def test_a_test_of_it_is_ones_own_question_or_an_example(session: Session, here: District) -> None:
    planned(session, here, AFTER)
    kinds = {routine.kind: routine.preview for routine in FEATURE.routines}
    assert set(kinds) == {meeting_kinds.UPDATE_FORM, meeting_kinds.UPDATE_NUDGE}
    own = routines.preview(session, here.team, here.tom, FRIDAY)
    example = routines.preview(session, here.team, here.grace, FRIDAY)
    assert own is not None
    assert example is not None
    assert "*coaching*" in own.text
    assert "*assessment*" in example.text
    again = routines.preview_nudge(session, here.team, here.tom, FRIDAY)
    assert again is not None
    assert "one reminder, and the last" in again.text


def test_without_a_meeting_there_is_nothing_to_test(session: Session) -> None:
    quiet = harbor_glen.district(session)
    assert routines.preview(session, quiet.team, quiet.maya, NOW) is None
