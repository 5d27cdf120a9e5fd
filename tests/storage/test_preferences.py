"""A person's own morning: that there is one, when it comes, and that it follows them; on both databases."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from storage import actions, errors, members, people, preferences, roles, schedules, types
from storage.people import Person
from storage.preferences import Preference
from storage.schedules import Schedule
from tests.storage import counting, harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

DAY = timedelta(days=1)
HALF_PAST_EIGHT = datetime(2026, 11, 16, 13, 30, tzinfo=UTC)  # in New York; half an hour after NOW


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def morning(session: Session, person: Person) -> Schedule | None:
    return schedules.of_person(session, person=person, kind=preferences.DIGEST)


def next_at(session: Session, person: Person) -> datetime | None:
    found = morning(session, person)
    assert found is not None
    return found.next_at


def change(session: Session, person: Person, now: datetime = NOW, **facts: Any) -> Preference:
    return preferences.change(session, person=person, now=now, **facts)


def join(session: Session, here: District, person: Person) -> None:
    members.join(session, team=here.team, person=person, kind="core", by=here.maya, now=NOW)


def meet(session: Session, here: District, zone: str | None) -> Person:
    return people.meet(
        session,
        workspace=here.workspace,
        slack_user_id=str(here.priya.slack_user_id),
        name="Priya Nair",
        zone=zone,
        now=NOW,
    )


def test_who_joins_has_a_morning_in_their_own_zone(session: Session, here: District) -> None:
    assert morning(session, here.priya) is None
    join(session, here, here.priya)
    found = morning(session, here.priya)

    assert found is not None
    assert (found.team_id, found.local_time, found.zone) == (None, time(8, 30), "America/New_York")
    assert found.next_at == HALF_PAST_EIGHT
    [(schedule, occurrence)] = [
        (one, what)
        for one, what in schedules.claim_due(session, now=HALF_PAST_EIGHT, limit=99)
        if one.person_id == here.priya.id
    ]
    assert (occurrence.local_date, occurrence.outcome) == (D0, "run")
    session.refresh(schedule)
    assert schedule.next_at == HALF_PAST_EIGHT + DAY


def test_whoever_owns_something_has_a_morning_member_or_not(session: Session, here: District) -> None:
    action = actions.add(
        session, team=here.team, text="Ask", owner=here.priya, due_on=D0, by=here.maya, now=NOW
    )
    assert morning(session, here.priya) is not None

    actions.hand_over(session, team=here.team, number=action.number, to=here.tom, by=here.maya, now=NOW)
    assert morning(session, here.tom) is not None


def test_a_backup_has_a_morning(session: Session, here: District) -> None:
    pacing = here.workstreams["pacing"]
    roles.assign(
        session, team=here.team, role="backup", person=here.tom, workstream=pacing, by=here.maya, now=NOW
    )

    assert morning(session, here.tom) is not None


def test_a_contact_without_an_account_has_none(session: Session, here: District) -> None:
    ruth = people.add_contact(session, workspace=here.workspace, name="Ruth Calder", now=NOW)
    join(session, here, ruth)

    assert morning(session, ruth) is None


def test_a_person_whose_zone_nobody_knows_has_the_teams(session: Session, here: District) -> None:
    unknown = people.meet(session, workspace=here.workspace, slack_user_id="UNEW", name="Kim", now=NOW)
    preferences.keep_mornings(session, person=unknown, zone="Asia/Kathmandu", now=NOW)

    found = morning(session, unknown)
    assert found is not None
    assert found.zone == "Asia/Kathmandu"
    assert found.next_at == datetime(2026, 11, 17, 2, 45, tzinfo=UTC)


def test_where_it_exists_keeping_it_is_one_statement(session: Session, here: District) -> None:
    join(session, here, here.priya)
    with counting.statements(session) as asked:
        preferences.keep_mornings(session, person=here.priya, zone="UTC", now=NOW)

    assert len(asked) == 1
    assert "uq_schedule_person" in counting.plan(session, asked[0])
    assert len(session.exec(select(Schedule).where(Schedule.person_id == here.priya.id)).all()) == 1


def test_it_moves_with_the_person(session: Session, here: District) -> None:
    join(session, here, here.priya)
    meet(session, here, "America/Los_Angeles")
    assert next_at(session, here.priya) == HALF_PAST_EIGHT + timedelta(hours=3)

    meet(session, here, None)
    assert next_at(session, here.priya) == HALF_PAST_EIGHT + timedelta(hours=3)


def test_one_that_came_today_comes_tomorrow_also_after_a_flight(session: Session, here: District) -> None:
    join(session, here, here.priya)
    schedules.claim_due(session, now=HALF_PAST_EIGHT, limit=99)
    meet(session, here, "America/Los_Angeles")

    assert next_at(session, here.priya) == HALF_PAST_EIGHT + timedelta(hours=3) + DAY


def test_who_moves_before_having_one_is_only_met(session: Session, here: District) -> None:
    meet(session, here, "America/Los_Angeles")

    assert morning(session, here.priya) is None


def test_it_comes_at_the_hour_they_chose(session: Session, here: District) -> None:
    join(session, here, here.priya)
    change(session, here.priya, digest_at=time(7))
    assert next_at(session, here.priya) == HALF_PAST_EIGHT - timedelta(minutes=90) + DAY

    change(session, here.priya, digest_at=None)
    assert next_at(session, here.priya) == HALF_PAST_EIGHT


def test_what_was_chosen_before_the_first_morning_holds_for_it(session: Session, here: District) -> None:
    change(session, here.priya, digest_at=time(9))
    change(session, here.tom, digest_off=True)
    join(session, here, here.priya)
    join(session, here, here.tom)

    assert next_at(session, here.priya) == HALF_PAST_EIGHT + timedelta(minutes=30)
    assert next_at(session, here.tom) is None


def test_turned_off_it_does_not_come_and_turned_on_again_it_does(session: Session, here: District) -> None:
    join(session, here, here.priya)
    change(session, here.priya, digest_off=True)
    change(session, here.priya, digest_at=time(9))
    meet(session, here, "America/Los_Angeles")
    assert next_at(session, here.priya) is None

    change(session, here.priya, digest_off=False)
    assert next_at(session, here.priya) == HALF_PAST_EIGHT + timedelta(hours=3, minutes=30)


def test_what_somebody_never_chose_is_as_the_team_has_it(session: Session, here: District) -> None:
    change(session, here.priya, weekdays="3102", quiet_from=time(16), quiet_until=time(9))
    with counting.statements(session) as asked:
        found = preferences.of_people(session, people=[here.priya, here.tom])

    assert len(asked) == 1
    priya, tom = (found[types.id_of(person)] for person in (here.priya, here.tom))
    assert (priya.weekdays, priya.quiet_from) == ("0123", time(16))
    assert tom.model_dump() == Preference(person_id=tom.person_id).model_dump()
    assert session.exec(select(Preference)).all() == [priya]
    assert preferences.of_person(session, person=here.tom).digest_off is False


def test_a_week_without_a_working_day_is_refused(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="no_working_days"):
        change(session, here.priya, weekdays="")

    assert change(session, here.priya, weekdays=None).weekdays is None


def test_it_keeps_its_hour_over_a_leap_of_the_clock(session: Session, here: District) -> None:
    join(session, here, here.priya)
    now, found = datetime(2027, 3, 12, 23, tzinfo=UTC), []
    for _ in range(3):
        for one, occurrence in schedules.claim_due(session, now=now, limit=99):
            if one.person_id == here.priya.id and occurrence.outcome == "run":
                found.append((occurrence.local_date, occurrence.due_at.hour))
        moment = next_at(session, here.priya)
        assert moment is not None
        now = moment

    assert found == [(date(2027, 3, 13), 13), (date(2027, 3, 14), 12)]
