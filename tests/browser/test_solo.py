"""One solo game for each scenario, from the catalogue to its ending, in a real browser (SOLO-1 to 5)."""

import re

import pytest

from scenarios.files import slugs
from tests.browser import pictures
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

#: Screens whose deed is a button of their own, beside the words one may write.
WRITING = ("debrief", "plan")
MOST_DEEDS = 60


class Alone:
    """Somebody who plays alone: begins, and does what each screen asks."""

    def __init__(self, page, slug, role="P1"):
        self.page, self.slug, self.role = page, slug, role
        self.seen = []

    def begin(self):
        self.page.goto("/scenarios/")
        self.page.click(f"a[href='/scenarios/{self.slug}/']")
        self.page.select_option("#own-role", self.role)
        self.page.click("#alone button")
        self.page.wait_for_selector("[data-screen=welcome]")
        return self

    @property
    def screen(self):
        return self.page.get_attribute("[data-screen]", "data-screen")

    def step(self, name):
        """Do what the screen asks."""
        page = self.page
        if name == "choice":
            page.click("label[for=option-B]")
            page.click("label.chip:has([name=confidence][value='3'])")
        elif name in ("vote", "word"):
            label = page.locator("label[for=option-B]")
            (label if label.count() else page.locator("label[for^=option-]").first).click()
        elif name == "incident":
            page.locator("input[name=answer]").first.check()
        deed = page.locator("#ready") if name in WRITING else page.locator("[form=task-form]:visible").first
        moment = page.get_attribute("[data-part=task]", "data-moment")
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            deed.click()
        page.wait_for_function(
            "was => document.querySelector('[data-part=task]').dataset.moment !== was", arg=moment
        )

    def play(self, until="closed"):
        for _deed in range(MOST_DEEDS):
            name = self.screen
            if name not in self.seen:
                self.seen.append(name)
            if name == until:
                return self
            self.step(name)
        raise AssertionError(f"{self.slug}: {self.seen}")

    def save_link(self):
        return self.page.locator("#panel-help a[href*='/solo/']").get_attribute("href")


@pytest.fixture
def alone(server, open_page):
    """A function that opens a page for somebody who plays a scenario alone."""
    return lambda slug, size=PHONE, **kind: Alone(open_page(server, size, **kind), slug)


@pytest.mark.parametrize("slug", slugs())
def test_every_scenario_is_played_alone_to_its_ending(alone, slug):
    player = alone(slug).begin().play("talk")
    page = player.page
    colleagues = page.locator(".colleagues q")
    assert colleagues.count() == 3
    assert all(len(re.findall(r"[.?!]", text)) >= 2 for text in colleagues.all_inner_texts())
    player.play()
    assert {"talk", "vote", "consequence", "reflect", "front_page", "debrief", "plan"} <= set(player.seen)
    page.click("text=Play again, from the other side")
    page.wait_for_selector("text=Endings found")
    assert "1 of 8" in page.inner_text("main")


def test_colleagues_tell_what_they_know_when_asked(alone):
    player = alone("the-long-evenings").begin().play("talk")
    page = player.page
    found = []
    faults(page, "listen", found)
    for button in ("#ask-P3", "#ask-M1", "#ask-M3"):
        if page.locator(button).count():
            page.click(button)
            page.wait_for_selector(f"{button}", state="detached")
    assert page.locator(".colleagues .slip.fact").count() >= 1
    pictures.take(page, "solo-asked")
    player.play("reflect")
    pictures.take(page, "solo-note")
    faults(page, "note", found)
    assert not found


def test_the_game_goes_on_on_another_device_and_a_stale_tab_is_told(alone, open_page, server, watches):
    player = alone("the-long-evenings").begin().play("choice")
    stale = player.page.context.new_page()
    watches[0].excuse(r"net::ERR_FAILED|WebSocket|htmx:(afterRequest|sendError)")
    stale.route("**/screen/**", lambda route: route.abort())
    stale.route_web_socket(re.compile(".*"), lambda route: route.close())
    stale.goto(player.page.url)
    laptop = open_page(server, LAPTOP)
    laptop.goto(player.save_link())
    laptop.click("text=Go on")
    laptop.wait_for_selector("[data-screen=choice]")
    other = Alone(laptop, "the-long-evenings")
    other.play("talk")
    player.page.wait_for_selector("[data-screen=talk]")
    stale.click("label[for=option-A]")
    stale.locator("[form=task-form]:visible").first.click()
    stale.wait_for_selector("text=The table has moved on. This is where it is now.")
    other.play("front_page")


def test_without_scripts_a_game_is_played_all_the_same(open_page, server):
    page = open_page(server, PHONE, javascript=False)
    page.goto("/scenarios/the-long-evenings/")
    page.select_option("#own-role", "M1")
    page.click("#alone button")
    for _deed in range(MOST_DEEDS):
        name = page.get_attribute("[data-screen]", "data-screen")
        if name == "front_page":
            return
        if name == "choice":
            page.check("#option-B", force=True)
        elif name in ("vote", "word"):
            page.locator("input[name=option]:not([value=''])").first.check(force=True)
        elif name == "incident":
            page.locator("input[name=answer]").first.check()
        page.locator("[form=task-form]:visible").first.click()
    raise AssertionError(name)


def test_catalogue_and_scenario_are_without_fault(open_page, server):
    page = open_page(server, LAPTOP)
    found = []
    for path, name in (("/scenarios/", "catalogue"), ("/scenarios/the-long-evenings/", "scenario")):
        page.goto(path)
        pictures.take(page, name)
        faults(page, name, found)
    assert not found
