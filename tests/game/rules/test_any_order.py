"""Any order of commands with drop-outs: no exception, no number off its track, replay equals the state, never stuck."""

import json
from dataclasses import replace

from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from game.rules import Refused, State, replay
from game.rules import commands as c
from game.rules.codec import decode, encode
from game.rules.effects.incidents import is_met
from game.rules.state import BEFORE_DECISION
from tests.game.rules.anything import WISHES, apt, attempt, next_due, on_track, play_out, workshops
from tests.game.rules.given import Game

#: Three rounds of two tables, with every step closed one by one, and to spare.
ENOUGH = 300


@given_any(workshops(), WISHES)
def test_any_order_of_commands_is_survived(game, wishes):
    """Any order: replay of the log equals the state, and the facilitator and time reach closed."""
    play_out(game, wishes)
    replayed_equals_state(game)
    reach_closed(game)
    replayed_equals_state(game)


@given_any(workshops(timers="soft"), WISHES)
@settings(max_examples=settings().max_examples * 2 // 3)
def test_players_own_answers_reach_done(game, wishes):
    """With soft timers: once all are back and rounds are opened, no step needs the facilitator to close it."""
    play_out(game, wishes)
    reach_done(game)
    replayed_equals_state(game)


@given_any(workshops(), WISHES, st.integers(1, 60))
@settings(max_examples=settings().max_examples // 3)
def test_what_is_due_is_never_refused(game, wishes, more):
    """TIME-2, BOT-2: what the clock brings at its time changes something, so that the clock never spins."""
    play_out(game, wishes)
    for _ in range(more):
        entry = next_due(game)
        if entry is None:
            return
        version = game.state.version
        try:
            game.when(entry[1], at=entry[0])
        except Refused as no:
            raise AssertionError(f"{entry} was refused: {no}") from no
        assert game.state.version > version, entry


def replayed_equals_state(game: Game) -> None:
    """Through JSON and back, as the log does it."""
    stored = json.loads(json.dumps([(at, *encode(event)) for at, event in game.lines]))
    lines = [(at, decode(name, data)) for at, name, data in stored]
    state = replay(State(game.state.script), lines)
    assert replace(state, at=game.state.at) == game.state


def reach_closed(game: Game) -> None:
    """By time, Resume, OpenRound, CloseForTable and AdvancePhase alone; tables that are awake finish their rounds."""
    for _ in range(ENOUGH):
        state = game.state
        if state.phase == "closed":
            return
        on_track(state)
        attempt(game, c.Resume())
        attempt(game, c.ShowPlenary(state.opened, confirmed=True))
        awake = [t for t in state.tables.values() if t.step and t.asleep_at is None]
        behind = [t for t in awake if t.step and (t.step.name != "done" or t.round < len(state.plan))]
        if state.phase != "playing" or not behind:
            attempt(game, c.AdvancePhase(state.phase, confirmed=True))
        for table in behind:
            if table.step and table.step.name == "gate" and table.round > state.opened:
                attempt(game, c.OpenRound(table.round))
            elif table.step and (table.step.name not in ("gate", "done") or is_met(table)):
                number = table.step.number
                if table.paper and table.step.name in BEFORE_DECISION:
                    option = table.play.options[0] if table.play else ""
                    attempt(game, c.EnterPaper(table.number, number, option=option))
                attempt(game, c.CloseForTable(table.number, number))
        pass_time(game, 1)
    raise AssertionError(f"stuck: {[t.step for t in game.state.tables.values()]}")


def reach_done(game: Game) -> None:
    """Everybody is back and gets on with it; the facilitator opens rounds, reopens tables and closes nothing."""
    attempt(game, c.Resume())
    for number in game.state.tables:
        attempt(game, c.ReopenTable(number))
        attempt(game, c.TakeOffPaper(number))
    for player in list(game.state.players):
        attempt(game, c.NoteBack(player))
    for turn in range(ENOUGH):
        state = game.state
        behind = [
            t
            for t in state.tables.values()
            if t.taken() and not (t.step and t.step.name == "done" and t.round == len(state.plan))
        ]
        if not behind or state.phase != "playing":
            return
        attempt(game, c.ShowPlenary(state.opened, confirmed=True))
        for table in behind:
            if table.step and table.step.name == "gate":
                attempt(game, c.OpenRound(table.round))
            for role in table.taken():
                now = game.state.tables[table.number]
                command = apt(game.state, now, role, turn) if now.step is not None else None
                if command and not game.state.players[now.seats[role] or ""].bot:
                    attempt(game, command)
        pass_time(game, 30_000 * game.state.settings.factor)
    raise AssertionError(f"stuck: {[t.step for t in game.state.tables.values()]}")


def pass_time(game: Game, milliseconds: int) -> None:
    """Do what is due until then, as long as it changes anything."""
    until = game.now + milliseconds
    for _ in range(100):
        entry = next_due(game)
        version = game.state.version
        if entry is None or entry[0] > until or not attempt(game, entry[1], at=entry[0]):
            break
        if game.state.version == version:
            break
    game.now = max(game.now, until)
