"""How the draft of a revision writes down a column's type."""

from typing import Any, Literal

from sqlmodel.sql.sqltypes import AutoString

from storage import types


def plain(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Plain SQLAlchemy types instead of ours: a revision must still run when our classes have moved on."""
    written = {
        types.UtcDateTime: "sa.DateTime(timezone=True)",
        types.Json: "sa.JSON()",
        AutoString: "sa.String()",
    }
    return written.get(type(item), False) if kind == "type" else False
