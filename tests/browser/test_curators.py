"""Two people at the curators' desk: one enters a practice and a case, the other publishes them, and the public reads them."""

import json
import re

import pytest

from tests.browser.conftest import LAPTOP
from tests.browser.watch import violations

pytestmark = pytest.mark.browser

PEOPLE = """
from django.contrib.auth.models import Group, User
for name, group in (("researcher", "Researchers"), ("reviewer", "Reviewers")):
    user = User.objects.create_user(name, password="quiet-harbour-17", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
"""
SOURCES = (
    ("lund-2024", "Lund, Eva", "2024", "Notes from the Harbour Table"),
    ("bay-2023", "Bay, Ole", "2023", "Benches, Bread and Budgets"),
    ("odd-audit-2025", "Odd Town Audit Office", "2025", "Audit of the Harbour Table"),
)


@pytest.fixture
def desk(server, open_page):
    """The admin as one person sees it."""
    server.manage("shell", "-v", "0", "-c", PEOPLE)

    def log_in(name):
        page = open_page(server, LAPTOP)
        page.goto("/admin/")
        page.fill("#id_username", name)
        page.fill("#id_password", "quiet-harbour-17")
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")
        return page

    return log_in


def save(page, name="_save"):
    with page.expect_navigation():
        page.click(f"[name={name}]")
    assert page.locator(".errornote, .errorlist").count() == 0, page.locator(".errorlist").all_inner_texts()
    assert violations(page) == []


def pick(page, field, words):
    """Choose from a field that completes what is typed."""
    page.click(f"#id_{field} + .select2 .select2-selection")
    page.locator(".select2-container--open .select2-search__field").last.fill(words)
    page.click(f".select2-results__option:has-text('{words}')")
    page.wait_for_selector(".select2-container--open", state="detached")


def row(page, number, source, level, statement, prefix="evidence", **also):
    """One row of evidence."""
    page.click(f"#{prefix}-group .add-row a")
    at = f"{prefix}-{number}"
    pick(page, f"{at}-source", source)
    page.select_option(f"#id_{at}-level", label=level)
    page.fill(f"#id_{at}-statement", statement)
    page.select_option(f"#id_{at}-strength", "weak")
    for name, words in also.items():
        page.fill(f"#id_{at}-{name}", words)


def enter_sources(page):
    for slug, author, year, title in SOURCES:
        page.goto("/admin/research/source/add/")
        page.fill("#id_slug", slug)
        page.select_option("#id_type", "report")
        page.fill("#id_authors", author)
        page.fill("#id_year", year)
        page.fill("#id_title", title)
        page.fill("#id_read", "whole")
        save(page)


def enter_case(page):
    page.goto("/admin/research/case/add/")
    for field, words in {
        "slug": "harbour-table",
        "title": "The harbour table",
        "place": "Odd Harbour",
        "country": "DK",
        "start_year": "2023",
        "policy_area": "Harbours",
        "actors": "Residents\nFishers",
        "problem": "The quay was planned without those who use it.",
        "what_was_done": "Council and fishers drew it together at one table.",
        "obstacles": "Those at sea could not come.",
        "outcome_basis": "our reading",
        "lesson": "Meet at the quay.",
        "curators": "Holm, Asta 0000-0002-1825-0097",
    }.items():
        page.fill(f"#id_{field}", words)
    page.select_option("#id_outcome", "mixed")
    page.select_option("#id_licence", "CC-BY-4.0")
    row(page, 0, "Notes from", "2 Political and administrative leadership", "Councillors drew with fishers.")
    row(page, 1, "Benches", "3 Platforms and arenas", "The table stayed.", locator="p. 4")


