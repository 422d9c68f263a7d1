"""Cards to choose and vote with: four letters, an abstention, and how sure one is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit.card import capital, plain_back
from game.kit.shape import Data
from game.templatetags.results import how_sure
from scenarios.script import LETTERS

#: One set for each role.
SETS = 8
SURE = (1, 2, 3)


def sets(many: int = SETS) -> list[Data]:
    """All cards of so many sets, each marked with the number of its set."""
    return [one for number in range(1, many + 1) for one in a_set(_("Set %(number)d") % {"number": number})]


def a_set(beside: str) -> list[Data]:
    """The eight cards that one person holds; `beside` stands in their heads. Their backs are all alike."""
    cards = [_vote(f"vote {letter}", beside, letter) for letter in LETTERS]
    cards.append(_vote("vote abstain", beside, "", _("I abstain"), _("In the choice: not yet")))
    return [*cards, *(_sure(number, beside) for number in SURE)]


def _vote(code: str, beside: str, letter: str, word: str = "", small: str = "") -> Data:
    return {
        "kind": "vote",
        "code": code,
        "name": _("Vote"),
        "beside": beside,
        "letter": letter,
        "word": word,
        "small": small,
        "sure": 0,
        "back": plain_back("vote", "voice", "CO-CREATOR"),
    }


def _sure(number: int, beside: str) -> Data:
    told = {"name": _("How sure are you?"), "sure": number, "word": capital(how_sure(number))}
    return _vote(f"confidence {number}", beside, "") | told
