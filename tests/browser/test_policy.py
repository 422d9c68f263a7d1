"""Every public page and every page of the admin: nothing from a stranger, and nothing that the policy would have to stop.

The pages are found by following links, one or two for each kind of address. What is not found that way is named below,
with the reason; an address that is neither found nor named fails the test.
"""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, URLPattern, get_resolver, resolve

from tests.browser.conftest import LAPTOP
from tests.browser.watch import violations

pytestmark = pytest.mark.browser

#: What is no page but a file, or an answer for programs.
FILES = re.compile(
    r"(\.(zip|json|xml|atom|pdf|bib|ris|csv|svg|txt)$|cite\.<slug:ending>$|/export/$|^/?api/(1/|\^1))"
)
#: Addresses that are no page, or no page without a workshop: those are walked by the tests of play, desk and wall.
ELSEWHERE = {
    "join/<str:code>/": "a door with a code",
    "join/<str:code>/<int:table>/": "the same door, to one table",
    "card/<slug:slug>/<slug:dilemma>/": "the sign on a printed card: walked by the test of mixed rooms",
    "enter/<slug:token>/": "a link of the demo, used once",
    "lead/<slug:key>/": "an invitation: walked by the tests of taking over",
    "follow-up/<slug:key>/": "a link of one's own: walked by the tests of what comes after",
    "follow-up/<slug:key>/link/": "the same link, to be kept",
    "follow-up/<slug:key>/reminder.ics": "the same link, for a calendar",
    "library/levels/": "leads on to the library",
    "library/share/thanks/": "comes after sending",
    "library/practices/<slug:slug>/played/": "a part of the page of a practice, loaded by it",
    "library/cases/<slug:slug>/played/": "a part of the page of a case, loaded by it",
    "preview/<slug:slug>/<slug:dilemma>/<slug:role>/<slug:screen>/": "for authors: walked by the test of their desk",
    "my-code/": "a door of studies, looked at with the pages that stand still",
    "beacons/<slug:slug>/card/": "for the pages of others: looked at by the test of the library",
    "language/": "takes a choice and leads back",
    "log-out/": "takes a press",
    "log-in/code/": "only where mail can be sent",
    "log-in/code/confirm/": "comes after a code was sent",
    "log-in/with/<slug:provider_id>/": "only where the municipality has a log-in of its own: walked by the tests of keys",
    "log-in/with/<slug:provider_id>/back/": "comes back from there",
    "log-in/turned-back/": "leads back to the door",
    "log-in/second/": "comes after the password: walked by the test of keys",
    "log-in/passkey/": "takes what a passkey says: walked by the test of keys",
    "venue/ping/": "answers of the check of a hall's network, asked for by its page",
    "scenarios/<slug:slug>/kit/<slug:choice>/": "comes after a press: walked by the test of the board game",
    "solo/": "takes a press, and leads into a game",
}
MADE = """
from django.contrib.auth.models import User
from research.models import Adaptation, Practice, Case, Organisation
from research.publishing.loaded import publish_loaded
from research.publishing.workflow import withdraw
User.objects.create_superuser("keeper", password="quiet-harbour-17")
made = Adaptation.objects.create(
    slug="odd-harbour-pen", practice=Practice.objects.first(), government="Odd Harbour (made for a test)",
    place="Odd Harbour", country="DK", changed="Everything.", result="dropped", result_told="It rained.",
    told_by="a test", licence="CC-BY-4.0",
)
publish_loaded([made], "Made for a test.")
withdraw(Case.objects.get(slug="vtaiwan"), None, "Withdrawn for a test.")
Organisation.objects.filter(slug="gentofte-kommune").update(
    beacon_since="2026-01-01", beacon_agreed_by="nobody: made for a test", offers="A walk."
)
"""


@pytest.fixture
def full(server):
    """A library with one of everything."""
    server.manage("shell", "-v", "0", "-c", MADE)
    return server


def route_of(address):
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return None


def routes(prefix):
    """All addresses of ours that begin so."""

    def walk(resolver, before=""):
        for pattern in resolver.url_patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield here
            else:
                yield from walk(pattern, here)

    return {route for route in walk(get_resolver()) if route.startswith(prefix)}


def crawl(page, start, prefix, most=2):
    """Follow links from a page; answers how many pages of each route were looked at."""
    seen, waiting, looked = set(), [start], Counter()
    while waiting:
        address = waiting.pop(0)
        route = route_of(address)
        is_ours = route is not None and route.startswith(prefix) and not FILES.search(urlsplit(address).path)
        if address in seen or not is_ours or looked[route] >= most or FILES.search(route):
            continue
        seen.add(address)
        answer = page.goto(address)
        assert answer.status in (200, 410), (address, answer.status)
        looked[route] += 1
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], address
        links = page.eval_on_selector_all("a[href]", "found => found.map((one) => one.getAttribute('href'))")
        waiting += [urljoin(address, link).partition("#")[0] for link in links]
    return looked


def solo_link(page):
    """Begin a game alone; the save link that it has."""
    page.goto("/scenarios/the-long-evenings/")
    page.click("#alone button")
    page.wait_for_selector("[data-screen=welcome]")
    assert violations(page) == []
    return page.locator("#panel-help a[href*='/solo/']").get_attribute("href")


def test_every_public_page_keeps_the_policy_and_asks_no_stranger(full, open_page, watches):
    page = open_page(full, LAPTOP)
    watches[-1].excuse("status of 410")
    looked = crawl(page, f"{full.root}/", "")
    looked += crawl(page, f"{full.root}/library/cases/vtaiwan/", "library/cases/<slug:slug>/", most=1)
    looked += crawl(page, f"{full.root}/log-in/", "log-in/")
    looked += crawl(page, f"{full.root}/log-in/closed/", "log-in/closed/")
    looked += crawl(page, f"{full.root}/library/adaptations/odd-harbour-pen/", "library/adaptations")
    looked += crawl(page, solo_link(page), "solo/<slug:key>/")
    wanted = {
        route
        for route in routes("")
        if not re.match(r"admin/|keys/|studies/|workshops/|facilitate/|projector/", route)
    }
    missed = {route for route in wanted - set(looked) if not FILES.search(route)}
    assert missed == set(ELSEWHERE) - set(looked)


def test_every_page_of_the_admin_keeps_the_policy_and_asks_no_stranger(full, open_page):
    page = open_page(full, LAPTOP)
    page.goto("/admin/")
    page.fill("#id_username", "keeper")
    page.fill("#id_password", "quiet-harbour-17")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    looked = crawl(page, f"{full.root}/admin/", "admin/", most=1)
    for route in ("admin/research/source/import/", "admin/scenarios/scenario/matrix/"):
        assert looked[route], route
    for kind in ("level", "source", "organisation", "case", "practice", "adaptation"):
        for deed in ("", "<path:object_id>/change/", "<path:object_id>/review/", "<path:object_id>/history/"):
            assert looked[f"admin/research/{kind}/{deed}"], (kind, deed)
    assert looked["^([^/]+)/history/([^/]+)/$"] or any("history/([^/]+)" in route for route in looked)
