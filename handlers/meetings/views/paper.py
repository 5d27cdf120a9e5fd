"""The minutes as lines, part by part, from what was kept. In Slack's markup, or in Markdown for a canvas.

Both say the same: what differs is how a heading, an emphasis and what a person wrote are marked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

import regex

from handlers import dates
from handlers.agenda import sections
from handlers.meetings.taken import ChangedAction, NewAction, Note, Taken
from handlers.meetings.views import words
from handlers.text import join_names

_MARKDOWN = regex.compile(
    r"(?x) [\\`*\[\]<~] | (?<!\w)_ | _(?!\w)"
    r" | \A(?:[#+>=-]) | (?<=\A\d{1,9})[.)](?=\s|\Z)"
    r" | &(?=\#?\w+;) | :(?=[\w+-]+:)"
)
"""What Markdown would read: emphasis, code and links anywhere, a list or a heading at the start, entities, emoji."""
_HOW = {
    "done": "done",
    "dropped": "dropped",
    "redated": "new date",
    "handed_over": "handed over",
    "reopened": "open again",
}


@dataclass(frozen=True)
class Style:
    """How things are marked. `safe`: what a person wrote, on one line, shown as typed."""

    safe: Callable[[str], str]
    strong: Callable[[str], str]
    point: str


@dataclass(frozen=True)
class Part:
    """A heading with its lines; the heading is plain words of ours."""

    heading: str
    lines: tuple[str, ...]


def slack(limit: int = words.LONGEST) -> Style:
    """Slack's own markup."""
    return Style(lambda typed: words.one_line(typed, limit), lambda said: f"*{said}*", "• ")


def markdown() -> Style:
    """Markdown, for a canvas."""
    return Style(
        lambda typed: _MARKDOWN.sub(r"\\\g<0>", " ".join(typed.split())), lambda said: f"**{said}**", "- "
    )


