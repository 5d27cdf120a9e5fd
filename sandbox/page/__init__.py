from starlette.routing import BaseRoute


def routes(sandbox: object) -> list[BaseRoute]:  # noqa: ARG001 - a placeholder for the page
    return []
