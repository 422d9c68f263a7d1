"""A dilemma as somebody in a role will see it: played in memory by the rules, and shown by the real templates.

Nothing is written anywhere, and no row of a workshop is read.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from game import log, render
from game.models import Workshop
from game.rules import Refused, Settings, State, apply
from game.rules import commands as c
from game.rules.screens import Viewer
from game.rules.state import FILLING_ORDER
from scenarios.conditions import ScriptError
from scenarios.script import LETTERS, ROLES, Script, parse

#: Holds always, and is read as a condition; by it variants and other forms are shown.
ALWAYS = "time>=0"
#: The steps before the vote that the facilitator closes.
BEFORE_VOTE = ("situation", "choice", "reveal", "talk")
NOW = 1_000_000


def screens(dilemma: Mapping[str, Any]) -> tuple[str, ...]:
    """What can be looked at: the situation, the choice, and what each option does."""
    options = dilemma.get("options")
    return (
        "situation",
        "choice",
        *(letter for letter in LETTERS if isinstance(options, Mapping) and letter in options),
    )


def previewed(
    document: Mapping[str, Any],
    texts: Mapping[str, Mapping[str, Any]],
    name: str,
    role: str,
    screen: str,
    language: str,
    other: bool = False,
) -> tuple[str, ...]:
    """The parts of a player's screen as HTML: frame and task. ScriptError, or Refused, where it cannot be played.

    With `other`, the dilemma has its variant and its options their other forms.
    """
    dilemma = next(one for one in document["dilemmas"] if one["id"] == name)
    shape = copy.deepcopy(dict(dilemma))
    if screen in LETTERS:
        _open(shape["options"].get(screen))
    if other:
        _turn(shape)
    script = parse({**document, "dilemmas": [shape]}, texts)
    state = _played(script, name, screen)
    shown = render.looked_at(
        Workshop(slug="preview", code=""), log.Current(state, log.Texts()), Viewer("player", role), language
    )
    return tuple(part.html for part in shown.parts if part.slot in ("frame", "task"))


def _open(option: Any) -> None:
    """Whatever locks or hides an option falls away where one wants to see what it does."""
    if not isinstance(option, dict):
        raise ScriptError("There is no such option.")
    option.pop("needs", None)
    option.pop("opens_if", None)


def _turn(dilemma: dict[str, Any]) -> None:
    if isinstance(dilemma.get("variant"), dict):
        dilemma["variant"] = {"if": ALWAYS}
    for option in dilemma["options"].values():
        if isinstance(option.get("alt"), dict):
            option["alt"] = {**option["alt"], "if": ALWAYS}


def _played(script: Script, dilemma: str, screen: str) -> State:
    """A table with all eight seats, brought to where the screen is shown; for an option, by a vote of one mind."""
    state = State(script)
    settings = Settings(seats=len(FILLING_ORDER), timers="off")
    wishes: list[c.Command] = [c.OpenDoors("", "preview", 1, 3, settings, (dilemma,))]
    wishes += [wish for role in ROLES for wish in (c.Join(role), c.TakeSeat(role, 1, role))]
    wishes += [c.AdvancePhase(phase) for phase in ("lobby", "welcome", "briefing")]
    wishes.append(c.OpenRound(1))
    for wish in wishes:
        state = apply(state, wish, NOW)[0]
    if screen in LETTERS:
        for _step in BEFORE_VOTE:
            state = _closed(state)
        for role in ROLES:
            state = apply(state, c.CastVote(role, _number(state), screen), NOW)[0]
        return _closed(state)
    return _closed(state) if screen == "choice" else state


def _closed(state: State) -> State:
    return apply(state, c.CloseForTable(1, _number(state)), NOW)[0]


def _number(state: State) -> int:
    step = state.tables[1].step
    if step is None:
        raise Refused("")
    return step.number
