"""One row of a digest: what it is about, why it stands there, its one-tap answers; and what is left once answered."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from handlers import dates, messages, permissions, standing
from handlers.actions import whose
from handlers.actions.views import acks, buttons, history, ids, layout, story, words
from handlers.digest.showing import Row, Shown
from handlers.messages import Part
from handlers.permissions import Verb
from handlers.teams import views as team_views
from handlers.text import plural
from handlers.workstreams import views as workstream_views
from storage.action_lists import Listed
from storage.action_rows import Action
from storage.audit import AuditEntry
from storage.stories import Story

_WORDS = 160
_NAME = 60
_NO_ANSWER = {"carry", "undo"}
"""Steps that leave the question open: Steward counted a meeting, somebody took their answer back."""


def parts(row: Row, shown: Shown, at: str) -> list[Part]:
    """Return the row: its words with its buttons, or the record of what was answered with its Undo.

    `at`: where the buttons stand, so that they are answered there.
    """
    if row.listed is None:
        return _update(row, shown)
    if row.told is not None and is_answered(row, shown):
        return _record(row.told, shown, at)
    said = _asked(row, row.listed, shown)
    return [said] if shown.closed else [said, _answers(row, row.listed, shown, at)]


def is_answered(row: Row, shown: Shown) -> bool:
    """Return whether nothing is left to do about it since the digest went out."""
    if row.listed is None:
        return _is_given(row, shown)
    if row.told is None or shown.sent_at is None:
        return False
    return not story.is_live(row.told) or answer(row.told, shown) is not None


def answer(told: Story, shown: Shown) -> AuditEntry | None:
    """Return the last step that was taken since the digest went out and still stands."""
    since = shown.sent_at
    found = (
        step
        for step in reversed(told.steps)
        if since is not None and step.at >= since and step.verb not in _NO_ANSWER and story.stands(told, step)
    )
    return next(found, None)


def _asked(row: Row, listed: Listed, shown: Shown) -> str:
    action = listed.action
    mine = listed.owner.id == shown.person.id
    about = (
        "" if mine or row.away else words.called(listed.owner),
        words.due(action, row.item.late, shown.today),
        words.shown(listed.workstream.name, _NAME) if listed.workstream else "",
        words.shown(row.team.name, _NAME) if _several_teams(shown) else "",
        f"carried over {plural(action.carried, 'weekly meeting')}" if action.carried else "",
    )
    lines = [f"*{words.code(action.number)}* {words.one_line(action.text, _WORDS)}", layout.joined(about)]
    if action.state == "blocked":
        lines.append(f"*Blocked.* Waiting for: {words.one_line(action.waiting_for or 'not said', _WORDS)}")
    return "\n".join(lines)


def _answers(row: Row, listed: Listed, shown: Shown, at: str) -> list[ButtonElement]:
    action, placed = listed.action, buttons.placed(at)
    done = buttons.of(action, "Done", ids.DONE, placed)
    new_date = buttons.of(action, "New date", ids.NEW_DATE, placed)
    open_it = buttons.of(action, "Open", ids.SHOW)
    edits = _edits(row, listed, shown)
    match row.item.why:
        case "accept":
            return [
                buttons.of(action, "Accept", ids.ACCEPT, placed, style="primary"),
                buttons.of(action, "Not mine", ids.NOT_MINE, placed),
            ]
        case "carried" if edits and row.away is None:
            return [
                new_date,
                buttons.of(action, "Split", ids.SPLIT, placed),
                _hand_over(action, placed),
                buttons.of(action, "Drop", ids.DROP, placed),
                done,
            ]
        case "blocked_on_me":
            return [_unblock(action, placed), open_it]
        case "backup" | "leader":
            return [new_date, *([_hand_over(action, placed)] if edits else []), done, open_it]
    stuck = (
        _unblock(action, placed)
        if action.state == "blocked"
        else buttons.of(action, "Blocked", ids.BLOCK, placed)
    )
    return [done, new_date, stuck, *_refusing(row, listed, shown, placed), open_it]


def _hand_over(action: Action, placed: str) -> ButtonElement:
    return buttons.of(action, "Hand over", ids.HAND_OVER, placed)


def _unblock(action: Action, placed: str) -> ButtonElement:
    return buttons.of(action, "Unblock", ids.UNBLOCK, placed)


def _refusing(row: Row, listed: Listed, shown: Shown, placed: str) -> Sequence[ButtonElement]:
    """Only an owner can say that it is not theirs, and only where somebody else can take it back."""
    mine = listed.owner.id == shown.person.id and row.away is None
    given = listed.action.created_by != listed.action.owner_id
    return [buttons.of(listed.action, "Not mine", ids.NOT_MINE, placed)] if mine and given else []


def _edits(row: Row, listed: Listed, shown: Shown) -> bool:
    seat = next((seat for seat in shown.seats if seat.team.id == row.team.id), None)
    about = whose.of(listed.action, listed.owner)
    return bool(permissions.may(standing.of(shown.person, seat), Verb.EDIT_ACTION, **about))


def _record(told: Story, shown: Shown, at: str) -> list[Part]:
    """What was answered, in a sentence to the reader or about somebody else; with the way back where there is one."""
    step = answer(told, shown)
    is_theirs = step is not None and step.by_person_id == shown.person.id
    if step is not None and is_theirs and step is told.steps[-1] and step.verb != "change":
        said = acks.outcome(told, step, shown.today)
    else:
        head = f"*{words.code(told.action.number)}* {words.one_line(told.action.text, _WORDS)}"
        said = f"{head}\n{history.sentence(told, step, shown.today) if step else history.latest(told, shown.today)}."
    if step is None or not is_theirs or step.undo_to is None or shown.closed:
        return [said]
    return [said, [buttons.undo(told.action, step.id, at)]]


def _update(row: Row, shown: Shown) -> list[Part]:
    """A workstream whose update is owed; once it is given, what was said."""
    if row.strand is None:  # retired since
        return ["This workstream is off the lists now. Nothing needed."]
    strand, last = row.strand.workstream, row.strand.last_update
    team = f" · {words.shown(row.team.name, _NAME)}" if _several_teams(shown) else ""
    name = f"*{words.shown(strand.name, _NAME)}*{team}"
    if last is not None and _is_given(row, shown):
        return [f"{name}\n{team_views.STATES[last.state]}: {words.one_line(last.line, _WORDS)}"]
    known = (
        f"last said {team_views.STATES[last.state].lower()} on {dates.day(last.at.date(), shown.today)}"
        if last
        else "nothing was said of it yet"
    )
    said = f"{name}\nHow does it stand? {known[0].upper()}{known[1:]}."
    button = messages.button("Give the update", workstream_views.UPDATE, row.team.id, strand.id)
    return [said] if shown.closed else [said, [button]]


def _is_given(row: Row, shown: Shown) -> bool:
    last = row.strand.last_update if row.strand else None
    return row.strand is None or (last is not None and shown.sent_at is not None and last.at >= shown.sent_at)


def _several_teams(shown: Shown) -> bool:
    return len({row.team.id for row in shown.rows} | {seat.team.id for seat in shown.seats}) > 1
