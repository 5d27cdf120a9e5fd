"""The step of OAuth that a person sees: allow an app in a workspace, or not."""

from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.apps import App
from sandbox.core import Core
from sandbox.world import NotFoundError

PATH = "/oauth/v2/authorize"

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Allow {app}?</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<main style="font:1rem/1.5 system-ui;max-width:32rem;margin:10vh auto;padding:0 1rem">
<h1>Allow {app}?</h1><p>It asks for: {scopes}.</p>
<form method="post"><p><label>As <select name="user">{people}</select></label></p>
<p><button name="answer" value="allow">Allow</button> <button name="answer" value="cancel">Cancel</button></p>
</form></main></html>"""


def routes(core: Core) -> list[BaseRoute]:
    async def ask(request: Request) -> Response:
        return checked(core, request) or page(core, request)

    async def answer(request: Request) -> Response:
        async with request.form() as form:
            allowed, user = form.get("answer") == "allow", str(form.get("user") or "")
        return checked(core, request) or answered(core, request, user, allowed=allowed)

    return [Route(PATH, ask, methods=["GET"]), Route(PATH, answer, methods=["POST"])]


def app_of(core: Core, request: Request) -> App | None:
    wanted = request.query_params.get("client_id", "")
    return next((app for app in core.world.apps.values() if app.client_id == wanted), None)


def checked(core: Core, request: Request) -> Response | None:
    """What is wrong with the link, if anything."""
    app = app_of(core, request)
    if app is None:
        return PlainTextResponse("invalid_client_id: no app here has this client id.", 400)
    uri = request.query_params.get("redirect_uri", "")
    declared = app.redirect_urls
    if not uri.startswith(("http://", "https://")) or (declared and not uri.startswith(tuple(declared))):
        return PlainTextResponse("bad_redirect_uri: the app's manifest does not name this address.", 400)
    return None


def page(core: Core, request: Request) -> Response:
    app = app_of(core, request)
    assert app is not None
    people = "".join(
        f'<option value="{person.id}">{escape(person.real_name)}, {escape(workspace.name)}</option>'
        for workspace in core.world.workspaces.values()
        for person in core.world.people_of(workspace.id)
        if not (person.is_bot or person.deleted or person.is_guest or person.is_stranger)
    )
    scopes = escape(", ".join(scopes_of(request)) or "nothing")
    return HTMLResponse(PAGE.format(app=escape(app.name), scopes=scopes, people=people))


def scopes_of(request: Request) -> tuple[str, ...]:
    return tuple(part for part in request.query_params.get("scope", "").replace(" ", ",").split(",") if part)


def answered(core: Core, request: Request, user: str, *, allowed: bool) -> Response:
    """Back to the app: with a code, or with access_denied."""
    app = app_of(core, request)
    assert app is not None
    uri = request.query_params["redirect_uri"]
    facts = {"state": request.query_params.get("state", "")}
    if not allowed:
        return RedirectResponse(f"{uri}?{urlencode({'error': 'access_denied', **facts})}", 302)
    try:
        person = core.world.person(user)
    except NotFoundError as error:
        return PlainTextResponse(str(error), 400)
    code = core.passes.new_code(app.id, person.workspace_id, person.id, uri, scopes_of(request))
    return RedirectResponse(f"{uri}?{urlencode({'code': code, **facts})}", 302)
