"""A person's words as the state of an element: a name becomes an id, a label becomes an option."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sandbox import states
from sandbox.acts import elements, mentions, uploads
from sandbox.acts.elements import Found
from sandbox.acts.refusals import RefusedError
from sandbox.core import Core
from sandbox.records import Json, Person
from sandbox.world import listed

CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def chosen(core: Core, person: Person, found: Found, wanted: Any, offered: Sequence[Json] = ()) -> Json:
    """The state of an element after this person put `wanted` into it; None or "" empties it.

    `offered` are the choices an app gave for an external select. Raises RefusedError if it does not fit.
    """
    key = states.key(found.kind)
    if wanted in (None, "", []):
        return {"type": found.kind, key: [] if states.plural(found.kind) else None}
    read = READERS[key]
    if states.plural(found.kind):
        several = wanted if isinstance(wanted, list) else [wanted]
        if found.kind == "file_input" and len(several) > uploads.most(found.element):
            raise RefusedError(f"“{found.label}” takes fewer files: {uploads.most(found.element)} at most.")
        return {"type": found.kind, key: [read(core, person, found, one, offered) for one in several]}
    return {"type": found.kind, key: read(core, person, found, wanted, offered)}


Reader = Callable[[Core, Person, Found, Any, Sequence[Json]], Any]


def text(_core: Core, _person: Person, _found: Found, wanted: Any, _offered: Sequence[Json]) -> str:
    return str(wanted)


def rich_text(core: Core, person: Person, _found: Found, wanted: Any, _offered: Sequence[Json]) -> Json:
    if isinstance(wanted, dict):
        return wanted
    return mentions.rich_text(mentions.pieces(core.world, person.workspace_id, str(wanted)))[0]


def option(_core: Core, _person: Person, found: Found, wanted: Any, offered: Sequence[Json]) -> Json:
    return pick(found, wanted, offered)


def pick(found: Found, wanted: Any, offered: Sequence[Json] = ()) -> Json:
    """A choice by its text or its value. Raises RefusedError, listing the choices there are."""
    choices = [*elements.options(found.element), *offered]
    for choice in choices:
        if elements.same(elements.text_of(choice["text"]), str(wanted)) or choice.get("value") == wanted:
            return choice
    texts = listed(elements.text_of(choice["text"]) for choice in choices)
    raise RefusedError(f"“{found.label}” has no choice “{wanted}”. {texts}")


def user(core: Core, person: Person, _found: Found, wanted: Any, _offered: Sequence[Json]) -> str:
    return core.world.person(str(wanted), person.workspace_id).id


def conversation(core: Core, person: Person, _found: Found, wanted: Any, _offered: Sequence[Json]) -> str:
    if str(wanted).startswith("@"):
        return core.world.im(person.id, user(core, person, _found, wanted, _offered)).id
    return core.world.channel(str(wanted), person.workspace_id).id


def day(_core: Core, _person: Person, found: Found, wanted: Any, _offered: Sequence[Json]) -> str:
    try:
        return date.fromisoformat(str(wanted)).isoformat()
    except ValueError:
        raise RefusedError(f"“{found.label}” takes a date like 2026-03-02, not “{wanted}”.") from None


def clock_time(_core: Core, _person: Person, found: Found, wanted: Any, _offered: Sequence[Json]) -> str:
    if not CLOCK_TIME.fullmatch(str(wanted)):
        raise RefusedError(f"“{found.label}” takes a time like 09:30, not “{wanted}”.")
    return str(wanted)


def moment(_core: Core, _person: Person, found: Found, wanted: Any, _offered: Sequence[Json]) -> int:
    """Seconds since 1970, from such a number or an ISO date and time with a zone."""
    if str(wanted).isdigit():
        return int(wanted)
    try:
        at = datetime.fromisoformat(str(wanted))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise RefusedError(f"“{found.label}” takes a time like 2026-03-02T09:30:00-05:00, not “{wanted}”.")
    return int(at.timestamp())


def upload(core: Core, person: Person, found: Found, wanted: Any, _offered: Sequence[Json]) -> Json:
    return uploads.upload(core, person, found, wanted)


READERS: dict[str, Reader] = {
    "value": text,
    "rich_text_value": rich_text,
    "selected_option": option,
    "selected_options": option,
    "selected_user": user,
    "selected_users": user,
    "selected_conversation": conversation,
    "selected_conversations": conversation,
    "selected_channel": conversation,
    "selected_channels": conversation,
    "selected_date": day,
    "selected_time": clock_time,
    "selected_date_time": moment,
    "files": upload,
}
