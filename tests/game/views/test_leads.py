"""ROOM-5 on the pages: a lead reaches the curators with consent, once, and holds nothing that leads back."""

import re

import pytest
from django.test import Client

from game import engine, retention
from game.models import LogLine
from game.rules import commands as c
from research.models import Case, Submission
from tests.factories import WorkshopFactory, browser_of, events, lead, notice, seat, state_of

pytestmark = pytest.mark.django_db(transaction=True)

LEAD = {
    "happened": "They let the <b>children</b> choose.",
    "where": "Testby, the school office",
    "read_about": "https://example.org/school",
    "agreed": "on",
    "said": "0123456789ab",
}
SCRIPTED = {"HX-Request": "true"}


@pytest.fixture
def workshop():
    return WorkshopFactory(doors__tables=2, title="Zanzibarine")


@pytest.fixture
def people(workshop):
    """Three at the first table, one at the second, at the last question of the debrief."""
    found = [*seat(workshop, 3), *seat(workshop, 1, table=2)]
    lead(workshop, "debrief")
    engine.submit(workshop, c.AskQuestion(5))
    return found


def send(person, headers=SCRIPTED, **data):
    address = f"/workshops/{person.workshop.slug}/lead/"
    return browser_of(person).post(address, {**LEAD, **data}, headers=headers)


def page(person):
    return browser_of(person).get(f"/workshops/{person.workshop.slug}/").content.decode()


def test_lead_reaches_the_curators_and_becomes_no_case(workshop, people):
    """ROOM-5"""
    answer = send(people[0])
    assert answer.status_code == 200
    assert notice(answer) == ""
    assert "Your table has sent 1 case" in answer.content.decode()
    row = Submission.objects.get()
    assert (row.kind, row.origin, row.state, row.agreed) == ("lead", "table", "new", True)
    assert row.said == {name: LEAD[name] for name in ("happened", "where", "read_about")}
    assert not Case.objects.exists()


def test_lead_holds_nothing_that_leads_back(workshop, people):
    """ROOM-5, KEEP-1: no name, no workshop, no hour; and the log knows no word of it and not what it is called there."""
    send(people[0])
    row = Submission.objects.get()
    held = " ".join(str(getattr(row, field.name)) for field in Submission._meta.fields)
    mine = (people[0].name, people[0].id_in_log, people[0].key, workshop.slug, workshop.code, workshop.title)
    assert not any(secret in held for secret in (*mine, str(workshop.uuid), LEAD["said"]))
    assert f"{row.received_at:%H:%M:%S.%f}" == "00:00:00.000000"
    line = LogLine.objects.get(event="LeadSent")
    assert line.data == {"table": 1, "lead": LEAD["said"]}
    assert row.sent_as not in str(list(LogLine.objects.values_list("data", flat=True)))


def test_lead_stays_when_the_workshop_is_deleted(workshop, people):
    """ROOM-5, KEEP-4"""
    send(people[0])
    lead(workshop, "closed")
    workshop.refresh_from_db()
    retention.delete(workshop)
    assert Submission.objects.count() == 1


def test_second_of_two_taps_sends_nothing(workshop, people):
    """ROOM-5"""
    for _tap in range(3):
        assert notice(send(people[0])) == ""
    assert Submission.objects.count() == events(workshop).count("LeadSent") == 1


def test_table_sends_three_and_the_fourth_is_given_back(workshop, people):
    """ROOM-5: whoever at the table sends them; where there is no room the page asks no more."""
    for number, person in enumerate(people[:3]):
        send(person, said=f"{number:012x}")
    answer = send(people[0], said="f" * 12, headers={})
    assert "Your table has sent 3 already." in notice(answer)
    assert LEAD["where"] in notice(answer)
    assert Submission.objects.count() == 3
    assert 'name="happened"' not in page(people[1])
    assert "Your table has sent 3 cases" in page(people[1])
    assert 'name="happened"' in page(people[3])
    send(people[3], said="e" * 12)
    assert Submission.objects.count() == 4


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"agreed": ""}, "Without your consent we may not keep it."),
        ({"happened": " \x00 "}, "Write in a few words what happened."),
        ({"where": ""}, "Write where it was"),
        ({"happened": "word " * 151}, "Write at most 150 words; these are 151."),
        ({"happened": "x" * 5000}, "Write at most 4000 signs"),
        ({"read_about": "x" * 301}, "Write at most 300 signs"),
        ({"said": ""}, "Please send it once more."),
        ({"said": "<script>"}, "Please send it once more."),
    ],
)
def test_mistake_is_told_and_nothing_is_lost(workshop, people, wrong, sentence):
    """ROOM-5: without a script the words stand in the notice; with one they are still in the field."""
    for headers in ({}, SCRIPTED):
        answer = send(people[0], headers=headers, **wrong)
        assert answer.status_code == 200
        assert sentence in notice(answer)
        if not headers:
            assert LEAD["where"] in notice(answer) or "where" in wrong
    assert not Submission.objects.exists()
    assert "LeadSent" not in events(workshop)


def test_lead_after_its_moment_is_given_back(workshop, people):
    """ROOM-5: the plan has begun."""
    lead(workshop, "plan")
    answer = send(people[0], headers={})
    assert "The table has moved on" in notice(answer)
    assert LEAD["where"] in notice(answer)
    assert not Submission.objects.exists()


def test_stranger_is_refused(workshop, people):
    """ROOM-5"""
    address = f"/workshops/{workshop.slug}/lead/"
    assert Client().post(address, LEAD).status_code == 404
    other = seat(WorkshopFactory(), 1)[0]
    assert browser_of(other).post(address, LEAD).status_code == 404
    engine.submit(workshop, c.RemovePlayer(people[0].id_in_log))
    assert "taken you out" in notice(send(people[0]))
    assert not Submission.objects.exists()


def test_page_without_a_script_carries_a_name_for_its_lead(workshop, people):
    """ROOM-5: each page another, so that going on after one lead a second can be sent."""
    names = {re.search(r'name="said" value="([0-9a-f]+)"', page(people[0]))[1] for _look in "12"}
    assert len(names) == 2
    answer = send(people[0], headers={}, said=names.pop())
    assert answer.status_code == 302
    assert state_of(workshop).tables[1].leads


def test_notice_with_words_is_not_taken_away_by_looking_again(workshop, people):
    """Whoever is ready looks again by itself without a script; not while there are words to copy."""
    engine.submit(workshop, c.MarkRead(people[0].id_in_log, 0))
    assert 'http-equiv="refresh"' in page(people[0])
    assert 'http-equiv="refresh"' not in send(people[0], headers={}, agreed="").content.decode()


def test_only_the_last_question_asks_for_it(workshop, people):
    """ROOM-5"""
    assert "We know such a case" in page(people[0])
    engine.submit(workshop, c.AskQuestion(4))
    assert "We know such a case" not in page(people[0])
