"""What somebody types or ticks is theirs: no neighbour's deed and no fetch may take it away."""

import pytest

from tests.browser.people import all_at, play
from tests.browser.visitor import Facilitator

pytestmark = pytest.mark.browser

WORDS = "The lamps were my idea"
LIST = """() => document.querySelector("#task-form").insertAdjacentHTML(
  "beforeend", "<select id=list><option value=a>A<option value=b>B</select>")"""


@pytest.mark.parametrize("socket", [True, False], ids=["push", "poll"])
def test_input_survives_a_neighbours_choice_and_words_come_back_when_the_table_moves_on(serve, sit, socket):
    server = serve(pace=0.3)
    writer = sit(server, "Ingrid", "P1", socket=socket)
    neighbour = sit(server, "Bo", "P3", choice="B")
    writer.holds.add("choice")
    neighbour.holds.add("choice")
    play((writer, neighbour), all_at((writer, neighbour), "choice"))
    page = writer.page

    writer.tick("B")
    page.click("#task-form summary")
    page.locator("#words").press_sequentially(WORDS)
    page.click("text=Gauges")
    neighbour.holds.clear()
    play((neighbour,), lambda: page.locator("#status .pegs .on").count() == 4)

    assert page.locator("#panel-gauges").is_visible()
    page.keyboard.press("Escape")
    assert page.input_value("#words") == WORDS
    assert page.locator("#task-form details").get_attribute("open") is not None
    assert page.is_checked("#option-B")
    assert page.locator("[form=task-form]").inner_text() == "Choose B: An open table"

    page.focus("#words")
    Facilitator(server).do("close-step")
    page.wait_for_selector("[data-screen=reveal]")
    assert page.locator("#notice").inner_text().endswith(f"You had written: {WORDS}")
    assert page.evaluate("document.activeElement.id") == "main"
    assert len([line for line in server.log("ChoiceMade") if line.data["page"] != "bot"]) == 1


@pytest.mark.parametrize("socket", [True, False], ids=["push", "poll"])
def test_what_is_picked_in_a_list_survives_a_neighbours_deed(serve, sit, socket):
    server = serve(pace=0.6)
    writer = sit(server, "Ingrid", "P3", socket=socket)
    neighbour = sit(server, "Bo", "M3")
    writer.holds.add("talk")
    neighbour.holds.add("talk")
    play((writer, neighbour), all_at((writer, neighbour), "talk"))
    page = writer.page
    page.evaluate(LIST)  # as a chair has one from the second round on, to propose a safeguard
    page.select_option("#list", "b")
    page.evaluate("document.activeElement.blur()")
    neighbour.send("form[action$='/share-fact/'] button")  # what is on the table stands in everybody's task
    shown = page.get_attribute("[data-part=status]", "data-hash")
    neighbour.holds.clear()
    play((neighbour,), lambda: page.get_attribute("[data-part=status]", "data-hash") != shown)
    assert page.input_value("#list") == "b"
