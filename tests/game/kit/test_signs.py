"""Signs on the cards lead to a site that phones can open; where there is none, nobody is told to scan one."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from django.utils.translation import override

from game.kit import dilemmas, guide_mixed
from game.views.kit import _site
from scenarios.models import Scenario
from tests.factories import shipped
from tests.game.kit.half_kits import kit_of, printed
from tests.pdf_reader import text_of

SLUG = "the-long-evenings"
PAGE = f"/scenarios/{SLUG}/kit/"
NO_SIGNS = "The cards have no signs to scan, because this site has no address that phones can open."
OWN_MACHINE = ("localhost", "localhost:8000", "kit.localhost", "127.0.0.1:8000", "127.1.2.3", "[::1]:8000")
OWN_MACHINE += ("[::ffff:127.0.0.1]", "0.0.0.0:8000", "LOCALHOST.")


@pytest.fixture
def row(db):
    """The shipped scenario, loaded."""
    return Scenario.objects.create(slug=SLUG, **shipped())


def test_guide_speaks_of_signs_only_if_the_cards_have_them():
    box = kit_of(SLUG)
    with override("en"):
        told, bare = (" ".join(guide_mixed.mixed(one)) for one in (box, replace(box, address="")))
        assert all(one["sign"] for one in dilemmas.told(box)["dilemmas"])
        assert not any(one["sign"] for one in dilemmas.told(replace(box, address=""))["dilemmas"])
    assert "scans the sign on the dilemma card" in told
    assert "scan" not in bare and " sign " not in bare
    assert "it holds up its letter, and you enter it at the desk" in bare


def test_the_printed_guide_of_a_kit_without_an_address_says_so_too():
    text = text_of(printed(kit_of(SLUG, address=""), "51-facilitators-guide"))
    assert "scans the sign" not in text and "When the table has decided, it holds up its letter" in text


@pytest.mark.parametrize("host", OWN_MACHINE)
def test_a_machine_that_is_asked_by_its_own_name_has_no_address_for_phones(host, rf, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert _site(rf.get("/", HTTP_HOST=host)) == ""


@pytest.mark.parametrize(
    "host", ["play.example.org", "192.168.1.20:8000", "localhost.example.org", "[fe80::1]"]
)
def test_any_other_address_is_one_that_a_phone_in_the_room_may_open(host, rf, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert _site(rf.get("/", HTTP_HOST=host)) == f"http://{host}"


def test_page_of_the_kit_says_that_there_will_be_no_signs(client, row, settings):
    settings.ALLOWED_HOSTS = ["localhost", "play.example.org"]
    assert NO_SIGNS in html.unescape(client.get(PAGE, HTTP_HOST="localhost:8000").content.decode())
    assert NO_SIGNS not in html.unescape(client.get(PAGE, HTTP_HOST="play.example.org").content.decode())
