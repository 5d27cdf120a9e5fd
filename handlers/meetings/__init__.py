"""Meetings: begun, walked through, written down by everybody at once, closed with minutes; skipped and moved."""

from handlers import timetable
from handlers.feature import Command, Feature, Routine
from handlers.meetings import closing, planning
from handlers.meetings.listeners import after, asking, leading, shifting, writing
from handlers.meetings.views import ids

FEATURE = Feature(
    "meetings",
    commands=(
        Command(
            "meeting",
            "[start|close|here|attendance @ana|skip because …|move to Thursday 14:00 because …|pause|resume]",
            "The next meeting, or the one that runs, and what can be done with it.",
            asking.meeting,
            aliases=("meetings",),
        ),
        Command("minutes", "", "The minutes of the last meeting.", after.show),
    ),
    buttons={
        ids.START: leading.start,
        ids.START_EARLY: leading.start_early,
        ids.HERE: leading.here,
        ids.ATTENDANCE: leading.ask_attendance,
        ids.NEXT: leading.next_,
        ids.BACK: leading.back,
        ids.SETTLE: leading.settling("settled"),
        ids.KEEP: leading.settling("keep"),
        ids.PARK: leading.settling("parked"),
        ids.DROP: leading.settling("dropped"),
        ids.CLOSE: leading.close,
        ids.NOTE: writing.ask_note,
        ids.ACTION: writing.ask_action,
        ids.DECISION: writing.ask_decision,
        ids.STRIKE: writing.strike,
        ids.SKIP: shifting.ask_skip,
        ids.MOVE: shifting.ask_move,
        ids.TURN: shifting.ask_turn,
        ids.MENU: shifting.menu,
        ids.UNDO: shifting.undo,
        ids.MINUTES: after.show,
        ids.CORRECT: after.ask_correct,
        **dict.fromkeys(ids.RATE, after.rate),
    },
    forms={
        ids.ATTENDANCE: leading.save_attendance,
        ids.NOTE: writing.note,
        ids.ACTION: writing.action,
        ids.DECISION: writing.decision,
        ids.SKIP: shifting.skip,
        ids.MOVE: shifting.move,
        ids.TURN: shifting.turn,
        ids.CORRECT: after.correct,
    },
    routines=(
        Routine(
            timetable.WEEKLY, "Planning the next meeting", planning.weekly, missed=planning.weekly, quiet=True
        ),
        Routine(
            timetable.MEETING_END,
            "Minutes, when nobody closed the meeting",
            closing.by_itself,
            missed=closing.by_itself,
            quiet=True,
        ),
    ),
    follows={"team": planning.follow, "calendar": planning.follow},
)
