"""What a player does: with scripts and without, in time and too late, well-formed and not."""

import json

import pytest

from game import engine, log
from game.models import LogLine, Note
from game.rules import commands as c
from tests.factories import (
    PlayerFactory,
    WorkshopFactory,
    at,
    browser_of,
    events,
    notice,
    reach,
    state_of,
    step_of,
    vote,
)

pytestmark = pytest.mark.django_db

GONE = "The table has moved on. This is where it is now."
SCRIPTED = {"HX-Request": "true"}


def post(player, deed, browser=None, headers=None, **data):
    step = state_of(player.workshop).tables[1].step
    data = {"step": step.number if step else 0, "page": "page", "tap": "1"} | data
    browser = browser or browser_of(player)
    return browser.post(f"/workshops/{player.workshop.slug}/{deed}/", data, headers=headers or {})


def chair_of(people):
    state = state_of(people[0].workshop)
    return next(p for p in people if state.players[p.id_in_log].role == state.tables[1].penholder)


def test_deed_without_scripts_leads_back_to_the_page():
    _workshop, people = at("choice")
    answer = post(people[0], "choose", option="A", confidence="2", reason="fair")
    assert (answer.status_code, answer["Location"]) == (302, f"/workshops/{people[0].workshop.slug}/")
    choice = state_of(people[0].workshop).tables[1].play.choices["P1"]
    assert (choice.option, choice.confidence, choice.reason) == ("A", 2, "fair")


def test_deed_with_scripts_answers_with_the_own_parts():
    _workshop, people = at("choice")
    answer = post(people[0], "choose", headers=SCRIPTED, option="A")
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "Change my choice" in told
    assert "<html" not in told
    assert notice(answer) == ""
    assert int(answer["X-Version"]) == state_of(people[0].workshop).version


@pytest.mark.parametrize("headers", [{}, SCRIPTED])
def test_refusal_shows_the_present_screen_and_a_sentence(headers):
    workshop, people = at("choice")
    old = step_of(workshop).number
    reach(workshop, "reveal")
    before = events(workshop)
    answer = post(people[0], "choose", headers=headers, step=old, option="A")
    assert answer.status_code == 200
    assert notice(answer) == GONE
    assert "harbour talk in English" in answer.content.decode()
    assert ("<html" in answer.content.decode()) is (not headers)
    assert events(workshop) == before


def test_words_are_kept_as_a_note_and_not_in_the_log():
    workshop, people = at("choice")
    post(people[0], "choose", option="A", words="  quintessencia \u202e <b> ")
    note = Note.objects.get()
    assert (note.text, note.player) == ("quintessencia <b>", people[0].id_in_log)
    assert "quintessencia" not in json.dumps(list(LogLine.objects.values_list("data", flat=True)))
    reach(workshop, "reveal")
    told = browser_of(people[1]).get(f"/workshops/{workshop.slug}/").content.decode()
    assert "quintessencia &lt;b&gt;" in told


def test_words_too_long_are_refused_with_a_sentence():
    _workshop, people = at("choice")
    answer = post(people[0], "choose", headers=SCRIPTED, option="A", words="x" * 141)
    assert notice(answer) == "Write at most 140 signs; these are 141."
    assert not Note.objects.exists()
    assert state_of(people[0].workshop).tables[1].play.choices == {}


def test_same_tap_twice_writes_nothing():
    workshop, people = at("vote")
    post(people[0], "vote", option="A")
    before = events(workshop)
    answer = post(people[0], "vote", option="A")
    assert answer.status_code == 302
    assert events(workshop) == before


def test_late_retry_does_not_overturn_a_newer_tap():
    workshop, people = at("vote")
    post(people[0], "vote", option="A", tap="2")
    post(people[0], "vote", option="B", tap="1")
    assert state_of(workshop).tables[1].play.votes["P1"] == "A"
    post(people[0], "vote", option="B", tap="3")
    assert state_of(workshop).tables[1].play.votes["P1"] == "B"


def test_every_deed_of_a_round_does_what_it_says(machine_time):
    workshop, people = at("situation")
    chair = chair_of(people)
    told = []
    for deed, who, step, data in (
        ("read", people[0], "situation", {}),
        ("more-time", people[0], "choice", {}),
        ("choose", people[0], "choice", {"option": ""}),
        ("go-on", chair, "reveal", {}),
        ("ready", next(p for p in people if p is not chair), "talk", {}),
        ("call-vote", chair, "talk", {}),
        ("vote", people[0], "vote", {"option": ""}),
        ("close-step", chair, "consequence", {}),
        ("reflect", people[0], "reflect", {"words": "a line"}),
    ):
        if step not in ("vote", "consequence") or step_of(workshop).name != step:
            reach(workshop, step)
        machine_time.later(61_000)
        before = workshop.lines.count()
        answer = post(who, deed, headers=SCRIPTED, **data)
        assert notice(answer) == "", deed
        told.append((deed, events(workshop)[before]))
    assert told == [
        ("read", "ReadMarked"),
        ("more-time", "TimeAdded"),
        ("choose", "ChoiceMade"),
        ("go-on", "StepClosed"),
        ("ready", "ReadyTapped"),
        ("call-vote", "VoteCalled"),
        ("vote", "VoteCast"),
        ("close-step", "StepClosed"),
        ("reflect", "Reflected"),
    ]
    assert log.current(workshop).texts.notes


def test_chair_gives_the_word_and_nobody_else():
    workshop, people = at("vote", people=2)
    vote(workshop, "AB")
    engine.submit(workshop, c.CloseForTable(1, step_of(workshop).number))
    chair = chair_of(people)
    other = next(person for person in people if person is not chair)
    assert notice(post(other, "word", headers=SCRIPTED, option="A")) == "Only the chair can do that."
    assert post(chair, "word", option="B").status_code == 302
    assert state_of(workshop).tables[1].play.decision.option == "B"


def test_pen_of_an_absent_chair_is_taken():
    workshop, people = at("talk")
    chair = chair_of(people)
    other = next(person for person in people if person is not chair)
    assert notice(post(other, "take-pen", headers=SCRIPTED)) == "The chair is here and holds the pen."
    engine.submit(workshop, c.NoteAway(chair.id_in_log))
    assert post(other, "take-pen").status_code == 302
    assert state_of(workshop).tables[1].pen == state_of(workshop).players[other.id_in_log].role


def test_whoever_acts_is_back():
    workshop, people = at("choice")
    engine.submit(workshop, c.NoteAway(people[0].id_in_log))
    post(people[0], "choose", option="A")
    assert events(workshop)[-2:] == ["CameBack", "ChoiceMade"]


def test_seat_is_taken_once():
    workshop = WorkshopFactory(doors__tables=2)
    first, second = PlayerFactory(workshop=workshop), PlayerFactory(workshop=workshop)
    assert post(first, "seat", seat="2-M1").status_code == 302
    answer = post(second, "seat", headers=SCRIPTED, seat="2-M1")
    assert notice(answer) == "Somebody else has just taken that seat. Choose another one."
    assert state_of(workshop).tables[2].seats["M1"] == first.id_in_log
