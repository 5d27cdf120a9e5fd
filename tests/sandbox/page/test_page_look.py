"""How the page looks: colours that can be told apart, names for everything, nothing fetched unasked."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sandbox import blockids
from sandbox.ids import Ids
from sandbox.page import drawing
from tests.sandbox.page import every_block as kit
from tests.sandbox.page.conftest import Practice

CSS = (Path(drawing.HERE) / "static" / "page.css").read_text(encoding="utf-8")
SCHEMES = ("light", "dark")

TEXT = [("ink", "paper"), ("ink", "sheet"), ("ink", "raised"), ("ink", "hover"), ("ink", "sand"), ("ink", "danger-soft"), ("muted", "paper"), ("muted", "sheet"), ("muted", "raised"), ("muted", "hover"), ("muted", "sand"), ("accent", "paper"), ("accent", "sheet"), ("accent", "raised"), ("accent", "hover"), ("accent", "sand"), ("accent-strong", "soft"), ("accent-strong", "raised"), ("accent-ink", "accent"), ("accent-ink", "accent-strong"), ("danger", "raised"), ("danger", "sheet"), ("danger", "danger-soft"), ("danger-ink", "danger"), ("good", "raised")]  # fmt: skip
EDGES = [("edge", "raised"), ("edge", "sheet"), ("accent", "sheet"), ("accent", "paper"), ("danger", "raised"), *((f"s{n}", "raised") for n in range(8))]  # fmt: skip


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme by name."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", CSS)
    return {name: pair[SCHEMES.index(scheme)] for name, *pair in found}


def luminance(colour: str) -> float:
    """Return the relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_words_stand_out_from_their_ground(scheme: str, ink: str, ground: str) -> None:
    found = colours(scheme)
    assert contrast(found[ink], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_marks_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    found = colours(scheme)
    assert contrast(found[edge], found[ground]) >= 3


def test_initials_can_be_read_on_every_tint() -> None:
    tints = re.findall(r"\.t\d \{ background: (#\w{6}); \}", CSS)
    assert len(tints) == 8
    assert min(contrast("#ffffff", tint) for tint in tints) >= 4.5


def test_the_style_fetches_nothing() -> None:
    assert re.findall(r"url\((?!\"data:)", CSS) == []
    assert "@import" not in CSS
    assert "prefers-reduced-motion" in CSS


NAMELESS = """() => [...document.querySelectorAll("button, a, input, textarea, [role=listbox], [role=region], dialog")]
  .filter((found) => found.checkVisibility())
  .filter((found) => !(found.labels?.length || found.getAttribute("aria-label") || found.textContent.trim()
    || document.getElementById(found.getAttribute("aria-labelledby"))))
  .map((found) => found.outerHTML)"""
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((found) => found.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def furnished(practice: Practice) -> Practice:
    """Every block in a channel, every field in a form."""
    glen = practice.scenery
    root = glen.bot("Every block", glen.office, blocks=blockids.filled(kit.blocks(), Ids()))
    glen.write(glen.maya, "A reply", glen.office, thread_ts=root.ts)
    glen.bot("Psst", glen.office, ephemeral_to="UMAYA")
    form = {"title": kit.plain("Every field"), "submit": kit.plain("Save"), "blocks": kit.form()}
    glen.open(glen.helen, form)
    return practice


@pytest.mark.page
@pytest.mark.xdist_group("page")
@pytest.mark.parametrize("width", [1280, 390])
def test_everything_has_a_name_of_its_own_and_fits(page: Page, furnished: Practice, width: int) -> None:
    glen = furnished.scenery
    page.set_viewport_size({"width": width, "height": 860})
    for person in ("UMAYA", glen.helen.id):
        page.goto(furnished.at(glen.office.id, person, show="people"))
        page.wait_for_selector("body[data-live]")
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(TWICE) == []
        assert not page.evaluate(WIDE)


@pytest.mark.page
@pytest.mark.xdist_group("page")
def test_nothing_is_fetched_from_outside_until_someone_asks(page: Page, furnished: Practice) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://example.org/**", lambda route: route.abort())
    page.goto(furnished.at(furnished.scenery.office.id, "UMAYA"))
    page.wait_for_selector("body[data-live]")
    assert all(address.startswith((furnished.base_url, "data:")) for address in asked)
    page.get_by_role("button", name="Load picture").last.click()
    expect(page.get_by_role("alert")).to_contain_text("That picture could not be loaded")
    assert "https://example.org/s.png" in asked


@pytest.mark.page
@pytest.mark.xdist_group("page")
def test_a_table_is_sorted_and_turned_with_the_keyboard(page: Page, furnished: Practice) -> None:
    page.goto(furnished.at(furnished.scenery.office.id, "UMAYA"))
    page.wait_for_selector("body[data-live]")
    table = page.get_by_role("table", name="Workstreams by owner")
    expect(table.get_by_role("row")).to_have_count(6)
    page.get_by_role("button", name="Next rows").press("Enter")
    expect(table.get_by_role("row")).to_have_count(2)
    table.get_by_role("button", name="Open").press("Enter")
    expect(table.get_by_role("columnheader", name="Open")).to_have_attribute("aria-sort", "ascending")
    table.get_by_role("button", name="Open").press("Enter")
    expect(table.get_by_role("row").nth(1)).to_contain_text("Assessment")
    furnished.scenery.write(furnished.scenery.maya, "News", furnished.scenery.office)
    expect(page.locator("#part-messages")).to_contain_text("News")
    expect(table.get_by_role("columnheader", name="Open")).to_have_attribute("aria-sort", "descending")
