"""App Home is opened, paged through or gone stale; `/steward` is typed alone."""

from collections.abc import Mapping

from handlers import permissions, standing
from handlers.answer import Answer, Nothing, Say, ShowHome
from handlers.ask import Ask
from handlers.home import gathering, pages, panel, views
from handlers.home.pages import Pages
from handlers.home.panel import Offer
from handlers.permissions import Verb

_DIRECT = "D"
"""The first letter of a direct message's id: nobody makes a team there."""


async def show(ask: Ask) -> Answer:
    """Show App Home as it stands now, on the pages where its reader left it."""
    desk = await ask.read(
        gathering.desk, workspace=ask.workspace, person=ask.actor, now=ask.now, today=ask.today
    )
    return ShowHome(views.home(desk, _pages(ask), ask.zone, ask.now))


async def opened(ask: Ask) -> Answer:
    """Show App Home to who opened it. The messages beside it have nothing to be shown."""
    return await show(ask) if ask.body["event"].get("tab") == "home" else Nothing()


async def turn(_ask: Ask) -> Answer:
    """Turn a page. Every click in App Home shows it anew, and `show` reads which button it was."""
    return Nothing()


async def look(ask: Ask) -> Answer:
    """Show the panel: what is owed now, and what can be done from here."""
    owed = await ask.read(gathering.sorted_out, workspace=ask.workspace, person=ask.actor, today=ask.today)
    said = panel.panel(owed, await _offer(ask), teams=len(ask.seats), zone=ask.zone)
    return Say(said)


def _pages(ask: Ask) -> Pages:
    kept = pages.read(ask.metadata.get("pages"))
    clicked: Mapping[str, str] = (ask.body.get("actions") or [{}])[0]
    return kept.turned(ask.ref.extra) if clicked.get("action_id") in (pages.PREVIOUS, pages.NEXT) else kept


async def _offer(ask: Ask) -> Offer:
    here = ask.channel_id or _DIRECT
    taken = ask.team is not None and ask.team.channel_id == here
    somewhere = (permissions.may(standing.of(ask.actor, seat), Verb.ADD_ACTION) for seat in ask.seats)
    coming = await ask.read(gathering.coming, team=ask.team, now=ask.now) if ask.team else None
    return Offer(
        team=ask.team,
        meeting=coming,
        adds=standing.may(ask, Verb.ADD_ACTION) if ask.team else any(somewhere),
        sees=standing.may(ask, Verb.SEE_TEAM),
        leads=bool(gathering.led_by(ask.seats)),
        sets_up=not taken and not here.startswith(_DIRECT) and standing.may(ask, Verb.SET_UP),
    )