@dataclass(frozen=True)
class Paper:
    """Minutes to be written in a style, for readers in a zone."""

    taken: Taken
    style: Style
    zone: tzinfo

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self._local(self.taken["starts_at"]).date()

    @property
    def title(self) -> str:
        """Which meeting, as plain words."""
        starts = self._local(self.taken["starts_at"])
        return f"Minutes, {dates.day(self.day, self.day)} {self.day.year}, {starts:%H:%M}"

    def head(self) -> tuple[str, ...]:
        """Who was there and who did what."""
        taken = self.taken
        here = len(taken["present"])
        reached = "reached" if here >= taken["needed"] else "not reached"
        quorum = f"{here} of {taken['core']} core members ({taken['needed']} needed): {reached}"
        lines = [
            self._named("Present", taken["present"]),
            self._named("Also here", taken["also"]),
            self._named("Absent", taken["absent"], "The minutes reach them in this channel."),
            self._away(),
            f"{self.style.strong('Quorum:')} {quorum}."
            + (
                ""
                if here >= taken["needed"]
                else " What was decided may need a second look by those who were not here."
            ),
            self._roles(),
            self._hours(),
        ]
        return tuple(filter(None, lines))

    def parts(self) -> Iterator[Part]:
        """Everything else, part by part; empty ones fall out."""
        found = (
            Part("Decisions", tuple(self._decisions())),
            Part("New actions", tuple(map(self._new, self.taken["new"]))),
            Part(
                "Actions since the last meeting",
                (*map(self._changed, self.taken["changed"]), *self._carried()),
            ),
            Part("What was said", tuple(self._notes())),
            Part("Topics", tuple(self._topics())),
            Part("Next meeting", tuple(self._following())),
        )
        return (part for part in found if part.lines)

    def _decisions(self) -> Iterator[str]:
        for one in self.taken["decisions"]:
            why = f" · Why: {self.style.safe(one['why'])}" if one["why"] else ""
            approver = (
                f"Approver: {self.style.safe(one['approver'])}" if one["approver"] else "no approver named"
            )
            yield (
                f"{self.style.point}{self.style.strong(words.code('decision', one['number']))} "
                f"{self.style.safe(one['choice'])}{why} · {approver} · recorded by {self.style.safe(one['by'])}"
            )

    def _new(self, one: NewAction) -> str:
        due = dates.day(date.fromisoformat(one["due_on"]), self.day)
        code = self.style.strong(words.code("action", one["number"]))
        owner = self.style.safe(one["owner"])
        return f"{self.style.point}{code} {self.style.safe(one['text'])} ({owner}, by {due})"

    def _changed(self, one: ChangedAction) -> str:
        code = self.style.strong(words.code("action", one["number"]))
        how = _HOW.get(one["how"], one["how"])
        due = dates.day(date.fromisoformat(one["due_on"]), self.day)
        was = one["was_due_on"]
        if one["how"] == "redated" and was:
            how = f"new date {due} (was {dates.day(date.fromisoformat(was), self.day)})"
        if one["how"] == "handed_over":
            how = f"handed over to {self.style.safe(one['owner'])}"
        why = f" · because: {self.style.safe(one['why'])}" if one["why"] else ""
        return f"{self.style.point}{code} {how}: {self.style.safe(one['text'])}{why}"

    def _carried(self) -> Iterator[str]:
        carried = self.taken["carried"]
        if carried:
            codes = join_names([words.code("action", number) for number in carried])
            yield f"{self.style.point}Carried over, past due: {codes}."

    def _notes(self) -> Iterator[str]:
        place = None
        for note in self.taken["notes"]:
            if note["place"] != place:
                place = note["place"]
                yield self.style.strong(self.style.safe(place))
            yield self._note(note)

    def _note(self, note: Note) -> str:
        elsewhere = note["place"] != sections.by_key(sections.GOOD_NEWS).title
        kind = "Good news: " if note["is_good_news"] and elsewhere else ""
        return f"{self.style.point}{kind}{self.style.safe(note['text'])} ({self.style.safe(note['by'])})"

    def _topics(self) -> Iterator[str]:
        for topic in self.taken["topics"]:
            age = words.age(topic["weeks"])
            how = {
                "settled": "settled",
                "dropped": "dropped",
                "parked": "parked for later",
                "action": f"made an action, {words.code('action', topic['action_number'] or 0)}",
            }.get(topic["how"], "kept for next time" + (f", {age}" if age else ""))
            yield f"{self.style.point}{self.style.safe(topic['text'])}: {how}."

    def _following(self) -> Iterator[str]:
        following = self.taken["following"]
        if following is None:
            yield "None is planned. `/steward meeting` says why."
            return
        at = self._local(following["starts_at"])
        roles = [f"{words.ROLES[one['role']]}: {self.style.safe(one['name'])}" for one in following["roles"]]
        yield f"{dates.day(at.date(), self.day)}, {at:%H:%M}. {'  '.join(roles)}".strip()

    def _named(self, label: str, names: list[str], more: str = "") -> str:
        if not names:
            return ""
        said = join_names([self.style.safe(name) for name in names])
        return f"{self.style.strong(label + ':')} {said}. {more}".strip()

    def _away(self) -> str:
        away = [
            f"{self.style.safe(one['name'])} "
            f"({words.until(date.fromisoformat(one['until_on']) if one['until_on'] else None, self.day)})"
            for one in self.taken["away"]
        ]
        return f"{self.style.strong('Away:')} {join_names(away)}." if away else ""

    def _roles(self) -> str:
        roles = [f"{words.ROLES[one['role']]}: {self.style.safe(one['name'])}" for one in self.taken["roles"]]
        return "  ".join(roles)

    def _hours(self) -> str:
        taken = self.taken
        began, ended = self._local(taken["started_at"]), self._local(taken["closed_at"])
        by = f"closed by {self.style.safe(taken['closed_by'])}" if taken["closed_by"] else "closed by itself"
        return f"From {began:%H:%M} to {ended:%H:%M}, {by}."

    def _local(self, at: str) -> datetime:
        return datetime.fromisoformat(at).astimezone(self.zone)
