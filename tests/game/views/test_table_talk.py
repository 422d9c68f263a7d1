"""Facts, moves, hearings, incidents and unclear texts as forms: bad input gets a sentence, and a stranger nothing."""

import html

import pytest
from django.core.cache import cache
from django.test import Client

from game import engine
from game.rules import commands as c
from scenarios import unclear
from tests.factories import WorkshopFactory, browser_of, events, notice, reach, seat, state_of, step_of

pytestmark = pytest.mark.django_db

FULL = {"edition": 2, "moves": True, "incidents": True, "safeguards": True, "plenaries": False}


def deed(player, name, **sent):
    """What a page with scripts sends, and its answer."""
    step = step_of(player.workshop)
    data = {"step": step.number, "page": "page", "tap": "1", **sent}
    where = f"/workshops/{player.workshop.slug}/{name}/"
    return browser_of(player).post(where, data, headers={"HX-Request": "true"})


@pytest.fixture
def workshop():
    return WorkshopFactory(is_shipped=True, doors__seats=8, **{f"doors__{k}": v for k, v in FULL.items()})


@pytest.fixture
def people(workshop):
    return {state_of(workshop).players[p.id_in_log].role: p for p in seat(workshop, 8)}


def talk_of_round(workshop, number):
    for _round in range(number - 1):
        reach(workshop, "done")
        engine.submit(workshop, c.TimeIsUp(1, step_of(workshop).number))
        engine.submit(workshop, c.OpenRound(state_of(workshop).opened + 1))
        if state_of(workshop).tables[1].play.incident:
            engine.submit(workshop, c.CloseForTable(1, step_of(workshop).number))
    reach(workshop, "talk")


def test_fact_is_put_on_the_table_once_by_its_holder(workshop, people):
    """FACT-3."""
    talk_of_round(workshop, 1)
    fact, roles = next(iter(state_of(workshop).tables[1].play.facts.items()))
    holder = people[roles[0]]
    other = next(person for role, person in people.items() if role not in roles)
    assert "You do not hold that fact" in notice(deed(other, "share-fact", fact=fact))
    deed(holder, "share-fact", fact=fact)
    deed(holder, "share-fact", fact=fact)
    assert events(workshop).count("FactShared") == 1
    assert notice(deed(other, "share-fact", fact="../etc"))


def test_minority_note_is_kept_when_it_is_refused(workshop, people):
    """MOVE-1: a worry that does not exist; the words are given back."""
    talk_of_round(workshop, 2)
    answer = deed(people["P3"], "move", worry="weather", words="It will rain.")
    assert notice(answer) and "MovePlayed" not in events(workshop)
    deed(people["P3"], "move", worry="money", words="Who pays in March?")
    assert state_of(workshop).tables[1].worries[0].note
    assert (
        "Who pays in March?"
        not in browser_of(people["M1"]).get(f"/workshops/{workshop.slug}/").content.decode()
    )


@pytest.mark.parametrize("sent", [{"slot": "pets", "option": "A"}, {"slot": "media"}, {"option": "A"}])
def test_hearing_without_whom_or_what_is_refused_in_a_sentence(workshop, people, sent):
    """HEAR-1."""
    talk_of_round(workshop, 2)
    assert notice(deed(people["M1"], "ask", **sent))
    assert "HearingHeld" not in events(workshop)


def test_incident_without_an_answer_is_refused_in_a_sentence(workshop, people):
    """INC-2."""
    for _round in range(2):
        reach(workshop, "done")
        engine.submit(workshop, c.TimeIsUp(1, step_of(workshop).number))
        engine.submit(workshop, c.OpenRound(state_of(workshop).opened + 1))
    chair = people[state_of(workshop).tables[1].penholder]
    assert "Choose one of the two answers" in notice(deed(chair, "incident"))
    deed(chair, "incident", answer="2")
    assert "IncidentAnswered" in events(workshop)


def test_unclear_text_is_counted_once_for_each_person(workshop, people):
    """ROOM-6: and nothing of the person is kept."""
    cache.clear()
    reach(workshop, "situation")
    script = state_of(workshop).script
    for person in (people["P1"], people["P1"], people["M1"]):
        assert "counted for the authors" in notice(deed(person, "unclear", dilemma="saving"))
    deed(people["P1"], "unclear", dilemma="nothing")
    assert unclear.counts(script.slug, script.version) == {("en", "saving.situation"): 2}


@pytest.mark.parametrize("step", ["situation", "choice", "talk"])
def test_fact_and_aim_are_on_no_page_but_their_holders(workshop, people, step):
    """FACT-2, FACT-3, AIM-1, KEEP-2: what only one knows is sent to no other page, shown or hidden."""
    reach(workshop, step)
    state = state_of(workshop)
    held = state.tables[1].play.facts
    texts = {fact: html.escape(state.script.say(f"saving.facts.{fact}.text", "en")) for fact in held}
    aims = {role: html.escape(state.script.say(f"roles.{role}.aim", "en")) for role in people}
    assert len(texts) >= 2 and len(set(aims.values())) == 8
    for role, person in people.items():
        page = browser_of(person).get(f"/workshops/{workshop.slug}/").content.decode()
        may = {fact for fact, roles in held.items() if role in roles} if step != "choice" else set()
        assert {fact for fact, text in texts.items() if text in page} == may, role
        assert {of for of, aim in aims.items() if aim in page} == {role}
    wall = Client().get(f"/projector/{workshop.slug}/").content.decode()
    assert not [text for text in (*texts.values(), *aims.values()) if text in wall]
