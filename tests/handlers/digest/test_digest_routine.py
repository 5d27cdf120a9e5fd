"""The morning note in the outbox: one a day at most, across teams, in its reader's place, kept up to date."""

import random
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from handlers import ripples
from handlers.actions import changes, undoing
from handlers.digest import gathering, routines
from handlers.errors import UserError
from handlers.ripples import Ripple
from storage import (
    absences,
    actions,
    calendars,
    people,
    planning,
    preferences,
    schedules,
    workstreams,
)
from storage.types import id_of
from tests.handlers.digest.days import TUESDAY, at, doing, everything, labels, of, play, take
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District

HOME = ZoneInfo("America/New_York")


def test_it_goes_to_one_person_once_a_day_and_not_after_its_grace(session: Session, here: District) -> None:
    message = play(session, here.priya)
    assert message is not None
    assert (message.person_id, message.channel_id, message.team_id) == (here.priya.id, None, None)
    assert message.key == f"digest:{here.priya.id}:2026-11-17"
    assert message.expires_at == at(TUESDAY) + timedelta(hours=4)
    assert (
        "*Overdue*\n\n*A-2* Draft which unit tests all schools share\nby Fri 13 Nov, 2 working days late"
        in message.text
    )
    assert "A-3" not in message.text
    play(session, here.priya)
    assert len(everything(session, here.priya)) == 1


def test_nothing_is_written_to_who_owes_nothing(session: Session, here: District) -> None:
    assert play(session, here.helen) is None
    assert play(session, here.daniel) is None


def test_what_was_just_touched_waits_a_day(session: Session, here: District) -> None:
    """A-2 was started on Monday at eight."""
    assert play(session, here.priya, 0) is None
    assert play(session, here.priya, 1) is not None


def test_guests_contacts_and_who_has_left_get_none(session: Session, here: District) -> None:
    """Ana is a guest, Ruth has no account, Tom has left."""
    ruth = people.add_contact(session, workspace=here.workspace, name="Ruth Calder", now=NOW)
    for owner in (here.ana, ruth, here.tom):
        actions.add(
            session,
            team=here.team,
            text="Ask the board",
            owner=owner,
            due_on=D0,
            by=here.maya,
            now=NOW - timedelta(days=9),
        )
    people.deactivate(session, workspace=here.workspace, person=here.tom, now=NOW)
    assert [play(session, one) for one in (here.ana, ruth, here.tom)] == [None, None, None]


def test_a_holiday_the_weekend_and_a_pause_are_silent(session: Session, here: District) -> None:
    """Thanksgiving is D+10."""
    calendars.change(session, team=here.team, by=here.maya, now=NOW, country="US")
    assert play(session, here.priya, 10) is None
    assert [play(session, here.priya, day) for day in (5, 6)] == [None, None]
    monday = play(session, here.priya, 7)
    assert monday is not None
    calendars.pause(
        session,
        team=here.team,
        from_on=D0 + timedelta(days=8),
        until_on=None,
        reason="Winter",
        by=here.maya,
        now=NOW,
    )
    assert play(session, here.priya, 8) is None


def test_a_holiday_of_one_team_leaves_the_other_one_in(session: Session, here: District) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "CMATH")
    actions.add(
        session,
        team=other.team,
        text="Count the books",
        owner=here.priya,
        due_on=D0,
        by=here.maya,
        now=NOW - timedelta(days=9),
    )
    calendars.change(session, team=here.team, by=here.maya, now=NOW, country="US")
    both, holiday = play(session, here.priya), play(session, here.priya, 10)
    assert both is not None
    assert "A-2" in both.text
    assert "Count the books" in both.text
    assert holiday is not None
    assert "A-2" not in holiday.text
    assert "Count the books" in holiday.text
    assert len(everything(session, here.priya)) == 2


def test_off_switched_and_own_days_off_are_kept(session: Session, here: District) -> None:
    preferences.change(session, person=here.priya, now=NOW, weekdays="0234")
    assert play(session, here.priya, 1) is None
    assert play(session, here.priya, 2) is not None
    preferences.change(session, person=here.priya, now=NOW, digest_off=True)
    assert play(session, here.priya, 3) is None


