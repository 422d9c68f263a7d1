"""Conditions as authors write them (COND-1): readable, about things that exist, and neither always nor never true."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.conditions import POLES, RESOURCES, ScriptError, Term, condition
from scenarios.places import Problem, Value

#: Marks that the rules themselves set (COND-3).
RULE_MARKS = frozenset(
    ("overdraft", "overruled", "tie", "undecided", "safeguard", "hidden_found", "bad_press")
)


def check_conditions(scenario: Value) -> Iterator[Problem]:
    """COND-1 for every condition of the scenario, and for every gate that its reason can be shown (COND-2)."""
    marks = RULE_MARKS | set(_marks(scenario))
    for value in _written(scenario):
        try:
            terms = condition(value.text)
        except ScriptError:
            told = (
                f"{value.text!r} is no condition: NAME<=N, NAME>=N, mark or not mark, with at most one and."
            )
            yield value.problem("COND-1", told)
            continue
        for term in terms:
            yield from _term(value, term, marks)
        if value.place.path.endswith(".needs") and any(
            t.name not in RESOURCES or t.sign != ">=" for t in terms
        ):
            yield value.problem("COND-2", "A gate asks for at least so much of a resource, such as trust>=5.")


def _term(value: Value, term: Term, marks: frozenset[str]) -> Iterator[Problem]:
    low, high = _range(term.name)
    if "." not in term.name and term.name not in (*POLES, *RESOURCES, *marks):
        yield value.problem(
            "COND-1", f"Nothing sets the mark {term.name}: no rule, option, seed or incident."
        )
    elif term.value <= low if term.sign == ">=" else term.value >= high:
        yield value.problem("COND-1", f"{term.name}{term.sign}{term.value} is always true.")
    elif term.value > high if term.sign == ">=" else term.value < low:
        yield value.problem("COND-1", f"{term.name}{term.sign}{term.value} is never true.")


def _range(name: str) -> tuple[int, int]:
    if name in ("time", "budget"):
        return 0, 14
    if name.startswith("att."):
        return -3, 3
    if name.startswith("inv."):
        return 0, 3
    return (0, 10) if name in (*POLES, *RESOURCES) else (0, 99)


def _written(scenario: Value) -> Iterator[Value]:
    found = [item.at("if") for key in ("standing", "news") for item in scenario.at(key).items]
    for role in scenario.at("roles").fields.values():
        found.extend(role.at("aim").items)
    for dilemma in scenario.at("dilemmas").items:
        found.append(dilemma.at("variant", "if"))
        for option in dilemma.at("options").fields.values():
            found.extend((option.at("needs"), option.at("alt", "if")))
        found.extend(seed.at("if") for seed in dilemma.at("seeds").fields.values())
    return (value for value in found if value.text)


def _marks(value: Value) -> Iterator[str]:
    for key, field in value.fields.items():
        if key == "marks":
            yield from (mark.text for mark in field.items)
        else:
            yield from _marks(field)
    for item in value.items:
        yield from _marks(item)
