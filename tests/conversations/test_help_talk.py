"""What Steward says when it is asked what it can do, and when it does not understand."""

from tests.support.people import Someone


async def test_help_lists_every_word_and_needs_no_team(joy: Someone) -> None:
    heard = await joy.types("/steward help")

    for word in ("setup", "status", "settings", "people", "role", "workstream", "update", "action", "help"):
        assert f"`/steward {word}" in heard.text


async def test_help_on_a_word_and_the_nearest_word(joy: Someone) -> None:
    assert "Or say `workstreams` or `ws`." in (await joy.types("/steward help workstream")).text
    heard = await joy.types("/steward worksteram pacing <!channel>")
    assert "Did you mean `/steward workstream pacing &lt;!channel&gt;`?" in heard.text
    assert "I do not know “qqq”" in (await joy.types("/steward qqq")).text
