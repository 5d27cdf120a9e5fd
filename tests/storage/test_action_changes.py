from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import actions, errors, members
from storage.action_rows import Action
from tests.storage import harbor_glen, promises
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.undoing import last, undo, undo_last


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


@pytest.fixture
def action(session: Session, here: District) -> Action:
    return promises.promise(session, here)


def test_a_new_date_keeps_the_original(session: Session, here: District, action: Action) -> None:
    promises.do(session, here, "redate", action, why="Half term")

    assert (action.due_on, action.original_due_on) == (D0 + timedelta(days=14), D0)
    entry = last(session, here, "action", action)
    assert (entry.before, entry.after, entry.why) == (
        {"due_on": D0.isoformat()},
        {"due_on": (D0 + timedelta(days=14)).isoformat()},
        "Half term",
    )


def test_the_same_date_again_is_no_step(session: Session, here: District, action: Action) -> None:
    promises.do(session, here, "redate", action, due_on=D0)

    assert last(session, here, "action", action).verb == "add"


@pytest.mark.parametrize("verb", ["redate", "hand_over", "accept", "decline"])
def test_a_closed_action_has_no_new_date_owner_or_answer(
    session: Session, here: District, action: Action, verb: str
) -> None:
    promises.do(session, here, "complete", action)

    with pytest.raises(errors.Refused, match="action_state"):
        promises.do(session, here, verb, action)


def test_a_form_changes_everything_in_one_step(session: Session, here: District, action: Action) -> None:
    changed = promises.do(
        session,
        here,
        "change",
        action,
        text="Agree which unit tests all schools share",
        due_on=D0 + timedelta(days=2),
        owner=here.tom,
        workstream=here.workstreams["assessment"],
    )

    assert (changed.text, changed.due_on) == (
        "Agree which unit tests all schools share",
        D0 + timedelta(days=2),
    )
    assert (changed.owner_id, changed.workstream_id) == (here.tom.id, here.workstreams["assessment"].id)
    assert len(promises.history(session, here, action)) == 2
    undo_last(session, here, "action", action)
    assert (changed.owner_id, changed.due_on, changed.workstream_id) == (here.priya.id, D0, None)


def test_a_form_sent_unchanged_is_no_step(session: Session, here: District, action: Action) -> None:
    promises.do(session, here, "complete", action)
    promises.do(
        session,
        here,
        "change",
        action,
        text=action.text,
        due_on=action.due_on,
        owner=here.priya,
        workstream=None,
    )

    assert last(session, here, "action", action).verb == "complete"


def test_words_and_workstream_of_a_closed_action_can_be_put_right(
    session: Session, here: District, action: Action
) -> None:
    promises.do(session, here, "complete", action)
    promises.do(session, here, "change", action, text="Draft it", workstream=here.workstreams["grading"])

    assert (action.text, action.workstream_id) == ("Draft it", here.workstreams["grading"].id)
    with pytest.raises(errors.Refused, match="action_state"):
        promises.do(session, here, "change", action, due_on=D0 + timedelta(days=1))


def test_an_invited_owner_is_asked_to_accept(session: Session, here: District) -> None:
    members.join(session, team=here.team, person=here.omar, kind="invited", by=here.maya, now=NOW)
    action = promises.promise(session, here, "Omar")
    assert action.accepted == "asked"

    assert promises.do(session, here, "accept", action).accepted == "accepted"
    promises.do(session, here, "accept", action)
    assert [entry.verb for entry in promises.history(session, here, action)] == ["add", "accept"]


def test_an_invited_member_is_not_asked_for_what_they_promised_themselves(
    session: Session, here: District
) -> None:
    members.join(session, team=here.team, person=here.omar, kind="invited", by=here.maya, now=NOW)
    own = actions.add(
        session, team=here.team, text="Check bus times", owner=here.omar, due_on=D0, by=here.omar, now=NOW
    )

    assert own.accepted == "not_needed"


def test_a_declined_action_stays_with_its_owner_until_handed_over(
    session: Session, here: District, action: Action
) -> None:
    promises.do(session, here, "decline", action)
    assert (action.accepted, action.decline_reason, action.owner_id) == (
        "declined",
        "Not mine",
        here.priya.id,
    )

    promises.do(session, here, "hand_over", action)
    assert (action.accepted, action.decline_reason, action.owner_id) == ("not_needed", None, here.tom.id)
    undo_last(session, here, "action", action)
    assert (action.accepted, action.decline_reason, action.owner_id) == (
        "declined",
        "Not mine",
        here.priya.id,
    )


def test_who_declined_can_still_accept(session: Session, here: District, action: Action) -> None:
    promises.do(session, here, "decline", action)
    promises.do(session, here, "accept", action)

    assert (action.accepted, action.decline_reason) == ("accepted", None)


def test_handing_over_to_an_invited_member_asks_them(
    session: Session, here: District, action: Action
) -> None:
    members.join(session, team=here.team, person=here.tom, kind="invited", by=here.maya, now=NOW)
    promises.do(session, here, "hand_over", action)

    assert action.accepted == "asked"


def test_handing_over_to_the_owner_is_no_step(session: Session, here: District, action: Action) -> None:
    promises.do(session, here, "hand_over", action, to=here.priya)

    assert last(session, here, "action", action).verb == "add"


def test_a_hand_over_is_not_undone_once_the_new_owner_has_answered(
    session: Session, here: District, action: Action
) -> None:
    promises.do(session, here, "hand_over", action)
    given = last(session, here, "action", action)
    promises.do(session, here, "decline", action, by=here.tom)

    with pytest.raises(errors.Refused, match="owner_answered"):
        undo(session, here, given)
    assert action.owner_id == here.tom.id


def test_a_new_date_at_the_meeting_counts_no_second_time(session: Session, here: District) -> None:
    late = promises.promise(session, here, due_on=D0 - timedelta(days=1))
    actions.carry(session, team=here.team, meeting_on=D0, now=NOW)
    promises.do(session, here, "redate", late, due_on=D0 + timedelta(days=3))

    assert actions.carry(session, team=here.team, meeting_on=D0, now=NOW) == []
    next_week, the_week_after = D0 + timedelta(days=7), D0 + timedelta(days=14)
    assert actions.carry(session, team=here.team, meeting_on=next_week, now=NOW) == [late]
    assert actions.carry(session, team=here.team, meeting_on=the_week_after, now=NOW) == [late]
    assert late.carried == 3
