from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import actions, errors, people, teams
from storage.action_rows import Action, Source, State
from tests.storage import harbor_glen, promises
from tests.storage.counting import plan, statements
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.undoing import last, undo, undo_last

LATER = NOW + timedelta(days=3)


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


@pytest.fixture
def action(session: Session, here: District) -> Action:
    return promises.promise(session, here)


def _bring_to(session: Session, here: District, action: Action, state: State) -> None:
    way = {"open": (), "in_progress": ("start",), "blocked": ("block",), "done": ("complete",)}
    for verb in way.get(state, ("drop",)):
        promises.do(session, here, verb, action)


def test_an_action_starts_open_with_its_original_date_and_the_teams_next_number(
    session: Session, here: District
) -> None:
    first, second = (
        promises.promise(session, here, workstream=here.workstreams["assessment"]) for _ in range(2)
    )

    assert (first.number, second.number) == (1, 2)
    assert (first.state, first.due_on, first.original_due_on, first.closed_at) == ("open", D0, D0, None)
    assert (first.accepted, first.carried, first.version, first.touched_at) == ("not_needed", 0, 1, NOW)
    assert (first.owner_id, first.created_by) == (here.priya.id, here.daniel.id)
    assert first.workstream_id == here.workstreams["assessment"].id


def test_an_action_keeps_the_words_it_came_from(session: Session, here: District) -> None:
    came = Source(
        channel_id="CELA", ts="1763298000.000100", link="https://x", text="Could you?", author="Tom"
    )
    action = promises.promise(session, here, source=came)

    assert (action.source_channel_id, action.source_ts, action.source_link) == (
        "CELA",
        "1763298000.000100",
        "https://x",
    )
    assert (action.source_text, action.source_author) == ("Could you?", "Tom")


def test_a_number_the_team_does_not_have_is_not_found(
    session: Session, here: District, action: Action
) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    assert actions.get(session, team=here.team, number=action.number) == action
    with pytest.raises(errors.NotFound):
        actions.get(session, team=other.team, number=action.number)
    with pytest.raises(errors.NotFound):
        actions.complete(session, team=other.team, number=action.number, by=here.maya, now=NOW)


# What each verb makes of each state: a state, "same" where nothing is left to do, "no" where there is no such step.
STEPS = {
    "start": ("in_progress", "same", "no", "no", "no"),
    "block": ("blocked", "blocked", "same", "no", "no"),
    "unblock": ("same", "same", "in_progress", "no", "no"),
    "complete": ("done", "done", "done", "same", "no"),
    "drop": ("dropped", "dropped", "dropped", "no", "same"),
    "reopen": ("same", "same", "same", "open", "open"),
}
STATES: tuple[State, ...] = ("open", "in_progress", "blocked", "done", "dropped")


@pytest.mark.parametrize(
    ("verb", "state", "expected"),
    [(verb, state, wanted) for verb, row in STEPS.items() for state, wanted in zip(STATES, row, strict=True)],
)
def test_every_step_of_the_state_machine(
    session: Session, here: District, action: Action, verb: str, state: State, expected: str
) -> None:
    _bring_to(session, here, action, state)
    before = (action.version, last(session, here, "action", action).id)

    if expected == "no":
        with pytest.raises(errors.Refused) as refused:
            promises.do(session, here, verb, action)
        assert refused.value.facts["from_state"] == state
        assert refused.value.facts["verb"] == verb
    else:
        promises.do(session, here, verb, action)
    if expected in ("no", "same"):
        assert action.state == state
        assert (action.version, last(session, here, "action", action).id) == before
    else:
        assert action.state == expected
        assert action.touched_at == LATER
        assert (last(session, here, "action", action).verb, action.version) == (verb, before[0] + 1)
    assert (action.closed_at is not None) == (action.state in ("done", "dropped"))
    assert (action.waiting_for is not None) == (action.state == "blocked")
    assert (action.drop_reason is not None) == (action.state == "dropped")


def test_an_action_done_twice_is_done_once(session: Session, here: District, action: Action) -> None:
    done = promises.do(session, here, "complete", action)
    with statements(session) as asked:
        again = promises.do(session, here, "complete", action, by=here.tom, now=LATER + timedelta(days=1))

    assert again.closed_at == done.closed_at == LATER
    assert all(statement.startswith("SELECT") for statement, _ in asked)
    assert [entry.verb for entry in promises.history(session, here, action)] == ["add", "complete"]


