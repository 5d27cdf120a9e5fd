from dataclasses import dataclass

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from handlers import text
from handlers.text import Mention

ZWJ_FAMILY = "👩\u200d👩\u200d👧\u200d👦"
AWKWARD = [
    "<!channel>",
    "@everyone <!here>",
    "&lt;script&gt;",
    "&amp;amp;",
    "السلام عليكم",
    "\u202eabc",
    ZWJ_FAMILY,
    "🇳🇿",
    "e\u0301",
    "`code` ```",
    "line\nline\r\nline\ttab",
    "<@U123|ana>",
    "\x00\ue000\uffff",
]
anything = st.lists(st.sampled_from(AWKWARD) | st.text(max_size=30)).map("".join) | st.text(max_size=3000)
markup = st.lists(
    st.sampled_from(["<@U123>", "<@U1|ana>", "<#C1|general>", "<https://example.org/a?b=1&amp;c=2|words>"])
    | st.sampled_from(AWKWARD).map(text.escape)
    | st.text(max_size=20).map(text.escape)
).map("".join)


@dataclass
class Person:
    name: str
    slack_user_id: str | None = None


@given(anything)
def test_what_was_escaped_reads_as_it_was_typed(words: str) -> None:
    assert text.unescape(text.escape(words)) == words


@given(anything)
def test_nothing_escaped_is_markup(words: str) -> None:
    escaped = text.escape(words)

    assert "<" not in escaped
    assert ">" not in escaped
    assert regex.sub("&(amp|lt|gt);", "", escaped).count("&") == 0


@given(anything)
def test_what_people_type_arrives_as_typed_and_mentions_nobody(words: str) -> None:
    assert text.typed(text.escape(words)) == text.Typed(words)


@given(anything.map(text.escape) | markup, st.integers(0, 120) | st.just(3000))
def test_what_is_cut_fits(shown: str, limit: int) -> None:
    assert len(text.cut(shown, limit)) <= limit


@given(anything.map(text.escape) | markup)
def test_what_fits_is_not_cut(shown: str) -> None:
    assert text.cut(shown, len(shown)) == shown


@given(markup, st.integers(1, 60))
def test_a_cut_splits_no_mention_no_entity_and_no_character(shown: str, limit: int) -> None:
    kept = text.cut(shown, limit)
    if kept == shown:
        return
    kept = kept.removesuffix("…")
    rest = shown[len(kept) :]

    assert shown.startswith(kept)
    assert kept.count("<") == kept.count(">")
    assert not regex.search(r"&[a-z]*\Z", kept) or kept.endswith(";")
    # White space before the "…" goes, so the next character may be one that was dropped whole.
    assert rest[:1].isspace() or _is_boundary(shown, len(kept))


def _is_boundary(shown: str, at: int) -> bool:
    pieces = regex.finditer(r"(?:<[^<>]*>|&(?:amp|lt|gt);)[\p{M}\u200d]*|\X", shown)
    return at == 0 or at in {piece.end() for piece in pieces}


@pytest.mark.parametrize(
    ("shown", "limit", "kept"),
    [
        ("Draft the guide", 15, "Draft the guide"),
        ("Draft the guide", 14, "Draft the gui…"),
        ("Draft the guide", 7, "Draft…"),
        ("R&amp;D", 5, "R…"),
        ("R&amp;D", 6, "R…"),
        ("R&amp;Dx", 7, "R&amp;…"),
        ("ask <@U123>", 10, "ask…"),
        ("ask <@U123>!!", 12, "ask <@U123>…"),
        (f"{ZWJ_FAMILY}{ZWJ_FAMILY}", 10, f"{ZWJ_FAMILY}…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_a_cut_ends_where_people_would_end_it(shown: str, limit: int, kept: str) -> None:
    assert text.cut(shown, limit) == kept


@given(anything, st.integers(1, 150))
def test_one_line_is_one_line_that_fits(words: str, limit: int) -> None:
    line = text.one_line(words, limit)

    assert len(line) <= limit
    assert not set(line) & set("\n\r\t")


def test_one_line_is_not_markup_and_is_cut_like_any_words() -> None:
    assert text.one_line(" <one\n two> & three ", 75) == "<one two> & three"
    assert text.one_line("<" + "x" * 100 + ">", 5) == "<xxx…"


def test_markup_is_read_as_people_typed_it() -> None:
    delivered = (
        "Ask <@U123|ana> and <@W9> in <#C1|general>, <#C2|> tell <!channel> <!here|here> <!subteam^S1|@coaches> "
        "R&amp;D &lt;3 see <http://x.org|x.org> <https://a.org/?b=1&amp;c=2> <mailto:a@b.org|a@b.org> "
        "<https://docs.org|the plan> <!date^1^{date}|Friday> <not markup>"
    )

    assert text.typed(delivered, names={"W9": "Ben Adler"}).text == (
        "Ask @ana and @Ben Adler in #general, #C2 tell @channel @here @coaches "
        "R&D <3 see x.org https://a.org/?b=1&c=2 a@b.org "
        "the plan (https://docs.org) Friday <not markup>"
    )


def test_mentions_are_found_where_they_stand_in_the_typed_text() -> None:
    found = text.typed("R&amp;D: <@U123|ana>, <@W9> and <@W9> <@not a person>", names={"W9": "ben"})

    assert found.text == "R&D: @ana, @ben and @ben @not a person"
    assert found.mentions == (
        Mention("U123", "ana", 5, 9),
        Mention("W9", "ben", 11, 15),
        Mention("W9", "ben", 20, 24),
    )
    assert [found.text[each.start : each.end] for each in found.mentions] == ["@ana", "@ben", "@ben"]


def test_a_mention_without_a_known_name_reads_as_its_id() -> None:
    assert text.typed("<@U123>").text == "@U123"


def test_a_mention_that_somebody_only_typed_is_no_mention() -> None:
    assert text.typed("&lt;@U123|ana&gt;") == text.Typed("<@U123|ana>")


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["Ana"], "Ana"),
        (["Ana", "Ben"], "Ana and Ben"),
        (["Ana", "Ben", "Joy"], "Ana, Ben and Joy"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names: list[str], joined: str) -> None:
    assert text.join_names(names) == joined


def test_names_to_choose_from_are_joined_by_or() -> None:
    assert text.join_names(["pacing", "training"], "or") == "pacing or training"


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "no actions"), (1, "1 action"), (2, "2 actions"), (1000, "1000 actions")]
)
def test_things_are_counted_in_words_that_agree(count: int, shown: str) -> None:
    assert text.plural(count, "action") == shown


def test_an_irregular_plural_is_said() -> None:
    assert text.plural(2, "person", "people") == "2 people"


def test_a_person_is_mentioned_and_a_contact_is_named() -> None:
    assert text.mention(Person("Maya Okafor", "U1")) == "<@U1>"
    assert text.mention(Person("<!channel> & sons")) == "&lt;!channel&gt; &amp; sons"
