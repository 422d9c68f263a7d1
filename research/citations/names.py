"""Names: which is a person's, and where the family name begins. In doubt a name stays whole."""

from __future__ import annotations

import re

from research.citations.reference import Name

_PARTICLES = (
    "af al av bin da dal dalla das de del della dem den der des di do dos du el het la le 't te ten ter tot "
    "van vom von y zu zum zur"
)
PARTICLES = frozenset(_PARTICLES.split())
SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_NOT_IN_NAMES = (
    "academy action adviesbureau agency alliance and archive assembly association authority award bank board "
    "borough bureau central centre center citizens city club collective college commission committee "
    "community company conference congress consortium consulting cooperative corporation council county "
    "democracy department design district europe european federation for forum foundation fund global "
    "government group house improvement information initiative innovation institut institute institution "
    "instituttet international journal kommune kommunen lab laboratory library limited local ltd magazine "
    "media ministerie ministry monitor municipality museum national network news office open organisation "
    "organization parliament participatory partnership party platform press programme program project public "
    "region regional report research school science service services smarter social society stichting studies "
    "system team technologies technology the times today together trust union universitat universitet "
    "universiteit universitetet university urban verein water with world"
)
NOT_IN_NAMES = frozenset(_NOT_IN_NAMES.split())
_CAPITAL = r"(?:[^\W\d_a-zà-öø-ÿ])"
_SMALL = r"[^\W\d_]"
_PART = rf"(?:Mc|Mac|[OD]['\u2019])?{_CAPITAL}{_SMALL}*"
_INITIALS = re.compile(rf"(?:{_CAPITAL}\.-?)+")
_WORD = re.compile(rf"{_PART}(?:[-'\u2019]{_SMALL}+)*")
_LONGEST_NAME_WORDS = 6


def split(text: str) -> Name:
    """The name in a text such as "Nicolette van Gestel". What may be an organisation stays whole."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in SUFFIXES else ""
    if not 2 <= len(words) <= _LONGEST_NAME_WORDS or not all(map(_may_be_in_a_name, words)):
        return Name(literal=" ".join(text.split()))
    start = _start_of_family(words)
    if start == 0:
        return Name(literal=" ".join(text.split()))
    return Name(family=" ".join(words[start:]), given=" ".join(words[:start]), suffix=suffix)


def parted(text: str) -> Name:
    """The name in a text such as "van Gestel, Nicolette" or "King, Martin, Jr.", as RIS has them."""
    parts = [" ".join(part.split()) for part in text.split(",")]
    if len(parts) > 3 or not parts[0] or not parts[1]:
        return Name(literal=" ".join(text.split()))
    return Name(family=parts[0], given=parts[1], suffix=parts[2] if len(parts) > 2 else "")


def _may_be_in_a_name(word: str) -> bool:
    if word.lower() in PARTICLES or _INITIALS.fullmatch(word):
        return True
    if word.lower() in NOT_IN_NAMES or not _WORD.fullmatch(word):
        return False
    return len(word) > 1 and not _is_odd(word)


def _is_odd(word: str) -> bool:
    """Whether its capitals make it look like an acronym or a brand: COGOV, CitizenLab."""
    return any(
        any(letter.isupper() for letter in piece[1:])
        for part in re.split(r"[-'\u2019]", word)
        for piece in [re.sub(r"^(Mc|Mac)(?=[A-Z])", "", part)]
    )


def _start_of_family(words: list[str]) -> int:
    """Where the family name begins. 0 if there is no telling."""
    if words[0].lower() in PARTICLES and words[0].islower():
        return 0
    last = len(words) - 1
    if words[last].islower() or _INITIALS.fullmatch(words[last]):
        return 0
    for place, word in enumerate(words[1:last], start=1):
        if word.lower() in PARTICLES and (word.islower() or place == last - 1):
            return place
        if word.rpartition("-")[2] in PARTICLES:
            return place
    if "-" in words[last - 1] and last > 1 and not _INITIALS.fullmatch(words[last - 1]):
        return 0  # Ana Garcia-Lopez Ruiz: two family names, or a double given one
    return last
