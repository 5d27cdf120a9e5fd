"""The forms about topics: to add one, to change one, to make it an action."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers import forms, messages, refs
from handlers.actions.views import forms as action_forms
from handlers.actions.views import words as action_words
from handlers.agenda.rules import LONGEST_DETAILS, LONGEST_TOPIC
from handlers.agenda.views import ids
from storage.teams import Team
from storage.topics import Topic
from storage.workstreams import Workstream

TEXT, DETAILS, TEAM = "text", "details", "team"
"""Block ids."""
_TEAMS = 100


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What stands in the form. `source`: the receipt that keeps the message it is made of, `quoted` its words."""

    text: str = ""
    details: str | None = None
    source: str | None = None
    quoted: str | None = None


def add(team: Team | None, draft: Draft, *, notice: str = "", teams: Sequence[Team] = ()) -> View:
    """Return the form to add a topic. `notice` is escaped; `teams`: to choose from, where `team` is open."""
    blocks = [*_notice(notice), *_picker(teams), *_fields(draft), *_quotation(draft.quoted), _told()]
    kept = refs.metadata(team.id if team else None, source=draft.source)
    return forms.form(ids.ADD_TOPIC, "Add a topic", "Add", blocks, metadata=kept)


def change(team: Team, topic: Topic) -> View:
    """Return the form of a topic that is queued already."""
    draft = Draft(text=topic.text, details=topic.details)
    kept = refs.metadata(team.id, topic.id)
    return forms.form(ids.TOPIC, "Change the topic", "Save", [*_fields(draft), _told()], metadata=kept)


def make_action(team: Team, topic: Topic, workstreams: Sequence[Workstream]) -> View:
    """Return the form of a new action with the topic's words in it."""
    draft = action_forms.Draft(text=topic.text, quoted=topic.source_text)
    form = action_forms.new(team, draft, workstreams)
    form.callback_id = ids.MAKE_ACTION
    form.private_metadata = refs.metadata(team.id, topic.id)
    return form


def _fields(draft: Draft) -> list[Block]:
    return [
        forms.line(
            TEXT, "Topic", draft.text, many=True, hint=f"In one sentence, up to {LONGEST_TOPIC} characters."
        ),
        forms.line(
            DETAILS,
            "Details",
            draft.details,
            many=True,
            optional=True,
            hint=f"What the others should know before, up to {LONGEST_DETAILS} characters.",
        ),
    ]


def _picker(teams: Sequence[Team]) -> list[Block]:
    offered = {str(team.id): team.name for team in teams[:_TEAMS]}
    return [forms.choice(TEAM, "Team", offered)] if offered else []


def _quotation(words: str | None) -> list[Block]:
    if not words:
        return []
    return [messages.section(f"These words are kept with it:\n{action_words.quoted(words)}")]


def _notice(words: str) -> list[Block]:
    return [messages.section(words)] if words else []


def _told() -> Block:
    return forms.note("The agenda shows it with your name. Nobody gets a message.")
