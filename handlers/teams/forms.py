"""The forms of a team: setting it up, changing its settings, closing it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    NumberInputElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from handlers import forms, messages, refs
from handlers.dates.vocabulary import WEEKDAYS
from handlers.teams import rhythm, rules, zones
from handlers.teams.rhythm import Rhythm
from handlers.teams.rules import LEVELS, LevelWords
from storage import recurrence
from storage.people import Person
from storage.schedules import Schedule
from storage.teams import Team

SETUP = "teams.setup"
CHANGE = "teams.change"
CLOSE = "teams.close"
ASK_CLOSE = "teams.ask_close"
LEVEL_CHOSEN = "teams.level"
RHYTHM_CHOSEN = "teams.rhythm"
ZONE_SEARCHED = "teams.zone"
REASON = "reason"

Values = Mapping[str, Any]

SHARED = (
    "*This channel is shared with another organisation.* People there will read what Steward posts here. They "
    "cannot use `/steward` themselves; they can be given actions and answer them."
)
GENERAL = "Everyone in this workspace reads this channel. A channel of the team's own is calmer."
TOLD = (
    "When you save, one hello is posted in this channel. Whom you name as leader or coordinator is told by direct "
    "message too."
)


def defaults(person: Person, zone: str, channel_name: str) -> dict[str, Any]:
    """Return what stands in the form when it opens. The innovation is nobody's to guess."""
    return {
        rules.NAME: rules.name_from_channel(channel_name),
        rules.LEVEL: "district",
        rules.ZONE: zone,
        rules.WEEKDAY: "1",
        rules.AT: "15:30",
        rules.MINUTES: "45",
        rules.LEADER: person.slack_user_id,
        rules.WORKSTREAMS: "\n".join(rules.PRESETS),
    }


def setup(values: Values, *, channel_id: str | None, shared: bool = False, general: bool = False) -> View:
    """Return the setup form with these values in it. It speaks in the words of the chosen level."""
    said = LEVELS.get(values.get(rules.LEVEL) or "other", LEVELS["other"])
    notes = messages.blocks(SHARED if shared else "", GENERAL if general else "")
    blocks = [*notes, *_settings(values, said), *_people(values), _workstreams(values)]
    if shared:
        blocks.append(_aware())
    blocks.append(forms.note(TOLD))
    kept = refs.metadata(channel=channel_id, shared=shared or None, general=general or None)
    return forms.form(SETUP, "Set up a team", "Set up", blocks, metadata=kept)


def settings(team: Team, values: Values) -> View:
    """Return the settings form with these values in it, and the way to close the team."""
    said = LEVELS.get(values.get(rules.LEVEL) or "other", LEVELS["other"])
    closing = messages.button("Close this team …", ASK_CLOSE, team.id, style="danger")
    blocks = [*_settings(values, said), *messages.blocks([closing])]
    after_day = [block.block_id for block in blocks].index(rules.WEEKDAY) + 1
    blocks[after_day:after_day] = _rhythm(values)
    return forms.form(CHANGE, "Team settings", "Save", blocks, metadata=refs.metadata(team.id))


def current(team: Team, series: Schedule | None, now: datetime) -> dict[str, Any]:
    """Return the team's settings as the form's values. `series`: by which it meets."""
    standing = (
        Rhythm(series.rrule, series.starts_on) if series else Rhythm(recurrence.weekly(team.weekly_weekday))
    )
    start = rhythm.next_on(standing, team.zone, team.weekly_at, now)
    return {
        rhythm.RHYTHM: rhythm.choice(standing.rule),
        rhythm.START: start.isoformat(),
        rules.NAME: team.name,
        rules.LEVEL: team.level,
        rules.INNOVATION: team.innovation,
        rules.ZONE: team.zone,
        rules.WEEKDAY: str(team.weekly_weekday),
        rules.AT: f"{team.weekly_at:%H:%M}",
        rules.MINUTES: str(team.weekly_minutes),
        rules.STEPBACK: team.first_stepback_on.isoformat() if team.first_stepback_on else None,
    }


