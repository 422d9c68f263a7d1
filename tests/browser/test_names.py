"""A name from right to left, with an emoji: it is read where it stands, and disturbs nothing around it on phone, desk and wall."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.plain import Leader, admin_link, at, sit_down
from tests.browser.test_accessibility import WIDER_THAN_PAGE

pytestmark = pytest.mark.browser

#: "Layla" and "The long table", in Arabic, with signs of four bytes.
NAME, TABLE = "ليلى 🌻", "الطاولة الطويلة 🌳"
WORDS = "لنبدأ من الحديقة 🌱"
NAMED = f"""
from game.models import Workshop
Workshop.objects.update(table_names={{"1": "{TABLE}"}})
"""
DEMO = (
    "from game.management.commands.demo import demo_workshop, prepare; prepare(); demo_workshop('pen');"
    + NAMED
)
#: Where the text after or before a name stands, seen from the name: whether both are in the order in which they were written.
IN_ORDER = """
(name) => Array.from(document.querySelectorAll("bdi")).filter((one) => one.textContent === name && one.getClientRects().length)
  .map((one) => {
    const range = document.createRange();
    const beside = (node, at) => { range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect(); };
    const [first, last] = [one.getClientRects()[0], [...one.getClientRects()].at(-1)];  // a long name goes over two lines
    const before = one.previousSibling, after = one.nextSibling;
    const line = (box, mine) => Math.abs(box.top + box.height / 2 - mine.top - mine.height / 2) < mine.height / 2;
    const faults = [];
    if (before?.nodeType === 3 && before.data.trim()) {
      const box = beside(before, before.data.trimEnd().length - 1);
      if (line(box, first) && box.left > first.left) faults.push(`before ${one.parentElement.outerHTML}`);
    }
    if (after?.nodeType === 3 && after.data.trim()) {
      const box = beside(after, after.data.length - after.data.trimStart().length);
      if (line(box, last) && box.left < last.left) faults.push(`after ${one.parentElement.outerHTML}`);
    }
    return faults.join(" ");
  })
"""


def in_order(page, name):
    """Whether a name is there, in an element of its own, and what surrounds it is in its order."""
    found = page.evaluate(IN_ORDER, name)
    assert not any(found), found
    return bool(found)


def test_name_from_right_to_left_disturbs_nothing_on_phone_desk_and_wall(serve, sit, lead, open_page):
    server = serve(pace=10, first=DEMO)
    person = sit_down(sit(server, NAME, "P1"))
    other = sit(server, "Bo", "P3").page
    wall = open_page(server)
    wall.goto(f"/projector/{server.slug}/")
    desk, press = lead(server)

    assert in_order(other, NAME)  # whoever looks for a seat reads who sits where
    assert in_order(person.page, TABLE)
    assert in_order(wall, TABLE)
    desk.set_viewport_size(PHONE)
    desk.evaluate("document.getElementById('panel-table-1').showPopover()")
    assert in_order(desk, TABLE)
    desk.locator("#panel-table-1 details[id^=person] summary").first.evaluate("one => one.click()")
    assert in_order(desk, NAME)
    assert desk.get_by_role("button", name=f"Remove {NAME}").count() == 1
    for page in (person.page, other, desk, wall):
        assert not page.evaluate(WIDER_THAN_PAGE)

    desk.fill("#to-table-1", WORDS)
    press("Send to the table")
    person.page.wait_for_selector(".said .story")
    assert person.page.evaluate("getComputedStyle(document.querySelector('.said .story')).direction") == "rtl"
    leader = Leader(server)
    leader.get(admin_link(server))  # the first link is used
    leader.lead_to("choice")
    at(person.page, "choice")
    person.page.click("summary")
    person.page.fill("#words", WORDS)
    leader.do("close-step")
    at(person.page, "reveal")
    assert in_order(person.page, WORDS)  # what was not sent in time is given back
