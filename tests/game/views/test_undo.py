"""A wrong click at the desk: what was done is said, and for ten seconds it can be taken back."""

import re

import pytest

from game import engine
from game.models import DeskNote
from game.rules import commands as c
from game.views.undoing import OFFERED, UNDONE
from game.views.verbs import MANY, VERBS, WORDS
from tests.factories import WorkshopFactory, events, lead, notice, reach, seat, state_of, step_of
from tests.game.views.test_verbs import OFFERED as PHASES
from tests.game.views.test_verbs import prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


def press(client, workshop, verb, **sent):
    """Press a button, as the open page does."""
    return client.post(f"/facilitate/{workshop.slug}/{verb}/", sent, headers={"HX-Request": "true"})


def offered(answer):
    """The verb and the fields of the undo that an answer offers, or None."""
    form = re.search(r'<form class="undo".*?</form>', answer.content.decode(), re.DOTALL)
    if form is None:
        return None
    verb = re.search(r'action="/facilitate/\w+/([\w-]+)/"', form[0])[1]
    fields = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form[0])
    return verb, [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]


def take_back(client, workshop, offer):
    verb, fields = offer
    sent = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    return press(client, workshop, verb, **sent)


def test_every_undo_belongs_to_a_verb():
    assert set(UNDONE) <= {*VERBS, *WORDS, MANY}


@pytest.mark.parametrize("verb", [verb for verb in UNDONE if verb != "next-phase-anyway"])
def test_what_was_done_is_taken_back(client, leader, verb):
    """Given a phase in which a verb may be used, when it is undone, then what it changed is as before."""
    phase = {"next-phase": "briefing", "close-table": "briefing", "reopen-table": "briefing"}.get(
        verb, PHASES[verb][1][-1]
    )
    phase = "debrief" if verb in ("ask-question", "hide-note", "show-note") else phase
    workshop, data = prepared(phase, verb, leader)
    before = state_of(workshop)
    offer = offered(press(client, workshop, verb, **{**data, "goes": 2, "words": "Soon."}))
    assert offer is not None and state_of(workshop).version > before.version
    take_back(client, workshop, offer)
    after = state_of(workshop)
    for what in ("phase", "question", "doors_open", "hidden", "messages"):
        assert getattr(after, what) == getattr(before, what), what
    assert (after.paused_at is None) == (before.paused_at is None)
    people = {p.id: p.removed for p in before.players.values()}
    assert {p.id: p.removed for p in after.players.values()} == people
    if verb == "move":
        assert {p.id: p.table for p in after.players.values()} == {
            p.id: p.table for p in before.players.values()
        }
    assert after.tables[1].closed == before.tables[1].closed
    if verb == "close-step":
        assert after.tables[1].step.name == before.tables[1].step.name == "choice"
        assert after.tables[1].play.choices == before.tables[1].play.choices


def test_it_is_offered_for_ten_seconds(client, leader):
    workshop, data = prepared("briefing", "pause", leader)
    answer = press(client, workshop, "pause", **data)
    until = int(re.search(r'data-until="(\d+)"', answer.content.decode())[1])
    assert 0 < until - int(answer["X-Now"]) <= OFFERED == 10_000


def test_second_click_has_nothing_to_undo(client, leader):
    workshop, data = prepared("briefing", "pause", leader)
    assert offered(press(client, workshop, "pause", **data))
    assert offered(press(client, workshop, "pause", **data)) is None


def test_way_back_that_is_gone_is_refused_in_words(client, leader):
    """The table has moved on since: undo says so, and changes nothing."""
    workshop, data = prepared("playing", "close-step", leader)
    offer = offered(press(client, workshop, "close-step", **data))
    engine.submit(workshop, c.CloseForTable(1, step_of(workshop).number))
    before = events(workshop)
    told = take_back(client, workshop, offer).content.decode()
    assert "The table has moved on." in told and events(workshop) == before


def test_term_that_was_ended_has_no_way_back(client, leader):
    """PHASE-1: from the results nobody goes back to playing, and none is offered."""
    workshop, data = prepared("playing", "next-phase-anyway", leader)
    assert offered(press(client, workshop, "next-phase-anyway", **data)) is None
    assert state_of(workshop).phase == "results"


def test_decision_that_was_forced_opens_its_vote_again(client, leader):
    """BACK-4."""
    workshop, _data = prepared("playing", "close-step", leader)
    people = reach(workshop, "vote") or None
    state = state_of(workshop)
    seats = state.tables[1].seats
    for role in state.tables[1].taken():
        engine.submit(workshop, c.CastVote(seats[role], step_of(workshop).number, "A", "p", 1))
    offer = offered(press(client, workshop, "close-step", table=1, step=step_of(workshop).number))
    assert people is None and step_of(workshop).name == "consequence"
    take_back(client, workshop, offer)
    assert step_of(workshop).name == "talk" and "DecisionWithdrawn" in events(workshop)


# --- many tables at once


@pytest.fixture
def hall(leader):
    """Three tables in choice."""
    workshop = WorkshopFactory(doors__tables=3)
    workshop.facilitators.add(leader)
    for table in (1, 2, 3):
        seat(workshop, 3, table)
    lead(workshop, "playing")
    engine.submit(workshop, c.OpenRound(1))
    for table in (1, 2, 3):
        engine.submit(workshop, c.CloseForTable(table, step_of(workshop, table).number))
    return workshop


def moments(workshop):
    return [f"{n}.{table.step.number}" for n, table in state_of(workshop).tables.items()]


def steps(workshop):
    return [table.step.name for table in state_of(workshop).tables.values()]


