"""What every test may ask for: a database of each kind, and the people of Harbor Glen in the practice workspace."""

import pytest
from hypothesis import settings

from tests.support.browser import NOT_LOOKED_AT

settings.register_profile("steward", max_examples=50, deadline=None)
settings.load_profile("steward")

pytest_plugins = ("tests.support.databases", "tests.support.town")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say last and loudly when the page was not looked at: a green run without it is half a run."""
    skipped = terminalreporter.stats.get("skipped", [])
    unseen = sum(NOT_LOOKED_AT in str(report.longrepr) for report in skipped)
    if unseen:
        terminalreporter.section("NOT LOOKED AT", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{unseen} tests of the page were skipped: install Chromium (Debian: apt install chromium)."
        )
