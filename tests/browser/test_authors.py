"""A first-time author in a browser: from a copy to a scenario that can be opened, with a colleague at the same text."""

import pytest

from tests.browser import test_accessibility as accessibility
from tests.browser.conftest import LAPTOP
from tests.browser.watch import violations

pytestmark = pytest.mark.browser

PEOPLE = """
from django.contrib.auth.models import Group, User
for name in ("author", "colleague"):
    user = User.objects.create_user(name, password="quiet-harbour-17", is_staff=True)
    user.groups.add(*Group.objects.filter(name__in=("Authors", "Facilitators")))
"""


@pytest.fixture
def desk(server, open_page):
    """The admin as one person sees it."""
    server.manage("shell", "-v", "0", "-c", PEOPLE)

    def log_in(name, **options):
        page = open_page(server, LAPTOP, **options)
        page.goto("/admin/")
        page.fill("#id_username", name)
        page.fill("#id_password", "quiet-harbour-17")
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")
        return page

    return log_in


def copy(page, title="Evenings by the canal", slug="canal"):
    page.goto("/admin/scenarios/scenario/")
    page.click("#result_list a:has-text('the-long-evenings')")
    page.click("a:has-text('Copy')")
    page.fill("#id_title", title)
    page.fill("#id_slug", slug)
    assert "instead of Vesterlund" in page.inner_text("label[for=id_town]")
    page.fill("#id_town", "Canalby")
    page.click("text=Make the copy")
    page.wait_for_url("**/change/")
    return page.url


def save(page, button="_save"):
    with page.expect_navigation():
        page.click(f"[name={button}]")
    assert violations(page) == []


def field(page, name):
    return page.locator(f'[name="{name}"]').first


def test_author_goes_from_a_copy_to_a_scenario_that_can_be_opened(desk):
    page = desk("author")
    home = copy(page)
    assert "No problems. A workshop can be opened on it." in page.inner_text("#content-main")
    page.click("#dilemma-pen >> text=Situation and facts")
    field(page, "t.pen.talk").fill("What do you owe to whom?")
    now = page.locator('.now[data-for="id_t.pen.talk"]')
    assert now.inner_text() == "Now: 6"
    field(page, "t.pen.talk").fill("word " * 26)
    assert now.inner_text() == "Now: 26" and "over" in now.get_attribute("class")
    field(page, "t.pen.talk").fill("What do you owe to whom?")
    save(page, "_next")
    assert page.inner_text("h1").startswith("Who holds the pen? · A: A firm frame")
    field(page, "s.dilemmas.pen.options.A.poles.A1").select_option("1")
    save(page)
    assert "Raise poles by 1 less." in page.inner_text(".problems")
    page.click(".problems a:has-text('Mend it')")
    assert page.evaluate("document.querySelector(':target').name") == "s.dilemmas.pen.options.A.poles.A1"
    field(page, "s.dilemmas.pen.options.A.poles.A1").select_option("")
    field(page, "s.dilemmas.pen.options.A.rests_on.cases").fill("wigan-deal")
    save(page)
    assert page.locator(".problems").count() == 0
    page.click(".previews a:has-text('M2')")
    assert "What do you owe" not in page.inner_text("main") and "Your vote is advice." in page.inner_text(
        "main"
    )
    page.click("text=If B is decided")
    assert page.locator("main form [name]:not(:disabled):not([type=hidden])").count() == 0
    assert violations(page) == []
    page.goto(home)
    page.click("text=Set up a workshop")
    assert "Evenings by the canal" in page.inner_text("#id_scenario, [name=scenario]")


def test_colleague_at_the_same_text_loses_nothing(desk, watches):
    first, second = desk("author"), desk("colleague")
    watches[1].excuse("status of 409")
    copy(first)
    first.click("#dilemma-pen >> text=Situation and facts")
    second.goto(first.url)
    field(first, "t.pen.talk").fill("From the first.")
    save(first)
    field(second, "t.pen.talk").fill("From the second.")
    save(second)
    assert "Nothing of yours is lost" in second.inner_text(".errornote")
    assert "Stands now: From the first." in second.inner_text(".stands")
    assert field(second, "t.pen.talk").input_value() == "From the second."
    save(second)
    first.reload()
    assert field(first, "t.pen.talk").input_value() == "From the second."


def test_desk_works_without_javascript(desk):
    page = desk("author", javascript=False)
    copy(page)
    page.click("text=The story in five pages")
    field(page, "t.story.law").fill("The law is short here.")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist")
    assert field(page, "t.story.law").input_value() == "The law is short here."


def test_axe_finds_nothing_at_the_desk_and_on_a_preview(desk, monkeypatch):
    """Of a page of the admin, what is ours: the frame around it, and the style sheets that axe would load again, are Django's."""
    ours = "{include: [[document.querySelector('#content-main') ? '#content-main' : 'body']]}"
    run = accessibility.RUN.replace("document, {", f"{ours}, {{preload: false,", 1)
    monkeypatch.setattr(accessibility, "RUN", run)
    page, found = desk("author"), []
    home = copy(page).removesuffix("change/")
    pages = (
        "change/",
        "copy/",
        "check/",
        "history/",
        "chapter/around/",
        "chapter/pen/",
        "chapter/pen.A/",
        "chapter/pen.seeds/",
        "chapter/roles/",
        "chapter/endings/",
    )
    page.goto(f"{home}chapter/pen.A/")
    field(page, "s.dilemmas.pen.options.A.poles.A1").select_option("1")
    save(page)
    for name in pages:
        page.goto(home + name)
        accessibility.faults(page, name, found)
    for screen in ("situation", "choice", "A", "D"):
        page.goto(f"/preview/canal/pen/M3/{screen}/")
        accessibility.faults(page, f"preview {screen}", found)
    assert not found, "\n".join(found)
