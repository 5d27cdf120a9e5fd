from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.page.blockkit import emoji, mrkdwn, text
from sandbox.page.blockkit.reader import Reader
from tests.sandbox.page.reading import Reading

MAYA = Reader(
    now=datetime(2026, 11, 2, 13, tzinfo=UTC),
    zone=ZoneInfo("America/New_York"),
    person_id="U1",
    people={"U1": "Maya Okafor", "U2": "Daniel Reyes"},
    channels={"C1": "northlight-ela"},
)
NEW_TAB = 'target="_blank" rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*due*", "<strong>due</strong>"),
        ("_soon_", "<em>soon</em>"),
        ("~gone~", "<s>gone</s>"),
        ("`A-12`", "<code>A-12</code>"),
        ("`*not bold*`", "<code>*not bold*</code>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("(*in brackets*)", "(<strong>in brackets</strong>)"),
        ("a*b*c", "a*b*c"),
        ("2*3*4", "2*3*4"),
        ("snake_case_name", "snake_case_name"),
        ("* a list of one *", "* a list of one *"),
        ("** nothing **", "** nothing **"),
        ("~~~", "~~~"),
        ("*open", "*open"),
        ("R&amp;D &lt;now&gt;", "R&amp;D &lt;now&gt;"),
        ("&quot;as typed&quot;", "&amp;quot;as typed&amp;quot;"),
        ("&amp;lt;", "&amp;lt;"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<https://x.org|the *plan*>", f'<a href="https://x.org" {NEW_TAB}>the *plan*</a>'),
        ("*<https://x.org/a_b|plan>*", f'<strong><a href="https://x.org/a_b" {NEW_TAB}>plan</a></strong>'),
        ("<mailto:a@b.org|a@b.org>", f'<a href="mailto:a@b.org" {NEW_TAB}>a@b.org</a>'),
        ("<mailto:a@b.org>", f'<a href="mailto:a@b.org" {NEW_TAB}>a@b.org</a>'),
        ("see https://x.org/?a=1&amp;b=2.", f'see <a href="https://x.org/?a=1&amp;b=2" {NEW_TAB}>https://x.org/?a=1&amp;b=2</a>.'),
        ("*https://x.org*", f'<strong><a href="https://x.org" {NEW_TAB}>https://x.org</a></strong>'),
        ("<javascript:alert(1)|x>", "&lt;javascript:alert(1)|x&gt;"),
        ("<java\tscript:alert(1)|x>", "&lt;java\tscript:alert(1)|x&gt;"),
        ("<nothing>", "&lt;nothing&gt;"),
        ("<>", "&lt;&gt;"),
        ("<|x>", "&lt;|x&gt;"),
        ("<@>", "&lt;@&gt;"),
        ("<!>", "&lt;!&gt;"),
        ("<@U1>", '<span class="mention mine" data-person="U1">@Maya Okafor</span>'),
        ("<@U2|dan>", '<span class="mention" data-person="U2">@Daniel Reyes</span>'),
        ("<@U9|omar>", '<span class="mention" data-person="U9">@omar</span>'),
        ("<@U9>", '<span class="mention" data-person="U9">@U9</span>'),
        ("<#C1>", '<span class="mention" data-channel="C1">#northlight-ela</span>'),
        ("<#C9|cabinet>", '<span class="mention" data-channel="C9">#cabinet</span>'),
        ("<#C9|>", '<span class="mention">private channel</span>'),
        ("<!channel>", '<span class="mention loud">@channel</span>'),
        ("<!here|here>", '<span class="mention loud">@here</span>'),
        ("<!subteam^S1|@coaches>", '<span class="mention">@coaches</span>'),
        ("<!subteam^S1>", '<span class="mention">@S1</span>'),
        ("<!new|words>", "<span>words</span>"),
        ("<!new>", "<span>&lt;!new&gt;</span>"),
        (":wave:", '<span class="emoji" role="img" aria-label="wave" title=":wave:">👋</span>'),
        (":wave::skin-tone-2:", '<span class="emoji" role="img" aria-label="wave" title=":wave:">👋</span>:skin-tone-2:'),
        (":nobody_knows: 10:30:45", ":nobody_knows: 10:30:45"),
        ("one\ntwo", "one<br>two"),
        ("\ue0000\ue001", "\ufffd0\ufffd"),
    ],
)  # fmt: skip
def test_a_line_is_shown_as_slack_shows_it(typed: str, shown: str) -> None:
    assert mrkdwn.inline(typed, MAYA) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("&gt; said\n&gt;again\nafter", "<blockquote>said<br>again</blockquote><p>after</p>"),
        ("> said", "<blockquote>said</blockquote>"),
        ("before\n&gt;&gt;&gt; all\n\nof it", "<p>before</p><blockquote>all<br><br>of it</blockquote>"),
        ("```x &lt; 1\n  *y*```", "<pre><code>x &lt; 1\n  *y*</code></pre>"),
        ("a ```b``` c", "<p>a </p><pre><code>b</code></pre><p> c</p>"),
        ("```open", "<p>```open</p>"),
        ("", ""),
    ],
)
def test_paragraphs_quotes_and_code_stand_apart(typed: str, shown: str) -> None:
    assert mrkdwn.html(typed, MAYA) == shown


def test_lists_keep_the_marks_that_were_typed() -> None:
    html = mrkdwn.html("To do:\n• first\n- second\n    12. *third*", MAYA)
    reading = Reading(html)
    assert reading.words == "To do:•first-second12.third"
    assert reading.tags.count("li") == 3
    assert [item.get("data-depth") for item in reading.of("li")] == [None, None, "2"]


