"""Who may send, look up or update which message. Any number of workers may ask at once: a row goes to one of them.

Each claim is one conditional UPDATE that leases rows to a worker. PostgreSQL's workers pass by what another holds.
"""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, update
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage import types
from storage.outbox import OutboxMessage, standing

Message = OutboxMessage
EACH = 8
"""How many of one workspace a worker takes at once: what is slow there must not fill the worker."""

# Statements are built once, further down: building them costs many times what asking them does.
_NOW = bindparam("moment", type_=types.UtcDateTime())


def claim(
    session: Session,
    *,
    now: datetime,
    worker: str,
    limit: int,
    lease: timedelta,
    each: int = EACH,
    passing_by: Collection[int] = (),
) -> Sequence[OutboxMessage]:
    """Messages for this worker to send, one attempt each, once this transaction is committed.

    Due, not expired, not waiting for a retry or for the message they reply to. The oldest first, the workspaces
    taking turns, `each` at most of one, none of those in `passing_by`; one in flight in a lane. `lease` must outlast
    the attempt: after it the message is ambiguous.
    """
    wanted = _wanted(now=now, worker=worker, limit=limit, lease=lease, each=each, passing_by=passing_by)
    try:
        with session.begin_nested():
            return _changed(session, _CLAIM, **wanted)
    except IntegrityError:
        return []  # another worker took an older message of the same lane a moment ago: ask again


def claim_revisions(
    session: Session,
    *,
    now: datetime,
    worker: str,
    limit: int,
    lease: timedelta,
    each: int = EACH,
    passing_by: Collection[int] = (),
) -> Sequence[OutboxMessage]:
    """Shown messages whose words changed since, for this worker to update; each with its latest words."""
    wanted = _wanted(now=now, worker=worker, limit=limit, lease=lease, each=each, passing_by=passing_by)
    return _changed(session, _CLAIM_REVISIONS, **wanted)


def ambiguous(
    session: Session,
    *,
    now: datetime,
    worker: str,
    limit: int,
    lease: timedelta,
    each: int = EACH,
    passing_by: Collection[int] = (),
) -> Sequence[OutboxMessage]:
    """Messages that may or may not have been shown, for this worker to look up by their key."""
    wanted = _wanted(now=now, worker=worker, limit=limit, lease=lease, each=each, passing_by=passing_by)
    return _changed(session, _CLAIM_LOOK_UPS, **wanted)


def expired_leases(session: Session, *, now: datetime) -> Sequence[OutboxMessage]:
    """Messages whose worker went silent while sending: ambiguous from now on, to be looked up at once."""
    return _changed(session, _GIVE_UP_LEASES, moment=now)


def expire(session: Session, *, now: datetime) -> Sequence[OutboxMessage]:
    """Messages that were not begun before they expired: skipped from now on. The caller tells whom it concerns."""
    return _changed(session, _EXPIRE, moment=now)


@dataclass(frozen=True)
class Waiting:
    """The earliest moment at which each of the functions above would have something to do; None: nothing waits.

    A message held up by another is not counted: that other one is.
    """

    sends: datetime | None
    expiries: datetime | None
    leases: datetime | None
    look_ups: datetime | None
    revisions: datetime | None

    @property
    def next_at(self) -> datetime | None:
        return min((moment for moment in astuple(self) if moment is not None), default=None)


def waiting(session: Session) -> Waiting:
    """What waits, and until when: one cheap look, so that nothing is asked for that is not there."""
    return Waiting(*session.execute(_NEXT_DUE).one())


def next_due(session: Session) -> datetime | None:
    """The earliest moment at which any of the functions above would have something to do; None: nothing waits."""
    return waiting(session).next_at


def _wanted(
    *, now: datetime, worker: str, limit: int, lease: timedelta, each: int, passing_by: Collection[int]
) -> dict[str, Any]:
    return {
        "moment": now,
        "worker": worker,
        "wanted": limit,
        "until": now + lease,
        "each": each,
        "passing_by": list(passing_by),
    }


def _changed(session: Session, statement: Any, **parameters: Any) -> Sequence[OutboxMessage]:
    options = {"synchronize_session": False, "populate_existing": True}
    rows = session.scalars(statement, parameters, execution_options=options).all()
    return sorted(rows, key=lambda message: (message.due_at, message.id))


