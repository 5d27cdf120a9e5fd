"""Plays Harbor Glen's weeks: pauses and days off, topics, meetings from their start to their minutes, an absence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import partial

from bot.demo import harbor_glen, weeks
from bot.demo.scene import Scene
from bot.demo.weeks import End, Gone, Held, Point, Said
from handlers.agenda import changes as agenda_changes
from handlers.agenda.changes import Words
from handlers.calendars.away import changes as away_changes
from handlers.calendars.away.sentence import Wanted
from handlers.calendars.days import changes as calendar_changes
from handlers.calendars.days.forms import Pause
from handlers.meetings.after import rate
from handlers.meetings.closing import close
from handlers.meetings.running import set_attendance, settle, start
from handlers.meetings.walk import SECTION, TOPIC
from handlers.meetings.writing import note
from storage import meetings, preferences, topics
from storage.meeting_rows import Meeting
from storage.types import id_of
from storage.working_days import Break

Change = Callable[[Scene], object]


@dataclass(frozen=True)
class Moment:
    """What happened on a day (from D0) and at a time of the district."""

    day: int
    at: time
    change: Change


def past() -> Iterator[Moment]:
    """Everything of the weeks before D0."""
    yield Moment(harbor_glen.STARTED, time(12), _pause)
    yield Moment(harbor_glen.STARTED, time(12, 30), partial(_mornings, off=True))
    yield Moment(weeks.MORNINGS_FROM, time(12), partial(_mornings, off=False))
    yield Moment(weeks.CALENDAR_ON, time(11), _calendar)
    for nth, point in enumerate(weeks.POINTS):
        yield Moment(point.day, time(11, nth), partial(_queue, point=point))
    for held in weeks.HELD:
        yield Moment(held.day, time(15, 31), partial(_begin, held=held))
        yield Moment(held.day, time(15, 50), partial(_talk, held=held))
        yield Moment(held.day, time(16, 12), _close)
        yield Moment(held.day, time(16, 20), partial(_rate, held=held))
    yield Moment(weeks.AWAY.said, time(11, 30), partial(_away, gone=weeks.AWAY))


def _pause(scene: Scene) -> None:
    """Until then the team is only being put together: nobody meets, and nothing is late."""
    wanted = Pause(scene.day(harbor_glen.STARTED + 1), scene.day(weeks.BACK_ON - 1), weeks.PAUSE)
    calendar_changes.pause(scene.deed(harbor_glen.LEADER), wanted)


def _calendar(scene: Scene) -> None:
    deed = scene.deed(harbor_glen.COORDINATOR)
    calendar_changes.change(deed, {"country": weeks.COUNTRY, "subdivision": weeks.REGION})
    first_on, last_on = (scene.day(day) for day in weeks.BREAK)
    calendar_changes.add(deed, [Break(first_on, last_on, weeks.break_name(first_on))], "pasted")


def _mornings(scene: Scene, *, off: bool) -> None:
    for somebody in harbor_glen.PEOPLE:
        preferences.change(scene.session, person=scene.person(somebody.handle), now=scene.now, digest_off=off)


def _queue(scene: Scene, *, point: Point) -> None:
    agenda_changes.add(scene.deed(point.by), Words(point.text, point.details))


def _begin(scene: Scene, *, held: Held) -> None:
    begun = start(scene.deed(harbor_glen.LEADER), scene.stands(harbor_glen.LEADER), None)
    there = [scene.member(handle) for handle in (harbor_glen.LEADER, *held.present)]
    set_attendance(
        scene.deed(harbor_glen.LEADER),
        scene.stands(harbor_glen.LEADER),
        id_of(begun.meeting),
        there,
        only_add=False,
    )


def _talk(scene: Scene, *, held: Held) -> None:
    meeting = _running(scene)
    for said in held.said:
        _write(scene, meeting, said)
    for words, end in held.ends:
        _end(scene, meeting, words, end)


def _write(scene: Scene, meeting: Meeting, said: Said) -> None:
    place = _topic(scene, said.at) or f"{SECTION}{said.at}"
    note(
        scene.deed(said.who),
        scene.stands(said.who),
        id_of(meeting),
        place,
        kind="good_news" if said.good_news else "note",
        text=said.words,
    )


def _end(scene: Scene, meeting: Meeting, words: str, end: End) -> None:
    leader = harbor_glen.LEADER
    place = _topic(scene, words)
    assert place, words
    settle(scene.deed(leader), scene.stands(leader), id_of(meeting), place, end)


def _close(scene: Scene) -> None:
    coordinator = harbor_glen.COORDINATOR
    close(scene.deed(coordinator), scene.stands(coordinator), None)


def _rate(scene: Scene, *, held: Held) -> None:
    meeting = meetings.latest(scene.session, team=scene.team)
    assert meeting is not None
    for handle, score in held.scores:
        rate(scene.deed(handle), scene.stands(handle), id_of(meeting), score)


def _away(scene: Scene, *, gone: Gone) -> None:
    person = scene.person(gone.who)
    wanted = Wanted(
        from_on=scene.day(gone.from_day),
        until_on=scene.day(gone.until_day),
        reason=gone.why,
    )
    away_changes.set_away(
        scene.session,
        workspace=scene.workspace,
        person=person,
        wanted=wanted,
        cover=scene.member(gone.cover),
        by=person,
        today=scene.day(gone.said),
        now=scene.now,
    )


def _running(scene: Scene) -> Meeting:
    found = meetings.running(scene.session, team=scene.team)
    assert found is not None
    return found


def _topic(scene: Scene, words: str) -> str | None:
    """The place of the open topic of these words; None where they name no topic."""
    found = next((one for one in topics.open_(scene.session, team=scene.team) if one.text == words), None)
    return f"{TOPIC}{found.id}" if found else None
