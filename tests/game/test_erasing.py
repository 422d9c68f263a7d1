"""A person reads, takes along and erases what is kept of them; no table, log, cache or memory leads to them afterwards (KEEP-6)."""

import json

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from game import engine, log, render, retention, rewriting, solo
from game.models import Answer, LogLine, Note, Player, SaveLink, Workshop
from game.rules import Refused
from game.rules import commands as c
from tests.factories import (
    ScenarioFactory,
    WorkshopFactory,
    browser_of,
    lead,
    reach,
    seat,
    state_of,
    step_of,
    vote,
    wish,
)

pytestmark = pytest.mark.django_db
NAME, WORDS = "Zacharias Quist", "Because my own street floods every spring."


@pytest.fixture
def workshop():
    """A table of five, in the talk of its first round: the third person has given a reason in words."""
    made = WorkshopFactory(doors__tables=2, doors__seats=5)
    people = seat(made, 5)
    person = people[2]
    person.name = NAME
    person.save()
    reach(made, "choice")
    row = Note(workshop=made, player=person.id_in_log, id_in_log=f"{person.id_in_log}.3", text=WORDS)
    engine.submit(made, wish(person, c.Choose, option="B", confidence=2, note=row.id_in_log), [row])
    Answer.objects.create(workshop=made, player=person.id_in_log, name="before-1", value=7)
    reach(made, "talk")
    return made


@pytest.fixture
def person(workshop):
    return Player.objects.get(workshop=workshop, name=NAME)


def address(workshop, end="/"):
    return f"/workshops/{workshop.slug}/my-data{end}"


def everything():
    """All that the database holds, as one text."""
    return json.dumps(
        [list(model._default_manager.values_list()) for model in apps.get_models()],
        default=str,
        ensure_ascii=False,
    )


def erase(browser, workshop, **sent):
    return browser.post(address(workshop), {"sure": "1", **sent})


def test_page_shows_all_that_is_kept(workshop, person):
    page = browser_of(person).get(address(workshop)).content.decode()
    for told in (NAME, WORDS, "your choice", "B, ", "1 answer"):
        assert told in page, told


def test_file_holds_every_line_that_names_the_person(workshop, person):
    answer = browser_of(person).get(address(workshop, ".json"))
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    told = json.loads(answer.content)
    assert (told["name"], told["answers"], told["words"][0]["text"]) == (NAME, {"before-1": 7}, WORDS)
    lines = LogLine.objects.filter(workshop=workshop)
    naming = [line for line in lines if person.id_in_log in json.dumps(line.data)]
    assert len(told["log"]) == len(naming) > 3
    assert {"ChoiceMade", "SeatTaken"} <= {line["what"] for line in told["log"]}


def test_strangers_and_neighbours_are_shown_nothing(workshop, person):
    other = Player.objects.filter(workshop=workshop).exclude(pk=person.pk).first()
    for browser in (Client(), browser_of(seat(WorkshopFactory(), 1)[0])):
        assert browser.get(address(workshop)).status_code == 404
        assert browser.get(address(workshop, ".json")).status_code == 404
        assert erase(browser, workshop).status_code == 404
    neighbour = browser_of(other)
    assert NAME not in neighbour.get(f"{address(workshop)}?who={person.id_in_log}").content.decode()
    assert WORDS not in neighbour.get(address(workshop, ".json")).content.decode()


def test_nothing_leads_to_the_person_any_more(workshop, person):
    """In no table, no line of the log, no cache and no memory; the browser is a stranger's."""
    browser = browser_of(person)
    browser.get(f"/workshops/{workshop.slug}/")
    shown = erase(browser, workshop)
    assert shown.status_code == 200 and "It is erased" in shown.content.decode()
    kept = everything()
    for trace in (person.id_in_log, person.key, NAME, WORDS):
        assert trace not in kept, trace
    assert person.id_in_log not in str(getattr(cache, "_cache", ""))
    assert workshop.uuid not in render.remembered()
    current = log.current(workshop)
    assert person.id_in_log not in current.state.players and NAME not in current.texts.names.values()
    assert browser.get(f"/workshops/{workshop.slug}/").status_code == 404
    assert Client().get(f"/workshops/{workshop.slug}/back/{person.key}/").status_code == 404


def test_memory_equals_the_rewritten_log(workshop, person):
    retention.erase(workshop, person.id_in_log)
    remembered = log.current(workshop)
    assert remembered == log.folded(workshop)


def test_other_process_folds_the_rewritten_log_too(workshop, person):
    """It remembers the state before the erasure, and learns of it by the line."""
    stale = log.current(workshop)
    retention.erase(workshop, person.id_in_log)
    log.forget_workshop(workshop.uuid)
    log.remember(workshop.uuid, stale)
    current = log.current(workshop)
    assert current == log.folded(workshop) and person.id_in_log not in current.state.players


def test_table_plays_on_with_a_free_seat(workshop, person):
    before = state_of(workshop)
    role = before.players[person.id_in_log].role
    retention.erase(workshop, person.id_in_log)
    assert state_of(workshop).tables[1].seats[role] is None
    reach(workshop, "vote")
    vote(workshop, "A")
    reach(workshop, "consequence")
    assert state_of(workshop).tables[1].decided[0].decision.option == "A"


def test_what_was_decided_stays(workshop, person):
    reach(workshop, "consequence")
    before = state_of(workshop).tables[1]
    retention.erase(workshop, person.id_in_log)
    after = state_of(workshop).tables[1]
    assert [play.decision for play in after.decided] == [play.decision for play in before.decided]
    assert (after.poles, after.resources, after.people) == (before.poles, before.resources, before.people)


