"""Every pair of colours that meets has the contrast of WCAG 2.2, computed from the tokens: light, dark, with more contrast, printed.

Text needs 4.5, on the wall 7 (the room reads it from ten metres); what tells a field, a button or a state 3.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CSS = ROOT / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
ON_WALL = "".join((CSS / name).read_text() for name in ("wall.css", "pictures.css"))
VALUE = re.compile(r"--([a-z0-9-]+): (#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3}|var\(--[a-z0-9-]+\));")
THEMES = ("light", "dark by the device", "dark by the page", "light, more", "dark, more", "printed")
WALLS = ("wall", "wall of a dark device", "wall, more")
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
#: What is read on the wall: wall.css and pictures.css, and of game.css the band and the letters of options.
WALL = {*product(("ink", "soft"), ("ground", "paper")), ("on-lamp", "lamp"), ("ground", "ink")}
#: What is seen there, beside words in ink: bars and dots, signs of levels and strengths, edges.
WALL_SEEN = {*product(("edge", "ink", "hand", *WORDS, *LEVELS), ("ground", "paper"))}
#: What is seen and not read: edges of fields and buttons, focus, signs, places on the board.
SEEN = {
    *product(("edge", "ink", "hand"), ("ground", "paper")),
    ("ink", "oak"),
}


def tokens(block: str) -> dict[str, str]:
    return dict(VALUE.findall(block))


def themes() -> dict[str, dict[str, str]]:
    """The colours of each theme; a later block takes over from the earlier ones what it does not name.

    The wall has a theme of its own above that of its device. Forced colours are the device's, and not looked at.
    """
    blocks = map(tokens, re.findall(r"\n *:root[^{]*\{(.*?)\n *\}", TOKENS, re.DOTALL))
    light, by_device, by_page, more, _forced, printed = blocks
    wall, wall_more = map(tokens, re.findall(r"\n *\.wallpage \{(.*?)\n *\}", ON_WALL, re.DOTALL)[:2])
    found = {
        "light": light,
        "dark by the device": {**light, **by_device},
        "dark by the page": {**light, **by_page},
        "light, more": {**light, **more},
        "dark, more": {**light, **by_device, **more},
        "printed": {**light, **printed},
        "wall": {**light, **wall},
        "wall of a dark device": {**light, **by_device, **wall},
        "wall, more": {**light, **more, **wall, **wall_more},
    }
    return {name: {one: meant(theme, one) for one in theme} for name, theme in found.items()}


def meant(theme: dict[str, str], name: str) -> str:
    """The colour of a token, as six digits."""
    value = theme[name]
    if value.startswith("var"):
        return meant(theme, value.removeprefix("var(--").removesuffix(")"))
    return value if len(value) == len("#RRGGBB") else "#" + "".join(2 * digit for digit in value[1:])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weak(theme: str, pairs: set[tuple[str, str]], least: float) -> dict[str, float]:
    found = themes()[theme]
    return {
        f"{one} on {other}": round(contrast(found[one], found[other]), 2)
        for one, other in sorted(pairs)
        if contrast(found[one], found[other]) < least
    }


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SEEN, 3.0)], ids=["text", "seen"])
def test_colours_that_meet_can_be_told_apart(theme, pairs, least):
    assert weak(theme, pairs, least) == {}


@pytest.mark.parametrize("theme", WALLS)
@pytest.mark.parametrize(("pairs", "least"), [(WALL, 7.0), (WALL_SEEN, 3.0)], ids=["read", "seen"])
def test_wall_can_be_read_from_afar(theme, pairs, least):
    assert weak(theme, pairs, least) == {}


def test_every_colour_of_the_wall_is_looked_at_and_its_own():
    """What wall.css and pictures.css draw with has its pairs here, and a dark device changes none of it."""
    used = set(re.findall(r"[{;\s](?:color|fill|stroke|background): var\(--([a-z0-9-]+)\)", ON_WALL))
    assert used and used <= set().union(*WALL, *WALL_SEEN)
    light, dark = themes()["wall"], themes()["wall of a dark device"]
    assert {name for name in set().union(*WALL, *WALL_SEEN) if light[name] != dark[name]} == set()


def test_more_contrast_makes_notes_text_on_the_wall_too():
    for name in ("light, more", "dark, more", "wall, more"):
        found = themes()[name]
        assert (found["soft"], found["line"]) == (found["ink"], found["edge"]), name


def test_device_with_a_palette_of_its_own_keeps_it_on_the_wall():
    held, _brace, after = ON_WALL.partition("@media (forced-colors: none) {")
    assert not VALUE.search(held) and VALUE.search(after.partition("\n}")[0])
    assert all(value.startswith("var") for _name, value in VALUE.findall(after.partition("\n}")[2]))


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