def away(session: Session, here: District, name: str, **more: Any) -> None:
    absences.set_away(
        session,
        workspace=here.workspace,
        person=here.people[name],
        from_on=D0,
        until_on=D0 + timedelta(days=4),
        by=here.people[name],
        now=NOW,
        **more,
    )


def test_while_somebody_is_away_who_stands_in_gets_their_rows_and_may_answer(
    session: Session, here: District
) -> None:
    away(session, here, "Tom", cover=here.lucia)
    assert play(session, here.tom) is None
    message = play(session, here.lucia)
    assert message is not None
    assert "*For Tom Whitaker, away through Fri 20 Nov*\n\n*A-16*" in message.text
    take(session, doing(session, here, "Lucia"), 16, actions.complete)
    after = of(session, here.lucia, D0 + timedelta(days=1))
    assert after is not None
    assert "*A-16* is done. Thank you." in after.text
    assert play(session, here.maya) is None  # the backup of coaching is left in peace


def test_without_anybody_in_their_place_the_backup_gets_them(session: Session, here: District) -> None:
    away(session, here, "Tom")
    message = play(session, here.maya)
    assert message is not None
    assert "*For Tom Whitaker, away through Fri 20 Nov*\n\n*A-16*" in message.text
    assert play(session, here.tom, 7) is not None
    assert "For Tom" not in getattr(play(session, here.maya, 7), "text", "")


def test_an_answer_becomes_a_record_in_the_same_message_and_can_be_taken_back(
    session: Session, here: District
) -> None:
    assert play(session, here.priya) is not None
    done = take(session, doing(session, here, "Priya"), 2, actions.complete)
    answered = of(session, here.priya, D0 + timedelta(days=1))
    assert answered is not None
    assert "*A-2* is done. Thank you." in answered.text
    assert labels(answered)[0] == "Undo"
    assert done.step is not None
    undoing.undo(
        session,
        doing=doing(session, here, "Priya", minutes=9),
        number=2,
        step_id=id_of(done.step),
        zone=HOME,
    )
    again = of(session, here.priya, D0 + timedelta(days=1))
    assert again is not None
    assert labels(again)[:5] == ["Done", "New date", "Blocked", "Not mine", "Open"]
    assert len(everything(session, here.priya)) == 1


def test_a_later_digest_leaves_the_earlier_one_without_buttons(session: Session, here: District) -> None:
    play(session, here.priya, 1)
    play(session, here.priya, 2)
    first, second = (of(session, here.priya, D0 + timedelta(days=day)) for day in (1, 2))
    assert first is not None
    assert second is not None
    assert labels(first) == []
    assert "A later note has come" in first.text
    assert "Done" in labels(second)


def test_the_digest_of_everybody_who_was_shown_it_follows(session: Session, here: District) -> None:
    """A-16 is Tom's, four working days late on Tuesday, six on the day; Maya backs coaching up."""
    play(session, here.tom)
    backup = play(session, here.maya)
    assert backup is not None
    assert "As backup" in backup.text
    assert "A-16" in backup.text
    take(session, doing(session, here, "Tom"), 16, actions.complete)
    followed = of(session, here.maya, D0 + timedelta(days=1))
    assert followed is not None
    assert "Tom Whitaker marked it done." in followed.text


def test_an_update_is_asked_for_once_its_form_is_out_and_is_a_record_once_given(
    session: Session, here: District
) -> None:
    schedules.add(
        session,
        team=here.team,
        kind="weekly",
        local_time=here.team.weekly_at,
        zone=here.team.zone,
        rrule="FREQ=WEEKLY;BYDAY=TH",
        starts_on=D0,
        grace=timedelta(hours=1),
        now=NOW,
    )
    assert planning.plan(session, team=here.team, now=NOW) is not None
    before = play(session, here.tom)
    assert before is not None
    assert "Give the update" not in labels(before)
    schedules.claim_due(session, now=at(1) + timedelta(hours=1), limit=20)
    message = play(session, here.tom, 2)
    assert message is not None
    assert "*coaching*\nHow does it stand? Nothing was said of it yet." in message.text
    now = at(2) + timedelta(minutes=5)
    workstreams.give_update(
        session,
        team=here.team,
        workstream=here.workstreams["coaching"],
        state="at_risk",
        line="The post is open.",
        by=here.tom,
        now=now,
    )
    ripples.drop("update", Ripple(session=session, team=here.team, now=now, by=here.tom))
    given = of(session, here.tom, D0 + timedelta(days=2))
    assert given is not None
    assert "*coaching*\nAt risk: The post is open." in given.text
    invited = play(session, here.hannah, 2)
    assert invited is not None
    assert "Give the update" not in labels(invited)


