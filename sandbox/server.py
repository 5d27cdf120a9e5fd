"""The practice Slack as a server: all its doors on one port of this machine."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Address
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from sandbox import downloads, page
from sandbox.control import routes as control
from sandbox.deliveries.retries import Retries
from sandbox.practice import Sandbox
from sandbox.webapi import authorize, endpoint, responses

LOOPBACK = ("127.0.0.1", "localhost")
TICK = 0.25  # seconds between looks at what fell due while the clock runs by itself
STEP = 0.005
KEEP_ALIVE = 75  # longer than clients keep an idle connection, so that none is closed under a call
GRACE = 1.0  # seconds that open connections have to finish when the server stops


def build_server(sandbox: Sandbox) -> Starlette:
    """Every route: Slack's own, the control API, and the page."""
    routes: list[BaseRoute] = [
        Route("/api/{method}", door(sandbox, endpoint.method), methods=["GET", "POST"]),
        Route("/response/{team}/{key}", door(sandbox, responses.receive), methods=["POST"]),
        WebSocketRoute("/link/", sandbox.sockets.serve),
        *authorize.routes(sandbox),
        *downloads.routes(sandbox),
        *control.routes(sandbox),
        *page.routes(sandbox),
    ]
    # A page of another site that points its own name at this machine gets no answer.
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK), www_redirect=False)
    return Starlette(routes=routes, middleware=[guard])


def door(
    sandbox: Sandbox, answer: Callable[[Sandbox, Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    """A door for apps, at which the connection drops when a fault says so."""

    async def enter(request: Request) -> Response:
        try:
            return await answer(sandbox, request)
        except endpoint.DroppedError:
            sandbox.drop_connection(request.client)
            await asyncio.sleep(0)  # let the connection notice that it is gone
            return PlainTextResponse("")  # nobody is there to read it

    return enter


@asynccontextmanager
async def serving(sandbox: Sandbox, host: str, port: int) -> AsyncIterator[str]:
    """Serve until the block ends; then nothing of it is left. Raises ValueError for another machine's address."""
    if host not in LOOPBACK:
        raise ValueError(f"The practice workspace serves this machine only, so not {host}. Use 127.0.0.1.")
    listener = bound(host, port)
    sandbox.world.base_url = f"http://{host}:{listener.getsockname()[1]}"
    server = Server(sandbox, listener)
    async with aiohttp.ClientSession() as session:
        sandbox.session = session
        await server.start()
        try:
            yield sandbox.base_url
        finally:
            sandbox.session = None
            await server.stop()


def bound(host: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError if the port is taken."""
    # naming the protocol is what makes asyncio turn Nagle's delay off: 40 ms a call otherwise
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


class Server:
    """uvicorn without its signal handling and its waiting: it lives and ends with a block of a program."""

    def __init__(self, sandbox: Sandbox, listener: socket.socket) -> None:
        self._sandbox = sandbox
        self._listener = listener
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                build_server(sandbox),
                http="h11",
                ws="websockets-sansio",
                lifespan="off",
                timeout_keep_alive=KEEP_ALIVE,
                log_config=None,
                access_log=False,
            )
        )

    async def start(self) -> None:
        config = self._uvicorn.config
        config.load()
        self._uvicorn.lifespan = config.lifespan_class(config)
        await self._uvicorn.startup(sockets=[self._listener])
        self._sandbox.drop_connection = self._drop
        self._ticking = asyncio.create_task(self._tick())

    def _drop(self, client: Address | None) -> None:
        for connection in list(self._uvicorn.server_state.connections):
            if getattr(connection, "client", None) == client:
                connection.transport.abort()

    async def _tick(self) -> None:
        """While the clock runs by itself, send events again when their time has come."""
        retries = Retries(self._sandbox)
        while True:
            await asyncio.sleep(TICK)
            if self._sandbox.clock.running:
                await retries.run_due(self._sandbox.clock.now())

    async def stop(self) -> None:
        """Tell everybody, wait a moment, then cut off who is still there."""
        self._ticking.cancel()
        self._sandbox.world.close()
        await self._sandbox.sockets.drop()
        await asyncio.gather(self._ticking, self._sandbox.stop_tasks(), return_exceptions=True)
        state = self._uvicorn.server_state
        for server in self._uvicorn.servers:
            server.close()
        for connection in list(state.connections):
            connection.shutdown()
        await self._ended(GRACE)
        for connection in list(state.connections):
            connection.transport.abort()
        for task in state.tasks:
            task.cancel()
        await self._ended(GRACE)

    async def _ended(self, seconds: float) -> None:
        """Wait until no connection and no request is left, or until the time is over."""
        state = self._uvicorn.server_state
        rest = seconds
        while (state.connections or state.tasks) and rest > 0:
            await asyncio.sleep(STEP)  # uvicorn keeps no event to wait for
            rest -= STEP
