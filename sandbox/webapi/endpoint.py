"""The Web API's door: who calls, which method, what was planned to go wrong; and the log of all that."""

import asyncio
import base64
import binascii
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.core import Core, LoggedCall
from sandbox.faults import Fault
from sandbox.records import Install, Json
from sandbox.webapi import call as calls
from sandbox.webapi.call import Call, RateLimitedError, SlackError
from sandbox.webapi.methods import METHODS, WITHOUT_INSTALL

SECRETS = frozenset({"token", "client_secret"})

Step = Callable[[], Response]


class DroppedError(Exception):
    """The connection is to be dropped instead of answered."""


async def method(core: Core, request: Request) -> Response:
    """Answer one Web API call. Raises DroppedError where a fault says so."""
    name = request.path_params["method"]
    with core.activity.busy():
        log = LoggedCall(name, core.clock.now(), {})
        core.calls.append(log)
        started = time.perf_counter()
        try:
            arguments = await calls.arguments(request)
        except SlackError as error:
            return noted(log, error.answer)
        log.arguments = {key: value for key, value in arguments.items() if key not in SECRETS}
        response = await faulty(
            core, name, lambda: answer(core, request, name, arguments, log), home(core, request, arguments)
        )
        log.status, log.milliseconds = response.status_code, (time.perf_counter() - started) * 1000
        return response


async def faulty(core: Core, name: str, step: Step, workspace_id: str = "") -> Response:
    """Do `step`, or fail as a planned fault says. Raises DroppedError."""
    fault = core.faults.take(name, workspace_id)
    if fault is None:
        return step()
    return await FAULTS[fault.kind](core, fault, step)


async def refused(_core: Core, fault: Fault, _step: Step) -> Response:
    return JSONResponse({"ok": False, "error": fault.error})


async def ratelimited(_core: Core, fault: Fault, _step: Step) -> Response:
    return too_many(max(1, round(fault.seconds)))


async def server_error(_core: Core, _fault: Fault, _step: Step) -> Response:
    return JSONResponse({"ok": False, "error": "internal_error"}, status_code=500)


async def answer_lost(_core: Core, _fault: Fault, step: Step) -> Response:
    step()
    raise DroppedError


async def request_lost(_core: Core, _fault: Fault, _step: Step) -> Response:
    raise DroppedError


async def slow(_core: Core, fault: Fault, step: Step) -> Response:
    await asyncio.sleep(fault.seconds)
    return step()


async def disconnect(core: Core, _fault: Fault, step: Step) -> Response:
    await core.sockets.drop()
    return step()


FAULTS: Mapping[str, Callable[[Core, Fault, Step], Awaitable[Response]]] = {
    "refused": refused,
    "ratelimited": ratelimited,
    "server_error": server_error,
    "answer_lost": answer_lost,
    "request_lost": request_lost,
    "slow": slow,
    "disconnect": disconnect,
}


def answer(
    core: Core, request: Request, name: str, arguments: Mapping[str, Any], log: LoggedCall
) -> Response:
    try:
        found: Json = {"ok": True} | called(core, request, name, arguments)
    except SlackError as error:
        found = error.answer
    except RateLimitedError as error:
        return too_many(error.seconds)
    return noted(log, found)


def called(core: Core, request: Request, name: str, arguments: Mapping[str, Any]) -> Json:
    """Do what the method does. Raises SlackError or RateLimitedError."""
    do = METHODS.get(name)
    if do is None:
        raise SlackError("unknown_method", req_method=name)
    token, basic = credentials(request, arguments)
    install = None if name in WITHOUT_INSTALL else caller(core, token)
    return do(Call(core, arguments, token, basic, install))


def credentials(request: Request, arguments: Mapping[str, Any]) -> tuple[str, tuple[str, str]]:
    """The bearer token (or the argument), and basic authentication's name and password."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        return "", basic_auth(rest)
    token = rest.strip() if scheme.lower() == "bearer" else str(arguments.get("token") or "")
    return token, ("", "")


def basic_auth(text: str) -> tuple[str, str]:
    try:
        name, _, password = base64.b64decode(text).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def home(core: Core, request: Request, arguments: Mapping[str, Any]) -> str:
    """The id of the workspace whose token it is; empty where it is none's."""
    install = core.install_by_token(credentials(request, arguments)[0])
    return install.workspace_id if install else ""


def caller(core: Core, token: str) -> Install:
    """Whose token it is. Raises SlackError, saying what is wrong with it."""
    if not token:
        raise SlackError("not_authed")
    install = core.install_by_token(token)
    if install is not None:
        return install
    if any(app.app_token == token for app in core.world.apps.values()):
        raise SlackError("not_allowed_token_type")
    raise SlackError(core.dead_tokens.get(token, "invalid_auth"))


def too_many(seconds: int) -> Response:
    answer = {"ok": False, "error": "ratelimited"}
    return JSONResponse(answer, status_code=429, headers={"Retry-After": str(seconds)})


def noted(log: LoggedCall, answer: Json, status: int = 200) -> Response:
    log.status, log.answer = status, answer
    return JSONResponse(answer, status_code=status)
