"""The door: who gets in, what is said to who does not, and that nothing typed is lost."""

import html
import json
import re
from urllib.parse import quote

import pytest
from django.test import Client

from game import access, engine, log
from game.limits.guessing import MOST_OF_NETWORK
from game.models import CODE_SIGNS, LogLine, Player
from game.rules import commands as c
from tests.factories import PlayerFactory, WorkshopFactory, lead, seat, start, state_of

pytestmark = pytest.mark.django_db

WRONG, TOO_MANY = "No open workshop has the code", "Too many wrong codes came from your network"


@pytest.fixture
def workshop():
    return WorkshopFactory()


def knock(client, code, name="Ada", **options):
    return client.post("/join/", {"code": code, "name": name}, **options)


def spaced(code):
    return f"{code[:3]} {code[3:]}"


def said(answer):
    """The text of an answer, as it is read."""
    return html.unescape(answer.content.decode())


def errors(answer):
    return re.findall(r'class="error"[^>]*>([^<]+)<', said(answer))


def test_door_is_open_to_everybody(client):
    answer = client.get("/join/")
    assert answer.status_code == 200
    assert 'name="code" value=""' in said(answer)
    assert errors(answer) == []


def test_right_code_and_a_name_lead_to_the_page(client, workshop):
    answer = knock(client, workshop.code)
    assert (answer.status_code, answer["Location"]) == (302, f"/workshops/{workshop.slug}/")
    player = Player.objects.get()
    assert player.name == "Ada"
    assert list(state_of(workshop).players) == [player.id_in_log]
    assert client.get(answer["Location"]).status_code == 200


def test_cookie_is_kept_from_scripts_and_other_workshops(client, workshop):
    cookie = knock(client, workshop.code).cookies[access.cookie_name(workshop.slug)]
    assert cookie["path"] == f"/workshops/{workshop.slug}/"
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == 90 * 24 * 3600
    assert access.read_cookie(cookie.value) == (workshop.uuid, Player.objects.get().id_in_log)


@pytest.mark.parametrize(("name", "path"), [(access.CARDS, "/card/"), (access.DOOR, "/join/")])
def test_twins_of_the_cookie_go_with_the_cards_and_the_door_alone(client, workshop, name, path):
    """PAPER-7, KEEP-1: no other page is told who somebody is."""
    twin = knock(client, workshop.code).cookies[name]
    assert (twin["path"], twin["httponly"], twin["samesite"]) == (path, True, "Lax")
    assert access.read_cookie(twin.value) == (workshop.uuid, Player.objects.get().id_in_log)


def test_joining_makes_no_session(client, workshop):
    answer = knock(client, workshop.code)
    twins = {access.CARDS, access.DOOR}
    assert set(answer.cookies) <= {access.cookie_name(workshop.slug), *twins, "csrftoken"}


@pytest.mark.parametrize(
    "typed", ["{0}", "{1}", " {0} ", "{2} {3}", "{2}-{3}", "\t{1}\n", "{2}\u00a0{3}", "\u200b{0}"]
)
def test_code_may_be_typed_loosely(client, workshop, typed):
    code = workshop.code
    answer = knock(client, typed.format(code, code.lower(), code[:3].lower(), code[3:].lower()))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "typed", ["{0}X", "{1}", "ABCDEF", "0O1I0O", "%", "'; --", "A" * 40, "ÆØÅÆØÅ", "\x00"]
)
def test_wrong_code_is_told_and_the_name_is_kept(client, workshop, typed):
    answer = knock(client, typed.format(workshop.code, workshop.code[:5]), "Grace")
    assert answer.status_code == 422
    assert len(errors(answer)) == 1
    assert 'value="Grace"' in said(answer)
    assert not Player.objects.exists()


def test_wrong_code_is_told_as_a_sentence(client):
    assert errors(knock(client, "abcdef")) == [f"{WRONG} ABC DEF."]


@pytest.mark.parametrize("state", ["draft", "closed", "over"])
def test_code_of_a_workshop_that_is_not_open_is_wrong(client, state):
    workshop = WorkshopFactory(doors=None if state != "draft" else False)
    if state != "draft":
        seat(workshop, 1)
        start(workshop)
        lead(workshop, "closed")
    answer = knock(client, workshop.code)
    assert answer.status_code == 422
    assert errors(answer)[0].startswith(WRONG)
    assert not Player.objects.filter(name="Ada").exists()


def test_locked_doors_are_told_and_nobody_is_added(client, workshop):
    engine.submit(workshop, c.LockDoors())
    answer = knock(client, workshop.code, "Grace")
    assert answer.status_code == 422
    assert errors(answer) == ["The doors are closed. Ask the facilitator to open them."]
    assert 'value="Grace"' in said(answer)
    assert not Player.objects.exists()
    engine.submit(workshop, c.UnlockDoors())
    assert knock(client, workshop.code).status_code == 302


def test_full_workshop_is_told(client, workshop):
    """So many persons to a table and no more; whoever was taken out makes room, and bots take none."""
    for number in range(16):
        PlayerFactory(workshop=workshop, id_in_log=f"x{number}")
    assert errors(knock(client, workshop.code)) == ["The workshop is full."]
    engine.submit(workshop, c.RemovePlayer("x0"))
    assert knock(client, workshop.code).status_code == 302


