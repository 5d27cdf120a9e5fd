"""What the buttons and forms of a meeting are called on their way through Slack.

Each holds `refs.pack(team.id, meeting.id, extra)`. On the board, `extra` is the place that the reader saw: two people
who press Next at once go one step, not two. A button that opens a form and that form share a name.
"""

START, SKIP, MOVE, TURN, MENU = (
    "meetings.start",
    "meetings.skip",
    "meetings.move",
    "meetings.turn",
    "meetings.menu",
)
"""Drawn on the agenda too."""
START_EARLY = "meetings.start_early"

HERE = "meetings.here"
ATTENDANCE = "meetings.attendance"
NOTE = "meetings.note"
ACTION = "meetings.action"
DECISION = "meetings.decision"
SETTLE, KEEP, PARK, DROP = "meetings.settle", "meetings.keep", "meetings.park", "meetings.drop"
NEXT, BACK = "meetings.next", "meetings.back"
CLOSE = "meetings.close"
STRIKE = "meetings.strike"

CORRECT = "meetings.correct"
RATE = tuple(f"meetings.rate.{score}" for score in range(1, 6))
MINUTES = "meetings.minutes"

UNDO = "meetings.undo"
