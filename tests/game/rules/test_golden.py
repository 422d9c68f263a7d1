"""An old workshop still replays: one whole round of "Who holds the pen?", three people and two bots.

The log and the script that it was played with are kept in golden/pen.json, written by
`python -m tests.game.rules.test_golden`. Event classes only gain fields: whoever adds one keeps the old log beside it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from game.rules import Settings, State, replay
from game.rules import commands as c
from game.rules.codec import decode, encode
from game.rules.state import Stake
from scenarios.files import read
from scenarios.script import Script, parse
from tests.game.rules.given import Game

GOLDEN = Path(__file__).parent / "golden" / "pen.json"
SETTINGS = Settings(seats=5, bots=True)
#: Milliseconds since the doors opened, and what ann (P1), bo (M1), cy (M3) and the facilitator did.
DEEDS: list[tuple[int, c.Command]] = [
    (0, c.OpenDoors("pen", "golden-2", tables=1, rounds=3, settings=SETTINGS)),
    (10_000, c.Join("ann")),
    (12_000, c.Join("bo")),
    (13_000, c.TakeSeat("ann", 1, "P1")),
    (15_000, c.Join("cy")),
    (20_000, c.TakeSeat("bo", 1)),
    (21_000, c.TakeSeat("cy", 1, "M3")),
    (60_000, c.AdvancePhase("lobby")),
    (65_000, c.MarkRead("bo", 0)),
    (120_000, c.AdvancePhase("briefing")),
    (130_000, c.OpenRound(1)),
    (150_000, c.MarkRead("cy", 2)),
    (155_000, c.MarkRead("ann", 2)),
    (170_000, c.MarkRead("bo", 2)),
    (180_000, c.Choose("ann", 3, "C", 2, "trust", page="p1", tap=1)),
    (184_000, c.Choose("bo", 3, "A", 3, "lawful", page="p2", tap=1)),
    (190_000, c.Choose("ann", 3, "B", 2, "taking_part", page="p1", tap=2)),
    (191_000, c.Choose("ann", 3, "C", 2, "trust", page="p1", tap=1)),
    (200_000, c.Choose("cy", 3, "A", 1, "", "17", page="p3", tap=1)),
    (230_000, c.GoOn("ann", 4)),
    (260_000, c.AskForTime("cy", 5)),
    (300_000, c.TapReady("bo", 5)),
    (310_000, c.CallVote("ann", 5)),
    (320_000, c.CastVote("ann", 6, "B", "p1", 3)),
    (325_000, c.CastVote("bo", 6, "A", "p2", 2)),
    (330_000, c.CastVote("cy", 6, "A", "p3", 2)),
    (345_000, c.GiveWord("ann", 6, "B")),
    (380_000, c.GoOn("bo", 7)),
    (381_000, c.GoOn("ann", 7)),
    (390_000, c.GoOn("cy", 7)),
    (395_000, c.Reflect("ann", 8, "18")),
    (396_000, c.Reflect("bo", 8)),
    (400_000, c.Reflect("cy", 8)),
]


@cache
def golden() -> tuple[Script, list[Any]]:
    stored = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return parse(stored["script"], {}), stored["lines"]


def played(script: Script) -> list[Any]:
    """The log of the deeds; bots and planned ends come by the clock in between."""
    game = Game(script)
    for at, deed in DEEDS:
        game.clock(max(0, at - game.now))
        game.when(deed, at=at)
    game.clock(10_000)
    return [[at, *encode(event)] for at, event in game.lines]


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
    assert dict(play.times_asked) == {"M3": 1}
    assert [name for _, name, data in lines if data.get("player") == "ann"].count("ChoiceMade") == 2


def test_the_same_deeds_make_the_same_log():
    """Draw key: the same commands at the same times, the same draws, the same events."""
    script, lines = golden()
    assert played(script) == lines


def write() -> None:
    document = read("the-long-evenings")["document"]
    script = {**document, "dilemmas": [d for d in document["dilemmas"] if d["id"] == "pen"]}
    rows = ",\n".join(json.dumps(line) for line in played(parse(script, {})))
    GOLDEN.write_text(f'{{"script": {json.dumps(script)},\n"lines": [\n{rows}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    write()
