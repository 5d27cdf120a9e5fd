"""Chromium, for the tests that look at the page."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000
"""Milliseconds; processors are shared."""
NOT_LOOKED_AT = "The page was not looked at: no Chromium found"


def program() -> str:
    """Return where Chromium is. Without one the test is skipped, and said so last; where one is needed it fails."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        said = f"{NOT_LOOKED_AT} ({', '.join(NAMES)}, or CHROMIUM=its path)."
        (pytest.fail if os.environ.get("STEWARD_NEEDS_CHROMIUM") else pytest.skip)(said)
    return str(found)
