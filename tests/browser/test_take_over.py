"""A facilitator who cannot be lost: another account takes over, a phone is the remote control, a wrong clock misleads nobody."""

import re
import threading
from functools import partial

import pytest

from tests.browser.conftest import LAPTOP, PHONE, UNFOLD
from tests.browser.crash import eventually
from tests.browser.people import play
from tests.browser.plain import Leader, at, sit_down
from tests.browser.test_accessibility import WIDER_THAN_PAGE, faults
from tests.browser.visitor import Visitor
from tests.browser.watch import until

pytestmark = pytest.mark.browser

#: What F1 allows for being in control again; the server's clock looks for signs every five seconds.
IN_CONTROL_MS = 10_000
REMOTE = {"width": 360, "height": 640}
PASSWORD = "quiet-harbour-17"
ACCOUNTS = """
from django.contrib.auth.models import Group, User
for name in ("berit", "bo"):
    user = User.objects.create_user(name, password="quiet-harbour-17")
    user.groups.add(Group.objects.get(name="Facilitators"))
"""
MAKES_BERIT_LEAD = """
from game.models import Workshop
Workshop.objects.get().facilitators.add(User.objects.get(username="berit"))
"""
#: A page whose machine is five minutes ahead, before any of its own scripts.
FIVE_MINUTES_AHEAD = "const now = Date.now; Date.now = () => now() + 300000;"
#: What a desk shows, part by part.
SHOWN = """Array.from(document.querySelectorAll("[data-part]:not([data-part=notice])"))
  .map((part) => part.dataset.hash).sort().join()"""
SECONDS_LEFT = """() => {
  const words = document.querySelector(".tile [data-ends]").textContent;
  const [minutes, seconds] = words.split(":").map((part) => parseInt(part, 10));
  return 60 * minutes + seconds;
}"""


@pytest.fixture
def house(serve):
    """A demo of two tables, with two accounts that lead nothing yet."""
    server = serve(pace=1, options=("--tables", "2", "--dilemma", "pen"))
    server.manage("shell", "-v", "0", "-c", ACCOUNTS)
    return server


def press(page, label, timeout=15_000):
    """Press a button of a desk, wherever it is folded into, and wait for the answer."""
    button = page.get_by_role("button", name=label, exact=True, include_hidden=True).first
    button.wait_for(state="attached", timeout=timeout)
    button.evaluate(UNFOLD)
    with page.expect_response(lambda answer: answer.request.method == "POST", timeout=timeout):
        button.click(timeout=timeout)


def invitation(desk, server, tables=""):
    """Make an invitation at the panel of the doors; answers its link. The desk is open again afterwards."""
    desk.click("[popovertarget=panel-doors]")
    if tables:
        desk.fill("#host-tables", tables)
    desk.get_by_role("button", name="Invite a host" if tables else "Invite somebody to lead with you").click()
    desk.wait_for_url("**/leading/#invitation-*")
    link = desk.locator(".leading li:target a.scroll").get_attribute("href")
    assert desk.locator(".leading li:target .qr svg").is_visible()
    desk.get_by_role("link", name="To the desk").click()
    desk.wait_for_url(f"{server.root}/facilitate/{server.slug}/")
    return link


