"""One device for a whole table, in a browser without JavaScript: joining, sharing, handing round (SEAT-11)."""

import re

import pytest

from game import engine
from game.models import Player
from game.rules import commands as c
from tests.factories import PlayerFactory, WorkshopFactory, browser_of, events, lead, notice, reach, state_of

pytestmark = pytest.mark.django_db


class Table:
    """A table on one device: its owner, its browser, and what the page says."""

    def __init__(self, people=3, **options):
        self.workshop = WorkshopFactory(doors__seats=5, **options)
        self.owner = PlayerFactory(workshop=self.workshop)
        self.browser = browser_of(self.owner)
        self.post("share-device", table=1, people=people)

    def post(self, deed, htmx=False, **data):
        state = state_of(self.workshop)
        step = state.tables[1].step if state.phase == "playing" else None
        sent = {"step": step.number if step else 0, "page": "p", "tap": 1, **data}
        headers = {"HX-Request": "true"} if htmx else {}
        return self.browser.post(f"/workshops/{self.workshop.slug}/{deed}/", sent, headers=headers)

    def page(self):
        return self.browser.get(f"/workshops/{self.workshop.slug}/").content.decode()

    def who(self, role):
        return state_of(self.workshop).tables[1].seats[role]

    def screen(self):
        return re.search(r'data-screen="(\w+)"', self.page())[1]


def test_lobby_offers_to_share_the_device():
    workshop = WorkshopFactory()
    page = browser_of(PlayerFactory(workshop=workshop)).get(f"/workshops/{workshop.slug}/").content.decode()
    assert "This device plays for the whole table" in page


def test_players_of_a_device_are_rows_that_may_stay_without_a_name():
    """SEAT-11, KEEP-1."""
    table = Table()
    assert state_of(table.workshop).tables[1].taken() == ("P1", "M1", "M3")
    assert Player.objects.filter(workshop=table.workshop, name="").count() == 2
    table.post("name", who=table.who("M1"), words="Maja")
    assert 'value="Maja"' in table.page()
    before = events(table.workshop)
    table.post("name", who=table.who("M1"), words="Maja")
    assert events(table.workshop) == before


def test_second_tap_shares_nothing_more():
    """STEP-1."""
    table = Table()
    before = events(table.workshop)
    table.post("share-device", table=1, people=3)
    assert events(table.workshop) == before
    assert Player.objects.filter(workshop=table.workshop).count() == 3
    table.post("share-device", table=1, people=5)
    assert Player.objects.filter(workshop=table.workshop).count() == 5


@pytest.mark.parametrize("people", ["", "1", "9", "many"])
def test_number_that_cannot_be_is_refused(people):
    """SEAT-11."""
    table = Table()
    before = events(table.workshop)
    assert notice(table.post("share-device", htmx=True, table=1, people=people))
    assert events(table.workshop) == before


def test_choice_goes_from_hand_to_hand():
    """SEAT-11: cover, own page, cover; the deeds are those of the seat that holds the device."""
    table = Table()
    reach(table.workshop, "choice")
    for role in ("P1", "M1", "M3"):
        page = table.page()
        assert "Hand it to" in page and f"{role} title in English" in page and 'name="option"' not in page
        table.post("take-device", who=table.who(role))
        assert table.screen() == "choice"
        assert f'name="who" value="{table.who(role)}"' in table.page()
        table.post("choose", who=table.who(role), option="A", words="")
    assert "All of you have answered." in table.page()
    assert set(state_of(table.workshop).tables[1].play.choices) == {"P1", "M1", "M3"}


def test_waiting_pages_look_again_and_pages_to_fill_in_do_not():
    """SEAT-11: without JavaScript it works by refresh."""
    table = Table()
    reach(table.workshop, "choice")
    assert 'http-equiv="refresh"' in table.page()
    table.post("take-device", who=table.who("P1"))
    table.post("choose", who=table.who("P1"), option="A")
    table.post("take-device", who=table.who("M1"))
    assert 'http-equiv="refresh"' not in table.page()


@pytest.mark.parametrize("step", ["situation", "reveal", "talk", "consequence", "reflect"])
def test_pages_of_all_are_whole(step):
    """SEAT-11."""
    table = Table(5)
    reach(table.workshop, step)
    page = table.page()
    assert table.screen() == step
    assert 'data-part="hand"' in page
    assert "You hold the pen" not in page


@pytest.mark.parametrize("phase", ["welcome", "briefing", "results", "debrief", "plan", "closed"])
def test_pages_outside_the_rounds_are_whole(phase):
    """SEAT-11: what is private to one seat is on the page that this seat has taken."""
    table = Table(3)
    if phase not in ("welcome", "briefing"):
        reach(table.workshop, "reflect")
    lead(table.workshop, phase)
    expected = {"briefing": "cover", "plan": "cover", "results": "front_page"}.get(phase, phase)
    assert table.screen() == expected
    if phase == "welcome":
        return
    table.post("take-device", who=table.who("M1"))
    assert table.screen() == {"briefing": "role", "results": "front_page"}.get(phase, phase)
    assert "Cover it" in table.page()
    table.post("pass-device", who=table.who("M1"))
    assert table.screen() == expected


def test_only_the_device_speaks_for_its_seats():
    """SEAT-11: a stranger, a tablemate with a phone, and a device that names somebody else's seat get 404."""
    table = Table(3)
    phone = PlayerFactory(workshop=table.workshop)
    engine.submit(table.workshop, c.TakeSeat(phone.id_in_log, 1))
    reach(table.workshop, "choice")
    address, step = (
        f"/workshops/{table.workshop.slug}/choose/",
        state_of(table.workshop).tables[1].step.number,
    )
    before = events(table.workshop)
    for browser, who in (
        (browser_of(phone), table.who("M1")),
        (browser_of(PlayerFactory()), table.who("M1")),
        (table.browser, phone.id_in_log),
        (table.browser, "nobody"),
    ):
        assert browser.post(address, {"step": step, "who": who, "option": "A"}).status_code == 404
    assert events(table.workshop) == before


def test_refusal_shows_the_page_of_the_device_and_its_owners_link():
    """STEP-1, SEAT-11: never the personal link of another seat."""
    table = Table(3)
    reach(table.workshop, "choice")
    answer = table.post("take-device", who=table.who("M1"), step=99)
    assert "The table has moved on" in notice(answer)
    keys = (
        Player.objects.filter(workshop=table.workshop)
        .exclude(pk=table.owner.pk)
        .values_list("key", flat=True)
    )
    assert table.owner.key in answer.content.decode()
    assert not any(key in answer.content.decode() for key in keys)


def test_own_plan_is_printed_for_the_seat_that_asks():
    """SEAT-11."""
    table = Table(3)
    reach(table.workshop, "reflect")
    lead(table.workshop, "plan")
    who = table.who("M1")
    table.post("take-device", who=who)
    table.post("plan", who=who, when="On Monday", i_will="ask")
    address = f"/workshops/{table.workshop.slug}/my-plan/"
    assert f"my-plan/?who={who}" in table.page()
    assert "On Monday" in table.browser.get(address, {"who": who}).content.decode()
    assert "On Monday" not in table.browser.get(address).content.decode()
