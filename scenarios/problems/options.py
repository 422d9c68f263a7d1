"""Options: sums and costs (OPT-1), people (PEOPLE-1), who values them (OPT-2), and that none is better throughout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from scenarios.conditions import POLES
from scenarios.places import Problem, Value
from scenarios.problems.aims import favourites

MEANS = {"time": (7, 17), "budget": (5, 17)}


def check_options(scenario: Value) -> Iterator[Problem]:
    """Every rule about the options of one dilemma."""
    for dilemma in scenario.at("dilemmas").items:
        options = dilemma.at("options").fields
        for option in options.values():
            yield from _sums(option)
            if "alt" in option.fields:
                yield from _sums(option.at("alt"))
        yield from _better(options)
        if all(letter in options for letter in "ABC"):
            yield from _means(dilemma)
            yield from _valued(scenario, dilemma)


def _sums(form: Value) -> Iterator[Problem]:
    poles = form.at("poles")
    moved = [pole.whole for pole in poles.fields.values()]
    given, taken = sum(n for n in moved if n > 0), sum(n for n in moved if n < 0)
    if (given, taken) != (5, -2):
        yield poles.problem("OPT-1", f"Poles must give 5 and take 2; these give {given} and take {-taken}.")
    if not 4 <= len(moved) <= 6:
        yield poles.problem("OPT-1", f"Four to six poles must move; {len(moved)} do.")
    cost = form.at("cost", "time").whole + form.at("cost", "budget").whole
    if cost > 4:
        yield form.at("cost").problem("OPT-1", f"An option costs at most 4 in all; this one costs {cost}.")
    people = form.at("att").fields.keys() | form.at("inv").fields.keys()
    if not 2 <= len(people) <= 4:
        yield form.problem(
            "PEOPLE-1", f"An option moves two to four stakeholders; this one moves {len(people)}."
        )


def _better(options: Mapping[str, Value]) -> Iterator[Problem]:
    """No form of an option is worse than or equal to a form of another in everything that counts."""
    forms = {letter: list(_forms(option)) for letter, option in options.items()}
    for worse, better in permutations(forms, 2):
        pairs = [(w, b) for w in forms[worse] for b in forms[better]]
        equal = any(w == b for w, b in pairs)
        if (equal and worse > better) or any(_is_worse(w, b) and w != b for w, b in pairs):
            told = f"{worse} is worse than or equal to {better} in every pole, Trust, Legitimacy and cost."
            yield options[worse].problem("OPT-2", told)


def _forms(option: Value) -> Iterator[tuple[int, ...]]:
    own = (option.at("trust").whole, option.at("legitimacy").whole)
    for form in (option, option.at("alt")) if "alt" in option.fields else (option,):
        poles = tuple(form.at("poles", pole).whole for pole in POLES)
        yield (*poles, *own, -form.at("cost", "time").whole, -form.at("cost", "budget").whole)


def _is_worse(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _means(dilemma: Value) -> Iterator[Problem]:
    options = dilemma.at("options")
    for resource, (low, high) in MEANS.items():
        total = sum(options.at(letter, "cost", resource).whole for letter in "ABC")
        if not low * 3 <= total * 10 <= high * 3:
            told = f"A to C cost {total / 3:.1f} {resource} on average; allowed is {low / 10} to {high / 10}."
            yield options.problem("OPT-2", told)


def _valued(scenario: Value, dilemma: Value) -> Iterator[Problem]:
    """A role that values two options alike counts for both."""
    options = dilemma.at("options")
    for letter, roles in favourites(scenario, options).items():
        if not roles:
            yield options.at(letter).problem("OPT-2", f"No role values {letter} highest.")
        if len(roles) > 5:
            told = f"{len(roles)} roles value {letter} highest ({', '.join(roles)}); five may."
            yield options.at(letter).problem("OPT-2", told)
