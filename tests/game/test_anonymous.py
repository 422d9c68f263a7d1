"""Anonymous votes in the database: no line and no note leads from a decision to a person (VOTE-10)."""

import json

import pytest

from game import engine, log
from game.models import LogLine, Note
from game.rules import commands as c
from tests.factories import WorkshopFactory, at, browser_of, do, lead, reach, seat, state_of, step_of, vote

pytestmark = pytest.mark.django_db

WORDS = ("quintessencia", "mellifluously", "zanzibarine", "verdigris", "palimpsest")


def chosen(letters="ABAAB", **settings):
    """A table whose five people have chosen, each with words of their own."""
    workshop, people = at("choice", people=len(letters), doors__voting="anonymous", **settings)
    for person, letter, words in zip(people, letters, WORDS, strict=False):
        choose(person, letter, words)
    return workshop, people


def choose(person, letter, words, tap="1"):
    step = step_of(person.workshop).number
    data = {"step": step, "page": "page", "tap": tap, "option": letter, "confidence": "2", "words": words}
    answer = browser_of(person).post(
        f"/workshops/{person.workshop.slug}/choose/", data, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200


def decide(workshop, letters="AAAAA"):
    reach(workshop, "vote")
    vote(workshop, letters)
    engine.submit(workshop, c.CloseForTable(1, step_of(workshop).number))


def answers_in_the_log(workshop):
    return [
        line.data for line in LogLine.objects.filter(workshop=workshop, event__in=("ChoiceMade", "VoteCast"))
    ]


def test_after_the_decision_no_line_holds_an_answer():
    workshop, people = chosen()
    assert {data["option"] for data in answers_in_the_log(workshop)} == {"A", "B"}
    decide(workshop)
    told = answers_in_the_log(workshop)
    assert len(told) == 2 * len(people)
    assert {key for data in told for key in data} == {"table", "player", "page", "tap"}


def test_the_blanked_log_folds_to_what_was_remembered():
    workshop, _people = chosen()
    decide(workshop)
    remembered = log.current(workshop)
    log.forget()
    assert log.current(workshop) == remembered


def test_reasons_stay_without_a_way_to_who_wrote_them():
    """CHOICE-4: the table still reads them."""
    workshop, people = chosen()
    ids = [person.id_in_log for person in people]
    assert set(Note.objects.values_list("player", flat=True)) == {""}
    decide(workshop)
    notes = list(Note.objects.filter(workshop=workshop).order_by("pk"))
    assert {note.text for note in notes} == set(WORDS)
    assert [note.id_in_log for note in notes] == sorted(note.id_in_log for note in notes)
    closed = workshop.lines.get(event="StepClosed", data__name="choice")
    told = json.dumps(closed.data) + "".join(note.id_in_log + note.player for note in notes)
    assert not [name for name in ids if name in told]


def test_words_that_were_changed_are_gone_with_the_decision():
    workshop, people = chosen()
    choose(people[0], "B", "entirely other words", tap="2")
    decide(workshop)
    texts = set(Note.objects.values_list("text", flat=True))
    assert texts == {"entirely other words", *WORDS[1:]}


def test_the_same_words_twice_keep_their_row():
    workshop, people = chosen()
    before = Note.objects.count()
    choose(people[0], "B", WORDS[0], tap="2")
    assert Note.objects.count() == before
    assert state_of(workshop).tables[1].play.choices["P1"].option == "B"


def test_own_page_knows_no_answer_after_the_decision_and_loads_what_keeps_it():
    workshop, people = chosen()
    decide(workshop)
    lead(workshop, "results")
    page = browser_of(people[0]).get(f"/workshops/{workshop.slug}/").content.decode()
    assert 'data-kept="P1.1.choice"' in page and 'data-kept="P1.1.vote"' in page
    assert "only your own device knows" in page
    assert "js/kept" in page


def test_a_confidential_page_loads_nothing_that_keeps():
    workshop, people = at("choice", people=3)
    page = browser_of(people[0]).get(f"/workshops/{workshop.slug}/").content.decode()
    assert "js/kept" not in page and "data-keeps" not in page


def test_a_table_that_never_decided_is_forgotten_when_the_term_ends():
    """PHASE-2."""
    workshop, _people = chosen()
    lead(workshop, "results")
    assert {key for data in answers_in_the_log(workshop) for key in data} == {
        "table",
        "player",
        "page",
        "tap",
    }
    assert not Note.objects.filter(workshop=workshop).exclude(player="").exists()


def test_another_table_keeps_its_answers_until_its_own_decision():
    workshop = WorkshopFactory(doors__tables=2, doors__voting="anonymous")
    people = [*seat(workshop, 3), *seat(workshop, 3, table=2)]
    for table in (1, 2):
        reach(workshop, "choice", table)
    for person in people:
        do(person, c.Choose, option="A")
    decide(workshop, "AAA")
    told = {data["table"]: data.get("option") for data in answers_in_the_log(workshop)}
    assert told == {1: None, 2: "A"}


def test_going_back_tells_nobody_who_answered_again():
    """BACK-2: of two closings only the last keeps its reasons, and words that were taken back are gone."""
    workshop, people = chosen()
    reach(workshop, "talk")
    engine.submit(workshop, c.StepBack(1, step_of(workshop).number, "choice"))
    choose(people[1], "A", "other words", tap="9")
    decide(workshop)
    closed = list(workshop.lines.filter(event="StepClosed", data__name="choice").order_by("version"))
    assert len(closed) == 2
    assert "reasons" not in closed[0].data and "pattern" not in closed[0].data
    assert "mellifluously" not in set(Note.objects.values_list("text", flat=True))
    remembered = log.current(workshop)
    log.forget()
    assert log.current(workshop) == remembered
