"""Response URLs: an app answers an interaction where it happened, five times within half an hour."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox import posting
from sandbox.core import Core, LoggedCall
from sandbox.passes import ResponseUrl
from sandbox.posting import Content, Manner
from sandbox.records import Json, Person
from sandbox.webapi import call as calls
from sandbox.webapi import chat, endpoint
from sandbox.webapi.call import SlackError

NAME = "response_url"
SAID = ("text", "markdown_text", "blocks", "attachments", "metadata")
TRUE = (True, "true", "1", 1)
GONE = 404
REFUSED = 400


async def receive(core: Core, request: Request) -> Response:
    """One use of a response URL. Raises DroppedError where a fault says so."""
    with core.activity.busy():
        log = LoggedCall(NAME, core.clock.now(), {})
        core.calls.append(log)
        try:
            body = await payload(request)
        except SlackError as error:
            return endpoint.noted(log, error.answer, REFUSED)
        log.arguments = body
        key = request.path_params["key"]
        return await endpoint.faulty(core, NAME, lambda: answer(core, key, body, log))


async def payload(request: Request) -> Json:
    """The message: JSON in the body, or in a form's `payload`."""
    found = await calls.arguments(request)
    if isinstance(found.get("payload"), str):
        return calls.json_object(found["payload"].encode())
    if not found:
        return calls.json_object(await request.body())
    return found


def answer(core: Core, key: str, body: Json, log: LoggedCall) -> Response:
    used = core.passes.response_urls.get(key)
    if used is None:
        return endpoint.noted(log, {"ok": False, "error": "invalid_url"}, GONE)
    if used.expires_at < core.clock.now():
        return endpoint.noted(log, {"ok": False, "error": "expired_url"}, GONE)
    if used.uses_left == 0:
        return endpoint.noted(log, {"ok": False, "error": "used_url"}, GONE)
    used.uses_left -= 1
    try:
        respond(core, used, body)
    except SlackError as error:
        return endpoint.noted(log, error.answer, REFUSED)
    return endpoint.noted(log, {"ok": True})


def respond(core: Core, used: ResponseUrl, body: Json) -> None:
    """Do what the answer asks for. Raises SlackError."""
    bot = bot_of(core, used)
    source = used.source
    if source is not None and core.world.message(source.channel_id, source.ts) is not source:
        source = None
    if body.get("delete_original") in TRUE:
        if source is not None:
            posting.remove(core, source)
        return
    content = content_of(body)
    if source is not None and replaces(body):
        posting.change(core, source, content, bot.id)
        return
    say(core, used, bot, content, body)


def bot_of(core: Core, used: ResponseUrl) -> Person:
    install = core.world.install_of(used.app_id, used.workspace_id)
    if install is None:
        raise SlackError("account_inactive")
    return core.world.people[install.bot_user_id]


def replaces(body: Json) -> bool:
    """Whether the source message is replaced: on request, or by a reply that does not say it must not be."""
    if "replace_original" in body:
        return body["replace_original"] in TRUE
    return bool(body.get("thread_ts")) and body.get("response_type") == "in_channel"


def content_of(body: Json) -> Content:
    """The message that an answer carries. Raises SlackError with what Slack would say of it."""
    return chat.checked({name: body[name] for name in SAID if name in body})


def say(core: Core, used: ResponseUrl, bot: Person, content: Content, body: dict[str, Any]) -> None:
    """A new message: for everybody with `response_type` in_channel, else for that person's eyes only."""
    public = body.get("response_type") == "in_channel"
    manner = Manner(
        thread_ts=str(body.get("thread_ts") or ""),
        ephemeral_to="" if public else used.user_id,
    )
    posting.post(core, core.world.channels[used.channel_id], bot, content, manner)