@pytest.mark.parametrize("name", ["", "   ", "\x00", "\u202e\u200b", "\ue000"])
def test_name_must_be_told(client, workshop, name):
    answer = knock(client, workshop.code, name)
    assert answer.status_code == 422
    assert errors(answer) == ["Tell us what your table shall call you."]
    assert f'value="{spaced(workshop.code)}"' in said(answer)


def test_everything_missing_is_told_at_once(client):
    assert len(errors(client.post("/join/"))) == 2


def test_long_name_is_told_and_kept(client, workshop):
    answer = knock(client, workshop.code, "A" * 41)
    assert answer.status_code == 422
    assert errors(answer) == ["Write at most 40 signs; these are 41."]
    assert "A" * 41 in said(answer)
    assert not Player.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("A" * 40, "A" * 40),
        ("\u202eAda\u202c", "Ada"),
        ("Ada\x00", "Ada"),
        ("\ufeffAda\u2028", "Ada"),
        ("Ada\nLovelace", "Ada Lovelace"),
        ("e\u0301ve", "\u00e9ve"),
        ("Søren Ærø", "Søren Ærø"),
        ("李 明", "李 明"),
        ("🦆", "🦆"),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_name_is_kept_clean(client, workshop, typed, kept):
    assert knock(client, workshop.code, typed).status_code == 302
    assert Player.objects.get().name == kept


def test_name_counts_after_cleaning(client, workshop):
    assert knock(client, workshop.code, "A" * 40 + " " * 10 + "\u200b" * 10).status_code == 302


def test_markup_in_a_name_or_code_is_text(client, workshop):
    nasty = "<script>alert(1)</script>"
    for answer in (knock(client, nasty, nasty), client.get("/join/", {"code": nasty})):
        assert b"<script>alert" not in answer.content
        assert b"&lt;script&gt;" in answer.content
    knock(client, workshop.code, nasty)
    page = client.get(f"/workshops/{workshop.slug}/")
    assert b"<script>alert" not in page.content


def test_name_is_in_no_log_line(client, workshop):
    knock(client, workshop.code, "Zanzibarine")
    assert "zanzibarine" not in json.dumps(list(LogLine.objects.values_list("data", flat=True))).lower()
    assert list(log.current(workshop).texts.names.values()) == ["Zanzibarine"]


def test_two_people_with_one_name_are_told_apart(workshop):
    assert [knock(Client(), workshop.code).status_code for _person in range(2)] == [302, 302]
    assert set(Player.objects.values_list("name", flat=True)) == {"Ada", "Ada 2"}


def test_wrong_codes_of_one_network_end_in_a_pause(workshop):
    client = Client(REMOTE_ADDR="192.0.2.7")
    for _try in range(MOST_OF_NETWORK):
        answer = knock(client, "222222")
    assert errors(answer)[0].startswith(WRONG)
    answer = knock(client, workshop.code)
    assert answer.status_code == 422
    assert errors(answer) == [
        f"{TOO_MANY} today. Scan the sign on the wall or on your table, or open the link that you were sent."
    ]
    assert knock(client, workshop.code, REMOTE_ADDR="192.0.2.99").status_code == 422
    assert knock(client, workshop.code, REMOTE_ADDR="192.0.3.7").status_code == 302
    assert knock(client, workshop.code, REMOTE_ADDR="2001:db8:1:2::7").status_code == 302


def test_wrong_codes_count_by_the_prefix_of_an_address(client, workshop):
    for number in range(MOST_OF_NETWORK):
        knock(client, "222222", REMOTE_ADDR=f"2001:db8:1:{number:x}::7")
    assert errors(knock(client, workshop.code, REMOTE_ADDR="2001:db8:1:ffff::1"))[0].startswith(TOO_MANY)
    assert knock(client, workshop.code, REMOTE_ADDR="2001:db8:2::1").status_code == 302


def test_join_link_fills_in_the_code(client, workshop):
    answer = client.get(f"/join/{workshop.code}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/join/?code={workshop.code}")
    assert f'name="code" value="{spaced(workshop.code)}"' in said(client.get(answer["Location"]))


@pytest.mark.parametrize("code", ["%00", "<b>", "a b", "x" * 300, "a&code=b#c"])
def test_odd_join_link_leads_to_the_door(client, code):
    answer = client.get(f"/join/{quote(code)}/", follow=True)
    assert answer.status_code == 200


def test_personal_link_gives_the_cookie_and_is_left_behind(client, workshop):
    player = PlayerFactory(workshop=workshop)
    answer = client.get(f"/workshops/{workshop.slug}/back/{player.key}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/workshops/{workshop.slug}/")
    cookie = answer.cookies[access.cookie_name(workshop.slug)]
    assert access.read_cookie(cookie.value) == (workshop.uuid, player.id_in_log)
    assert player.key in said(client.get(answer["Location"]))


def test_wrong_personal_link_opens_nothing(client, workshop):
    player, stranger = PlayerFactory(workshop=workshop), PlayerFactory()
    for key in ("x" * 24, stranger.key, player.id_in_log, player.key[:-1], player.key + "x"):
        answer = client.get(f"/workshops/{workshop.slug}/back/{key}/")
        assert answer.status_code == 404
        assert access.cookie_name(workshop.slug) not in answer.cookies


def test_codes_have_no_signs_that_look_alike():
    assert not set(CODE_SIGNS) & set("0O1I")
    assert len({WorkshopFactory(doors=False).code for _workshop in range(20)}) == 20


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_door_knows_no_other_way(client, method):
    assert getattr(client, method)("/join/").status_code == 405
