"""Harbor Glen Public Schools: the made-up district of the demo, as plain facts.

Days count from D0, the Monday on which the demo stands, so that it always looks current.
"""

from dataclasses import dataclass
from typing import Literal

DISTRICT = "Harbor Glen Public Schools"
DOMAIN = "harborglen"
ZONE = "America/New_York"
CHANNEL = "northlight-ela"
TEAM = "District Implementation Team"
INNOVATION = "Northlight ELA K-5"
STARTED = -150
FIRST_STEPBACK = 9

State = Literal["on_track", "at_risk", "off_track"]


@dataclass(frozen=True)
class Somebody:
    """A person of the district. `part` None: in the workspace, not in the team."""

    handle: str
    name: str
    post: str
    part: Literal["core", "invited"] | None = None
    fte: float | None = None
    purpose: str | None = None
    until: int | None = None
    is_guest: bool = False
    is_admin: bool = False
    office: str | None = None


PEOPLE = (
    Somebody("maya", "Maya Okafor", "Literacy director", "core", 0.5),
    Somebody("daniel", "Daniel Reyes", "Project coordinator", "core", 0.6),
    Somebody("priya", "Priya Nair", "Assessment and data", "core", 0.3),
    Somebody("tom", "Tom Whitaker", "Coaching", "core", 0.4),
    Somebody("lucia", "Lucia Fernandes", "Multilingual learner director", "core"),
    Somebody("samir", "Samir Patel", "Report cards", "invited", purpose="Grading and report cards"),
    Somebody("renee", "Renee Dubois", "Grade 3 teacher", "invited", purpose="Pacing, from the classroom"),
    Somebody(
        "grace", "Grace Kim", "Principal, Eastfield", "invited", purpose="Scheduling, school leaders' view"
    ),
    Somebody("omar", "Omar Haddad", "Operations", "invited", purpose="Buses and the longer block"),
    Somebody("hannah", "Hannah Lee", "Professional learning", "invited", purpose="Training", until=11),
    Somebody("joy", "Joy Mensah", "Special education", "invited", purpose="Access supports; follows Hannah"),
    Somebody("ben", "Ben Adler", "Communications", "invited", purpose="Family messages"),
    Somebody(
        "ana", "Ana Sousa", "Family council parent", "invited", purpose="Families' voice", is_guest=True
    ),
    Somebody("helen", "Helen Marsh", "Chief of Teaching and Learning", office="Teaching and Learning"),
    Somebody("victor", "Victor Osei", "Chief of Operations", office="Operations"),
    Somebody("ruth", "Ruth Calder", "Superintendent", is_admin=True),
)
LEADER = "maya"
COORDINATOR = "daniel"
APPOINTED_BY = "Ruth Calder"
APPOINTED = -150


@dataclass(frozen=True)
class Strand:
    """A workstream. `update` None: nobody reported this week, so the last known state stays, with its age."""

    name: str
    owner: str
    backup: str | None
    state: State
    line: str
    next_step: str
    said: int
    help: str | None = None


WORKSTREAMS = (
    Strand(
        "assessment",
        "priya",
        "daniel",
        "at_risk",
        "The list of shared unit tests is three days late.",
        "Settle the Unit 3 list with Helen",
        -3,
    ),
    Strand(
        "grading",
        "samir",
        "priya",
        "off_track",
        "Report-card lines do not match the standards map.",
        "Waiting for the report-card decision",
        -3,
        "A decision on report-card lines",
    ),
    Strand(
        "pacing",
        "renee",
        None,
        "at_risk",
        "Two grades are behind the Unit 2 calendar.",
        "Ask grade leads how far behind they are",
        -12,
    ),
    Strand(
        "scheduling",
        "grace",
        "omar",
        "on_track",
        "Minutes are mapped at all six schools.",
        "Propose the 120-minute block at two schools",
        -4,
    ),
    Strand(
        "coaching",
        "tom",
        "maya",
        "at_risk",
        "The coach post at Harbor View is still open.",
        "Find cover until it is filled",
        -3,
        "Someone who can free a coach two days a week",
    ),
    Strand(
        "planning support",
        "lucia",
        "joy",
        "on_track",
        "Planning time is booked for the whole term.",
        "Write the Unit 3 study guide",
        -4,
    ),
    Strand(
        "training",
        "hannah",
        None,
        "on_track",
        "Late hires have had their launch session.",
        "Draft the walk-through training",
        -3,
    ),
)


