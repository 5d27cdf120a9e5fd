"""A small real app, made with Bolt, on Socket Mode: enough to hold every conversation of the page with it."""

from datetime import datetime, timedelta
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.page import every_block as kit
from tests.sandbox.page.scenery import MONDAY, Scenery

Json = dict[str, Any]

CARD: list[Json] = [
    {"type": "section", "text": kit.mrkdwn("*A-12* Propose a 120-minute block for Eastfield and Riverside")},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "done", "text": kit.plain("Done"), "style": "primary", "value": "A-12"},
            {"type": "button", "action_id": "drop", "text": kit.plain("Drop"), "style": "danger", "confirm": kit.CONFIRM},
            {"type": "overflow", "action_id": "more", "options": [kit.option("Hand over", "hand"), kit.option("History", "history")]},
            {"type": "users_select", "action_id": "owner", "placeholder": kit.plain("Owner")},
        ],
    },
]  # fmt: skip


def field(label: str, action_id: str, element: Json, **facts: Any) -> Json:
    return {"type": "input", "block_id": action_id, "label": kit.plain(label), "element": {**element, "action_id": action_id}, **facts}  # fmt: skip


def form(level: int = 1) -> Json:
    """A form with a field of each common sort, and a button that puts another form over it."""
    text = {"type": "plain_text_input", "max_length": 60}
    return {
        "type": "modal",
        "callback_id": f"form{level}",
        "notify_on_close": True,
        "title": kit.plain("Add an action" if level == 1 else f"Step {level}"),
        "submit": kit.plain("Add"),
        "blocks": [
            field("What is to be done", "what", text),
            field("Owner", "owner", {"type": "users_select"}),
            field(
                "Workstreams",
                "streams",
                {"type": "multi_static_select", "options": kit.STREAMS},
                optional=True,
            ),
            field("Due", "due", {"type": "datepicker"}, optional=True),
            field(
                "Where it came from",
                "source",
                {"type": "external_select", "min_query_length": 2},
                optional=True,
            ),
            {
                "type": "actions",
                "elements": [{"type": "button", "action_id": "deeper", "text": kit.plain("More")}],
            },
        ],
    }


def home(words: str) -> Json:
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": kit.plain("What I owe")},
            {"type": "section", "text": kit.mrkdwn(words)},
            {
                "type": "actions",
                "elements": [{"type": "button", "action_id": "tidy", "text": kit.plain("Mark it done")}],
            },
        ],
    }


class Reminder:
    """The app's timetable: one reminder at nine."""

    def __init__(self, client: AsyncWebClient, scenery: Scenery) -> None:
        self._client, self._scenery = client, scenery
        self._due: datetime | None = MONDAY + timedelta(hours=1)

    def next_due(self) -> datetime | None:
        return self._due

    async def run_due(self, _: datetime) -> None:
        self._due = None
        await self._client.chat_postMessage(
            channel=self._scenery.priya.id, text="The fall screener is due today."
        )

    async def settled(self) -> None:
        return


async def connect(scenery: Scenery, base_url: str) -> AsyncSocketModeHandler:
    """Start the app against the practice workspace; close what is returned to stop it."""
    client = AsyncWebClient(token=scenery.install.bot_token, base_url=f"{base_url}/api/", retry_handlers=[])
    app = AsyncApp(client=client, process_before_response=True, raise_error_for_unhandled_request=False)
    register(app)
    scenery.sandbox.attach(Reminder(client, scenery))
    app_client = AsyncWebClient(token=scenery.app.app_token, base_url=f"{base_url}/api/")
    handler = AsyncSocketModeHandler(app, scenery.app.app_token, web_client=app_client)
    await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
    return handler


async def steward(ack: Any, command: Json, client: Any, say: Any) -> None:
    match command["text"].split(" ", 1)[0]:
        case "form":
            await ack()
            await client.views_open(trigger_id=command["trigger_id"], view=form())
        case "card":
            await ack()
            await say(text="Action A-12", blocks=CARD)
        case "all":
            await ack(response_type="in_channel", text="For everyone: " + command["text"])
        case "silence":
            return
        case "":
            await ack("Say `/steward help`.")
        case _:
            await ack(f"I heard {command['text']}")


