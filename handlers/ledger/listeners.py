"""The ledger is read, turned over and acted on. Its listeners know what every feature sends by itself."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers import deeds, standing, text
from handlers.answer import Answer, Close, Message, Open, Replace, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.ledger import changes, forms, gathering, rules, views
from handlers.ledger.catalogue import Catalogue
from handlers.ledger.changes import Done
from handlers.ledger.rules import Reader, Which
from handlers.ledger.views import Told
from handlers.permissions import Verb
from storage import teams
from storage.schedules import Schedule
from storage.types import id_of


@dataclass(frozen=True)
class Ledger:
    """The ledger of what these routines send."""

    catalogue: Catalogue

    async def show(self, ask: Ask) -> Answer:
        """`/steward sent [next | not sent | me]`."""
        standing.require(ask, Verb.SEE_TEAM)
        which = rules.which(text.typed(ask.text).text)
        return Say(await self._page(ask, which, ""))

    async def turn(self, ask: Ask) -> Answer:
        """Another page, or another part, in place of the one that was clicked."""
        standing.require(ask, Verb.SEE_TEAM)
        which, _, number = ask.ref.extra.partition("/")
        return Replace(await self._page(ask, rules.kept(which), number))

    async def test(self, ask: Ask) -> Answer:
        """Send who asks what would be sent now."""
        standing.require(ask, Verb.SEE_TEAM)
        kind = ask.ref.extra
        if not self.catalogue.can_test(kind):
            raise UserError("There is no test of that any more. `/steward sent next` shows what there is.")
        sent = await ask.write(
            changes.send_test,
            catalogue=self.catalogue,
            kind=kind,
            workspace=ask.workspace,
            team=ask.the_team,
            person=ask.actor,
            receipt=ask.receipt,
            now=ask.now,
        )
        title = text.escape(self.catalogue.title(kind))
        return Say(views.tested(title) if sent else views.nothing_to_say(title))

    async def ask_skip(self, ask: Ask) -> Answer:
        """Ask why the next one is left out."""
        series = await self._series(ask)
        return Open(forms.skip(ask.the_team, series, self._title(series), ask.now))

    async def ask_move(self, ask: Ask) -> Answer:
        """Ask when the next one should come instead, and why."""
        series = await self._series(ask)
        return Open(forms.move(ask.the_team, series, self._title(series), ask.now))

    async def ask_pause(self, ask: Ask) -> Answer:
        """Ask until when, and why."""
        series = await self._series(ask)
        return Open(forms.pause(ask.the_team, series, self._title(series)))

    async def skip(self, ask: Ask) -> Answer:
        """Leave out the next one."""
        series = await self._series(ask)
        reason = rules.reason(ask.values)
        done = await deeds.do(ask, changes.skip, schedule_id=id_of(series), reason=reason)
        return Close(views.skipped(self._told(ask, done)))

    async def move(self, ask: Ask) -> Answer:
        """Let the next one come at another moment."""
        series = await self._series(ask)
        to, reason = rules.moved_to(ask.values, ZoneInfo(series.zone), ask.now), rules.reason(ask.values)
        done = await deeds.do(ask, changes.move, schedule_id=id_of(series), to=to.at, reason=reason)
        return Close(views.moved(self._told(ask, done), is_shifted=to.is_shifted))

    async def pause(self, ask: Ask) -> Answer:
        """Let a series rest until a day."""
        series = await self._series(ask)
        until = rules.paused_until(ask.values, teams.today(ask.the_team, ask.now))
        reason = rules.reason(ask.values)
        done = await deeds.do(ask, changes.pause, schedule_id=id_of(series), until=until, reason=reason)
        return Close(views.paused(self._told(ask, done)))

    async def resume(self, ask: Ask) -> Answer:
        """End the pause now."""
        series = await self._series(ask)
        done = await deeds.do(ask, changes.pause, schedule_id=id_of(series), until=None)
        return Replace(views.resumed(self._told(ask, done)))

    def _told(self, ask: Ask, done: Done) -> Told:
        return Told(
            team=ask.the_team,
            title=self._title(done.series),
            next_at=done.next.next_at,
            step_id=done.step.id,
            zone=ask.zone,
            now=ask.now,
        )

    async def _page(self, ask: Ask, which: Which, number: str) -> Message:
        found = await ask.read(
            gathering.shown,
            workspace=ask.workspace,
            team=ask.the_team,
            person=ask.actor,
            which=which,
            number=number,
            now=ask.now,
        )
        return views.ledger(found, self.catalogue, _reader(ask), ask.now)

    async def _series(self, ask: Ask) -> Schedule:
        standing.require(ask, Verb.CHANGE_TIMETABLE)
        found = await ask.read(gathering.series, team=ask.the_team, schedule_id=ask.ref.number or 0)
        if found is None:
            raise UserError(changes.GONE)
        return found

    def _title(self, schedule: Schedule) -> str:
        return self.catalogue.title(schedule.kind)


def _reader(ask: Ask) -> Reader:
    leads = standing.may(ask, Verb.CHANGE_TIMETABLE)
    return Reader(ask.actor.id, ask.zone, leads=leads, channel_id=ask.channel_id)
