"""The options of a dilemma side by side: what each gives and takes, costs and moves, and who values it highest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scenarios.paths import valued
from scenarios.problems.aims import favourites


@dataclass(frozen=True, slots=True)
class Side:
    """An option in figures. `roles` value it highest; of a hidden option that is not asked."""

    letter: str
    given: int
    taken: int
    time: int
    budget: int
    people: int
    harms: int
    gains: int
    roles: tuple[str, ...]


def balance(document: Any, name: str) -> list[Side]:
    """All options of a dilemma by letter; none where there is no such dilemma."""
    scenario = valued(document, "")
    dilemma = next((one for one in scenario.at("dilemmas").items if one.at("id").text == name), None)
    if dilemma is None:
        return []
    options = dilemma.at("options")
    valued_by = favourites(scenario, options)
    found = []
    for letter, option in sorted(options.fields.items()):
        moved = [pole.whole for pole in option.at("poles").fields.values()]
        kinds = [dilemma.at("seeds", seed.text, "kind").text for seed in option.at("seeds").items]
        found.append(
            Side(
                letter,
                sum(by for by in moved if by > 0),
                -sum(by for by in moved if by < 0),
                option.at("cost", "time").whole,
                option.at("cost", "budget").whole,
                len(option.at("att").fields.keys() | option.at("inv").fields.keys()),
                kinds.count("harm"),
                kinds.count("gain"),
                tuple(valued_by.get(letter, ())),
            )
        )
    return found
