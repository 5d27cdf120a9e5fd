"""What Steward understands: the whole list, one word of it, and the nearest match to what it does not know.

Derived from the features, so nothing can be said and missing here.
"""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from slack_sdk.models.blocks import Block, ContextBlock, DividerBlock, MarkdownTextObject, SectionBlock

from handlers import text
from handlers.answer import Answer, Message, Say
from handlers.ask import Ask
from handlers.feature import Command, Feature

HELP = "help"
SHOW = "help.show"
"""A button that shows the whole list."""
NEAR = 70
"""Of 100, by rapidfuzz. Below it a guess would only surprise."""
MOST_SHOWN = 150
"""Characters of what was typed that are repeated."""

OPENING = (
    "*Steward keeps your team's promises: who does what, by when.*\n"
    "Type `/steward`, a word, and what you want to say. A word alone shows what there is, or opens a form."
)
CLOSING = "What Steward answers here only you can see, and what can be clicked can be undone."


def feature_for(features: Iterable[Feature]) -> Feature:
    """Return the help on these features, to be listed beside them."""
    known = tuple(features)

    async def answer(ask: Ask) -> Answer:  # asked later, when `known` holds the help itself too
        return Say(reply(known, text.typed(ask.text).text))

    own = Command(
        HELP, "[word]", "What you can say, or one word of it.", answer, aliases=("?",), needs_team=False
    )
    known = (*known, Feature(HELP, commands=(own,), buttons={SHOW: answer}))
    return known[-1]


def reply(features: Sequence[Feature], typed: str) -> Message:
    """Return the help for what was typed: nothing (the whole list), a known word, or something not understood."""
    commands = [command for feature in features for command in feature.commands]
    word, _, rest = typed.strip().partition(" ")
    if not word:
        return everything(features)
    known = next((command for command in commands if _named(command, word)), None)
    return one(known) if known else unknown(commands, word, rest.strip())


def everything(features: Iterable[Feature]) -> Message:
    """Return every command, grouped by feature, the help itself last."""
    told = [feature for feature in features if any(command.help for command in feature.commands)]
    groups = [_group(feature) for feature in sorted(told, key=lambda feature: feature.name == HELP)]
    blocks: list[Block] = [SectionBlock(text=OPENING), DividerBlock()]
    blocks += [SectionBlock(text=group) for group in groups]
    blocks.append(ContextBlock(elements=[MarkdownTextObject(text=CLOSING)]))
    return Message("\n\n".join((OPENING, *groups, CLOSING)), blocks)


def one(command: Command) -> Message:
    """Return what one command does, how it is typed, and the other words for it."""
    lines = [f"`{_usage(command)}`", command.help]
    if command.aliases:
        lines.append(f"Or say {text.join_names([f'`{alias}`' for alias in command.aliases], 'or')}.")
    lines.append("`/steward help` lists everything.")
    return _said("\n".join(lines))


def unknown(commands: Iterable[Command], word: str, rest: str) -> Message:
    """Return the nearest command, with the rest of what was typed kept behind it."""
    shown = text.cut(text.escape(word), MOST_SHOWN)
    by_word = {name: command for command in commands for name in (command.word, *command.aliases) if name}
    near = process.extractOne(word.lower(), list(by_word), scorer=fuzz.WRatio, score_cutoff=NEAR)
    if near is None:
        return _said(f"I do not know “{shown}”. `/steward help` lists what I understand.")
    command = by_word[near[0]]
    meant = _code(f"/steward {near[0]} {rest}".strip())
    lines = [f"I do not know “{shown}”. Did you mean {meant}?", f"`{_usage(command)}`: {command.help}"]
    return _said("\n".join([*lines, "`/steward help` lists everything."]))


def _named(command: Command, word: str) -> bool:
    names = (command.word.lower(), *command.aliases)
    return word.lower() in names or bool(command.pattern and command.pattern.fullmatch(word))


def _group(feature: Feature) -> str:
    lines = [f"`{_usage(command)}`\n{command.help}" for command in feature.commands if command.help]
    return "\n".join((f"*{feature.name.capitalize()}*", *lines))


def _usage(command: Command) -> str:
    return " ".join(filter(None, ("/steward", command.word, command.usage)))


def _code(words: str) -> str:
    """What a person typed, to copy. A backtick in it would end the code early, so then it stands in quotes."""
    shown = text.cut(text.escape(" ".join(words.split())), MOST_SHOWN)
    return f"“{shown}”" if "`" in shown else f"`{shown}`"


def _said(words: str) -> Message:
    return Message(words, [SectionBlock(text=words)])