def closing(team: Team) -> View:
    """Return the question before a team is closed, with what it means and who is told."""
    meaning = (
        "Closing stops what Steward posts and sends for this team. Nothing is deleted: its actions, workstreams and "
        "history stay readable, and `/steward setup` in the channel brings it back.\n"
        "The channel is told that you closed it, and why."
    )
    reason = forms.line(
        REASON, "Reason", placeholder="The curriculum is in place; the work goes on in grade teams"
    )
    return forms.form(
        CLOSE,
        "Close this team",
        "Close the team",
        [messages.section(meaning), reason],
        metadata=refs.metadata(team.id),
    )


def _settings(values: Values, said: LevelWords) -> list[Block]:
    minutes = NumberInputElement(
        is_decimal_allowed=False,
        initial_value=values.get(rules.MINUTES) or None,
        min_value=str(rules.SHORTEST),
        max_value=str(rules.LONGEST),
    )
    days = {str(number): day for number, day in enumerate(WEEKDAYS)}
    return [
        _level(values),
        forms.line(rules.NAME, "Team name", values.get(rules.NAME), placeholder=said.team),
        forms.line(
            rules.INNOVATION,
            "What is being implemented",
            values.get(rules.INNOVATION),
            placeholder=said.example,
        ),
        _zone(values),
        forms.choice(rules.WEEKDAY, "Weekly meeting day", days, values.get(rules.WEEKDAY)),
        forms.field(
            rules.AT, "Weekly meeting time", TimePickerElement(initial_time=values.get(rules.AT) or None)
        ),
        forms.field(rules.MINUTES, "Meeting length in minutes", minutes),
        forms.day(
            rules.STEPBACK,
            "First stepback",
            values.get(rules.STEPBACK),
            hint="The quarterly look back and ahead with those the change touches. Leave it empty if no date is set.",
            optional=True,
        ),
    ]


def _rhythm(values: Values) -> list[Block]:
    chosen = values.get(rhythm.RHYTHM)
    often = forms.choice(rhythm.RHYTHM, "How often", rhythm.CHOICES, chosen, dispatch=True)
    often.element.action_id = RHYTHM_CHOSEN  # type: ignore[union-attr]
    if not rhythm.counts_weeks(chosen):
        return [often]
    hint = "The weeks are counted from this meeting."
    return [often, forms.day(rhythm.START, "Next such meeting on", values.get(rhythm.START), hint=hint)]


def _level(values: Values) -> InputBlock:
    offered: dict[str, str] = {key: words.name for key, words in LEVELS.items()}
    block = forms.choice(rules.LEVEL, "Level", offered, values.get(rules.LEVEL), dispatch=True)
    block.element.action_id = LEVEL_CHOSEN  # type: ignore[union-attr]
    return block


def _zone(values: Values) -> InputBlock:
    zone = values.get(rules.ZONE)
    element = ExternalDataSelectElement(
        action_id=ZONE_SEARCHED,
        initial_option=forms.option(zone, zones.label(zone)) if zone else None,
        min_query_length=0,
        placeholder="Type a city",
    )
    return forms.field(rules.ZONE, "Time zone", element, hint="The team's week and its due dates follow it.")


def _people(values: Values) -> list[Block]:
    return [
        forms.person(
            rules.LEADER,
            "Team leader",
            values.get(rules.LEADER),
            hint="Exactly one. It can be handed over later.",
        ),
        forms.person(
            rules.COORDINATOR,
            "Coordinator",
            values.get(rules.COORDINATOR),
            hint="Helps with next steps, notes and logistics. Name one early, within the first week.",
            optional=True,
        ),
    ]


def _workstreams(values: Values) -> InputBlock:
    return forms.line(
        rules.WORKSTREAMS,
        "Workstreams",
        values.get(rules.WORKSTREAMS),
        hint="One a line. Change, add or take out what you like; all of it can be changed later.",
        optional=True,
        many=True,
    )


def _aware() -> InputBlock:
    box = forms.option("yes", "People of the other organisation may read what Steward posts here.")
    return forms.field(rules.SHARED, "Shared channel", CheckboxesElement(options=[box]))
