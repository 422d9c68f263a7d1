"""Dilemmas as a set (FMT-1 to 3, OPT-4) and each by itself: fallback, gates, other forms, facts, the hidden option."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scenarios.places import Problem, Value

#: Keys of the text files that no dilemma may be called by.
TAKEN = (
    "title",
    "theme",
    "place",
    "story",
    "roles",
    "people",
    "endings",
    "news",
    "standing",
    "incidents",
    "common",
)
ROUNDS = {3: 3, 4: 1, 5: 1, 6: 1, 7: 1}


def check_format(scenario: Value) -> Iterator[Problem]:
    """FMT-1 to 3 as far as they can be broken by what is there: two of a kind where one is allowed."""
    dilemmas = scenario.at("dilemmas").items
    yield from _twice(dilemmas, "id", "SHAPE", "Two dilemmas are called")
    yield from _twice(dilemmas, "stage", "FMT-1", "Two dilemmas stand on stage")
    for since, most in ROUNDS.items():
        for extra in [d for d in dilemmas if d.at("from").whole == since][most:]:
            told = f"Only {most} may have from: {since}."
            yield extra.at("from").problem("FMT-1", told)
    always = [d for d in dilemmas if d.at("from").whole == 3]
    four = [d for d in dilemmas if d.at("from").whole in (3, 4)]
    yield from _twice(four, "level", "FMT-2", "Among the dilemmas with from: 3 and 4, two have level")
    yield from _twice(always, "decides", "FMT-3", "Among the dilemmas with from: 3, two are decided by")
    for who in ("P", "M", "all"):
        for extra in [d for d in dilemmas if d.at("decides").text == who][3:]:
            yield extra.at("decides").problem("FMT-3", f"More than three dilemmas are decided by {who}.")
    for dilemma in dilemmas:
        if dilemma.at("id").text in TAKEN:
            yield dilemma.at("id").problem("SHAPE", f"No dilemma may be called {dilemma.at('id').text}.")


def check_complete(scenario: Value) -> Iterator[Problem]:
    """FMT-1 and 3, OPT-4: what is still missing for max_rounds. Warnings while the scenario is unfinished."""
    place, most = scenario.at("max_rounds"), scenario.at("max_rounds").whole
    dilemmas = scenario.at("dilemmas").items
    found = Counter(d.at("from").whole for d in dilemmas)
    for since, wanted in ROUNDS.items():
        if since <= most and found[since] < wanted:
            told = f"{most} rounds need {wanted} with from: {since}; there {_are(found[since])}."
            yield place.problem("FMT-1", told)
    if found[3] >= 3 and not any("D" in d.at("options").fields for d in dilemmas if d.at("from").whole == 3):
        yield place.problem("OPT-4", "No dilemma with from: 3 has a hidden option D.")
    if found[3] >= 3 and not any(d.at("classic").text for d in dilemmas):
        yield place.problem("OPT-4", "No dilemma names a classic option that is sound.")
    if len(dilemmas) == 7:
        hidden = sum("D" in d.at("options").fields for d in dilemmas)
        if hidden < 3:
            yield place.problem(
                "OPT-4", f"Three of seven dilemmas need a hidden option D; there {_are(hidden)}."
            )
        for who, count in Counter(d.at("decides").text for d in dilemmas).items():
            if count < 2:
                yield place.problem("FMT-3", f"Only one dilemma of seven is decided by {who}.")


def check_dilemma(dilemma: Value) -> Iterator[Problem]:
    """The fallback is open and not D; one gate and two other forms at most; facts that exist open only D."""
    options = dilemma.at("options").fields
    for key, code in (("fallback", "VOTE-8"), ("classic", "OPT-4")):
        letter = dilemma.at(key)
        if letter.text == "D":
            yield letter.problem("FACT-4" if key == "fallback" else code, f"D cannot be the {key}.")
        elif letter.text and letter.text not in options:
            yield letter.problem(code, f"There is no option {letter.text}.")
    fallback = options.get(dilemma.at("fallback").text)
    if fallback and fallback.at("needs").text:
        yield dilemma.at("fallback").problem("VOTE-8", "The fallback must be open, and this option is gated.")
    for gated in [o for o in options.values() if "needs" in o.fields][1:]:
        yield gated.at("needs").problem("COND-2", "Only one option of a dilemma may be gated.")
    for other in [o for o in options.values() if "alt" in o.fields][2:]:
        yield other.at("alt").problem("COND-2", "Only two options of a dilemma may have another form.")
    yield from _hidden(dilemma)


def _hidden(dilemma: Value) -> Iterator[Problem]:
    facts = [fact.at("id") for fact in dilemma.at("facts").items]
    for extra in _again(facts):
        yield extra.problem("FACT-1", f"Two facts are called {extra.text}.")
    for letter, option in dilemma.at("options").fields.items():
        if letter == "D" and "needs" in option.fields:
            yield option.at("needs").problem("FACT-4", "D cannot be gated.")
        if letter == "D" and "opens_if" not in option.fields:
            yield option.problem("FACT-4", "D needs opens_if: the facts that open it.")
        if letter != "D" and "opens_if" in option.fields:
            yield option.at("opens_if").problem("FACT-4", "Only D is opened by facts.")
        for fact in option.at("opens_if").items:
            if fact.text not in {known.text for known in facts}:
                yield fact.problem("FACT-4", f"There is no fact {fact.text} in this dilemma.")


def _twice(dilemmas: tuple[Value, ...] | list[Value], key: str, code: str, told: str) -> Iterator[Problem]:
    for extra in _again([d.at(key) for d in dilemmas if d.at(key).data is not None]):
        yield extra.problem(code, f"{told} {extra.data}.")


def _again(values: list[Value]) -> Iterator[Value]:
    seen = set()
    for value in values:
        if value.data in seen:
            yield value
        seen.add(value.data)


def _are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count or 'none'}"
