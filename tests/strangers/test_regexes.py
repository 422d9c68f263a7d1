"""Every regular expression of the house, with texts that make a bad one run for ever: each answers at once."""

from __future__ import annotations

import ast
import importlib
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("cocreator", "game", "scenarios", "research")
CALLS = {"compile", "match", "fullmatch", "search", "sub", "split", "findall", "finditer"}
BOUND_SECONDS = 10.0
LONG = 2_000
#: Patterns that are only ever used in one way, or on texts that are never longer; with the beginning by which they are known.
ONLY = {
    r"[\s,]*$": (("match",), LONG, "bibtex_scanning: at one place"),
    r"[\s,]*([^\s,={}": (("match",), LONG, "bibtex_scanning: at one place"),
    r"\s*#\s*": (("match",), LONG, "bibtex_scanning: at one place"),
    r"(?P<container>[^\d,]+) (?P<volume>": (("fullmatch",), LONG, "citing: a whole line"),
    r"(?:https?://\S*?/|doi": (("fullmatch",), 2_000, "dois: nothing longer is looked at"),
    r"(?:^|(?<=[,;|\t\r\n]))(?=\s*[=+": (
        ("search",),
        500,
        "decisions: a cell holds one text of a player, or a title",
    ),
    r"<(title|option|textarea)": (
        ("search",),
        1_000,
        "original: our own pages, where every sign typed by others is escaped",
    ),
}

PIECES = (
    *(
        "a",
        "1",
        " ",
        "\t",
        "\n",
        "-",
        ".",
        ",",
        "'",
        '"',
        "/",
        "\\",
        "<",
        ">",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "&",
        "#",
        "@",
    ),
    *(
        "=",
        "_",
        "~",
        "`",
        "|",
        "\u2010",
        "é",
        "A.",
        "a-",
        "1-1",
        " -",
        "- ",
        "\\a",
        "<a ",
        "a b",
        ", ",
        "&#38;",
        "&amp;",
    ),
    *(
        "https://",
        "doi:",
        "10.1234/",
        "<title",
        "<title>",
        "@a{",
        "a=",
        "1-",
        "(a",
        "a'b",
        "^a",
        "aA",
        "\\url ",
        " and ",
    ),
)
AROUND = (("", ""), ("", "!"), ("", "\x00"), ("@a{b, c", "\n"), ("10.1234/", " "), ("<", "<"))


def texts(longest: int) -> Iterator[str]:
    """Texts of this length, each a piece over and over, with an end on which a pattern fails at last."""
    for piece in PIECES:
        for before, after in AROUND:
            times = (longest - len(before) - len(after)) // len(piece)
            yield before + piece * times + after


def sources() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def written(path: Path) -> Iterator[tuple[str, int]]:
    """Each pattern that stands in a file as plain text, and its flags."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        is_re = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        is_re = is_re and node.func.value.id == "re" and node.func.attr in CALLS
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        plain = node.args[0]
        if (is_re or name in ("RegexValidator", "RegexField")) and isinstance(plain, ast.Constant):
            flags = [
                n.attr
                for rest in (*node.args[1:], *(k.value for k in node.keywords))
                for n in ast.walk(rest)
                if isinstance(n, ast.Attribute)
            ]
            yield (
                str(plain.value),
                int(sum({getattr(re, flag, re.NOFLAG) for flag in flags if flag.isupper()})),
            )


def compiled() -> Iterator[tuple[str, int]]:
    """Each pattern that a module keeps, also where it is built from parts."""
    for path in sources():
        if "re." not in path.read_text():
            continue
        module = importlib.import_module(
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        )
        for value in vars(module).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield value.pattern, value.flags & ~re.UNICODE


def patterns() -> list[tuple[str, int]]:
    """All of them, once."""
    found = {one for path in sources() for one in written(path)} | set(compiled())
    return sorted(found)


class ForEver(Exception):
    """A pattern has had all the time that it may have."""


def _ends(_signal: int, _frame: object) -> None:
    raise ForEver


def answers(pattern: str, flags: int) -> bool:
    """Whether a pattern is done with all texts in time; counted in time of the processor, whatever else the machine does."""
    found = re.compile(pattern, flags)
    known = next((told for begin, told in ONLY.items() if pattern.startswith(begin)), None)
    ways, longest, _why = known or (("search", "fullmatch"), LONG, "")
    before = signal.signal(signal.SIGPROF, _ends)
    signal.setitimer(signal.ITIMER_PROF, BOUND_SECONDS)
    try:
        for text in texts(longest):
            for way in ways:
                getattr(found, way)(text)
    except ForEver:
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return True


def test_patterns_are_found():
    found = {pattern for pattern, _flags in patterns()}
    assert len(found) > 60
    assert all(any(pattern.startswith(begin) for pattern in found) for begin in ONLY)
    assert r"[\w-]{20,40}" in found and "^[A-Z]{2}$" in found


def test_pattern_that_runs_for_ever_is_noticed(monkeypatch):
    monkeypatch.setattr(f"{__name__}.BOUND_SECONDS", 0.5)
    assert not answers(r"(a+)+$", 0)


@pytest.mark.parametrize(("pattern", "flags"), patterns(), ids=lambda one: repr(one)[:60])
def test_pattern_answers_at_once_whatever_it_is_given(pattern, flags):
    assert answers(pattern, flags), pattern
