"""What changes about a team's calendar, in one transaction each, with the timetable and whatever follows the calendar."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from handlers import messages, permissions, ripples
from handlers.answer import Message
from handlers.calendars.days import acks, season, views
from handlers.calendars.days.acks import Added
from handlers.calendars.days.forms import Pause
from handlers.deeds import Deed
from handlers.errors import UserError
from handlers.permissions import Standing, Verb
from handlers.ripples import Ripple
from storage import audit, calendars, errors, outbox, schedules, teams
from storage.audit import AuditEntry
from storage.calendars import CalendarBreak, CalendarFacts, Source, TeamCalendar
from storage.working_days import Break

KINDS = ("calendar", "break")
NEWS = "team_news"

_DAY = timedelta(days=1)


def change(deed: Deed, facts: CalendarFacts) -> tuple[list[str], list[int]]:
    """Change what is given. Return what differs, in words, and the step to undo."""
    before = TeamCalendar(**calendars.of_team(deed.session, team=deed.team).model_dump())
    try:
        after = calendars.change(deed.session, team=deed.team, by=deed.by, now=deed.now, **facts)
    except errors.Refused as refused:
        raise _words(refused) from refused
    differences = acks.differences(before, after)
    if not differences:
        return [], []
    steps = _ids([deed.step("calendar", after)])
    _follow(deed)
    return differences, steps


def add(deed: Deed, breaks: Sequence[Break], source: Source) -> Added:
    """Add those that are not there yet."""
    rows = calendars.add_breaks(
        deed.session, team=deed.team, breaks=breaks, source=source, by=deed.by, now=deed.now
    )
    steps = _ids([deed.step("break", row) for row in rows])
    if rows:
        _follow(deed)
    return Added(rows, steps, len(breaks) - len(rows))


def remove(deed: Deed, break_id: int) -> tuple[CalendarBreak, list[int]]:
    """Take one off. Raises storage's NotFound."""
    row = calendars.remove_break(deed.session, team=deed.team, break_id=break_id, by=deed.by, now=deed.now)
    _follow(deed)
    return row, _ids([deed.step("break", row)])


def pause(deed: Deed, wanted: Pause) -> tuple[CalendarBreak, date | None, list[int]]:
    """Pause the team for a season and tell its channel. Return the first day back too. Raises UserError at a field."""
    until_on = wanted.last_on + _DAY if wanted.last_on else None
    try:
        row = calendars.pause(
            deed.session,
            team=deed.team,
            from_on=wanted.first_on,
            until_on=until_on,
            reason=wanted.reason,
            by=deed.by,
            now=deed.now,
        )
    except errors.Refused as refused:
        raise _overlap(refused, teams.today(deed.team, deed.now)) from refused
    _follow(deed)
    back = season.back_on(deed.session, team=deed.team, pause=row)
    said = acks.told_paused(deed.team, row, back, by=deed.by, today=teams.today(deed.team, deed.now))
    _post(deed, row, said)
    return row, back, _ids([deed.step("break", row)])


def resume(deed: Deed) -> tuple[CalendarBreak, datetime | None, list[int]] | None:
    """End the pause that runs or comes. Return when the channel is told what is open; None where there is no pause."""
    row = calendars.resume(deed.session, team=deed.team, by=deed.by, now=deed.now)
    if row is None:
        return None
    _follow(deed)
    if row.removed_at is not None:
        _revise(deed, row)
    at = season.returns_at(deed.session, team=deed.team, now=deed.now) if row.removed_at is None else None
    return row, at, _ids([deed.step("break", row)])


def take_back(deed: Deed, entry_ids: Sequence[int], stands: Standing) -> list[int]:
    """Undo these steps of the calendar, the last one first, all or none; return the steps that did it.

    Who made a step may take it back; others need the right to change the calendar. Raises UserError, and storage's
    NotFound, Refused and Changed.
    """
    undone = []
    for entry_id in sorted(entry_ids, reverse=True):
        done = audit.undo(deed.session, team=deed.team, entry_id=entry_id, by=deed.by, now=deed.now)
        if done.item_kind not in KINDS:
            raise UserError("This cannot be taken back here. Its own message has a button for it.")
        if _maker(deed, done, entry_id) != deed.by.id:
            permissions.require(stands, Verb.CHANGE_CALENDAR)
        undone.append(done)
    _follow(deed)
    for done in undone:
        row = deed.session.get(CalendarBreak, done.item_id) if done.item_kind == "break" else None
        if row and row.source == "season":
            _revise(deed, row)
    return _ids(undone)


def _follow(deed: Deed) -> None:
    schedules.recompute(deed.session, team=deed.team, now=deed.now)
    ripples.drop("calendar", Ripple(session=deed.session, team=deed.team, now=deed.now, by=deed.by))


def _maker(deed: Deed, done: AuditEntry, entry_id: int) -> int | None:
    steps = audit.history(deed.session, team=deed.team, item_kind=done.item_kind, item_id=done.item_id)
    return next((step.by_person_id for step in steps if step.id == entry_id), None)


def _words(refused: errors.Refused) -> UserError:
    if refused.reason == "unknown_country":
        return UserError("I know no holidays of that country. Please choose one from the list.", "country")
    if refused.reason == "unknown_subdivision":
        return UserError(
            "That region is not one of that country's. Please choose one from the list.", "region"
        )
    return UserError("Please choose at least one working day.", "works")


def _overlap(refused: errors.Refused, today: date) -> UserError:
    if refused.reason != "pause_overlaps":
        return UserError("The pause ends before it begins. Please turn the days round.", "until")
    there = refused.facts
    span = views.span(there["first_on"], there["last_on"], today)
    return UserError(
        f"There is a pause already: “{there['name']}”, {span}. Choose other days, or end that one first with "
        "/steward calendar resume.",
        "from",
    )


def _post(deed: Deed, row: CalendarBreak, said: Message) -> None:
    outbox.put(
        deed.session,
        workspace=deed.workspace,
        team=deed.team,
        key=_key(deed, row),
        kind=NEWS,
        channel_id=deed.team.channel_id,
        now=deed.now,
        **messages.shown(said),
    )


def _revise(deed: Deed, row: CalendarBreak) -> None:
    """What the channel was told of the pause says how it stands now."""
    if outbox.by_key(deed.session, workspace=deed.workspace, key=_key(deed, row)) is None:
        return
    back = season.back_on(deed.session, team=deed.team, pause=row)
    today = teams.today(deed.team, deed.now)
    said = (
        acks.told_not_paused(deed.team, row, by=deed.by)
        if row.removed_at
        else acks.told_paused(deed.team, row, back, by=deed.by, today=today)
    )
    key = _key(deed, row)
    outbox.revise(deed.session, workspace=deed.workspace, key=key, now=deed.now, **messages.shown(said))


def _key(deed: Deed, row: CalendarBreak) -> str:
    return f"calendars:{deed.team.id}:pause:{row.id}"


def _ids(steps: Sequence[AuditEntry]) -> list[int]:
    return [step.id for step in steps if step.id is not None]
