"""What is wrong with a scenario: everything at once, each thing with its place, its rule and a sentence.

How the rules are read here:

- Every key has one shape (schema.py). What does not fit is reported and left out of the further checks; what
  fits is checked in full, so one slip hides no other.
- FMT-1 to 3: with `max_rounds: n` the three dilemmas with `from: 3` and one for each of 4 to n must be there.
  Others may be there too. Two of a kind where one is allowed is always an error.
- OPT-2: by the value of SOLO-3, with the scenario's aims or else the usual ones, and as if everything could be
  paid. A role that values two options alike counts for both.
- OPT-3 and OPT-4: *early* is the first half of the stages there are, *costly* a cost of 3 or more. Gains are
  counted over all seeds, standing ones included. D among the dilemmas with `from: 3` and a classic are asked for
  as soon as three such dilemmas stand, D in three of seven when all seven do.
- A stakeholder moves in every format if a dilemma with `from: 3` moves them, since every format plays those.
- SEED-1: changes of poles are added without their signs, and a mark counts as one change.
- A quote of a stakeholder may be missing (a shared one stands in), and must not exist where the option leaves
  that stakeholder alone. Endings have a headline, a bright and a dark text, and a standfirst if they like.

`unfinished: true` in scenario.yaml turns what is missing over the whole scenario into warnings: dilemmas that
max_rounds asks for, endings, and the counts of FMT-3, OPT-3, OPT-4 and of stakeholders. All else stays an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from research.files import Library, records
from scenarios.files import SHARED, STRUCTURE, ScriptFiles, opened
from scenarios.places import Problem, Value
from scenarios.problems.conditions import check_conditions
from scenarios.problems.dilemmas import check_complete, check_dilemma, check_format
from scenarios.problems.links import check_links
from scenarios.problems.options import check_options
from scenarios.problems.people import check_people
from scenarios.problems.schema import SCENARIO
from scenarios.problems.seeds import check_balance, check_incidents, check_seeds
from scenarios.problems.texts import check_languages, check_shared, check_texts
from scenarios.reading import read

__all__ = ["Problem", "judged", "problems", "problems_of"]


def problems_of(slug: str) -> list[Problem]:
    """All problems of a shipped scenario, judged by the shipped library."""
    return problems(opened(slug), records())


def problems(script_files: ScriptFiles, library: Library) -> list[Problem]:
    """All problems of a scenario's files, by file and line; warnings among them. Never raises for what a file holds."""
    found: list[Problem] = []
    slug = script_files.slug
    structure = _read({f"{slug}/{STRUCTURE}": script_files.structure}, found)
    texts = _read({f"{slug}/text/{name}.yaml": text for name, text in script_files.texts.items()}, found)
    shared = _read({f"{SHARED}/{name}.yaml": text for name, text in script_files.shared.items()}, found)
    found.extend(check_languages(script_files.texts, script_files.shared, slug))
    found.extend(check_shared(shared))
    for document in structure.values():
        found.extend(judged(slug, document, texts, library))
    return sorted(set(found), key=_order)


def judged(slug: str, document: Value, texts: Mapping[str, Value], library: Library) -> list[Problem]:
    """All problems of a structure and the texts that go with it, wherever both come from."""
    found: list[Problem] = []
    scenario = SCENARIO(document, found) or document
    found.extend(_structure(scenario, slug, library))
    found.extend(_whole(scenario, texts))
    return sorted(set(found), key=_order)


def _read(files: Mapping[str, bytes], found: list[Problem]) -> dict[str, Value]:
    values = {}
    for name, content in files.items():
        reading = read(name, content)
        found.extend(reading.problems)
        if reading.value is not None:
            values[name] = reading.value
    return values


def _structure(scenario: Value, slug: str, library: Library) -> Iterator[Problem]:
    if scenario.at("slug").text not in ("", slug):
        yield scenario.at("slug").problem("SHAPE", f"The slug must be the folder's name, {slug}.")
    yield from check_format(scenario)
    for dilemma in scenario.at("dilemmas").items:
        yield from check_dilemma(dilemma)
    yield from check_options(scenario)
    yield from check_conditions(scenario)
    yield from check_seeds(scenario)
    yield from check_incidents(scenario)
    yield from check_links(scenario, library)


def _whole(scenario: Value, texts: Mapping[str, Value]) -> Iterator[Problem]:
    """What concerns the scenario as a whole, softened while it is unfinished."""
    unfinished = scenario.at("unfinished").data is True
    for check in (check_complete, check_balance, check_people):
        yield from (replace(problem, is_warning=unfinished) for problem in check(scenario))
    for problem in check_texts(scenario, texts):
        yield replace(problem, is_warning=unfinished and problem.code == "END-5")


def _order(problem: Problem) -> tuple[str, int, str, str, str]:
    return problem.file, problem.line, problem.path, problem.code, problem.sentence
