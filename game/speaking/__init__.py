"""What a facilitator says, looks for and is asked, moment by moment: the speaking notes of the desk (screen C·5).

A note is at most sixty words, made to be read aloud by somebody who does this for the first time.
"""

from __future__ import annotations

from collections.abc import Callable

from game.speaking import door, ending, rounds
from game.speaking.shape import Speaking

__all__ = ["NOTES", "NOTES_OF_SLOW_PLAY", "Speaking"]

NOTES: dict[str, Callable[[], Speaking]] = {
    "lobby": door.lobby,
    "welcome": door.welcome,
    "briefing": door.briefing,
    "warm_up": door.warm_up,
    "playing": rounds.gate,
    "gate": rounds.gate,
    "incident": rounds.incident,
    "situation": rounds.situation,
    "choice": rounds.choice,
    "reveal": rounds.reveal,
    "talk": rounds.talk,
    "vote": rounds.vote,
    "runoff": rounds.runoff,
    "word": rounds.word,
    "consequence": rounds.consequence,
    "reflect": rounds.reflect,
    "done": rounds.done,
    "plenary": rounds.plenary,
    "midterm": rounds.midterm,
    "results": ending.results,
    "debrief 1": ending.air,
    "debrief 2": ending.turned,
    "debrief 3": ending.by_level,
    "debrief 4": ending.between_us,
    "debrief 5": ending.home,
    "plan": ending.plan,
    "closed": ending.closed,
}
NOTES_OF_SLOW_PLAY: dict[str, Callable[[], Speaking]] = {
    **dict.fromkeys(("lobby", "welcome", "briefing"), door.slow_door),
    **dict.fromkeys(
        ("playing", "gate", "situation", "choice", "reveal", "talk", "vote", "runoff", "word", "consequence"),
        rounds.slow_rounds,
    ),
    **dict.fromkeys(("reflect", "done"), rounds.slow_rounds),
}
