"""Installing over OAuth, leaving, coming back, and what is kept meanwhile."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlmodel import Session, select

from bot.program import Program
from handlers import FEATURES
from storage import workspaces
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace
from tests.support.town import Town, served


@pytest.fixture
def way_in() -> str:
    return "socket"


@pytest.fixture
async def address(town: Town, tmp_path: Path) -> AsyncIterator[str]:
    """A Steward that many workspaces install by link, its database empty."""
    settings = town.program.settings.model_copy(
        update={
            "slack_app_token": None,
            "slack_bot_token": None,
            "slack_signing_secret": SecretStr(town.app.signing_secret),
            "slack_client_id": town.app.client_id,
            "slack_client_secret": SecretStr(town.app.client_secret),
            "encryption_keys": (SecretStr(Fernet.generate_key().decode()),),
            "database_url": f"sqlite:///{tmp_path / 'many.sqlite3'}",
            "public_url": "http://steward.test",
        }
    )
    async with served(Program(settings, FEATURES, now=town.program.deps.now)) as found:
        yield found


async def _begin(http: aiohttp.ClientSession, address: str) -> dict[str, str]:
    async with http.get(f"{address}/slack/install", allow_redirects=False) as response:
        query = parse_qs(urlsplit(response.headers["location"]).query)
        return {name: values[0] for name, values in query.items()} | {
            "cookie": response.headers["set-cookie"].split(";")[0]
        }


async def _allowed(http: aiohttp.ClientSession, town: Town, begun: dict[str, str]) -> str:
    """Say yes on Slack's own page; the code that it sends back."""
    query = {name: begun[name] for name in ("client_id", "scope", "redirect_uri", "state")}
    form = {"answer": "allow", "user": town.place.people["ruth"].id}
    url = f"{town.room.address}/oauth/v2/authorize"
    async with http.post(url, params=query, data=form, allow_redirects=False) as response:
        return parse_qs(urlsplit(response.headers["location"]).query)["code"][0]


async def _finish(http: aiohttp.ClientSession, address: str, cookie: str, **query: str) -> tuple[int, str]:
    url = f"{address}/slack/oauth_redirect"
    async with http.get(url, params=query, headers={"cookie": cookie}) as response:
        return response.status, await response.text()


async def test_a_code_from_slack_becomes_an_installation_with_a_sealed_token(
    town: Town, address: str
) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        begun = await _begin(http, address)
        code = await _allowed(http, town, begun)

        status, page = await _finish(http, address, begun["cookie"], state=begun["state"], code=code)

    assert status == 200
    assert "installed in Harbor Glen Public Schools" in page
    assert "/steward setup" in page


async def test_a_link_that_was_begun_elsewhere_or_long_ago_installs_nothing(town: Town, address: str) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        begun = await _begin(http, address)
        elsewhere, _ = await _finish(http, address, "steward_install=other", state=begun["state"], code="x")
        forged, _ = await _finish(http, address, "steward_install=forged", state="forged", code="x")
        await town.room.forward(minutes=11)
        late, _ = await _finish(http, address, begun["cookie"], state=begun["state"], code="x")

    assert (elsewhere, forged, late) == (400, 400, 400)


async def test_a_person_who_says_no_to_slack_is_told_that_nothing_happened(address: str) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        begun = await _begin(http, address)

        status, page = await _finish(
            http, address, begun["cookie"], state=begun["state"], error="access_denied"
        )

    assert (status, "Nothing was installed" in page) == (200, True)


async def test_a_code_that_slack_does_not_know_is_answered_with_the_next_step(address: str) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        begun = await _begin(http, address)

        status, page = await _finish(http, address, begun["cookie"], state=begun["state"], code="made-up")

    assert (status, "Start again" in page) == (502, True)


async def test_health_and_metrics_can_be_read(address: str) -> None:
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{address}/healthz") as response:
            assert (response.status, await response.json()) == (200, {"ok": True, "problems": []})
        async with http.get(f"{address}/metrics") as response:
            assert "steward_messages_total" in await response.text()


async def test_a_request_that_slack_did_not_sign_is_refused(address: str) -> None:
    async with aiohttp.ClientSession() as http, http.post(f"{address}/slack/events", json={}) as response:
        assert response.status == 401


async def test_without_a_signing_secret_there_is_no_door_for_requests(town: Town, tmp_path: Path) -> None:
    settings = town.program.settings.model_copy(
        update={"slack_app_token": None, "database_url": f"sqlite:///{tmp_path / 'socket.sqlite3'}"}
    )
    async with (
        served(Program(settings, FEATURES, now=town.program.deps.now)) as found,
        aiohttp.ClientSession() as http,
        http.post(f"{found}/slack/events", json={}) as response,
    ):
        assert response.status == 404


async def test_what_is_kept_of_a_workspace_that_left_is_deleted_ten_days_later(
    team: Team, town: Town
) -> None:
    await town.room.post("uninstall", app=town.app.id, workspace=town.place.workspace.id)
    await town.program.settled()

    left = await town.program.db.read(workspaces.by_slack_id, slack_team_id=town.place.workspace.id)
    assert left is not None
    assert left.uninstalled_at is not None
    assert await town.program.db.read(_rows)

    await town.program.scheduler.beat(town.program.deps.now() + timedelta(days=10))

    assert not await town.program.db.read(_rows)


async def test_a_member_who_changes_is_known_by_their_new_facts(team: Team, town: Town) -> None:
    await town.room.post("person", user="tom", tz="Europe/Berlin")
    await town.program.settled()

    def zone(session: Session) -> str | None:
        return session.exec(select(Person.zone).where(Person.name == "Tom Whitaker")).one()

    assert await town.program.db.read(zone) == "Europe/Berlin"


def _rows(session: Session) -> list[str]:
    return [*session.exec(select(Workspace.name)), *session.exec(select(Team.name))]
