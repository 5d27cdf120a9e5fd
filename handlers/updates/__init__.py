"""Once a week each owner says how their workstream stands: asked in a direct message, answered where it is asked."""

from handlers import timetable
from handlers.feature import Feature, Routine
from handlers.updates import listeners, news, routines, views

FEATURE = Feature(
    "updates",
    buttons={**dict.fromkeys(views.SAYS, listeners.say), views.CHANGE: listeners.change},
    forms={views.FORM: listeners.save},
    routines=(
        Routine(
            timetable.UPDATE_FORM, "Request for updates", routines.form, preview=routines.preview, quiet=True
        ),
        Routine(
            timetable.UPDATE_NUDGE,
            "Reminder of updates",
            routines.nudge,
            preview=routines.preview_nudge,
            quiet=True,
        ),
    ),
    follows={
        "update": news.follow,
        "team": news.follow,
        "people": news.follow,
        "workstreams": news.follow,
        "absence": news.follow,
        "meeting": news.follow,
    },
)
