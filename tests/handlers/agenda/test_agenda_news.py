"""The agenda goes out once a meeting, to whose turn it is, and follows what changes; on both databases."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session

from handlers.agenda import FEATURE, changes, gathering, news, routines
from handlers.agenda.changes import Words
from handlers.deeds import Deed
from handlers.errors import UserError
from handlers.ripples import Ripple
from storage import (
    absences,
    actions,
    calendars,
    meeting_kinds,
    meeting_people,
    meeting_steps,
    meetings,
    outbox,
    schedules,
    topics,
    workstreams,
)
from storage.meeting_rows import Meeting
from storage.outbox import OutboxMessage
from storage.working_days import Break
from tests.storage import harbor_glen, meeting_up
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.meeting_up import at, plan, planned

POSTED = at("16 Nov 15:30")


@pytest.fixture
def here(session: Session) -> District:
    """The district team, with its roles, its promises and its series."""
    here = meeting_up.weekly(session)
    harbor_glen.take_up_roles(session, here)
    harbor_glen.promise(session, here)
    return here


def sent(session: Session, here: District, kind: str = news.AGENDA) -> list[OutboxMessage]:
    rows = outbox.ledger(session, workspace=here.workspace, team=here.team, limit=200).rows
    return [message for message in rows if message.kind == kind]


def notes(session: Session, here: District) -> str:
    return "\n".join(message.text for message in sent(session, here, news.NOTE))


def run(session: Session, here: District, now: datetime = POSTED) -> None:
    """Act on every agenda that is due, as the scheduler does."""
    for schedule, occurrence in schedules.claim_due(session, now=now, limit=20):
        if schedule.kind == meeting_kinds.AGENDA:
            routines.agenda(session, here.team, schedule, occurrence, now)


def posted(session: Session, here: District) -> tuple[Meeting, OutboxMessage]:
    meeting = planned(session, here)
    news.post(session, team=here.team, meeting=meeting, now=POSTED)
    [message] = sent(session, here)
    return meeting, message


def deed(session: Session, here: District, now: datetime = POSTED) -> Deed:
    return Deed(session, here.workspace, here.team, here.maya, now)


def follow(session: Session, here: District) -> None:
    news.follow(Ripple(session=session, team=here.team, now=POSTED + timedelta(hours=1)))


def test_it_goes_out_at_its_moment_with_the_demo_districts_facts(session: Session, here: District) -> None:
    planned(session, here)
    run(session, here)
    [message] = sent(session, here)
    assert message.channel_id == here.team.channel_id
    assert message.expires_at == at("17 Nov 16:15")
    for said in (
        "Tue 17 Nov, 15:30 to 16:15",
        "*Blocked (2)*: who can free it?",
        "waiting for: the committee's answer",
        "*Overdue (3)*",
        "`A-10` Ask grade leads how far behind each grade is · Renee Dubois",
        "Nothing said yet (7)",
    ):
        assert said in message.text
    run(session, here)
    assert len(sent(session, here)) == 1


def test_roles_are_kept_as_they_are_shown(session: Session, here: District) -> None:
    meeting, _ = posted(session, here)
    held = meeting_people.roles_of(session, team=here.team, meeting=meeting)
    assert [one.role.role for one in held] == ["facilitator", "note_taker", "timekeeper"]
    assert all(one.backup and one.backup.id != one.person.id for one in held)
    assert meetings.by_id(session, team=here.team, meeting_id=meeting.id or 0).agenda_posted_at == POSTED


def test_over_many_meetings_the_core_members_have_as_many_turns(session: Session, here: District) -> None:
    turns: Counter[str] = Counter()
    now = NOW
    for _ in range(8):
        meeting = planned(session, here, now)
        before = meeting.starts_at - timedelta(days=1)
        news.post(session, team=here.team, meeting=meeting, now=before)
        turns.update(
            one.person.name for one in meeting_people.roles_of(session, team=here.team, meeting=meeting)
        )
        started = meeting_steps.start(
            session, team=here.team, meeting=meeting, by=here.maya, now=meeting.starts_at
        )
        now = meeting.ends_at
        meeting_steps.close(session, team=here.team, meeting=started, by=here.maya, now=now)
    assert set(turns) == {"Maya Okafor", "Daniel Reyes", "Priya Nair", "Tom Whitaker", "Lucia Fernandes"}
    assert max(turns.values()) - min(turns.values()) <= 1


def test_an_absence_brings_the_backup_in_and_a_second_one_whoever_is_next(
    session: Session, here: District
) -> None:
    meeting, message = posted(session, here)
    first, *_ = meeting_people.roles_of(session, team=here.team, meeting=meeting)
    assert first.backup is not None
    for who in (first.person, first.backup):
        absences.set_away(
            session,
            workspace=here.workspace,
            person=who,
            from_on=D0,
            until_on=D0 + timedelta(days=3),
            by=who,
            now=POSTED,
        )
        follow(session, here)
    now_has, *_ = meeting_people.roles_of(session, team=here.team, meeting=meeting)
    assert now_has.person.id not in {first.person.id, first.backup.id}
    assert f"Facilitator <@{now_has.person.slack_user_id}>" in message.text
    assert notes(session, here).count("Roles now:") == 2
    follow(session, here)
    assert notes(session, here).count("Roles now:") == 2


def test_actions_stay_as_they_were_and_updates_come_in(session: Session, here: District) -> None:
    _, message = posted(session, here)
    before = message.text
    actions.complete(session, team=here.team, number=10, by=here.renee, now=POSTED)
    workstreams.give_update(
        session,
        team=here.team,
        workstream=here.workstreams["pacing"],
        state="off_track",
        line="Grade 3 is four weeks behind",
        by=here.renee,
        now=POSTED + timedelta(hours=1),
    )
    news.follow_update(Ripple(session=session, team=here.team, now=POSTED + timedelta(hours=1)))
    assert "`A-10`" in before
    assert "`A-10`" in message.text
    assert "*pacing* · Off track · Renee Dubois · Grade 3 is four weeks behind" in message.text
    assert "*pacing* · Off track: Grade 3 is four weeks behind" in notes(session, here)


def test_a_topic_added_late_is_noted_once_and_the_same_words_are_one_topic(
    session: Session, here: District
) -> None:
    _, message = posted(session, here)
    topic, is_new = changes.add(deed(session, here), Words("Bus times"))
    again, is_new_again = changes.add(deed(session, here), Words("bus  TIMES"))
    assert (is_new, is_new_again, again.id) == (True, False, topic.id)
    assert "Bus times · Maya Okafor · new" in message.text
    assert notes(session, here) == "Maya Okafor added a topic: Bus times"

    changes.change(deed(session, here), topic.id or 0, Words("Bus times in winter"))
    assert "Bus times in winter" in message.text
    changes.drop(deed(session, here), topic.id or 0)
    assert "Bus times" not in message.text
    changes.reopen(deed(session, here), topic.id or 0)
    assert "Bus times in winter" in message.text


@pytest.mark.parametrize(
    ("state", "said"), [("settled", "was settled at a meeting"), ("action", "is A-3 now")]
)
def test_what_was_settled_meanwhile_is_told(
    session: Session, here: District, state: topics.Settled, said: str
) -> None:
    topic, _ = changes.add(deed(session, here), Words("Bus times"))
    topics.settle(
        session,
        team=here.team,
        topic_id=topic.id or 0,
        state=state,
        action_number=3,
        by=here.maya,
        now=POSTED,
    )
    with pytest.raises(UserError, match=said):
        changes.drop(deed(session, here), topic.id or 0)


def test_a_holiday_gets_one_calm_line_when_the_agenda_would_have_come(
    session: Session, here: District
) -> None:
    calendars.add_breaks(
        session,
        team=here.team,
        breaks=[Break(date(2026, 11, 17), date(2026, 11, 17), "Snow day")],
        source="pasted",
        by=here.maya,
        now=NOW,
    )
    plan(session, here)
    changes.add(deed(session, here, NOW), Words("Bus times"))
    run(session, here)
    [message] = sent(session, here)
    assert message.text == (
        "*Northlight ELA*: no weekly meeting on Tue 17 Nov: Snow day. The next one is on Tue 24 Nov, 15:30 to 16:15. "
        "1 topic waits for it. Nothing needed."
    )


def test_a_holiday_after_posting_takes_the_agenda_back_and_its_end_brings_it_again(
    session: Session, here: District
) -> None:
    _, message = posted(session, here)
    [added] = calendars.add_breaks(
        session,
        team=here.team,
        breaks=[Break(date(2026, 11, 17), date(2026, 11, 17), "Snow day")],
        source="pasted",
        by=here.maya,
        now=POSTED,
    )
    plan(session, here, POSTED)
    follow(session, here)
    assert message.text.startswith("*Northlight ELA*: no weekly meeting on Tue 17 Nov: Snow day.")
    assert "The meeting is skipped: Snow day. Topics wait for the next one." in notes(session, here)

    calendars.remove_break(session, team=here.team, break_id=added.id or 0, by=here.maya, now=POSTED)
    plan(session, here, POSTED)
    follow(session, here)
    assert "Keep work moving" in message.text
    assert "The meeting takes place after all: Tue 17 Nov, 15:30 to 16:15." in notes(session, here)


def test_once_begun_it_is_a_record_and_nothing_is_posted_for_a_meeting_that_runs(
    session: Session, here: District
) -> None:
    meeting, message = posted(session, here)
    started = meeting_steps.start(
        session, team=here.team, meeting=meeting, by=here.maya, now=at("17 Nov 15:30")
    )
    news.follow(Ripple(session=session, team=here.team, now=at("17 Nov 15:30")))
    assert "meetings.start" not in str(message.blocks)
    words = message.text
    news.post(session, team=here.team, meeting=started, now=at("17 Nov 15:40"))
    assert message.text == words
    meeting_steps.close(session, team=here.team, meeting=started, by=here.maya, now=at("17 Nov 16:10"))
    news.follow(Ripple(session=session, team=here.team, now=at("17 Nov 16:10")))
    assert "The meeting is over." in message.text
    assert news.coming(session, team=here.team, now=at("17 Nov 16:20")) == (None, False)


def test_posting_again_builds_it_anew_from_the_facts_of_now(session: Session, here: District) -> None:
    meeting, message = posted(session, here)
    actions.complete(session, team=here.team, number=10, by=here.renee, now=POSTED)
    news.post(session, team=here.team, meeting=meeting, now=POSTED + timedelta(hours=2))
    assert "*Overdue (2)*" in message.text
    assert len(sent(session, here)) == 1


def test_a_test_of_it_is_the_agenda_as_it_would_be(session: Session, here: District) -> None:
    [routine] = FEATURE.routines
    assert routine.preview is not None
    assert routine.preview(session, here.team, here.maya, NOW) is None
    planned(session, here)
    said = routine.preview(session, here.team, here.maya, NOW)
    assert said is not None
    assert "Keep work moving" in said.text
    assert sent(session, here) == []


def test_what_is_read_is_few_statements_however_much_there_is(session: Session, here: District) -> None:
    meeting = planned(session, here)
    with statements(session) as seen:
        gathering.facts(session, team=here.team, meeting=meeting, now=POSTED)
    assert len(seen) <= 25


def test_a_meeting_that_nobody_started_is_told_kindly_and_once(session: Session, here: District) -> None:
    meeting, message = posted(session, here)
    topics.add(session, team=here.team, text="Bus times", by=here.joy, now=POSTED)
    over = meeting.ends_at + meeting_kinds.GRACE
    before = len(sent(session, here, news.NOTE))
    for later in (over, over + timedelta(hours=3)):
        plan(session, here, later)
        news.follow(Ripple(session=session, team=here.team, now=later))

    session.refresh(message)
    assert message.text == (
        "*Northlight ELA*: nobody started the weekly of Tue 17 Nov, so it did not take place. "
        "Its topics wait for the next one, Tue 24 Nov, 15:30."
    )
    assert len(sent(session, here, news.NOTE)) == before
    assert message.revision == 2
