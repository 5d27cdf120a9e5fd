"""What changes when somebody is away or back, in one transaction each: the absence, who is told, what follows it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from handlers import dates, messages, notices, ripples, who
from handlers.answer import Message
from handlers.calendars.away import forms, reading, views
from handlers.calendars.away.sentence import Wanted
from handlers.calendars.away.views import Away
from handlers.deps import Member
from handlers.errors import UserError
from handlers.ripples import Ripple
from storage import absences, errors, outbox, people, team_lists
from storage.absences import Absence
from storage.people import Person
from storage.workspaces import Workspace


def set_away(
    session: Session,
    *,
    workspace: Workspace,
    person: Person,
    wanted: Wanted,
    cover: Member | None,
    by: Person,
    today: date,
    now: datetime,
) -> Away:
    """Keep that they are away, tell who covers, and them where another said it. Raises UserError at the field."""
    assert wanted.from_on is not None
    before = reading.theirs(session, workspace=workspace, person=person, today=today)
    stand_in = _met(session, workspace, person, cover, now)
    try:
        absence = absences.set_away(
            session,
            workspace=workspace,
            person=person,
            from_on=wanted.from_on,
            until_on=wanted.until_on,
            by=by,
            now=now,
            cover=stand_in,
            reason=wanted.reason,
        )
    except errors.Refused as refused:
        raise _words(refused, stand_in, today) from refused
    away = reading.of(session, workspace=workspace, person=person, absence=absence)
    replaced = before if before and _ended(session, before.absence) else None
    doing = _Doing(session=session, workspace=workspace, by=by, today=today, now=now)
    if replaced and replaced.cover and (stand_in is None or replaced.cover.id != stand_in.id):
        doing.over(replaced)
    doing.tell_all(away)
    doing.drop(person)
    return away


def end(
    session: Session,
    *,
    workspace: Workspace,
    person: Person,
    by: Person,
    today: date,
    now: datetime,
    only: int | None = None,
) -> Away | None:
    """End it, now or before it begins. Return what was ended, as it stood; None where there was nothing to end.

    `only`: the absence that a button was drawn for. Raises UserError where another one runs or comes first by now.
    """
    found = reading.theirs(session, workspace=workspace, person=person, today=today)
    if found is None:
        return None
    if only is not None and found.absence.id != only:
        raise UserError(
            "That is not the next time away any more, so nothing was changed. /steward away shows how it stands."
        )
    stood = replace(found, absence=Absence(**found.absence.model_dump()))
    absences.back(session, workspace=workspace, person=person, by=by, now=now)
    doing = _Doing(session=session, workspace=workspace, by=by, today=today, now=now)
    doing.over(stood)
    doing.ended(stood)
    doing.drop(person)
    return stood


def again(
    session: Session,
    *,
    workspace: Workspace,
    person: Person,
    absence_id: int,
    until_on: date | None,
    by: Person,
    today: date,
    now: datetime,
) -> Away:
    """Take the end back: away once more, from today or as planned. Raises UserError where it is over by now."""
    ended = session.get(Absence, absence_id)
    if ended is None or ended.person_id != person.id or ended.workspace_id != workspace.id:
        raise UserError("That is gone. `/steward away until FRIDAY` says it anew.")
    if until_on and until_on < today:
        raise UserError("Those days have passed by now, so there is nothing to take back. Nothing needed.")
    cover = people.by_id(session, workspace=workspace, person_id=ended.cover_id or 0)
    wanted = Wanted(from_on=max(ended.from_on, today), until_on=until_on, reason=ended.reason)
    stand_in = who.of_person(cover) if cover and cover.slack_user_id and not cover.deactivated_at else None
    return set_away(
        session,
        workspace=workspace,
        person=person,
        wanted=wanted,
        cover=stand_in,
        by=by,
        today=today,
        now=now,
    )


def _met(
    session: Session, workspace: Workspace, person: Person, cover: Member | None, now: datetime
) -> Person | None:
    """The cover, who has to be somebody that shares a team: what comes to them is of that team."""
    if cover is None:
        return None
    [stand_in] = who.meet(session, workspace=workspace, members=[cover], now=now)
    if stand_in.id == person.id:
        raise UserError(
            "Nobody can cover for themselves. Please choose somebody else, or nobody.", forms.COVER
        )
    if not reading.shared_teams(session, workspace=workspace, one=person, other=stand_in):
        raise UserError(
            f"{stand_in.name} is on no team with {person.name}, so what comes up would be strange to them. Choose "
            f"somebody of the team, or add them first: /steward people add @{stand_in.name}",
            forms.COVER,
        )
    return stand_in


def _words(refused: errors.Refused, cover: Person | None, today: date) -> UserError:
    name = cover.name if cover else "The cover"
    if refused.reason == "cover_away":
        until_on = refused.facts.get("until_on")
        ends = f"through {dates.full(until_on, today)}" if until_on else "until further notice"
        return UserError(
            f"{name} is away {ends} in that time too. Please choose somebody else, or nobody.", forms.COVER
        )
    if refused.reason == "ends_before_it_begins":
        return UserError("The last day away lies before the first. Please turn them round.", forms.UNTIL)
    return UserError(
        f"{name} cannot cover, having left. Please choose somebody else, or nobody.", forms.COVER
    )


def _ended(session: Session, absence: Absence) -> bool:
    session.refresh(absence)
    return absence.ended_at is not None


@dataclass(frozen=True, kw_only=True)
class _Doing:
    """One change under way: where, by whom, when, and on which of their days."""

    session: Session
    workspace: Workspace
    by: Person
    today: date
    now: datetime

    def tell_all(self, away: Away) -> None:
        if away.cover:
            passed = reading.passed(self.session, workspace=self.workspace, away=away, cover=away.cover)
            self._tell(away, away.cover, views.told_cover(away, passed, by=self.by, today=self.today))
        self._tell(away, away.person, views.told_person(away, by=self.by, today=self.today))

    def over(self, away: Away) -> None:
        """Tell who was to cover, only where they were told before."""
        if away.cover and not self._withdrawn(away, away.cover):
            self._tell(away, away.cover, views.told_over(away), about="over")

    def ended(self, away: Away) -> None:
        """Tell whose absence it was, where they were told before or it was their own word."""
        if not self._withdrawn(away, away.person):
            self._tell(away, away.person, views.told_back(self.by), about="ended")

    def drop(self, person: Person) -> None:
        for seat in team_lists.of_person(self.session, workspace=self.workspace, person=person):
            ripple = Ripple(session=self.session, team=seat.team, now=self.now, by=self.by, person=person)
            ripples.drop("absence", ripple)

    def _tell(self, away: Away, person: Person, message: Message, *, about: str = "set") -> None:
        if notices.told(person, self.by):
            outbox.put(
                self.session,
                workspace=self.workspace,
                key=_key(away, person, about),
                kind=notices.KIND,
                person=person,
                now=self.now,
                **messages.shown(message),
            )

    def _withdrawn(self, away: Away, person: Person) -> bool:
        key = _key(away, person, "set")
        return outbox.skip(self.session, workspace=self.workspace, key=key, reason="taken back")


def _key(away: Away, person: Person, about: str) -> str:
    return f"absence:{away.absence.id}:{about}:{person.id}"