@pytest.mark.parametrize("phase", ["results", "debrief", "closed"])
def test_one_is_forgotten_at_any_time(workshop, person, phase):
    lead(workshop, phase)
    assert erase(browser_of(person), workshop).status_code == 200
    assert NAME not in everything()


def test_box_that_is_not_ticked_erases_nothing(workshop, person):
    answer = browser_of(person).post(address(workshop))
    assert answer.status_code == 422 and "Nothing was erased" in answer.content.decode()
    assert Note.objects.filter(text=WORDS).exists()


def test_tapped_twice_it_is_done_once(workshop, person):
    first, second = browser_of(person), browser_of(person)
    assert erase(first, workshop).status_code == 200
    version = state_of(workshop).version
    assert erase(second, workshop).status_code == 404 and state_of(workshop).version == version


def test_desk_is_not_told_who_it_was(workshop, person):
    """A seat is free; in the list of those who were taken away nobody appears."""
    retention.erase(workshop, person.id_in_log)
    told = json.dumps(log.current(workshop).texts.names)
    assert NAME not in told
    with pytest.raises(Refused):
        engine.submit(workshop, c.Readmit(person.id_in_log))


@pytest.fixture
def device():
    """A device that plays for three seats, in a vote: whoever holds it sees an own page."""
    made = WorkshopFactory(doors__tables=1, doors__seats=5)
    owner = seat(made, 1)[0]
    rows = [Player(workshop=made, id_in_log=name) for name in ("beside-1", "beside-2")]
    engine.submit(made, c.ShareDevice(owner.id_in_log, 1, ("beside-1", "beside-2")), rows)
    reach(made, "choice")
    return owner


def takes(owner, player):
    step = step_of(owner.workshop).number
    engine.submit(owner.workshop, c.TakeDevice(player, step))


def test_shared_device_shows_only_the_seat_that_holds_it(device):
    """SEAT-11: what the cover hides is not shown by this page either."""
    made, browser = device.workshop, browser_of(device)
    covered = browser.get(address(made))
    assert covered.status_code == 422 and "Several seats share this device" in covered.content.decode()
    assert browser.get(address(made, ".json")).status_code == 404
    assert erase(browser, made).status_code == 422
    takes(device, "beside-1")
    assert json.loads(browser.get(address(made, ".json")).content)["id"] == "beside-1"
    assert json.loads(browser.get(f"{address(made, '.json')}?who=beside-2").content)["id"] == "beside-1"


def test_shared_device_lets_each_seat_go_and_its_owner_last(device):
    made, browser = device.workshop, browser_of(device)
    takes(device, device.id_in_log)
    refused = erase(browser, made)
    assert refused.status_code == 422 and "Erase theirs first" in refused.content.decode()
    for other in ("beside-1", "beside-2"):
        takes(device, other)
        done = erase(browser, made)
        assert done.status_code == 200 and f"/workshops/{made.slug}/" in done.content.decode()
    assert erase(browser, made).status_code == 200
    assert not Player.objects.filter(workshop=made).exists()


def test_second_tap_that_comes_in_between_finds_it_done(workshop, person, monkeypatch):
    monkeypatch.setattr(retention, "erase", lambda *_asked: (_ for _ in ()).throw(Refused("gone")))
    assert erase(browser_of(person), workshop).status_code == 200


def test_solo_game_goes_as_a_whole_with_its_link():
    scenario = ScenarioFactory(is_shipped=True)
    player = solo.begin(scenario, "P1", 3)
    assert erase(browser_of(player), player.workshop).status_code == 200
    assert not Workshop.objects.exists() and not SaveLink.objects.exists()


def test_other_process_forgets_a_closed_workshop_in_which_somebody_was_erased(workshop, person):
    lead(workshop, "closed")
    stale = log.current(workshop)
    retention.erase(workshop, person.id_in_log)
    log.forget_workshop(workshop.uuid)
    log.remember(workshop.uuid, stale)
    retention.sweep()
    assert log.recall(workshop.uuid) is None


@pytest.mark.parametrize("phase", ["lobby", "welcome", "playing", "results", "debrief", "plan"])
def test_workshop_that_is_played_is_remembered_whatever_it_was_behind(phase):
    """Whoever asks for it next reads the lines that are new; folding all of it anew would be felt in the hall."""
    made = WorkshopFactory(doors__tables=1)
    people = seat(made, 3)
    lead(made, phase)
    stale = log.current(made)
    engine.submit(made, c.NoteAway(people[0].id_in_log))
    log.forget_workshop(made.uuid)
    log.remember(made.uuid, stale)
    retention.sweep()
    assert log.recall(made.uuid) is stale


def test_rounds_in_which_somebody_answered_are_told_to_the_rules(workshop, person):
    assert rewriting.rounds_of(workshop, person.id_in_log) == ((1, 1),)
    onlooker = seat(workshop, 1, table=2)[0]
    assert rewriting.rounds_of(workshop, onlooker.id_in_log) == ()


def test_what_a_table_of_one_answered_goes_with_that_one():
    """What is told of "the table" would be what one person answered: reasons and the way from choice to vote go too."""
    made = WorkshopFactory(doors__tables=1, doors__seats=5)
    person = seat(made, 1)[0]
    reach(made, "choice")
    engine.submit(made, wish(person, c.Choose, option="B", reason="fair"))
    reach(made, "vote")
    vote(made, "A")
    reach(made, "consequence")
    retention.erase(made, person.id_in_log)
    closed = LogLine.objects.filter(workshop=made, event="StepClosed").values_list("data", flat=True)
    assert closed and not any(data.get("flows") or data.get("reasons") for data in closed)
    assert log.current(made) == log.folded(made)
