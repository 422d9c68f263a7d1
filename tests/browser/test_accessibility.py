"""axe-core finds nothing, and nothing scrolls sideways: every screen, small and wide, light and dark."""

import importlib.resources
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import pictures
from tests.browser.conftest import LAPTOP, PHONE, SMALL
from tests.browser.people import play
from tests.browser.plain import sit_down
from tests.browser.visitor import Facilitator

pytestmark = pytest.mark.browser

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
#: What lies half behind the foot is too small only until one scrolls: such a target is looked at again in the middle.
RUN = """
async () => {
  const {violations} = await axe.run(document, {
    runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]},
    rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"],
  });
  const found = [];
  for (const rule of violations) {
    for (const node of rule.nodes) {
      if (rule.id === "target-size") {
        const target = document.querySelector(node.target[0]);
        target.scrollIntoView({block: "center", behavior: "instant"});
        const again = await axe.run(target, {runOnly: {type: "rule", values: ["target-size"]}});
        if (!again.violations.length) continue;
      }
      found.push(`${rule.id}: ${node.html.slice(0, 160)}`);
    }
  }
  scrollTo(0, 0);
  return found;
}
"""
WIDER_THAN_PAGE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WALLS = ({"width": 1280, "height": 720}, {"width": 1920, "height": 1080})
PANELS = {"talk": ("gauges", "role", "story", "help"), "debrief": ("gauges", "path", "mine", "behind")}
SCREENS = {
    *("seat", "welcome", "role", "situation", "choice", "reveal", "talk", "vote", "consequence", "reflect"),
    *("front_page", "debrief", "plan"),
}


def faults(page: Page, name: str, found: list[str], sizes: Any = (SMALL, LAPTOP)) -> None:
    """Add what axe finds on this page at both sizes, in light and dark, and whether it scrolls sideways."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    for size in sizes:
        page.set_viewport_size(size)
        page.evaluate("scrollTo(0, 0)")  # else it depends on the screen before what lies half behind the foot
        if page.evaluate(WIDER_THAN_PAGE):
            found.append(f"{name} at {size['width']}: scrolls sideways")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{name} at {size['width']}, {scheme}: {fault}" for fault in page.evaluate(RUN)]
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(PHONE)


def test_axe_finds_nothing_on_any_screen_of_a_round(serve, sit):
    server = serve(pace=0.25)
    person = sit(server, "Ingrid", "P1", choice="C", vote="C")
    second = sit(server, "Bo", "P3", choice="B", vote="B")
    page, found, checked = person.page, [], []
    leader = Facilitator(server)
    person.holds = set(SCREENS)
    while "closed" not in checked:
        screen = person.screen()
        if screen and screen not in checked:
            checked.append(screen)
            faults(page, screen, found)
            if screen == "choice":
                leader.do("pause")
                page.wait_for_selector("text=The workshop is paused")
                faults(page, "paused", found)
                pictures.take(page, "paused")
                leader.do("resume")
                person.tick("C")
                page.click("summary")
                faults(page, "choice, ticked", found)
                page.emulate_media(color_scheme="dark")
                pictures.take(page, "choice-dark")
                page.emulate_media(color_scheme="light")
                page.click("summary")
            for panel in PANELS.get(screen, ()):
                page.click(f".nav [popovertarget=panel-{panel}]")
                faults(page, f"{screen}, panel {panel}", found)
                page.keyboard.press("Escape")
        person.holds.discard(screen)
        play((person, second), lambda seen=screen: person.screen() not in (seen, "") or seen == "closed")
    assert not found, "\n".join(found)
    assert {*checked} >= SCREENS


def test_axe_finds_nothing_on_the_pages_around_the_game(server, open_page, watches):
    page, found = open_page(server), []
    watches[0].excuse("Failed to load resource: the server responded with a status of 4")
    for name, path in (
        ("home", "/"),
        ("join", "/join/"),
        ("library", "/library/"),
        ("practices", "/library/practices/"),
        ("practice", "/library/practices/political-task-committees/"),
        ("case", "/library/cases/wigan-deal/"),
        ("level", "/library/levels/leadership/"),
        ("sources", "/library/sources/"),
        ("organisation", "/library/organisations/gentofte-kommune/"),
        ("source", "/library/sources/cogov-wp4/"),
        ("search", "/library/search/?q=council"),
        ("nothing found", "/library/search/?q=zzz"),
        ("map", "/library/map/"),
        ("map of the world", "/library/map/?view=world&sort=country"),
        ("point of the map", "/library/map/?at=narrow-oslo-no"),
        ("open data", "/library/data/"),
        ("for programs", "/api/"),
        ("board game", "/scenarios/the-long-evenings/kit/"),
        ("board game that nobody has made", "/scenarios/the-long-evenings/kit/en-letter-grey/"),
        ("not found", "/nowhere/"),
        ("stranger", server.play_url),
        ("log in", "/log-in/"),
        ("desk", server.desk_link),
        ("used link", server.desk_link),
        ("my workshops", "/facilitate/"),
        ("my keys", "/keys/"),
        ("new password", "/keys/password/new/"),
        ("set up", "/facilitate/new/"),
        ("doors", f"/facilitate/{server.slug}/doors/"),
        ("delete", f"/facilitate/{server.slug}/delete/"),
    ):
        page.goto(path)
        faults(page, name, found)
    page.goto("/")
    page.set_viewport_size(PHONE)
    pictures.take(page, "home")
    page.set_viewport_size(LAPTOP)
    pictures.take(page, "home-laptop")
    page.goto("/join/")
    page.click("button.btn")
    page.wait_for_selector("#errors")
    faults(page, "join with errors", found)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_the_desk_and_the_wall_of_a_table_that_plays(serve, sit, lead, open_page):
    server = serve(pace=1, options=("--tables", "2", "--dilemma", "pen"))
    desk, press = lead(server)
    wall, found = open_page(server), []
    wall.goto(f"/projector/{server.slug}/")
    faults(wall, "wall, doors", found, WALLS)
    press("Take the desk")
    sit_down(sit(server, "Ingrid", "P1"))
    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing", "Open round 1", "Close this step"):
        press(label)
    wall.wait_for_selector("text=Choose alone")
    faults(wall, "wall, now", found, WALLS)
    desk.wait_for_selector(".tile >> text=Choice")
    for panel in ("table-1", "say", "doors"):
        desk.evaluate(f"document.getElementById('panel-{panel}').showPopover()")
        faults(desk, f"desk, panel {panel}", found)
        desk.keyboard.press("Escape")
    assert not found, "\n".join(found)
