"""What the facilitator does with the whole room at the desk: the wall, incidents, the plan, a vote opened again."""

import pytest

from game import engine
from game.rules import commands as c
from tests.factories import WorkshopFactory, events, lead, notice, reach, seat, state_of, step_of

pytestmark = pytest.mark.django_db

#: Verbs of the room, by the event that they bring.
ROOM_VERBS = {
    "show-plenary": "PlenaryShown",
    "show-plenary-anyway": "PlenaryShown",
    "skip-plenary": "PlenaryShown",
    "skip-incident": "IncidentSkipped",
    "drop-dilemma": "DilemmaDropped",
    "reopen-vote": "DecisionWithdrawn",
    "warm-up": "WarmUpMoved",
    "end-warm-up": "WarmUpMoved",
}


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


@pytest.fixture
def workshop(leader):
    """Round 3 of 4 is over, and all decisions wait to be shown; an incident has been met on the way."""
    options = {"edition": 2, "incidents": True, "plenaries": True, "format": "90"}
    found = WorkshopFactory(
        is_shipped=True, doors__rounds=4, **{f"doors__{k}": v for k, v in options.items()}
    )
    found.facilitators.add(leader)
    seat(found, 3)
    return found


def played(workshop, rounds):
    """So many rounds, each to its end."""
    for number in range(rounds):
        if number:
            engine.submit(workshop, c.TimeIsUp(1, step_of(workshop).number))
        if state_of(workshop).phase == "playing" and step_of(workshop).name == "gate":
            engine.submit(workshop, c.OpenRound(state_of(workshop).opened + 1))
            if state_of(workshop).tables[1].play.incident:
                engine.submit(workshop, c.CloseForTable(1, step_of(workshop).number))
        reach(workshop, "done")


def press(client, workshop, verb, **sent):
    return client.post(f"/facilitate/{workshop.slug}/{verb}/", sent, headers={"HX-Request": "true"})


def page(client, workshop):
    return client.get(f"/facilitate/{workshop.slug}/").content.decode()


def names(workshop):
    return events(workshop)


@pytest.mark.parametrize("verb", ["show-plenary", "show-plenary-anyway", "skip-plenary"])
def test_wall_is_shown_or_skipped(client, workshop, verb):
    """PHASE-4."""
    played(workshop, 3)
    assert "Show all decisions" in page(client, workshop)
    assert press(client, workshop, verb, round="3").status_code == 200
    assert names(workshop).count("PlenaryShown") == 1
    assert press(client, workshop, verb, round="3").status_code == 200  # the second click does nothing
    assert names(workshop).count("PlenaryShown") == 1
    wall = client.get(f"/projector/{workshop.slug}/").content.decode()
    assert ("by majority" in wall or "all agreed" in wall) is (verb != "skip-plenary")


def test_incident_is_told_to_the_desk_beforehand_and_left_out(client, workshop):
    """INC-1: and no player has seen it."""
    played(workshop, 2)
    engine.submit(workshop, c.TimeIsUp(1, step_of(workshop).number))
    assert "An incident waits at the gate of round 3" in page(client, workshop)
    assert press(client, workshop, "skip-incident", round="3").status_code == 200
    assert "An incident waits" not in page(client, workshop)
    engine.submit(workshop, c.OpenRound(3))
    assert step_of(workshop).name == "situation"


def test_dilemma_is_left_out(client, workshop):
    """PHASE-5: what cannot be left out is refused with a sentence."""
    lead(workshop, "playing")
    assert "Leave out a dilemma" in page(client, workshop)
    refused = press(client, workshop, "drop-dilemma", dilemma="saving")
    assert "cannot be left out" in notice(refused)
    assert press(client, workshop, "drop-dilemma", dilemma="radio").status_code == 200
    assert len(state_of(workshop).plan) == 3 and "Leave out a dilemma" not in page(client, workshop)


def test_vote_is_opened_again(client, workshop):
    """BACK-4."""
    reach(workshop, "consequence")
    assert "Open the vote again" in page(client, workshop)
    sent = {"table": "1", "step": str(step_of(workshop).number)}
    assert press(client, workshop, "reopen-vote", **sent).status_code == 200
    assert step_of(workshop).name == "talk" and state_of(workshop).tables[1].play.decision is None
    assert "moved on" in notice(press(client, workshop, "reopen-vote", **sent))


@pytest.mark.parametrize("verb", ROOM_VERBS)
def test_verb_of_the_room_is_not_for_strangers(client, workshop, verb, django_user_model):
    client.force_login(django_user_model.objects.create_user("stranger"))
    before = len(names(workshop))
    assert press(client, workshop, verb, round="3", dilemma="radio", table="1", step="1").status_code == 404
    assert len(names(workshop)) == before


def test_minute_of_practice_is_led_from_the_briefing(client, workshop):
    """ROOM-2."""
    lead(workshop, "briefing")
    assert "A minute of practice first" in page(client, workshop)
    press(client, workshop, "warm-up", leaving="")
    assert "Practice: show the pattern, and vote" in page(client, workshop)
    press(client, workshop, "warm-up", leaving="choice")
    press(client, workshop, "warm-up", leaving="choice")  # the second click does nothing
    assert "Practice: show what tables decided" in page(client, workshop)
    press(client, workshop, "end-warm-up")
    assert "A minute of practice first" in page(client, workshop)
    assert names(workshop).count("WarmUpMoved") == 3


@pytest.mark.parametrize("phase", ["welcome", "playing"])
def test_elsewhere_practice_is_refused_with_a_sentence(client, workshop, phase):
    lead(workshop, phase)
    assert notice(press(client, workshop, "warm-up", leaving="")) == "That cannot be done now."
