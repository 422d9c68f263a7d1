"""What people write and tick outside the rounds: kept, shown by their own tap, refused with a sentence, never lost."""

import pytest
from django.test import Client

from game import engine
from game.models import Answer, Note
from game.rules import commands as c
from tests.factories import WorkshopFactory, browser_of, events, lead, seat, state_of

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "We asked too late."
PLAN = {
    "when": "the next agenda is drafted",
    "i_will": "ask who is missing",
    "with": "the clerk",
    "by": "1 March",
}


@pytest.fixture
def workshop():
    return WorkshopFactory(doors__format="90", doors__tables=2)


@pytest.fixture
def people(workshop):
    """Three at the first table, one at the second."""
    return [*seat(workshop, 3), *seat(workshop, 1, table=2)]


def post(person, deed, **data):
    """Send a form; a dash in a name is written as two underscores."""
    sent = {name.replace("__", "-"): value for name, value in data.items()}
    return browser_of(person).post(
        f"/workshops/{person.workshop.slug}/{deed}/", sent, headers={"hx-request": "true"}
    )


def page(person):
    return browser_of(person).get(f"/workshops/{person.workshop.slug}/").content.decode()


def test_answer_in_the_debrief_is_ones_own_until_it_is_shown(workshop, people):
    """KEEP-1: no text of a person is shown to others without that person's own tap."""
    lead(workshop, "debrief")
    post(people[0], "keep", question="1", words=WORDS)
    assert WORDS in page(people[0])
    assert not any(WORDS in page(other) for other in people[1:])
    post(people[0], "keep", question="1", words=WORDS, share="1")
    assert all(WORDS in page(other) for other in people[:3])
    assert WORDS not in page(people[3])
    assert people[0].name not in page(people[1])


def test_hidden_answer_is_on_no_other_screen(workshop, people):
    lead(workshop, "debrief")
    post(people[0], "keep", question="1", words=WORDS, share="1")
    engine.submit(workshop, c.HideNote(f"{people[0].id_in_log}.q1"))
    assert not any(WORDS in page(other) for other in people[1:])
    engine.submit(workshop, c.ShowNote(f"{people[0].id_in_log}.q1"))
    assert WORDS in page(people[1])


def test_same_words_sent_twice_write_nothing(workshop, people):
    lead(workshop, "debrief")
    for _tap in range(2):
        post(people[0], "keep", question="1", words=WORDS, share="1")
    assert events(workshop).count("NoteShared") == 1
    assert events(workshop).count("NoteKept") == 1
    lead(workshop, "plan")
    for _tap in range(2):
        post(people[0], "plan", **PLAN)
    assert events(workshop).count("NoteKept") == 2


def test_nothing_written_cannot_be_shown(workshop, people):
    lead(workshop, "debrief")
    told = post(people[0], "keep", question="1", words="  ", share="1").content.decode()
    assert "Write something first" in told
    assert not Note.objects.exists()


def test_question_that_was_not_asked_is_refused(workshop, people):
    lead(workshop, "debrief")
    told = post(people[0], "keep", question="2", words=WORDS).content.decode()
    assert "The table has moved on" in told
    assert not Note.objects.exists()


def test_too_long_words_are_given_back(workshop, people):
    lead(workshop, "debrief")
    told = browser_of(people[0]).post(
        f"/workshops/{workshop.slug}/keep/", {"question": "1", "words": "x" * 600}
    )
    assert "Write at most 500 signs" in told.content.decode()
    assert "x" * 600 in told.content.decode()
    assert not Note.objects.exists()


def test_plan_is_kept_shown_and_printed(workshop, people):
    lead(workshop, "plan")
    post(people[0], "plan", **PLAN)
    assert PLAN["i_will"] in page(people[0])
    assert PLAN["i_will"] not in page(people[1])
    post(people[0], "plan", share="1", **PLAN)
    assert PLAN["i_will"] in page(people[1])
    assert PLAN["i_will"] not in page(people[3])
    printed = browser_of(people[0]).get(f"/workshops/{workshop.slug}/my-plan/").content.decode()
    assert PLAN["i_will"] in printed
    assert "mailto:?subject=" in printed
    lead(workshop, "closed")
    assert PLAN["i_will"] in page(people[0])
    assert PLAN["i_will"] not in page(people[1])