def enter_practice(page):
    page.goto("/admin/research/practice/add/")
    page.locator("#id_name").press_sequentially("A table at the quay")
    assert page.input_value("#id_slug") == "a-table-at-the-quay", "it follows the name"
    for field, words in {
        "slug": "table-at-the-quay",
        "name": "A table at the quay",
        "problem": "Plans are drawn where nobody works.",
        "how": "Put the table where the work is done.",
        "conditions": "A dry place",
        "risks": "Wind",
        "do_not_copy_if": "The quay is closed",
        "why": "First entry.",
    }.items():
        page.fill(f"#id_{field}", words)
    page.select_option("#id_strength", "weak")
    page.select_option("#id_licence", "CC-BY-4.0")
    page.check("label:has-text('3 Platforms and arenas') input")
    pick(page, "cases", "The harbour table")
    row(page, 0, "Audit of", "3 Platforms and arenas", "More came.", locator="p. 12")
    row(page, 1, "Notes from", "2 Political and administrative leadership", "Councillors listened first.")


def publish(page, kind, title, what_changed):
    """Find what is in review, read it, and publish it."""
    page.goto(f"/admin/research/{kind}/?state__exact=in_review")
    page.click(f"#result_list a:has-text('{title}')")
    page.click(".object-tools a:has-text('Review')")
    assert "What it would say" in page.inner_text("#content")
    page.fill("#said", what_changed)
    with page.expect_navigation():
        page.click("button[value=publish]")
    assert "The public reads version 1." in page.inner_text(".standing")
    assert violations(page) == []


def test_researcher_enters_a_practice_and_a_case_and_a_second_person_publishes_them(
    desk, server, open_page, watches
):
    researcher, reviewer = desk("researcher"), desk("reviewer")
    visitor = open_page(server, LAPTOP)
    watches[-1].excuse("status of 404")
    enter_sources(researcher)

    enter_case(researcher)
    save(researcher, "_send")
    assert "Sent to review. A second person publishes it." in researcher.inner_text(".messagelist")
    assert researcher.locator("button[value=publish]").count() == 0
    assert visitor.goto("/library/cases/harbour-table/").status == 404
    publish(reviewer, "case", "The harbour table", "A case from a harbour that is made up for a test.")

    enter_practice(researcher)
    save(researcher, "_send")
    publish(reviewer, "practice", "A table at the quay", "A practice that is made up for a test.")

    assert visitor.goto("/library/practices/table-at-the-quay/").status == 200
    told = visitor.inner_text("main")
    for words in (
        "A table at the quay",
        "The harbour table",
        "More came.",
        "p. 12",
        "The quay is closed",
        "Version 1",
    ):
        assert words in told, words
    assert visitor.goto("/library/cases/harbour-table/").status == 200
    told = visitor.inner_text("main")
    assert "Version 1" in told and "Holm, A." in told and "Councillors drew with fishers." in told
    assert "A table at the quay" in told
    assert visitor.goto("/library/sources/lund-2024/").status == 200

    told = visitor.request.get("/library/cases/harbour-table/v/1/cite.json").text()
    [item] = json.loads(told)
    assert item["author"] == [{"family": "Holm", "given": "Asta"}]
    assert item["number"] == "version 1"
    visitor.goto("/library/cases/harbour-table/")
    pdf = visitor.locator("meta[name=citation_pdf_url]").get_attribute("content")
    answer = visitor.request.get(pdf)
    assert answer.headers["content-type"] == "application/pdf"
    assert re.match(rb"%PDF-1\.\d", answer.body())


def test_researcher_hears_what_is_missing_and_nothing_is_lost(desk):
    page = desk("researcher")
    page.goto("/admin/research/practice/add/")
    for field in ("slug", "name", "problem", "how", "conditions", "risks"):
        page.fill(f"#id_{field}", "half-done")
    page.select_option("#id_strength", "weak")
    page.check("label:has-text('3 Platforms and arenas') input")
    save(page, "_send")
    said = page.inner_text(".messagelist")
    assert "Saved, but not sent to review." in said
    assert "Add evidence: at least one source that shows the practice." in said
    assert "Choose the licence." in said
    assert page.input_value("#id_name") == "half-done"
    assert "Needed for publishing." in page.inner_text(".standing")
