"""A month of Harbor Glen by the practice clock: everything that anybody was told, in order, and nothing else.

The table at the end is the whole of it: one message too many or too few, or to somebody else, and the test fails.
Who acts, and when, stands in `test_a_month_of_harbor_glen`.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from bot.demo import harbor_glen
from handlers import timetable
from handlers.calendars.days import changes as calendar_changes
from handlers.deeds import Deed
from storage import people, planning, roles, workspaces, workstreams
from storage.teams import Team
from storage.working_days import Break
from tests.support.people import Someone
from tests.support.town import Town

NEW_YORK = ZoneInfo(harbor_glen.ZONE)
OWNERS = {"assessment": "priya", "coaching": "tom", "planning support": "lucia", "pacing": "renee"}
WATCHED = ("maya", "daniel", "priya", "tom", "lucia", "renee")
LONGEST = 76


class Month:
    """The clock of the district, and the diary of what was told since."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._known: set[tuple[str, str]] = set()
        self.told: list[str] = []

    async def comes(self, on: str, at: str = "08:00") -> None:
        """Let it become that day and hour, writing down what is told on the way."""
        wanted = datetime.combine(date.fromisoformat(f"2026-{on}"), time.fromisoformat(at), NEW_YORK)
        while (now := self._town.sandbox.clock.now()) < wanted:
            tomorrow = now.astimezone(NEW_YORK).date() + timedelta(days=1)
            await self._town.sandbox.clock.to(min(wanted, datetime.combine(tomorrow, time(), NEW_YORK)))
            await self.look()

    async def look(self) -> None:
        """Write down what is new, the oldest first."""
        await self._town.program.settled()
        found = await self._new("maya", harbor_glen.CHANNEL, "channel")
        for handle in WATCHED:
            found += await self._new(handle, "Steward", handle)
        # What comes within some minutes comes side by side, so its order says nothing.
        told = [(float(ts) // 300 * 300, where, self._first(said)) for ts, where, said in found]
        self.told += [f"{_when(at)} · {where} · {said}" for at, where, said in sorted(told)]

    async def _new(self, handle: str, channel: str, where: str) -> list[tuple[str, str, str]]:
        got = await self._town.room.get("messages", user=handle, channel=channel)
        fresh = [
            one
            for one in got["messages"]
            if (where, one["ts"]) not in self._known and not one.get("is_ephemeral") and one.get("bot_id")
        ]
        self._known |= {(where, one["ts"]) for one in fresh}
        return [(one["ts"], where, one["text"]) for one in fresh]

    def _first(self, said: str) -> str:
        """The first words, people by their names and without the marks of bold."""
        names = {person.id: person.real_name for person in self._town.place.people.values()}
        plain = re.sub(r"<@(\w+)>", lambda found: names[found[1]], said.split("\n", 1)[0]).replace("*", "")
        return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _when(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC).astimezone(NEW_YORK):%a %d %b %H:%M}"


def _begin(session: Session, *, town: Town, team: Team, now: datetime) -> None:
    """Who owns what, the timetable, and the holidays of Massachusetts; a day off moves the meeting to the day after."""
    workspace = workspaces.by_slack_id(session, slack_team_id=town.place.workspace.id)
    assert workspace is not None
    met = people.by_slack_ids(
        session, workspace=workspace, slack_user_ids=[person.id for person in town.place.people.values()]
    )
    who = {handle: met[person.id] for handle, person in town.place.people.items()}
    for name, owner in OWNERS.items():
        strand = workstreams.find(session, team=team, name=name)
        roles.assign(
            session,
            team=team,
            role="workstream_owner",
            person=who[owner],
            workstream=strand,
            by=who["maya"],
            now=now,
        )
    timetable.keep(session, team=team, by=who["maya"], now=now)
    planning.plan(session, team=team, now=now)
    deed = Deed(session, workspace, team, who["maya"], now)
    calendar_changes.change(deed, {"country": "US", "subdivision": "MA", "on_holiday": "after"})


def _snow(session: Session, *, town: Town, team: Team, now: datetime) -> None:
    """The schools will be closed on Tuesday 1 December."""
    workspace = workspaces.by_slack_id(session, slack_team_id=town.place.workspace.id)
    assert workspace is not None
    maya = people.by_slack_id(session, workspace=workspace, slack_user_id=town.place.people["maya"].id)
    assert maya is not None
    deed = Deed(session, workspace, team, maya, now)
    calendar_changes.add(deed, [Break(date(2026, 12, 1), date(2026, 12, 1), "Snow day")], "pasted")


@pytest.mark.parametrize("way_in", ["socket"])
async def test_a_month_of_harbor_glen(
    town: Town,
    team: Team,
    maya: Someone,
    daniel: Someone,
    priya: Someone,
    tom: Someone,
    lucia: Someone,
    renee: Someone,
) -> None:
    month = Month(town)
    write = town.program.db.write
    await write(_begin, town=town, team=team, now=town.program.deps.now())

    # The first week: promises, and a meeting that Maya starts and Daniel closes.
    await maya.types("/steward action Draft the unit test list @Priya Nair by Thursday in assessment")
    await maya.types(
        "/steward action Write the study guide @Lucia Fernandes by 24 November in planning support"
    )
    await maya.types("/steward action Ask the grade leads @Renee Dubois by Friday in pacing")
    await month.comes("11-16", "12:00")
    await renee.clicks("Accept", on="A-3")
    await daniel.types("/steward agenda add Grade 3 is six lessons behind")
    await month.comes("11-17", "15:30")
    await maya.types("/steward meeting start")
    for member in (daniel, priya, tom):
        await member.types("/steward meeting here")
    await month.comes("11-17", "16:05")
    await daniel.types("/steward meeting close")

    # Tom will be away, and Maya covers; the list is done on its day, the grade leads are not asked.
    await month.comes("11-18", "10:00")
    await tom.types("/steward away from 23 November until 25 November cover @Maya Okafor")
    await month.comes("11-19", "11:00")
    await priya.types("/steward done A-1")
    await month.comes("11-20", "10:00")
    await priya.clicks("On track", on="assessment")
    await priya.submits({"In one line": "The list is done."})

    # The second week: nobody closes the meeting; on Thursday it is Thanksgiving.
    await month.comes("11-24", "15:31")
    await daniel.types("/steward meeting start")
    await month.comes("11-25", "11:00")
    await write(_snow, town=town, team=team, now=town.program.deps.now())

    # The third: the meeting is on Wednesday, for the schools are closed on Tuesday.
    await month.comes("11-30", "12:00")
    await renee.types("/steward done A-3")
    await month.comes("12-02", "15:30")
    await maya.types("/steward meeting start")
    await month.comes("12-02", "16:10")
    await maya.types("/steward meeting close")

    # The fourth: Daniel moves the meeting by hand.
    await month.comes("12-03", "10:00")
    await daniel.types("/steward meeting move")
    moved = {"Day": "2026-12-10", "Time": "14:00", "Reason": "The board meets on Tuesday"}
    assert not (await daniel.submits(moved)).errors
    await month.comes("12-04", "10:00")
    await lucia.types("/steward done A-2")
    await month.comes("12-10", "14:00")
    await maya.types("/steward meeting start")
    await month.comes("12-10", "14:40")
    await maya.types("/steward meeting close")
    await month.comes("12-14", "09:00")

    assert month.told == TOLD.strip().splitlines()


TOLD = """
Mon 16 Nov 08:00 · channel · A-1 Draft the unit test list
Mon 16 Nov 08:00 · channel · A-2 Write the study guide
Mon 16 Nov 08:00 · channel · A-3 Ask the grade leads
Mon 16 Nov 08:00 · lucia · District Implementation Team: how does your workstream stand?
Mon 16 Nov 08:00 · lucia · Maya Okafor gave you an action.
Mon 16 Nov 08:00 · priya · District Implementation Team: how does your workstream stand?
Mon 16 Nov 08:00 · priya · Maya Okafor gave you an action.
Mon 16 Nov 08:00 · renee · Maya Okafor asks whether you can take this on.
Mon 16 Nov 08:00 · tom · District Implementation Team: how does your workstream stand?
Mon 16 Nov 08:30 · lucia · Good morning. Mon 16 Nov: 1 thing needs a word from you.
Mon 16 Nov 08:30 · priya · Good morning. Mon 16 Nov: 1 thing needs a word from you.
Mon 16 Nov 08:30 · tom · Good morning. Mon 16 Nov: 1 thing needs a word from you.
Mon 16 Nov 15:30 · channel · District Implementation Team weekly: Tue 17 Nov, 15:30 to 16:15 (America/Ne…
Tue 17 Nov 15:30 · channel · District Implementation Team · Tue 17 Nov, 15:30 to 16:15
Tue 17 Nov 16:05 · channel · District Implementation Team: Minutes, Tue 17 Nov 2026, 15:30
Wed 18 Nov 08:30 · priya · Good morning. Wed 18 Nov: 1 thing needs a word from you.
Wed 18 Nov 10:00 · maya · Tom Whitaker will be away from Monday 23 November through Wednesday 25 Nove…
Thu 19 Nov 08:30 · priya · Good morning. Thu 19 Nov: 1 thing needs a word from you.
Thu 19 Nov 08:30 · renee · Good morning. Thu 19 Nov: 1 thing needs a word from you.
Fri 20 Nov 08:30 · renee · Good morning. Fri 20 Nov: 1 thing needs a word from you.
Fri 20 Nov 09:00 · lucia · District Implementation Team: how does your workstream stand?
Fri 20 Nov 09:00 · priya · District Implementation Team: how does your workstream stand?
Fri 20 Nov 09:00 · tom · District Implementation Team: how does your workstream stand?
Mon 23 Nov 08:00 · maya · Mon 23 Nov, District Implementation Team: 10 things need a look.
Mon 23 Nov 08:30 · lucia · Good morning. Mon 23 Nov: 2 things need a word from you.
Mon 23 Nov 08:30 · renee · Good morning. Mon 23 Nov: 1 thing needs a word from you.
Mon 23 Nov 09:00 · lucia · District Implementation Team: the agenda for Tue 24 Nov, 15:30 is out.
Mon 23 Nov 09:00 · maya · District Implementation Team: the agenda for Tue 24 Nov, 15:30 is out.
Mon 23 Nov 15:30 · channel · District Implementation Team weekly: Tue 24 Nov, 15:30 to 16:15 (America/Ne…
Tue 24 Nov 08:30 · lucia · Good morning. Tue 24 Nov: 1 thing needs a word from you.
Tue 24 Nov 08:30 · renee · Good morning. Tue 24 Nov: 1 thing needs a word from you.
Tue 24 Nov 15:30 · channel · District Implementation Team: the meeting of Tue 24 Nov, 15:30 to 16:15 is …
Tue 24 Nov 16:45 · channel · District Implementation Team: Minutes, Tue 24 Nov 2026, 15:30
Wed 25 Nov 08:30 · lucia · Good morning. Wed 25 Nov: 1 thing needs a word from you.
Wed 25 Nov 08:30 · renee · Good morning. Wed 25 Nov: 1 thing needs a word from you.
Fri 27 Nov 08:30 · lucia · Good morning. Fri 27 Nov: 1 thing needs a word from you.
Fri 27 Nov 08:30 · renee · Good morning. Fri 27 Nov: 1 thing needs a word from you.
Fri 27 Nov 09:00 · lucia · District Implementation Team: how does your workstream stand?
Fri 27 Nov 09:00 · priya · District Implementation Team: how does your workstream stand?
Fri 27 Nov 09:00 · tom · District Implementation Team: how does your workstream stand?
Mon 30 Nov 08:00 · maya · Mon 30 Nov, District Implementation Team: 15 things need a look.
Mon 30 Nov 08:30 · lucia · Good morning. Mon 30 Nov: 2 things need a word from you.
Mon 30 Nov 08:30 · priya · Good morning. Mon 30 Nov: 1 thing needs a word from you.
Mon 30 Nov 08:30 · renee · Good morning. Mon 30 Nov: 1 thing needs a word from you.
Mon 30 Nov 08:30 · tom · Good morning. Mon 30 Nov: 1 thing needs a word from you.
Mon 30 Nov 09:00 · lucia · District Implementation Team: one reminder, and the last: how does your wor…
Mon 30 Nov 09:00 · priya · District Implementation Team: one reminder, and the last: how does your wor…
Mon 30 Nov 09:00 · tom · District Implementation Team: one reminder, and the last: how does your wor…
Mon 30 Nov 15:30 · channel · District Implementation Team weekly: Wed 2 Dec, 15:30 to 16:15 (America/New…
Wed 02 Dec 08:30 · lucia · Good morning. Wed 2 Dec: 1 thing needs a word from you.
Wed 02 Dec 15:30 · channel · District Implementation Team · Wed 2 Dec, 15:30 to 16:15
Wed 02 Dec 16:10 · channel · District Implementation Team: Minutes, Wed 2 Dec 2026, 15:30
Thu 03 Dec 08:30 · lucia · Good morning. Thu 3 Dec: 1 thing needs a word from you.
Fri 04 Dec 08:30 · lucia · Good morning. Fri 4 Dec: 1 thing needs a word from you.
Mon 07 Dec 08:00 · maya · Mon 7 Dec, District Implementation Team: 14 things need a look.
Tue 08 Dec 09:00 · lucia · District Implementation Team: how does your workstream stand?
Tue 08 Dec 09:00 · priya · District Implementation Team: how does your workstream stand?
Tue 08 Dec 09:00 · tom · District Implementation Team: how does your workstream stand?
Wed 09 Dec 08:30 · lucia · Good morning. Wed 9 Dec: 1 thing needs a word from you.
Wed 09 Dec 08:30 · priya · Good morning. Wed 9 Dec: 1 thing needs a word from you.
Wed 09 Dec 08:30 · tom · Good morning. Wed 9 Dec: 1 thing needs a word from you.
Wed 09 Dec 09:00 · lucia · District Implementation Team: the agenda for Thu 10 Dec, 14:00 is out.
Wed 09 Dec 09:00 · priya · District Implementation Team: the agenda for Thu 10 Dec, 14:00 is out.
Wed 09 Dec 09:00 · tom · District Implementation Team: the agenda for Thu 10 Dec, 14:00 is out.
Wed 09 Dec 14:00 · channel · District Implementation Team weekly: Thu 10 Dec, 14:00 to 14:45 (America/Ne…
Thu 10 Dec 14:00 · channel · District Implementation Team · Thu 10 Dec, 14:00 to 14:45
Thu 10 Dec 14:40 · channel · District Implementation Team: Minutes, Thu 10 Dec 2026, 14:00
Fri 11 Dec 09:00 · lucia · District Implementation Team: how does your workstream stand?
Fri 11 Dec 09:00 · priya · District Implementation Team: how does your workstream stand?
Fri 11 Dec 09:00 · tom · District Implementation Team: how does your workstream stand?
Mon 14 Dec 08:00 · maya · Mon 14 Dec, District Implementation Team: 14 things need a look.
Mon 14 Dec 08:30 · lucia · Good morning. Mon 14 Dec: 1 thing needs a word from you.
Mon 14 Dec 08:30 · priya · Good morning. Mon 14 Dec: 1 thing needs a word from you.
Mon 14 Dec 08:30 · tom · Good morning. Mon 14 Dec: 1 thing needs a word from you.
Mon 14 Dec 09:00 · lucia · District Implementation Team: one reminder, and the last: how does your wor…
Mon 14 Dec 09:00 · priya · District Implementation Team: one reminder, and the last: how does your wor…
Mon 14 Dec 09:00 · tom · District Implementation Team: one reminder, and the last: how does your wor…
"""
