from collections.abc import Mapping
from typing import Any


def message_problems(payload: Mapping[str, Any]) -> list[str]:  # noqa: ARG001 - a placeholder
    return []


def view_problems(view: Mapping[str, Any]) -> list[str]:  # noqa: ARG001 - a placeholder
    return []
