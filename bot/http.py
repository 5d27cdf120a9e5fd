"""The way in with a public address: signed requests, installing, health and metrics."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.program import Program


def build_web(program: Program) -> Starlette:
    """Return the ASGI app: `/healthz`, `/metrics`; with a signing secret `/slack/events`; `/slack/install`.

    The program opens with it and closes with it.
    """
    slack = AsyncSlackRequestHandler(program.app)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with program:
            yield

    async def events(request: Request) -> Response:
        with program.followups.busy():
            return await slack.handle(request)

    async def health(_: Request) -> JSONResponse:
        problems = await program.problems()
        return JSONResponse({"ok": not problems, "problems": problems}, status_code=503 if problems else 200)

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", health), Route("/metrics", metrics)]
    if program.settings.slack_signing_secret:
        # Without the secret nothing tells Slack's requests from anybody's: Socket Mode has no such door.
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(
        routes=[*routes, *(program.install.routes() if program.install else [])], lifespan=lifespan
    )
