"""A team's beginning, its changes and its end, with its timetable and what is told, on both databases."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from handlers import timetable
from handlers.appointing import appoint
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.errors import UserError
from handlers.permissions import Standing
from handlers.teams import changes, rules, undo
from handlers.teams.rhythm import Rhythm
from storage import audit, errors, members, outbox, people, planning, roles, schedules, teams, workstreams
from storage.outbox import OutboxMessage
from storage.schedules import Schedule
from storage.teams import Settings, Team
from storage.workspaces import Workspace
from tests.storage.harbor_glen import NOW, District, district, everyone, workspace

SETTINGS: Settings = {
    "name": "District Implementation Team",
    "level": "district",
    "innovation": "Northlight ELA K-5",
    "zone": "America/New_York",
    "weekly_weekday": 1,
    "weekly_at": time(15, 30),
    "weekly_minutes": 45,
    "first_stepback_on": None,
}
WANTED = rules.Setup(SETTINGS, ("assessment", "pacing"), "UMAYA", None)
RUTH = Member("URUTH", "Ruth Calder", "America/New_York", is_admin=True)
MAYA = Member("UMAYA", "Maya Okafor", "America/New_York")
LATER = NOW + timedelta(days=1)


def set_up(session: Session, home: Workspace, by: str = "Maya", **more: Any) -> Team:
    met = everyone(session, home)
    given = {"channel_id": "CELA", "wanted": WANTED, "leader": MAYA, "coordinator": None, **more}
    return changes.set_up(session, workspace=home, by=met[by], now=NOW, **given)


def posted(session: Session, home: Workspace) -> list[OutboxMessage]:
    """What waits in the outbox, the first one first."""
    return list(outbox.ledger(session, workspace=home, limit=99).rows)[::-1]


def series(session: Session, team: Team) -> list[Schedule]:
    """The team's timetable, without the single moments of its next meeting."""
    return [one for one in schedules.of_team(session, team=team) if one.meeting_id is None]


def deliver(session: Session, here: District) -> None:
    """Everything that waits has gone out."""
    for message in posted(session, here.workspace):
        message.state = "posted"


def deed(session: Session, here: District, now: Any = NOW) -> Deed:
    return Deed(session, here.workspace, here.team, here.maya, now)


def test_a_team_is_set_up_with_its_people_its_workstreams_and_its_timetable(session: Session) -> None:
    home = workspace(session)
    team = set_up(session, home, coordinator=RUTH)

    assert {one.assignment.role: one.person.name for one in roles.holders(session, team=team)} == {
        "team_leader": "Maya Okafor",
        "coordinator": "Ruth Calder",
    }
    assert [one.name for one in workstreams.live(session, team=team)] == ["assessment", "pacing"]
    monday, weekly = series(session, team)
    assert (monday.kind, monday.zone, monday.local_time) == (timetable.ROLLUP, "America/New_York", time(8))
    assert (weekly.kind, weekly.rrule, weekly.local_time) == (
        timetable.WEEKLY,
        "FREQ=WEEKLY;BYDAY=TU",
        team.weekly_at,
    )
    told, hello = posted(session, home)
    assert "made you coordinator" in told.text
    assert (hello.key, hello.channel_id) == (f"teams:{team.id}:hello", "CELA")
    assert "set up Steward in this channel" in hello.text


def test_two_people_who_set_up_one_channel_at_once_make_one_team(session: Session) -> None:
    home = workspace(session)
    set_up(session, home)

    with pytest.raises(UserError, match="this channel is a team called “District Implementation Team” now"):
        set_up(session, home, by="Daniel")

    assert len(teams.live(session, workspace=home)) == 1
    assert len(posted(session, home)) == 1


def test_a_channel_of_another_workspace_is_another_team(session: Session) -> None:
    first, second = workspace(session), workspace(session, "TELSEWHERE")

    assert set_up(session, first).id != set_up(session, second).id
    assert len(posted(session, second)) == 1


def test_a_change_of_zone_takes_the_timetable_along_and_back(session: Session) -> None:
    here = district(session)
    timetable.keep(session, team=here.team, by=here.maya, now=NOW)
    team, differences, steps = changes.change(
        session, team=here.team, settings={**SETTINGS, "zone": "America/Denver"}, by=here.maya, now=LATER
    )

    assert any("America/Denver" in line for line in differences)
    assert [one.zone for one in series(session, team)] == ["America/Denver"] * 2
    take_back(session, here, *steps)

    assert [one.zone for one in series(session, team)] == ["America/New_York"] * 2


def test_settings_that_stand_already_are_no_change(session: Session) -> None:
    here = district(session)
    stands: Any = here.team.model_dump(include=set(SETTINGS))

    _, differences, steps = changes.change(session, team=here.team, settings=stands, by=here.maya, now=LATER)

    assert (differences, steps) == ([], [])


