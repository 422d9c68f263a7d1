"""An old workshop still replays: one whole round of "Who holds the pen?", three people and two bots.

The log and the script that it was played with are kept in golden/pen.json, from a time when briefing followed the lobby
and the doors closed after one round. Event classes only gain fields, and old logs are never written anew.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from game.rules import Settings, State, replay
from game.rules.codec import decode
from game.rules.state import Stake
from scenarios.script import Script, parse

GOLDEN = Path(__file__).parent / "golden" / "pen.json"
SETTINGS = Settings(seats=5, bots=True)


@cache
def golden() -> tuple[Script, list[Any]]:
    stored = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return parse(stored["script"], {}), stored["lines"]


def test_the_old_log_leads_to_the_values_counted_by_hand():
    """P1 and P3 differed, so the chair gave the word for B, at no cost (VOTE-3), against the managers (WHO-4)."""
    script, lines = golden()
    state = replay(State(script), [(at, decode(name, data)) for at, name, data in lines])
    table = state.tables[1]
    decision = table.play.decision
    assert (decision.option, decision.manner, decision.decided_by) == ("B", "word", "P")
    assert (decision.spoken, decision.overruled, decision.trust_lost) == (True, True, False)
    assert dict(table.poles) == {"A1": 5, "A2": 4, "B1": 3, "B2": 3, "C1": 6, "C2": 3, "D1": 4, "D2": 6}
    assert dict(table.resources) == {"time": 3, "budget": 4, "trust": 6, "legitimacy": 5}
    assert dict(table.people) == {
        "citizens": Stake(1, 2),
        "ngos": Stake(0, 1),
        "businesses": Stake(0, 0),
        "frontline": Stake(0, 1),
        "media": Stake(0, 1),
        "unions": Stake(-1, 1),
    }
    assert dict(table.marks) == {"overruled": 1, "tie": 1}
    assert [(s.seed, s.option, s.round, s.due) for s in table.seeds] == [
        ("unlawful", "B", 1, 3),
        ("neighbours_cook", "B", 1, 2),
    ]
    assert (table.step.name, table.round, table.chair) == ("done", 1, "P1")


def test_the_old_log_tells_what_people_did():
    """CHOICE-1, STEP-1, TIME-1: the change of mind counted, the late retry did not."""
    script, lines = golden()
    state = replay(State(script), [(at, decode(name, data)) for at, name, data in lines])
    play = state.tables[1].play
    assert {role: play.choices[role].option for role in ("P1", "M1", "M3")} == {
        "P1": "B",
        "M1": "A",
        "M3": "A",
    }
    assert {role: play.votes[role] for role in ("P1", "M1", "M3")} == {"P1": "B", "M1": "A", "M3": "A"}
    assert dict(play.times_asked) == {}  # asked in a step that is over (TIME-5)
    assert [name for _, name, data in lines if data.get("player") == "ann"].count("ChoiceMade") == 2
