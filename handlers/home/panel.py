"""The panel: what `/steward` alone answers. What you owe now, in a few lines, and what you can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ButtonElement

from handlers import help as helping
from handlers import messages
from handlers.actions.listing import Listing
from handlers.actions.views import ids
from handlers.answer import Message
from handlers.home import owed
from handlers.home.rules import Owed
from handlers.teams import views
from storage.meeting_rows import Meeting
from storage.teams import Team

NO_TEAM = "*You are in no team yet.* When somebody gives you an action, this is where you see it."
ALL_TEAMS = "You are in several teams. App Home shows what you owe in all of them, with its buttons."
HOW_TO_START = "To make this channel a team, press *Set up a team here*."


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What the reader can do from here. `team`: the one that is meant, None where there is none or it is not clear.

    `meeting`: its running or next one, None where none is planned. `leads`: some team of theirs, this one or another, as its leader or coordinator.
    """

    team: Team | None = None
    meeting: Meeting | None = None
    adds: bool = False
    sees: bool = False
    sets_up: bool = False
    leads: bool = False


def panel(found: Owed, offer: Offer, *, teams: int, zone: ZoneInfo) -> Message:
    """Return the panel of somebody who is in so many teams, in their zone."""
    empty = not teams and not found.asked and not found.due
    return messages.of(
        NO_TEAM if empty else owed.summary(found, leads=offer.leads),
        owed.lines(found, several_teams=teams > 1),
        ALL_TEAMS if teams > 1 and not offer.team else "",
        _meeting(offer.team, offer.meeting, zone) if offer.team and offer.sees else "",
        HOW_TO_START if offer.sets_up and empty else "",
        list(_buttons(offer)),
    )


def _meeting(team: Team, meeting: Meeting | None, zone: ZoneInfo) -> str:
    name = views.name(team.name)
    if meeting is None:
        return f"{name}: no meeting is planned. `/steward meeting` shows why."
    begun = "meets now" if meeting.state == "running" else "meets next"
    return f"{name} {begun}: {views.planned(meeting, team, zone)}"


def _buttons(offer: Offer) -> Iterator[ButtonElement]:
    team_id = offer.team.id if offer.team else None
    if offer.adds:
        yield messages.button("Add an action", ids.ADD, team_id, style="primary")
    if offer.team:
        yield messages.button("My actions", ids.LIST, team_id, extra=Listing("mine").packed())
    if offer.team and offer.sees:
        yield messages.button("Team status", views.STATUS, team_id)
    if offer.sets_up:
        yield messages.button("Set up a team here", views.SET_UP, None)
    yield messages.button("Help", helping.SHOW, None)
