"""A running workshop outlives an upgrade: logs of every earlier release lead to what that release came to, and go on (O6)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from game.rules import PRESENCE, Refused, State, apply, due, replay
from game.rules.codec import EVENTS, decode
from scenarios.script import parse
from tests.game.rules.recording import came_to

ROOT = Path(__file__).resolve().parents[3]
LOGS = Path(__file__).parent / "logs"
RECORDED = {
    f"{path.stem}: {told['name']}": told
    for path in sorted(LOGS.glob("*.jsonl"))
    for told in map(json.loads, path.read_text(encoding="utf-8").splitlines())
}
#: So many steps of the clock a workshop that was in play is led on under the new rules.
MORE = 30


def replayed(told):
    lines = [(at, decode(name, data)) for at, name, data in told["lines"]]
    return replay(State(parse(**told["script"])), lines)


def test_something_was_recorded():
    assert len(RECORDED) >= 32 and sum(len(told["lines"]) for told in RECORDED.values()) > 5000


@pytest.mark.parametrize("name", RECORDED)
def test_log_leads_to_what_it_led_to_then(name):
    assert came_to(replayed(RECORDED[name])) == RECORDED[name]["came_to"]


@pytest.mark.parametrize("name", RECORDED)
def test_workshop_goes_on_under_the_new_rules(name):
    """Time passes in it: nothing breaks, and memory still equals the replayed log."""
    state = replayed(RECORDED[name])
    lines = [(at, decode(event, data)) for at, event, data in RECORDED[name]["lines"]]
    for _step in range(MORE):
        waiting = next((one for one in due(state, {}) if not isinstance(one[1], PRESENCE)), None)
        if waiting is None:
            break
        try:
            state, events = apply(state, waiting[1], max(waiting[0], state.at))
        except Refused:
            break
        lines += [(state.at, event) for event in events]
    assert replay(State(state.script), lines) == state


def test_no_event_that_was_ever_recorded_is_unknown():
    told = {name for one in RECORDED.values() for _at, name, _data in one["lines"]}
    assert len(told) > 60 and told <= EVENTS.keys()


def test_next_release_can_be_recorded():
    """By a process of its own: it comes to what its own lines lead to, and leaves out no workshop that is on record."""
    command = [sys.executable, "-m", "tests.game.rules.recording"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["name"] for line in lines} >= {told["name"] for told in RECORDED.values()}
    assert all(came_to(replayed(line)) == line["came_to"] for line in lines)
