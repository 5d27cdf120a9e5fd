"""The field for files: the browser's own chooser, and below it what the form holds."""

from collections.abc import Sequence

from markupsafe import Markup

from sandbox.acts import uploads
from sandbox.page.blockkit import wiring
from sandbox.page.blockkit.markup import as_json, tag
from sandbox.page.blockkit.place import Json, Spot


def field(element: Json, spot: Spot) -> Markup:
    """Return the chooser, what it takes, and the files that were chosen so far.

    A file goes to the workspace when it is chosen, so that it survives a reload; the script shows its name in the
    chooser again.
    """
    held = spot.state(element).get("files") or ()
    kinds = [kind.lower().lstrip(".") for kind in element.get("filetypes") or ()]
    ids = {part: spot.id(part) for part in ("takes", "chosen")}
    facts = wiring.names(element, spot, "Choose files") | {
        "aria_describedby": " ".join(filter(None, [spot.described_by, *ids.values()])),
        "aria_required": None,  # a chooser has no role that knows it; the browser's own word is understood
        "required": spot.required,
        "accept": ",".join(f".{kind}" for kind in kinds) or None,
        "multiple": _most(element) > 1,
    }
    chooser = tag("input", type="file", **facts, **_wiring(element, spot, held))
    takes = tag("small", _takes(kinds, _most(element)), id=ids["takes"])
    rows = [_row(file, spot) for file in held]
    chosen = tag("div", tag("ul", *rows, role="list") if rows else None, id=ids["chosen"], aria_live="polite")
    return tag("div", chooser, takes, chosen, class_="chooser")


def size(length: int) -> str:
    """Return a length in bytes as people say it."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if length >= unit:
            return f"{length / unit:.1f}".removesuffix(".0") + f" {name}"
    return f"{length} bytes"


def _wiring(element: Json, spot: Spot, held: Sequence[Json]) -> dict[str, object]:
    return {
        "data_upload": as_json([{"id": file["id"], "name": file["name"]} for file in held]),
        "data_block": spot.block_id,
        "data_most": _most(element),
        "data_largest": uploads.LARGEST,
    }


def _most(element: Json) -> int:
    return uploads.most(dict(element))


def _takes(kinds: Sequence[str], most: int) -> str:
    """Return what may be chosen ("One .ics file, up to 10 MB.")."""
    named = " or ".join(f".{kind}" for kind in kinds)
    count = "One" if most == 1 else f"Up to {most}"
    words = " ".join(filter(None, [count, named, "file" if most == 1 else "files"]))
    return f"{words}, up to {size(uploads.LARGEST)}{'' if most == 1 else ' each'}."


def _row(file: Json, spot: Spot) -> Markup:
    name = str(file["name"])
    words = tag("span", name, " ", tag("small", size(int(file["size"]))))
    remove = tag(
        "button",
        "Remove",
        type="button",
        class_="remove",
        aria_label=f"Remove {name}",
        data_unchoose=file["id"],
    )
    return tag("li", words, remove, id=spot.id("file", file["id"]))