def test_whoever_it_waits_for_may_say_that_it_is_there(session: Session, here: District) -> None:
    """A-6 is Samir's, in grading; Grace has nothing to do with it but to answer."""
    actions.block(
        session, team=here.team, number=6, why="Grace Kim's list", by=here.samir, now=NOW - timedelta(hours=1)
    )
    message = play(session, here.grace)
    assert message is not None
    assert "*Waiting for you*" in message.text
    assert "A-6" in message.text
    changes.unblock(session, doing=doing(session, here, "Grace"), number=6)
    after = of(session, here.grace, D0 + timedelta(days=1))
    assert after is not None
    assert "*A-6* is not blocked any more." in after.text
    with pytest.raises(UserError, match="can answer for this action"):
        changes.unblock(session, doing=doing(session, here, "Grace"), number=16)


def test_a_test_of_it_is_what_would_come_and_keeps_nothing(session: Session, here: District) -> None:
    said = routines.preview(session, here.priya, at(TUESDAY))
    assert said is not None
    assert "A-2" in said.text
    assert everything(session, here.priya) == []
    assert routines.preview(session, here.helen, at(TUESDAY)) is None


def test_more_than_fits_is_counted(session: Session, here: District) -> None:
    for _ in range(20):
        actions.add(
            session,
            team=here.team,
            text="Ask",
            owner=here.ben,
            due_on=D0,
            by=here.ben,
            now=NOW - timedelta(days=9),
        )
    message = play(session, here.ben)
    assert message is not None
    assert "and 9 more: App Home shows all of it" in message.text
    assert len(message.blocks) <= 50


def test_however_many_teams_there_are_a_digest_is_as_many_statements(
    session: Session, here: District
) -> None:
    away(session, here, "Tom", cover=here.priya)

    def count(day: int) -> int:
        with statements(session) as asked:
            assert play(session, here.priya, day) is not None
        return len(asked)

    play(session, here.priya, 1)
    one = count(2)
    for channel in ("CMATH", "CART", "CBUS"):
        other = harbor_glen.team(session, here.workspace, dict(here.people), channel)
        harbor_glen.take_up_roles(session, other)
        harbor_glen.promise(session, other)
    three = count(3)
    assert three <= one
    assert one <= 40


def test_who_owes_nothing_costs_few_statements(session: Session, here: District) -> None:
    with statements(session) as asked:
        gathering.morning(session, workspace=here.workspace, person=here.helen, today=D0, now=NOW)
    assert len(asked) <= 12


@pytest.mark.parametrize("seed", range(3))
def test_no_date_brings_two_however_the_zone_changes_and_the_clock_ticks(
    session: Session, here: District, seed: int
) -> None:
    """Priya travels; ticks come early, late and twice."""
    dice = random.Random(seed)
    zones = ["America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Pacific/Honolulu", "Europe/London"]
    preferences.keep_mornings(session, person=here.priya, zone="America/New_York", now=NOW)
    now = NOW
    for _ in range(90):
        now += timedelta(minutes=dice.randrange(30, 900))
        if dice.random() < 0.3:
            here.priya.zone = dice.choice(zones)
            session.flush()
            preferences.follow_zone(session, person=here.priya, now=now)
        for schedule, occurrence in schedules.claim_due(session, now=now, limit=20):
            if schedule.person_id == here.priya.id and occurrence.outcome == "run":
                routines.digest(session, here.priya, schedule, occurrence, now)
    days = [message.key for message in everything(session, here.priya)]
    assert len(days) == len(set(days))
    assert len(days) > 2
