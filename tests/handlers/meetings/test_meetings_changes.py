"""What changes in a meeting, with its board, its minutes and what others are told, on both databases."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from handlers import standing
from handlers.actions import changes as action_changes
from handlers.actions import news as action_news
from handlers.actions.entries import Entry, Owner
from handlers.actions.news import Doing
from handlers.agenda import news as agenda_news
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.errors import UserError
from handlers.meetings import (
    after,
    closing,
    gathering,
    moments,
    planning,
    posting,
    running,
    shifting,
    writing,
)
from handlers.meetings.running import Become
from handlers.meetings.writing import Choice
from handlers.permissions import Standing, Verb
from storage import (
    absences,
    actions,
    calendars,
    meeting_steps,
    meetings,
    outbox,
    schedules,
    stories,
    team_lists,
    teams,
    topics,
)
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.schedules import Occurrence
from storage.types import id_of
from storage.working_days import Break
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, District

START = datetime.fromisoformat("2026-11-17T20:30:00+00:00")
"""Tuesday, 15:30 in New York."""


def deed(session: Session, here: District, who: str = "maya", minutes: int = 0) -> Deed:
    return Deed(session, here.workspace, here.team, getattr(here, who), START + timedelta(minutes=minutes))


def stands(session: Session, here: District, who: str = "maya") -> Standing:
    person: Person = getattr(here, who)
    return standing.of(person, team_lists.seat(session, team=here.team, person=person))


def begun(session: Session, here: District, who: str = "maya") -> Meeting:
    return running.start(deed(session, here, who), stands(session, here, who), None).meeting


def close(session: Session, here: District, who: str = "maya", minutes: int = 44) -> Meeting:
    return closing.close(deed(session, here, who, minutes), stands(session, here, who), None)[0]


def said(session: Session, here: District, key: str) -> str:
    found = outbox.by_key(session, workspace=here.workspace, key=key)
    return found.text if found else ""


def board(session: Session, here: District, meeting: Meeting) -> str:
    return said(session, here, posting.board_key(meeting)).replace("*", "")


def minutes(session: Session, here: District, meeting: Meeting) -> str:
    return said(session, here, posting.minutes_key(meeting)).replace("*", "")


def add(session: Session, here: District, text: str = "Bus times") -> int:
    return id_of(topics.add(session, team=here.team, text=text, by=here.joy, now=START - timedelta(days=1)))


def write(
    session: Session, here: District, meeting: Meeting, who: str, text: str, at: int = 5
) -> writing.Written:
    doing = deed(session, here, who, at)
    key = "section:actions"
    return writing.note(doing, stands(session, here, who), id_of(meeting), key, kind="note", text=text)


def act(
    session: Session, here: District, meeting: Meeting, key: str, *, who: str = "maya", at: int = 5
) -> writing.Written:
    entry = Entry(text="Ask the bus company", owner=Owner(user_id="UTOM"), due=D0 + timedelta(days=8))
    members = [Member("UTOM", "Tom Whitaker", "America/New_York")]
    doing = deed(session, here, who, at)
    return writing.action(
        doing, stands(session, here, who), id_of(meeting), key, entry=entry, members=members
    )


def test_planning_twice_makes_one_meeting(session: Session, here: District, meeting: Meeting) -> None:
    again = planning.replan(session, team=here.team, now=START - timedelta(hours=20))

    assert again is not None
    assert (again.id, again.starts_at) == (meeting.id, START)


def test_a_started_meeting_keeps_whose_turn_it_was(
    session: Session, here: District, meeting: Meeting
) -> None:
    found = begun(session, here)
    before = gathering.facts(session, team=here.team, meeting=found)
    absences.set_away(
        session,
        workspace=here.workspace,
        person=before.duties[0].person,
        from_on=D0 + timedelta(days=3),
        until_on=None,
        by=here.maya,
        now=START,
    )
    later = gathering.facts(session, team=here.team, meeting=found)

    assert [duty.person.id for duty in later.duties] == [duty.person.id for duty in before.duties]
    assert later.here == [here.maya]


def test_whoever_facilitates_may_close_and_so_may_who_stands_in(
    session: Session, here: District, meeting: Meeting
) -> None:
    found = begun(session, here)
    facts = gathering.facts(session, team=here.team, meeting=found)
    leading = facts.duties[0]
    others = {"priya", "tom", "lucia"} - {
        person.name.split()[0].lower() for person in (leading.person, leading.backup) if person
    }

    with pytest.raises(UserError, match="Only whoever facilitates it, the team leader"):
        close(session, here, min(others))
    facilitator = leading.person.name.split()[0].lower()
    assert close(session, here, facilitator).state == "closed"


def test_an_invited_member_writes_once_they_are_here(
    session: Session, here: District, meeting: Meeting
) -> None:
    found = begun(session, here)
    with pytest.raises(UserError, match="Press I am here on the board first"):
        write(session, here, found, "samir", "Report cards wait.")

    running.here(deed(session, here, "samir"), id_of(found))
    write(session, here, found, "samir", "Report cards wait.")

    assert "Report cards wait.  (Samir Patel, on Actions)" in board(session, here, found)
    assert "Also here: Samir Patel" in board(session, here, found)


@pytest.mark.parametrize(
    ("become", "state", "shown"),
    [
        ("settled", "settled", "settled"),
        ("parked", "parked", "parked for later"),
        ("dropped", "dropped", "dropped"),
        ("keep", "open", "kept for next time"),
    ],
)
def test_what_becomes_of_a_topic_stands_in_the_minutes(
    session: Session, here: District, meeting: Meeting, become: Become, state: str, shown: str
) -> None:
    topic_id = add(session, here)
    found = begun(session, here)
    key = f"topic:{topic_id}"
    facts = running.settle(deed(session, here), stands(session, here), id_of(found), key, become)
    again = running.settle(deed(session, here), stands(session, here), id_of(found), key, become)

    assert (
        facts.place.key == again.place.key == "section:open"
    )  # they were not at that topic, so nobody is moved on
    assert topics.get(session, team=here.team, topic_id=topic_id).state == state
    close(session, here)
    assert f"Bus times: {shown}." in minutes(session, here, found)


def test_settling_the_topic_that_it_is_at_goes_on(session: Session, here: District, meeting: Meeting) -> None:
    topic_id = add(session, here)
    found = begun(session, here)
    doing, me = deed(session, here), stands(session, here)
    for key in ("open", "good_news", "actions", "workstreams", "stuck"):
        facts = running.go(doing, me, id_of(found), f"section:{key}", back=False)
    assert facts.place.key == f"topic:{topic_id}"

    facts = running.settle(doing, me, id_of(found), f"topic:{topic_id}", "dropped")

    assert facts.place.key == "section:decisions"
    with pytest.raises(UserError, match="This topic is dropped already"):
        running.settle(doing, me, id_of(found), f"topic:{topic_id}", "parked")
    with pytest.raises(UserError, match="of a topic only"):
        running.settle(doing, me, id_of(found), "section:open", "parked")


def test_what_is_sent_after_closing_is_added_and_kept(
    session: Session, here: District, meeting: Meeting
) -> None:
    topic_id = add(session, here)
    found = begun(session, here)
    close(session, here)
    taken = dict(meetings.by_id(session, team=here.team, meeting_id=id_of(found)).minutes_taken or {})

    late = write(session, here, found, "priya", "One more thing.", at=50)
    act(session, here, found, f"topic:{topic_id}", who="priya", at=51)
    writing.decision(
        deed(session, here, "priya", 52),
        stands(session, here, "priya"),
        id_of(found),
        "section:decisions",
        made=Choice(choice="Ben writes.", why=None, approver=()),
    )

    assert late.note is None
    shown = minutes(session, here, found)
    assert "Priya Nair, Tue 17 Nov, 16:20: One more thing." in shown
    assert "Action A-1: Ask the bus company (Tom Whitaker, by Tue 24 Nov)" in shown
    assert "Decision D-1: Ben writes." in shown
    assert meetings.by_id(session, team=here.team, meeting_id=id_of(found)).minutes_taken == taken
    assert actions.get(session, team=here.team, number=1).text == "Ask the bus company"


def test_an_action_makes_its_topic_one_and_its_owner_is_told(
    session: Session, here: District, meeting: Meeting
) -> None:
    topic_id = add(session, here)
    found = begun(session, here)
    made = act(session, here, found, f"topic:{topic_id}")

    assert topics.get(session, team=here.team, topic_id=topic_id).action_number == 1
    assert made.owner == here.tom
    assert any(
        row.kind == "action_given" for row in outbox.ledger(session, workspace=here.workspace, limit=99).rows
    )
    assert made.note is not None
    with pytest.raises(UserError, match="taken back already"):
        writing.strike(
            deed(session, here, "tom"), stands(session, here, "tom"), id_of(found), id_of(made.note)
        )
    writing.strike(deed(session, here), stands(session, here), id_of(found), id_of(made.note))
    assert actions.get(session, team=here.team, number=1).state == "dropped"
    assert topics.get(session, team=here.team, topic_id=topic_id).state == "open"
    close(session, here)
    assert "Ask the bus company" not in minutes(session, here, found)


def test_a_decision_that_is_taken_back_is_withdrawn(
    session: Session, here: District, meeting: Meeting
) -> None:
    topic_id = add(session, here)
    found = begun(session, here)
    approver = [Member("UTOM", "Tom Whitaker", "America/New_York")]
    made = writing.decision(
        deed(session, here),
        stands(session, here),
        id_of(found),
        f"topic:{topic_id}",
        made=Choice(choice="Ben writes.", why="He has the list.", approver=approver),
    )
    assert made.decision is not None
    assert made.decision.approver_id == here.tom.id
    assert made.note is not None

    writing.strike(deed(session, here), stands(session, here), id_of(found), id_of(made.note))
    assert topics.get(session, team=here.team, topic_id=topic_id).state == "open"
    close(session, here)

    assert "Ben writes." not in minutes(session, here, found)


def test_a_topic_stays_settled_while_one_of_its_decisions_stands(
    session: Session, here: District, meeting: Meeting
) -> None:
    topic_id = add(session, here)
    found = begun(session, here)
    first, second = (
        writing.decision(
            deed(session, here),
            stands(session, here),
            id_of(found),
            f"topic:{topic_id}",
            made=Choice(choice=choice, why=None, approver=()),
        )
        for choice in ("Ben writes.", "Joy translates.")
    )

    for made, state in ((first, "settled"), (second, "open")):
        assert made.note is not None
        writing.strike(deed(session, here), stands(session, here), id_of(found), id_of(made.note))
        assert topics.get(session, team=here.team, topic_id=topic_id).state == state


def test_minutes_tell_what_became_of_actions_since_the_meeting_before(
    session: Session, here: District, meeting: Meeting
) -> None:
    def promised(text: str, due: int) -> int:
        on = D0 + timedelta(days=due)
        made = actions.add(
            session,
            team=here.team,
            text=text,
            owner=here.tom,
            due_on=on,
            by=here.maya,
            now=START - timedelta(days=20),
        )
        return made.number

    done, dropped, later, given, late = (
        promised(f"Thing {nth}", due) for nth, due in enumerate((3, 3, 3, 3, -5))
    )
    do: dict[str, Any] = {"team": here.team, "by": here.maya, "now": START - timedelta(days=2)}
    actions.complete(session, number=done, **do)
    actions.drop(session, number=dropped, reason="Not needed", **do)
    actions.redate(session, number=later, due_on=date(2026, 12, 1), why="Snow", **do)
    actions.hand_over(session, number=given, to=here.priya, **do)
    found = begun(session, here)
    shown_before = board(session, here, found)
    close(session, here)

    shown = minutes(session, here, found)
    assert "Now: Open" in shown_before
    assert "A-1 done: Thing 0" in shown
    assert "A-2 dropped: Thing 1 · because: Not needed" in shown
    assert "A-3 new date Tue 1 Dec (was Thu 19 Nov): Thing 2 · because: Snow" in shown
    assert "A-4 handed over to Priya Nair: Thing 3" in shown
    assert f"Carried over, past due: A-{late}." in shown
    assert actions.get(session, team=here.team, number=late).carried == 1


def test_minutes_name_the_next_meeting_with_other_roles(
    session: Session, here: District, meeting: Meeting
) -> None:
    found = begun(session, here)
    close(session, here)
    following = posting.taken_of(found)["following"]

    assert following is not None
    assert following["starts_at"] == (START + timedelta(days=7)).isoformat()
    now = [role["name"] for role in posting.taken_of(found)["roles"]]
    assert [role["name"] for role in following["roles"]] != now
    assert {role["role"] for role in following["roles"]} == {"facilitator", "note_taker", "timekeeper"}
    canvas = outbox.by_key(session, workspace=here.workspace, key=f"{posting.minutes_key(found)}:canvas")
    assert canvas is not None
    assert canvas.medium == "canvas"
    assert canvas.text.startswith("# Minutes, Tue 17 Nov 2026, 15:30")


def test_closing_twice_closes_once_and_counts_once(
    session: Session, here: District, meeting: Meeting
) -> None:
    topic_id = add(session, here)
    found = begun(session, here)
    first = close(session, here)
    again, is_new = closing.close(
        deed(session, here, "daniel", 50), stands(session, here, "daniel"), id_of(found)
    )

    assert not is_new
    assert again.closed_at == first.closed_at
    assert (
        closing.finish(session, here.team, again, None, START + timedelta(hours=2)).closed_by == here.maya.id
    )
    assert topics.get(session, team=here.team, topic_id=topic_id).weeks == 1


def test_by_itself_it_is_closed_or_lapses_and_the_next_is_planned(
    session: Session, here: District, meeting: Meeting
) -> None:
    [moment] = [one for one in schedules.of_meeting(session, meeting=meeting) if one.kind == "meeting_end"]
    late = START + timedelta(minutes=75)
    end = partial(
        closing.by_itself,
        session,
        here.team,
        moment,
        Occurrence(
            schedule_id=id_of(moment), local_date=D0, slot="", due_at=late, claimed_at=late, outcome="run"
        ),
    )
    end(late)

    lapsed = meetings.by_id(session, team=here.team, meeting_id=id_of(meeting))
    assert lapsed.state == "skipped"
    upcoming = meetings.upcoming(session, team=here.team, now=late)
    assert upcoming is not None
    assert upcoming.starts_at == START + timedelta(days=7)
    with pytest.raises(UserError, match="This meeting is skipped"):
        running.start(deed(session, here, minutes=80), stands(session, here), id_of(meeting))
    moment.meeting_id = None
    end(late)
    planning.weekly(
        session,
        here.team,
        moment,
        Occurrence(schedule_id=1, local_date=D0, slot="", due_at=late, claimed_at=late, outcome="run"),
        late,
    )


def test_what_does_not_run_says_what_can_be_done(session: Session, here: District, meeting: Meeting) -> None:
    me = stands(session, here)
    with pytest.raises(UserError, match=r"has not been started\. Press Start"):
        write(session, here, meeting, "maya", "Too early.")
    with pytest.raises(UserError, match="I do not find this meeting"):
        running.here(deed(session, here), 999)
    with pytest.raises(UserError, match="has not been started"):
        closing.close(deed(session, here), me, id_of(meeting))
    begun(session, here)
    with pytest.raises(UserError, match="is running, so it can be closed"):
        shifting.skip(deed(session, here), me, id_of(meeting), "Snow")
    with pytest.raises(UserError, match="come when the meeting is closed"):
        after.correct(deed(session, here), me, id_of(meeting), "Wrong.")
    close(session, here)
    with pytest.raises(UserError, match="is closed already, and its minutes are in the channel"):
        running.here(deed(session, here), id_of(meeting))
    with pytest.raises(UserError, match="This meeting is over"):
        shifting.skip(deed(session, here), me, id_of(meeting), "Snow")
    with pytest.raises(UserError, match="final since"):
        after.rate(deed(session, here, minutes=44 + 24 * 60), me, id_of(meeting), 4)


def test_a_rating_is_the_team_s_and_a_guest_is_told_so(
    session: Session, here: District, meeting: Meeting
) -> None:
    found = begun(session, here)
    close(session, here)
    with pytest.raises(UserError, match="said by the members of its team; guests and other people"):
        after.rate(deed(session, here, "ana", 50), stands(session, here, "ana"), id_of(found), 4)

    _, count = after.rate(deed(session, here, "samir", 50), stands(session, here, "samir"), id_of(found), 4)

    assert count == 1


def test_skipping_twice_is_skipping_once(session: Session, here: District, meeting: Meeting) -> None:
    me = stands(session, here)
    early = partial(deed, session, here, minutes=-60)
    first = shifting.skip(early(), me, id_of(meeting), "Snow")
    again = shifting.skip(early(), me, id_of(meeting), "Ice")

    assert first.step is not None
    assert again.step is None
    back = shifting.undo(early(), me, id_of(meeting), id_of(first.step))
    assert back.meeting.state == "planned"
    assert not back.told  # the line had not gone out yet, so it is taken back
    with pytest.raises(UserError, match="was changed since"):
        shifting.undo(early(), me, id_of(meeting), id_of(first.step))


def test_one_that_the_calendar_skipped_can_be_held_after_all(
    session: Session, here: District, meeting: Meeting
) -> None:
    me = stands(session, here)
    calendars.add_breaks(
        session,
        team=here.team,
        breaks=[Break(date(2026, 11, 17), date(2026, 11, 17), "Storm day")],
        source="pasted",
        by=here.maya,
        now=START - timedelta(hours=30),
    )
    planning.replan(session, team=here.team, now=START - timedelta(hours=30))
    found = gathering.around(session, team=here.team, now=START - timedelta(hours=30))
    assert [one.holiday for one in found.skipped] == ["Storm day"]

    back = shifting.unskip(deed(session, here, minutes=-60), me, None)

    assert (back.meeting.id, back.meeting.state, back.told) == (meeting.id, "planned", False)
    moved = moments.landing(date(2026, 11, 26), time(14), gathering.zone(here.team))
    warned = moments.warnings(
        moved,
        shifting.around(
            session, team=here.team, meeting=meeting, wanted=moved, now=START - timedelta(hours=1)
        ),
    )
    assert warned == (
        "That is over the next meeting, Tue 24 Nov at 15:30. To let this one go, skip it instead.",
    )


def test_a_role_changes_hands_and_both_are_told(session: Session, here: District, meeting: Meeting) -> None:
    facts = gathering.facts(session, team=here.team, meeting=meeting)
    before = facts.duties[1].person
    to = next(one for one in (here.lucia, here.tom) if one.id != before.id)
    member = Member(to.slack_user_id or "", to.name, "America/New_York")
    shifting.turn(
        deed(session, here, minutes=-60), stands(session, here), id_of(meeting), "note_taker", member
    )

    later = gathering.facts(session, team=here.team, meeting=meeting)
    assert [
        (duty.person.id, duty.backup and duty.backup.id) for duty in later.duties if duty.role == "note_taker"
    ] == [(to.id, before.id)]
    told = {
        row.person_id
        for row in outbox.ledger(session, workspace=here.workspace, limit=99).rows
        if row.person_id
    }
    assert to.id in told
    begun(session, here)
    shifting.turn(deed(session, here), stands(session, here), id_of(meeting), "note_taker", member)
    close(session, here)
    with pytest.raises(UserError, match="closed already"):
        shifting.turn(deed(session, here), stands(session, here), id_of(meeting), "note_taker", member)


def test_changing_the_team_s_hour_takes_its_meeting_along(
    session: Session, here: District, meeting: Meeting
) -> None:
    teams.change(session, team=here.team, by=here.maya, now=START - timedelta(hours=30), weekly_minutes=60)
    again = planning.replan(session, team=here.team, now=START - timedelta(hours=30))

    assert again is not None
    assert (again.id, again.minutes) == (meeting.id, 60)


def test_a_board_reads_the_agenda_only_where_the_place_says_something_of_it(
    session: Session, here: District, meeting: Meeting
) -> None:
    found = begun(session, here)
    asked = {}
    for place in ("section:open", "section:actions", "section:close"):
        meeting_steps.go_to(session, team=here.team, meeting=found, current=place)
        with statements(session) as seen:
            posting.keep_board(session, here.team, found, START)
        asked[place] = len(seen)

    assert asked["section:open"] == asked["section:close"]
    assert asked["section:open"] <= asked["section:actions"] - 8
    assert "Read back actions with owner and date" in board(session, here, found)


def test_the_card_of_an_action_of_the_meeting_stands_in_the_board_s_thread_and_goes_on(
    session: Session, here: District, meeting: Meeting
) -> None:
    found = begun(session, here)
    made = act(session, here, found, "section:actions").action
    assert made is not None
    told = stories.of_action(session, team=here.team, number=made.number)
    card = outbox.by_key(session, workspace=here.workspace, key=action_news.card_key(told))
    assert card is not None
    assert card.thread_key == posting.board_key(found)

    doing = Doing(
        workspace=here.workspace,
        team=here.team,
        by=here.tom,
        stands=stands(session, here, "tom"),
        now=START + timedelta(minutes=9),
    )
    action_changes.take(
        session, doing=doing, number=made.number, verb=Verb.ANSWER_ACTION, step=actions.complete
    )
    session.refresh(card)
    assert card.revision == 2
    assert "Done" in card.text


def sent(session: Session, here: District, kind: str) -> list[str]:
    rows = outbox.ledger(session, workspace=here.workspace, team=here.team, limit=200).rows
    return [message.text for message in reversed(rows) if message.kind == kind]


@pytest.mark.parametrize("how", ["skip", "move"])
def test_with_the_agenda_out_what_is_done_by_hand_is_one_line_in_the_channel_and_no_note_in_the_thread(
    session: Session, here: District, meeting: Meeting, how: str
) -> None:
    agenda_news.post(session, team=here.team, meeting=meeting, now=START - timedelta(days=1))
    agenda = outbox.by_key(session, workspace=here.workspace, key=agenda_news.key(meeting))
    assert agenda is not None
    notes = len(sent(session, here, agenda_news.NOTE))
    doing, stood = deed(session, here, minutes=-90), stands(session, here)
    if how == "skip":
        shifted = shifting.skip(doing, stood, id_of(meeting), "Snow")
    else:
        wanted = moments.landing(D0 + timedelta(days=3), time(14), gathering.zone(here.team))
        shifted = shifting.move(doing, stood, id_of(meeting), wanted, "Snow")
    assert shifted.step is not None
    shown = agenda.text
    assert len(sent(session, here, posting.NEWS)) == 1

    line = outbox.by_key(
        session, workspace=here.workspace, key=f"meeting:{meeting.id}:news:{shifted.step.id}"
    )
    assert line is not None
    line.state = "posted"
    shifting.undo(deed(session, here, minutes=-80), stood, id_of(meeting), shifted.step.id or 0)

    session.refresh(agenda)
    assert agenda.text != shown
    assert "takes place on Tue 17 Nov" in sent(session, here, posting.NEWS)[1]
    assert len(sent(session, here, posting.NEWS)) == 2
    assert len(sent(session, here, agenda_news.NOTE)) == notes