def _first_of_lanes() -> Select[Any]:
    """The oldest ready message of each lane that has none in flight."""
    ready = func.coalesce(col(Message.retry_at), col(Message.due_at)) <= _NOW
    lasting = or_(col(Message.expires_at).is_(None), col(Message.expires_at) > _NOW)
    # due_at stands by itself too: the index of pending messages is ordered by it.
    due = (standing("pending"), col(Message.due_at) <= _NOW, ready, lasting)
    order = (col(Message.due_at), col(Message.id))
    lane = (col(Message.workspace_id), col(Message.lane))
    place = func.row_number().over(partition_by=lane, order_by=order).label("place")
    queue = _candidates(*due, _free_lane(), _root_is_settled()).add_columns(place).subquery()
    return select_columns(queue.c.id, queue.c.workspace_id, queue.c.due_at).where(queue.c.place == 1)


def _candidates(*conditions: ColumnElement[bool]) -> Select[Any]:
    columns: tuple[Any, ...] = (col(Message.id), col(Message.workspace_id), col(Message.due_at))
    welcome = col(Message.workspace_id).not_in(bindparam("passing_by", expanding=True))
    return select_columns(*columns).where(*conditions, welcome)


def _leased(candidates: Select[Any], still: ColumnElement[bool], **values: Any) -> Any:
    """Leases the first of each workspace, then the second of each: one with much to say never delays another."""
    found = candidates.subquery()
    order = (found.c.due_at, found.c.id)
    turn = func.row_number().over(partition_by=found.c.workspace_id, order_by=order).label("turn")
    turns = select_columns(found.c.id, found.c.due_at, turn).subquery()
    first = select_columns(turns.c.id).where(turns.c.turn <= bindparam("each"))
    first = first.order_by(turns.c.turn, turns.c.due_at, turns.c.id)
    wanted = col(Message.id).in_(first.limit(bindparam("wanted")))
    # Where rows can be locked, the lock is taken first, and `still` is asked again of each row as it now stands.
    held = select_columns(col(Message.id)).where(wanted, still).with_for_update(skip_locked=True)
    until = bindparam("until", type_=types.UtcDateTime())
    lease = {"lease_by": bindparam("worker"), "lease_until": until}
    return (
        update(Message).where(col(Message.id).in_(held), still).values(**lease, **values).returning(Message)
    )


def _unshown() -> ColumnElement[bool]:
    return and_(standing("posted"), col(Message.revision) > col(Message.shown_revision))


def _looked_up() -> ColumnElement[bool]:
    return and_(standing("ambiguous"), col(Message.retry_at).is_not(None))


def _waited() -> ColumnElement[bool]:
    """Neither waiting for a later try nor leased to a worker."""
    retry_at, lease_until = col(Message.retry_at), col(Message.lease_until)
    return and_(or_(retry_at.is_(None), retry_at <= _NOW), or_(lease_until.is_(None), lease_until <= _NOW))


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


def _earliest() -> Select[Any]:
    ready = func.coalesce(col(Message.retry_at), col(Message.due_at))
    ended = or_(col(Message.lease_until).is_(None), col(Message.lease_until) < col(Message.retry_at))
    free = case((ended, col(Message.retry_at)), else_=col(Message.lease_until))
    moments: dict[Any, tuple[ColumnElement[bool], ...]] = {
        ready: (standing("pending"), _free_lane(), _root_is_settled()),
        col(Message.expires_at): (standing("pending"),),
        col(Message.lease_until): (standing("sending"),),
        free: (_looked_up(),),
        func.coalesce(free, col(Message.revised_at)): (_unshown(),),
    }
    least = (select_columns(func.min(moment)).where(*where) for moment, where in moments.items())
    return select_columns(*(moment.scalar_subquery() for moment in least))


_CLAIM = _leased(
    _first_of_lanes(),
    standing("pending"),
    state="sending",
    attempt_at=_NOW,
    attempts=col(Message.attempts) + 1,
    shown_revision=col(Message.revision),
    thread_ts=func.coalesce(col(Message.thread_ts), _ts_of_root()),
    retry_at=None,
)
_CLAIM_REVISIONS = _leased(_candidates(_unshown(), _waited()), _unshown())
_CLAIM_LOOK_UPS = _leased(_candidates(_looked_up(), _waited()), standing("ambiguous"))
_GIVE_UP_LEASES = (
    update(Message)
    .where(standing("sending"), col(Message.lease_until) <= _NOW)
    .values(
        state="ambiguous",
        lookups=0,
        retry_at=_NOW,
        lease_by=None,
        lease_until=None,
        error="its worker went silent",
    )
    .returning(Message)
)
_EXPIRE = (
    update(Message)
    .where(standing("pending"), col(Message.expires_at) <= _NOW)
    .values(state="skipped", error="expired")
    .returning(Message)
)
_NEXT_DUE = _earliest()
