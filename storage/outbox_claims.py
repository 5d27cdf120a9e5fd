"""Who may send, look up or update which message. Any number of workers may ask at once: a row goes to one of them.

Each claim is one conditional UPDATE that leases rows to a worker. PostgreSQL's workers pass by what another holds.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, update
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.outbox import OutboxMessage, standing

Message = OutboxMessage


def claim(
    session: Session, *, now: datetime, worker: str, limit: int, lease: timedelta
) -> Sequence[OutboxMessage]:
    """Messages for this worker to send, one attempt each, once this transaction is committed.

    Due, not expired, not waiting for a retry or for the message they reply to. The oldest first, the workspaces
    taking turns; one in flight in a lane. `lease` must outlast the attempt: after it the message is ambiguous.
    """
    wanted = _in_turn(_first_of_lanes(now), limit)
    values: dict[str, Any] = {
        "state": "sending",
        "attempt_at": now,
        "attempts": col(Message.attempts) + 1,
        "shown_revision": col(Message.revision),
        "thread_ts": func.coalesce(col(Message.thread_ts), _ts_of_root()),
        "retry_at": None,
    }
    try:
        with session.begin_nested():
            return _lease(session, wanted, standing("pending"), now + lease, worker, **values)
    except IntegrityError:
        return []  # another worker took an older message of the same lane a moment ago: ask again


def claim_revisions(
    session: Session, *, now: datetime, worker: str, limit: int, lease: timedelta
) -> Sequence[OutboxMessage]:
    """Shown messages whose words changed since, for this worker to update; each with its latest words."""
    found = _candidates(_unshown(), _waited(now))
    return _lease(session, _in_turn(found, limit), _unshown(), now + lease, worker)


def ambiguous(
    session: Session, *, now: datetime, worker: str, limit: int, lease: timedelta
) -> Sequence[OutboxMessage]:
    """Messages that may or may not have been shown, for this worker to look up by their key."""
    found = _candidates(standing("ambiguous"), col(Message.retry_at).is_not(None), _waited(now))
    return _lease(session, _in_turn(found, limit), standing("ambiguous"), now + lease, worker)


def expired_leases(session: Session, *, now: datetime) -> Sequence[OutboxMessage]:
    """Messages whose worker went silent while sending: ambiguous from now on, to be looked up at once."""
    return _changed(
        session,
        standing("sending"),
        col(Message.lease_until) <= now,
        state="ambiguous",
        lookups=0,
        retry_at=now,
        lease_by=None,
        lease_until=None,
        error="its worker went silent",
    )


def expire(session: Session, *, now: datetime) -> Sequence[OutboxMessage]:
    """Messages that were not begun before they expired: skipped from now on. The caller tells whom it concerns."""
    return _changed(
        session, standing("pending"), col(Message.expires_at) <= now, state="skipped", error="expired"
    )


def next_due(session: Session) -> datetime | None:
    """The earliest moment at which any of the functions above would have something to do; None: nothing waits.

    A message held up by another is not counted: that other one is.
    """
    ready = func.coalesce(col(Message.retry_at), col(Message.due_at))
    ended = or_(col(Message.lease_until).is_(None), col(Message.lease_until) < col(Message.retry_at))
    free = case((ended, col(Message.retry_at)), else_=col(Message.lease_until))
    moments = (
        _earliest(ready, standing("pending"), _free_lane(), _root_is_settled()),
        _earliest(col(Message.expires_at), standing("pending")),
        _earliest(col(Message.lease_until), standing("sending")),
        _earliest(free, standing("ambiguous"), col(Message.retry_at).is_not(None)),
        _earliest(func.coalesce(free, col(Message.revised_at)), _unshown()),
    )
    found = session.execute(select_columns(*(moment.scalar_subquery() for moment in moments))).one()
    return min((moment for moment in found if moment is not None), default=None)


def _first_of_lanes(now: datetime) -> Select[Any]:
    """The oldest ready message of each lane that has none in flight."""
    ready = func.coalesce(col(Message.retry_at), col(Message.due_at)) <= now
    lasting = or_(col(Message.expires_at).is_(None), col(Message.expires_at) > now)
    # due_at stands by itself too: the index of pending messages is ordered by it.
    found = _candidates(
        standing("pending"), col(Message.due_at) <= now, ready, lasting, _free_lane(), _root_is_settled()
    ).add_columns(_place(col(Message.workspace_id), col(Message.lane)))
    queue = found.subquery()
    return select_columns(queue.c.id, queue.c.workspace_id, queue.c.due_at).where(queue.c.place == 1)


def _candidates(*conditions: ColumnElement[bool]) -> Select[Any]:
    columns: tuple[Any, ...] = (col(Message.id), col(Message.workspace_id), col(Message.due_at))
    return select_columns(*columns).where(*conditions)


def _place(*partition: Any) -> ColumnElement[int]:
    order = (col(Message.due_at), col(Message.id))
    return func.row_number().over(partition_by=partition, order_by=order).label("place")


def _in_turn(candidates: Select[Any], limit: int) -> Select[Any]:
    """The first of each workspace, then the second of each: one with much to say never delays another."""
    found = candidates.subquery()
    order = (found.c.due_at, found.c.id)
    turn = func.row_number().over(partition_by=found.c.workspace_id, order_by=order).label("turn")
    turns = select_columns(found.c.id, found.c.due_at, turn).subquery()
    return select_columns(turns.c.id).order_by(turns.c.turn, turns.c.due_at, turns.c.id).limit(limit)


def _lease(
    session: Session,
    wanted: Select[Any],
    still: ColumnElement[bool],
    until: datetime,
    worker: str,
    **values: Any,
) -> Sequence[OutboxMessage]:
    mine = col(Message.id).in_(wanted)
    # Where rows can be locked, the lock is taken first, and `still` is asked again of each row as it now stands.
    held = select_columns(col(Message.id)).where(mine, still).with_for_update(skip_locked=True)
    return _changed(session, col(Message.id).in_(held), still, lease_by=worker, lease_until=until, **values)


def _changed(session: Session, *conditions: ColumnElement[bool], **values: Any) -> Sequence[OutboxMessage]:
    statement = update(Message).where(*conditions).values(**values).returning(Message)
    options = {"synchronize_session": False, "populate_existing": True}
    rows = session.scalars(statement, execution_options=options).all()
    return sorted(rows, key=lambda message: (message.due_at, message.id))


def _unshown() -> ColumnElement[bool]:
    return and_(standing("posted"), col(Message.revision) > col(Message.shown_revision))


def _waited(now: datetime) -> ColumnElement[bool]:
    """Neither waiting for a later try nor leased to a worker."""
    retry_at, lease_until = col(Message.retry_at), col(Message.lease_until)
    return and_(or_(retry_at.is_(None), retry_at <= now), or_(lease_until.is_(None), lease_until <= now))


def _free_lane() -> ColumnElement[bool]:
    other = aliased(Message)
    here = (col(other.workspace_id) == col(Message.workspace_id), col(other.lane) == col(Message.lane))
    return ~exists().where(*here, standing("sending", of=other))


def _root_is_settled() -> ColumnElement[bool]:
    """The message it replies to is shown, or never will be by itself."""
    root = aliased(Message)
    open_ = or_(
        col(root.state).in_(("pending", "sending")),
        and_(col(root.state) == "ambiguous", col(root.retry_at).is_not(None)),
    )
    return or_(col(Message.thread_key).is_(None), ~exists().where(*_is_root(root), open_))


def _ts_of_root() -> Any:
    root = aliased(Message)
    # Threads are flat: a reply to a reply joins the same thread.
    thread = func.coalesce(col(root.thread_ts), col(root.ts))
    return select_columns(thread).where(*_is_root(root)).scalar_subquery()


def _is_root(root: type[OutboxMessage]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(root.workspace_id) == col(Message.workspace_id), col(root.key) == col(Message.thread_key)


def _earliest(moment: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select_columns(func.min(moment)).select_from(Message).where(*conditions)
