"""A script that never rests: deeds without end, new people without end; and that nobody who plays ever notices."""

import html
import re
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import pytest
from django.test import Client

from game import engine, limits
from game.limits import guessing
from game.limits.pace import Visits
from game.models import Note, Player
from game.rules import commands as c
from game.views.deeds import TOO_MUCH
from game.views.join import MANY_COME_IN
from tests.factories import PlayerFactory, WorkshopFactory, at, browser_of, events, notice, state_of, step_of
from tests.game.views.test_devices import Table

pytestmark = pytest.mark.django_db

SCRIPTED = {"HX-Request": "true"}
HALL = "192.0.2.7"


@pytest.fixture
def clock(monkeypatch):
    """The clock of the buckets, in the test's hands."""

    class Clock:
        now = 1_000.0

    monkeypatch.setattr("game.limits.time.monotonic", lambda: Clock.now)
    return Clock


@pytest.fixture
def few(monkeypatch):
    """So many deeds at once, and so many who are new; a test need not send hundreds."""

    def few(deeds=6, newcomers=4):
        monkeypatch.setattr(limits.deeds, "most", deeds)
        monkeypatch.setattr(limits.newcomers, "most", newcomers)

    return few


def post(player, deed, headers=SCRIPTED, **data):
    data = {"step": 0, "page": "page", "tap": "1"} | data
    return browser_of(player).post(f"/workshops/{player.workshop.slug}/{deed}/", data, headers=headers)


def knock(code, browser=None, where=HALL, **fields):
    client = browser or Client()
    return client.post("/join/", {"code": code, "name": "Anna", **fields}, REMOTE_ADDR=where)


def error(answer):
    found = re.findall(r'class="error"[^>]*>([^<]+)<', html.unescape(answer.content.decode()))
    return found[0] if found else ""


def test_two_names_in_turn_fill_no_log(clock, few):
    """Each name is new, so that each is a line; what comes too often leaves none, and is told on the own screen."""
    few(deeds=10)
    workshop, people = at("choice")
    before, step = len(events(workshop)), step_of(workshop).number

    def told(how_many):
        answers = [post(people[0], "name", step=step, words="AB"[n % 2]) for n in range(how_many)]
        assert {answer.status_code for answer in answers} == {200}
        return [notice(answer) for answer in answers]

    assert told(14) == [""] * 10 + [TOO_MUCH] * 4
    assert len(events(workshop)) - before == 10
    clock.now += 1.0
    assert told(5) == [""] * limits.DEEDS_A_SECOND + [TOO_MUCH] * (5 - limits.DEEDS_A_SECOND)


def test_what_nobody_can_read_counts_too(clock, few):
    """Otherwise a screen would be drawn as often as anybody likes."""
    few(deeds=2)
    _workshop, people = at("choice")
    told = [notice(post(people[0], "choose", option="nonsense")) for _time in range(3)]
    assert told[2] == TOO_MUCH not in told[:2]


def test_neighbours_the_desk_and_bots_are_not_held_up_by_a_script(clock, few):
    few(deeds=2)
    workshop, people = at("choice")
    step = step_of(workshop).number
    for n in range(5):
        post(people[0], "name", words="AB"[n % 2])
    assert notice(post(people[1], "choose", step=step, option="A")) == ""
    for n in range(20):
        engine.submit(workshop, c.Choose(people[0].id_in_log, step, "AB"[n % 2]))
    assert len(state_of(workshop).tables[1].play.choices) == 2


@pytest.mark.parametrize("headers", [{}, SCRIPTED])
def test_whoever_is_held_up_sees_the_own_screen_and_loses_no_word(clock, few, headers):
    """With scripts the words are still in their field; without, they stand in the sentence."""
    few(deeds=1)
    workshop, people = at("choice")
    step = step_of(workshop).number
    post(people[0], "name", words="Ada")
    answer = post(people[0], "choose", headers, step=step, option="A", words="quintessencia")
    assert answer.status_code == 200
    assert notice(answer).startswith(TOO_MUCH)
    assert ("You had written: quintessencia" in notice(answer)) is (not headers)
    assert ("<html" in answer.content.decode()) is (not headers)
    assert not Note.objects.exists() and not state_of(workshop).tables[1].play.choices
    clock.now += 1.0
    assert notice(post(people[0], "choose", headers, step=step, option="A", words="quintessencia")) == ""
    assert Note.objects.get().text == "quintessencia"


def test_who_changes_a_vote_four_times_a_second_for_a_minute_is_heard(clock):
    """Nobody is so quick, but for the chaos suite; nor does anybody tap eight times a second for half a minute."""
    workshop, people = at("vote")
    step = step_of(workshop).number
    for a_second, seconds in ((4, 60), (8, 30)):
        for _tap in range(a_second * seconds):
            clock.now += 1 / a_second
            assert limits.may_do(workshop.uuid, people[0].id_in_log)
        assert notice(post(people[0], "vote", step=step, option="A")) == ""
        clock.now += 120.0


def test_device_of_eight_seats_goes_round_its_table_at_once(clock):
    """SEAT-11: cover, answer and pass, each of them tapped twice, without a second between."""
    workshop = WorkshopFactory(doors__seats=8)
    owner = PlayerFactory(workshop=workshop)
    post(owner, "share-device", table=1, people=8)
    seats = state_of(workshop).tables[1].seats.values()
    assert len(set(seats)) == 8
    for who in seats:
        for n in range(6):
            assert notice(post(owner, "name", who=who, words=f"{who} {n // 2}")) == ""


