"""What people write to Steward outside a command: in a direct message, by a mention, by inviting it."""

from dataclasses import replace

from bot.commands import Commands
from handlers.answer import Answer, Message, Nothing, Say
from handlers.ask import Ask
from handlers.help import HELP

INVITED = (
    "Thank you for the invitation. To make this channel a team, type `/steward setup`: one form, and I say what I "
    "will post and when. `/steward help` shows the rest."
)


class Talk:
    """Answers words as the command of the same words, to the person alone; other words with the panel."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    async def answer(self, ask: Ask) -> Answer:
        """Answer what a person wrote. What other programs write, and edits, are left alone."""
        event = ask.body["event"]
        if event.get("bot_id") or event.get("subtype"):
            return Nothing()
        return await self._commands.answer(replace(ask, text=self._meant(ask.text)))

    def _meant(self, said: str) -> str:
        """The command that is said; the panel for a sentence, which misspells none: "what do I owe?"."""
        word, _, _ = (said or HELP).partition(" ")
        return (said or HELP) if self._commands.find(word) else ""

    async def joined(self, ask: Ask) -> Answer:
        """Tell whoever brought Steward into a channel without a team what to do next."""
        return Nothing() if ask.team else Say(Message(INVITED))
