"""Why a message did not arrive, in words, and the way out: told to who can mend it, and shown in the ledger."""

from collections.abc import Mapping

_INVITE = "Open the channel and type `/invite @Steward`; what I could not post today arrives then."
WAYS_OUT: Mapping[str, str] = {
    "not_in_channel": f"I am not in the channel. {_INVITE}",
    "channel_not_found": f"I cannot see the channel: I am not in it, or it was deleted. {_INVITE}",
    "is_archived": "The channel is archived. Unarchive it and what I could not post today arrives, or close the team with `/steward settings`.",
    "restricted_action": "Posting there is restricted. Ask a workspace admin to let Steward post in this channel.",
    "account_inactive": "Steward was removed from this workspace. Ask whoever installed it to do so again.",
    "user_disabled": "That account is deactivated. Hand what they owned to somebody else: `/steward people`.",
    "user_not_found": "That account is gone. Hand what they owned to somebody else: `/steward people`.",
    "cannot_dm_bot": "That account cannot take direct messages. Tell them yourself.",
    "messages_tab_disabled": "Steward's messages tab is off. Whoever manages the app can turn it on (App Home).",
    "expired": "It was too late for it when I could have sent it. Nothing needed.",
    "ambiguous": "Slack did not say whether it arrived, and I may not look. Please check, and post it yourself if not.",
}
"""By what Slack answered, or by our own word for it."""
