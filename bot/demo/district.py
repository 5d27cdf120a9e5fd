"""Harbor Glen in the practice workspace: its people, its channels and what to try first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo import harbor_glen
from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Person, Workspace


@dataclass(frozen=True)
class District:
    """The workspace, the team's channel and everybody by handle."""

    workspace: Workspace
    channel: Channel
    school: Channel
    general: Channel
    people: dict[str, Person]
    d0: date

    def at(self, day: int, wall: time) -> datetime:
        """Return the moment on a day counted from D0, by the district's clock."""
        return datetime.combine(self.d0 + timedelta(days=day), wall, ZoneInfo(harbor_glen.ZONE))


def build(sandbox: Sandbox, d0: date) -> District:
    """Put the district into the practice workspace, as it is on D0. Steward is in no channel yet."""
    workspace = sandbox.add_workspace(harbor_glen.DISTRICT, harbor_glen.DOMAIN)
    people = {
        somebody.handle: sandbox.add_person(
            workspace,
            somebody.handle,
            somebody.name,
            tz=harbor_glen.ZONE,
            is_admin=somebody.is_admin,
            is_restricted=somebody.is_guest,
        )
        for somebody in harbor_glen.PEOPLE
    }
    channel = sandbox.add_channel(workspace, harbor_glen.CHANNEL, members=people.values())
    staff = [people[somebody.handle] for somebody in harbor_glen.PEOPLE if not somebody.is_guest]
    general = sandbox.add_channel(workspace, "all-staff", members=staff)
    school = sandbox.add_channel(
        workspace, "eastfield-bit", members=[people["grace"], people["maya"]], is_private=True
    )
    district = District(workspace, channel, school, general, people, d0)
    _suggest(sandbox, district)
    return district


def granted(sandbox: Sandbox, app: App, slack_team_id: str) -> dict[str, Any] | None:
    """What installing the app gave it in that workspace, as `oauth.v2.access` tells it; None where it is not."""
    install = sandbox.world.install_of(app.id, slack_team_id)
    if install is None or install.bot_token in {"", None}:
        return None
    workspace = sandbox.world.workspaces[slack_team_id]
    return {
        "team": {"id": workspace.id, "name": workspace.name},
        "app_id": app.id,
        "bot_user_id": install.bot_user_id,
        "access_token": install.bot_token,
    }


def _suggest(sandbox: Sandbox, district: District) -> None:
    """Five things to try, each one click away; what comes at its hour takes the clock there."""
    who = district.people
    sandbox.suggest(
        title="Let the agenda write itself",
        why="The clock moves on to Monday 15:30, and it stands in the channel: actions, workstreams, topics, whose turn.",
        user=who["maya"],
        channel=district.channel,
        until=district.at(0, time(15, 31)),
    )
    sandbox.suggest(
        title="Start the meeting",
        why="The board walks through the agenda. Press I am here and Note on it, then be Priya and Tom and do the same.",
        user=who["maya"],
        channel=district.channel,
        command="/steward meeting start",
        until=district.at(1, time(15, 30)),
    )
    sandbox.suggest(
        title="Close it and read the minutes",
        why="Who was there, what was said and promised, when you meet next: in the channel at once.",
        user=who["maya"],
        channel=district.channel,
        command="/steward meeting close",
        until=district.at(1, time(16, 10)),
    )
    sandbox.suggest(
        title="Read Tom's next morning",
        why="One calm note with what he owes; each row is answered where it stands.",
        user=who["tom"],
        messages=True,
        until=district.at(2, time(8, 31)),
    )
    sandbox.suggest(
        title="See what was sent, and what comes",
        why="To whom and when; send yourself a test of it, skip one, pause it.",
        user=who["maya"],
        channel=district.channel,
        command="/steward sent next",
    )
