"""Apps come to a workspace and go: bot users and tokens."""

from sandbox.apps import App
from sandbox.core import Core
from sandbox.deliveries import events
from sandbox.records import Install, Person, Workspace

UTC = "Etc/UTC"


def install(core: Core, app: App, workspace: Workspace, scopes: tuple[str, ...] = ()) -> Install:
    """Give the app a token here; its bot user is made, or woken if the app was here before."""
    world = core.world
    bot = find_bot(core, app, workspace) or new_bot(core, app, workspace)
    bot.deleted = False
    world.people[bot.id] = bot
    known = world.install_of(app.id, workspace.id)
    if known is not None:
        world.installs.remove(known)
    token = known.bot_token if known else world.ids.secret("xoxb-")  # installing again changes no token
    made = Install(app.id, workspace.id, token, bot.id, bot.bot_id, scopes or app.scopes)
    world.installs.append(made)
    world.changed("app", workspace_id=workspace.id)
    return made


def find_bot(core: Core, app: App, workspace: Workspace) -> Person | None:
    people = core.world.people_of(workspace.id)
    return next((person for person in people if person.app_id == app.id), None)


def new_bot(core: Core, app: App, workspace: Workspace) -> Person:
    ids = core.world.ids
    return Person(
        id=ids.new("U"),
        workspace_id=workspace.id,
        home_id=workspace.id,
        name=app.bot_name.lower().replace(" ", "_"),
        real_name=app.bot_name,
        tz=UTC,
        updated_at=core.clock.now(),
        is_bot=True,
        bot_id=ids.new("B"),
        app_id=app.id,
    )


def uninstall(core: Core, install: Install) -> None:
    """Tell the app, then make its token good for nothing and its bot user a former member."""
    events.tokens_revoked(core, install)
    events.uninstalled(core, install)
    end(core, install, "account_inactive")
    bot = core.world.people[install.bot_user_id]
    bot.deleted = True
    for channel in core.world.channels_of(bot.id):
        if not channel.is_im:
            channel.members.remove(bot.id)
    core.world.changed("app", workspace_id=install.workspace_id)


def revoke(core: Core, install: Install) -> None:
    """Revoke only the token, as `auth.revoke` does."""
    events.tokens_revoked(core, install)
    end(core, install, "token_revoked")


def end(core: Core, install: Install, error: str) -> None:
    core.world.installs.remove(install)
    core.dead_tokens[install.bot_token] = error
