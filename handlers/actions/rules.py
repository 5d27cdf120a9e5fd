"""What a person wants of an action, read from a sentence. Nothing typed is lost: what is not understood is text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from handlers import dates, text
from handlers.actions import parts
from handlers.actions.sentence import Sentence
from handlers.errors import UserError
from handlers.text import Mention

LONGEST_TEXT = 300  # characters: our choice, so that a card and a list line stay readable

# Block ids of the form's fields, so that a problem found in a command shows at its field in the form.
TEXT, OWNER, DUE, WORKSTREAM = "text", "owner", "due", "workstream"

_PARTS = 3  # a due date, a workstream, "me": in whatever order, each pass reads at least one
_SHOWN = 60  # characters of a name that Slack does not know
_EVERYONE = {"@channel", "@here", "@everyone"}
_NOT_A_VERB = re.compile(
    r"(?i:(?:the|a|an|my|our|your|their|his|her|its|this|that|these|those|some|all|we|i|he|she|they|it|there|who|what"
    r"|when|where|why|how)\b)|[^\w]*\Z"
)


@dataclass(frozen=True)
class Wanted:
    """An action as far as a sentence says it.

    `text`: what was typed, word for word, without the words that were read as the other parts. `owner_id`: a
    Slack user id. `workstream`: the name as the team has it. `problems`: what must be settled before it can be kept,
    each at its field, in the order of the form. `hints`: advice that stops nothing.
    """

    text: str
    owner_id: str | None = None
    due: date | None = None
    workstream: str | None = None
    problems: tuple[UserError, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that an action cannot be without and that the sentence does not say."""
        said = {TEXT: self.text, OWNER: self.owner_id, DUE: self.due}
        return tuple(field for field, value in said.items() if not value)


def parse(
    delivered: str,
    *,
    actor_id: str,
    live: Sequence[str],
    zone: tzinfo,
    now: datetime,
    names: Mapping[str, str] | None = None,
) -> Wanted:
    """Read the words after `/steward action`, as Slack delivers them. Never raises: problems are part of the answer.

    The order of the parts is free. The one person mentioned is the owner, or `@me` or a lone "me" for the actor. The
    date is read in `zone`, the actor's. `live` holds the names of the team's workstreams; "in" before anything else
    is text. `names` gives people's names by Slack user id, for mentions that Slack sends without one.
    """
    typed = text.typed(delivered, names)
    sentence = _mark(Sentence(typed.text, typed.text), typed.mentions)
    me = parts.at_me(sentence, actor_id)
    mentions = (*typed.mentions, *me)
    sentence, unknown = parts.unknown_names(_mark(sentence, me))
    sentence, read = _read(sentence, live, zone, now, may_be_me=not mentions)
    tried = dates.tried(sentence.unread, zone, now)
    owner_id, owner_problems = _owner(mentions, unknown, actor_id if read.me else None)
    if owner_id:
        for mention in mentions:
            sentence = parts.take_mention(sentence, mention)
    words = sentence.text()
    return Wanted(
        words,
        owner_id,
        read.due.on if read.due else None,
        read.workstream.name if read.workstream else None,
        (*_length(words), *owner_problems, *_problems(read, tried)),
        _hints(words),
    )


def understood(wanted: Wanted, *, owner: str | None, today: date) -> tuple[str, ...]:
    """Return what was understood, to be shown in this order: "Owner @ana", "due Fri 20 Nov, tomorrow", ...

    In Slack's markup. `owner` is the owner as `text.mention` writes a person.
    """
    said = (
        ("Owner", owner),
        ("due", wanted.due and dates.show(wanted.due, today)),
        ("workstream", wanted.workstream and text.escape(wanted.workstream)),
    )
    return tuple(f"{what} {words}" for what, words in said if words)


@dataclass(frozen=True)
class _Read:
    due: dates.Found | None = None
    workstream: parts.Workstream | None = None
    me: bool = False


def _mark(sentence: Sentence, mentions: Sequence[Mention]) -> Sentence:
    for mention in mentions:
        sentence = sentence.mark(mention.start, mention.end)
    return sentence


def _read(
    sentence: Sentence, live: Sequence[str], zone: tzinfo, now: datetime, *, may_be_me: bool
) -> tuple[Sentence, _Read]:
    due, workstream, me = None, None, False
    for _ in range(_PARTS):
        if workstream is None:
            sentence, workstream = parts.workstream(sentence, live)
        if may_be_me and not me:
            sentence, me = parts.me(sentence)
        if due is None:
            sentence, due = parts.due(sentence, zone, now)
    if workstream is None and due is not None:
        sentence, workstream = parts.workstream_behind(sentence, due, live)
    return sentence, _Read(due, workstream, me)


def _owner(
    mentions: Sequence[Mention], unknown: Sequence[str], me: str | None
) -> tuple[str | None, tuple[UserError, ...]]:
    people = {mention.user_id: f"@{mention.label}" for mention in mentions} or ({me: "@me"} if me else {})
    owner_id = next(iter(people)) if len(people) == 1 else None
    problems = [_not_found(name) for name in unknown if name.lower() not in _EVERYONE]
    if len(people) > 1:
        named = text.join_names(list(people.values()))
        problems.append(
            UserError(
                f"An action has one owner, and this names {named}. Choose one, and write the others without the @.",
                OWNER,
            )
        )
    elif not people and len(problems) < len(unknown):
        problems.append(
            UserError("An action has one owner, not a whole channel. Type @ and choose one person.", OWNER)
        )
    return owner_id, tuple(problems)


def _not_found(name: str) -> UserError:
    shown = text.one_line(name, _SHOWN)
    return UserError(
        f"I could not find {shown}. Type @ and choose the person from Slack's list, or choose the owner in the form.",
        OWNER,
    )


def _problems(read: _Read, tried: UserError | None) -> tuple[UserError, ...]:
    due = read.due.problem if read.due else tried
    workstream = read.workstream and read.workstream.problem
    return (*((due.at(DUE),) if due else ()), *((workstream.at(WORKSTREAM),) if workstream else ()))


def _length(words: str) -> tuple[UserError, ...]:
    if len(words) <= LONGEST_TEXT:
        return ()
    return (
        UserError(
            f"An action can have {LONGEST_TEXT} characters, and this one has {len(words)}. "
            "Say what is to be done in a sentence, and put the rest in the thread.",
            TEXT,
        ),
    )


def _hints(words: str) -> tuple[str, ...]:
    if not words or not _NOT_A_VERB.match(words):
        return ()
    return ("An action is easier to finish when it starts with a verb, like “Draft” or “Ask”.",)
