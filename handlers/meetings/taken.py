"""The minutes as they are kept: plain facts with the names of that day in them, so that nothing later alters them."""

from typing import TypedDict


class Away(TypedDict):
    """Somebody who was away. `until_on`: the last day, as a date; None: until they say."""

    name: str
    until_on: str | None


class Role(TypedDict):
    """Who did what. `role`: facilitator, note_taker, timekeeper."""

    role: str
    name: str


class Decision(TypedDict):
    """What was decided."""

    number: int
    choice: str
    why: str | None
    approver: str | None
    by: str


class NewAction(TypedDict):
    """What was taken on. `due_on`: a date."""

    number: int
    text: str
    owner: str
    due_on: str


class ChangedAction(TypedDict):
    """What became of one since the meeting before. `how`: done, dropped, redated, handed_over, reopened."""

    number: int
    text: str
    owner: str
    how: str
    due_on: str
    was_due_on: str | None
    why: str | None


class Note(TypedDict):
    """What was said. `place`: the title of the section or the topic."""

    place: str
    text: str
    by: str
    is_good_news: bool


class Topic(TypedDict):
    """A topic and what became of it: settled, dropped, parked, action, or open: kept. `weeks`: it was on before."""

    text: str
    how: str
    weeks: int
    action_number: int | None


class Following(TypedDict):
    """The next meeting. `starts_at`: a moment, in UTC."""

    starts_at: str
    roles: list[Role]


class Taken(TypedDict):
    """Everything. Moments are in UTC, days are the team's. `closed_by` None: by itself."""

    team: str
    starts_at: str
    minutes: int
    started_at: str
    started_by: str
    closed_at: str
    closed_by: str | None
    present: list[str]
    also: list[str]
    absent: list[str]
    away: list[Away]
    core: int
    needed: int
    roles: list[Role]
    decisions: list[Decision]
    new: list[NewAction]
    changed: list[ChangedAction]
    carried: list[int]
    notes: list[Note]
    topics: list[Topic]
    following: Following | None
