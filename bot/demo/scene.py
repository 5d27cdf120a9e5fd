"""One moment of Harbor Glen's past: a transaction, who is there, and when it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.demo.district import District
from bot.demo.harbor_glen import Somebody
from handlers.actions.news import Doing
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.permissions import Standing
from storage import people, workspaces, workstreams
from storage.people import Person
from storage.teams import Team, in_channel
from storage.workspaces import Workspace
from storage.workstreams import Workstream


@dataclass(frozen=True)
class Scene:
    """One transaction of the past: who is there, and when it is."""

    session: Session
    place: District
    d0: date
    now: datetime

    @property
    def workspace(self) -> Workspace:
        """Harbor Glen."""
        found = workspaces.by_slack_id(self.session, slack_team_id=self.place.workspace.id)
        assert found is not None
        return found

    @property
    def team(self) -> Team:
        """The District Implementation Team."""
        found = in_channel(self.session, workspace=self.workspace, channel_id=self.place.channel.id)
        assert found is not None
        return found

    def person(self, handle: str) -> Person:
        """Somebody of the district, kept from their first part in it on."""
        member = self.member(handle)
        known = people.by_slack_id(self.session, workspace=self.workspace, slack_user_id=member.slack_user_id)
        if known:
            return known
        return people.meet(
            self.session,
            workspace=self.workspace,
            slack_user_id=member.slack_user_id,
            name=member.name,
            zone=member.zone,
            is_guest=member.is_guest,
            is_admin=member.is_admin,
            now=self.now,
        )

    def introduced(self, somebody: Somebody) -> Person:
        """The same, with their post and office."""
        person = self.person(somebody.handle)
        return people.describe(
            self.session, workspace=self.workspace, person=person, post=somebody.post, office=somebody.office
        )

    def member(self, handle: str) -> Member:
        """Somebody as Slack describes them."""
        found = self.place.people[handle]
        return Member(
            found.id, found.real_name, found.tz, is_guest=found.is_restricted, is_admin=found.is_admin
        )

    def doing(self, handle: str) -> Doing:
        """Somebody acting in the team, with what the leader may do: the past was allowed."""
        return Doing(
            workspace=self.workspace,
            team=self.team,
            by=self.person(handle),
            stands=self.stands(handle),
            now=self.now,
        )

    def deed(self, handle: str) -> Deed:
        """The same, for what is not about an action."""
        return Deed(self.session, self.workspace, self.team, self.person(handle), self.now)

    def stands(self, handle: str) -> Standing:
        """What the past was allowed by."""
        person_id = self.person(handle).id or 0
        return Standing(person_id=person_id, roles=frozenset({"team_leader"}), membership="core")

    def day(self, number: int) -> date:
        """The date of a day counted from D0."""
        return self.d0 + timedelta(days=number)

    def strand(self, name: str) -> Workstream:
        """One of the team's workstreams."""
        found = workstreams.find(self.session, team=self.team, name=name)
        assert found is not None
        return found
