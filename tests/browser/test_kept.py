"""Anonymous votes in a real browser: the own device remembers, the server does not, another device is told so (VOTE-10)."""

import pytest

from tests.browser import pictures
from tests.browser.people import play
from tests.browser.plain import personal_link

pytestmark = pytest.mark.browser


def test_only_the_own_device_knows_what_its_person_voted(serve, sit, open_page):
    server = serve(pace=0.1, options=("--dilemma", "pen", "--anonymous"))
    people = [
        sit(server, "Ingrid", "P1", choice="A", vote="C"),
        sit(server, "Bo", "M1", choice="B", vote="C", words="A reason of Bo's"),
        sit(server, "Eva", "M3", choice="C", vote="C"),
    ]
    first = people[0]
    link = personal_link(first)
    for person in people:
        person.holds.add("front_page")
    play(people, lambda: first.screen() == "front_page", seconds=180)

    answers = [line.data for event in ("ChoiceMade", "VoteCast") for line in server.log(event)]
    assert answers and not [data for data in answers if "option" in data or "note" in data]
    page = first.page
    for _time in range(2):
        page.click("nav [popovertarget=panel-mine]")
        page.wait_for_selector("#panel-mine >> text=A: A firm frame")
        told = page.inner_text("#panel-mine")
        assert "C: A shared pen" in told and "only your own device knows" not in told
        pictures.take(page, "kept-mine")
        page.reload()

    other = open_page(server)
    other.goto(link)
    other.click("nav [popovertarget=panel-mine]")
    other.wait_for_selector("#panel-mine >> text=only your own device knows")
    assert "A firm frame" not in other.inner_text("#panel-mine")
