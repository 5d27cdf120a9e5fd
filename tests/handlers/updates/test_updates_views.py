"""The weekly question fits whatever people wrote, and says what is still to do."""

from datetime import timedelta

from hypothesis import given, settings

from handlers.updates import views
from handlers.updates.rules import Asked
from storage.meeting_rows import Meeting
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    NOW,
    TOM,
    labels,
    overview,
    person,
    problems,
    team,
    workstream,
)
from tests.handlers.updates.asking import STARTS, facts

OLD, FRESH = timedelta(days=8), timedelta(hours=2)


@settings(max_examples=25, deadline=None)
@given(HOSTILE)
def test_whatever_people_wrote_it_fits_and_comes_not_alive(typed: str) -> None:
    somebody = person(9, typed, slack_user_id=None)
    rows = [
        overview(workstream(place, typed), said=OLD if place % 2 else FRESH, line=typed)
        for place in range(1, 16)
    ]
    for row in rows:
        assert row.last_update is not None
        row.last_update.next_step = row.last_update.help = typed
    asked = [Asked(TOM, row, instead_of=somebody) for row in rows]
    found = facts(team=team(name=typed), asked=asked)
    for again in (False, True):
        assert problems(views.request(found, TOM, again=again)) == []
    assert problems(views.form(found.team, rows[0].workstream, "at_risk", rows[0])) == []
    assert problems(views.form(found.team, rows[0].workstream, None)) == []


def test_what_is_owed_has_three_buttons_and_what_was_said_one() -> None:
    both = [
        Asked(TOM, overview(workstream(1), said=OLD)),
        Asked(TOM, overview(workstream(2, "grading"), said=FRESH)),
    ]
    shown = views.request(facts(asked=both), TOM)
    assert labels(shown) == ["On track", "At risk", "Off track", "Change"]
    assert "how does your workstream stand?" in shown.text
    assert "Last said, 8 days ago: At risk. The coach post is still open." in shown.text
    two = [Asked(TOM, overview(workstream(1), said=None)), Asked(TOM, overview(workstream(2), said=OLD))]
    assert "how do your workstreams stand?" in views.request(facts(asked=two), TOM).text
    again = views.request(facts(asked=two), TOM, again=True).text
    assert "one reminder, and the last: how do your workstreams stand?" in again


def test_the_age_of_the_last_words_is_said_in_words() -> None:
    yesterday = facts(asked=[Asked(TOM, overview(said=timedelta(days=1)))], since=NOW)
    assert "Last said, yesterday" in views.request(yesterday, TOM).text
    today = facts(asked=[Asked(TOM, overview(said=timedelta(minutes=1)))], since=NOW)
    assert "Last said, today, before the last meeting was over" in views.request(today, TOM).text


def test_more_workstreams_than_a_message_holds_are_counted() -> None:
    many = [Asked(TOM, overview(workstream(place), said=OLD)) for place in range(1, 14)]
    assert "and 3 more: `/steward update`" in views.request(facts(asked=many), TOM).text


def test_when_all_is_said_it_says_thank_you_and_until_when_it_can_be_changed() -> None:
    done = facts(asked=[Asked(TOM, overview(said=FRESH))])
    assert "thank you. You can change what you said until the agenda goes out, Mon 16 Nov, 15:30" in (
        views.request(done, TOM).text
    )


def test_once_the_agenda_is_out_it_is_a_record_without_buttons() -> None:
    out = Meeting(id=7, team_id=1, starts_at=STARTS, minutes=45, agenda_posted_at=NOW)
    late = views.request(facts(meeting=out), TOM)
    assert labels(late) == []
    assert "What is missing can still be given: `/steward update`." in late.text
    told = views.request(facts(meeting=out, asked=[Asked(TOM, overview(said=FRESH))]), TOM)
    assert "Thank you. To change it still: `/steward update`." in told.text


def test_a_skipped_meeting_or_a_workstream_that_went_to_somebody_else_needs_nothing() -> None:
    skipped = Meeting(id=7, team_id=1, starts_at=STARTS, minutes=45, state="skipped")
    assert "is skipped. Nothing needed." in views.request(facts(meeting=skipped), TOM).text
    assert "Nothing is asked of you any more. Nothing needed." in views.request(facts(), MAYA).text


def test_the_form_keeps_what_was_said_this_week() -> None:
    row = overview(line="Unit 3 is marked up")
    form = views.form(team(), row.workstream, "at_risk", row)
    assert "Unit 3 is marked up" in str(form.to_dict())
    assert '"value": "at_risk"' in str(form.to_dict()).replace("'", '"')
