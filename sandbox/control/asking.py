"""One control request: its arguments, from JSON, a form or the query, and whom and what they name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from sandbox.acts import scenes
from sandbox.acts.refusals import RefusedError
from sandbox.practice import Sandbox
from sandbox.records import Channel, Install, Person, Workspace

FALSE = (None, "", "0", "false", "False", "no", 0, False)


@dataclass(frozen=True, slots=True)
class Ask:
    sandbox: Sandbox
    arguments: Mapping[str, Any]

    def get(self, name: str) -> str:
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def need(self, name: str) -> str:
        value = self.get(name)
        if not value:
            raise RefusedError(f"Give `{name}`. docs/sandbox.md shows what this call takes.")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        return self.arguments[name] not in FALSE if name in self.arguments else default

    def number(self, name: str, default: float) -> float:
        text = self.get(name)
        try:
            return float(text) if text else default
        except ValueError:
            raise RefusedError(f"`{name}` is a number, not “{text}”.") from None

    def data(self, name: str) -> Any:
        """A value that may be JSON in a form's text."""
        value = self.arguments.get(name)
        if isinstance(value, str):
            try:
                return json.loads(value)
            except ValueError:
                raise RefusedError(f"`{name}` is not the JSON it should be.") from None
        return value

    @property
    def workspace_id(self) -> str:
        """Empty if none was named: then names are looked for in all of them."""
        ref = self.get("workspace")
        return self.sandbox.world.workspace(ref).id if ref else ""

    def workspace(self) -> Workspace:
        return self.sandbox.world.workspace(self.get("workspace"))

    def person(self, name: str = "user") -> Person:
        return self.sandbox.world.person(self.need(name), self.workspace_id)

    def place(self, person: Person) -> Channel:
        """A channel that this person can see."""
        return scenes.place(self.sandbox, person, self.get("channel"))

    def channel(self) -> Channel:
        """A channel, whoever can see it."""
        return self.sandbox.world.channel(self.need("channel"), self.workspace_id)

    def install(self, workspace_id: str) -> Install:
        return scenes.the_install(self.sandbox, workspace_id, self.get("app"))


async def read(sandbox: Sandbox, request: Request) -> Ask:
    """The arguments of a request. Raises RefusedError if the body cannot be read."""
    found: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            found |= dict(form)
    elif body := await request.body():
        try:
            found |= json.loads(body)
        except (ValueError, TypeError):
            raise RefusedError("The body is not a JSON object. Send one, or a form.") from None
    return Ask(sandbox, found)