def test_plan_without_when_and_what_is_not_shown_and_not_lost(workshop, people):
    lead(workshop, "plan")
    told = browser_of(people[0]).post(
        f"/workshops/{workshop.slug}/plan/", {"with": "the clerk", "by": "1 March", "share": "1"}
    )
    assert "A plan needs two lines" in told.content.decode()
    assert "the clerk / 1 March" in told.content.decode()
    assert not Note.objects.exists()


def test_plan_line_can_be_emptied_again(workshop, people):
    lead(workshop, "plan")
    post(people[0], "plan", **PLAN)
    post(people[0], "plan", **{**PLAN, "by": ""})
    assert PLAN["by"] not in page(people[0])


@pytest.mark.parametrize("deed", ["keep", "plan", "questions"])
def test_stranger_is_refused(workshop, people, deed):
    lead(workshop, "plan")
    address = f"/workshops/{workshop.slug}/{deed}/"
    assert Client().post(address, {"question": "1", "words": WORDS, "part": "after"}).status_code == 404
    other = seat(WorkshopFactory(), 1)[0]
    assert browser_of(other).post(address, {"words": WORDS}).status_code == 404
    assert Client().get(f"/workshops/{workshop.slug}/my-plan/").status_code == 404
    assert not Note.objects.exists()


def test_rows_are_kept_changed_and_taken_back(workshop, people):
    """Section "Questions asked": 0 to 10 or no answer; never required."""
    lead(workshop, "welcome")
    ann = people[0]
    post(ann, "questions", part="before", before__1="7", before__2="0", often="2")
    rows = dict(Answer.objects.values_list("name", "value"))
    assert rows == {"before-1": 7, "before-2": 0, "often": 2}
    post(ann, "questions", part="before", before__1="8", before__2="", often="")
    assert dict(Answer.objects.values_list("name", "value")) == {"before-1": 8}
    assert state_of(workshop).players[ann.id_in_log].asked == ("before",)
    assert "QuestionsAnswered" in events(workshop)
    assert set(workshop.lines.filter(event="QuestionsAnswered").last().data) == {"table", "player", "part"}


@pytest.mark.parametrize("value", ["11", "-1", "x", "1.5"])
def test_figure_off_the_row_is_a_sentence(workshop, people, value):
    lead(workshop, "welcome")
    told = post(people[0], "questions", part="before", before__1=value).content.decode()
    assert "Choose a figure from 0 to 10, or no answer." in told
    assert not Answer.objects.exists()


def test_skipping_changes_no_figure(workshop, people):
    lead(workshop, "welcome")
    post(people[0], "questions", part="before", skip="1", before__1="3")
    assert not Answer.objects.exists()
    assert state_of(workshop).players[people[0].id_in_log].asked == ("before",)


def test_questions_in_another_phase_are_refused(workshop, people):
    lead(workshop, "debrief")
    told = post(people[0], "questions", part="before", before__1="3").content.decode()
    assert "The table has moved on" in told
    assert not Answer.objects.exists()


def test_forty_five_minutes_ask_after_the_close():
    workshop = WorkshopFactory(doors__format="45")
    ann = seat(workshop, 3)[0]
    lead(workshop, "welcome")
    assert "The table has moved on" in post(ann, "questions", part="before", before__1="3").content.decode()
    lead(workshop, "closed")
    post(ann, "questions", part="after", back__1="3", now__1="6", words="Ask first.")
    assert dict(Answer.objects.values_list("name", "value")) == {"back-1": 3, "now-1": 6}
    assert Note.objects.get().text == "Ask first."


def test_removed_person_keeps_nothing_more(workshop, people):
    lead(workshop, "plan")
    engine.submit(workshop, c.RemovePlayer(people[0].id_in_log))
    post(people[0], "plan", **PLAN)
    assert not Note.objects.exists()
