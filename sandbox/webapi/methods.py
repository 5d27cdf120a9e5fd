"""Every method there is here, by Slack's name for it."""

from collections.abc import Callable

from sandbox.records import Json
from sandbox.webapi import auth, canvases, chat, conversations, files, marks, oauth, users, views
from sandbox.webapi.call import Call

Method = Callable[[Call], Json]

METHODS: dict[str, Method] = {
    "api.test": auth.api_test,
    "apps.connections.open": auth.connect,
    "apps.uninstall": auth.uninstall,
    "auth.revoke": auth.revoke,
    "auth.test": auth.test,
    "canvases.create": canvases.create,
    "canvases.delete": canvases.delete,
    "canvases.edit": canvases.edit,
    "canvases.sections.lookup": canvases.lookup,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.canvases.create": canvases.create_in_channel,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.leave": conversations.leave,
    "conversations.list": conversations.list_,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": files.complete_upload,
    "files.delete": files.delete,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.info": files.info,
    "oauth.v2.access": oauth.access,
    "pins.add": marks.add_pin,
    "pins.list": marks.list_pins,
    "pins.remove": marks.remove_pin,
    "reactions.add": marks.add_reaction,
    "reactions.get": marks.get_reactions,
    "reactions.remove": marks.remove_reaction,
    "team.info": auth.team_info,
    "users.conversations": users.conversations,
    "users.info": users.info,
    "users.list": users.list_,
    "users.lookupByEmail": users.lookup_by_email,
    "views.open": views.open_,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}

# called with no token, or with an app-level one
WITHOUT_INSTALL = frozenset({"api.test", "apps.connections.open", "oauth.v2.access"})
