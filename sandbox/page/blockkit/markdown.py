"""Standard markdown, for markdown blocks and canvases."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from sandbox.page.blockkit import mrkdwn
from sandbox.page.blockkit.markup import safe_url
from sandbox.page.blockkit.reader import Reader

# In canvases a person is ![](@U…) and a channel ![](#C…).
MENTION = re.compile(r"!\[\]\(([@#])(\w+)\)")
OPEN, CLOSE = "\ue000", "\ue001"
PLACE = re.compile(f"{OPEN}([@#])(\\w+){CLOSE}")
HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6"}  # below the page's own headings


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return safe_url(url) is not None


PARSER = (
    _Parser("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")
)


def html(text: str, reader: Reader) -> Markup:
    """Return the markdown as HTML. HTML in it is shown as typed; a picture is a link to where it is."""

    def name(found: re.Match[str]) -> str:
        return mrkdwn.person(found[2], reader) if found[1] == "@" else mrkdwn.channel(found[2], reader)

    clean = mrkdwn.decoded(text).replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    tokens = PARSER.parse(MENTION.sub(lambda found: f"{OPEN}{found[1]}{found[2]}{CLOSE}", clean))
    for token in _all(tokens):
        token.tag = HEADINGS.get(token.tag, token.tag)
        if token.type == "link_open":
            token.attrSet("target", "_blank")
            token.attrSet("rel", "noopener noreferrer")
    rendered = str(PARSER.renderer.render(tokens, PARSER.options, {}))
    return Markup(PLACE.sub(name, rendered))  # noqa: S704 (the parser escapes, and html is off)


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())
