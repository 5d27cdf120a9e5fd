"""Who is told of a change: said before it is made, and after."""

from handlers.actions.views import words
from storage.people import Person
from storage.teams import Team


def channel(team: Team) -> str:
    return f"<#{team.channel_id}>"


def of_new(team: Team) -> str:
    """For the form of a new action."""
    return f"When you save, the card goes to {channel(team)} and the owner gets a direct message. Nobody else is told."


def of_change(team: Team) -> str:
    """For a change that concerns nobody else's plate."""
    return f"The card in {channel(team)} will show it. Nobody gets a message."


def of_handing_over(team: Team) -> str:
    return (
        f"The new owner gets a direct message, and so does the one before when that is not you. "
        f"The card in {channel(team)} will show it."
    )


def of_giving_back(to: Person | None, team: Team) -> str:
    who = words.called(to) if to else "Nobody"
    return f"{who} gets a direct message with your reason. The card in {channel(team)} will show it."


def messaged(person: Person) -> str:
    """After an action was given to somebody else: whether a message can reach them at all."""
    if person.deactivated_at is not None:
        return f"{words.name(person)} cannot be told: hand it over to somebody who is here."
    if person.slack_user_id is None:
        return f"{words.shown(person.name, 80)} has no Slack account, so please tell them yourself."
    return f"{words.called(person)} gets a direct message."
