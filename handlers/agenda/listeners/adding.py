"""Adding a topic: by a command, a button, or of a message. Nothing that was typed is lost."""

from dataclasses import replace

from handlers import deeds, forms, sources, standing, text
from handlers.agenda import changes, news, sentence
from handlers.agenda.changes import Words
from handlers.agenda.rules import LONGEST_DETAILS, LONGEST_TOPIC
from handlers.agenda.views import forms as views
from handlers.agenda.views import topics
from handlers.agenda.views.forms import Draft
from handlers.answer import Answer, Close, Message, Open, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.permissions import Verb
from storage.action_rows import Source


async def typed(ask: Ask, words: str) -> Answer:
    """`/steward agenda add TOPIC`; without its words, or with too many, the form opens with what was typed."""
    if not words:
        return form(ask, Draft())
    standing.require(ask, Verb.ADD_TOPIC)
    wrong = sentence.too_long(words)
    if not wrong:
        return Say(await _added(ask, Words(words)))
    if not sentence.fits_form(words):
        raise UserError(wrong)
    return Open(views.add(ask.the_team, Draft(text=words), notice=text.escape(wrong)))


async def ask_add(ask: Ask) -> Answer:
    """Open the form to add a topic."""
    return form(ask, Draft())


async def from_message(ask: Ask) -> Answer:
    """*Add to the agenda*, on a message: the form opens with its words."""
    form(ask, Draft())  # words of a message are kept only for who may add them
    found = await sources.keep(ask)
    draft = Draft(
        text=text.one_line(found.text or "", LONGEST_TOPIC),
        source=ask.receipt,
        quoted=found.text,
    )
    return form(ask, draft)


async def save(ask: Ask) -> Answer:
    """Keep the topic that the form describes."""
    chosen = _chosen(ask)
    standing.require(chosen, Verb.ADD_TOPIC)
    source = await sources.kept(ask)
    return Close(await _added(chosen, read(ask), source))


def read(ask: Ask) -> Words:
    """Return what the form says. Raises UserError at the field."""
    words = str(ask.values.get(views.TEXT) or "").strip()
    if not words:
        raise UserError("Please write what it is about, in one sentence.", views.TEXT)
    wrong = sentence.too_long(words)
    if wrong:
        raise UserError(wrong, views.TEXT)
    return Words(words, forms.optional_words(ask.values, views.DETAILS, "Details", most=LONGEST_DETAILS))


def form(ask: Ask, draft: Draft) -> Answer:
    """Open the form, for the team that is meant or asking which. Raises UserError for who may not add."""
    if ask.team is None and len(ask.seats) > 1:
        return Open(views.add(None, draft, teams=[seat.team for seat in ask.seats]))
    meant = ask.the_team
    standing.require(ask, Verb.ADD_TOPIC)
    return Open(views.add(meant, draft))


def _chosen(ask: Ask) -> Ask:
    """The ask about the team that was chosen in the form, where it asked for one."""
    if ask.team is not None:
        return ask
    wanted = str(ask.values.get(views.TEAM) or "")
    seat = next((seat for seat in ask.seats if str(seat.team.id) == wanted), None)
    if seat is None:
        raise UserError("Please choose the team.", views.TEAM)
    return replace(ask, team=seat.team, seat=seat)


async def _added(ask: Ask, words: Words, source: Source | None = None) -> Message:
    topic, is_new = await deeds.do(ask, changes.add, words, source)
    found, is_out = await ask.read(news.coming, team=ask.the_team, now=ask.now)
    return topics.added(ask.the_team, topic, topics.where(ask.the_team, found, is_out=is_out), is_new=is_new)
