"""axe-core finds nothing where no other test comes by: rare screens and pictures standing still, and the pages of the library."""

import pytest

from tests.browser.conftest import LAPTOP, SMALL
from tests.browser.people import Person
from tests.browser.test_accessibility import WALLS, faults
from tests.browser.test_policy import MADE, solo_link

pytestmark = pytest.mark.browser

ROOM = (WALLS[0],)
SIZES = (SMALL, LAPTOP)
RECORDS = (
    "/accessibility/",
    "/privacy/",
    "/library/cases/",
    "/library/organisations/",
    "/library/beacons/",
    "/library/adaptations/odd-harbour-pen/",
    "/library/cases/vtaiwan/",
    "/library/practices/political-task-committees/versions/",
    "/library/share/",
    "/library/share/adaptation/",
)


def test_axe_finds_nothing_on_screens_and_pictures_that_stand_still(server, open_page, tmp_path):
    folder, found = tmp_path / "still", []
    server.manage("shell", "-v", "0", "-c", f"from tests.browser.gallery import fill; fill({str(folder)!r})")
    page = open_page(server)
    page.route(
        "**/still/*",
        lambda route: route.fulfill(
            path=folder / route.request.url.rpartition("/")[2], content_type="text/html; charset=utf-8"
        ),
    )
    for file in sorted(folder.iterdir()):
        page.goto(f"/still/{file.name}")
        faults(page, file.stem, found, ROOM if file.stem.startswith("wall") else SIZES)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_the_rest_of_the_library_and_on_what_is_kept(serve, open_page, watches):
    server = serve(first=MADE)
    page, found = open_page(server), []
    watches[0].excuse("status of 410")  # a case that was withdrawn
    for path in RECORDS:
        page.goto(path)
        faults(page, path, found)
    page.goto("/library/practices/political-task-committees/played/")
    faults(page, "where it is played", found)
    page.goto(solo_link(page))
    faults(page, "a game alone, by its link", found)
    Person(page, server, "Ingrid", "P1").join()
    page.goto(f"{server.play_url}my-data/")
    faults(page, "own data", found)
    page.goto(server.desk_link)
    page.goto(f"/facilitate/{server.slug}/signs/")
    faults(page, "signs of tables", found)
    assert not found, "\n".join(found)
