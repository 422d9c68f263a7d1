"""A rehearsal goes through engine, log and clock, and touches nothing that is real: BOT-2."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from game import engine, rehearsal
from game.models import LogLine, Workshop
from game.rehearsal import Time, database_in_memory, rehearse, report
from scenarios.models import Scenario

SLUG = "the-long-evenings"


@pytest.mark.django_db
def test_a_rehearsal_plays_a_whole_workshop_and_leaves_nothing_behind(capsys):
    """BOT-2: progress on stderr, what it came to on stdout, and no row in the real database."""
    real = connections["default"]
    call_command("rehearse", SLUG, tables=2, seats=3, seed="key")
    said = capsys.readouterr()
    assert connections["default"] is real
    assert not Workshop.objects.exists()
    assert not LogLine.objects.exists()
    assert not Scenario.objects.exists()
    progress = [line.split("min  ")[1] for line in said.err.splitlines()]
    phases = ["welcome", "briefing", "playing", "results", "debrief", "plan", "closed"]
    assert [line for line in progress if "round" not in line] == phases
    assert {line.split(",")[0] for line in progress if "round" in line} == {
        f"round {n} of 3" for n in (1, 2, 3)
    }
    lines = said.out.splitlines()
    assert lines[0] == f"Rehearsed {SLUG}, 45 minutes, draw key key"
    assert [line.split(":")[0] for line in lines if line.startswith("Table")] == ["Table 1", "Table 2"]
    assert sum(line.startswith("  ") for line in lines) == 2 * 3
    assert lines[-2].startswith("Endings: ")
    assert "minutes of simulated time" in lines[-1]


@pytest.mark.django_db
def test_the_same_key_gives_the_same_workshop():
    """Draw key, BOT-1: the same deeds at the same simulated times; every one of them is a line of the log."""

    def played(key):
        seen = []
        state, script = rehearse(SLUG, "90", 1, 4, key, seen.append)
        workshop = Workshop.objects.latest("created_at")
        assert (workshop.phase, workshop.version) == ("closed", state.version)
        assert workshop.lines.count() == state.version == seen[-1].version
        return state, "\n".join(report(state, script))

    with database_in_memory():
        first, told = played("one")
        again, told_again = played("one")
        assert (first.tables, told) == (again.tables, told_again)
        assert first.settings.rehearsal
        assert played("two")[1] != told


@pytest.mark.django_db
def test_what_does_not_move_is_said_to_be_stuck(monkeypatch):
    """BOT-2: a rehearsal that waits for what never comes ends with a sentence that says where."""
    monkeypatch.setattr(rehearsal.clock, "tick", lambda: 0)
    with database_in_memory(), pytest.raises(rehearsal.StuckError) as stuck:
        rehearse(SLUG, "45", 1, 3, "key", lambda state: None)
    assert str(stuck.value) == "Stuck in playing: table 1 in gate of round 1."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (["nowhere"], f"There is no scenario nowhere. There are: {SLUG}."),
        ([SLUG, "--tables", "0"], "A rehearsal has 1 to 100 tables of 3 to 8 seats."),
        ([SLUG, "--seats", "9"], "A rehearsal has 1 to 100 tables of 3 to 8 seats."),
    ],
)
def test_a_rehearsal_says_what_it_cannot_do(monkeypatch, asked, answer):
    """BOT-2."""
    monkeypatch.setattr("game.management.commands.rehearse.slugs", lambda: [SLUG])
    with pytest.raises(CommandError) as stopped:
        call_command("rehearse", *asked)
    assert str(stopped.value) == answer


def test_another_clock_tells_the_time_only_within():
    """TIME-2: the engine stamps with the rehearsal's time, in whole ticks that never go back, and then with its own."""
    time = Time()
    before = engine.now()
    with engine.told_by(time):
        assert engine.now() == 0
        time.pass_until(1_001)
        assert engine.now() == 1_250
        time.pass_until(3)
        assert engine.now() == 1_250
    assert engine.now() >= before
