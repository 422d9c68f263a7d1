"""The log, folded: read once, remembered, replayed, and free of names and words."""

import contextlib
import json
from uuid import uuid4

import pytest

from game import clock, engine, log, rules
from game.models import LogLine, Note, Player
from game.render import rendered
from game.rules import commands as c
from game.rules.screens import Viewer
from tests.factories import PlayerFactory, WorkshopFactory, at, do, events, reach, seat, start, state_of

pytestmark = pytest.mark.django_db

NAME, REASON, LINE = "Zanzibarine", "quintessencia", "mellifluously"


def cold(workshop):
    log.forget()
    return log.current(workshop)


def answer(person):
    """Whatever a person is asked, with the first answer that is taken."""
    table = state_of(person.workshop).tables[state_of(person.workshop).players[person.id_in_log].table]
    kinds = {
        "situation": (c.MarkRead, {}),
        "choice": (c.Choose, {"option": "A"}),
        "reveal": (c.GoOn, {}),
        "talk": (c.CallVote if table.penholder == table_role(person) else c.TapReady, {}),
        "vote": (c.CastVote, {"option": "B"}),
        "runoff": (c.CastVote, {"option": "B"}),
        "consequence": (c.GoOn, {}),
        "reflect": (c.Reflect, {}),
    }
    kind, fields = kinds.get(table.step.name if table.step else "", (None, {}))
    if table.play is not None and table.play.tied:
        kind, fields = c.GiveWord, {"option": table.play.tied[0]}
    if kind is not None:
        with contextlib.suppress(rules.Refused):
            do(person, kind, **fields)


def table_role(person):
    return state_of(person.workshop).players[person.id_in_log].role


def play_to_the_end(workshop, people, machine_time):
    """Let people, bots and the clock play until the workshop is closed."""
    for _tick in range(400):
        state = state_of(workshop)
        if state.phase == "closed":
            return
        coming = [at for at, command in rules.due(state, {}) if not isinstance(command, rules.PRESENCE)]
        machine_time.until(min(coming, default=machine_time.now + 20_000))
        clock.tick(watch_presence=False)
        for person in people:
            answer(person)
    raise AssertionError(f"the workshop does not end: {state_of(workshop).tables[1].step}")


def with_words():
    """A table that has chosen, with names and notes of its people; the chosen words occur nowhere else."""
    workshop = WorkshopFactory()
    people = [PlayerFactory(workshop=workshop, name=f"{NAME} {number}") for number in range(3)]
    for person in people:
        engine.submit(workshop, c.TakeSeat(person.id_in_log, 1))
    reach(workshop, "choice")
    for number, person in enumerate(people):
        note = Note(
            workshop=workshop, player=person.id_in_log, id_in_log=f"n{number}", text=f"{REASON} {number}"
        )
        do(person, c.Choose, rows=[note], option="A", note=note.id_in_log)
    reach(workshop, "reflect")
    note = Note(workshop=workshop, player=people[0].id_in_log, id_in_log="line", text=LINE)
    do(people[0], c.Reflect, rows=[note], note="line")
    return workshop, people


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("shipped", "people"), [(False, 1), (True, 2)])
def test_whole_workshop_played_by_bots_replays_to_the_same(machine_time, shipped, people):
    workshop = WorkshopFactory(is_shipped=shipped, doors__bots=True, doors__led_by_bot=True, doors__tables=2)
    play_to_the_end(workshop, seat(workshop, people), machine_time)
    remembered = log.recall(workshop.uuid)
    assert cold(workshop) == remembered
    assert events(workshop).count("DecisionMade") >= 2
    assert events(workshop)[-1] == "PhaseEntered"
    versions = list(LogLine.objects.values_list("version", flat=True))
    assert versions == list(range(1, len(versions) + 1))
    times = list(LogLine.objects.values_list("at", flat=True))
    assert times == sorted(times)


def test_names_and_notes_are_in_no_log_line():
    with_words()
    told = json.dumps(list(LogLine.objects.values_list("event", "data"))).lower()
    assert Player.objects.filter(name__startswith=NAME).count() == 3
    assert Note.objects.count() == 4
    for word in (NAME, REASON, LINE):
        assert word.lower() not in told


def test_log_without_its_notes_still_replays_and_shows():
    workshop, people = with_words()
    before = cold(workshop)
    Note.objects.all().delete()
    Player.objects.update(name="")
    after = cold(workshop)
    assert after.state == before.state
    assert (before.texts.notes["n0"], after.texts.notes) == (f"{REASON} 0", {})
    for person in people:
        screen = rendered(workshop, after, Viewer("player", person.id_in_log), "en")
        assert LINE not in "".join(part.html for part in screen.parts)