def test_one_verb_for_all_tables_that_are_shown_and_one_undo(client, hall):
    answer = press(client, hall, "many", do="close-step", filter="all", moment=moments(hall))
    assert steps(hall) == ["reveal"] * 3 and "Step closed at 3 tables." in answer.content.decode()
    take_back(client, hall, offered(answer))
    assert steps(hall) == ["choice"] * 3


def test_filter_spares_the_tables_that_are_not_shown(client, hall):
    for _close in range(2):
        engine.submit(hall, c.CloseForTable(2, step_of(hall, 2).number))
    assert steps(hall) == ["choice", "talk", "choice"]
    press(client, hall, "many", do="close-step", filter="talk", moment=moments(hall))
    assert steps(hall) == ["choice", "vote", "choice"]


def test_table_that_moved_on_meanwhile_is_left_alone(client, hall):
    seen = moments(hall)
    engine.submit(hall, c.CloseForTable(2, step_of(hall, 2).number))
    told = press(client, hall, "many", do="close-step", filter="all", moment=seen).content.decode()
    assert steps(hall) == ["reveal"] * 3 and "1 was left as it is." in told


def test_tables_are_nudged_once(client, hall):
    for _click in range(2):
        told = press(client, hall, "many", do="nudge", filter="all", moment=moments(hall)).content.decode()
    assert events(hall).count("TableNudged") == 3 and "Nothing was changed" in told


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "delete", "moment": "1.1"},
        {"do": "close-step", "moment": "x.y"},
        {"do": "close-step", "moment": ""},
        {"do": "take-back", "moment": "1.1.done"},
        {"do": "close-step", "filter": "none-such", "moment": "1.1"},
        {"do": "close-step", "moment": "99.1"},
        {},
    ],
)
def test_nonsense_changes_nothing(client, hall, sent):
    before = events(hall)
    answer = press(client, hall, "many", **sent)
    assert answer.status_code == 200 and events(hall) == before
    assert len(notice(answer)) > 10


def test_each_line_says_who_asked_for_it(client, hall, leader):
    before = len(events(hall))
    press(client, hall, "many", do="extend", filter="all", moment=moments(hall))
    assert set(hall.lines.filter(version__gt=before).values_list("by", flat=True)) == {leader.pk}


# --- the plan anew


def test_new_plan_is_told_to_the_room_once(client, hall):
    sent = {"change": ["reflect 30", "talk 150"], "said": "c3"}
    for _click in range(2):
        press(client, hall, "apply-clock", **sent)
    assert events(hall).count("ClockReplanned") == events(hall).count("MessageSaid") == 1
    words = hall.notes.get(id_in_log="say.c3").text
    assert words == "A word on time. Reflection takes 0:30 now. Talks take 2:30 now."


@pytest.mark.parametrize("minutes", ["soon", "0", "-4", "99999", ""])
def test_odd_minutes_are_answered_in_words(client, hall, minutes):
    before = events(hall)
    told = press(client, hall, "set-end", minutes=minutes).content.decode()
    assert events(hall) == before
    assert "Write the minutes as a number from 1 to 720." in told or "could not be understood" in told


# --- a note for nobody else


def note(client, workshop, words, table=1):
    return client.post(
        f"/facilitate/{workshop.slug}/note/{table}/", {"words": words}, headers={"HX-Request": "true"}
    )


def test_note_is_seen_by_its_writer_alone(client, hall, django_user_model):
    note(client, hall, "Anna carries this table")
    assert "Anna carries this table" in client.get(f"/facilitate/{hall.slug}/").content.decode()
    other = django_user_model.objects.create_user("other")
    hall.facilitators.add(other)
    client.force_login(other)
    assert "Anna carries" not in client.get(f"/facilitate/{hall.slug}/").content.decode()
    assert "Anna carries" not in client.get(f"/projector/{hall.slug}/").content.decode()


def test_note_is_changed_and_without_words_it_is_gone(client, hall):
    note(client, hall, "One")
    note(client, hall, "Two")
    assert list(DeskNote.objects.values_list("table", "text")) == [(1, "Two")]
    note(client, hall, "  ")
    assert not DeskNote.objects.exists()


def test_note_that_is_too_long_or_about_no_table_is_refused_in_words(client, hall):
    assert "Write at most 500 signs" in note(client, hall, "x" * 501).content.decode()
    assert "There is no such table." in note(client, hall, "x", table=9).content.decode()
    assert not DeskNote.objects.exists()


def test_stranger_notes_nothing(client, hall, django_user_model):
    client.force_login(django_user_model.objects.create_user("stranger"))
    assert client.post(f"/facilitate/{hall.slug}/note/1/", {"words": "x"}).status_code == 404
    client.logout()
    assert client.post(f"/facilitate/{hall.slug}/note/1/", {"words": "x"}).status_code == 302
    assert not DeskNote.objects.exists()


def test_note_goes_with_its_workshop(client, hall):
    note(client, hall, "One")
    hall.delete()
    assert not DeskNote.objects.exists()


def test_undo_of_many_takes_back_the_undecided_and_the_decided(client, hall):
    """Table 1 goes from talk to vote, table 2 from vote to its decision; both come back."""
    for table, closes in ((1, 2), (2, 3)):
        for _close in range(closes):
            engine.submit(hall, c.CloseForTable(table, step_of(hall, table).number))
    state = state_of(hall)
    for role in state.tables[2].taken():
        engine.submit(hall, c.CastVote(state.tables[2].seats[role], step_of(hall, 2).number, "A", "p", 1))
    assert steps(hall)[:2] == ["talk", "vote"]
    sent = [moment for moment in moments(hall) if not moment.startswith("3.")]
    answer = press(client, hall, "many", do="close-step", filter="all", moment=sent)
    assert steps(hall)[:2] == ["vote", "consequence"]
    take_back(client, hall, offered(answer))
    assert steps(hall)[:2] == ["talk", "talk"]
