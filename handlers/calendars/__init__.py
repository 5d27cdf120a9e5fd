"""Who is away and when nobody works: absences with their cover, a team's calendar, everybody's own hours."""

from handlers import timetable
from handlers.calendars.away import forms as away_forms
from handlers.calendars.away import listeners as away
from handlers.calendars.away import views as away_views
from handlers.calendars.days import forms as day_forms
from handlers.calendars.days import listeners as days
from handlers.calendars.days import season, uploading
from handlers.calendars.days import views as day_views
from handlers.calendars.own import listeners as own
from handlers.calendars.own import views as own_views
from handlers.feature import Command, Feature, Routine

FEATURE = Feature(
    "calendars",
    commands=(
        Command(
            "away",
            "until FRIDAY [cover @daniel] [because …]",
            "Say that you are away; who covers is told at once.",
            away.away,
            aliases=("ooo",),
            needs_team=False,
        ),
        Command("back", "", "You are here again, earlier than you said.", away.back, needs_team=False),
        Command(
            "calendar",
            "[pause 15 June to 20 August because summer]",
            "Holidays, school breaks, working days and quiet hours of your team; pause for a season.",
            days.calendar,
            aliases=("holidays",),
        ),
        Command(
            "preferences",
            "[digest 07:45]",
            "Your own morning, working days and quiet hours.",
            own.preferences_,
            aliases=("me", "my"),
            needs_team=False,
        ),
    ),
    buttons={
        away_views.BACK: away.click_back,
        away_views.TAKE_BACK: away.take_back,
        away_views.AGAIN: away.again,
        away_views.CHANGE: away.change,
        day_views.SHOW: days.show,
        day_views.SETTINGS: days.ask_settings,
        day_views.ADD: days.ask_add,
        day_views.UPLOAD: days.ask_upload,
        day_views.PAUSE: days.ask_pause,
        day_views.RESUME: days.resume,
        day_views.REMOVE: days.remove,
        day_views.UNDO: days.undo,
        day_views.OTHERS: uploading.take_others,
        day_views.PREVIOUS: days.turn,
        day_views.NEXT: days.turn,
        day_forms.COUNTRY: days.country_chosen,
        own_views.OPEN: own.show,
        own_views.UNDO: own.undo,
    },
    forms={
        away_forms.AWAY: away.save,
        day_forms.SETTINGS: days.save_settings,
        day_forms.ADD: days.add,
        day_forms.UPLOAD: uploading.upload,
        day_forms.PAUSE: days.save_pause,
        own_views.FORM: own.save,
    },
    searches={day_forms.COUNTRY: days.search_country, day_forms.REGION: days.search_region},
    routines=(
        Routine(timetable.RETURN, "Welcome back after a pause", season.come_back, preview=season.preview),
    ),
    follows={"calendar": season.keep_return, "team": season.keep_return},
)
