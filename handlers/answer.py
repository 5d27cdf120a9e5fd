"""What a listener can answer. The edge acknowledges with it, so the answer to a mistake comes where it was made.

A listener returns one of these and calls nothing. What must follow the acknowledgement (a file, a slow
look-up) is a coroutine function in `then`: tracked, logged when it fails, never a reason to lose a fact.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

FollowUp = Callable[[], Awaitable["Answer | None"]]


@dataclass(frozen=True)
class Message:
    """Words and their blocks. `text` says everything that the blocks say: screen readers read only it."""

    text: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True)
class Nothing:
    """The acknowledgement is answer enough."""

    then: FollowUp | None = None


@dataclass(frozen=True)
class Say:
    """Tell the person who asked, and nobody else."""

    message: Message
    then: FollowUp | None = None


@dataclass(frozen=True)
class Replace:
    """The message that was clicked becomes this one. For messages that only the actor sees, and DMs."""

    message: Message
    then: FollowUp | None = None


@dataclass(frozen=True)
class Open:
    """Open a form, on top of one that is open already."""

    view: View


@dataclass(frozen=True)
class Update:
    """The open form becomes this one; what was typed stays where block ids stay."""

    view: View


@dataclass(frozen=True)
class Close:
    """Close every open form, and say so where the person started, when there is something to say."""

    message: Message | None = None
    then: FollowUp | None = None


@dataclass(frozen=True)
class Errors:
    """Sentences at the fields of the open form, by block id. Everything typed stays."""

    fields: Mapping[str, str]


@dataclass(frozen=True)
class ShowHome:
    """What the actor sees in App Home."""

    view: View


@dataclass(frozen=True)
class Choices:
    """What a search field offers: (value, label) pairs, at most 100."""

    options: Sequence[tuple[str, str]]


Answer = Nothing | Say | Replace | Open | Update | Close | Errors | ShowHome | Choices
