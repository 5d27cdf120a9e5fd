"""The next meeting on a few lines, for App Home and the panel: when it is, what is on it, what part one person has."""

from handlers import text
from handlers.agenda import rules
from handlers.agenda.gathering import Facts
from handlers.agenda.views import words
from storage.people import Person
from storage.workstream_lists import Overview


def lines(found: Facts, person: Person) -> list[str]:
    """Return the meeting in words, what the agenda counts, and that person's part in it; escaped."""
    meeting = found.meeting
    if meeting.state == "skipped":
        why = words.reason(meeting.holiday or meeting.reason)
        return [f"No weekly meeting on {words.on(meeting, found.zone)}{why}"]
    return [words.when(meeting, found.zone), *_parts(found, person), *_counts(found)]


def owed(found: Facts, person: Person) -> list[Overview]:
    """Return the workstreams that the person owns and has not told of this week."""
    return [row for row in found.workstreams.quiet if row.owner and row.owner.id == person.id]


def _parts(found: Facts, person: Person) -> list[str]:
    mine = [words.YOURS[duty.role] for duty in found.duties if duty.person.id == person.id]
    standby = [words.YOURS[duty.role] for duty in found.duties if duty.backup and duty.backup.id == person.id]
    said = [f"You {text.join_names(mine)}."] if mine else []
    return said + ([f"You stand in for who does this: {text.join_names(standby)}."] if standby else [])


def _counts(found: Facts) -> list[str]:
    actions = found.actions
    late = len(actions.overdue) + len(actions.needs_team) + len(actions.carried)
    counted = (
        (len(found.topics), "topic", "topics"),
        (late, "overdue action", "overdue actions"),
        (len(actions.blocked), "blocked action", "blocked actions"),
        (len(found.workstreams.off_track), "workstream off track", "workstreams off track"),
    )
    said = [text.plural(count, one, many) for count, one, many in counted if count]
    old = sum(rules.is_old(queued.topic) for queued in found.topics)
    said += [f"{text.plural(old, 'topic')} to settle for good"] if old else []
    return [f"On the agenda: {text.join_names(said)}."] if said else []
