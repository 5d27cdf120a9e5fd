"""Tables: `table`, and `data_table` with its caption, row headers, sorting and pages."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from sandbox.page.blockkit import rich_text, text
from sandbox.page.blockkit.markup import tag
from sandbox.page.blockkit.place import Json, Place
from sandbox.page.blockkit.reader import Reader

ALIGN = frozenset({"left", "center", "right"})
PAGE_SIZE = 5


def table(block: Json, place: Place) -> Markup:
    """Return a table whose first row is its heading."""
    columns = list(block.get("column_settings") or ())
    rows = _rows(block)
    head = [
        _cell("th", cell, place.reader, _style(columns, n) or _side(rows, n), scope="col")
        for n, cell in enumerate(_first(rows))
    ]
    body = [_body_row(row, place.reader, columns, header=None) for row in rows[1:]]
    inner = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *body))
    return tag("div", inner, class_="table", role="region", aria_label="Table", tabindex="0")


def data_table(block: Json, place: Place) -> Markup:
    """Return a table with a caption. Headings sort it and pages are turned by the page's script."""
    rows = _rows(block)
    header = int(block.get("row_header_column_index") or 0)
    size = int(block.get("page_size") or PAGE_SIZE)
    head = [_sorter(cell, place.reader, _side(rows, n)) for n, cell in enumerate(_first(rows))]
    body = [_body_row(row, place.reader, (), header, hidden=n >= size) for n, row in enumerate(rows[1:])]
    caption = tag("caption", text.plain(block.get("caption")))
    inner = tag("table", caption, tag("thead", tag("tr", *head)), tag("tbody", *body))
    pages = _pager(len(body), size) if len(body) > size else None
    name = place.id(block.get("block_id", "table"), "table")
    # The script sorts and turns pages; it keeps its order as long as the print of the content is the same.
    facts = {"data_table": True, "data_size": size, "data_print": zlib.crc32(inner.encode())}
    return tag("div", inner, pages, class_="table", id=name, **facts)


def _rows(block: Json) -> list[Sequence[Any]]:
    return [list(row) for row in block.get("rows") or ()]


def _first(rows: Sequence[Sequence[Any]]) -> Sequence[Any]:
    return rows[0] if rows else ()


def _side(rows: Sequence[Sequence[Any]], number: int) -> str:
    """Return on which side a heading stands: over a column of numbers, where the numbers are."""
    cells = [row[number] for row in rows[1:] if number < len(row)]
    numeric = all(isinstance(cell, Mapping) and cell.get("type") == "raw_number" for cell in cells)
    return "right" if cells and numeric else ""


def _body_row(
    row: Sequence[Any], reader: Reader, columns: Sequence[Any], header: int | None, *, hidden: bool = False
) -> Markup:
    cells = [
        _cell("th", cell, reader, "", scope="row")
        if number == header
        else _cell("td", cell, reader, _style(columns, number))
        for number, cell in enumerate(row)
    ]
    return tag("tr", *cells, hidden=hidden)


def _cell(name: str, cell: Any, reader: Reader, style: str, **attributes: Any) -> Markup:
    kind = cell.get("type") if isinstance(cell, Mapping) else None
    if kind == "rich_text":
        return tag(name, rich_text.html(cell, reader), class_=style or None, **attributes)
    if kind == "raw_number":
        shown = cell.get("text") or cell.get("value")
        return tag(name, shown, class_=f"{style} number".strip(), data_sort=cell.get("value"), **attributes)
    return tag(name, text.inline(cell, reader), class_=style or None, **attributes)


def _style(columns: Sequence[Any], number: int) -> str:
    setting = columns[number] if number < len(columns) and columns[number] else {}
    align = setting.get("align")
    return " ".join(
        filter(None, [align if align in ALIGN else "", "wraps" if setting.get("is_wrapped") else ""])
    )


def _sorter(cell: Any, reader: Reader, side: str) -> Markup:
    press = tag("button", text.inline(cell, reader), type="button", class_="sorter", data_sorts=True)
    return tag("th", press, scope="col", aria_sort="none", class_=side or None)


def _pager(count: int, size: int) -> Markup:
    return tag(
        "div",
        tag("button", "Previous rows", type="button", class_="button quiet", data_turn="-1", disabled=True),
        tag("span", f"1 to {size} of {count}", role="status"),
        tag("button", "Next rows", type="button", class_="button quiet", data_turn="1"),
        class_="pager",
    )
