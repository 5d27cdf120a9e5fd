"""Settings, the doctor, the manifest, the backup: what an IT person meets."""

import sqlite3
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr, ValidationError
from rich.console import Console

from bot import backup, doctor, manifest
from bot.demo.running import latest_monday
from bot.settings import Settings
from handlers import FEATURES
from tests.support.town import MONDAY, Town


@pytest.fixture
def way_in() -> str:
    return "socket"


def _settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]  # pydantic reads strings as the environment gives them


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ({"slack_app_token": "xapp-1"}, ["SLACK_BOT_TOKEN"]),
        ({"slack_app_token": "xapp-1", "slack_bot_token": "xoxb-1"}, []),
        ({"slack_signing_secret": "s"}, ["SLACK_BOT_TOKEN"]),
        ({"slack_signing_secret": "s", "slack_bot_token": "xoxb-1"}, []),
        (
            {
                "slack_signing_secret": "s",
                "slack_client_id": "1",
                "slack_client_secret": "c",
                "public_url": "https://x",
            },
            ["ENCRYPTION_KEYS"],
        ),
    ],
)
def test_the_doctor_names_what_is_missing(values: dict[str, str], missing: list[str]) -> None:
    assert doctor.missing(_settings(**values)) == missing


def test_without_tokens_the_way_to_begin_is_told_and_the_demo_offered() -> None:
    said = doctor.how_to_begin(["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])

    assert "make demo" in said
    assert "python -m bot manifest" in said


def test_a_variable_that_does_not_fit_is_refused_by_its_name() -> None:
    with pytest.raises(ValidationError, match="port"):
        _settings(port="many")


def test_keys_are_separated_by_commas_and_never_printed() -> None:
    settings = _settings(encryption_keys="secret-1, secret-2,")

    assert [key.get_secret_value() for key in settings.encryption_keys] == ["secret-1", "secret-2"]
    assert "secret-1" not in repr(settings)


async def test_the_doctor_finds_tokens_that_work_and_tokens_that_do_not(town: Town) -> None:
    good = town.program.settings
    bad = good.model_copy(
        update={"slack_bot_token": SecretStr("xoxb-wrong"), "slack_app_token": SecretStr("xapp-no")}
    )

    assert all(check.ok for check in await doctor.examine(good))
    failed = {check.what: check.said for check in await doctor.examine(bad) if not check.ok}

    assert failed["SLACK_BOT_TOKEN"] == "Slack says invalid_auth; copy it again"
    assert "connections:write" in failed["SLACK_APP_TOKEN"]


def test_every_shortcut_of_a_feature_is_in_the_manifest() -> None:
    built = manifest.build(FEATURES)

    known = {shortcut.callback_id for feature in FEATURES for shortcut in feature.shortcuts}
    assert {shortcut["callback_id"] for shortcut in built["features"]["shortcuts"]} == known
    assert built["settings"]["socket_mode_enabled"] is True
    assert [command["command"] for command in built["features"]["slash_commands"]] == ["/steward"]


def test_a_public_address_turns_the_manifest_to_signed_requests() -> None:
    built = manifest.build(FEATURES, public_url="https://steward.example/", aliases=True)

    doors = "https://steward.example/slack/events"
    assert built["settings"]["event_subscriptions"]["request_url"] == doors
    assert built["settings"]["interactivity"]["request_url"] == doors
    assert {command["url"] for command in built["features"]["slash_commands"]} == {doors}
    assert built["settings"]["socket_mode_enabled"] is False


async def test_a_backup_holds_what_the_running_database_holds(town: Town, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "steward.sqlite3"

    backup.copy(town.program.settings, target, Console(quiet=True))

    with sqlite3.connect(target) as copied:
        assert copied.execute("SELECT name FROM workspace").fetchall() == [("Harbor Glen Public Schools",)]


@pytest.mark.parametrize("url", ["postgresql://localhost/steward", "sqlite:///nowhere/steward.sqlite3"])
def test_where_there_is_nothing_to_copy_that_is_said(url: str, tmp_path: Path) -> None:
    with pytest.raises(typer.Exit):
        backup.copy(_settings(database_url=url), tmp_path / "copy", Console(quiet=True))


def test_the_demo_stands_at_eight_on_the_latest_monday_of_the_district() -> None:
    assert latest_monday(MONDAY) == MONDAY
    assert latest_monday(MONDAY.replace(hour=12)) == MONDAY.replace(day=2), (
        "of the 9th, Wednesday is a holiday"
    )
    assert latest_monday(MONDAY.replace(day=21)) == MONDAY
