"""Files in and out: where an app uploads to, and where a person downloads from."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.core import Core
from sandbox.records import File
from sandbox.shapes import files

# shown in the browser; everything else is saved, so that no upload can act in this origin
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "text/plain", "application/pdf"})


def routes(core: Core) -> list[BaseRoute]:
    return [
        Route("/upload/{id}", bind(core, upload), methods=["POST"]),
        Route("/files/{id}/{name}", bind(core, download), methods=["GET"]),
    ]


def bind(
    core: Core, answer: Callable[[Core, Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await answer(core, request)

    return endpoint


async def upload(core: Core, request: Request) -> Response:
    """The bytes of a file, as the body or as a form's `file`."""
    file = core.world.files.get(request.path_params["id"])
    if file is None or file.shared:
        return PlainTextResponse("There is no such upload. Ask for an address again.", 404)
    with core.activity.busy():
        content = await sent(request)
    if len(content) > file.length:
        return PlainTextResponse(f"This is more than the {file.length} bytes that were announced.", 413)
    file.content, file.length = content, len(content)
    return PlainTextResponse(f"OK - {len(content)}")


async def sent(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if not isinstance(value, str):
                return await value.read()
    return b""


async def download(core: Core, request: Request) -> Response:
    file = core.world.files.get(request.path_params["id"])
    if file is None or file.content is None:
        return PlainTextResponse("There is no such file here any more.", 404)
    return Response(file.content, media_type=files.mimetype(file), headers=headers(file, request))


def headers(file: File, request: Request) -> dict[str, str]:
    shown = files.mimetype(file) in SHOWN and "download" not in request.query_params
    name = file.name.encode("ascii", "replace").decode().replace('"', "'")
    return {
        "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
