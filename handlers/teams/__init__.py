"""A team's beginning, its settings, how it stands, its end."""

from handlers.feature import Command, Feature
from handlers.teams import forms, hello, setting_up, settings, status, undo, views

FEATURE = Feature(
    "teams",
    commands=(
        Command("setup", "", "Make this channel a team.", setting_up.start, needs_team=False),
        Command(
            "status", "", "Your team on one screen: who, what, when, and what is missing.", status.status
        ),
        Command(
            "settings",
            "",
            "Change the team's name, time zone, meeting and how often; or close it.",
            settings.show,
        ),
    ),
    buttons={
        views.UNDO: undo.undo,
        views.SETTINGS: settings.show,
        views.STATUS: status.status,
        views.SET_UP: setting_up.start,
        hello.BRING_BACK: settings.bring_back,
        hello.SET_UP_ANEW: setting_up.anew,
        forms.ASK_CLOSE: settings.ask_close,
        forms.LEVEL_CHOSEN: setting_up.level_chosen,
        forms.RHYTHM_CHOSEN: settings.rhythm_chosen,
    },
    forms={
        forms.SETUP: setting_up.save,
        forms.CHANGE: settings.save,
        forms.CLOSE: settings.close,
    },
    searches={forms.ZONE_SEARCHED: setting_up.search_zone},
)
