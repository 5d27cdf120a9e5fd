"""The people of a team: who belongs, who holds what, who held it."""

from handlers.feature import Command, Feature
from handlers.people import forms, listeners, saving, views
from handlers.teams import views as team_views

FEATURE = Feature(
    "people",
    commands=(
        Command(
            "people",
            "[add @ruth]",
            "Who is on the team as what; add people, change how they belong.",
            listeners.people,
            aliases=("roster",),
        ),
        Command(
            "role",
            "coordinator @daniel",
            "Who leads, coordinates and sponsors; hand a role to somebody. `role history` shows who held what.",
            listeners.role,
            aliases=("roles",),
        ),
    ),
    buttons={
        team_views.PEOPLE: listeners.people,
        team_views.ADD_PEOPLE: listeners.ask_people,
        team_views.ADD_SPONSOR: listeners.ask_sponsor,
        team_views.NAME_COORDINATOR: listeners.ask_coordinator,
        team_views.HAND_OVER: listeners.ask_lead,
        views.ADD_CONTACT: listeners.ask_contact,
        views.CHANGE: listeners.ask_change,
        views.LEAVE: listeners.ask_leave,
        views.HISTORY: listeners.history,
        views.PREVIOUS: listeners.turn,
        views.NEXT: listeners.turn,
        views.LATER: listeners.turn_history,
        views.EARLIER: listeners.turn_history,
    },
    forms={
        forms.ADD: saving.add,
        forms.CONTACT: saving.add_contact,
        forms.SPONSOR: saving.add_sponsor,
        forms.LEAD: saving.hand_over_lead,
        forms.COORDINATE: saving.name_coordinator,
        forms.CHANGE: saving.change,
        forms.LEAVE: saving.leave,
    },
)
