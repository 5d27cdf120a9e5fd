"""The one edge between Bolt and the features.

1. What Slack delivered is read into a `Knock`.
2. One read finds the workspace, the person, the team and what the person is in it.
3. The feature's listener returns an answer, or raises a sentence for the person (`UserError`).
4. The acknowledgement carries the answer; what Slack must be asked for comes after it.

So a fact is on disk before its answer is on its way, and the answer is on its way before Slack is called.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from sqlmodel import Session

from bot import errors, knock
from bot.commands import CHOOSE_TEAM, Commands
from bot.events import Events
from bot.followups import FollowUps
from bot.knock import Knock, Payload
from bot.manifest import ALIASES, COMMAND
from bot.replies import Replies
from bot.talk import Talk
from handlers.answer import Answer
from handlers.ask import Ask
from handlers.deps import Deps, facts
from handlers.feature import Feature, Listener
from storage import located, people, team_lists, teams, workspaces
from storage.located import Located
from storage.people import Person
from storage.team_lists import Seat
from storage.teams import Team
from storage.workspaces import Workspace

log = structlog.get_logger()
BoltListener = Callable[..., Awaitable[None]]


class Edge:
    """Registers every feature with Bolt, each listener behind the same four steps."""

    def __init__(
        self,
        deps: Deps,
        replies: Replies,
        followups: FollowUps,
        features: Iterable[Feature],
        events: Events,
        *,
        support_contact: str,
    ) -> None:
        self._deps = deps
        self._replies = replies
        self._followups = followups
        self._features = tuple(features)
        self._events = events
        self._support_contact = support_contact
        self._home = next((feature.home for feature in self._features if feature.home), None)

    def register(self, app: AsyncApp) -> None:
        """Give Bolt a listener for each door that a feature has."""
        commands = Commands(self._features)
        for name in (COMMAND, *(f"/{word}" for word in ALIASES)):
            app.command(name)(self._listener(knock.command, commands.answer))
        app.action(re.compile(rf"^{re.escape(CHOOSE_TEAM)}\."))(self._listener(knock.button, commands.answer))
        app.event("user_change")(self._about_workspace(self._events.person_changed))
        app.event("team_join")(self._about_workspace(self._events.person_changed))
        app.event("channel_unarchive")(self._about_workspace(self._events.unarchived))
        app.event("group_unarchive")(self._about_workspace(self._events.unarchived))
        app.event("app_uninstalled")(self._about_workspace(self._events.left))
        app.event("tokens_revoked")(self._about_workspace(self._events.left))
        talk = Talk(commands)
        app.event("app_mention")(self._listener(knock.talk, talk.answer))
        app.event("message")(self._listener(knock.talk, talk.answer))
        app.event("member_joined_channel")(self._joined(talk))
        for feature in self._features:
            self._register(app, feature)

    def _register(self, app: AsyncApp, feature: Feature) -> None:
        for action_id, listener in feature.buttons.items():
            app.action(action_id)(self._listener(knock.button, listener))
        for callback_id, listener in feature.forms.items():
            app.view(callback_id)(self._listener(knock.form, listener))
        for action_id, listener in feature.searches.items():
            app.options(action_id)(self._listener(knock.search, listener))
        for shortcut in feature.shortcuts:
            app.shortcut(shortcut.callback_id)(self._listener(knock.shortcut, shortcut.listener))
        for event_type, listener in feature.events.items():
            app.event(event_type)(self._listener(knock.event, listener))

    def _listener(self, read: Callable[[Payload], Knock], listener: Listener) -> BoltListener:
        async def listen(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            came = read(body)
            with self._followups.busy():
                await self._serve(listener, came, ack, context.team_id or "")

        return listen

    async def _serve(self, listener: Listener, came: Knock, ack: AsyncAck, slack_team_id: str) -> None:
        ask = await self._understand(came, slack_team_id)
        if ask is None:
            await ack()
            return
        answer = await self._answer(listener, came, ask)
        await self._replies.give(answer, came, ask, ack)
        if came.from_home and self._home:
            self._followups.start(self._refresh_home(self._home, came, ask), name="refresh home")

    def _joined(self, talk: Talk) -> BoltListener:
        mend = self._about_workspace(self._events.arrived)
        greet = self._listener(knock.invitation, talk.joined)

        async def listen(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await mend(body, context)
            await greet(ack, body, context)

        return listen

    def _about_workspace(self, take: Callable[[Workspace, Payload], Awaitable[None]]) -> BoltListener:
        async def listen(body: dict[str, Any], context: AsyncBoltContext) -> None:
            workspace = await self._deps.db.read(workspaces.by_slack_id, slack_team_id=context.team_id or "")
            if workspace:
                await take(workspace, body)

        return listen

    async def _answer(self, listener: Listener, came: Knock, ask: Ask) -> Answer:
        try:
            return await listener(ask)
        except Exception as error:  # noqa: BLE001 - the one place where any mistake becomes words
            return errors.answer(error, came, support_contact=self._support_contact)

    async def _understand(self, came: Knock, slack_team_id: str) -> Ask | None:
        """Return what is asked; None for a workspace that left, or for a bot."""
        now = self._deps.now()
        found = await self._deps.db.read(
            located.locate,
            slack_team_id=slack_team_id,
            slack_user_id=came.slack_user_id,
            channel_id=came.channel_id,
        )
        if found is None:
            log.info("A request from a workspace where Steward is not installed", slack_team_id=slack_team_id)
            return None
        actor = found.person or await self._meet(found.workspace, came.slack_user_id)
        if actor is None:
            return None
        team = await self._team(found, came, actor)
        return Ask(
            deps=self._deps,
            now=now,
            workspace=found.workspace,
            actor=actor,
            team=team,
            seat=await self._seat(found, team, actor) if team else None,
            seats=found.seats,
            **came.asked,
        )

    async def _team(self, found: Located, came: Knock, actor: Person) -> Team | None:
        """The team that the button or form names, else the channel's, else the person's only one."""
        named = came.ref.team_id or came.metadata.get("team")
        near = [team for team in (found.channel_team, *found.person_teams) if team]
        if named is None:
            return found.channel_team or (near[0] if len(near) == 1 else None)
        there = next((team for team in near if team.id == named), None)
        return there or await self._deps.db.read(
            _team_from_afar, found=found, actor=actor, team_id=int(named), channel_id=came.channel_id
        )

    async def _seat(self, found: Located, team: Team, actor: Person) -> Seat:
        for seat in found.seats:
            if seat.team.id == team.id:
                return seat
        return await self._deps.db.read(team_lists.seat, team=team, person=actor)

    async def _meet(self, workspace: Workspace, slack_user_id: str) -> Person | None:
        """Keep a person who speaks to Steward for the first time. None for a bot."""
        member = await self._deps.directory.member(workspace, slack_user_id) if slack_user_id else None
        if member is None or member.is_bot:
            return None
        return await self._deps.db.write(
            people.meet, workspace=workspace, now=self._deps.now(), **facts(member)
        )

    async def _refresh_home(self, home: Listener, came: Knock, ask: Ask) -> None:
        answer = await home(ask)
        await self._replies.follow(answer, came, ask)


def _team_from_afar(
    session: Session, *, found: Located, actor: Person, team_id: int, channel_id: str | None
) -> Team | None:
    """The team of an old button, if the actor may still see it.

    An admin may, whoever stands in its channel (where it was closed), and whoever owns an action there.
    """
    team = teams.by_id(session, workspace=found.workspace, team_id=team_id)
    if team is None:
        return None
    near = actor.is_admin or team.channel_id == channel_id
    return team if near or located.answers_for(session, team=team, person=actor) else None
