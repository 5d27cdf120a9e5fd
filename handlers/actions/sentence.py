"""A sentence that is read part by part: what was understood is taken out, all else stays word for word."""

from dataclasses import dataclass
from itertools import pairwise

from handlers import dates

_BETWEEN = " \t\r\n\u00a0\u202f,;:&-\u2013\u2014"
_NO_SPACE_BEFORE = ",.;:!?)]"


@dataclass(frozen=True)
class Sentence:
    """`typed` stays as it is. `unread` is as long, with a mark in place of every character understood so far."""

    typed: str
    unread: str
    cuts: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where the first unread word begins."""
        return len(self.unread) - len(self.unread.lstrip(dates.EDGES))

    @property
    def end(self) -> int:
        """Where the last unread word ends."""
        return len(self.unread.rstrip(dates.EDGES))

    def mark(self, start: int, end: int) -> "Sentence":
        """Return the sentence with these words read; they stay in its text."""
        marks = dates.UNDERSTOOD * (end - start)
        return Sentence(self.typed, self.unread[:start] + marks + self.unread[end:], self.cuts)

    def take(self, start: int, end: int) -> "Sentence":
        """Return the sentence with these words read and out of its text."""
        marked = self.mark(start, end)
        return Sentence(marked.typed, marked.unread, (*marked.cuts, (start, end)))

    def text(self) -> str:
        """Return what was typed without what was taken, and without the commas and brackets left around it."""
        ends = [(0, 0), *sorted(self.cuts), (len(self.typed), len(self.typed))]
        kept = [self.typed[end:start] for (_, end), (start, _) in pairwise(ends)]
        if len(kept) == 1:
            return self.typed.strip()
        first, *middle, last = kept
        whole = first
        for part in (*(part for part in middle if part.strip(_BETWEEN)), last):
            whole = _join(whole, part)
        return (whole.rstrip(_BETWEEN) if not last.strip(_BETWEEN) else whole).strip()


def _join(before: str, after: str) -> str:
    gap = "\n" if "\n" in before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())] else " "
    before, after = before.rstrip(), after.lstrip()
    if before[-1:] + after[:1] in ("()", "[]"):
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    if not before.strip(_BETWEEN):
        return after.lstrip(_BETWEEN + ".")
    if before[-1:] == after[:1] == ",":
        after = after[1:].lstrip()
    return before + ("" if not after or after[0] in _NO_SPACE_BEFORE else gap) + after
