"""What is missing or does not fit, and what to do about it, before and after it goes wrong."""

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.manifest import SCOPES
from bot.settings import Settings
from bot.slack import SlackApi, error_name
from storage.database import Database
from storage.errors import StorageError


@dataclass(frozen=True)
class Check:
    """One thing looked at, how it stands, and the next step when it does not."""

    what: str
    ok: bool
    said: str

    def line(self) -> str:
        """Return it as a line for a terminal; the word tells what the colour tells."""
        return (
            f"[green]ok  [/green] {self.what}: {self.said}"
            if self.ok
            else f"[red]mend[/red] {self.what}: {self.said}"
        )


def missing(settings: Settings) -> list[str]:
    """Return the variables without which Steward cannot reach Slack; empty when one way in is complete."""
    if settings.slack_app_token:
        return [] if settings.slack_bot_token else ["SLACK_BOT_TOKEN"]
    if settings.slack_signing_secret:
        by_link = settings.slack_client_id and settings.slack_client_secret and settings.public_url
        lacking = [] if settings.slack_bot_token or by_link else ["SLACK_BOT_TOKEN"]
        return lacking + ([] if settings.encryption_keys or not by_link else ["ENCRYPTION_KEYS"])
    return ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]


def how_to_begin(variables: list[str]) -> str:
    """Return what to do about them, step by step, and what works without."""
    return (
        f"Steward cannot reach Slack yet: {' and '.join(variables)} not set.\n\n"
        "To try it without Slack: make demo\n\n"
        "To use it in your Slack:\n"
        "  1. python -m bot manifest > manifest.json\n"
        "  2. In Slack: Your apps, Create New App, From a manifest, paste it, Install to Workspace.\n"
        "  3. cp .env.example .env, and fill in the two tokens it asks for.\n"
        "  4. python -m bot doctor, then python -m bot run\n"
    )


async def examine(settings: Settings) -> list[Check]:
    """Return every check, the first that fails being the first to mend."""
    lacking = missing(settings)
    checks = [
        Check(
            "settings",
            not lacking,
            f"set {' and '.join(lacking)} in .env" if lacking else "one way in is complete",
        ),
        await _database(settings),
    ]
    if settings.slack_bot_token:
        slack = SlackApi(settings.slack_api_url)
        try:
            checks += await _tokens(settings, slack)
        finally:
            await slack.close()
    return checks


async def _database(settings: Settings) -> Check:
    kind = settings.database_url.partition("://")[0]
    try:
        db = Database.open(settings.database_url)
        db.migrate()
        await db.close()
    except (StorageError, OSError, RuntimeError) as error:
        return Check("database", ok=False, said=f"{error}. Look at DATABASE_URL")
    return Check("database", ok=True, said=f"{kind}, up to date")


async def _tokens(settings: Settings, slack: SlackApi) -> list[Check]:
    checks = []
    assert settings.slack_bot_token is not None
    try:
        me = await slack.client(settings.slack_bot_token.get_secret_value()).auth_test()
        checks.append(Check("SLACK_BOT_TOKEN", ok=True, said=f"acts as @{me['user']} in {me['team']}"))
        granted = {
            scope.strip() for scope in me.headers.get("x-oauth-scopes", "").split(",") if scope.strip()
        }
        lacking = sorted(set(SCOPES) - granted) if granted else []
        said = f"add {', '.join(lacking)} and install again" if lacking else "all there"
        checks.append(Check("scopes", not lacking, said))
    except SlackApiError as error:
        checks.append(
            Check("SLACK_BOT_TOKEN", ok=False, said=f"Slack says {error_name(error)}; copy it again")
        )
    if settings.slack_app_token:
        checks.append(await _app_token(settings.slack_app_token.get_secret_value(), slack))
    return checks


async def _app_token(app_token: str, slack: SlackApi) -> Check:
    try:
        await slack.client(app_token).apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        said = (
            f"Slack says {error_name(error)}; it needs the scope connections:write, and Socket Mode turned on"
        )
        return Check("SLACK_APP_TOKEN", ok=False, said=said)
    return Check("SLACK_APP_TOKEN", ok=True, said="Socket Mode can connect")
