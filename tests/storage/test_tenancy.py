"""No function that is given a team or a workspace sees or touches another's rows, however alike they are.

The functions are found and called by the names of their parameters: a new one is held to this by itself, and one
with a parameter that nobody knows yet fails until asking.py knows it.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from sqlmodel import Session

from storage import errors
from tests.storage import everywhere
from tests.storage.asking import FUNCTIONS, about_a_team, calls
from tests.storage.counting import statements
from tests.storage.harbor_glen import District

# They find both of the workspace's teams once there are two.
OF_THE_WORKSPACE = {
    "action_lists.of_person",
    "digest_lists.owned",
    "team_lists.of_person",
    "teams.live",
    "located.locate",
    "outbox.ledger",
}
# A workspace that is installed is not purged, and an account's name is Slack's: both have their own tests.
REFUSED = {"workspaces.purge", "people.rename"}
# An owner's role needs a workstream, a schedule a team, and then they write; what is in the timetable already is not
# set again.
FIND_NOTHING = REFUSED | {
    "roles.release",
    "schedules.add",
    "meeting_moments.keep",
    "schedules.recompute",
    # Nobody here covers, leads or was asked anything today: what mornings are made of has its own tests.
    "digest_lists.forms_out",
    "digest_lists.watched",
    "digests.showing",
}


def attempt(
    session: Session, name: str, arguments: dict[str, Any], look: Callable[[Any, bool], None]
) -> bool:
    """Whether the function did what it was asked; `look` sees what it found and whether it wrote, then all of it
    is rolled back.
    """
    with session.begin_nested() as savepoint:
        found, done = None, False
        with suppress(errors.NotFound, errors.Refused, ValueError), statements(session) as asked:
            found = FUNCTIONS[name](session, **arguments)
            session.flush()
            done = True
        look(found, any(not statement.startswith("SELECT") for statement, _ in asked))
        savepoint.rollback()
    return done


class Elsewhere:
    """What the others have, as it stood before."""

    def __init__(self, session: Session, here: District) -> None:
        self.session, self.here = session, here
        self.sibling, self.stranger, _ = everywhere.others(session, here)
        self._siblings, self._strangers = self._kept()

    def untouched(self, name: str) -> bool:
        siblings, strangers = self._kept()
        return strangers == self._strangers and (not about_a_team(name) or siblings == self._siblings)

    def shown(self, name: str, found: Any) -> bool:
        """Whether a row in what the function returned is not ours."""
        whole = not about_a_team(name)
        rows = everywhere.rows_in(found)
        return not all(everywhere.is_of(self.session, row, self.here, whole_workspace=whole) for row in rows)

    def leaks(self, name: str, found: Any, wrote: bool) -> bool:
        return self.shown(name, found) or (wrote and not self.untouched(name))

    def _kept(self) -> tuple[everywhere.Rows, everywhere.Rows]:
        return (
            everywhere.kept_of(self.session, self.sibling, whole_workspace=False),
            everywhere.kept_of(self.session, self.stranger, whole_workspace=True),
        )


def run_all(session: Session, here: District, look: Callable[[str, Any, bool], None]) -> set[str]:
    """The functions that did what they were asked, at least in one of the ways to ask."""
    done = set()
    for name in FUNCTIONS:
        for arguments in calls(session, name, here):
            if attempt(session, name, arguments, partial(look, name)):
                done.add(name)
    return done


def test_every_function_touches_its_own_team_alone(session: Session) -> None:
    elsewhere = Elsewhere(session, everywhere.first(session))
    leaks = set()

    def look(name: str, found: Any, wrote: bool) -> None:
        if elsewhere.leaks(name, found, wrote):
            leaks.add(name)

    done = run_all(session, elsewhere.here, look)
    assert leaks == set()
    assert set(FUNCTIONS) - done == REFUSED


def test_what_a_function_finds_is_the_same_when_the_others_come(session: Session) -> None:
    here = everywhere.first(session)
    alone: dict[str, list[Any]] = defaultdict(list)
    among_others: dict[str, list[Any]] = defaultdict(list)

    def look_into(finds: dict[str, list[Any]]) -> Callable[[str, Any, bool], None]:
        def look(name: str, found: Any, wrote: bool) -> None:
            if not wrote and name not in OF_THE_WORKSPACE:
                finds[name].append(everywhere.plain(found))

        return look

    run_all(session, here, look_into(alone))
    everywhere.others(session, here)
    run_all(session, here, look_into(among_others))

    assert alone == among_others
    assert {name for name, found in alone.items() if not any(found)} == FIND_NOTHING


def test_rows_from_elsewhere_open_nothing_and_change_nothing(session: Session) -> None:
    elsewhere = Elsewhere(session, everywhere.first(session))
    here, stranger = elsewhere.here, elsewhere.stranger
    leaks = set()

    def look(name: str, found: Any, wrote: bool) -> None:
        if elsewhere.leaks(name, found, wrote):
            leaks.add(name)

    for name in FUNCTIONS:
        for workstreams, people in ((elsewhere.sibling, here), (stranger, stranger)):
            smuggled = District(here.workspace, here.team, people.people, workstreams.workstreams)
            *_, arguments = calls(session, name, smuggled)
            attempt(session, name, arguments, partial(look, name))

    assert leaks == set()
