"""The Bolt app: every feature registered, nothing asked of Slack before an answer."""

import logging

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.edge import Edge
from bot.installations import Installations
from bot.slack import SlackApi

NOT_INSTALLED = (
    "Steward is not connected to this workspace: it was never installed here, or was removed. "
    "Ask whoever runs it to install it."
)


def build_app(
    slack: SlackApi, installations: Installations, edge: Edge, *, signing_secret: str | None
) -> AsyncApp:
    """Return the app with every feature behind the edge.

    `process_before_response`: a listener ends with its acknowledgement, so Bolt need not look every 10 ms
    whether it came, and an error after it cannot lose it.
    """

    async def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult | None:
        # Bolt hands arguments over by name and would hand a method its `self` too, hence a function.
        return await installations.authorize(enterprise_id, team_id, user_id)

    app = AsyncApp(
        name="steward",
        logger=logging.getLogger("slack_bolt"),
        client=slack.client(None),
        # Bolt's type forgets that None means "not installed"; its code does not (async_multi_teams_authorization.py).
        authorize=authorize,  # type: ignore[arg-type]
        signing_secret=signing_secret or "",
        request_verification_enabled=signing_secret is not None,
        process_before_response=True,
        user_facing_authorize_error_message=NOT_INSTALLED,
    )
    edge.register(app)
    return app
