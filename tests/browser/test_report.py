"""The report as a file, opened from disk: axe finds nothing, nothing scrolls sideways, and nothing is asked for."""

from pathlib import Path

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

REPORT = Path(__file__).resolve().parents[2] / "docs" / "report" / "report.html"


def test_the_report_opens_from_disk_for_everybody(browser):
    page = browser.new_page(viewport=PHONE)
    asked, found = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(REPORT.as_uri())
    faults(page, "report", found)
    assert not found
    assert [address for address in asked if not address.startswith("data:")] == [REPORT.as_uri()]
    assert page.locator("h1").count() == 1
    page.click("text=Round 2: Who holds the pen?")
    assert page.url.endswith("#round-2")
    page.close()