def test_a_step_costs_three_statements(session: Session, here: District, action: Action) -> None:
    with statements(session) as asked:
        promises.do(session, here, "complete", action)
        session.flush()

    assert [statement.split()[0] for statement, _ in asked] == ["SELECT", "UPDATE", "INSERT"]
    assert "action" in plan(session, asked[0])


def test_an_addition_for_a_member_costs_four_statements(session: Session, here: District) -> None:
    with statements(session) as asked:
        promises.promise(session, here, "Maya")
        session.flush()

    assert [statement.split()[0] for statement, _ in asked] == ["UPDATE", "SELECT", "INSERT", "INSERT"]


def test_a_stale_card_does_not_overwrite_what_happened_since(
    session: Session, here: District, action: Action
) -> None:
    session.expunge(action)
    promises.do(session, here, "redate", action)
    done = promises.do(session, here, "complete", action)

    assert (action.due_on, action.state) == (D0, "open")
    assert (done.due_on, done.state, done.version) == (D0 + timedelta(days=14), "done", 3)


def test_a_new_reason_for_being_blocked_replaces_the_old(
    session: Session, here: District, action: Action
) -> None:
    promises.do(session, here, "block", action, why="the principals' dates")
    promises.do(session, here, "block", action, why="the bus company")
    assert action.waiting_for == "the bus company"

    undo_last(session, here, "action", action)
    assert action.waiting_for == "the principals' dates"


def test_an_addition_undone_is_dropped_as_a_mistake_and_redone_is_open(
    session: Session, here: District, action: Action
) -> None:
    undo_last(session, here, "action", action)
    assert (action.state, action.drop_reason, action.closed_at) == ("dropped", "Added by mistake", NOW)

    undo_last(session, here, "action", action)
    assert (action.state, action.drop_reason, action.closed_at) == ("open", None, None)


def test_an_older_step_is_undone_when_it_still_stands(
    session: Session, here: District, action: Action
) -> None:
    promises.do(session, here, "redate", action)
    redated = last(session, here, "action", action)
    promises.do(session, here, "complete", action)

    undo(session, here, redated)
    assert (action.due_on, action.state) == (D0, "done")


def test_a_step_is_not_undone_over_a_later_one_of_the_same_columns(
    session: Session, here: District, action: Action
) -> None:
    promises.do(session, here, "start", action)
    started = last(session, here, "action", action)
    promises.do(session, here, "complete", action)

    with pytest.raises(errors.Changed) as changed:
        undo(session, here, started)
    assert (changed.value.verb, changed.value.by_person_id) == ("complete", here.priya.id)


def test_a_meeting_counts_once_in_what_was_due_before_it(session: Session, here: District) -> None:
    late, due_then, done = (
        promises.promise(session, here, due_on=D0 + timedelta(days=day)) for day in (-1, 1, -2)
    )
    promises.do(session, here, "complete", done)
    meeting_on = D0 + timedelta(days=1)

    assert actions.carry(session, team=here.team, meeting_on=meeting_on, now=LATER) == [late]
    assert actions.carry(session, team=here.team, meeting_on=meeting_on, now=LATER) == []
    assert (late.carried, due_then.carried, done.carried) == (1, 0, 0)
    assert last(session, here, "action", late).by_person_id is None


def test_a_closed_team_takes_no_new_action_and_its_old_ones_can_be_finished(
    session: Session, here: District, action: Action
) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Merged")

    with pytest.raises(errors.Refused, match="team_closed"):
        promises.promise(session, here)
    assert promises.do(session, here, "complete", action).state == "done"


def test_nobody_from_another_workspace_owns_or_changes_an_action(
    session: Session, here: District, action: Action
) -> None:
    other = harbor_glen.workspace(session, "TOTHER")
    stranger = people.meet(session, workspace=other, slack_user_id="UPRIYA", name="Priya Nair", now=NOW)

    with pytest.raises(errors.NotFound):
        actions.add(session, team=here.team, text="Ours", owner=stranger, due_on=D0, by=here.maya, now=NOW)
    with pytest.raises(errors.NotFound):
        promises.do(session, here, "complete", action, by=stranger)
    with pytest.raises(errors.NotFound):
        promises.do(session, here, "hand_over", action, to=stranger)


def test_another_teams_workstream_is_not_an_actions(session: Session, here: District, action: Action) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    with pytest.raises(errors.NotFound):
        promises.promise(session, here, workstream=other.workstreams["pacing"])
    with pytest.raises(errors.NotFound):
        promises.do(session, here, "change", action, workstream=other.workstreams["pacing"])
