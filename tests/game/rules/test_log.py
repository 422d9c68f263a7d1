"""The log is the truth: dispatch is complete, nothing is mutated, and the same commands make the same log anywhere."""

import copy
import os
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from game.rules import State, commands, replay
from game.rules import events as happenings
from game.rules.decide import JUDGES
from game.rules.evolve import evolve
from game.rules.evolving.shared import EVOLVERS
from tests.game.rules import given, simulation, test_sprouting

ROOT = Path(__file__).parents[3]


def classes(module, base):
    """The classes that a module defines below its base."""
    found = {k for k in vars(module).values() if isinstance(k, type) and issubclass(k, base)} - {base}
    assert all(is_dataclass(kind) and kind.__module__.startswith(module.__name__) for kind in found)
    return found


@cache
def logs():
    """The logs of the simulation."""
    return [make().lines for make in simulation.MADE]


def test_every_command_has_a_judge():
    """Commands are imperatives, and somebody hears each of them."""
    assert set(JUDGES) == classes(commands, commands.Command)


def test_every_event_has_an_evolver():
    """Events are past participles, and each leads to a state."""
    assert set(EVOLVERS) == classes(happenings, happenings.Event)


def test_every_command_that_is_meant_for_a_step_carries_its_number():
    """STEP-1, PHASE-8: commands of seats and verbs on a table name their moment."""
    without = {
        *("OpenDoors", "LockDoors", "UnlockDoors", "Pause", "Resume", "TakeDesk", "NoteAsleep"),
        *("NoteDeskAway", "NoteDeskBack", "SharePlan", "SendLead", "RevealAim", "DropDilemma"),
        "AnswerWarmUp",  # it carries the stage
        *("NoteDeskAway", "NoteDeskBack", "SharePlan", "SendLead", "RevealAim", "CloseTable", "ReopenTable"),
        *(
            "SetEnd",
            "ShowWall",
            "AskSpotlight",
            "AnswerSpotlight",
            "EndSpotlight",
        ),  # said of now, whatever is shown
    }
    for kind in classes(commands, commands.Command):
        named = {f.name for f in fields(kind)} & {
            "step",
            "round",
            "leaving",
            "question",
            "topic",
            "part",
            "note",
        }
        is_about_persons = kind.__name__ in (
            "Join",
            "TakeSeat",
            "RemovePlayer",
            "Readmit",
            "Erase",
            "Rename",
            "NoteAway",
            "NoteBack",
            "MovePlayer",
            "FindSeat",
            "SayCalling",
            "ChangeRole",
            "ShareDevice",
            "PutOnPaper",
            "TakeOffPaper",
            "RecordForTable",
        )
        assert named or is_about_persons or kind.__name__ in without, kind


def test_the_simulation_knows_every_event():
    """So that the tests below see each of them."""
    seen = {type(event) for lines in (*logs(), test_sprouting.in_round(3).lines) for _, event in lines}
    assert {k.__name__ for k in classes(happenings, happenings.Event) - seen} == set()


@pytest.mark.parametrize("which", [0, 1])
def test_evolving_changes_nothing_that_was(which):
    """States are immutable: an event leads to a new one, and the old one stays as it was."""
    state = State(given.scripted())
    for at, event in logs()[which]:
        before = replace(state, at=at)
        kept = copy.deepcopy(before)
        state = evolve(before, event)
        assert before == kept, event
        assert state.version == before.version + 1


@pytest.mark.parametrize("play", [simulation.with_bots, simulation.with_people])
def test_replaying_the_log_gives_the_state(play):
    """A workshop is found again as it was left."""
    game = play()
    state = replay(State(given.scripted()), game.lines)
    assert replace(state, at=game.state.at) == game.state


def test_the_log_does_not_depend_on_the_order_of_hashes():
    """No iteration over sets, no hash(): two processes write the same bytes."""
    found = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "tests.game.rules.simulation"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, timeout=60)
        found.append(done.stdout)
    assert found[0] == found[1]
    assert len(found[0].splitlines()) == sum(len(lines) for lines in logs())
