"""Splitting an action: the first part stays, the rest is one of its own, and both say so."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from handlers.actions import rules, splitting
from handlers.actions.entries import Mistakes
from handlers.actions.splitting import REST, REST_DUE, Parts
from handlers.actions.views import acks, buttons, history, words
from handlers.errors import UserError
from storage import actions, stories
from storage.action_rows import Action
from tests.handlers.actions.acting import FRIDAY, add, by, messages, take
from tests.storage.harbor_glen import D0, NOW, District

LATER = FRIDAY + timedelta(days=7)
PARTS = Parts(first="Draft the guide", first_due=FRIDAY, rest="Print the guide", rest_due=LATER)
FORM = {rules.TEXT: PARTS.first, rules.DUE: str(FRIDAY), REST: PARTS.rest, REST_DUE: str(LATER)}


def test_the_form_says_both_parts() -> None:
    assert splitting.read(FORM, D0) == PARTS


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({rules.TEXT: " "}, {rules.TEXT}),
        ({REST: None, REST_DUE: None}, {REST, REST_DUE}),
        ({rules.DUE: "2026-11-15", REST_DUE: "2026-11-01"}, {rules.DUE, REST_DUE}),
        ({REST: "x" * (rules.LONGEST_TEXT + 1)}, {REST}),
        ({REST: PARTS.first}, {REST}),
    ],
)
def test_every_mistake_is_said_at_its_field(wrong: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(Mistakes) as found:
        splitting.read(FORM | wrong, D0)
    assert set(found.value.fields) == fields


def test_the_rest_is_an_action_of_the_same_owner_and_both_histories_name_the_other(
    session: Session, here: District
) -> None:
    add(session, here)
    doing = by(session, here, "Priya", minutes=5)
    parts = replace(PARTS, first="Draft two chapters")
    outcome, number = splitting.split(session, doing=doing, number=1, parts=parts)
    assert number == 2
    first, rest = (stories.of_action(session, team=here.team, number=code) for code in (1, 2))
    assert (first.action.text, first.action.due_on) == ("Draft two chapters", FRIDAY)
    assert (rest.action.text, rest.action.due_on) == ("Print the guide", LATER)
    assert rest.action.owner_id == here.priya.id
    assert "split, the rest is A-2" in history.page(first, UTC, NOW).text
    assert "split from A-1" in history.page(rest, UTC, NOW).text
    said = acks.split(outcome.told, number, D0).text
    assert "*A-1* keeps its first part" in said
    assert "The rest is *A-2*." in said
    assert "action_card" in messages(session, here)


def test_a_closed_one_and_somebody_elses_cannot_be_split(session: Session, here: District) -> None:
    add(session, here)
    with pytest.raises(UserError, match="can change this action"):
        splitting.split(session, doing=by(session, here, "Tom"), number=1, parts=PARTS)
    take(session, by(session, here, "Priya"), actions.complete)
    with pytest.raises(UserError, match="is done"):
        splitting.split(session, doing=by(session, here, "Priya"), number=1, parts=PARTS)


@pytest.mark.parametrize(("carried", "offered"), [(2, False), (words.CARRIED_TOO_OFTEN, True)])
def test_a_split_is_offered_from_the_third_meeting_on(carried: int, offered: bool) -> None:
    action = Action(
        id=1,
        team_id=1,
        number=1,
        text="Draft",
        owner_id=1,
        due_on=date(2026, 11, 20),
        original_due_on=D0,
        created_by=2,
        created_at=NOW,
        touched_at=NOW,
        carried=carried,
    )
    assert ("Split" in str(buttons.live(action, buttons.ANYONE).to_dict())) is offered
