"""Calls only a tester has: the clock, faults, connections, deliveries sent again."""

import re
from datetime import datetime, timedelta

from sandbox import faults
from sandbox.acts.refusals import RefusedError
from sandbox.control import watching
from sandbox.control.asking import Ask
from sandbox.control.remote import RemoteCompanion
from sandbox.deliveries import dispatch, http, payloads
from sandbox.deliveries.patience import Retry
from sandbox.records import Json

SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d|w)[a-z]*\s*", re.IGNORECASE)
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


async def clock(ask: Ask) -> Json:
    """Move the clock on: `by` a span, `to` a moment, or `to_next`; what is due until then is played in order.

    {now, running, next_due, moved, settled}; `moved` is false if nothing is due that `to_next` could go to.
    """
    moved = True
    if ask.flag("to_next"):
        moved = await ask.sandbox.clock.to_next() is not None
    elif ask.get("by"):
        await ask.sandbox.clock.forward(span(ask.get("by")))
    elif ask.get("to"):
        await ask.sandbox.clock.to(moment(ask.get("to")))
    else:
        raise RefusedError("Say how far: `by` (like 1h or 2d), `to` (a date and time), or `to_next`.")
    settled = await ask.sandbox.settled()
    return await watching.clock(ask) | {"moved": moved, "settled": settled}


def span(text: str) -> timedelta:
    """A span like "90s", "1h", "1 day" or "1d12h", or a number of seconds. Raises RefusedError."""
    if re.fullmatch(r"\d+(\.\d+)?", text.strip()):
        return timedelta(seconds=float(text))
    parts = SPAN.findall(text)
    if not parts or SPAN.sub("", text).strip():
        raise RefusedError(f"“{text}” is no span of time. Write it like 90s, 30m, 1h, 1d, 1d12h or 2 weeks.")
    total = timedelta()
    for number, unit in parts:
        total += timedelta(**{UNITS[unit.lower()]: float(number)})
    return total


def moment(text: str) -> datetime:
    """An ISO date and time with its zone. Raises RefusedError."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise RefusedError(f"“{text}” is no moment. Write it with its zone, like 2026-03-02T09:00:00-05:00.")
    return at


async def add_fault(ask: Ask) -> Json:
    """The next `times` calls of `method` fail as `kind` says. A `disconnect` without a method happens now."""
    kind, method = ask.need("kind"), ask.get("method")
    if kind not in faults.KINDS:
        known = "; ".join(f"{name}: {meaning}" for name, meaning in faults.KINDS.items())
        raise RefusedError(f"There is no fault “{kind}”. There are {known}.")
    if kind == "disconnect" and not method:
        return {"dropped": await ask.sandbox.sockets.drop()}
    fault = faults.Fault(method or faults.ANY, kind, int(ask.number("times", 1)), ask.number("seconds", 1))
    fault.error = ask.get("error") or fault.error
    ask.sandbox.faults.planned.append(fault)
    return await list_faults(ask)


async def list_faults(ask: Ask) -> Json:
    return {
        "faults": [
            {"method": row.method, "kind": row.kind, "times": row.times, "seconds": row.seconds}
            for row in ask.sandbox.faults.planned
        ]
    }


async def clear_faults(ask: Ask) -> Json:
    ask.sandbox.faults.planned.clear()
    return await list_faults(ask)


async def connections(ask: Ask) -> Json:
    """Ask the app to reconnect ("refresh", as Slack does about hourly), or "drop" its connections."""
    do = ask.need("do")
    sockets = ask.sandbox.sockets
    if do not in ("refresh", "drop"):
        raise RefusedError("`do` is refresh (the app is asked to reconnect) or drop (it is cut off).")
    count = await (sockets.refresh() if do == "refresh" else sockets.drop())
    return {"connections": count}


async def resend(ask: Ask) -> Json:
    """Send a delivery again, the last or the one with this `id`, as if its acknowledgement had been lost."""
    wanted = ask.get("id")
    rows = [row for row in ask.sandbox.deliveries if wanted in ("", row.id)]
    if not rows:
        raise RefusedError("There is no such delivery. Look at /control/deliveries.")
    row = rows[-1]
    retry = Retry(1, "timeout") if row.kind == "events_api" else None
    answer = await dispatch.deliver(ask.sandbox, ask.sandbox.app(row.app_id), row.kind, row.payload, retry)
    settled = await ask.sandbox.settled()
    ack_ms = None if answer.milliseconds is None else round(answer.milliseconds, 1)
    return {"ack_ms": ack_ms, "error": answer.error, "answer": answer.body, "settled": settled}


async def companion(ask: Ask) -> Json:
    """Let a program at `url` live by this clock; with `detach`, no longer."""
    url = ask.need("url").rstrip("/")
    known = [row for row in ask.sandbox.companions if isinstance(row, RemoteCompanion) and row.url == url]
    for row in known:
        ask.sandbox.detach(row)
    if not ask.flag("detach"):
        ask.sandbox.attach(RemoteCompanion(ask.sandbox, url))
    return {"companions": len(ask.sandbox.companions)}


async def app(ask: Ask) -> Json:
    """Where an app without Socket Mode is reached; Slack's url_verification is sent there and its answer told."""
    install = ask.install(ask.workspace().id)
    found = ask.sandbox.app(install.app_id)
    found.request_url = ask.get("request_url")
    if not found.request_url:
        return {"request_url": "", "verified": False}
    challenge = ask.sandbox.world.ids.secret()
    content = http.encoded("events_api", payloads.url_verification(found, challenge))
    assert ask.sandbox.session is not None
    reply = await http.post(
        ask.sandbox.session,
        found.request_url,
        found.signing_secret,
        content,
        limit=ask.sandbox.ack_limit,
    )
    answered = reply.body if isinstance(reply.body, dict) else {}
    verified = challenge in (answered.get("challenge"), answered.get("text"))
    return {"request_url": found.request_url, "verified": verified}
