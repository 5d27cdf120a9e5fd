"""The moments of a meeting: what the timetable calls them, and the times they are reckoned with."""

from datetime import time, timedelta

WEEKLY = "weekly"  # the series itself: its rule says on which days a team meets
UPDATE_FORM = "update_form"
UPDATE_NUDGE = "update_nudge"
AGENDA = "agenda"
MEETING_END = "meeting_end"

WORKING_DAYS_BEFORE = 2
"""How many working days before the meeting owners are asked for their update."""
MORNING = time(9)
"""When they are asked and, on the next working day, reminded."""
AFTERNOON = time(15)
"""When they are reminded on the same day, where updates close before the next working morning."""
UPDATES_CLOSE = timedelta(hours=2)
"""How long before the agenda updates close."""
AGENDA_AHEAD = timedelta(minutes=15)
"""An agenda that is late is still posted as long before the meeting as this."""
SEASON_OFF = timedelta(days=14)
"""A working day further back than this lies before a break so long that what was said there says nothing any more."""
AGENDA_AT_LEAST = timedelta(hours=1)
"""How long before the meeting an agenda comes that can only come on its own day."""
GRACE = timedelta(minutes=30)
"""How long after its end a meeting that nobody closed closes by itself."""
CLOSES_STILL = timedelta(days=60)
"""How late that may be done: what was written is kept however long nobody was there to keep it."""
BEFORE_A_NUDGE = timedelta(hours=4)
"""Whoever was asked less than this ago needs no nudge."""
