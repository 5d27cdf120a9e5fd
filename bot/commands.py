"""Finds the command that a person typed. The words come from the features."""

from collections.abc import Iterable
from dataclasses import replace

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from handlers import refs
from handlers.answer import Answer, Message, Say
from handlers.ask import Ask
from handlers.feature import Command, Feature
from handlers.help import HELP

CHOOSE_TEAM = "edge.choose_team"
MOST_TEAMS = 20
MOST_KEPT = 1900
"""Characters of a command that a button can hold, of Slack's 2,000, beside the team's number."""


class Commands:
    """Everything that can stand after `/steward`."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self._commands = tuple(command for feature in features for command in feature.commands)
        self._by_word = {
            word: command for command in self._commands for word in (command.word, *command.aliases)
        }

    async def answer(self, ask: Ask) -> Answer:
        """Run the command. What is not understood is answered with usage and the nearest match."""
        typed = ask.text or ask.ref.extra
        word, _, rest = typed.partition(" ")
        command = self.find(word)
        if command is None:
            return await self._by_word[HELP].listener(replace(ask, text=typed))
        if command.needs_team and ask.team is None and len(ask.seats) > 1:
            return which_team(ask, typed)
        return await command.listener(replace(ask, text=typed if command.pattern else rest.strip()))

    def find(self, word: str) -> Command | None:
        """Return the command of this word, or the one whose pattern it fits (`A-12`)."""
        by_pattern = (c for c in self._commands if c.pattern and c.pattern.fullmatch(word))
        return self._by_word.get(word.lower()) or next(by_pattern, None)


def which_team(ask: Ask, typed: str) -> Say:
    """Ask which of the person's teams is meant; the button carries what they typed."""
    if len(typed) > MOST_KEPT:
        return Say(
            Message(
                f"You are in {len(ask.seats)} teams. Please type this in the channel of the one you mean."
            )
        )
    buttons = [
        ButtonElement(
            text=seat.team.name[:75],
            action_id=f"{CHOOSE_TEAM}.{seat.team.id}",
            value=refs.pack(seat.team.id, extra=typed),
        )
        for seat in ask.seats[:MOST_TEAMS]
    ]
    question = f"You are in {len(ask.seats)} teams. Which one is this for?"
    return Say(Message(question, [SectionBlock(text=question), ActionsBlock(elements=buttons)]))
