"""The agenda of a busy team in the browser: short enough to be read, and all of it on the page."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect
from sqlmodel import Session

from handlers import timetable
from handlers.meetings import planning
from storage import actions, members, topics, workstreams
from storage.people import Person
from storage.teams import Team
from tests.support import browser
from tests.support.town import MONDAY, Town

pytestmark = [pytest.mark.page, pytest.mark.xdist_group("page")]

ACTIONS, TOPICS = 500, 40
SCREENS = 2.5
"""Of 860 pixels: as far as anybody scrolls before a meeting."""


@pytest.fixture
def way_in() -> str:
    return "socket"


@pytest.fixture
async def page(town: Town) -> AsyncIterator[Page]:
    """A tab of a laptop's size."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=browser.program(), args=list(browser.ARGUMENTS)
        )
        expect.set_options(timeout=browser.PATIENCE)
        tab = await opened.new_page(viewport={"width": 1280, "height": 860})
        tab.set_default_timeout(browser.PATIENCE)
        yield tab
        await opened.close()


def _busy(session: Session, *, team: Team) -> None:
    """Five hundred promises in every state, forty topics of every age, and an update of each workstream."""
    team = session.get_one(Team, team.id)
    roster = [person for _, person in members.roster(session, team=team)]
    strands = workstreams.live(session, team=team)
    leader = session.get_one(Person, team.created_by)
    long_ago = MONDAY - timedelta(days=40)
    for number in range(ACTIONS):
        action = actions.add(
            session,
            team=team,
            text=f"Agree with school {number % 6 + 1} on which unit tests count, and write down what was agreed",
            owner=roster[number % 4],
            due_on=(MONDAY + timedelta(days=number % 60 - 30)).date(),
            workstream=strands[number % len(strands)],
            by=leader,
            now=long_ago,
        )
        if number % 7 == 0:
            why = "the committee's answer"
            actions.block(session, team=team, number=action.number, why=why, by=leader, now=long_ago)
    states: tuple[workstreams.State, ...] = ("on_track", "at_risk", "off_track")
    for place, strand in enumerate(strands):
        workstreams.give_update(
            session,
            team=team,
            workstream=strand,
            state=states[place % 3],
            line="Two schools are behind; the calendar is marked up",
            next_step="Meet the principals",
            by=leader,
            now=MONDAY - timedelta(days=place * 2),
        )
    for place in range(TOPICS):
        topic = topics.add(
            session,
            team=team,
            text=f"Question {place + 1} from the grade leads about pacing in Unit 3",
            by=roster[place % len(roster)],
            now=MONDAY,
        )
        topic.weeks = place % 4
    timetable.keep(session, team=team, by=leader, now=MONDAY)
    planning.replan(session, team=team, now=MONDAY)


async def test_the_agenda_of_a_busy_team_is_read_in_a_minute(
    team: Team, page: Page, town: Town, tmp_path: Path
) -> None:
    await town.program.db.write(_busy, team=team)
    await town.room.forward(hours=7.6)
    reader = town.place.people["priya"].id
    where = f"/w/{town.place.workspace.id}/{town.place.channel.id}?as={reader}"
    await page.goto(f"{town.room.address}{where}")
    await page.wait_for_selector("body[data-ready][data-live]")

    agenda = page.locator(".message", has_text="Keep work moving").first
    await expect(agenda).to_be_visible()
    await page.set_viewport_size({"width": 1280, "height": 3400})
    await agenda.screenshot(path=tmp_path / "agenda.png")
    await page.set_viewport_size({"width": 1280, "height": 860})
    box = await agenda.bounding_box()
    assert box is not None
    assert box["height"] <= SCREENS * 860
    for said in (
        "Needs the team",
        "more: /steward actions",
        "Off track",
        "Topics (40)",
        "more: /steward agenda topics",
        "8. Close",
    ):
        await expect(agenda).to_contain_text(said)
    for label in ("Add a topic", "Update my workstream", "Start"):
        await expect(agenda.get_by_role("button", name=label, exact=True)).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
