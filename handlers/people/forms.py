"""The forms about people: adding, naming, changing, handing over, taking off. Each says who will be told."""

from datetime import date

from slack_sdk.models.blocks import Block, CheckboxesElement
from slack_sdk.models.views import View

from handlers import forms, messages, refs, text
from handlers.people import rules, views
from handlers.people.rules import Entry, Held, Named
from handlers.teams import views as team_views
from handlers.teams.rules import LEVELS
from storage.action_lists import OpenItems
from storage.people import Person
from storage.teams import Team

ADD = "people.add_form"
CONTACT = "people.contact_form"
SPONSOR = "people.sponsor_form"
LEAD = "people.lead_form"
COORDINATE = "people.coordinator_form"
CHANGE = "people.change_form"
LEAVE = "people.leave_form"


def add(team: Team, named: Named) -> View:
    """Return the form to add people of this workspace, filled with those who were named."""
    unread = text.escape(text.one_line(named.rest, rules.MOST_NAME))
    lost = (
        f"I could not find “{unread}”. Choose the person below, or add somebody without a Slack account."
        if unread
        else ""
    )
    others = messages.button("Somebody without a Slack account …", views.ADD_CONTACT, team.id)
    blocks: list[Block] = [
        *messages.blocks(lost),
        forms.people(rules.PEOPLE, "People", named.user_ids, hint=f"At most {rules.MOST_PEOPLE} at once."),
        *_joining(None),
        *messages.blocks([others]),
        forms.note("Each person added is told by one direct message. The channel is not told."),
    ]
    return forms.form(ADD, "Add people", "Add", blocks, metadata=refs.metadata(team.id))


def contact(team: Team) -> View:
    """Return the form to add somebody who has no account in this workspace."""
    blocks: list[Block] = [
        forms.line(rules.CONTACT, "Name", placeholder="Ruth Calder"),
        forms.line(rules.OFFICE, "Office", placeholder="Superintendent's office", optional=True),
        forms.line(rules.POST, "Post", placeholder="Superintendent", optional=True),
        *_joining(None, kind="invited"),
        forms.note("Nobody is told: somebody without an account cannot be reached here."),
    ]
    return forms.form(CONTACT, "Add a contact", "Add", blocks, metadata=refs.metadata(team.id))


def sponsor(team: Team, today: date, chosen: str | None = None) -> View:
    """Return the form to name a sponsor, with or without an account."""
    officer = LEVELS[team.level].officer
    blocks: list[Block] = [
        forms.person(rules.PERSON, "Sponsor", chosen, optional=True),
        forms.line(rules.CONTACT, "Or a name, without Slack", optional=True),
        forms.line(
            rules.OFFICE,
            "Office",
            placeholder="Teaching and Learning",
            hint="Sponsors come from two offices or more.",
        ),
        forms.line(rules.APPOINTED_BY, "Appointed by", hint=f"Usually {officer}."),
        forms.day(rules.APPOINTED_ON, "Appointed on", today),
        forms.note("A sponsor with an account is told by one direct message. The channel is not told."),
    ]
    return forms.form(SPONSOR, "Add a sponsor", "Add", blocks, metadata=refs.metadata(team.id))


def lead(team: Team, leader: Person | None, chosen: str | None = None) -> View:
    """Return the form to hand the lead over; sending it is the confirmation."""
    now = f"{team_views.person(leader)} leads {team_views.name(team.name)} now." if leader else ""
    meaning = f"{now} A team has exactly one leader. Whoever hands the lead over stays a core member, and keeps what they own."
    blocks: list[Block] = [
        messages.section(meaning),
        forms.person(rules.PERSON, "New team leader", chosen),
        forms.line(rules.WHY, "Reason", optional=True),
        forms.note("Both are told by direct message. The channel is not told; `/steward status` shows it."),
    ]
    return forms.form(LEAD, "Hand the lead over", "Hand over", blocks, metadata=refs.metadata(team.id))


def coordinator(team: Team, now: Person | None) -> View:
    """Return the form to name a coordinator."""
    stands = f"{team_views.person(now)} is coordinator now." if now else "Nobody is coordinator yet."
    blocks: list[Block] = [
        messages.section(f"{stands} The coordinator helps with next steps, notes and logistics."),
        forms.person(rules.PERSON, "Coordinator"),
        forms.note("Whoever gains or loses the role is told by direct message."),
    ]
    return forms.form(COORDINATE, "Name a coordinator", "Name", blocks, metadata=refs.metadata(team.id))


def change(team: Team, entry: Entry) -> View:
    """Return the form about one person of the team, and the way to take them off."""
    person = entry.person
    leaving = messages.button("Take off the team …", views.LEAVE, team.id, person.id, style="danger")
    named = [forms.line(rules.CONTACT, "Name", person.name)] if person.slack_user_id is None else []
    blocks: list[Block] = [
        messages.section(team_views.person(person)),
        *named,
        forms.line(rules.POST, "Post", person.post, optional=True),
        forms.line(rules.OFFICE, "Office", person.office, optional=True),
        *(_joining(entry) if entry.membership else []),
        *_roles(entry),
        *([] if "team_leader" in entry.roles else messages.blocks([leaving])),
        forms.note("Whoever loses a role is told by direct message; of the rest nobody is told."),
    ]
    offered = [held.assignment.id for held in rules.endable(entry)]
    kept = refs.metadata(team.id, person.id, roles=offered)
    return forms.form(CHANGE, "About this person", "Save", blocks, metadata=kept)


def leaving(team: Team, person: Person, items: OpenItems) -> View:
    """Return the question before somebody is taken off, with what is still theirs."""
    blocks: list[Block] = [
        messages.section(f"Take {team_views.person(person)} off {team_views.name(team.name)}?"),
        messages.section(views.still_theirs(items)),
        forms.line(rules.WHY, "Reason", optional=True),
        forms.note("They are told by direct message, with the reason. The channel is not told."),
    ]
    return forms.form(
        LEAVE, "Take off the team", "Take off", blocks, metadata=refs.metadata(team.id, person.id)
    )


def _joining(entry: Entry | None, *, kind: str = "core") -> list[Block]:
    stands = entry.membership if entry else None
    return [
        forms.choice(
            rules.KIND,
            "They belong as",
            rules.KINDS,
            stands.kind if stands else kind,
            hint="Three to five core members carry a change. Invited members get no weekly forms.",
        ),
        forms.line(
            rules.PURPOSE,
            "Purpose",
            stands.purpose if stands else None,
            placeholder="Report cards",
            hint="What an invited member is asked for.",
            optional=True,
        ),
        forms.day(rules.UNTIL, "Until", stands.until_on if stands else None, optional=True),
        forms.line(
            rules.FTE,
            "Agreed time",
            f"{stands.fte:g}" if stands and stands.fte else None,
            placeholder="0.5",
            hint="A share of a full week, such as 0.5 or 50%.",
            optional=True,
        ),
    ]


def _roles(entry: Entry) -> list[Block]:
    held = rules.endable(entry)
    if not held:
        return []
    options = [forms.option(str(one.assignment.id), _role_label(one)) for one in held]
    boxes = CheckboxesElement(options=options, initial_options=options)
    return [
        forms.field(rules.ROLES, "Roles", boxes, hint="Take a tick away to end that role.", optional=True)
    ]


def _role_label(held: Held) -> str:
    of = held.workstream.name if held.workstream else held.assignment.office
    return text.join_names(
        [team_views.ROLES[held.assignment.role], *([of] if of else [])], "of" if held.workstream else "for"
    )
