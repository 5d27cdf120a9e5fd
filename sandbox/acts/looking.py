"""Where a person sees the thing they mean: in the form in front of them, in a message, on a Home tab."""

from collections.abc import Iterable

from sandbox.acts import elements, scenes
from sandbox.acts.clicks import Wanted
from sandbox.acts.elements import Found
from sandbox.acts.refusals import RefusedError
from sandbox.core import Core
from sandbox.deliveries.payloads import Place
from sandbox.records import Channel, Person, View

Hit = tuple[Place, Found]


def anywhere(core: Core, person: Person, wanted: Wanted) -> Hit:
    """In the form first, then in the latest message that has it, then on a Home tab. Raises RefusedError."""
    modal = core.world.modal_of(person.id)
    channels = core.world.channels_of(person.id)
    hit = (
        in_views([modal] if modal else [], wanted)
        or in_channels(core, person, channels, wanted)
        or in_views(homes(core, person), wanted)
    )
    return hit or nothing(person, wanted, "anywhere")


def in_place(core: Core, person: Person, channel: Channel, wanted: Wanted) -> Hit:
    """In the latest message of a channel that has it. Raises RefusedError."""
    where = f"in {scenes.shown(channel)}"
    return in_channels(core, person, [channel], wanted) or nothing(person, wanted, where)


def in_message(core: Core, person: Person, channel: Channel | None, ts: str, wanted: Wanted) -> Hit:
    """In the message with this ts; without a channel, in whichever of theirs has it. Raises RefusedError."""
    if channel is None:
        places = core.world.channels_of(person.id)
        channel = next((place for place in places if core.world.message(place.id, ts)), None)
    if channel is None:
        raise RefusedError(f"{person.real_name} sees no message {ts}. Look at /control/messages.")
    message = scenes.seen_message(core, person, channel, ts)
    found = wanted.find_in(elements.blocks_of(message))
    return (
        (Place(channel=channel, message=message), found)
        if found
        else nothing(person, wanted, "in that message")
    )


def in_view(core: Core, person: Person, ref: str, wanted: Wanted) -> Hit:
    """In the view of this id, in the form ("modal"), or on a Home tab ("home"). Raises RefusedError."""
    views = (
        homes(core, person) if ref == "home" else [view_in_front(core, person, "" if ref == "modal" else ref)]
    )
    return in_views(views, wanted) or nothing(person, wanted, "in that view")


def in_channels(core: Core, person: Person, channels: Iterable[Channel], wanted: Wanted) -> Hit | None:
    seen = [(m, channel) for channel in channels for m in core.world.visible(person.id, channel.id)]
    for message, channel in sorted(seen, key=lambda pair: pair[0].ts, reverse=True):
        if found := wanted.find_in(elements.blocks_of(message)):
            return Place(channel=channel, message=message), found
    return None


def in_views(views: Iterable[View], wanted: Wanted) -> Hit | None:
    for view in views:
        if found := wanted.find_in(view.blocks):
            return Place(view=view), found
    return None


def homes(core: Core, person: Person) -> list[View]:
    """What apps published for this person."""
    installs = core.world.installs_in(person.workspace_id)
    return [view for i in installs if (view := core.world.home_of(person.id, i.app_id))]


def view_in_front(core: Core, person: Person, view_id: str = "") -> View:
    """The form in front of this person, or the view of theirs with this id. Raises RefusedError."""
    if not view_id:
        modal = core.world.modal_of(person.id)
        if modal is None:
            raise RefusedError(
                f"{person.real_name} has no form open. Open one first, with a command or a button."
            )
        return modal
    view = core.world.views.get(view_id)
    if view is None or view.user_id != person.id:
        raise RefusedError(f"{person.real_name} has no view {view_id} open. Look at /control/view.")
    return view


def nothing(person: Person, wanted: Wanted, where: str) -> Hit:
    raise RefusedError(
        f"{person.real_name} sees nothing called {wanted.words} {where}. "
        "Look at /control/messages, /control/view and /control/home."
    )
