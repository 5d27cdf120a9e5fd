"""What Steward sends by itself, by kind: what it is called, who gets it, and what it would say if it were due now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers import timetable
from handlers.answer import Message
from handlers.feature import Feature, Morning, Routine
from storage.people import Person
from storage.teams import Team

KINDS: Mapping[str, str] = {
    "action_card": "Card of an action",
    "action_given": "An action for somebody",
    "action_news": "News of an action",
    "digest": "Morning digest",
    "notice": "Notice of a change",
    "reply": "Answer in the direct messages",
    "team_news": "News of the team",
    "test": "Test",
    "trouble": "Word of something that did not arrive",
}
"""What is sent because somebody did something; what comes by itself is called as its routine is."""

WHO: Mapping[str, str] = {
    timetable.ROLLUP: "the team leader alone; nobody when there is nothing to say",
    timetable.UPDATE_FORM: "each workstream owner who has said nothing since the last meeting, by direct message",
    timetable.UPDATE_NUDGE: "those who have not answered, once, by direct message",
    timetable.AGENDA: "the team's channel",
    timetable.MEETING_END: "the team's channel, unless somebody closed the meeting before",
    timetable.RETURN: "the team's channel, when the pause is over",
    timetable.DIGEST: "you alone; nothing when you owe nothing, are away, or do not work that day",
}
UNSAID = frozenset({timetable.WEEKLY})
"""Moments at which something is planned and nothing is said."""


@dataclass(frozen=True)
class Catalogue:
    """The routines of every feature, by kind: of teams, and of people's own mornings."""

    routines: Mapping[str, Routine]
    mornings: Mapping[str, Morning]

    def title(self, kind: str) -> str:
        """Return what it is called; a kind that nobody named reads as words."""
        known = self.routines.get(kind) or self.mornings.get(kind)
        return known.title if known else KINDS.get(kind) or kind.replace("_", " ").capitalize()

    def can_test(self, kind: str) -> bool:
        """Return whether it can be said what this would say now."""
        known = self.routines.get(kind) or self.mornings.get(kind)
        return known is not None and known.preview is not None

    def preview(
        self, session: Session, *, kind: str, team: Team, person: Person, now: datetime
    ) -> Message | None:
        """Return what it would say if it were due now, None for nothing. `person` is who asks."""
        routine, morning = self.routines.get(kind), self.mornings.get(kind)
        if routine and routine.preview:
            return routine.preview(session, team, person, now)
        return morning.preview(session, person, now) if morning and morning.preview else None


def of(features: Iterable[Feature]) -> Catalogue:
    """Return what these features send by themselves."""
    known = tuple(features)
    return Catalogue(
        {routine.kind: routine for feature in known for routine in feature.routines},
        {morning.kind: morning for feature in known for morning in feature.mornings},
    )
