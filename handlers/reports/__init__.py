"""What leaders are told by itself, and only when there is something to say."""

from handlers import timetable
from handlers.feature import Feature, Routine
from handlers.reports import routines

_TITLES = {default.kind: default.title for default in timetable.DEFAULT_SCHEDULES}

FEATURE = Feature(
    "reports",
    routines=(Routine(routines.ROLLUP, _TITLES[routines.ROLLUP], routines.rollup, preview=routines.preview),),
)
