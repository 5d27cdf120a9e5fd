"""Things that go wrong on purpose: the next calls of a method fail in a chosen way."""

from dataclasses import dataclass, field

KINDS = {
    "refused": "Slack's `error`, such as missing_scope; nothing is done",
    "ratelimited": "429 with Retry-After; nothing is done",
    "server_error": "500; nothing is done",
    "answer_lost": "it is done, and the connection drops before the answer",
    "request_lost": "the connection drops; nothing is done",
    "slow": "it is done after `seconds`",
    "disconnect": "the app's Socket Mode connections drop; the call itself is done",
}
ANY = "*"


@dataclass(slots=True)
class Fault:
    """`seconds` is how slow, or how long to wait before trying again; `error` the name of a refusal.

    With a `workspace_id` it strikes only there.
    """

    method: str
    kind: str
    times: int
    seconds: float = 1
    error: str = "missing_scope"
    workspace_id: str = ""


@dataclass(slots=True)
class Faults:
    planned: list[Fault] = field(default_factory=list)

    def take(self, method: str, workspace_id: str = "") -> Fault | None:
        """The oldest planned fault for this method ("response_url" for those) in this workspace, used once."""
        for fault in self.planned:
            if fault.method in (method, ANY) and fault.workspace_id in ("", workspace_id):
                fault.times -= 1
                if fault.times <= 0:
                    self.planned.remove(fault)
                return fault
        return None