def test_a_closed_team_is_silent_and_comes_back_whole(session: Session) -> None:
    home = workspace(session)
    team = set_up(session, home)
    maya = people.by_slack_id(session, workspace=home, slack_user_id="UMAYA")
    assert maya is not None

    closed = changes.close(session, workspace=home, team=team, reason="The work is done", by=maya, now=LATER)
    assert series(session, closed) == []
    assert "The work is done" in posted(session, home)[-1].text

    back = changes.reopen(session, workspace=home, team=closed, by=maya, now=LATER)
    assert back.closed_at is None
    assert len(series(session, back)) == 2
    _, end, news = posted(session, home)
    assert "brought it back since" in end.text
    assert "with all that it kept" in news.text

    assert changes.reopen(session, workspace=home, team=back, by=maya, now=LATER).id == team.id
    assert len(posted(session, home)) == 3


def test_a_team_does_not_come_back_where_another_one_is(session: Session) -> None:
    home = workspace(session)
    team = set_up(session, home)
    maya = people.by_slack_id(session, workspace=home, slack_user_id="UMAYA")
    assert maya is not None
    closed = changes.close(session, workspace=home, team=team, reason="A new start", by=maya, now=NOW)
    set_up(session, home)

    with pytest.raises(UserError, match="Somebody was quicker"):
        changes.reopen(session, workspace=home, team=closed, by=maya, now=NOW)


def take_back(
    session: Session, here: District, *entries: int | None, by: str = "Maya", **more: Any
) -> list[Any]:
    """Undo these steps as that person."""
    who = here.people[by]
    return undo.take_back(
        session,
        workspace=here.workspace,
        team=here.team,
        entry_ids=[entry for entry in entries if entry],
        by=who,
        stands=Standing(person_id=who.id or 0, **more),
        now=LATER,
    )


def test_a_role_that_is_taken_back_is_told_unless_nobody_knew(session: Session) -> None:
    here = district(session)
    pacing = here.workstreams["pacing"]
    step = appoint(deed(session, here), "workstream_owner", here.renee, pacing)
    assert step is not None
    [notice] = posted(session, here.workspace)
    assert (notice.person_id, notice.state) == (here.renee.id, "pending")

    take_back(session, here, step.id)

    [withdrawn] = posted(session, here.workspace)
    assert withdrawn.state == "skipped"
    assert roles.holders(session, team=here.team)[-1].assignment.role == "coordinator"


def test_a_role_that_was_told_and_is_taken_back_is_told_again_to_both(session: Session) -> None:
    here = district(session)
    pacing = here.workstreams["pacing"]
    appoint(deed(session, here), "workstream_owner", here.renee, pacing)
    step = appoint(deed(session, here), "workstream_owner", here.grace, pacing)
    assert step is not None
    deliver(session, here)

    [done] = take_back(session, here, step.id)

    told = {message.person_id: message.text for message in posted(session, here.workspace)[-2:]}
    assert "you are not owner of *pacing* now" in told[here.grace.id or 0]
    assert "you are owner of *pacing* now" in told[here.renee.id or 0]

    deliver(session, here)
    take_back(session, here, done.id)

    told = {message.person_id: message.text for message in posted(session, here.workspace)[-2:]}
    assert "you are owner of *pacing* now" in told.get(here.grace.id or 0, "")


def test_who_is_taken_off_by_an_undo_is_told(session: Session) -> None:
    here = district(session)
    row = members.join(session, team=here.team, person=here.ben, kind="core", by=here.maya, now=NOW)
    step = audit.latest(session, team=here.team, item_kind="membership", item_id=row.id or 0)
    assert step is not None

    take_back(session, here, step.id)

    assert "you are not on the team now" in posted(session, here.workspace)[-1].text


def test_several_steps_are_taken_back_together_or_not_at_all(session: Session) -> None:
    here = district(session)
    pacing = here.workstreams["pacing"]
    first = appoint(deed(session, here), "workstream_owner", here.renee, pacing)
    second = appoint(deed(session, here), "backup", here.grace, pacing)
    assert first is not None
    assert second is not None

    assert len(take_back(session, here, first.id, second.id)) == 2
    with pytest.raises(errors.Changed):
        take_back(session, here, first.id)


def test_others_need_the_right_to_take_a_step_back(session: Session) -> None:
    here = district(session)
    step = appoint(deed(session, here), "workstream_owner", here.renee, here.workstreams["pacing"])
    assert step is not None

    with pytest.raises(UserError, match="Only the team leader"), session.begin_nested():
        take_back(session, here, step.id, by="Tom", membership="core")

    assert take_back(session, here, step.id, by="Daniel", roles=frozenset({"coordinator"}))


