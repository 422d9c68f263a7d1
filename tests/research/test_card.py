"""The card of a beacon on the pages of others: only by agreement, gone with it, and nothing in it that knows or does anything."""

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from research.models import Organisation
from research.publishing.workflow import withdraw
from tests.factories import CaseFactory, OrganisationFactory, publish

pytestmark = pytest.mark.django_db

CARD, PICTURE = "/beacons/odd-harbour/card/", "/beacons/odd-harbour/card.svg"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def beacon(db):
    made = OrganisationFactory(
        slug="odd-harbour",
        name="Odd Harbour & <Quay>",
        beacon_since="2026-05-01",
        beacon_agreed_by="A clerk who is made up",
        offers="A walk along the quay.",
        mailbox="quay@odd-harbour.example",
        mailbox_agreed=True,
    )
    for number in range(4):
        CaseFactory(title=f"Quay {number}", verified=number > 0).organisations.add(made)
    publish()
    return made


def test_card_tells_what_was_agreed_to_and_what_is_not_confirmed(client, beacon):
    answer = client.get(CARD)
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    for told in (
        "Odd Harbour & <Quay>",
        "beacon since 1 May 2026",
        "A walk along the quay.",
        "Quay 0",
        "mixed",
    ):
        assert told in page
    assert "details to be confirmed" in page and "no scholar has reviewed it yet" in page
    assert "Quay 3" not in page  # the card is small
    assert "made up" not in page and "quay@" not in page
    assert "<Quay>" not in answer.content.decode()


def test_every_site_may_frame_the_card_and_nothing_else_of_ours(client, beacon):
    answer = client.get(CARD)
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "X-Frame-Options" not in answer
    assert "script-src 'none'" in policy and "form-action 'none'" in policy and "default-src 'none'" in policy
    page = answer.content.decode()
    assert not re.search(r"<script|<form|style=|onclick", page)
    assert not answer.cookies and not client.cookies
    for other in (
        "/",
        "/library/beacons/",
        "/library/organisations/odd-harbour/",
        PICTURE,
        "/beacons/x/card/",
    ):
        strict = client.get(other)
        assert "frame-ancestors 'none'" in strict["Content-Security-Policy"]
        assert strict["X-Frame-Options"] == "DENY"
    assert client.post(CARD).status_code == 405


def test_links_open_outside_of_the_frame(client, beacon):
    links = re.findall(r"<a [^>]*>", client.get(CARD).content.decode())
    assert len(links) == 5
    for one in links:
        assert 'target="_blank" rel="noopener"' in one and 'href="http://testserver/' in one
        assert client.get(re.search(r'href="http://testserver([^"]*)"', one)[1]).status_code == 200


def test_agreement_that_is_taken_back_takes_card_and_picture_with_it(client, beacon):
    assert "no-cache" in client.get(CARD)["Cache-Control"]
    Organisation.objects.filter(slug="odd-harbour").update(beacon_withdrawn_on="2026-11-01")
    answer = client.get(CARD)
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "no longer is a beacon" in page and "Harbour" not in page and "quay" not in page
    assert "frame-ancestors *" in answer["Content-Security-Policy"] and "X-Frame-Options" not in answer
    gone = client.get(PICTURE)
    assert gone.status_code == 410 and gone.content == b""
    assert (
        "Put this on your own site" not in client.get("/library/organisations/odd-harbour/").content.decode()
    )


def test_record_that_is_withdrawn_takes_the_card_with_it(client, beacon):
    withdraw(beacon, None, "Made up.")
    assert client.get(CARD).status_code == client.get(PICTURE).status_code == 410


def test_who_never_agreed_has_no_card(client):
    OrganisationFactory(slug="asked-by-nobody")
    publish()
    OrganisationFactory(slug="draft-town", beacon_since="2026-05-01", beacon_agreed_by="Made up")
    for slug in ("asked-by-nobody", "draft-town", "nowhere"):
        assert client.get(f"/beacons/{slug}/card/").status_code == 404
        assert client.get(f"/beacons/{slug}/card.svg").status_code == 404


def test_language_and_light_are_those_of_the_address(client, beacon):
    danish = client.get(f"{CARD}?language=da&theme=dark")
    assert danish["Content-Language"] == "da"
    page = danish.content.decode()
    assert '<html lang="da" data-theme="dark">' in page
    with translation.override("da"):
        assert translation.gettext("mixed") in page
    strange = client.get(f"{CARD}?language=xx&theme=%22onload").content.decode()
    assert '<html lang="en">' in strange and "onload" not in strange
    assert translation.get_language() == "en"
    assert 'lang="fr"' in client.get(CARD, headers={"Accept-Language": "fr"}).content.decode()
    assert client.get(f"{PICTURE}?language=nl")["Content-Language"] == "nl"


@pytest.mark.parametrize("name", ["A", "Odd Harbour & <Quay>", "Wide " * 32, "W" * 160])
def test_picture_is_whole_whatever_the_name(client, beacon, name):
    Organisation.objects.filter(slug="odd-harbour").update(name=name.strip())
    publish(Organisation.objects.get())
    answer = client.get(PICTURE)
    assert (
        answer["Content-Type"] == "image/svg+xml" and answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    )
    drawing = ET.fromstring(answer.content)
    assert drawing.find(f"{SVG}title").text == f"{name.strip()}, a beacon of co-creation"
    lines = drawing.findall(f"{SVG}g")[-1].findall(f"{SVG}text")
    assert 1 <= len(lines) <= 2 and all(0 < len(line.text) <= 28 for line in lines)
    assert not re.search(rb"<script|<style|style=|<image|href", answer.content)


def test_page_of_the_beacon_gives_both_to_copy(client, beacon):
    Organisation.objects.update(name='Odd "Quay" <b>')
    publish(Organisation.objects.get())
    page = client.get("/library/organisations/odd-harbour/").content.decode()
    frame, picture = (
        unescape(text) for text in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    )
    assert frame.startswith(
        f'<iframe src="http://testserver{CARD}?language=en" title="Odd &quot;Quay&quot; &lt;b&gt;, a beacon'
    )
    assert (
        f'<img src="http://testserver{PICTURE}?language=en" alt="Odd &quot;Quay&quot; &lt;b&gt;, a beacon'
        in picture
    )
    for code in (frame, picture):
        assert 'referrerpolicy="no-referrer"' in code and "script" not in code
    for address in re.findall(r'(?:src|href)="http://testserver([^"]*)"', frame + picture):
        assert client.get(address).status_code == 200


def test_colours_of_the_card_are_tokens():
    text = (Path(settings.BASE_DIR) / "static/css/card.css").read_text()
    assert not re.search(r"#[0-9A-Fa-f]{3,6}\b|rgb\(", text)
