"""Golden logs of whole workshops: 45 and 90 minutes, two people and bots at two tables, from the door to the plan.

Each log is kept with the script that it was played with (no prose) and with what it led to, written by
`python -m tests.game.rules.test_whole`. Event classes only gain fields, so a log that is here must always lead to the
same ends; whoever changes a rule on purpose keeps the old log and adds a new one.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from game.rules import Settings, State, replay
from game.rules import commands as c
from game.rules.codec import decode, encode
from scenarios.files import read
from scenarios.script import Script, parse
from tests.game.rules.anything import apt, attempt
from tests.game.rules.given import SECOND, Game

FOLDER = Path(__file__).parent / "golden"
ROUNDS = {"45": 3, "90": 4}
PEOPLE = {"ann": (1, "P1"), "bo": (2, "M1")}


def played(script: Script, minutes: str) -> Game:
    """A whole workshop; people answer every ten seconds, bots and planned ends come by the clock in between."""
    game = Game(script)
    settings = Settings(seats=5, format=minutes, bots=True, led_by_bot=True)
    game.when(c.OpenDoors("golden", f"golden-{minutes}", tables=2, rounds=ROUNDS[minutes], settings=settings))
    for person, (table, role) in PEOPLE.items():
        game.when(c.Join(person))
        game.when(c.TakeSeat(person, table, role))
    for turn in range(2_000):
        if game.state.phase == "closed":
            return game
        for person in PEOPLE:
            _answer(game, person, turn)
        game.clock(10 * SECOND)
    raise AssertionError(game.state.phase)


def _answer(game: Game, person: str, turn: int) -> None:
    state, player = game.state, game.state.players[person]
    if state.phase == "playing":
        command = apt(state, state.tables[player.table], player.role or "", turn)
        play = state.tables[player.table].play
        if command and play and player.role not in play.answered:
            attempt(game, command)
        return
    if state.phase == "welcome" and state.settings.format == "90":
        attempt(game, c.AnswerQuestions(person, "before"))
    if state.phase == "debrief":
        attempt(game, c.ShareNote(person, f"q{state.question}"))
    if state.phase == "plan":
        attempt(game, c.SharePlan(person))
        attempt(game, c.AnswerQuestions(person, "after"))
    attempt(game, c.MarkRead(person, 0))


def ends(state: State) -> dict[str, Any]:
    """What a workshop led to, table by table."""
    return {
        str(number): {
            "decisions": [
                [p.dilemma, p.decision.option, p.decision.manner] for p in table.past if p.decision
            ],
            "seeds": [[s.dilemma, s.seed, s.planted, s.round] for s in table.sprouts],
            "poles": dict(table.poles),
            "resources": dict(table.resources),
            "marks": dict(table.marks),
            "sums": [table.results.solution, table.results.carry_through, table.results.lasting],
            "ending": [table.results.ending, table.results.tone],
        }
        for number, table in state.tables.items()
        if table.results
    }


@cache
def golden(minutes: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"term-{minutes}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("minutes", ROUNDS)
def test_the_old_log_leads_to_the_same_ends(minutes):
    """END-1 to END-7, SEED-2, SEED-3: sums, endings, tones, seeds and every number are as they were."""
    stored = golden(minutes)
    script = parse(stored["script"], {})
    state = replay(State(script), [(at, decode(name, data)) for at, name, data in stored["lines"]])
    assert state.phase == "closed"
    assert ends(state) == stored["ends"]
    assert len(ends(state)) == 2
    assert all(len(table["decisions"]) == ROUNDS[minutes] for table in ends(state).values())
    assert any(seed[3] for table in ends(state).values() for seed in table["seeds"])


@pytest.mark.parametrize("minutes", ROUNDS)
def test_the_same_people_and_bots_make_the_same_log(minutes):
    """Draw key: the same deeds at the same times, the same draws, the same events."""
    stored = golden(minutes)
    game = played(parse(stored["script"], {}), minutes)
    assert [[at, *encode(event)] for at, event in game.lines] == stored["lines"]


def write() -> None:
    document = read("the-long-evenings")["document"]
    for minutes in ROUNDS:
        game = played(parse(document, {}), minutes)
        rows = ",\n".join(json.dumps([at, *encode(event)]) for at, event in game.lines)
        head = f'"script": {json.dumps(document)},\n"ends": {json.dumps(ends(game.state))}'
        (FOLDER / f"term-{minutes}.json").write_text(
            f'{{{head},\n"lines": [\n{rows}\n]}}\n', encoding="utf-8"
        )


if __name__ == "__main__":
    write()
