"""What a mind prefers: temperaments as pure policies, shared by bots and simulation (BOT-1, SOLO-3, SOLO-4).

When a bot acts is not told here, see `bots`. A mind computes what an option is worth; it applies nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from game.rules import chance
from game.rules.bots.aims import aim_of
from game.rules.effects.consequences import effects_of
from game.rules.play import Play, Role
from game.rules.seating.temperaments import COLLEAGUE
from game.rules.state import State, Table
from scenarios.conditions import POLES
from scenarios.script import LEVEL_POLES, Effects, Option

#: Which poles an option should raise, and which it should lower, for those who always want the same.
LEANINGS = {
    "always_open": (("C1", "D2", "A1"), ("A2", "C2")),
    "always_control": (("A2", "C2", "B1"), ("C1", "D2")),
}
VERY_SURE = 3
UNPAYABLE = 3


def choice(state: State, table: Table, temperament: str, role: Role) -> str:
    """The first, private answer; empty for "not yet". D is no choice (FACT-4)."""
    options = [letter for letter in _play(table).options if letter != "D"]
    return preferred(state, table, options, temperament, role)


def vote(state: State, table: Table, temperament: str, role: Role) -> str:
    """The answer after the talk, among what is on offer now; empty for an abstention."""
    play = _play(table)
    options = list(play.runoff if table.step and table.step.name == "runoff" else play.options)
    if temperament == COLLEAGUE:
        return _colleagues_vote(state, table, options, role)
    return preferred(state, table, options, temperament, role)


def word(state: State, table: Table, temperament: str, role: Role) -> str:
    """The chair's word: its own vote if that is tied, else what it prefers of the tied options (SOLO-4)."""
    play = _play(table)
    mine = play.votes.get(role, "")
    if mine in play.tied:
        return mine
    return preferred(state, table, play.tied, temperament, role) or play.tied[0]


def preferred(state: State, table: Table, letters: Sequence[str], temperament: str, role: Role) -> str:
    """The option that a temperament prefers among these; empty where it keeps silent or nothing is on offer."""
    purpose = (table.round, table.number, role, "mind")
    if not letters or temperament == "silent":
        return ""
    if temperament == "random":
        return chance.one(state.draw_key, letters, *purpose) or ""
    if temperament == "contrarian":
        chosen = Counter(c.option for c in _play(table).choices.values() if c.option)
        return _first(state, letters, purpose, lambda letter: -chosen[letter])
    options = state.dilemma(table).options
    if temperament in LEANINGS:
        return _first(state, letters, purpose, lambda x: leaning(table, options[x], temperament))
    if temperament == COLLEAGUE:
        return _first(state, letters, purpose, lambda x: regard(state, table, options[x], role))
    return max(letters, key=lambda letter: (worth(state, table, options[letter], purpose), letter))


def worth(state: State, table: Table, option: Option, purpose: tuple[object, ...]) -> int:
    """What an attentive bot thinks of an option, in twentieths: strengths, a tenth of the poles, a little noise."""
    effects = _effects(table, option)
    poles = {p: min(10, max(0, v + effects.poles.get(p, 0))) for p, v in table.poles.items()}
    strengths = sum(min(poles[left], poles[right]) for left, right in LEVEL_POLES.values())
    dice = sum(1 + chance.number(state.draw_key, *purpose, option.letter, n) % 6 for n in range(3))
    return 20 * strengths + 2 * sum(poles.values()) + 10 * dice - 105 - 40 * is_short(table, effects)


def leaning(table: Table, option: Option, temperament: str) -> int:
    """How far an option goes the one way that somebody always wants."""
    up, down = LEANINGS[temperament]
    change = _effects(table, option).poles
    return sum(change.get(pole, 0) for pole in up) - sum(change.get(pole, 0) for pole in down)


def regard(state: State, table: Table, option: Option, role: Role) -> int:
    """What an option is worth to a colleague: its aim counts twice, its family's leadership once (SOLO-3)."""
    effects = _effects(table, option)
    total = effects.poles.get("B1" if role.startswith("P") else "B2", 0)
    for term in (term for condition in aim_of(state.script, role) for term in condition):
        change = moved(option, effects, term.name)
        total += 2 * (change if term.sign == ">=" else -change)
    return total - UNPAYABLE * is_short(table, effects)


def moved(option: Option, effects: Effects, name: str) -> int:
    """By how much an option moves what a condition names; Time and Budget are costs and no aim's business here."""
    if name in POLES:
        return effects.poles.get(name, 0)
    if name == "trust":
        return option.effects.trust
    if name == "legitimacy":
        return option.effects.legitimacy
    kind, _, slot = name.partition(".")
    if slot:
        return (effects.attitude if kind == "att" else effects.involvement).get(slot, 0)
    return option.effects.marks.count(name)


def _colleagues_vote(state: State, table: Table, letters: Sequence[str], role: Role) -> str:
    """For its choice; for D if that is worth more; else for a very sure person's option if nearly as good (SOLO-4)."""
    play, options = _play(table), state.dilemma(table).options
    value = {letter: regard(state, table, options[letter], role) for letter in letters}
    own = play.choices[role].option if role in play.choices else ""
    mine = own if own in value else preferred(state, table, letters, COLLEAGUE, role)
    if "D" in value and value["D"] > value[mine]:
        return "D"
    sure = [
        known.option
        for seat, known in play.choices.items()
        if known.confidence == VERY_SURE and seat in state.persons(table) and known.option in value
    ]
    return max(
        (letter for letter in sure if value[letter] >= value[mine] - 1), key=value.__getitem__, default=mine
    )


def _first(
    state: State, letters: Sequence[str], purpose: tuple[object, ...], value: Callable[[str], int]
) -> str:
    """The option of highest value; of equals, one is drawn."""
    return min(letters, key=lambda x: (-value(x), chance.number(state.draw_key, *purpose, x)))


def _effects(table: Table, option: Option) -> Effects:
    return effects_of(option, table.play.alts if table.play else ())


def is_short(table: Table, effects: Effects) -> bool:
    """Whether there is not enough left to pay for it."""
    return effects.time > table.resources["time"] or effects.budget > table.resources["budget"]


def _play(table: Table) -> Play:
    assert table.play is not None
    return table.play
