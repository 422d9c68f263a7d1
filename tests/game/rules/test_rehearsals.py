"""Random workshops of bots alone, three in ten of whom drop out, are never stuck: BOT-1, BOT-2. The night plays 200."""

from hypothesis import example, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from game.rules import Settings, State, replay
from game.rules import commands as c
from game.rules.events import DecisionMade, WentAway
from game.simulating.rehearsing import next_deed
from tests.game.rules.anything import on_track
from tests.game.rules.given import Game
from tests.game.simulating.towns import town

#: Deeds of three tables of eight in four rounds, and to spare.
ENOUGH = 3_000
WORKSHOPS = min(200, settings().max_examples // 30)


EVERYTHING = {"edition": 2, "moves": True, "incidents": True, "safeguards": True, "plenaries": True}


def rehearsed(tables, rounds, key, **chosen):
    """A whole workshop, from the door to the end; whatever is due is done, and always changes something."""
    game = Game(town())
    minded = Settings(bots=True, led_by_bot=True, rehearsal=True, **chosen)
    game.when(c.OpenDoors("hash", key, tables=tables, rounds=rounds, settings=minded))
    for _ in range(ENOUGH):
        if game.state.phase == "closed":
            return game
        deed = next_deed(game.state)
        assert deed is not None, f"stuck: {[table.step for table in game.state.tables.values()]}"
        assert game.when(deed[1], at=deed[0]), f"{deed[1]} changed nothing"
    raise AssertionError("it never ends")


@given_any(
    st.integers(1, 3),
    st.sampled_from([("45", 3), ("75", 3), ("90", 4)]),
    st.integers(0, 10**9),
    st.integers(3, 8),
    st.sampled_from(["soft", "soft", "off"]),
    st.sampled_from([1, 1, 2, 10]),
    st.sampled_from([{}, EVERYTHING, EVERYTHING]),
)
@settings(max_examples=WORKSHOPS)
@example(2, ("45", 3), 1, 3, "soft", 1, {})
@example(2, ("90", 4), 1, 8, "soft", 1, EVERYTHING)
def test_a_workshop_of_bots_that_drop_out_is_never_stuck(tables, form, key, seats, timers, factor, more):
    """BOT-1, BOT-2, SEAT-5, SEAT-9: every table that somebody is left at decides every round, and all have results."""
    minutes, rounds = form
    chosen = {"seats": seats, "format": minutes, "timers": timers, "factor": factor, **more}
    game = rehearsed(tables, rounds, f"k{key}", **chosen)
    on_track(game.state)
    for table in game.state.tables.values():
        assert table.results is not None
        assert len(table.past) == rounds or not game.state.present(table)
        assert all(past.answer for past in table.past if past.incident)
    assert replay(State(game.state.script), game.lines) == game.state


def test_in_these_workshops_bots_do_drop_out():
    """BOT-1: about three in ten; and tables decide nevertheless."""
    left = everybody = decided = 0
    for key in range(6):
        game = rehearsed(2, 3, f"k{key}", seats=8)
        left += sum(isinstance(event, WentAway) for _, event in game.lines)
        decided += sum(isinstance(event, DecisionMade) for _, event in game.lines)
        everybody += len(game.state.players)
    assert 0.2 < left / everybody < 0.4
    assert decided == 6 * 2 * 3


def test_in_these_workshops_there_is_everything_to_answer():
    """BOT-2, INC-1, FACT-2, PHASE-4: incidents are met and answered, and the room looks up together."""
    happened = {name for _, event in rehearsed(2, 4, "k", seats=8, format="90", **EVERYTHING).lines
                for name in [type(event).__name__]}  # fmt: skip
    assert {"IncidentShown", "IncidentAnswered", "PlenaryShown"} <= happened
