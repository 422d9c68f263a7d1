"""SEAT-2 on pages: how roles are dealt is chosen at the set-up, told at the door, and never shown too early."""

import html

import pytest

from tests.factories import PlayerFactory, WorkshopFactory, browser_of, events, lead, notice, seat, state_of

pytestmark = pytest.mark.django_db

ASKED = "In real life, are you elected or employed?"


def page(player):
    answer = browser_of(player).get(f"/workshops/{player.workshop.slug}/")
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("mode", "asks", "tells"),
    [
        ("choose", False, "Take a role that is not your own in real life, if you dare."),
        ("own", True, "who is elected plays a politician"),
        ("swap", True, "who is elected plays a manager"),
        ("random", False, "Roles are drawn by lot"),
        ("facilitator", False, "The facilitator deals the roles"),
    ],
)
def test_the_door_asks_only_what_it_needs(mode, asks, tells):
    """SEAT-2."""
    workshop = WorkshopFactory(doors__tables=2, doors__assignment=mode)
    read = page(PlayerFactory(workshop=workshop))
    assert tells in read
    assert (ASKED in read) == asks
    assert ('value="1-P1"' in read) == (mode == "choose")
    assert ('name="seat" value="2"' in read) == (mode != "choose")


def test_a_table_is_taken_and_the_role_comes_with_the_briefing():
    """SEAT-2: until then the page names no role."""
    workshop = WorkshopFactory(doors__tables=2, doors__assignment="own")
    ann, bo = PlayerFactory.create_batch(2, workshop=workshop)
    for player, calling in ((ann, "employed"), (bo, "elected")):
        browser = browser_of(player)
        for _tap in range(2):
            browser.post(f"/workshops/{workshop.slug}/calling/", {"calling": calling})
        browser.post(f"/workshops/{workshop.slug}/seat/", {"seat": "2"})
    assert events(workshop).count("CallingSaid") == 2
    assert "You sit at table 2" in page(ann)
    assert "title in English" not in page(ann).replace("Two banks", "")
    lead(workshop, "welcome")
    assert "Your seat:" not in page(ann)
    lead(workshop, "briefing")
    assert [state_of(workshop).players[p.id_in_log].role for p in (ann, bo)] == ["M1", "P1"]
    assert "M1 title in English" in page(ann)


@pytest.mark.parametrize("sent", [{}, {"calling": "mayor"}, {"calling": ""}])
def test_another_answer_is_told_and_nothing_happens(sent):
    workshop = WorkshopFactory(doors__assignment="swap")
    ann = seat(workshop, 1)[0]
    answer = browser_of(ann).post(f"/workshops/{workshop.slug}/calling/", sent)
    assert notice(answer) == "Choose one of the answers on the screen."
    assert "CallingSaid" not in events(workshop)


def test_a_stranger_says_nothing(client):
    workshop = WorkshopFactory(doors__assignment="own")
    assert client.post(f"/workshops/{workshop.slug}/calling/", {"calling": "other"}).status_code == 404


def test_the_desk_reads_callings_and_no_roles_before_they_are_dealt(client, django_user_model):
    leader = django_user_model.objects.create_user("leader")
    workshop = WorkshopFactory(doors__assignment="own")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    ann = seat(workshop, 1)[0]
    browser_of(ann).post(f"/workshops/{workshop.slug}/calling/", {"calling": "other"})
    desk = client.get(f"/facilitate/{workshop.slug}/").content.decode()
    assert "neither elected nor employed" in desk
    assert "Another role" not in desk
