"""The strands of a team's work: who has them, how they stand."""

from handlers.feature import Command, Feature
from handlers.teams import views as team_views
from handlers.workstreams import forms, listeners, saving, views

FEATURE = Feature(
    "workstreams",
    commands=(
        Command(
            "workstream",
            "pacing owner @renee backup @grace",
            "A word alone lists them; a name shows one. Also `add NAME`, `rename NAME to NEW`, `retire NAME`, "
            "`restore NAME`.",
            listeners.workstream,
            aliases=("workstreams", "ws"),
        ),
        Command("update", "pacing", "Say how a workstream stands: a form of four fields.", listeners.update),
    ),
    buttons={
        team_views.NAME_OWNERS: listeners.ask_owners,
        team_views.NAME_BACKUPS: listeners.ask_backups,
        views.SHOW: listeners.show,
        views.UPDATE: listeners.update,
        views.ADD: listeners.ask_add,
        views.HANDS: listeners.ask_hands,
        views.RENAME: listeners.ask_rename,
        views.RETIRE: listeners.ask_retire,
        views.RESTORE: saving.restore,
        views.HISTORY: listeners.tell_history,
        views.PREVIOUS: listeners.turn,
        views.NEXT: listeners.turn,
    },
    forms={
        forms.ADD: saving.add,
        forms.OWNERS: saving.hand_many,
        forms.HANDS: saving.hand,
        forms.RENAME: saving.rename,
        forms.RETIRE: saving.retire,
        forms.UPDATE: saving.update,
    },
)
