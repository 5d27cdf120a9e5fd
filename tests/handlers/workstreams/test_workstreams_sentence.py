"""What a person wants of a workstream, read from a sentence."""

import pytest
from hypothesis import given

from handlers.errors import UserError
from handlers.workstreams.sentence import NOBODY, Wanted, parse
from tests.handlers.home.rows import HOSTILE

ME = "UME"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Wanted("list")),
        ("  list ", Wanted("list")),
        ("pacing", Wanted("show", "pacing")),
        ("show planning support", Wanted("show", "planning support")),
        ("list of texts", Wanted("show", "list of texts")),
        ("add", Wanted("add")),
        ("new family letters", Wanted("add", "family letters")),
        ("add family letters owner <@U1|ana>", Wanted("add", "family letters", owner="U1")),
        ("pacing owner <@U1|ana>", Wanted("name", "pacing", owner="U1")),
        ("pacing backup <@U2> owner <@U1>", Wanted("name", "pacing", owner="U1", backup="U2")),
        ("pacing owner: <@U1|ana>, backup = <@U2>", Wanted("name", "pacing", owner="U1", backup="U2")),
        ("Pacing Owner is <@U1|ana> and backup me", Wanted("name", "Pacing", owner="U1", backup=ME)),
        ("pacing backup none", Wanted("name", "pacing", backup=NOBODY)),
        ("pacing owner nobody", Wanted("name", "pacing", owner=NOBODY)),
        ("home owner letters owner <@U1>", Wanted("name", "home owner letters", owner="U1")),
        ("home owner letters", Wanted("show", "home owner letters")),
        ("backup plans", Wanted("show", "backup plans")),
        ("pacing owner", Wanted("hands", "pacing")),
        ("pacing backup", Wanted("hands", "pacing")),
        ("rename pacing to pace", Wanted("rename", "pacing", "pace")),
        ("rename pacing -> pace", Wanted("rename", "pacing", "pace")),
        ("rename back to school to start", Wanted("rename", "back", "school to start")),
        ("rename pacing", Wanted("rename", "pacing")),
        ("rename pacing to", Wanted("rename", "pacing")),
        ("retire planning support", Wanted("retire", "planning support")),
        ("restore pacing", Wanted("restore", "pacing")),
        ("add &lt;b&gt; &amp; more", Wanted("add", "<b> & more")),
    ],
)
def test_a_sentence_is_read(typed: str, wanted: Wanted) -> None:
    assert parse(typed, actor_id=ME) == wanted


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("pacing owner <@U1|ana> owner <@U2|ben>", "A workstream has one owner. Please name one person."),
        (
            "pacing owner <@U1|ana> <@U2|ben>",
            "one owner and one backup. Say which @ben is to be: “backup @ben”",
        ),
        ("pacing <@U1|ana>", "Say what @ana is to be: “owner @ana” or “backup @ana”"),
        ("pacing owner @ana", "I do not know anybody called “@ana”"),
        ("pacing owner <@U1|ana> please", "I did not understand “please”"),
        ("pacing owner <@U1|ana> or so backup <@U2|ben>", "I did not understand “or so”"),
    ],
)
def test_what_is_not_certain_is_asked_about(typed: str, said: str) -> None:
    with pytest.raises(UserError) as mistake:
        parse(typed, actor_id=ME)

    assert said in mistake.value.text


@given(HOSTILE)
def test_whatever_is_typed_as_a_name_stays_a_name(typed: str) -> None:
    name = " ".join(typed.replace("<", "").replace("&", "").replace("@", "").split())
    wanted = parse(f"retire {name}", actor_id=ME)

    assert wanted.verb == "retire"
    assert wanted.name.split() == name.replace(">", ">").split()
