"""Which small faults are made of a text, and which of them are drawn."""

from collections import Counter
from pathlib import Path

import pytest

from bench.mutation.drawing import drawn, interval
from bench.mutation.finding import Mutant, mutants_of

RULES = Path(__file__).resolve().parents[2] / "game" / "rules"


def faults(source):
    """What a text reads like with one fault each."""
    return {mutant.applied(source) for mutant in mutants_of("x.py", source)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", {"x = (a <= b)", "x = (a >= b)"}),
        ("x = a == b", {"x = (a != b)"}),
        ("x = a and b", {"x = (a or b)", "x = (a)", "x = (b)"}),
        (
            "x = (a or b) == c",
            {"x = ((a or b) != c)", "x = ((a and b)) == c", "x = ((a)) == c", "x = ((b)) == c"},
        ),
        ("x = not a", {"x = (a)"}),
        ("x = a * b + c", {"x = (a // b) + c", "x = (a * b - c)"}),
        ("x = a if b else c", {"x = a if (True) else c", "x = a if (False) else c"}),
        ("x = 59", {"x = 60"}),
        ("x = 'å' + b", {"x = 'å_' + b", "x = ('å' - b)"}),
        ("x = True", {"x = False"}),
        ("x = None", set()),
        ("x = {a, b}", {"x = {b}", "x = {a}"}),
        ("x = {a: b, c: d}", {"x = {c: d}", "x = {a: b}"}),
        ("x = f(a, b=c)", {"x = f(a)"}),
        ("x = min(a)", {"x = max(a)"}),
        ("x = [a for a in b if c]", {"x = [a for a in b if (True)]"}),
    ],
)
def test_an_expression_has_its_faults(source, expected):
    assert faults(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if a:\n    f()", {"if (True):\n    f()", "if (False):\n    f()", "if a:\n    pass"}),
        ("def f(x):\n    x = g(x)\n    y = x\n    return y", {"def f(x):\n    pass\n    y = x\n    return y"}),
        ("@after(A)\ndef f(): ...", {"@(lambda function: function)\ndef f(): ..."}),
        ("match a:\n    case 1 if b:\n        c", {"match a:\n    case 2 if b:\n        c", "match a:\n    case 1 if (True):\n        c"}),
        ("def f():\n    if a:\n        return\n    g()", {
            "def f():\n    if (True):\n        return\n    g()", "def f():\n    if (False):\n        return\n    g()",
            "def f():\n    if a:\n        pass\n    g()", "def f():\n    if a:\n        return\n    pass",
        }),
    ],
)  # fmt: skip
def test_a_statement_has_its_faults(source, expected):
    assert faults(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""What it is for."""',
        "def f(a: Literal['x'] = b) -> Generator[1, 2]: ...",
        "assert a is not None",
        "Closing = Generator[Event, State, tuple[State, 'str']]",
        "GONE = _('The table has moved on.')",
        "__all__ = ['a', 'b']",
        "x = f'{a}: {1}'",
        "def f():\n    return a, b",
        "Found = Table | None",
    ],
)
def test_what_no_test_should_notice_is_left_alone(source):
    assert faults(source) == set()


def test_a_fault_says_where_it_is_and_what_it_changes():
    [mutant] = mutants_of("game/rules/x.py", "a = b\nx = a == b\n")
    assert str(mutant) == "game/rules/x.py:2  comparison: a == b -> a != b"
    long = "x = Event(" + ", ".join(f"name_{n}=value_{n}" for n in range(20)) + ")"
    assert all(len(str(mutant)) < 180 for mutant in mutants_of("x.py", long))


def test_lines_to_be_reached_are_those_of_the_statement_or_of_the_head_of_its_block():
    source = "if (\n    a == b\n):\n    f(\n        c=1,\n    )\n"
    found = {mutant.kind: (mutant.first, mutant.last) for mutant in mutants_of("x.py", source)}
    assert found["comparison"] == found["condition"] == (1, 3)
    assert found["number"] == found["argument left out"] == (4, 6)


def test_mutants_of_the_rules_can_be_compiled():
    found = [(path.read_text(), path) for path in sorted(RULES.rglob("*.py"))]
    texts = {str(path): text for text, path in found}
    mutants = [mutant for name, text in texts.items() for mutant in mutants_of(name, text)]
    assert len(mutants) > 10_000
    for mutant in drawn(mutants, 200, "compiled"):
        compile(mutant.applied(texts[mutant.path]), mutant.path, "exec")


def made(path, how_many):
    return [Mutant(path, line, "number", line, line, "1", "2", line, line) for line in range(how_many)]


def test_the_same_key_draws_the_same_mutants():
    known = made("a.py", 50) + made("b.py", 30)
    assert drawn(known, 20, "x") == drawn(known, 20, "x") != drawn(known, 20, "y")
    assert sorted(drawn(known, 100, "x"), key=known.index) == known


@pytest.mark.parametrize("key", ["a", "b", "c"])
def test_every_file_has_its_share_of_a_sample(key):
    known = made("a.py", 500) + made("b.py", 300) + made("c.py", 200)
    taken = drawn(known, 100, key)
    assert len(set(taken)) == 100
    share = Counter(mutant.path for mutant in taken)
    assert abs(share["a.py"] - 50) <= 1 and abs(share["b.py"] - 30) <= 1 and abs(share["c.py"] - 20) <= 1


def test_every_mutant_is_as_likely_as_any_other():
    known = made("a.py", 7) + made("b.py", 3)
    often = Counter(mutant for key in range(4_000) for mutant in drawn(known, 3, str(key)))
    assert all(abs(often[mutant] / 4_000 - 0.3) < 0.04 for mutant in known)


def test_the_interval_is_wilsons():
    """The textbook's figures for 8 of 10, and the two ends."""
    assert interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=0.0001)
    assert interval(0, 10) == pytest.approx((0.0, 0.2775), abs=0.0001)
    assert interval(10, 10) == pytest.approx((0.7225, 1.0), abs=0.0001)
    assert interval(0, 0) == (0.0, 1.0)
