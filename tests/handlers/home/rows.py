"""Rows as storage hands them out, made up here, and the worst that people type into them."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from slack_sdk.models.views import View

from handlers.answer import Message
from sandbox.blocks import message_problems, view_problems
from storage.action_lists import Listed
from storage.action_rows import Action
from storage.assignments import Role, RoleAssignment
from storage.members import Kind, Membership
from storage.people import Person
from storage.team_lists import Seat
from storage.teams import Team
from storage.workstream_lists import Overview
from storage.workstreams import Workstream, WorkstreamUpdate

MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 13, tzinfo=UTC)
"""08:00 in New York."""

HOSTILE = st.one_of(
    st.sampled_from(
        [
            "<!channel>",
            "<!here> &lt;!everyone&gt; & <@U0EVIL|you>",
            "&" * 300,
            "x" * 3000,
            "``` *bold* _it_ ~no~ `code` ```",
            "one\n\n\ntwo\r\n\tthree",
            "\u202e\u0645\u0631\u062d\u0628\u0627\u202c " * 40,  # right to left
            "👩‍👩‍👧‍👦" * 80,
            "<https://example.org|click here>",
            "   ",
        ]
    ),
    st.text(min_size=1, max_size=400),
)


def person(id_: int = 1, name: str = "Tom Whitaker", **more: Any) -> Person:
    given = {"slack_user_id": f"U{id_:04}", "zone": "America/New_York", **more}
    return Person(id=id_, workspace_id=1, name=name, name_key=name.lower(), created_at=NOW, **given)


TOM, MAYA = person(), person(2, "Maya Okafor")


def team(id_: int = 1, name: str = "District Implementation Team", **more: Any) -> Team:
    given = {"created_at": NOW - timedelta(days=150), "zone": "America/New_York", **more}
    return Team(
        id=id_,
        workspace_id=1,
        channel_id=f"C{id_:04}",
        name=name,
        level="district",
        innovation="Northlight ELA K-5",
        weekly_weekday=1,
        weekly_at=time(15, 30),
        weekly_minutes=45,
        created_by=2,
        **given,
    )


TEAM = team()


def workstream(id_: int = 1, name: str = "coaching", **more: Any) -> Workstream:
    given = {"team_id": 1, "created_at": NOW - timedelta(days=150), "state": "at_risk", **more}
    return Workstream(id=id_, name=name, name_key=name.lower(), position=id_, **given)


def listed(
    number: int = 1,
    due: int = 0,
    *,
    text: str = "Set coach caseloads for term 1",
    owner: Person = TOM,
    team: Team = TEAM,
    workstream: Workstream | None = None,
    **more: Any,
) -> Listed:
    """An action that is due so many days after Monday."""
    on = MONDAY + timedelta(days=due)
    given = {"state": "open", "original_due_on": on, "created_by": 2, **more}
    action = Action(
        id=number,
        team_id=team.id or 0,
        number=number,
        text=text,
        owner_id=owner.id or 0,
        due_on=on,
        workstream_id=workstream.id if workstream else None,
        created_at=NOW,
        touched_at=NOW,
        **given,
    )
    return Listed(action, owner, team, workstream)


def overview(
    strand: Workstream | None = None,
    *,
    owner: Person | None = TOM,
    backup: Person | None = MAYA,
    said: timedelta | None = timedelta(days=3),
    line: str = "The coach post is still open.",
    open_count: int = 3,
    overdue_count: int = 1,
) -> Overview:
    """A workstream whose last update was so long ago."""
    strand = strand or workstream()
    update = said is not None and WorkstreamUpdate(
        workstream_id=strand.id or 0, person_id=1, state="at_risk", line=line, at=NOW - said
    )
    return Overview(strand, owner, backup, open_count, overdue_count, update or None)


def seat(
    of: Team = TEAM, *roles: Role, kind: Kind | None = "core", who: Person = TOM, workstream_id: int = 1
) -> Seat:
    """What somebody is in a team."""
    membership = kind and Membership(
        team_id=of.id or 0, person_id=who.id or 0, kind=kind, from_on=MONDAY - timedelta(days=150)
    )
    held = tuple(
        RoleAssignment(
            team_id=of.id or 0,
            person_id=who.id or 0,
            role=role,
            workstream_id=workstream_id if role in ("workstream_owner", "backup") else None,
            from_on=MONDAY,
        )
        for role in roles
    )
    return Seat(of, membership or None, held)


def problems(shown: View | Message) -> list[str]:
    """What Slack would refuse, and what would ping or link though a person only typed it."""
    if isinstance(shown, View):
        found = view_problems(shown.to_dict())
    else:
        blocks = [block.to_dict() for block in shown.blocks]
        found = message_problems({"text": shown.text, "blocks": blocks})
    return [*found, *(f"live markup: {markup}" for markup in live_markup(shown))]


def live_markup(shown: View | Message) -> list[str]:
    """Markup that Slack would act on, beside the people and channels that we name ourselves."""
    written = re.compile(r"<@U\d{4}>|<#C\d{4}>")
    everything = " ".join(_marked([block.to_dict() for block in shown.blocks or ()]))
    words = everything + (shown.text if isinstance(shown, Message) else "")
    return re.findall(r"<[^<>]*>?", written.sub("", words))


def read(shown: View | Message) -> str:
    """All that a person reads in it, unlike Slack's own escapes."""
    return "\n".join(_texts([block.to_dict() for block in shown.blocks or ()]))


def labels(shown: View | Message) -> list[str]:
    """The labels of its buttons, in order."""
    return [
        element["text"]["text"] for element in _elements([block.to_dict() for block in shown.blocks or ()])
    ]


def _marked(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for value in part.values():
            yield from _marked(value)
    elif isinstance(part, list):
        for item in part:
            yield from _marked(item)


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for item in part:
            yield from _texts(item)


def _elements(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, Mapping):
        if part.get("type") == "button":
            yield part
        for value in part.values():
            yield from _elements(value)
    elif isinstance(part, list):
        for item in part:
            yield from _elements(item)
