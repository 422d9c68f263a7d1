"""Scenarios for programs: what the public reads of one before playing it, and nothing of how its story goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from django.urls import reverse

from research import licence
from research.api.asking import Absolute, Asked, Asks, NoAnswer
from research.api.resources import Resource
from research.api.shapes import Citation, Licence, Told
from research.citations.reference import Name, Reference
from research.citations.text import apa
from scenarios.catalogue import Entry, entry
from scenarios.links import rests
from scenarios.models import Scenario
from scenarios.translations import translations

UNREAD = "machine translated, and nobody who speaks the language has read it over: %s"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language in which a scenario can be played."""

    language: Annotated[str, "BCP 47, such as da."]
    title: str
    translated_by: Annotated[
        str, "A name, `machine`, or empty where nothing is said of it, as for the original."
    ]
    is_stale: Annotated[bool, "Whether the English has changed since."]


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a workshop on it may last."""

    minutes: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A dilemma."""

    title: str
    level: Annotated[int, "1 to 4."]
    decides: Annotated[str, "P, the politicians; M, the managers; or all."]


@dataclass(frozen=True, slots=True)
class Acting:
    """A role."""

    code: Annotated[str, "P1 to P4, politicians; M1 to M4, managers."]
    title: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Resting:
    """A record of the library on which options rest."""

    slug: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRecord(Told):
    """A scenario that can be played. Its town is invented; what its options rest on is not."""

    slug: str
    version: int
    theme: str
    place: str
    problem: str
    is_local: Annotated[bool, "Whether it was made here; the others come with the program."]
    languages: tuple[Spoken, ...]
    formats: tuple[Lasting, ...]
    roles: tuple[Acting, ...]
    dilemmas: tuple[Asking, ...]
    practices: tuple[Resting, ...]
    cases: tuple[Resting, ...]


def _found(asked: Asked) -> Sequence[Scenario]:
    """Those that stand in the catalogue, perhaps only those in one language."""
    rows = (row for row in Scenario.objects.ready() if row.document.get("unfinished") is not True)
    language = asked.filters.get("language", "")
    return [row for row in rows if not language or language in row.texts]


def _single(absolute: Absolute, slug: str) -> ScenarioRecord:
    row = Scenario.objects.ready().filter(slug=slug).first()
    if row is None:
        raise NoAnswer(404, "There is no scenario of this name.")
    return _told(row, absolute)


def _told(row: Scenario, absolute: Absolute) -> ScenarioRecord:
    found, page = entry(row, "en"), absolute(reverse("scenario", args=[row.slug]))
    spoken = _languages(row)
    name = str(row.document.get("licence") or "")
    return ScenarioRecord(
        address=absolute(f"{reverse('api')}scenarios/{row.slug}"),
        page=page,
        title=found.title,
        licence=Licence(name, licence.ADDRESS if name == licence.NAME else ""),
        citation=Citation(_citation(found, page)),
        caveats=tuple(UNREAD % one.language for one in spoken if one.translated_by == "machine"),
        slug=found.slug,
        version=found.version,
        theme=found.theme,
        place=found.place,
        problem=found.problem,
        is_local=found.is_local,
        languages=spoken,
        formats=tuple(Lasting(*one) for one in found.minutes),
        roles=tuple(Acting(one.code, one.title, one.purpose) for one in found.roles),
        dilemmas=tuple(Asking(one.title, one.level, one.decides) for one in found.questions),
        practices=_resting(row, "practice", absolute),
        cases=_resting(row, "case", absolute),
    )


def _languages(row: Scenario) -> tuple[Spoken, ...]:
    """English, and the languages that it was translated into."""
    english = Spoken("en", entry(row, "en").title, "", is_stale=False)
    return (
        english,
        *(
            Spoken(one.language, entry(row, one.language).title, one.by, one.is_stale)
            for one in translations(row.texts)
        ),
    )


def _resting(row: Scenario, kind: str, absolute: Absolute) -> tuple[Resting, ...]:
    """The records of one kind on which its options rest, each once, in the order in which they come up."""
    slugs = dict.fromkeys(one.slug for one in rests(row.document) if one.kind == kind)
    return tuple(Resting(slug, absolute(f"{reverse('api')}{kind}s/{slug}")) for slug in slugs)


def _citation(found: Entry, page: str) -> str:
    """It has no day of publication; its version says which one was meant."""
    reference = Reference(
        key=found.slug,
        type="document",
        title=found.title,
        authors=(Name(literal=licence.PUBLISHER),),
        number=f"version {found.version}",
        url=page,
    )
    return apa(reference)


SCENARIOS = Resource(
    name="scenarios",
    summary="Scenarios that can be played",
    shape=ScenarioRecord,
    found=_found,
    told=_told,
    single=_single,
    filters=(
        Asks("language", "In this language.", form=r"[a-z]{2}\Z", form_in_words="two letters, such as da"),
    ),
)