def take_up(page, link, name, label):
    """Follow an invitation: log in, and tap once."""
    page.goto(link)
    page.get_by_role("link", name="Log in").click()
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/lead/**")
    page.get_by_role("button", name=label).click()
    page.wait_for_url("**/facilitate/**")


def test_second_account_is_in_control_after_the_browser_of_the_first_has_gone(house, lead, open_page, sit):
    """F1: the link was sent beforehand; the laptop dies at the gate of the first round."""
    player = sit_down(sit(house, "Ingrid", "P1"))
    desk, lead_on = lead(house)
    lead_on("Take the desk")
    link = invitation(desk, house)
    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing"):
        press(desk, label)
    desk.context.close()
    second = open_page(house, PHONE)
    take_up(second, link, "berit", "Lead with them")
    press(second, "Open round 1", timeout=IN_CONTROL_MS)
    at(player.page, "situation")
    assert [line.event for line in house.log("RoundOpened")] == ["RoundOpened"]


def test_waiting_ends_when_the_desk_is_opened_at_another_machine(serve, open_page, sit):
    """TIME-4, F2: everybody reads that the workshop waits, no round opens, and one who comes is enough."""
    server = serve(pace=0.05, options=("--tables", "1", "--dilemma", "pen"))
    server.manage("shell", "-v", "0", "-c", ACCOUNTS + MAKES_BERIT_LEAD)
    page = sit_down(sit(server, "Ingrid", "P1")).page
    leader = Leader(server)
    leader.do("take-desk")
    for phase in ("lobby", "welcome", "briefing"):
        leader.leave(phase)
    page.wait_for_selector("text=The workshop waits for its facilitator.")
    assert server.log("RoundOpened") == []
    second = open_page(server, PHONE)
    second.goto("/log-in/")
    second.fill("#id_username", "berit")
    second.fill("#id_password", PASSWORD)
    second.get_by_role("button", name="Log in", exact=True).click()
    second.get_by_role("link", name="Open the desk").click(timeout=IN_CONTROL_MS)
    page.wait_for_selector(
        "text=The workshop waits for its facilitator.", state="detached", timeout=IN_CONTROL_MS
    )
    press(second, "Open round 1", timeout=IN_CONTROL_MS)
    at(page, "situation")


def test_host_serves_the_own_table_while_the_facilitator_serves_the_other(house, lead, open_page, sit):
    one, two = sit_down(sit(house, "Ingrid", "P1")), sit(house, "Olav", "P1", table=2)
    play((two,), lambda: len(house.log("SeatTaken")) == 2)
    desk, lead_on = lead(house)
    lead_on("Take the desk")
    link = invitation(desk, house, tables="2")
    host = open_page(house, PHONE)
    take_up(host, link, "bo", "Host these tables")
    assert host.locator(".tile").count() == 1
    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing", "Open round 1"):
        press(desk, label)
    host.wait_for_selector(".tile >> text=Situation")
    host.get_by_role("button", name="2 Elm").click()
    press(host, "Close this step")
    at(two.page, "choice")
    desk.wait_for_selector("#slot-tile-2 >> text=Choice")
    assert desk.locator("#slot-tile-1 >> text=Situation").count() == 1
    host.fill("#to-table-2", "Five more minutes.")
    host.get_by_role("button", name="Send to the table").click()
    two.page.wait_for_selector("text=Five more minutes.")
    assert one.page.locator("text=Five more minutes.").count() == 0
    assert "Ingrid" not in host.evaluate("document.documentElement.outerHTML")


def test_host_who_is_not_wanted_any_more_is_shown_out(house, lead, open_page, watches):
    desk, _press = lead(house)
    host = open_page(house, PHONE)
    take_up(host, invitation(desk, house, tables="1-2"), "bo", "Host these tables")
    watches[-1].excuse("status of 404")
    desk.reload()
    desk.click("[popovertarget=panel-doors]")
    desk.click("summary:has-text('Take this back from bo')")
    desk.get_by_role("button", name="Take it back now").click()
    desk.wait_for_url("**/leading/")
    host.reload()
    assert host.inner_text("h1") == "Nothing here for you"


def test_phone_is_a_remote_control_beside_the_laptop(house, lead, open_page, sit):
    """F4: at 360 px the next step is always in view, can be reached, and two desks of one account show the same."""
    sit_down(sit(house, "Ingrid", "P1"))
    desk, lead_on = lead(house)
    lead_on("Take the desk")
    phone = open_page(house, REMOTE)
    phone.context.add_cookies(desk.context.cookies())
    phone.goto(f"/facilitate/{house.slug}/")
    for label, heading in (
        ("Next: Welcome", "Welcome"),
        ("Next: Briefing", "Briefing"),
        ("Next: Playing", "Before the first"),
    ):
        button = phone.get_by_role("button", name=label, exact=True)
        for place in ("0", "document.body.scrollHeight"):
            phone.evaluate(f"scrollTo(0, {place})")
            eventually(phone, partial(in_view, phone, button))
        assert not phone.evaluate(WIDER_THAN_PAGE)
        with phone.expect_response(lambda answer: answer.request.method == "POST"):
            button.click()
        for page in (phone, desk):
            page.wait_for_selector(f"h1:has-text('{heading}')")
    press(phone, "Open round 1")
    phone.get_by_role("button", name="1 Birch").click()
    close = phone.get_by_role("button", name="Close this step").first
    eventually(phone, partial(in_view, phone, close))
    close.click()
    desk.wait_for_selector("#slot-tile-1 >> text=Choice")
    phone.wait_for_selector("#slot-tile-1 >> text=Choice")
    until(desk, f"wanted => ({SHOWN}) === wanted", phone.evaluate(SHOWN))


def in_view(page, button):
    """Whether a button lies inside the window and nothing lies over it."""
    return button.evaluate(
        """button => {
          const box = button.getBoundingClientRect();
          const x = box.left + box.width / 2, y = box.top + box.height / 2;
          const top = document.elementFromPoint(x, y);
          return box.top >= 0 && box.bottom <= innerHeight + 1 && box.height >= 44 && (top === button || button.contains(top));
        }"""
    )


