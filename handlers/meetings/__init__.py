"""Meetings: begun, walked through, written down by everybody at once, closed with minutes; skipped and moved."""

from handlers import timetable
from handlers.feature import Command, Feature, Routine
from handlers.meetings import closing, planning
from handlers.meetings.listeners import arranging, asking, leading, minutes, noting
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
        Command("minutes", "", "The minutes of the last meeting.", minutes.show),
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
        ids.NOTE: noting.ask_note,
        ids.ACTION: noting.ask_action,
        ids.DECISION: noting.ask_decision,
        ids.STRIKE: noting.strike,
        ids.SKIP: arranging.ask_skip,
        ids.MOVE: arranging.ask_move,
        ids.TURN: arranging.ask_turn,
        ids.MENU: arranging.menu,
        ids.UNDO: arranging.undo,
        ids.MINUTES: minutes.show,
        ids.CORRECT: minutes.ask_correct,
        **dict.fromkeys(ids.RATE, minutes.rate),
    },
    forms={
        ids.ATTENDANCE: leading.save_attendance,
        ids.NOTE: noting.note,
        ids.ACTION: noting.action,
        ids.DECISION: noting.decision,
        ids.SKIP: arranging.skip,
        ids.MOVE: arranging.move,
        ids.TURN: arranging.turn,
        ids.CORRECT: minutes.correct,
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
            preview=closing.preview,
            quiet=True,
        ),
    ),
    follows={"team": planning.follow, "calendar": planning.follow},
)
