"""Links to the library (LINK-1 to 3): what a scenario rests on exists, and is claimed no more firmly than it stands there."""

from __future__ import annotations

from collections.abc import Iterator

from research.files import SUPPORT, Library
from scenarios.places import Problem, Value


def check_links(scenario: Value, library: Library) -> Iterator[Problem]:
    """Every slug exists, levels agree, support is not above its course's and names sources as it must."""
    yield from _known(scenario.at("rests_on"), library)
    for dilemma in scenario.at("dilemmas").items:
        yield from _tension(dilemma, library)
        for option in dilemma.at("options").fields.values():
            rests_on = option.at("rests_on")
            yield from _known(rests_on, library)
            yield from _course(rests_on, dilemma, library)
            yield from _support(rests_on)


def _tension(dilemma: Value, library: Library) -> Iterator[Problem]:
    slug, level = dilemma.at("dossier"), dilemma.at("level")
    for named in (slug, *dilemma.at("also").items):
        if named.text and named.text not in library.dilemmas:
            yield named.problem("LINK-1", f"The library has no dilemma {named.text}.")
    record = library.dilemmas.get(slug.text)
    if record and level.whole and level.whole != record.level:
        yield level.problem(
            "LINK-1", f"{record.slug} is a dilemma of level {record.level}, not {level.whole}."
        )


def _known(rests_on: Value, library: Library) -> Iterator[Problem]:
    shelves = {"practices": library.practices, "cases": library.cases, "sources": library.sources}
    for key, shelf in shelves.items():
        for slug in rests_on.at(key).items:
            if slug.text not in shelf:
                yield slug.problem("LINK-3", f"The library has no {key[:-1]} {slug.text}.")


def _course(rests_on: Value, dilemma: Value, library: Library) -> Iterator[Problem]:
    course = rests_on.at("course")
    if not course.text:
        return
    slug, _, number = course.text.partition("/")
    record = library.dilemmas.get(slug)
    if record is None:
        yield course.problem("LINK-2", f"The library has no dilemma {slug}.")
        return
    if slug not in (dilemma.at("dossier").text, *(also.text for also in dilemma.at("also").items)):
        yield course.problem("LINK-2", f"{slug} is neither this dilemma's dossier nor among also.")
    if int(number) >= len(record.courses):
        yield course.problem("LINK-2", f"{slug} has the courses 0 to {len(record.courses) - 1}.")
        return
    support, firmest = rests_on.at("support"), record.courses[int(number)].support
    if support.text and SUPPORT.index(support.text) > SUPPORT.index(firmest):
        yield support.problem("LINK-2", f"The course is {firmest}, so the option cannot be {support.text}.")


def _support(rests_on: Value) -> Iterator[Problem]:
    support, sources = rests_on.at("support").text, rests_on.at("sources")
    if support in ("sourced", "partly") and not sources.items:
        yield sources.problem("LINK-2", f"What is {support} names at least one source.")
    if support == "inferred" and sources.items:
        yield sources.problem("LINK-2", "What is inferred is our own reasoning and names no source.")
    shelves = [rests_on.fields.get(key) for key in ("practices", "cases")]
    if all(shelf and not shelf.items for shelf in shelves):
        yield rests_on.problem("LINK-2", "An option rests on at least one practice or case.")
