"""HTML that is escaped unless it is already HTML."""

import json
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

VOID = frozenset({"br", "hr", "img", "input", "wbr"})
SAFE_LINK = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x20\x7f]+")


def tag(name: str, /, *children: object, **attributes: Any) -> Markup:
    """Return one element. Children and attribute values are escaped unless they are Markup.

    An attribute that is None or False is left out, True stands alone; `class_` is class, `data_x` is data-x.
    """
    opening = f"<{name}{_attributes(attributes)}>"
    if name in VOID:
        return Markup(opening)  # noqa: S704 (our own element names, escaped values)
    return Markup(f"{opening}{join(children)}</{name}>")  # noqa: S704 (as above; the children are escaped by join)


def join(parts: Iterable[object], between: str = "") -> Markup:
    """Return the parts one after another, escaping what is not yet HTML; None is nothing."""
    ready = [part if isinstance(part, Markup) else escape(part) for part in parts if part is not None]
    return Markup(str(escape(between)).join(ready))  # noqa: S704 (every part is escaped)


def as_json(value: object) -> str:
    """Return compact JSON for a data attribute."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def safe_url(url: str) -> str | None:
    """Return the address when a link may point there (web, mail, telephone), else None.

    Control characters and spaces around or inside a scheme are how a script hides in a link; they are dropped.
    """
    clean = UNSEEN.sub("", url)
    return clean if SAFE_LINK.match(clean) else None


def _attributes(attributes: dict[str, Any]) -> str:
    written = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        name = key.rstrip("_").replace("_", "-")
        written.append(f" {name}" if value is True else f' {name}="{escape(value)}"')
    return "".join(written)