async def done(ack: Any, body: Json, respond: Any) -> None:
    await ack()
    await respond(replace_original=True, text="A-12 is done", blocks=[CARD[0], {"type": "context", "elements": [kit.mrkdwn(f"Done by <@{body['user']['id']}>")]}])  # fmt: skip


async def drop(ack: Any, respond: Any) -> None:
    await ack()
    await respond(replace_original=True, text="A-12 was dropped")


async def more(ack: Any, action: Json, respond: Any) -> None:
    await ack()
    await respond(replace_original=False, text=f"Chosen: {action['selected_option']['value']}")


async def owner(ack: Any, action: Json, respond: Any) -> None:
    await ack()
    await respond(replace_original=False, text=f"Owner: <@{action['selected_user']}>")


async def deeper(ack: Any, body: Json, client: Any) -> None:
    await ack()
    level = int(body["view"]["callback_id"].removeprefix("form")) + 1
    await client.views_push(trigger_id=body["trigger_id"], view=form(level))


async def source(ack: Any, payload: Json) -> None:
    options = [kit.option("Minutes of Tuesday", "m1"), kit.option("Minutes of last week", "m2")]
    await ack(options=[o for o in options if payload["value"].lower() in o["text"]["text"].lower()])


async def added(ack: Any, view: Json, body: Json, client: Any) -> None:
    values = view["state"]["values"]
    what = values["what"]["what"]["value"]
    if what == "nothing":
        await ack(response_action="errors", errors={"what": "Say what is to be done, in a few words."})
        return
    await ack()
    streams = ", ".join(o["text"]["text"] for o in values["streams"]["streams"]["selected_options"])
    source = (values["source"]["source"]["selected_option"] or {"value": "none"})["value"]
    words = f"Added: {what} for <@{values['owner']['owner']['selected_user']}> in {streams or 'no workstream'}, due {values['due']['due']['selected_date']}, from {source}"
    await client.chat_postMessage(channel=body["user"]["id"], text=words)


async def got(ack: Any, view: Json, body: Json, client: Any) -> None:
    await ack()
    [held] = view["state"]["values"]["calendar"].values()
    words = ", ".join(f"{file['name']} of {file['size']} bytes" for file in held["files"])
    await client.chat_postMessage(channel=body["user"]["id"], text=f"Got: {words}")


async def closed(ack: Any, body: Json, client: Any) -> None:
    await ack()
    await client.chat_postMessage(channel=body["user"]["id"], text="You closed the form.")


async def anywhere(ack: Any, body: Json, client: Any) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=form())


async def from_message(ack: Any, body: Json, client: Any) -> None:
    await ack()
    view = form()
    view["blocks"][0]["element"]["initial_value"] = body["message"]["text"]
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def opened(event: Json, client: Any) -> None:
    if event["tab"] == "home":
        await client.views_publish(user_id=event["user"], view=home("*A-13* Check bus times"))


async def tidy(ack: Any, body: Json, client: Any) -> None:
    await ack()
    await client.views_publish(user_id=body["user"]["id"], view=home("Nothing is owed. Well done."))


async def heard(event: Json, say: Any) -> None:
    if event.get("channel_type") == "im" and not event.get("bot_id"):
        await say(f"You wrote: {event['text']}")


def register(app: AsyncApp) -> None:
    app.command("/steward")(steward)
    app.action("done")(done)
    app.action("drop")(drop)
    app.action("more")(more)
    app.action("owner")(owner)
    app.action("deeper")(deeper)
    app.options("source")(source)
    app.view("form1")(added)
    app.view("files")(got)
    app.view_closed("form1")(closed)
    app.shortcut("actions.add")(anywhere)
    app.shortcut("actions.from_message")(from_message)
    app.event("app_home_opened")(opened)
    app.action("tidy")(tidy)
    app.event("message")(heard)