def test_three_desks_of_one_person_that_press_at_once_make_one_transition(house, sit):
    """PHASE-8."""
    page = sit_down(sit(house, "Ingrid", "P1")).page
    first = Leader(house)
    first.do("take-desk")
    desks = [first, *(beside(first) for _more in range(2))]

    def together(verb):
        path = f"/facilitate/{house.slug}/"
        forms = [desk.get(path).form(f"/{verb}/") for desk in desks]
        gate = threading.Barrier(len(desks))

        def run(desk, form):
            gate.wait()
            desk.send(form)

        threads = [threading.Thread(target=partial(run, *pair)) for pair in zip(desks, forms, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

    for _phase in range(3):
        together("next-phase")
    together("open-round")
    assert [line.data["phase"] for line in house.log("PhaseEntered")] == ["welcome", "briefing", "playing"]
    assert len(house.log("RoundOpened")) == 1
    at(page, "situation")


def beside(leader):
    """Another device of the same person: it is known by the same cookies."""
    other = Visitor(leader.server)
    for cookie in leader.jar:
        other.jar.set_cookie(cookie)
    return other


def test_desk_whose_clock_is_five_minutes_ahead_shows_the_same_time_left(house, lead, open_page, sit):
    """L11: seconds left come from the server's stamp."""
    player = sit_down(sit(house, "Ingrid", "P1"))
    desk, lead_on = lead(house)
    lead_on("Take the desk")
    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing", "Open round 1"):
        press(desk, label)
    at(player.page, "situation")
    shifted = open_page(house, LAPTOP)
    shifted.context.add_init_script(FIVE_MINUTES_AHEAD)
    shifted.context.add_cookies(desk.context.cookies())
    shifted.goto(f"/facilitate/{house.slug}/")
    for page in (desk, shifted):
        page.wait_for_selector(".tile [data-ends]:not(:empty)")
    ahead = shifted.evaluate("Date.now()") - desk.evaluate("Date.now()")
    assert ahead > 290_000
    before = desk.evaluate(SECONDS_LEFT)
    there = shifted.evaluate(SECONDS_LEFT)
    after = desk.evaluate(SECONDS_LEFT)
    assert after - 1 <= there <= before + 1


def test_axe_finds_nothing_on_the_pages_of_leading_together(house, lead, open_page, sit, watches):
    player = sit_down(sit(house, "Ingrid", "P1"))
    desk, lead_on = lead(house)
    lead_on("Take the desk")
    found = []
    whole, some = invitation(desk, house), invitation(desk, house, tables="1")
    desk.goto(f"/facilitate/{house.slug}/leading/")
    faults(desk, "who leads", found)
    desk.set_viewport_size(LAPTOP)
    next(watch for watch in watches if watch.context is desk.context).excuse("status of 422")
    desk.fill("#host-tables", "Birch")
    desk.get_by_role("button", name="Invite a host").click()
    desk.wait_for_selector("#errors")
    faults(desk, "who leads, with an error", found)
    stranger = open_page(house, PHONE)
    stranger.goto(whole)
    faults(stranger, "invitation, not logged in", found)
    take_up(stranger, some, "bo", "Host these tables")
    faults(stranger, "desk of a host", found)
    desk.goto(f"/facilitate/{house.slug}/")
    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing", "Open round 1"):
        press(desk, label)
    at(player.page, "situation")
    stranger.wait_for_selector(".tile >> text=Situation")
    stranger.evaluate("document.getElementById('panel-table-1').showPopover()")
    faults(stranger, "desk of a host, panel", found)
    stranger.goto("/facilitate/")
    faults(stranger, "workshops that one hosts", found)
    stranger.goto(whole)
    faults(stranger, "invitation, logged in", found)
    assert not found, "\n".join(found)


def test_desk_of_a_host_works_without_javascript(house, lead, open_page, sit):
    player = sit_down(sit(house, "Ingrid", "P1"))
    desk, lead_on = lead(house)
    lead_on("Take the desk")
    link = invitation(desk, house, tables="1")
    host = open_page(house, PHONE, javascript=False)
    take_up(host, link, "bo", "Host these tables")
    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing", "Open round 1"):
        press(desk, label)
    at(player.page, "situation")
    host.reload()
    host.get_by_role("button", name="1 Birch").click()
    host.get_by_role("button", name="Close this step").click()
    host.wait_for_url(re.compile(r"/facilitate/\w+/$"))
    at(player.page, "choice")
