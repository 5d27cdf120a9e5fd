"""Installing with OAuth: a code for an authorisation, a token for a code."""

from sandbox import installs
from sandbox.apps import App
from sandbox.passes import Grant
from sandbox.records import Json
from sandbox.webapi.call import Call, SlackError


def access(call: Call) -> Json:
    """`oauth.v2.access`, with the client's id and secret as arguments or as basic authentication."""
    client_id, client_secret = call.basic_auth
    client_id = call.get("client_id") or client_id
    client_secret = call.get("client_secret") or client_secret
    app = next((app for app in call.core.world.apps.values() if app.client_id == client_id), None)
    if app is None:
        raise SlackError("invalid_client_id")
    if client_secret != app.client_secret:
        raise SlackError("bad_client_secret")
    return granted(call, exchanged(call, app))


def exchanged(call: Call, app: App) -> Grant:
    grant = call.core.passes.grants.get(call.get("code"))
    if grant is None or grant.app_id != app.id or grant.expires_at < call.core.clock.now():
        raise SlackError("invalid_code")
    if grant.used:
        raise SlackError("code_already_used")
    if call.get("redirect_uri") and call.get("redirect_uri") != grant.redirect_uri:
        raise SlackError("bad_redirect_uri")
    grant.used = True
    return grant


def granted(call: Call, grant: Grant) -> Json:
    workspace = call.core.world.workspaces[grant.workspace_id]
    install = installs.install(call.core, call.core.app(grant.app_id), workspace, grant.scopes)
    return {
        "app_id": grant.app_id,
        "authed_user": {"id": grant.user_id},
        "scope": ",".join(install.scopes),
        "token_type": "bot",
        "access_token": install.bot_token,
        "bot_user_id": install.bot_user_id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
