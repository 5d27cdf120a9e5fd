"""Harbor Glen in the practice workspace: its people, its channels and what to try first."""

from dataclasses import dataclass
from typing import Any

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


def build(sandbox: Sandbox) -> District:
    """Put the district into the practice workspace. Steward is in no channel yet."""
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
    district = District(workspace, channel, school, general, people)
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
    """Five things to try, each one click away."""
    who = district.people
    sandbox.suggest(
        title="See what Tom owes",
        why="App Home: overdue, this week, later, each with its buttons.",
        user=who["tom"],
        home=True,
    )
    sandbox.suggest(
        title="Give Priya an action",
        why="One owner, one date; the sentence is understood as typed.",
        user=who["maya"],
        channel=district.channel,
        command="/steward action Send the unit test list to principals @Priya Nair by Friday in assessment",
    )
    sandbox.suggest(
        title="Find what is late",
        why="Everything overdue in the team, with the next step.",
        user=who["daniel"],
        channel=district.channel,
        command="/steward actions overdue",
    )
    sandbox.suggest(
        title="Look at the team on one screen",
        why="Owners, states, and what has no owner or backup.",
        user=who["maya"],
        channel=district.channel,
        command="/steward status",
    )
    sandbox.suggest(
        title="Start a team of your own",
        why="One form makes Eastfield's channel a team of its own, with its own numbers.",
        user=who["grace"],
        channel=district.school,
        command="/steward setup",
    )
