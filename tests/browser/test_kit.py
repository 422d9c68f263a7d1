"""The board game in a real browser: chosen, waited for with and without scripts, and taken along."""

import zipfile

import pytest

from tests.browser import pictures
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.test_accessibility import faults
from tests.browser.watch import violations

pytestmark = pytest.mark.browser

PATIENCE_MS = 240_000


def ask(page):
    """From the page of a scenario to its kit, by what stands there."""
    page.goto("/scenarios/the-long-evenings/")
    page.click("text=Print the board game")
    page.check("input[value=letter]")
    page.click("button >> text=Make the files")
    page.wait_for_url("**/scenarios/the-long-evenings/kit/en-letter/")


def test_two_ask_for_the_same_kit_and_both_take_it_along(server, open_page):
    laptop, phone, found = open_page(server, LAPTOP), open_page(server, PHONE, javascript=False), []
    ask(laptop)
    faults(laptop, "kit that is being made", found)
    ask(phone)
    for page in (laptop, phone):
        page.wait_for_selector("text=Ready to print", timeout=PATIENCE_MS)
        with page.expect_download() as download:
            page.click("text=Download the whole kit")
        assert download.value.suggested_filename.endswith("-en-letter.zip")
        with zipfile.ZipFile(download.value.path()) as file:
            assert file.testzip() is None
    assert len(list((server.var / "kits").glob("*/kit.zip"))) == 1
    assert violations(laptop) == []
    laptop.reload()
    faults(laptop, "kit that is ready", found)
    pictures.take(laptop, "kit")
    assert not found, "\n".join(found)
