"""Paper at the desk: the form that asks for what can be entered, and what becomes of what was typed (SEAT-12)."""

import re

import pytest

from game import engine
from game.rules import commands as c
from tests.factories import WorkshopFactory, events, notice, reach, seat, start, state_of, step_of

pytestmark = pytest.mark.django_db


class Desk:
    """A desk that leads a workshop of one table."""

    def __init__(self, client, user, people=5, **options):
        client.force_login(user)
        self.client, self.workshop = client, WorkshopFactory(is_shipped=True, doors__seats=5, **options)
        self.workshop.facilitators.add(user)
        if people:
            seat(self.workshop, people)

    def post(self, verb, htmx=True, **data):
        step = state_of(self.workshop).tables[1].step
        sent = {"table": 1, "step": step.number if step else 0, **data}
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(f"/facilitate/{self.workshop.slug}/{verb}/", sent, headers=headers)

    def panel(self):
        page = self.client.get(f"/facilitate/{self.workshop.slug}/").content.decode()
        return page[page.index('id="slot-table-1"') : page.index('id="panel-say"')]


@pytest.fixture
def desk(client, django_user_model):
    def make(**options):
        return Desk(client, django_user_model.objects.create_user("leader"), **options)

    return make


def whole(desk, **options):
    """A table on paper in its first situation."""
    made = desk(**options)
    start(made.workshop)
    made.post("put-on-paper")
    engine.submit(made.workshop, c.OpenRound(1))
    return made


def test_table_without_devices_is_put_on_paper(desk):
    """SEAT-12."""
    made = desk(people=0)
    made.post("put-on-paper", persons="4")
    assert len(state_of(made.workshop).tables[1].taken()) == 4
    assert "This table plays on paper" in made.panel()
    made.post("take-off-paper")
    assert state_of(made.workshop).tables[1].taken() == ()


def test_seat_is_put_on_paper(desk):
    """SEAT-12."""
    made = desk()
    made.post("put-on-paper", role="M1")
    table = state_of(made.workshop).tables[1]
    assert state_of(made.workshop).on_paper(table) == ("M1",)


def test_form_asks_for_choices_votes_decision_and_ticks(desk):
    """SEAT-12."""
    panel = whole(desk).panel()
    for name in ("choice-A", "decide-A", "option", "unanimity", "tie"):
        assert f'name="{name}"' in panel, name
    assert "Close this step" not in panel
    assert not re.search('name="(advise-A|overruled)"', panel), "all decide here"


def test_entered_votes_lead_to_the_consequence(desk):
    """SEAT-12."""
    made = whole(desk)
    answer = made.post("enter-paper", **{"decide-A": "3", "decide-B": "1", "decide-C": ""})
    assert notice(answer) == ""
    assert step_of(made.workshop).name == "consequence"
    assert "PaperEntered" in events(made.workshop)


def test_entered_decision_leads_to_the_consequence(desk):
    """SEAT-12."""
    made = whole(desk)
    made.post("enter-paper", option="A", tie="on")
    decision = state_of(made.workshop).tables[1].play.decision
    assert (decision.option, decision.manner) == ("A", "word")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"decide-A": "9"}, "At most"),
        ({"decide-A": "two"}, "two is none"),
        ({"decide-A": "-1"}, "-1 is none"),
        ({"option": "Z"}, "not open"),
        ({}, "Enter the votes"),
    ],
)
def test_entry_that_cannot_be_is_refused_and_the_panel_stays_as_it_is(desk, typed, says):
    """SEAT-12: the same part again is not replaced, so what was typed in it stays."""
    made = whole(desk)
    before, shown = events(made.workshop), made.panel()
    answer = made.post("enter-paper", **typed)
    assert says in notice(answer)
    assert events(made.workshop) == before
    mark = re.compile(r'data-part="table-1" data-hash="(\w+)"')
    assert mark.search(answer.content.decode())[1] == mark.search(shown)[1]


def test_page_that_is_loaded_anew_says_what_was_typed(desk):
    """SEAT-12: without JavaScript too."""
    answer = whole(desk).post("enter-paper", htmx=False, **{"decide-A": "9", "advise-C": "1"})
    assert "You had written: A 9, C 1" in notice(answer)


def test_second_click_does_nothing(desk):
    """STEP-1."""
    made = whole(desk)
    step = step_of(made.workshop).number
    made.post("enter-paper", option="A")
    before = events(made.workshop)
    assert "moved on" in notice(made.post("enter-paper", step=step, option="A"))
    assert events(made.workshop) == before


def test_seats_beside_phones_are_entered_or_passed_over(desk):
    """SEAT-12, STEP-2."""
    made = desk()
    made.post("put-on-paper", role="M1")
    reach(made.workshop, "choice")
    assert "Pass them over" in made.panel()
    made.post("enter-paper", passed="yes")
    assert "M1" in state_of(made.workshop).tables[1].play.answered
    assert "Enter this instead" in made.panel()


def test_stranger_enters_nothing(desk, client, django_user_model):
    """SEAT-12: who does not lead is told nothing."""
    made = whole(desk)
    client.force_login(django_user_model.objects.create_user("stranger"))
    before = events(made.workshop)
    for verb in ("enter-paper", "put-on-paper", "take-off-paper"):
        assert made.post(verb, option="A").status_code == 404
    assert events(made.workshop) == before