def test_a_step_of_another_team_is_not_found(session: Session) -> None:
    here, there = district(session), district(session, slack_team_id="TELSEWHERE")
    step = appoint(deed(session, here), "workstream_owner", here.renee, here.workstreams["pacing"])
    assert step is not None

    with pytest.raises(errors.NotFound):
        take_back(session, there, step.id)


EVERY_OTHER = Rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 11, 24))


def rhythm_of(session: Session, team: Team) -> tuple[str, date]:
    weekly = schedules.of_kind(session, team=team, kind=timetable.WEEKLY)
    assert weekly is not None
    return weekly.rrule, weekly.starts_on


def test_a_rhythm_that_was_chosen_plans_the_next_meeting_and_is_taken_back_with_the_settings(
    session: Session,
) -> None:
    home = workspace(session)
    team = set_up(session, home)
    maya = people.by_slack_id(session, workspace=home, slack_user_id="UMAYA")
    assert maya is not None
    first = planning.plan(session, team=team, now=NOW)
    assert first is not None
    before = rhythm_of(session, team)

    team, differences, steps = changes.change(
        session,
        team=team,
        settings={**SETTINGS, "weekly_minutes": 60},
        wanted=EVERY_OTHER,
        by=maya,
        now=NOW,
    )

    assert rhythm_of(session, team) == (EVERY_OTHER.rule, EVERY_OTHER.starts_on)
    assert len(steps) == 2
    assert len(differences) == 1
    assert "Weekly meeting: every 2 weeks on Tuesday, 15:30 to 16:30 (America/New_York)" in differences[0]
    assert differences[0].endswith("(was: Tuesdays, 15:30 to 16:15 (America/New_York))")
    planned = planning.plan(session, team=team, now=NOW)
    assert planned is not None
    assert teams.today(team, planned.starts_at) == EVERY_OTHER.starts_on

    undo.take_back(
        session,
        workspace=home,
        team=team,
        entry_ids=steps,
        by=maya,
        stands=Standing(person_id=maya.id or 0),
        now=LATER,
    )

    assert rhythm_of(session, team) == before
    assert teams.by_id(session, workspace=home, team_id=team.id or 0).weekly_minutes == 45  # type: ignore[union-attr]  # there


def test_a_rhythm_that_stands_already_is_no_change_and_one_that_begins_another_week_is(
    session: Session,
) -> None:
    here = district(session)
    timetable.keep(session, team=here.team, by=here.maya, now=NOW)
    stands: Any = here.team.model_dump(include=set(SETTINGS))

    def choose(wanted: Rhythm) -> tuple[list[str], list[int]]:
        return changes.change(session, team=here.team, settings=stands, wanted=wanted, by=here.maya, now=NOW)[
            1:
        ]

    assert choose(Rhythm("FREQ=WEEKLY;BYDAY=TU")) == ([], [])
    assert choose(EVERY_OTHER)[1]
    assert choose(EVERY_OTHER) == ([], [])
    _, [step] = choose(Rhythm(EVERY_OTHER.rule, date(2026, 12, 1)))
    assert rhythm_of(session, here.team)[1] == date(2026, 12, 1)
    take_back(session, here, step)
    assert rhythm_of(session, here.team) == (EVERY_OTHER.rule, EVERY_OTHER.starts_on)


def test_a_new_weekday_and_a_new_rhythm_are_one_change_and_one_undo(session: Session) -> None:
    here = district(session)
    timetable.keep(session, team=here.team, by=here.maya, now=NOW)
    before = rhythm_of(session, here.team)
    fridays: Any = {**here.team.model_dump(include=set(SETTINGS)), "weekly_weekday": 4}
    monthly = Rhythm("FREQ=MONTHLY;BYDAY=-1FR")

    _, _, steps = changes.change(
        session, team=here.team, settings=fridays, wanted=monthly, by=here.maya, now=NOW
    )
    assert rhythm_of(session, here.team)[0] == monthly.rule

    take_back(session, here, *steps)
    assert rhythm_of(session, here.team) == before


def test_a_team_that_comes_back_meets_as_often_as_it_did(session: Session) -> None:
    here = district(session)
    timetable.keep(session, team=here.team, by=here.maya, now=NOW)
    stands: Any = here.team.model_dump(include=set(SETTINGS))
    changes.change(session, team=here.team, settings=stands, wanted=EVERY_OTHER, by=here.maya, now=NOW)

    closed = changes.close(
        session, workspace=here.workspace, team=here.team, reason="Summer", by=here.maya, now=LATER
    )
    back = changes.reopen(session, workspace=here.workspace, team=closed, by=here.maya, now=LATER)

    assert rhythm_of(session, back) == (EVERY_OTHER.rule, EVERY_OTHER.starts_on)
    assert "Weekly meeting: every 2 weeks on Tuesday" in str(posted(session, here.workspace)[-1].blocks)
