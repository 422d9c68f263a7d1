"""Guessing at the door: what it costs, what it finds, and that a hall behind one address is not locked out (PHASE-6)."""

import re
import time
from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.crypto import salted_hmac

from cocreator import soft_cache
from game import access
from game.limits import guessing
from game.limits.guessing import MOST_OF_ALL, MOST_OF_NETWORK, SEAL_LENGTH, seal_of
from game.models import CODE_LENGTH, CODE_SIGNS, Player
from tests.factories import ScenarioFactory, WorkshopFactory, lead

pytestmark = pytest.mark.django_db

HALL, OTHER = "192.0.2.7", "198.51.100.9"
TOO_MANY = "Too many wrong codes came from your network today."
NETWORKS = 1000  # that one guesser may have
FEW = 10  # wrong codes of a network, in these tests


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(guessing, "MOST_OF_NETWORK", FEW)


def knock(code, address=HALL, **fields):
    browser = Client(REMOTE_ADDR=address)
    return browser.post("/join/", {"code": code, "name": "Ada", **fields})


def spend(address=HALL):
    for _try in range(FEW):
        assert knock("222222", address).status_code == 422


def is_stopped(answer):
    return TOO_MANY in answer.content.decode()


def kept(settings):
    """What stands in a cache, names and values."""
    return str(list(cache._cache.items()))


@pytest.fixture
def memory(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "guessing"}
    }
    cache.clear()


def test_guessing_as_fast_as_allowed_finds_a_workshop_on_one_day_once_in_more_than_ten_thousand():
    """Whoever tries each code once at most, at the pace that all networks together are allowed, whatever their number.

    Assumed: codes are drawn evenly and each anew; all that is allowed to anybody is used up by one guesser, honest people
    mistype nothing; the guesser knows no live code, since a known one is tried for nothing. A workshop that is open for
    some days has that chance each day.
    """
    codes = len(set(CODE_SIGNS)) ** CODE_LENGTH
    assert codes == 2**30
    assert MOST_OF_ALL / codes < 1 / 10_000


def test_thousand_networks_of_one_guesser_find_it_hardly_ever_too():
    """By what one network may, before any bound on all of them: a thousand are needed to reach that bound."""
    tried = min(NETWORKS * MOST_OF_NETWORK, MOST_OF_ALL)
    assert tried / 2**30 < 1 / 10_000
    assert NETWORKS * MOST_OF_NETWORK >= MOST_OF_ALL > 100 * MOST_OF_NETWORK


def test_seal_and_code_together_cannot_be_invented():
    """A guesser who sends a thousand pairs a second for a year."""
    assert 1000 * 365 * 24 * 3600 / (2**30 * 16**SEAL_LENGTH) < 1e-7


def test_network_that_has_tried_too_often_learns_nothing_from_a_right_code():
    workshop = WorkshopFactory()
    spend()
    assert is_stopped(knock(workshop.code)) and is_stopped(knock("222222"))
    assert not Player.objects.exists()
    assert knock(workshop.code, OTHER).status_code == 302


def test_sign_of_ours_opens_however_often_others_mistyped(client):
    """Whoever scans it types nothing: the wall, the sheet, the table, the words of an invitation."""
    workshop = WorkshopFactory()
    spend()
    seal = seal_of(workshop.code)
    door = client.get(f"/join/{workshop.code}/?seal={seal}")
    assert f'name="seal" value="{seal}"' in client.get(door["Location"]).content.decode()
    assert knock(workshop.code, seal=seal).status_code == 302
    table = client.get(f"/join/{workshop.code}/1/?seal={seal}")
    assert table["Location"].endswith(f"&table=1&seal={seal}")


def test_every_sign_and_link_of_the_desk_carries_the_seal(client, django_user_model):
    workshop = WorkshopFactory(doors__tables=2)
    workshop.facilitators.add(leader := django_user_model.objects.create_user("leader"))
    client.force_login(leader)
    link = f"/join/{workshop.code}/?seal={seal_of(workshop.code)}"
    desk = client.get(f"/facilitate/{workshop.slug}/")
    assert link in desk.content.decode()
    assert client.get(f"/facilitate/{workshop.slug}/doors/").context["join_link"].endswith(link)
    signs = client.get(f"/facilitate/{workshop.slug}/signs/").context["signs"]
    assert [sign.link.partition("?")[2] for sign in signs] == [f"seal={seal_of(workshop.code)}"] * 2
    workshop.chosen["planned"] = {"at": "2099-05-03T18:00:00", "zone": "Europe/Copenhagen", "sequence": 0}
    workshop.save()
    files = [f"/facilitate/{workshop.slug}/{name}.ics" for name in ("to-lead", "to-take-part")]
    to_lead, to_take_part = (client.get(file).content.replace(b"\r\n ", b"").decode() for file in files)
    assert workshop.code not in to_lead
    assert to_take_part.count(link) == to_take_part.count(workshop.code) == 2