def test_reveal_without_its_notes_still_shows():
    workshop, people = at("choice")
    note = Note(workshop=workshop, player=people[0].id_in_log, id_in_log="n", text=REASON)
    do(people[0], c.Choose, rows=[note], option="A", note="n")
    reach(workshop, "reveal")
    viewer = Viewer("player", people[1].id_in_log)
    assert REASON in "".join(part.html for part in rendered(workshop, cold(workshop), viewer, "en").parts)
    Note.objects.all().delete()
    assert REASON not in "".join(part.html for part in rendered(workshop, cold(workshop), viewer, "en").parts)


def test_joining_changes_the_texts():
    workshop = WorkshopFactory()
    assert log.current(workshop).texts.names == {}
    person = PlayerFactory(workshop=workshop, name=NAME)
    assert log.current(workshop).texts.names == {person.id_in_log: NAME}


def test_keeping_a_note_changes_the_texts():
    workshop, people = at("choice")
    assert log.current(workshop).texts.notes == {}
    note = Note(workshop=workshop, player=people[0].id_in_log, id_in_log="n", text=REASON)
    told = do(people[0], c.Choose, rows=[note], option="A", note="n")
    assert told.texts.notes == {"n": REASON}
    assert log.current(workshop).texts.notes == {"n": REASON}


def test_voting_does_not_read_the_texts_again(django_assert_num_queries):
    workshop, people = at("vote")
    log.current(workshop)
    do(people[0], c.CastVote, option="A")
    with django_assert_num_queries(2):  # the version, and the lines since
        log.current(workshop)


def test_texts_of_one_workshop_stay_there():
    first, second = WorkshopFactory(), WorkshopFactory()
    PlayerFactory(workshop=first)
    assert log.current(second).texts.names == {}
    assert log.current(first).texts.tables == {1: "Birch", 2: "Elm"}


def test_cold_fold_reads_lines_script_and_texts_once(django_assert_num_queries):
    workshop, _people = at("vote")
    log.forget()
    fresh = type(workshop).objects.get(pk=workshop.pk)
    with django_assert_num_queries(7):
        log.current(fresh)


def test_warm_fold_asks_for_the_version_only(django_assert_num_queries):
    workshop, _people = at("vote")
    known = log.current(workshop)
    with django_assert_num_queries(1) as queries:
        assert log.current(workshop) is known
    assert queries[0]["sql"] == f"SELECT version FROM game_workshop WHERE id = {workshop.pk}"


def test_what_another_process_wrote_is_read(django_assert_num_queries):
    """A process that remembers an old state folds only what came since, names included."""
    workshop = WorkshopFactory()
    old = log.current(workshop)
    log.forget()
    person = PlayerFactory(workshop=workshop, name=NAME)
    there = log.current(workshop)
    log.forget()
    log.remember(workshop.uuid, old)
    with django_assert_num_queries(6):
        here = log.current(workshop)
    assert here == there
    assert here.texts.names == {person.id_in_log: NAME}


def test_older_state_never_replaces_a_newer_one():
    workshop = WorkshopFactory()
    old = log.current(workshop)
    engine.submit(workshop, c.LockDoors())
    new = log.current(workshop)
    log.remember(workshop.uuid, old)
    assert log.recall(workshop.uuid) is new


def test_memory_is_bounded_and_forgets_the_longest_unused(monkeypatch):
    monkeypatch.setattr(log, "REMEMBERED", 2)
    known = log.current(WorkshopFactory())
    first, second, third = uuid4(), uuid4(), uuid4()
    for key in (first, second, first, third):
        log.remember(key, known)
    assert [log.recall(key) is not None for key in (first, second, third)] == [True, False, True]


def test_draft_has_a_state_without_tables():
    workshop = WorkshopFactory(doors=False)
    state = log.current(workshop).state
    assert (state.version, state.phase, dict(state.tables)) == (0, "draft", {})


def test_script_is_frozen_at_opening():
    workshop = WorkshopFactory(is_shipped=True)
    seat(workshop, 3)
    start(workshop)
    from scenarios.models import Scenario

    Scenario.objects.update(document={"slug": "other", "dilemmas": []}, texts={})
    assert cold(workshop).state.plan == ("saving", "pen", "baker")
    assert cold(workshop).state.script.say("pen.title", "en") == "Who holds the pen?"
