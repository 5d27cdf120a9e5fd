"""Typed text as Slack sends it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import Sandbox
from sandbox.acts import mentions
from sandbox.records import Person, Workspace


@pytest.fixture
def people(sandbox: Sandbox, workspace: Workspace) -> dict[str, Person]:
    names = {"maya": "Maya Okafor", "may": "May", "omar": "Omar Haddad"}
    found = {
        name: sandbox.add_person(workspace, name, real, id=f"U{name}".upper()) for name, real in names.items()
    }
    sandbox.add_channel(workspace, "northlight-ela")
    sandbox.add_channel(workspace, "northlight")
    sandbox.add_channel(workspace, "leaders", is_private=True)
    return found


def sent(sandbox: Sandbox, workspace: Workspace, text: str) -> tuple[str, str, str]:
    """The text in a message, in an escaping command and in a raw one; channel ids shown by name."""
    found = mentions.pieces(sandbox.world, workspace.id, text)
    texts = (
        mentions.message_text(found),
        mentions.command_text(found, escaped=True),
        mentions.command_text(found, escaped=False),
    )
    names = {channel.id: f"C-{channel.name}" for channel in sandbox.world.channels.values()}
    one, two, three = (re.sub(r"C[0-9A-Z]{8}", lambda m: names[m[0]], text) for text in texts)
    return one, two, three


# typed, in a message, in a command that escapes, in one that does not
TYPED = [
    ("hi @maya", "hi <@UMAYA>", "hi <@UMAYA|maya>", "hi @maya"),
    ("hi @Maya Okafor!", "hi <@UMAYA>!", "hi <@UMAYA|maya>!", "hi @maya!"),
    ("@may and @maya", "<@UMAY> and <@UMAYA>", "<@UMAY|may> and <@UMAYA|maya>", "@may and @maya"),
    ("@MAYA", "<@UMAYA>", "<@UMAYA|maya>", "@maya"),
    ("@mayaX", "@mayaX", "@mayaX", "@mayaX"),
    ("x@maya", "x@maya", "x@maya", "x@maya"),
    ("@nobody", "@nobody", "@nobody", "@nobody"),
    ("<@UMAYA> <@UMAYA|x>", "<@UMAYA> <@UMAYA>", "<@UMAYA|maya> <@UMAYA|maya>", "@maya @maya"),
    ("<@U0>", "&lt;@U0&gt;", "&lt;@U0&gt;", "&lt;@U0&gt;"),
    (
        "#northlight-ela, #northlight",
        "<#C-northlight-ela|northlight-ela>, <#C-northlight|northlight>",
        "<#C-northlight-ela|northlight-ela>, <#C-northlight|northlight>",
        "#northlight-ela, #northlight",
    ),
    ("#leaders", "<#C-leaders|leaders>", "<#C-leaders|>", "#leaders"),
    ("#northlight-else", "#northlight-else", "#northlight-else", "#northlight-else"),
    (
        "@channel @here @everyone",
        "<!channel> <!here> <!everyone>",
        "<!channel> <!here> <!everyone>",
        "@channel @here @everyone",
    ),
    (
        "<!channel> &lt; <b>",
        "&lt;!channel&gt; &amp;lt; &lt;b&gt;",
        "&lt;!channel&gt; &amp;lt; &lt;b&gt;",
        "&lt;!channel&gt; &amp;lt; &lt;b&gt;",
    ),
    (
        "see https://example.com/a?b=1&c=2.",
        "see <https://example.com/a?b=1&amp;c=2>.",
        "see <https://example.com/a?b=1&amp;c=2>.",
        "see https://example.com/a?b=1&amp;c=2.",
    ),
    (
        "mail maya@example.com",
        "mail <mailto:maya@example.com|maya@example.com>",
        "mail <mailto:maya@example.com|maya@example.com>",
        "mail maya@example.com",
    ),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("typed", "message", "escaped", "raw"), TYPED)
def test_typed_text_is_sent_as_slack_sends_it(
    sandbox: Sandbox,
    workspace: Workspace,
    people: dict[str, Person],
    typed: str,
    message: str,
    escaped: str,
    raw: str,
) -> None:
    assert sent(sandbox, workspace, typed) == (message, escaped, raw)


def test_in_an_empty_workspace_nothing_is_a_name(sandbox: Sandbox, workspace: Workspace) -> None:
    assert sent(sandbox, workspace, "@maya #plans @")[0] == "@maya #plans @"


def test_another_workspaces_people_are_no_names_here(
    sandbox: Sandbox, workspace: Workspace, people: dict[str, Person]
) -> None:
    other = sandbox.add_workspace("Tide Point Schools", "tidepoint")

    assert sent(sandbox, other, "@maya <@UMAYA>")[0] == "@maya &lt;@UMAYA&gt;"


def test_every_kind_of_piece_has_its_rich_text(
    sandbox: Sandbox, workspace: Workspace, people: dict[str, Person]
) -> None:
    text = "hi @maya #leaders @here https://example.com maya@example.com"
    [block] = mentions.rich_text(mentions.pieces(sandbox.world, workspace.id, text))

    kinds = [
        element["type"]
        for element in block["elements"][0]["elements"]
        if element != {"type": "text", "text": " "}
    ]
    assert kinds == ["text", "user", "channel", "broadcast", "link", "link"]


@given(st.text())
def test_no_text_pings_anybody_by_accident_or_is_lost(text: str) -> None:
    sandbox = Sandbox()
    workspace = sandbox.add_workspace("Harbor Glen Public Schools", "harborglen")

    found = mentions.pieces(sandbox.world, workspace.id, text)

    assert "".join(("@" if piece.kind == "broadcast" else "") + piece.value for piece in found) == text
    plain = [piece for piece in found if piece.kind == "text"]
    assert "<" not in mentions.message_text(plain)
    assert html.unescape(mentions.command_text(plain, escaped=True)) == html.unescape(
        html.escape("".join(piece.value for piece in plain), quote=False)
    )