def test_verbatim_text_links_nothing_by_itself() -> None:
    assert mrkdwn.html("see https://x.org/*a*", MAYA, verbatim=True) == "<p>see https://x.org/*a*</p>"
    told = {"type": "mrkdwn", "text": "https://x.org", "verbatim": True}
    assert text.inline(told, MAYA) == "https://x.org"


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ("{date_num}", "2026-11-05"),
        ("{date}", "November 5th, 2026"),
        ("{date_short} at {time}", "Nov 5, 2026 at 3:05 PM"),
        ("{date_long}", "Thursday, November 5th, 2026"),
        ("{date_pretty}", "November 5th, 2026"),
        ("{time_secs}", "3:05:09 PM"),
        ("{ago}", "in 3 days"),
        ("{unheard}", "{unheard}"),
    ],
)
def test_a_moment_is_told_by_the_readers_own_clock(token: str, shown: str) -> None:
    at = int(datetime(2026, 11, 5, 20, 5, 9, tzinfo=UTC).timestamp())
    reading = Reading(mrkdwn.inline(f"<!date^{at}^{token}|then>", MAYA))
    assert reading.words == shown
    assert reading.of("time")[0]["title"] == "then"


@pytest.mark.parametrize(
    ("away", "shown"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (2, "Nov 4, 2026"), (30, "Dec 2, 2026")],
)
def test_near_days_have_names(away: int, shown: str) -> None:
    at = int(MAYA.now.timestamp()) + away * 86_400
    assert Reading(mrkdwn.inline(f"<!date^{at}^{{date_short_pretty}}|then>", MAYA)).words == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(10, "just now"), (61, "1 minute ago"), (7_300, "2 hours ago"), (86_400 * 70, "2 months ago"), (86_400 * 800, "2 years ago"), (-3_601, "in 1 hour")],
)  # fmt: skip
def test_a_span_is_told_in_its_largest_unit(seconds: int, shown: str) -> None:
    at = int(MAYA.now.timestamp()) - seconds
    assert Reading(mrkdwn.inline(f"<!date^{at}^{{ago}}|then>", MAYA)).words == shown


@pytest.mark.parametrize("day", [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30, 31])
def test_days_are_counted_as_people_say_them(day: int) -> None:
    at = int(datetime(2026, 12, day, 17, tzinfo=UTC).timestamp())
    last = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day, "th")
    assert Reading(mrkdwn.inline(f"<!date^{at}^{{date}}|then>", MAYA)).words == f"December {day}{last}, 2026"


@pytest.mark.parametrize(
    "broken",
    ["<!date^soon^{date}|then>", "<!date^1^|then>", "<!date^1|then>", "<!date^999999999999999^{date}|then>"],
)
def test_a_moment_nobody_can_tell_falls_back(broken: str) -> None:
    assert Reading(mrkdwn.inline(broken, MAYA)).words == "then"


def test_a_moment_can_be_a_link_but_not_a_script() -> None:
    assert (
        Reading(mrkdwn.inline("<!date^1^{date}^https://x.org|then>", MAYA)).of("a")[0]["href"]
        == "https://x.org"
    )
    assert not Reading(mrkdwn.inline("<!date^1^{date}^javascript:x|then>", MAYA)).of("a")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("A & B :wave:", "A & B 👋"),
        ({"type": "plain_text", "text": "A &amp; <b> :wave:"}, "A & <b> 👋"),
        ({"type": "plain_text", "text": ":wave:", "emoji": False}, ":wave:"),
        ({"type": "plain_text", "text": "*typed*\nso"}, "*typed*\nso"),
        ({"type": "mrkdwn", "text": "*typed*\nso"}, "typed\nso"),
        (None, ""),
    ],
)
def test_text_objects_are_read_by_their_type(told: object, shown: str) -> None:
    assert Reading(text.inline(told, MAYA)).words == shown


def test_the_words_of_a_text_object_are_as_sent() -> None:
    assert text.words({"type": "plain_text", "text": "R&amp;D"}) == "R&amp;D"
    assert text.plain({"type": "plain_text", "text": "R&amp;D"}) == "R&D"


HOSTILE = (
    st.text(
        alphabet=st.sampled_from("<>&\"'`*_~:/|!@#^{}()[]\\ \n\tabjscript=;-.0123456789\ue000\ue001\u202e😀")
    )
    | st.text()
)


@settings(deadline=None)
@given(HOSTILE)
def test_no_text_becomes_anything_but_text(typed: str) -> None:
    Reading(mrkdwn.html(typed, MAYA))
    Reading(mrkdwn.inline(typed, MAYA, verbatim=True))
    Reading(text.html({"type": "plain_text", "text": typed}, MAYA))


def escaped(typed: str) -> str:
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.characters(
            blacklist_characters="*_~`\n\r:\ue000\ue001\u2028\u2029\x85", blacklist_categories=("Cs", "Cc")
        )
    )
)
def test_text_an_app_escaped_is_read_as_it_was_typed(typed: str) -> None:
    reading = Reading(mrkdwn.inline(escaped(typed), MAYA))
    assert reading.words == typed


@settings(deadline=None)
@given(st.sampled_from(sorted(emoji.GLYPHS)))
def test_every_emoji_has_words(name: str) -> None:
    shown = emoji.glyph(name)
    assert shown is not None
    assert Reading(shown).of("span")[0]["aria-label"]
