"""What was sent to whom, what comes next, what was not sent and why; and a test of everything that comes by itself."""

from collections.abc import Iterable

from handlers.feature import Command, Feature
from handlers.ledger import catalogue, forms, views
from handlers.ledger.listeners import Ledger


def feature_for(features: Iterable[Feature]) -> Feature:
    """Return the ledger of what these features send, to be listed beside them."""
    ledger = Ledger(catalogue.of(features))
    sent = Command(
        "sent",
        "[next | not sent | me]",
        "What was sent to whom, what comes next, what was not sent and why; with a test of each.",
        ledger.show,
        aliases=("ledger",),
    )
    return Feature(
        "ledger",
        commands=(sent,),
        buttons={
            **dict.fromkeys(views.SHOWS.values(), ledger.turn),
            views.PREVIOUS: ledger.turn,
            views.NEXT: ledger.turn,
            views.TEST: ledger.test,
            views.SKIP: ledger.ask_skip,
            views.MOVE: ledger.ask_move,
            views.PAUSE: ledger.ask_pause,
            views.RESUME: ledger.resume,
        },
        forms={forms.SKIP: ledger.skip, forms.MOVE: ledger.move, forms.PAUSE: ledger.pause},
    )
