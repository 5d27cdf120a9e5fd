"""What each person sees of their own: App Home, and the panel that `/steward` alone opens."""

from handlers.feature import Command, Feature
from handlers.home import listeners, pages

FEATURE = Feature(
    "home",
    commands=(
        Command("", "", "What you owe now, and what you can do from here.", listeners.look, needs_team=False),
    ),
    buttons={pages.PREVIOUS: listeners.turn, pages.NEXT: listeners.turn},
    events={"app_home_opened": listeners.opened},
    home=listeners.show,
)
