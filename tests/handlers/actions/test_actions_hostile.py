"""Whatever people write into an action, every view of it fits, shows it as typed and pings nobody."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View

from handlers.actions.views import acks, card, direct, forms, history, small_forms, words
from handlers.actions.views.buttons import ANYONE
from handlers.actions.views.forms import Draft
from handlers.answer import Message
from storage.action_rows import Action
from storage.stories import Story
from tests.handlers.actions.tales import (
    EVERYONE,
    GRADING,
    MAYA,
    NEW_YORK,
    OWNER_ONLY,
    PACING,
    PRIYA,
    READER,
    TOM,
    step,
    story,
)
from tests.handlers.home.rows import (
    HOSTILE,
    MONDAY,
    NOW,
    TEAM,
    person,
    problems,
    team,
    workstream,
)


def hostile_stories(words: str) -> list[Story]:
    somebody = person(3, words)
    people = {one.id or 0: one for one in (*EVERYONE, somebody)}
    strands = {1: workstream(1, words), 2: GRADING}
    given: dict[str, Any] = {
        "text": words,
        "source_text": words,
        "source_author": words,
        "source_link": "https://x.example",
    }
    changed = step(
        2, "change", why=words, before={"text": words, "owner_id": 3}, after={"text": words, "owner_id": 3}
    )
    told = [
        story(**given),
        story(changed, **given, accepted="declined", decline_reason=words),
        story(step(2, "block", PRIYA, why=words), **given, state="blocked", waiting_for=words),
        story(
            step(2, "drop", why=words, after={"state": "dropped"}),
            **given,
            state="dropped",
            drop_reason=words,
        ),
        story(
            step(2, "hand_over", TOM, why=f"Not mine: {words}", before={"owner_id": 1}, after={"owner_id": 3})
        ),
    ]
    return [
        Story(team=team(name=words), action=one.action, steps=one.steps, people=people, workstreams=strands)
        for one in told
    ]


SHOWN: list[Callable[[Story], Message | View]] = [
    lambda told: card.card(told, MONDAY),
    lambda told: card.full(told, MONDAY, ANYONE),
    lambda told: card.full(told, MONDAY, READER, who_may="Ask its owner."),
    lambda told: direct.given(told, MONDAY, OWNER_ONLY),
    lambda told: direct.passed_on(told, MONDAY),
    lambda told: direct.taken_over(told, MONDAY),
    lambda told: acks.saved(told, MONDAY, messaged=[PRIYA]),
    lambda told: acks.changed(told, told.steps[-1], MONDAY, messaged=[PRIYA, TOM]),
    lambda told: acks.unchanged(told, NEW_YORK, NOW),
    acks.not_in_channel,
    lambda told: history.page(told, NEW_YORK, NOW, undo=told.steps[-1]),
    lambda told: forms.change(told, [PACING], MONDAY),
    lambda told: small_forms.new_date(told, MONDAY),
    small_forms.block,
    small_forms.hand_over,
    lambda told: small_forms.not_mine(told, MAYA),
    small_forms.drop,
    lambda told: small_forms.split(told, MONDAY),
    lambda told: forms.new(
        told.team, drafted(told.action), list(told.workstreams.values()), notice="Almost there."
    ),
    lambda told: forms.which_team(drafted(told.action), [told.team, TEAM]),
]


def drafted(action: Action) -> Draft:
    return Draft(text=action.text, contact=action.text, source="shortcut:1", quoted=action.text)


@settings(deadline=None, max_examples=20)
@given(words=HOSTILE)
def test_whatever_people_write_fits_and_pings_nobody(words: str) -> None:
    for told in hostile_stories(words):
        for show in SHOWN:
            assert problems_of(show(told)) == []


def problems_of(shown: Message | View) -> list[str]:
    """Beside what Slack would refuse: markup that is live and that we did not write."""
    ours = ("<#C0001>", "<https://x.example|Open the message>")
    return [problem for problem in problems(shown) if not problem.endswith(ours)]


@settings(deadline=None)
@given(words=st.text(max_size=2000), limit=st.integers(1, 400))
def test_a_quotation_stays_inside_its_limit_line_by_line(words: str, limit: int) -> None:
    from_people = _quoted(words, limit)
    assert all(line.startswith("> ") for line in from_people.splitlines())


def _quoted(said: str, limit: int) -> str:
    return words.quoted(said, limit)
