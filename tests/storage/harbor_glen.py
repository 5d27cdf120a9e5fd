"""Harbor Glen in storage: the people, their team, their workstreams and the 25 actions under their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from storage import actions, members, people, roles, team_setup, workspaces, workstreams
from storage.assignments import Role
from storage.people import Person
from storage.teams import Settings, Team
from storage.workspaces import Workspace
from storage.workstreams import Workstream

D0 = date(2026, 11, 16)  # a Monday
NOW = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)  # 08:00 in New York

SETTINGS: Settings = {
    "name": "Northlight ELA",
    "level": "district",
    "innovation": "Northlight ELA K-5",
    "zone": "America/New_York",
    "weekly_weekday": 1,
    "weekly_at": time(15, 30),
    "weekly_minutes": 45,
    "first_stepback_on": D0 + timedelta(days=9),
}
MEMBERS: dict[str, members.Kind] = {
    "Maya Okafor": "core",
    "Daniel Reyes": "core",
    "Priya Nair": "core",
    "Tom Whitaker": "core",
    "Lucia Fernandes": "core",
    "Samir Patel": "invited",
    "Renee Dubois": "invited",
    "Grace Kim": "invited",
    "Omar Haddad": "invited",
    "Hannah Lee": "invited",
    "Joy Mensah": "invited",
    "Ben Adler": "invited",
    "Ana Sousa": "invited",
}
SPONSORS = {"Helen Marsh": "Teaching and Learning", "Victor Osei": "Operations"}
WORKSTREAMS = {
    "assessment": ("Priya", "Daniel"),
    "grading": ("Samir", "Priya"),
    "pacing": ("Renee", None),
    "scheduling": ("Grace", "Omar"),
    "coaching": ("Tom", "Maya"),
    "planning support": ("Lucia", "Joy"),
    "training": ("Hannah", None),
}
ACTIONS = (
    ("assessment", "List every K-5 ELA test now given, with minutes and purpose", "Priya", -21, "done"),
    ("assessment", "Draft which unit tests all schools share", "Priya", -3, "in_progress"),
    ("assessment", "Agree mid-unit check dates with the six principals", "Priya", 4, "open"),
    ("assessment", "Pull fall screener totals by school and by EL status (totals only)", "Priya", 8, "open"),
    ("grading", "Compare report-card lines with the new standards map", "Samir", -14, "done"),
    ("grading", "Write guidance on which unit tasks count for a grade", "Samir", -6, "blocked"),
    ("grading", "Collect grading questions from all six schools", "Samir", 3, "in_progress"),
    ("pacing", "Publish the Unit 1-2 calendar with flex days", "Renee", -18, "done"),
    ("pacing", "Mark Unit 3 lessons that may be shortened", "Renee", 2, "in_progress"),
    ("pacing", "Ask grade leads how far behind each grade is", "Renee", -5, "open"),
    ("scheduling", "Map daily ELA minutes at all six schools", "Grace", -10, "done"),
    ("scheduling", "Propose a 120-minute block for Eastfield and Riverside", "Grace", 10, "open"),
    ("scheduling", "Check bus times against the longer block", "Omar", -4, "open"),
    ("coaching", "Set coach caseloads for term 1", "Tom", -17, "done"),
    ("coaching", "Try the short visit note with four coaches", "Tom", 4, "in_progress"),
    ("coaching", "Find cover for the coach vacancy at Harbor View", "Tom", -7, "blocked"),
    ("planning support", "Book grade-team planning time for the term", "Lucia", -11, "done"),
    ("planning support", "Write the Unit 3 study guide", "Lucia", 7, "open"),
    ("planning support", "Add language and access supports to the Unit 3 guide", "Joy", 9, "open"),
    ("training", "Run the make-up launch session for late hires", "Hannah", -12, "done"),
    ("training", "Draft walk-through training for principals", "Hannah", 1, "in_progress"),
    ("training", "Book the developer's day for grades 3-5", "Hannah", 15, "open"),
    (None, "Send the family letter in four languages", "Ben", -4, "done"),
    (None, "Gather questions at the family council evening", "Ben", 3, "open"),
    (None, "Prepare the data page of the stepback brief", "Daniel", 4, "open"),
)


@dataclass(frozen=True)
class District:
    """People are found by first name, workstreams by name."""

    workspace: Workspace
    team: Team
    people: Mapping[str, Person]
    workstreams: Mapping[str, Workstream]

    def __getattr__(self, first_name: str) -> Person:
        """`district.maya`."""
        return self.people[first_name.title()]


def workspace(session: Session, slack_team_id: str = "THARBOR") -> Workspace:
    return workspaces.install(
        session,
        slack_team_id=slack_team_id,
        name="Harbor Glen Public Schools",
        bot_user_id="USTEWARD",
        now=NOW,
    )


def everyone(session: Session, home: Workspace) -> dict[str, Person]:
    """All of the district's people, with the same Slack user ids in every workspace."""
    return {
        name.split()[0]: people.meet(
            session,
            workspace=home,
            slack_user_id=f"U{name.split()[0].upper()}",
            name=name,
            zone="America/New_York",
            is_guest=name == "Ana Sousa",
            now=NOW,
        )
        for name in (*MEMBERS, *SPONSORS)
    }


