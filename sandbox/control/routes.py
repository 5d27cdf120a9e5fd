"""The table of control calls, and how their mistakes are told."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.acts.refusals import RefusedError
from sandbox.clock import ClockError
from sandbox.control import acting, arranging, asking, directing, watching
from sandbox.control.asking import Ask
from sandbox.practice import Sandbox
from sandbox.records import Json
from sandbox.world import NotFoundError

Call = Callable[[Ask], Awaitable[Json]]

LOOK: dict[str, Call] = {
    "state": watching.state,
    "messages": watching.messages,
    "view": watching.view,
    "home": watching.home,
    "canvas": watching.canvas,
    "calls": watching.calls,
    "deliveries": watching.deliveries,
    "suggestions": watching.suggestions,
    "clock": watching.clock,
    "faults": directing.list_faults,
}
DO: dict[str, Call] = {
    "command": acting.command,
    "say": acting.say,
    "open_home": acting.open_home,
    "click": acting.click,
    "edit": acting.edit,
    "submit": acting.submit,
    "close": acting.close,
    "shortcut": acting.shortcut,
    "options": acting.options,
    "react": acting.react,
    "clock": directing.clock,
    "faults": directing.add_fault,
    "connections": directing.connections,
    "resend": directing.resend,
    "companion": directing.companion,
    "app": directing.app,
    "workspaces": arranging.add_workspace,
    "people": arranging.add_person,
    "person": arranging.change_person,
    "deactivate": arranging.deactivate,
    "channels": arranging.add_channel,
    "join": arranging.join,
    "leave": arranging.leave,
    "archive": arranging.archive,
    "unarchive": arranging.unarchive,
    "rename": arranging.rename,
    "install": arranging.install,
    "uninstall": arranging.uninstall,
    "suggestions": arranging.suggest,
}
REMOVE: dict[str, Call] = {"faults": directing.clear_faults}


def routes(sandbox: Sandbox) -> list[BaseRoute]:
    tables = (("GET", LOOK), ("POST", DO), ("DELETE", REMOVE))
    return [
        Route(f"/control/{name}", endpoint(sandbox, call), methods=[verb])
        for verb, table in tables
        for name, call in table.items()
    ]


def endpoint(sandbox: Sandbox, call: Call) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if foreign(request):
            return JSONResponse({"error": "Another site's page may not act here."}, status_code=403)
        try:
            return JSONResponse(await call(await asking.read(sandbox, request)))
        except NotFoundError as error:
            return JSONResponse({"error": str(error)}, status_code=404)
        except (RefusedError, ClockError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)

    return answer


def foreign(request: Request) -> bool:
    """Whether a page of another origin sent this; programs name no origin."""
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
