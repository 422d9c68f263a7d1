"""Every pair of colours that meets on a screen has the contrast of WCAG 2.2: in light and in dark, computed from the tokens.

Text needs 4.5, on the wall 7 (the room reads it from ten metres); what tells a field, a button or a state 3.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text()
VALUE = re.compile(r"--([a-z0-9-]+): (#[0-9A-Fa-f]{6});")
WORDS = ("bad", "warn", "ok", "info")
LEVELS = ("l1", "l2", "l3", "l4")
#: What is read, on what.
TEXT = {
    *product(("ink", "soft", "hand", *WORDS, *LEVELS), ("ground", "paper")),
    *product(("ink", "soft"), ("lamp-tint",)),
    *product(("ink",), ("bad-tint", "warn-tint", "ok-tint", "oak")),
    *((word, f"{word}-tint") for word in ("bad", "warn", "ok")),
    ("on-hand", "hand"),
    ("ground", "ink"),
    ("on-lamp", "lamp"),
}
#: What the wall shows in large type.
WALL = {*product(("ink",), ("ground", "paper"))}
#: What is seen and not read: edges of fields and buttons, focus, signs, places on the board.
SEEN = {
    *product(("edge", "ink", "hand"), ("ground", "paper")),
    ("ink", "oak"),
}


def tokens(block: str) -> dict[str, str]:
    return dict(VALUE.findall(block))


def themes() -> dict[str, dict[str, str]]:
    """The colours of each theme; dark takes over from light what it does not name."""
    light, by_device, by_page = re.findall(r"\n *:root[^{]*\{(.*?)\n *\}", TOKENS, re.DOTALL)[:3]
    return {
        "light": tokens(light),
        "dark by the device": {**tokens(light), **tokens(by_device)},
        "dark by the page": {**tokens(light), **tokens(by_page)},
    }


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark by the device", "dark by the page"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT, 4.5), (WALL, 7.0), (SEEN, 3.0)], ids=["text", "wall", "seen"]
)
def test_colours_that_meet_can_be_told_apart(theme, pairs, least):
    found = themes()[theme]
    weak = {
        f"{one} on {other}": round(contrast(found[one], found[other]), 2)
        for one, other in sorted(pairs)
        if contrast(found[one], found[other]) < least
    }
    assert weak == {}


def test_both_ways_to_dark_are_the_same():
    found = themes()
    assert found["dark by the device"] == found["dark by the page"] != found["light"]


def test_every_colour_of_a_text_is_looked_at():
    """A new token that somebody writes with has to be given its pairs here."""
    sheets = "".join(
        path.read_text() for path in (ROOT / "static" / "css").glob("*.css") if path.stem != "admin"
    )
    used = set(re.findall(r"[{;\s]color: var\(--([a-z0-9-]+)\)", sheets))
    drawn = {"edge"}  # lines of a drawing, in the colour of its element; SEEN looks at it
    of_admin = {name for name in used if name.endswith(("-fg", "-color"))}
    assert used - {one for one, _other in TEXT} <= drawn | of_admin


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#FFFFFF", "#FFFFFF", 1.0)],
)
def test_contrast_is_that_of_the_standard(one, other, told):
    assert round(contrast(one, other), 2) == told
