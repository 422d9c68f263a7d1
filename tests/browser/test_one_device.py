"""A mixed room: one table plays a round on one device, the other on paper beside it, and the desk leads both (SEAT-11, 12)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Error, Page

from tests.browser import pictures
from tests.browser.conftest import PHONE
from tests.browser.people import BRIEFLY, Person, play
from tests.browser.server import Server
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

PEOPLE = 4


class Hands(Person):
    """Some people with one device: who is asked takes it, answers, and hands it on."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.covers: list[str] = []

    def act(self) -> None:
        """Share the device in the lobby; a covered device shows nothing to be answered."""
        screen = self.screen()
        if screen == "seat":
            self.share()
            return
        if screen == "cover" and self.button.count():
            try:
                label = self.button.inner_text(timeout=BRIEFLY)
            except Error:  # the table has moved on
                return
            if label not in self.covers[-1:]:
                self.covers.append(label)
            self.pressed.pop("cover", None)  # each cover is another one
            for asked in ("choice", "vote", "role"):
                self.pressed.pop(asked, None)
        super().act()

    def share(self) -> None:
        """So many of us play on this device."""
        self.find("#share-device summary").click()
        self.find("#share-table").select_option(str(self.table))
        self.find("#share-people").select_option(str(PEOPLE))
        self.send("#share-device button")


class Papers:
    """What the facilitator does with a table on paper, in its panel at the desk."""

    def __init__(self, desk: Page, table: int) -> None:
        self.desk, self.table = desk, table

    def put_on(self) -> None:
        """The whole table, with people who have no device."""
        self.unfold(f"#on-paper-{self.table}")
        self.desk.fill(f"#persons-{self.table}", str(PEOPLE))
        self.press(f"#put-on-paper-{self.table}")

    def enter(self, **figures: str) -> str:
        """Type figures into the boxes that are there, and enter them; answers what the desk says."""
        self.unfold(f"#paper-{self.table}")
        for name, figure in figures.items():
            box = self.desk.locator(f"#paper-{self.table} [name={name.replace('_', '-')}]")
            if box.count():
                box.fill(figure)
        self.press(f"#enter-paper-{self.table}")
        told = self.desk.locator(f"#paper-{self.table} .told-here")
        return told.inner_text() if self.desk.inner_text("#notice").strip() else ""

    def box(self, name: str) -> str:
        """What stands in a box."""
        return self.desk.input_value(f"#paper-{self.table} [name={name}]")

    def unfold(self, inside: str) -> None:
        """Open the panel, and what is folded in it."""
        self.desk.locator(inside).evaluate(
            """place => {
              const panel = place.closest("[popover]");
              if (!panel.matches(":popover-open")) panel.showPopover();
              for (const fold of [place, ...place.querySelectorAll("details")]) fold.open = true;
            }"""
        )

    def press(self, button: str) -> None:
        """Press, and wait for the answer."""
        with self.desk.expect_response(lambda answer: answer.request.method == "POST"):
            self.desk.click(button)


def of_table(server: Server, event: str, table: int) -> list[dict[str, Any]]:
    """The data of all events of a kind at a table."""
    return [line.data for line in server.log(event) if line.data.get("table") == table]


def test_one_device_and_paper_play_a_round_side_by_side(serve, open_page, lead):
    server = serve(pace=0.2, options=("--tables", "2", "--no-bots", "--dilemma", "pen"))
    desk, press = lead(server)
    press("Take the desk")
    device = Hands(open_page(server, PHONE), server, "Ingrid", "", choice="A", vote="A", word="A").join()
    play([device], lambda: len(of_table(server, "SeatTaken", 1)) == PEOPLE)
    pictures.take(device.page, "device-lobby")
    paper = Papers(desk, 2)
    paper.put_on()
    assert len(of_table(server, "PlayerJoined", 2)) == PEOPLE

    found: list[str] = []
    for number, label in enumerate(("Next: Welcome", "Next: Briefing"), 1):
        press(label)
        play([device], lambda: len(of_table(server, "ReadMarked", 1)) == number * PEOPLE)  # noqa: B023 (done at once)
    press("Next: Playing")
    press("Open round 1")

    device.holds = {"cover"}
    play([device], lambda: device.screen() == "cover")
    pictures.take(device.page, "device-cover")
    faults(device.page, "cover", found, (PHONE,))
    assert not device.page.locator("[name=option]").count()
    device.holds = {"talk"}
    play([device], lambda: device.screen() == "talk")
    assert len(of_table(server, "ChoiceMade", 1)) == PEOPLE
    pictures.take(device.page, "device-talk")
    faults(device.page, "device talk", found, (PHONE,))

    says = paper.enter(decide_A="8")
    assert "At most" in says
    assert paper.box("decide-A") == "8"
    pictures.take(desk, "desk-paper")
    assert not of_table(server, "DecisionMade", 2)
    assert paper.enter(decide_A="2", advise_C="1") == ""
    assert [data["option"] for data in of_table(server, "DecisionMade", 2)] == ["A"]

    device.holds = {"consequence"}
    play([device], lambda: device.screen() == "consequence")
    assert {data["player"] for data in of_table(server, "VoteCast", 1)} == {
        data["player"] for data in of_table(server, "SeatTaken", 1)
    }
    assert [data["option"] for data in of_table(server, "DecisionMade", 1)] == ["A"]
    assert [data["name"] for data in of_table(server, "StepEntered", 2)][-2:] == ["vote", "consequence"]
    assert len(set(device.covers)) == PEOPLE
    pictures.take(device.page, "device-consequence")
    assert not found
