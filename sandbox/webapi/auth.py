"""Who am I, where do I connect, which workspace is this, and goodbye."""

from urllib.parse import urlencode

from sandbox import installs
from sandbox.records import Json
from sandbox.shapes import users
from sandbox.webapi.call import Call, SlackError


def test(call: Call) -> Json:
    return {
        "url": f"{call.core.world.base_url}/",
        "team": call.workspace.name,
        "user": call.bot.name,
        "team_id": call.workspace.id,
        "user_id": call.bot.id,
        "bot_id": call.bot.bot_id,
        "is_enterprise_install": False,
    }


def revoke(call: Call) -> Json:
    if call.flag("test"):
        return {"revoked": False}
    installs.revoke(call.core, call.install)
    return {"revoked": True}


def uninstall(call: Call) -> Json:
    if (call.get("client_id"), call.get("client_secret")) != (call.app.client_id, call.app.client_secret):
        raise SlackError("bad_client_secret")
    installs.uninstall(call.core, call.install)
    return {}


def connect(call: Call) -> Json:
    """`apps.connections.open`: a socket address for one connection, against the app-level token."""
    app = next((app for app in call.core.world.apps.values() if app.app_token == call.token), None)
    if app is None:
        raise SlackError("not_allowed_token_type" if call.token.startswith("xoxb-") else "invalid_auth")
    if not app.socket_mode:
        raise SlackError("socket_mode_not_enabled")
    ticket = call.core.sockets.new_ticket(app.id)
    address = call.core.world.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?{urlencode({'ticket': ticket, 'app_id': app.id})}"}


def team_info(call: Call) -> Json:
    asked = call.get("team")
    if asked and asked != call.workspace.id:
        raise SlackError("team_not_found")
    return {"team": users.team_info(call.workspace, call.core.world.base_url)}


def api_test(call: Call) -> Json:
    """`api.test`: says back what it was told; fails on request."""
    if error := call.get("error"):
        raise SlackError(error, args=dict(call.arguments))
    return {"args": dict(call.arguments)}
