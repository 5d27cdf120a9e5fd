"""Whatever Slack delivers becomes one shape."""

from typing import Any

import pytest

from bot import knock
from handlers import refs
from handlers.refs import Ref


@pytest.mark.parametrize(
    ("command", "text", "read"),
    [
        ("/steward", "action Draft the guide", "action Draft the guide"),
        ("/steward", "  ", ""),
        ("/action", "Draft the guide", "action Draft the guide"),
        ("/actions", "", "actions"),
    ],
)
def test_an_alias_reads_as_the_command_that_it_shortens(command: str, text: str, read: str) -> None:
    body = {"command": command, "text": text, "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2.x"}

    assert knock.command(body).text == read


def _click(**more: Any) -> dict[str, Any]:
    action = {"action_id": "a", "type": "button", "value": refs.pack(3, 12, "page 2")}
    return {"user": {"id": "U1"}, "trigger_id": "1.2.x", "actions": [action], **more}


def test_a_click_in_a_message_knows_its_channel_and_what_it_is_about() -> None:
    came = knock.button(_click(container={"type": "message", "channel_id": "C1"}, response_url="http://x"))

    assert (came.channel_id, came.ref, came.from_home) == ("C1", Ref(3, 12, "page 2"), False)


def test_a_click_in_app_home_is_known_as_such() -> None:
    assert knock.button(_click(view={"type": "home", "private_metadata": ""})).from_home


def test_a_form_sent_twice_is_the_same_delivery_and_a_changed_form_is_not() -> None:
    view = {"id": "V1", "hash": "1.a", "private_metadata": refs.metadata(3, 12), "state": {"values": {}}}
    body = {"user": {"id": "U1"}, "view": view}
    later = {**body, "view": {**view, "hash": "2.b"}}

    assert knock.form(body).receipt == knock.form(body).receipt
    assert knock.form(body).receipt != knock.form(later).receipt
    assert knock.form(body).ref == Ref(3, 12)


def test_a_form_without_any_state_has_no_values() -> None:
    body = {"user": {"id": "U1"}, "view": {"id": "V1", "private_metadata": "not ours"}}

    assert knock.form(body).values == {}
    assert knock.form(body).metadata == {}


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "plain_text_input", "value": "words"}, "words"),
        ({"type": "plain_text_input", "value": None}, None),
        ({"type": "static_select", "selected_option": {"value": "v", "text": {}}}, "v"),
        ({"type": "static_select", "selected_option": None}, None),
        ({"type": "multi_static_select", "selected_options": [{"value": "a"}, {"value": "b"}]}, ["a", "b"]),
        ({"type": "checkboxes", "selected_options": []}, []),
        ({"type": "users_select", "selected_user": "U1"}, "U1"),
        ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, ["U1", "U2"]),
        ({"type": "datepicker", "selected_date": "2026-11-20"}, "2026-11-20"),
        ({"type": "timepicker", "selected_time": "15:30"}, "15:30"),
        ({"type": "file_input", "files": [{"id": "F1"}]}, [{"id": "F1"}]),
    ],
)
def test_every_kind_of_field_gives_its_plain_value(element: dict[str, Any], value: object) -> None:
    assert knock.field_value(element) == value


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("<@U0BOT> status", "status"),
        ("<@U0BOT|steward>, status", "status"),
        ("  /steward status", "status"),
        ("steward done A-12", "done A-12"),
        ("status", "status"),
        ("Please ask <@U1>", "Please ask <@U1>"),
    ],
)
def test_words_to_steward_read_as_a_command_does(said: str, read: str) -> None:
    event = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": said}

    came = knock.talk({"event_id": "Ev1", "event": event})

    assert came.text == read
    assert came.in_dm


def test_only_whoever_invites_steward_is_spoken_to() -> None:
    event = {"type": "member_joined_channel", "user": "UBOT", "channel": "C1", "inviter": "U1"}
    body = {"event_id": "Ev1", "event": event, "authorizations": [{"user_id": "UBOT", "is_bot": True}]}

    assert knock.invitation(body).slack_user_id == "U1"
    assert knock.invitation({**body, "event": {**event, "user": "U2"}}).slack_user_id == ""


def test_a_shortcut_keeps_the_words_of_its_message() -> None:
    message = {"type": "message", "text": "Ask the bus company", "user": "U2", "ts": "1.2"}
    body = {"user": {"id": "U1"}, "trigger_id": "1.2.x", "channel": {"id": "C1"}, "message": message}

    source = knock.shortcut(body).source

    assert source is not None
    assert (source.channel_id, source.ts, source.text, source.author_id) == (
        "C1",
        "1.2",
        "Ask the bus company",
        "U2",
    )
    assert knock.shortcut({"user": {"id": "U1"}, "trigger_id": "1.2.x"}).source is None
