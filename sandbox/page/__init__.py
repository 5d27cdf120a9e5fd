"""The page of the practice workspace, for people with a browser."""

from typing import Protocol

from starlette.routing import BaseRoute

from sandbox.page.routes import routes as page_routes
from sandbox.world import World


class HasWorld(Protocol):
    @property
    def world(self) -> World: ...


def routes(sandbox: HasWorld) -> list[BaseRoute]:
    """Return the page's routes, to be mounted at /."""
    return page_routes(sandbox.world)
