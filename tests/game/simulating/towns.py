"""Small invented scripts to simulate: a plain one, and the same one spoiled."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from scenarios.script import Script, parse
from tests.game.rules.given import BRIDGE, CLOCK, HARBOUR

FERRY = {
    "id": "ferry", "stage": 4, "from": 4, "level": 4, "decides": "M", "fallback": "A", "classic": "B",
    "options": {
        "A": {"cost": {"time": 1}, "poles": {"D1": 2, "D2": 1, "A2": -1}, "inv": {"citizens": 1}, "seeds": ["late"]},
        "B": {"cost": {"budget": 2}, "poles": {"A2": 2, "C2": 1, "D2": -1}, "att": {"frontline": 1}},
        "C": {"cost": {"time": 2}, "poles": {"D2": 2, "C1": 1, "B1": -1}, "att": {"citizens": 1}},
    },
    "seeds": {"late": {"kind": "harm", "tag": "staff", "after": 1, "if": "A2<=3", "effects": {"D1": -1}}},
}  # fmt: skip
STANDING = [
    {"id": "frost", "kind": "harm", "tag": "money", "round": 2, "if": "budget<=2", "effects": {"A2": -1}},
    {"id": "fair", "kind": "gain", "tag": "citizens", "round": 4, "if": "C1>=5", "effects": {"D2": 1}},
]
TITLES = {"bridge": {"A": {"title": "A toll for all"}}}


def document(**spoiled: Any) -> dict[str, Any]:
    """A scenario of up to four rounds; `spoiled` are fields of option A of the bridge that are other than usual."""
    dilemmas = deepcopy([HARBOUR, BRIDGE, CLOCK, FERRY])
    dilemmas[1]["options"]["A"] |= spoiled
    return {
        "slug": "town",
        "version": 3,
        "max_rounds": 4,
        "dilemmas": dilemmas,
        "standing": deepcopy(STANDING),
    }


def town(**spoiled: Any) -> Script:
    """The same as a script."""
    return parse(document(**spoiled), {"en": {"title": "The Town", **TITLES}})


#: Better than any other way out in every pole, and free.
PERFECT = {"cost": {}, "poles": dict.fromkeys(("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2"), 2)}