def test_seats_of_one_device_are_one_device(clock, few):
    """Whoever gives it more seats may not write more with it."""
    few(deeds=4)
    table = Table(people=3)
    told = [
        notice(table.post("name", htmx=True, who=table.who(role), words=f"Person {n}"))
        for n, role in enumerate(("P1", "M1", "M3", "P1", "M1"))
    ]
    assert told == [""] * 3 + [TOO_MUCH] * 2


def test_people_without_end_are_put_off_and_come_in_a_little_later(clock, few):
    few(newcomers=4)
    workshop = WorkshopFactory()
    assert [knock(workshop.code).status_code for _person in range(6)] == [302] * 4 + [422] * 2
    late = knock(workshop.code, name="Bo", key="k" * 24)
    assert error(late) == MANY_COME_IN
    assert 'value="Bo"' in late.content.decode() and 'value="' + "k" * 24 in late.content.decode()
    assert Player.objects.count() == len(state_of(workshop).players) == 4
    assert knock(workshop.code, where="198.51.100.7").status_code == 302
    clock.now += limits.NEWCOMER_SECONDS
    assert [knock(workshop.code).status_code for _person in range(2)] == [302, 422]


def test_the_same_network_is_one_in_all_workshops(clock, few):
    few(newcomers=2)
    codes = [WorkshopFactory().code for _workshop in range(3)]
    assert [knock(code).status_code for code in codes] == [302, 302, 422]


def test_a_full_hall_behind_one_address_presses_at_once_and_is_in(clock, rf):
    """A thousand in one moment, and five hundred more, who press again every ten seconds, in two minutes."""
    here = guessing.hidden_network(rf.get("/", REMOTE_ADDR=HALL))
    assert all(limits.may_join(here) for _person in range(1_000))
    waiting = 500
    for _time in range(12):
        clock.now += 10.0
        waiting = sum(not limits.may_join(here) for _person in range(waiting))
    assert waiting == 0


def test_who_is_in_and_who_is_refused_count_as_nobody_new(clock, few):
    """Coming back, a second tap, and locked doors, however many press."""
    few(deeds=60, newcomers=3)
    workshop, browser = WorkshopFactory(), Client()
    for _time in range(5):
        assert knock(workshop.code, browser).status_code == 302
        assert knock(workshop.code, key="k" * 24).status_code == 302
    engine.submit(workshop, c.LockDoors())
    assert {knock(workshop.code).status_code for _person in range(10)} == {422}
    engine.submit(workshop, c.UnlockDoors())
    assert knock(workshop.code).status_code == 302
    assert error(knock(workshop.code)) == MANY_COME_IN


@pytest.mark.parametrize("is_known_by", ["cookie", "key"])
def test_the_door_is_no_way_round_the_limit_of_deeds(clock, few, is_known_by):
    """Who is in changes the own name there, and each is a line."""
    few(deeds=5)
    workshop, browser = WorkshopFactory(), Client()
    fields = {"key": "k" * 24} if is_known_by == "key" else {}
    answers = []
    for n in range(8):
        if is_known_by == "key":
            browser.cookies = SimpleCookie()
        answers.append(knock(workshop.code, browser, name="AB"[n % 2], **fields))
    assert [answer.status_code for answer in answers] == [302] * 5 + [422] * 3
    assert error(answers[-1]) == TOO_MUCH
    assert len(events(workshop)) == 1 + 5


def test_of_deeds_and_of_people_only_so_much_is_remembered(clock):
    """And no address: a hash of its network that is another one tomorrow."""
    for n in range(limits.REMEMBERED + 50):
        limits.may_do("workshop", str(n))
    assert len(limits.deeds.seen) == limits.REMEMBERED
    clock.now += 1.0
    limits.may_do("workshop", "last")
    assert len(limits.deeds.seen) == 1
    knock(WorkshopFactory().code)
    assert len(limits.newcomers.seen) == 1 and "192.0.2" not in str(limits.newcomers.seen)


def test_many_threads_take_no_more_than_there_is():
    """Deeds are heard in many threads at once; one that finds nothing where another looks would bring a full bucket."""

    class Slow(OrderedDict):
        def pop(self, *told):
            found = super().pop(*told)
            time.sleep(0.001)
            return found

    visits = Visits(20, 1e9, 50, lets_go=True)
    visits.seen = Slow()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _tap: visits.take("one", 0.0), range(200))) == 20


def test_the_cards_are_no_way_round_either(clock, few):
    """PAPER-7: somebody new counts as at the door, and who records for one table and another in turn as at a table."""
    few(deeds=3, newcomers=1)
    workshop = WorkshopFactory(is_shipped=True, doors__tables=3, doors__seats=5, doors__edition=2)
    for table in (1, 2):
        engine.submit(workshop, c.PutOnPaper(table, persons=4))
    card = f"/card/{state_of(workshop).script.slug}/{state_of(workshop).plan[0]}/"
    browser, form = Client(), {"code": workshop.code, "name": "Ann"}
    answers = [browser.post(card, {**form, "table": 1 + n % 2}, REMOTE_ADDR=HALL) for n in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 4 + [422] * 2
    assert error(answers[-1]) == TOO_MUCH
    assert error(Client().post(card, {**form, "table": 1}, REMOTE_ADDR=HALL)) == MANY_COME_IN
    assert Player.objects.count() == 1
