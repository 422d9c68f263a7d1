"""Which texts a scenario has, and how long each may be: keys follow from the ids of the structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.conditions import SLOTS
from scenarios.incidents import INCIDENTS
from scenarios.places import Value
from scenarios.problems.schema import ENDINGS, SAFEGUARDS, TAGS
from scenarios.script import ROLES

STORY = ("place", "problem", "people", "law", "money")
NOTE = ("claim", "holds", "fails")
BANDS = ("cold", "cool", "even", "warm", "close")
#: How far a stakeholder's attitude would move with an option, from -2 to 2.
CHANGES = ("worse2", "worse", "same", "better", "better2")
#: The effects of stakeholders on each other and on the town, in the order in which they are looked at.
CROSSES = ("bad_press", "unions_follow", "citizens_own", "businesses_pay", "ngos_hurt")
NOTE_WORDS = 90


@dataclass(frozen=True, slots=True)
class Expected:
    """A text by its key: at most so many words; `needed` unless a shared text or nothing may stand in for it."""

    key: str
    words: int
    needed: bool = True
    code: str = "TEXT"


def expected(scenario: Value) -> Iterator[Expected]:
    """All texts of a scenario in one language."""
    yield from (Expected(key, 12) for key in ("title", "theme", "place"))
    yield from (Expected(f"story.{page}", 60) for page in STORY)
    for role in ROLES:
        for key, words in (("title", 6), ("purpose", 20), ("brief", 40), ("aim", 40)):
            yield Expected(f"roles.{role}.{key}", words)
    yield from (Expected(f"people.{slot}", 8) for slot in SLOTS)
    for dilemma in scenario.at("dilemmas").items:
        if dilemma.at("id").text:
            yield from _dilemma(dilemma, dilemma.at("id").text)
    for ending in ENDINGS:
        for key, words in (("headline", 12), ("bright", 90), ("dark", 90)):
            yield Expected(f"endings.{ending}.{key}", words, code="END-5")
        yield Expected(f"endings.{ending}.headline_dark", 12, code="END-8")
        for key in ("standfirst", "standfirst_dark"):
            yield Expected(f"endings.{ending}.{key}", 25, needed=False)
    for key, words in (("news", 30), ("standing", 45)):
        for item in scenario.at(key).items:
            yield Expected(f"{key}.{item.at('id').text}", words)
    for incident in scenario.at("incidents").items:
        yield from _incident(f"incidents.{incident.at('id').text}")


def shared() -> Iterator[Expected]:
    """Those of the shared texts without which a scenario has holes."""
    yield from (Expected(f"reactions.{band}", 25) for band in BANDS)
    yield from (Expected(f"reflect.{level}", 25) for level in "1234")
    for incident in INCIDENTS:
        yield from _incident(f"incidents.{incident}")
    for role in ROLES:
        for key, words in (("title", 6), ("text", 30), ("told", 20)):
            yield Expected(f"moves.{role}.{key}", words)
    for guard in SAFEGUARDS:
        yield Expected(f"guards.{guard}.title", 4)
        yield Expected(f"guards.{guard}.text", 20)
    yield from (Expected(f"worries.{tag}", 2) for tag in TAGS)
    yield from (Expected(f"hearing.{change}", 15) for change in CHANGES)
    yield from (Expected(f"crosses.{cross}", 25) for cross in CROSSES)


def _dilemma(dilemma: Value, name: str) -> Iterator[Expected]:
    for key, words in (("title", 6), ("situation", 90), ("talk", 25), ("reflect", 25)):
        yield Expected(f"{name}.{key}", words)
    if "variant" in dilemma.fields:
        yield Expected(f"{name}.variant", 25)
    for fact in dilemma.at("facts").items:
        for key, words in (("text", 30), ("from", 12), ("if_said", 20)):
            yield Expected(f"{name}.facts.{fact.at('id').text}.{key}", words)
    for letter, option in dilemma.at("options").fields.items():
        yield from _option(option, f"{name}.{letter}")
    yield from (Expected(f"{name}.seeds.{seed}", 45) for seed in dilemma.at("seeds").fields)


def _incident(name: str) -> Iterator[Expected]:
    for key, words in (("title", 6), ("text", 50), ("1", 12), ("2", 12)):
        yield Expected(f"{name}.{key}", words)


def _option(option: Value, name: str) -> Iterator[Expected]:
    for key, words in (("title", 6), ("text", 35), ("story", 60)):
        yield Expected(f"{name}.{key}", words)
    if "alt" in option.fields:
        yield Expected(f"{name}.alt", 35)
    yield from (Expected(f"{name}.note.{part}", NOTE_WORDS) for part in NOTE)
    for slot in SLOTS:
        if any(slot in form.at(k).fields for form in (option, option.at("alt")) for k in ("att", "inv")):
            yield Expected(f"{name}.reactions.{slot}", 25, needed=False)
    yield from (Expected(f"{name}.voices.{role}", 40) for role in option.at("voices").fields)
