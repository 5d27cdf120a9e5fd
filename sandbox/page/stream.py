"""What changed, for an open page: which of its parts to draw again."""

import json
from collections.abc import AsyncIterator

from sandbox.notices import Subscription
from sandbox.page.seats import Seat
from sandbox.records import Notice

EVERYTHING = (
    "rail",
    "people",
    "waiting",
    "header",
    "messages",
    "composer",
    "side",
    "modal",
    "home",
    "clock",
    "suggestions",
    "directory",
)
PARTS = {
    "view": ("modal",),
    "home": ("home",),
    "channel": ("rail", "people", "header", "messages", "composer", "side", "directory"),
    "person": ("rail", "people", "header", "messages", "composer", "side", "directory"),
    "clock": ("clock", "messages"),
    "file": ("messages", "side", "header"),
    "canvas": ("side", "header"),
    "app": ("rail", "composer", "directory"),
    "suggestion": ("suggestions",),
}


def parts(notice: Notice, seat: Seat) -> tuple[str, ...]:
    """Return the parts a notice touches for the person at this seat; of a kind we do not know, all of them."""
    if notice.kind in {"view", "home"} and notice.user_id not in {"", seat.person.id}:
        return ()
    if notice.kind == "message":
        here = seat.channel is not None and notice.channel_id == seat.channel.id
        return (
            ("messages", "side", "header", "rail", "people", "waiting")
            if here
            else ("rail", "people", "waiting")
        )
    return PARTS.get(notice.kind, EVERYTHING)


async def tell(subscription: Subscription, seat: Seat) -> AsyncIterator[str]:
    """Give server-sent events until the subscription is closed. The page gathers those that come together.

    The hello says how many changes there were: a page drawn at another number missed some before it listened.
    """
    yield event("hello", seat.world.news)
    try:
        async for notice in subscription:
            if touched := parts(notice, seat):
                yield event("change", touched)
    finally:
        subscription.close()


def event(name: str, found: tuple[str, ...] | int) -> str:
    return f"event: {name}\ndata: {json.dumps(found)}\n\n"
