"""Plays Harbor Glen's last months into Steward, day by day, so that the demo has a past.

Everything goes through the changes that people's own clicks make, at the moment it happened: the channel, the
direct messages and every item's history then look as they would.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.demo import harbor_glen, weekly, weeks
from bot.demo.district import District
from bot.demo.harbor_glen import Promise, Strand
from bot.demo.scene import Scene
from bot.program import Program
from handlers.actions import changes as action_changes
from handlers.actions.changes import Step
from handlers.actions.entries import Entry, Owner
from handlers.permissions import Verb
from handlers.teams import changes as team_changes
from handlers.teams.rules import Setup
from handlers.workstreams import changes as workstream_changes
from handlers.workstreams.changes import Update
from sandbox import Sandbox
from sandbox.acts import saying
from storage import actions, members, roles
from storage.teams import Settings

Change = Callable[[Scene], object]


@dataclass(frozen=True)
class Event:
    """What happened on a day (from D0) and at a time of the district: a change, or somebody's words."""

    day: int
    at: time
    change: Change | None = None
    who: str = ""
    said: str = ""


async def play(program: Program, sandbox: Sandbox, place: District, *, at: datetime) -> None:
    """Play every event in order and come to D0 (`at`, 08:00 on a Monday) with all messages posted."""
    zone = ZoneInfo(harbor_glen.ZONE)
    d0 = at.astimezone(zone).date()
    for event in sorted(past(), key=lambda event: (event.day, event.at)):
        now = datetime.combine(d0 + timedelta(days=event.day), event.at, zone)
        await sandbox.clock.to(now)
        if event.change:
            await program.db.write(_act, change=event.change, place=place, d0=d0, now=now)
            await program.settled()
        else:
            saying.say(sandbox, place.people[event.who], place.channel, event.said)
    await sandbox.clock.to(at)
    await program.settled()


def past() -> Iterator[Event]:
    """Everything that happened before D0."""
    yield Event(harbor_glen.STARTED, time(10), _set_up)
    yield Event(weeks.BACK_ON - 1, time(11), _gather)
    for promise in harbor_glen.ACTIONS:
        yield from _life(promise)
    for moment in weekly.past():
        yield Event(moment.day, moment.at, moment.change)
    for strand in harbor_glen.WORKSTREAMS:
        yield Event(strand.said, time(16), partial(_report, strand=strand))
    for day, name, line in weeks.EARLIER:
        strand = next(one for one in harbor_glen.WORKSTREAMS if one.name == name)
        earlier = replace(strand, state="on_track", line=line, help=None)
        yield Event(day, time(16), partial(_report, strand=earlier))
    for day, who, said in harbor_glen.TALK:
        yield Event(day, time(13, 10), who=who, said=said)


def _act(session: Session, *, change: Change, place: District, d0: date, now: datetime) -> None:
    change(Scene(session, place, d0, now))


def _set_up(scene: Scene) -> None:
    settings: Settings = {
        "name": harbor_glen.TEAM,
        "level": "district",
        "innovation": harbor_glen.INNOVATION,
        "zone": harbor_glen.ZONE,
        "weekly_weekday": 1,
        "weekly_at": time(15, 30),
        "weekly_minutes": 45,
        "first_stepback_on": scene.day(harbor_glen.FIRST_STEPBACK),
    }
    names = tuple(strand.name for strand in harbor_glen.WORKSTREAMS)
    team_changes.set_up(
        scene.session,
        workspace=scene.workspace,
        channel_id=scene.place.channel.id,
        wanted=Setup(settings, names, scene.member(harbor_glen.LEADER).slack_user_id, None),
        leader=scene.member(harbor_glen.LEADER),
        coordinator=scene.member(harbor_glen.COORDINATOR),
        by=scene.person(harbor_glen.LEADER),
        now=scene.now,
    )


def _gather(scene: Scene) -> None:
    """Who belongs to the team, and who has what in it. Nobody is told by direct message what they long know."""
    leader = scene.person(harbor_glen.LEADER)
    join = partial(members.join, scene.session, team=scene.team, by=leader, now=scene.now)
    assign = partial(roles.assign, scene.session, team=scene.team, by=leader, now=scene.now)
    for one in harbor_glen.PEOPLE:
        person = scene.introduced(one)
        if one.part:
            until = scene.day(one.until) if one.until is not None else None
            join(person=person, kind=one.part, purpose=one.purpose, until_on=until, fte=one.fte)
        elif one.office:
            since = scene.day(harbor_glen.APPOINTED)
            by = harbor_glen.APPOINTED_BY
            assign(role="sponsor", person=person, office=one.office, appointed_by=by, appointed_on=since)
    for strand in harbor_glen.WORKSTREAMS:
        found = scene.strand(strand.name)
        assign(role="workstream_owner", workstream=found, person=scene.person(strand.owner))
        if strand.backup:
            assign(role="backup", workstream=found, person=scene.person(strand.backup))


def _life(promise: Promise) -> Iterator[Event]:
    """An action from its promise to where it stands on D0."""
    yield Event(promise.made, time(10, promise.number), partial(_promise, promise=promise))
    if promise.accepted:
        yield Event(
            promise.made, time(14, promise.number), partial(_step, promise=promise, step=actions.accept)
        )
    if promise.state == "in_progress":
        yield Event(-12, time(9, promise.number), partial(_step, promise=promise, step=actions.start))
    if promise.state == "blocked":
        block = partial(actions.block, why=promise.waiting_for or "")
        yield Event(-11, time(9, promise.number), partial(_step, promise=promise, step=block))
    if promise.state == "done":
        yield Event(
            promise.due, time(14, promise.number), partial(_step, promise=promise, step=actions.complete)
        )
    targets = (*(meeting - 1 for meeting in promise.carried_at[1:]), promise.due)
    for meeting, target in zip(promise.carried_at, targets, strict=False):
        if target > meeting:
            yield Event(
                meeting, time(16, 30, promise.number), partial(_redate, promise=promise, target=target)
            )


def _promise(scene: Scene, *, promise: Promise) -> None:
    found = scene.strand(promise.workstream) if promise.workstream else None
    action_changes.add(
        scene.session,
        doing=scene.doing(harbor_glen.COORDINATOR),
        entry=Entry(
            text=promise.text,
            owner=Owner(user_id=scene.member(promise.owner).slack_user_id),
            due=scene.day(promise.first_due if promise.first_due is not None else promise.due),
            workstream_id=found.id if found else None,
        ),
        members=[scene.member(promise.owner)],
    )


def _step(scene: Scene, *, promise: Promise, step: Step) -> None:
    doing = scene.doing(promise.owner)
    action_changes.take(scene.session, doing=doing, number=promise.number, verb=Verb.ANSWER_ACTION, step=step)


def _redate(scene: Scene, *, promise: Promise, target: int) -> None:
    action_changes.redate(
        scene.session,
        doing=scene.doing(promise.owner),
        number=promise.number,
        due=scene.day(target),
        why="Agreed at the weekly meeting",
    )


def _report(scene: Scene, *, strand: Strand) -> None:
    said = Update(state=strand.state, line=strand.line, next_step=strand.next_step, help=strand.help)
    workstream_changes.update(scene.deed(strand.owner), scene.strand(strand.name), said)
