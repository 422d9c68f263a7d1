"""Every rule has a test that names it, and no code is named that is no rule."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RULE = re.compile(r"^\*\*([A-Z]+(?:-\d+)?)\*\* · \*(in play|partly|to come)\*", re.MULTILINE)
FAMILIES = "AIM BACK BOT CHAIR CHOICE COND DEB END FACT FMT GUARD HEAR INC KEEP LINK MOVE OPT PAPER PEOPLE PHASE POLE RES ROOM SEAT SEED SIM SLOW SOLO STEP TALK TIME VOTE WHO"
CODE = rf"(?:{'|'.join(FAMILIES.split())})-\d+|ORDER\b(?! BY)|REPLAY\b"
#: END-1 to END-7; DEB-1, 2; STEP-2 (b)
NAMED = re.compile(rf"({CODE})(?: to ({CODE}|\d+))?((?:, \d+\b(?!\.))*)")
STATES = dict(RULE.findall((ROOT / "docs/rules.md").read_text()))
PLAYED = [code for code, state in STATES.items() if state != "to come"]


def codes(text: str) -> Iterator[str]:
    """The codes a text names, with those between the ends of a range."""
    for first, last, more in NAMED.findall(text):
        family, _, number = first.partition("-")
        if not number:
            yield first
            continue
        end = int(last.split("-")[-1]) if last else int(number)
        yield from (f"{family}-{n}" for n in range(int(number), end + 1))
        yield from (f"{family}-{n}" for n in re.findall(r"\d+", more))


def named(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> dict[str, set[str]]:
    """Which files name which code."""
    found: dict[str, set[str]] = {}
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in suffixes and path != Path(__file__):
                for code in codes(path.read_text()):
                    found.setdefault(code, set()).add(path.relative_to(ROOT).as_posix())
    return found


TESTED = named("tests")


@pytest.mark.parametrize("code", PLAYED)
def test_rule_in_play_has_a_test_that_names_it(code):
    assert TESTED.get(code), f"no test names {code}"


def test_no_code_is_named_that_is_no_rule():
    everywhere = named(
        "tests",
        "game",
        "scenarios",
        "research",
        "templates",
        "static",
        "docs",
        suffixes=(".py", ".html", ".js", ".md"),
    )
    strange = {code: sorted(files) for code, files in everywhere.items() if code not in STATES}
    assert not strange


def test_codes_are_read_from_words():
    assert list(codes("END-1 to END-3, DEB-1, 2; SEAT-5 to 7; STEP-2 (b)")) == [
        "END-1", "END-2", "END-3", "DEB-1", "DEB-2", "SEAT-5", "SEAT-6", "SEAT-7", "STEP-2",
    ]  # fmt: skip
