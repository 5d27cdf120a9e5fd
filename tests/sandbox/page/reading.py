"""Reads HTML as a browser would, and refuses what user-written text must never become."""

from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "wbr"})
TAGS = VOID | {
    "a", "b", "blockquote", "button", "caption", "circle", "code", "details", "div", "em", "figcaption", "figure",
    "h3", "h4", "h5", "h6", "label", "li", "line", "ol", "p", "path", "polygon", "polyline", "pre", "rect", "s", "small",
    "span", "strong", "summary", "svg", "table", "tbody", "td", "text", "textarea", "th", "thead", "time", "title", "tr",
    "u", "ul",
}  # fmt: skip
ADDRESSES = ("http://", "https://", "mailto:", "tel:", "/")


class Reading(HTMLParser):
    """What a piece of HTML says (`words`) and is made of (`tags`)."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self._open: list[str] = []
        self.feed(str(html))
        self.close()
        assert self._open == [], f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name != "style", "inline styles are not allowed here"
            if name in {"href", "src"}:
                assert str(value).lower().startswith(ADDRESSES), value
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "br":
            self.words += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag, f"{tag} closes something else"

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of this name."""
        return [found for name, found in zip(self.tags, self.attributes, strict=True) if name == tag]
