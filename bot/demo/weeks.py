"""Harbor Glen's weeks: the six meetings it has held, what was said there, what waits for the next one, who is away.

Days count from D0, as in harbor_glen.py.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

BACK_ON = -47
"""The first day after the pause in which the team was only set up: its first meeting is six days later."""
PAUSE = "Before the year begins"
COUNTRY, REGION = "US", "MA"
CALENDAR_ON = -5
"""The day on which the team chose its calendar: what was held before it was held."""
BREAK = (38, 48)
MORNINGS_FROM = -6
"""Before that day everybody had switched their digest off: the team was trying Steward with its meetings alone."""

End = Literal["settled", "dropped", "parked", "keep"]


@dataclass(frozen=True)
class Point:
    """A topic, who added it and when."""

    text: str
    by: str
    day: int
    details: str | None = None


COVER = Point(
    "Cover for the coach post at Harbor View",
    "tom",
    -21,
    "Two coaches could each give half a day. It needs a yes from their principals.",
)
POINTS = (
    Point("How do we share what grade teams ask us?", "daniel", -42),
    Point("Coach caseloads: by school or by grade?", "tom", -36),
    Point("Late hires missed the launch session", "hannah", -29),
    COVER,
    Point("One word for small-group work in all six schools", "lucia", -15),
    Point("Grade 3 is six lessons behind: what gives?", "renee", -7),
    Point("Homework: what do we tell families?", "ben", -8),
    Point(
        "Shorten three lessons in Unit 3?", "renee", -4, "Lessons 7, 11 and 12 could share one writing task."
    ),
    Point("Who asks the bus company before we promise the longer block?", "grace", -3),
    Point("How do we settle the report-card lines this week?", "samir", -3),
)
"""All topics; those that no meeting settled wait for the next one."""


@dataclass(frozen=True)
class Said:
    """A note: who wrote it, and to which topic (by its words) or section."""

    who: str
    words: str
    at: str
    good_news: bool = False


@dataclass(frozen=True)
class Held:
    """A meeting that was held: who was there beside the leader, what was written, what became of which topic.

    `scores`: how useful it was found, by whom.
    """

    day: int
    present: tuple[str, ...]
    said: tuple[Said, ...]
    ends: tuple[tuple[str, End], ...]
    scores: tuple[tuple[str, int], ...]


HELD = (
    Held(
        -41,
        ("daniel", "priya", "tom", "lucia", "grace"),
        (
            Said("grace", "Eastfield grade 2 prepares its lessons together.", "good_news", good_news=True),
            Said("daniel", "One thread a week in this channel; Daniel gathers what comes.", POINTS[0].text),
        ),
        ((POINTS[0].text, "settled"),),
        (("maya", 4), ("priya", 4)),
    ),
    Held(
        -34,
        ("daniel", "priya", "tom", "lucia"),
        (
            Said(
                "lucia", "Families at Oak Lane asked for the unit books at home.", "good_news", good_news=True
            ),
            Said("tom", "By school: each coach knows the principal.", POINTS[1].text),
        ),
        ((POINTS[1].text, "settled"),),
        (("daniel", 4), ("tom", 5)),
    ),
    Held(
        -27,
        ("daniel", "priya", "tom", "hannah"),
        (
            Said("priya", "All six schools gave the fall screener.", "good_news", good_news=True),
            Said("hannah", "A make-up session in two weeks, an hour after school.", POINTS[2].text),
        ),
        ((POINTS[2].text, "settled"),),
        (("hannah", 4),),
    ),
    Held(
        -20,
        ("daniel", "priya", "tom", "lucia"),
        (
            Said("tom", "The public library lends the unit books now.", "good_news", good_news=True),
            Said("maya", "Asked the Superintendent's Cabinet; no answer yet.", COVER.text),
        ),
        ((COVER.text, "keep"),),
        (("maya", 3), ("lucia", 4)),
    ),
    Held(
        -13,
        ("daniel", "priya", "lucia", "samir", "hannah"),
        (
            Said("hannah", "The make-up session is full.", "good_news", good_news=True),
            Said("lucia", "“Small group”, everywhere. Ben uses it for families too.", POINTS[4].text),
            Said("priya", "Still no answer from the Cabinet.", COVER.text),
        ),
        ((COVER.text, "keep"), (POINTS[4].text, "settled")),
        (("priya", 5), ("samir", 4)),
    ),
    Held(
        -6,
        ("daniel", "priya", "tom", "lucia", "renee"),
        (
            Said(
                "maya",
                "Principals visit each other's classes at Oak Lane.",
                "good_news",
                good_news=True,
            ),
            Said("renee", "Mark which Unit 3 lessons may be shortened, then decide.", POINTS[5].text),
            Said("daniel", "Back when the family council has met.", POINTS[6].text),
            Said("tom", "Harbor View manages for two more weeks, not longer.", COVER.text),
        ),
        ((COVER.text, "keep"), (POINTS[6].text, "parked"), (POINTS[5].text, "settled")),
        (("maya", 4), ("renee", 4), ("tom", 3)),
    ),
)


EARLIER = tuple(
    (day, strand, line)
    for strand, lines in (
        (
            "assessment",
            (
                "The list of tests now given is under way.",
                "Four schools have sent their tests.",
                "All six schools have sent their tests.",
                "The list is done; sorting what to share.",
                "The screener window is open.",
                "Principals are choosing check dates.",
            ),
        ),
        (
            "coaching",
            (
                "Caseloads are being drawn up.",
                "Caseloads are agreed with three schools.",
                "Caseloads are agreed everywhere.",
                "First visits have begun.",
                "Visits go on; Harbor View waits for its coach.",
                "Four coaches try the short visit note.",
            ),
        ),
        (
            "planning support",
            (
                "Asking grade teams when they can plan.",
                "Two schools have their planning time.",
                "Four schools have their planning time.",
                "All but Riverside have their planning time.",
                "Riverside's planning time is agreed.",
                "The Unit 3 guide has an outline.",
            ),
        ),
    )
    for day, line in zip((-46, -39, -32, -25, -18, -11), lines, strict=True)
)
"""What the owners who are core members said two days after each meeting: so nobody had to ask them."""


@dataclass(frozen=True)
class Gone:
    """Somebody who will be away: said on a day, from and until a day, both included."""

    who: str
    said: int
    from_day: int
    until_day: int
    cover: str
    why: str


AWAY = Gone("lucia", -3, 1, 3, "joy", "State multilingual learners' conference")


def break_name(first_on: date) -> str:
    """Return what the days off are called, for the demo begins on any Monday of the year."""
    return "Winter break" if first_on.month in (12, 1) else "School break"
