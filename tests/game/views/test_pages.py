"""Pages that stand by themselves, and what every page carries."""

import re

import pytest
from django.test import Client

from game import engine
from game.rules import commands as c
from tests.factories import PlayerFactory, WorkshopFactory, browser_of

pytestmark = pytest.mark.django_db

#: Of a workshop's slug and a key.
PAGES = (
    "/",
    "/join/",
    "/library/",
    "/projector/{slug}/",
    "/workshops/{slug}/",
    "/workshops/{slug}/screen/",
    "/workshops/{slug}/back/{key}/",
    "/facilitate/{slug}/",
    "/join/ABC234/",
    "/enter/used/",
    "/admin/login/",
    "/admin/",
    "/nowhere/",
    "/workshops/nowhere/",
)


@pytest.fixture
def player():
    return PlayerFactory()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_every_answer_is_strict(player, page, method):
    browser = browser_of(player)
    answer = getattr(browser, method)(page.format(slug=player.workshop.slug, key=player.key))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    for loose in ("unsafe", "http:", "https:", "*", "nonce", "blob:"):
        assert loose not in policy
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("page", ["/", "/library/", "/join/", "/projector/{slug}/", "/workshops/{slug}/"])
def test_pages_hold_nothing_that_the_policy_would_refuse(player, page):
    """No inline style or script, and nothing that is loaded from elsewhere; only the library names other addresses."""
    told = browser_of(player).get(page.format(slug=player.workshop.slug)).content.decode()
    told = told.replace("http://testserver", "").replace("http://www.w3.org", "")
    elsewhere = ("http://", "https://") if page != "/library/" else ()
    for refused in (" style=", "<style", " onclick=", "javascript:", *elsewhere):
        assert refused not in told
    assert not re.search(r"""<(?!a\b)\w[^>]* (src|href|action|data)="(https?:)?//""", told)


@pytest.mark.parametrize("page", ["/", "/library/", "/projector/{slug}/"])
def test_page_is_there_and_so_is_its_head(client, player, page):
    address = page.format(slug=player.workshop.slug)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1" in answer.content.decode()
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert client.post(address).status_code == 405


def test_home_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/")


def test_home_makes_no_session(client):
    assert set(client.get("/").cookies) <= {"csrftoken"}


def test_projector_shows_the_code_while_the_doors_are_open(client):
    workshop = WorkshopFactory()
    code = f"{workshop.code[:3]} {workshop.code[3:]}"
    assert code in client.get(f"/projector/{workshop.slug}/").content.decode()
    engine.submit(workshop, c.LockDoors())
    assert code not in client.get(f"/projector/{workshop.slug}/").content.decode()


def test_projector_of_no_workshop_is_not_found(client):
    assert client.get("/projector/nowhere/").status_code == 404


def test_page_that_is_not_there_says_so_calmly(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Nothing here for you" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_scripts_are_not_let_in_by_an_address(client, player, page):
    address = page.format(slug=player.workshop.slug, key=player.key)
    told = client.get(address, {"code": "<script>x</script>", "next": "<script>x</script>"}).content
    assert b"<script>x" not in told


def test_too_many_fields_are_refused_calmly(client):
    answer = client.post("/join/", {f"field{number}": "x" for number in range(1001)})
    assert answer.status_code == 400
    assert "That was too much" in answer.content.decode()


def test_too_large_a_body_is_refused_calmly(client):
    answer = client.post("/join/", "name=" + "x" * 300_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "That was too much" in answer.content.decode()


def test_foreign_host_is_refused():
    assert Client(SERVER_NAME="evil.example").get("/").status_code == 400


def test_static_files_are_served(client):
    answer = client.get("/static/js/live.js")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    answer.close()
