"""Seeds (SEED-1, OPT-3), standing seeds, incidents and news: small, planted, and guarded where they harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from scenarios.conditions import POLES
from scenarios.incidents import INCIDENTS
from scenarios.places import Problem, Value


def check_seeds(scenario: Value) -> Iterator[Problem]:
    """Every seed by itself, and what each option plants."""
    for dilemma in scenario.at("dilemmas").items:
        seeds = dilemma.at("seeds").fields
        planted = [item.text for o in dilemma.at("options").fields.values() for item in o.at("seeds").items]
        for name, seed in seeds.items():
            yield from _small(seed.at("effects"))
            yield from _guarded(seed)
            if planted.count(name) != 1:
                told = (
                    "No option plants this seed." if name not in planted else "Two options plant this seed."
                )
                yield seed.problem("SEED-1", told)
        for letter, option in dilemma.at("options").fields.items():
            yield from _planted(letter, option, seeds)
    for standing in scenario.at("standing").items:
        yield from _small(standing.at("effects"))


def check_incidents(scenario: Value) -> Iterator[Problem]:
    """Incidents, standing seeds and news: names of their own, and openings of one change."""
    for key, code in (("standing", "SEED-4"), ("incidents", "INC-1"), ("news", "END-8")):
        seen = set(INCIDENTS) if key == "incidents" else set()
        for item in scenario.at(key).items:
            name = item.at("id").text
            if name and name in seen:
                yield item.at("id").problem(code, f"Another one is called {name}.")
            seen.add(name)
    for incident in scenario.at("incidents").items:
        if len(_changes(incident.at("opening"))) > 1:
            yield incident.at("opening").problem(
                "INC-2", "The opening of an incident has at most one change."
            )
        for answer in incident.at("answers").items:
            if not _changes(answer):
                yield answer.problem("INC-2", "This answer changes nothing.")
    most = scenario.at("max_rounds").whole
    for standing in scenario.at("standing").items:
        if standing.at("round").whole > most:
            yield standing.at("round").problem("SEED-4", f"No game has more than {most} rounds.")


def check_balance(scenario: Value) -> Iterator[Problem]:
    """OPT-3 over the scenario: the share of gains, and patience that pays. Early is the first half of the stages played."""
    dilemmas = sorted(scenario.at("dilemmas").items, key=lambda d: d.at("stage").whole)
    seeds = [seed for d in dilemmas for seed in d.at("seeds").fields.values()]
    kinds = Counter(seed.at("kind").text for seed in [*seeds, *scenario.at("standing").items])
    total, place = sum(kinds.values()), scenario.at("dilemmas")
    if total and not 40 * total <= 100 * kinds["gain"] <= 60 * total:
        share = round(100 * kinds["gain"] / total)
        yield place.problem(
            "OPT-3", f"40 to 60 % of seeds must be gains; {share} % are ({kinds['gain']} of {total})."
        )
    early = dilemmas[: (len(dilemmas) + 1) // 2]
    if early and not any(_is_patient(option, d) for d in early for option in d.at("options").fields.values()):
        yield place.problem("OPT-3", "No early option that costs 3 or more plants a gain.")


def _is_patient(option: Value, dilemma: Value) -> bool:
    cost = option.at("cost", "time").whole + option.at("cost", "budget").whole
    kinds = [dilemma.at("seeds", item.text, "kind").text for item in option.at("seeds").items]
    return cost >= 3 and "gain" in kinds


def _planted(letter: str, option: Value, seeds: Mapping[str, Value]) -> Iterator[Problem]:
    place = option.at("seeds")
    for item in place.items:
        if item.text not in seeds:
            yield item.problem("SEED-1", f"There is no seed {item.text} in this dilemma.")
    kinds = Counter(seeds[item.text].at("kind").text for item in place.items if item.text in seeds)
    if kinds["harm"] != 1:
        yield place.problem(
            "OPT-3", f"{letter} must plant one harmful seed; it plants {kinds['harm'] or 'none'}."
        )
    if kinds["gain"] > 1:
        yield place.problem("OPT-3", f"{letter} may plant one gain; it plants {kinds['gain']}.")


def _small(effects: Value) -> Iterator[Problem]:
    changes = _changes(effects)
    if not changes:
        yield effects.problem("SEED-1", "This seed changes nothing.")
    if len(changes) > 3:
        yield effects.problem("SEED-1", f"A seed has at most three changes; this one has {len(changes)}.")
    poles = sum(abs(effects.at(pole).whole) for pole in POLES)
    if poles > 2:
        yield effects.problem("SEED-1", f"A seed moves poles by at most 2 together; this one by {poles}.")


def _changes(effects: Value) -> list[Value]:
    """Every single change, a mark being one."""
    found: list[Value] = []
    for key, field in effects.fields.items():
        found.extend(
            field.fields.values() if key in ("att", "inv") else field.items if key == "marks" else [field]
        )
    return found


def _guarded(seed: Value) -> Iterator[Problem]:
    guards = seed.at("guarded_by")
    if seed.at("kind").text == "harm" and not guards.items:
        yield seed.problem("OPT-3", "A harmful seed names at least one safeguard in guarded_by.")
    if seed.at("kind").text == "gain" and guards.items:
        yield guards.problem("GUARD-3", "Gains are never guarded.")
