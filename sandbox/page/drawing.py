"""Templates and what they may use."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.page import panes, parts, people, times
from sandbox.page.blockkit import dates
from sandbox.page.parts import Wish

HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    """Return the templates, compiled once: everything written into them is escaped, and a name that is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        time_of=dates.clock,
        full=times.full,
        short=times.short,
        zone_name=times.place,
        initials=people.initials,
        tint=people.tint,
        roles=people.roles,
        files_of=panes.uploads,
    )
    return made


class Drawing:
    def __init__(self) -> None:
        self._templates = environment()

    def page(self, wish: Wish) -> str:
        """Return the whole page. Messages come first: what is looked at is no longer new in the rail."""
        read = {"messages": parts.PARTS["messages"](wish)}
        facts = {name: tell(wish) for name, tell in parts.PARTS.items() if name != "messages"}
        return self._templates.get_template("page.html").render({**parts.common(wish), **facts, **read})

    def part(self, name: str, wish: Wish) -> str:
        """Return one part. Raises KeyError for a name that is none."""
        facts = {name: parts.PARTS[name](wish)}
        return self._templates.get_template(f"parts/{name}.html").render({**parts.common(wish), **facts})

    def trouble(self, title: str, words: str, href: str = "") -> str:
        """Return a page that says what is wrong and where to go."""
        return self._templates.get_template("trouble.html").render(title=title, words=words, href=href)