def district(session: Session, *, slack_team_id: str = "THARBOR", channel_id: str = "CELA") -> District:
    """A workspace with everyone in it and one team with its workstreams; no roles but the leader's."""
    home = workspace(session, slack_team_id)
    return team(session, home, everyone(session, home), channel_id)


def team(session: Session, home: Workspace, known: dict[str, Person], channel_id: str) -> District:
    one = team_setup.set_up(
        session,
        workspace=home,
        channel_id=channel_id,
        leader=known["Maya"],
        coordinator=known["Daniel"],
        workstream_names=WORKSTREAMS,
        by=known["Maya"],
        now=NOW,
        **SETTINGS,
    )
    return District(home, one, known, {strand.name: strand for strand in workstreams.live(session, team=one)})


def take_up_roles(session: Session, here: District) -> None:
    """Members, sponsors, owners and backups, as in the demo district."""
    for name, kind in MEMBERS.items():
        if kind == "invited" or name in ("Tom Whitaker", "Priya Nair", "Lucia Fernandes"):
            person = here.people[name.split()[0]]
            members.join(session, team=here.team, person=person, kind=kind, by=here.maya, now=NOW)
    for name, office in SPONSORS.items():
        person = here.people[name.split()[0]]
        roles.assign(
            session, team=here.team, role="sponsor", person=person, office=office, by=here.maya, now=NOW
        )
    for strand, (owner, backup) in WORKSTREAMS.items():
        both: tuple[tuple[Role, str | None], ...] = (("workstream_owner", owner), ("backup", backup))
        for role, holder in both:
            if holder:
                roles.assign(
                    session,
                    team=here.team,
                    role=role,
                    person=here.people[holder],
                    workstream=here.workstreams[strand],
                    by=here.maya,
                    now=NOW,
                )


def promise(session: Session, here: District) -> None:
    """The 25 actions, each in its state."""
    for strand, words, owner, due, state in ACTIONS:
        action = actions.add(
            session,
            team=here.team,
            text=words,
            owner=here.people[owner],
            due_on=D0 + timedelta(days=due),
            workstream=here.workstreams[strand] if strand else None,
            by=here.daniel,
            now=NOW - timedelta(days=28),
        )
        facts: dict[str, Any] = {
            "team": here.team,
            "number": action.number,
            "by": here.people[owner],
            "now": NOW,
        }
        if state == "done":
            actions.complete(session, **facts)
        elif state == "in_progress":
            actions.start(session, **facts)
        elif state == "blocked":
            actions.block(session, why="the committee's answer", **facts)