@dataclass(frozen=True)
class Promise:
    """An action, under its number. `carried_at` are the meetings at which it was past due."""

    number: int
    workstream: str | None
    text: str
    owner: str
    due: int
    state: Literal["open", "in_progress", "blocked", "done"]
    first_due: int | None = None
    carried_at: tuple[int, ...] = ()
    waiting_for: str | None = None
    accepted: bool = True

    @property
    def made(self) -> int:
        """The day on which it was promised: five a day from a Monday on, in the order of their numbers."""
        return (self.number - 1) // 5 - 35


ACTIONS = (
    Promise(
        1,
        "assessment",
        "List every K-5 ELA test now given, with minutes and purpose",
        "priya",
        -21,
        "done",
    ),
    Promise(
        2,
        "assessment",
        "Draft which unit tests all schools share",
        "priya",
        -3,
        "in_progress",
        -10,
        (-6,),
    ),
    Promise(3, "assessment", "Agree mid-unit check dates with the six principals", "priya", 4, "open"),
    Promise(
        4,
        "assessment",
        "Pull fall screener totals by school and by EL status (totals only)",
        "priya",
        8,
        "open",
    ),
    Promise(5, "grading", "Compare report-card lines with the new standards map", "samir", -14, "done"),
    Promise(
        6,
        "grading",
        "Write guidance on which unit tasks count for a grade",
        "samir",
        -6,
        "blocked",
        -21,
        (-20, -13),
        "the decision on report-card lines in term 2",
    ),
    Promise(7, "grading", "Collect grading questions from all six schools", "samir", 3, "in_progress"),
    Promise(8, "pacing", "Publish the Unit 1-2 calendar with flex days", "renee", -18, "done"),
    Promise(9, "pacing", "Mark Unit 3 lessons that may be shortened", "renee", 2, "in_progress"),
    Promise(
        10,
        "pacing",
        "Ask grade leads how far behind each grade is",
        "renee",
        -5,
        "open",
        -26,
        (-20, -13, -6),
    ),
    Promise(11, "scheduling", "Map daily ELA minutes at all six schools", "grace", -10, "done"),
    Promise(12, "scheduling", "Propose a 120-minute block for Eastfield and Riverside", "grace", 10, "open"),
    Promise(
        13,
        "scheduling",
        "Check bus times against the longer block",
        "omar",
        -4,
        "open",
        -11,
        (-6,),
        accepted=False,
    ),
    Promise(14, "coaching", "Set coach caseloads for term 1", "tom", -17, "done"),
    Promise(15, "coaching", "Try the short visit note with four coaches", "tom", 4, "in_progress"),
    Promise(
        16,
        "coaching",
        "Find cover for the coach vacancy at Harbor View",
        "tom",
        -7,
        "blocked",
        -17,
        (-13, -6),
        "an answer from the Superintendent's Cabinet",
    ),
    Promise(17, "planning support", "Book grade-team planning time for the term", "lucia", -11, "done"),
    Promise(18, "planning support", "Write the Unit 3 study guide", "lucia", 7, "open"),
    Promise(19, "planning support", "Add language and access supports to the Unit 3 guide", "joy", 9, "open"),
    Promise(20, "training", "Run the make-up launch session for late hires", "hannah", -12, "done"),
    Promise(21, "training", "Draft walk-through training for principals", "hannah", 1, "in_progress"),
    Promise(22, "training", "Book the developer's day for grades 3-5", "hannah", 15, "open"),
    Promise(23, None, "Send the family letter in four languages", "ben", -4, "done"),
    Promise(24, None, "Gather questions at the family council evening", "ben", 3, "open"),
    Promise(25, None, "Prepare the data page of the stepback brief", "daniel", 4, "open"),
)

TALK = (
    (-13, "priya", "The screener window closes on Friday. Totals only, please, no names."),
    (
        -6,
        "renee",
        "Grade 3 is about six lessons behind the Unit 2 calendar. We could shorten three lessons in Unit 3.",
    ),
    (-4, "ben", "The family letter went out this morning in four languages."),
    (-3, "grace", "Could someone check with the bus company before we promise the longer block to families?"),
    (-3, "helen", "I will bring the report-card question to the principals on Wednesday."),
)
"""What people said in the channel: (day, who, words). The last but one waits to be made an action."""
