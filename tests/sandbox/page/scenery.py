"""A small Harbor Glen for looking at the page: people, channels, an app, messages of every sort."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.clock import Clock
from sandbox.records import Canvas, Channel, File, Install, Message, Person, Section, View, Workspace
from sandbox.world import World

Json = dict[str, Any]
MONDAY = datetime(2026, 11, 2, 13, 0, tzinfo=UTC)  # 08:00 in New York
MANIFEST: Json = {
    "display_information": {"name": "Steward", "description": "Keeps a team's promises."},
    "features": {
        "bot_user": {"display_name": "steward"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/steward", "description": "Actions, owners, the week", "usage_hint": "action … | mine | help", "should_escape": True},
            {"command": "/action", "description": "A new action", "usage_hint": "what @who by when", "should_escape": True},
        ],
        "shortcuts": [
            {"name": "Make it an action", "callback_id": "actions.from_message", "type": "message", "description": "Keep it, with an owner and a date"},
            {"name": "Add an action", "callback_id": "actions.add", "type": "global", "description": "Opens the form"},
        ],
    },
    "settings": {"socket_mode_enabled": True, "interactivity": {"is_enabled": True}, "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]}},
}  # fmt: skip


@dataclass
class Scenery:
    sandbox: Sandbox
    workspace: Workspace
    maya: Person
    daniel: Person
    priya: Person
    ana: Person
    helen: Person
    ela: Channel
    office: Channel
    app: App
    install: Install

    @property
    def world(self) -> World:
        return self.sandbox.world

    def write(self, who: Person | str, text: str, channel: Channel | None = None, **facts: Any) -> Message:
        """Put a message there as if it had been sent, a little later than the last one."""
        place = channel or self.ela
        user = who if isinstance(who, str) else who.id
        message = Message(
            channel_id=place.id,
            workspace_id=self.workspace.id,
            ts=self.world.clock.stamp(),
            user=user,
            text=text,
            revision=self.world.next_revision(),
            **facts,
        )
        self.world.messages.setdefault(place.id, {})[message.ts] = message
        self.world.changed("message", message)
        return message

    def bot(self, text: str, channel: Channel | None = None, **facts: Any) -> Message:
        """Let the app say something."""
        return self.write(
            self.install.bot_user_id, text, channel, app_id=self.app.id, bot_id=self.install.bot_id, **facts
        )

    def open(self, person: Person, content: Json, *, home: bool = False) -> View:
        """Put a form, or a Home, in front of a person."""
        stack = self.world.stacks.setdefault(person.id, [])
        view = View(
            id=self.world.ids.new("V"),
            workspace_id=self.workspace.id,
            app_id=self.app.id,
            user_id=person.id,
            content={"type": "home" if home else "modal", "blocks": [], **content},
            hash="1",
            root_id="",
        )
        self.world.views[view.id] = view
        if home:
            self.world.homes[person.id, self.app.id] = view.id
        else:
            stack.append(view.id)
        self.world.changed("home" if home else "view", view)
        return view

    def upload(self, name: str, content: bytes, title: str) -> File:
        """Keep a file of the app, shared in the ELA channel."""
        file = File(
            id=self.world.ids.new("F"),
            workspace_id=self.workspace.id,
            app_id=self.app.id,
            user_id=self.install.bot_user_id,
            name=name,
            title=title,
            created_at=MONDAY,
            length=len(content),
            alt_text=title,
            content=content,
            shared=True,
            channel_ids=[self.ela.id],
        )
        self.world.files[file.id] = file
        return file

    def canvas(self, markdown: str) -> Canvas:
        """Give the ELA channel a canvas."""
        canvas = Canvas(
            id=self.world.ids.new("F"),
            workspace_id=self.workspace.id,
            user_id=self.install.bot_user_id,
            title="Minutes",
            created_at=MONDAY,
            channel_id=self.ela.id,
            sections=[Section("s1", markdown)],
        )
        self.world.canvases[canvas.id] = canvas
        self.ela.canvas_id = canvas.id
        return canvas

    def later(self, by: timedelta) -> None:
        """Let time pass."""
        self.world.clock._at += by


def build() -> Scenery:
    """A quiet Monday morning."""
    sandbox = Sandbox(clock=Clock(MONDAY, running=False))
    home = sandbox.add_workspace("Harbor Glen Public Schools", "harborglen")
    maya = sandbox.add_person(home, "maya", "Maya Okafor", id="UMAYA")
    daniel = sandbox.add_person(home, "daniel", "Daniel Reyes", id="UDANIEL")
    priya = sandbox.add_person(home, "priya", "Priya Nair", tz="America/Los_Angeles")
    ana = sandbox.add_person(home, "ana", "Ana Sousa", is_restricted=True)
    helen = sandbox.add_person(home, "helen", "Helen Marsh", is_admin=True)
    ela = sandbox.add_channel(home, "northlight-ela", members=[maya, daniel, priya, helen])
    office = sandbox.add_channel(home, "cabinet", members=[maya, helen], is_private=True)
    sandbox.add_channel(home, "lunch", members=[daniel])
    app = sandbox.add_app(MANIFEST)
    install = sandbox.install(app, home)
    ela.members.append(install.bot_user_id)
    return Scenery(sandbox, home, maya, daniel, priya, ana, helen, ela, office, app, install)
