"""The page's addresses. Everything here only looks; what a person does goes through the control API."""

import json
from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sandbox.page import directory, drawing, parts, seats, stream
from sandbox.page.parts import Wish
from sandbox.page.seats import Seat
from sandbox.page.unread import Unread
from sandbox.world import NotFoundError, World

# Nothing is fetched from outside but the pictures that somebody asks for.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "img-src 'self' https: http: data:; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
Answer = Callable[["Page", Request], Awaitable[Response]]


def for_people(answer: Answer) -> Answer:
    """Show a page with the next step when something does not exist."""

    @wraps(answer)
    async def told(page: "Page", request: Request) -> Response:
        try:
            return await answer(page, request)
        except NotFoundError as missing:
            words = page.drawing.trouble("That is not here", str(missing), "/")
            return HTMLResponse(words, status_code=404, headers=HEADERS)

    return told


class Page:
    def __init__(self, world: World) -> None:
        self.world = world
        self.unread = Unread(world)
        self.drawing = drawing.Drawing()

    async def front(self, _: Request) -> Response:
        """Go to where a newcomer starts."""
        for workspace in self.world.workspaces.values():
            if seat := seats.first(self.world, workspace):
                return RedirectResponse(seat.link(), status_code=302, headers=HEADERS)
        words = "Nobody lives here yet. Add a workspace and a person, then open this page again."
        return HTMLResponse(self.drawing.trouble("The practice workspace is running", words), headers=HEADERS)

    @for_people
    async def workspace(self, request: Request) -> Response:
        """Go to where a newcomer to this workspace starts."""
        workspace = self.world.workspace(request.path_params["workspace"])
        seat = seats.first(self.world, workspace)
        if seat is None:
            raise NotFoundError(f"Nobody is in {workspace.name} yet. Add a person first.")
        return RedirectResponse(seat.link(), status_code=302, headers=HEADERS)

    @for_people
    async def show(self, request: Request) -> Response:
        self.unread.begin()
        seat = seats.find(self.world, **request.path_params, query=request.query_params)
        return HTMLResponse(self.drawing.page(self._wish(request, seat)), headers=HEADERS)

    @for_people
    async def archive(self, request: Request) -> Response:
        """Go where a permalink points: the message in its channel, or in its thread."""
        channel = self.world.channel(request.path_params["channel"])
        digits = request.path_params["moment"].removeprefix("p")
        ts = f"{digits[:-6]}.{digits[-6:]}"
        thread = request.query_params.get("thread_ts", "")
        query = f"?{urlencode({'thread': thread})}" if thread else ""
        return RedirectResponse(f"/w/{channel.workspace_id}/{channel.id}{query}#m{ts}", headers=HEADERS)

    @for_people
    async def part(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in parts.PARTS:
            raise NotFoundError(f"The page has no part called {name}.")
        return HTMLResponse(
            self.drawing.part(name, self._wish(request, self._seat(request))), headers=HEADERS
        )

    @for_people
    async def names(self, request: Request) -> Response:
        return JSONResponse(directory.read(self._seat(request)), headers=HEADERS)

    @for_people
    async def changes(self, request: Request) -> Response:
        seat = self._seat(request)
        told = stream.tell(self.world.subscribe(), seat)
        return StreamingResponse(told, media_type="text/event-stream", headers=HEADERS)

    def _seat(self, request: Request) -> Seat:
        query = request.query_params
        return seats.find(self.world, query.get("workspace", ""), query.get("at", "nowhere"), query)

    def _wish(self, request: Request, seat: Seat) -> Wish:
        query = request.query_params
        errors = json.loads(query.get("errors", "{}"))
        return Wish(seat, self.unread, everything=bool(query.get("all")), errors=errors)


class Files(StaticFiles):
    """Style and scripts; always asked for anew, so that a newer program is never shown in older clothes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def routes(world: World) -> list[BaseRoute]:
    """Return everything the page answers to."""
    page = Page(world)
    return [
        Route("/", page.front),
        Route("/w/{workspace}", page.workspace),
        Route("/w/{workspace}/{at}", page.show),
        Route("/archives/{channel}/{moment}", page.archive),
        Route("/page/part/{name}", page.part),
        Route("/page/directory", page.names),
        Route("/page/stream", page.changes),
        Mount("/page/static", Files(directory=drawing.HERE / "static")),
    ]
