"""SEAT-3 on pages: nine at a table, what the ninth reads, and what an observer is told."""

import html

import pytest

from game import engine
from game.rules import commands as c
from tests.factories import (
    PlayerFactory,
    WorkshopFactory,
    browser_of,
    do,
    notice,
    reach,
    seat,
    start,
    state_of,
)

pytestmark = pytest.mark.django_db


def page(player):
    answer = browser_of(player).get(f"/workshops/{player.workshop.slug}/")
    return html.unescape(answer.content.decode())


@pytest.fixture
def full():
    """A table of eight, and one more person who has no seat yet."""
    workshop = WorkshopFactory(doors__seats=8)
    return workshop, seat(workshop, 8), PlayerFactory(workshop=workshop)


def test_the_ninth_is_offered_a_share_and_takes_it(full):
    """SEAT-3: both read with whom."""
    workshop, people, ninth = full
    assert "Share a seat here" in page(ninth)
    browser_of(ninth).post(f"/workshops/{workshop.slug}/seat/", {"seat": "1"})
    assert state_of(workshop).tables[1].mirrors == {"P1": ninth.id_in_log}
    assert f"You share this seat with <bdi>{people[0].name}</bdi>." in page(ninth)
    assert f"You share this seat with <bdi>{ninth.name}</bdi>." in page(people[0])


@pytest.mark.parametrize("step", ["situation", "choice", "talk", "vote", "consequence", "reflect"])
def test_a_mirror_reads_the_screen_of_its_seat(full, step):
    """SEAT-3: in every step, with what the other has answered."""
    workshop, people, ninth = full
    engine.submit(workshop, c.TakeSeat(ninth.id_in_log, 1))
    reach(workshop, step)
    if step == "choice":
        before = page(ninth).count(" checked")
        do(people[0], c.Choose, option="A")
        assert page(ninth).count(" checked") == before + 1
    assert "You share this seat with" in page(ninth)


def test_the_desk_names_who_shares(full, client, django_user_model):
    """SEAT-3."""
    workshop, _people, ninth = full
    leader = django_user_model.objects.create_user("leader")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    engine.submit(workshop, c.TakeSeat(ninth.id_in_log, 1))
    assert "Sharing a seat" in client.get(f"/facilitate/{workshop.slug}/").content.decode()


@pytest.mark.parametrize("step", ["gate", "situation", "reveal", "talk", "vote", "consequence", "done"])
def test_an_observer_is_told_what_to_watch_for(step):
    """SEAT-3: and has nothing to answer."""
    workshop = WorkshopFactory(doors__seats=8, doors__tables=2)
    seat(workshop, 16)
    watcher = PlayerFactory(workshop=workshop)
    start(workshop)
    engine.submit(workshop, c.TakeSeat(watcher.id_in_log, 1))
    reach(workshop, step)
    read = page(watcher)
    assert "Four things to watch for" in read
    assert "Who speaks, who is asked, and who is not?" in read
    assert ("What the table decided" in read) == (step in ("consequence", "done"))
    answer = browser_of(watcher).post(
        f"/workshops/{workshop.slug}/vote/", {"step": 1, "option": "A", "page": "x", "tap": 1}
    )
    assert len(notice(answer)) > 10
