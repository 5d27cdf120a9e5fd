"""The practice workspace as a program holds it: make people and channels, install an app, serve."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sandbox import installs, membership
from sandbox.apps import App
from sandbox.clock import Clock
from sandbox.companions import Companion
from sandbox.core import Core
from sandbox.deliveries import events
from sandbox.deliveries.retries import Retries
from sandbox.records import Channel, Install, Person, Suggestion, Workspace


class Sandbox(Core):
    """A practice Slack.

    `strict_rate` enforces one message a second a channel; `ack_limit` is how long an app has to
    acknowledge what it is sent, in real time (a trigger lives that long too, and 3 seconds at least); the
    same `seed` gives the same tokens at every start.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        strict_rate: bool = False,
        ack_limit: timedelta = timedelta(seconds=3),
        seed: str = "",
    ) -> None:
        super().__init__(clock=clock or Clock(), strict_rate=strict_rate, ack_limit=ack_limit, seed=seed)
        self.clock.attach(Retries(self))
        self.clock.after_each = self.settled
        self.clock.on_move = lambda: self.world.changed("clock")

    @property
    def base_url(self) -> str:
        """Where it is served ("http://127.0.0.1:3000"); empty before."""
        return self.world.base_url

    def add_workspace(self, name: str, domain: str, *, plan: str = "paid") -> Workspace:
        """A workspace; on the "free" `plan` it refuses what Slack refuses there."""
        workspace = Workspace(self.world.ids.new("T"), name, domain, self.clock.now(), plan)
        self.world.workspaces[workspace.id] = workspace
        self.world.changed("workspace", workspace_id=workspace.id)
        return workspace

    def add_person(
        self,
        workspace: Workspace,
        name: str,
        real_name: str,
        *,
        tz: str = "America/New_York",
        is_admin: bool = False,
        is_restricted: bool = False,
        is_ultra_restricted: bool = False,
        is_stranger: bool = False,
        id: str | None = None,  # noqa: A002 - Slack's own name for it
    ) -> Person:
        """A member; `is_restricted` and `is_ultra_restricted` are guests, a stranger is from elsewhere."""
        ids = self.world.ids
        person = Person(
            id=id or ids.new("U"),
            workspace_id=workspace.id,
            home_id=ids.new("T") if is_stranger else workspace.id,
            name=name,
            real_name=real_name,
            tz=tz,
            updated_at=self.clock.now(),
            is_admin=is_admin,
            is_restricted=is_restricted or is_ultra_restricted,
            is_ultra_restricted=is_ultra_restricted,
            is_stranger=is_stranger,
        )
        self.world.people[person.id] = person
        self.world.changed("person", workspace_id=workspace.id, user_id=person.id)
        events.person(self, person, "team_join")
        return person

    def add_channel(
        self,
        workspace: Workspace,
        name: str,
        *,
        members: Iterable[Person] = (),
        is_private: bool = False,
        is_archived: bool = False,
        is_ext_shared: bool = False,
    ) -> Channel:
        people = list(members)
        channel = Channel(
            id=self.world.ids.new("C"),
            workspace_id=workspace.id,
            name=name,
            created_at=self.clock.now(),
            creator=people[0].id if people else "",
            members=[person.id for person in people],
            is_private=is_private,
            is_archived=is_archived,
            is_ext_shared=is_ext_shared,
        )
        self.world.channels[channel.id] = channel
        membership.told(self, channel)
        events.channel(self, channel, "created")
        return channel

    def add_app(self, manifest: Mapping[str, Any] | None = None, name: str = "") -> App:
        """An app by its Slack manifest; without one, an app that gets every event and any slash command."""
        shown = (manifest or {}).get("display_information", {}).get("name")
        ids = self.world.ids
        app = App(
            id=ids.new("A"),
            name=name or shown or "Your app",
            app_token=ids.secret("xapp-1-"),
            signing_secret=ids.secret(),
            client_id=ids.new("1"),
            client_secret=ids.secret(),
            verification_token=ids.secret(),
            manifest=manifest,
        )
        self.world.apps[app.id] = app
        return app

    def install(self, app: App, workspace: Workspace) -> Install:
        """Give the app a bot user and a token in this workspace. The bot is in no channel yet."""
        return installs.install(self, app, workspace)

    def uninstall(self, app: App, workspace: Workspace) -> None:
        """Revoke the app's token, tell the app, and disable its bot user."""
        if install := self.world.install_of(app.id, workspace.id):
            installs.uninstall(self, install)

    def join(self, channel: Channel, user_id: str) -> None:
        """Put a person or a bot into a channel; apps there are told."""
        membership.join(self, channel, user_id)

    def leave(self, channel: Channel, user_id: str) -> None:
        membership.leave(self, channel, user_id)

    def attach(self, companion: Companion) -> None:
        """Let moving the clock play this program's due moments, and its word count for being settled."""
        self.companions.append(companion)
        self.clock.attach(companion)

    def detach(self, companion: Companion) -> None:
        self.companions.remove(companion)
        self.clock.detach(companion)

    def suggest(
        self,
        *,
        title: str,
        why: str,
        user: Person,
        channel: Channel | None = None,
        command: str = "",
        home: bool = False,
        messages: bool = False,
        until: datetime | None = None,
    ) -> None:
        """A card on the first screen: something to try as this person, one click away. `until`: at that moment."""
        channel_id = channel.id if channel else ""
        card = Suggestion(title, why, user.id, channel_id, command, home, messages, until)
        self.world.suggestions.append(card)
        self.world.changed("suggestion", workspace_id=user.workspace_id)

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve on this address (port 0: any free one); yields the base URL."""
        from sandbox import server  # noqa: PLC0415 - the server's rooms are built on this class

        async with server.serving(self, host, port) as base_url:
            yield base_url
