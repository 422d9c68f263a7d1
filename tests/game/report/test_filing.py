"""The report of a rehearsal as two files; those in docs/report are what the command makes today."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.game.report.conftest import FORMAT, KEY, SEATS, SLUG, TABLES
from tests.pdf_reader import faults, reader, text_of

DOCS = Path(__file__).resolve().parents[3] / "docs" / "report"


@pytest.fixture(scope="module")
def filed(tmp_path_factory, django_db_blocker):
    """The folder into which the command of docs/report/README.md puts its files."""
    folder = tmp_path_factory.mktemp("filed")
    with django_db_blocker.unblock():
        call_command(
            "rehearse",
            SLUG,
            tables=TABLES,
            seats=SEATS,
            format=FORMAT,
            seed=KEY,
            report=folder,
            stdout=StringIO(),
            stderr=StringIO(),
        )
    return folder


def test_the_report_in_the_docs_is_what_the_command_makes_today(filed):
    """A change of the report is seen where it is shown: run the command of docs/report/README.md again."""
    assert (filed / "report.html").read_text() == (DOCS / "report.html").read_text()
    today, shown = (reader((folder / "report.pdf").read_bytes()) for folder in (filed, DOCS))
    assert text_of(today) == text_of(shown)
    assert faults(shown) == []
    command = f"rehearse {SLUG} --tables {TABLES} --seats {SEATS} --format {FORMAT} --seed {KEY} --report docs/report"
    assert command in (DOCS / "README.md").read_text()


def test_the_page_opens_from_disk_and_asks_for_nothing(filed):
    """One file: its style and its typeface are inside, and it runs no script."""
    page = (filed / "report.html").read_text()
    assert not re.search(r"<script|<link|<img| src=|@import", page)
    assert set(re.findall(r'url\("(.{10})', page)) == {"data:font/"}
    assert all(
        address.startswith(("#", "http://localhost:8000/")) for address in re.findall(r'href="([^"]+)', page)
    )
    assert page.count("<h1>") == 1 and "24 bots" in page
