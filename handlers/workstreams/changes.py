"""What changes about workstreams and who has them. Steps to undo come back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from handlers import ripples, who
from handlers.appointing import appoint, dismiss
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.ripples import Ripple
from storage import roles, workstreams
from storage.assignments import Role
from storage.audit import AuditEntry
from storage.workstreams import State, Workstream

Steps = list[int | None]


@dataclass(frozen=True)
class Nobody:
    """In place of a person: the role is to be empty."""


Holder = Member | Nobody | None


@dataclass(frozen=True)
class Hands:
    """Who shall have a workstream: somebody, nobody, or who has it now (None)."""

    owner: Holder = None
    backup: Holder = None


@dataclass(frozen=True, kw_only=True)
class Update:
    """What is said of a workstream."""

    state: State
    line: str
    next_step: str | None
    help: str | None


def add(deed: Deed, name: str, hands: Hands) -> tuple[Workstream, Steps]:
    """Add a workstream, with who has it."""
    workstream = workstreams.add(deed.session, team=deed.team, name=name, by=deed.by, now=deed.now)
    given = _hand(deed, workstream, hands)
    _spread(deed, "workstreams")
    return workstream, _ids([deed.step("workstream", workstream), *given])


def hand(deed: Deed, hands: Mapping[int, Hands]) -> Steps:
    """Say who has workstreams, by their ids. Raises storage's NotFound."""
    steps: Steps = []
    for workstream_id, wanted in hands.items():
        workstream = workstreams.get(deed.session, team=deed.team, workstream_id=workstream_id)
        steps += _ids(_hand(deed, workstream, wanted))
    _spread(deed, "workstreams")
    return steps


def rename(deed: Deed, workstream: Workstream, name: str) -> tuple[Workstream, Steps]:
    """Give a workstream another name."""
    renamed = workstreams.rename(
        deed.session, team=deed.team, workstream=workstream, name=name, by=deed.by, now=deed.now
    )
    _spread(deed, "workstreams")
    return renamed, _ids([deed.step("workstream", renamed)])


def retire(deed: Deed, workstream: Workstream, reason: str) -> Steps:
    """Take a workstream off the lists."""
    retired = workstreams.retire(
        deed.session, team=deed.team, workstream=workstream, reason=reason, by=deed.by, now=deed.now
    )
    _spread(deed, "workstreams")
    return _ids([deed.step("workstream", retired)])


def restore(deed: Deed, workstream: Workstream) -> Steps:
    """Put a retired workstream back on the lists."""
    restored = workstreams.restore(
        deed.session, team=deed.team, workstream=workstream, by=deed.by, now=deed.now
    )
    _spread(deed, "workstreams")
    return _ids([deed.step("workstream", restored)])


def update(deed: Deed, workstream: Workstream, said: Update) -> Steps:
    """Keep what somebody says of a workstream."""
    workstreams.give_update(
        deed.session,
        team=deed.team,
        workstream=workstream,
        state=said.state,
        line=said.line,
        next_step=said.next_step,
        help=said.help,
        by=deed.by,
        now=deed.now,
    )
    _spread(deed, "update")
    return _ids([deed.step("workstream", workstream)])


def _spread(deed: Deed, kind: Literal["update", "workstreams"]) -> None:
    """Let features upstairs follow: an agenda shows what was just said, and who has what."""
    ripples.drop(kind, Ripple(session=deed.session, team=deed.team, now=deed.now, by=deed.by))


def _hand(deed: Deed, workstream: Workstream, hands: Hands) -> list[AuditEntry | None]:
    return [
        _give(deed, workstream, "workstream_owner", hands.owner),
        _give(deed, workstream, "backup", hands.backup),
    ]


def _give(deed: Deed, workstream: Workstream, role: Role, holder: Holder) -> AuditEntry | None:
    if isinstance(holder, Member):
        [person] = who.meet(deed.session, workspace=deed.workspace, members=[holder], now=deed.now)
        return appoint(deed, role, person, workstream)
    if holder is None:
        return None
    has = (one for one in roles.holders(deed.session, team=deed.team) if one.assignment.role == role)
    now = next((one.person for one in has if one.assignment.workstream_id == workstream.id), None)
    return dismiss(deed, role, now, workstream) if now else None


def _ids(steps: Iterable[AuditEntry | None]) -> Steps:
    return [step.id for step in steps if step]