def test_whoever_is_in_lets_in_the_hall_behind_the_same_address():
    workshop = WorkshopFactory()
    spend()
    assert knock(workshop.code, seal=seal_of(workshop.code)).status_code == 302
    assert knock(workshop.code.lower()).status_code == 302
    assert is_stopped(knock(WorkshopFactory().code))


@pytest.mark.parametrize("seal", ["", "0" * 8, "x" * 400, "é", "\x00", "\ud800"])
def test_seal_that_is_none_of_ours_is_no_seal(seal):
    workshop = WorkshopFactory()
    spend()
    sent = {"code": workshop.code, "name": "Ada", "seal": seal.encode("utf-8", "surrogatepass")}
    assert is_stopped(Client(REMOTE_ADDR=HALL).post("/join/", sent))


def test_seal_of_one_workshop_opens_no_other():
    one, other = WorkshopFactory(), WorkshopFactory()
    spend()
    assert is_stopped(knock(other.code, seal=seal_of(one.code)))


def test_seal_opens_no_workshop_that_is_over():
    workshop = WorkshopFactory()
    lead(workshop, "closed")
    assert "No open workshop" in knock(workshop.code, seal=seal_of(workshop.code)).content.decode()


def test_right_codes_and_what_is_no_code_never_count():
    workshop = WorkshopFactory(doors__tables=20)
    for number in range(FEW):
        assert knock(workshop.code).status_code == 302
        knock("22222" if number % 2 else "0O1I0O")
    spend()
    assert is_stopped(knock("222222"))


def test_card_of_the_board_game_is_no_way_round():
    scenario = ScenarioFactory(is_shipped=True)
    page = f"/card/{scenario.slug}/{scenario.document['dilemmas'][0]['id']}/"
    spend()
    sent = {"code": WorkshopFactory().code, "name": "Ada", "table": "1"}
    assert is_stopped(Client(REMOTE_ADDR=HALL).post(page, sent))


def test_all_networks_together_have_an_end(monkeypatch):
    """A code that is typed where nobody is in yet waits until tomorrow then; signs, links and codes in use open."""
    monkeypatch.setattr(guessing, "MOST_OF_ALL", 5)
    used, fresh = WorkshopFactory(), WorkshopFactory()
    assert knock(used.code).status_code == 302
    for number in range(5):
        assert not is_stopped(knock("222222", f"203.0.{number}.1"))
    assert is_stopped(knock(fresh.code, OTHER)) and is_stopped(knock("222222", OTHER))
    assert knock(used.code).status_code == 302
    assert knock(fresh.code, OTHER, seal=seal_of(fresh.code)).status_code == 302


def test_budget_is_of_one_day(monkeypatch):
    workshop, tomorrow = WorkshopFactory(), time.time() + guessing.DAY
    spend()
    monkeypatch.setattr(guessing.time, "time", lambda: tomorrow)
    assert knock(workshop.code).status_code == 302


def test_neither_address_nor_code_nor_a_lasting_hash_of_them_is_kept(memory, settings, monkeypatch):
    """The same network has another name tomorrow, and the site's own key alone does not lead to it."""
    workshop, now = WorkshopFactory(), time.time()
    knock(workshop.code)
    knock("ABCDEF")
    today = kept(settings)
    for told in (HALL, HALL.rpartition(".")[0], workshop.code, "ABCDEF"):
        assert told not in today
    names = set(re.findall(r"codes:\d+:([0-9a-f]{24})", today))
    assert len(names) == 3  # the network, all, and what is right here
    monkeypatch.setattr(guessing.time, "time", lambda: now + guessing.DAY)
    cache.clear()
    knock("ABCDEF")
    assert not names & set(re.findall(r"codes:\d+:([0-9a-f]{24})", kept(settings)))
    by_site_key = salted_hmac("wrong codes", "one 192.0.2.0/24").hexdigest()[:24]
    assert by_site_key not in names


def test_while_the_shared_cache_is_away_this_process_counts_by_itself(settings, monkeypatch):
    """No guesser waits for an outage; and a hall is let in as ever."""
    settings.CACHES = {
        "default": {"BACKEND": "cocreator.soft_cache.SoftRedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    monkeypatch.setattr(soft_cache, "_absence", soft_cache.Absence())
    workshop = WorkshopFactory()
    spend()
    assert is_stopped(knock(workshop.code)) and knock(workshop.code, OTHER).status_code == 302
    assert knock(workshop.code, seal=seal_of(workshop.code)).status_code == 302


def test_who_comes_by_a_personal_link_types_no_code():
    workshop = WorkshopFactory()
    knock(workshop.code)
    spend()
    player, browser = Player.objects.get(), Client(REMOTE_ADDR=HALL)
    assert browser.get(f"/workshops/{workshop.slug}/back/{player.key}/").status_code == 302
    assert access.cookie_name(workshop.slug) in SimpleCookie(browser.cookies.output(header=""))
