"""All mutants of a file: its text with one small fault each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bench.mutation import expressions, statements

#: Calls whose words are a sentence for people, or a name for a type checker.
SENTENCES = {"_", "gettext_noop", "TypeVar", "NewType"}
#: A text longer than this is shown around its difference only.
LONGEST, AROUND = 100, 25


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small fault. `start` and `end` count bytes; `first` and `last` are the lines that must run to reach it."""

    path: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str
    first: int
    last: int

    def applied(self, source: str) -> str:
        """The file with this fault."""
        whole = source.encode()
        return (whole[: self.start] + self.new.encode() + whole[self.end :]).decode()

    def __str__(self) -> str:
        new = self.new[1:-1] if self.new.startswith("(") and not self.old.startswith("(") else self.new
        return f"{self.path}:{self.line}  {self.kind}: {' -> '.join(_shortened(self.old, new))}"


def _shortened(old: str, new: str) -> tuple[str, str]:
    """Both texts without what they share at either end, where they are long."""
    if len(old) <= LONGEST:
        return old, new
    begin = _shared(old, new)
    end = _shared(old[begin:][::-1], new[begin:][::-1])
    begin, end = max(0, begin - AROUND), max(0, end - AROUND)
    return f"...{old[begin : len(old) - end]}...", f"...{new[begin : len(new) - end]}..."


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Every mutant of a file once, in the order of the file."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    found: dict[tuple[int, int, str], Mutant] = {}
    for node, (first, last) in _walk(ast.parse(source), (1, 1)):
        for kind, old, new in chain(expressions.changes_of(node), statements.changes_of(node)):
            at: ast.expr = old  # type: ignore[assignment]
            start = starts[at.lineno - 1] + at.col_offset
            end = starts[(at.end_lineno or 0) - 1] + (at.end_col_offset or 0)
            text = ast.unparse(at)
            mutant = Mutant(path, at.lineno, kind, start, end, text, new, first, last)
            found.setdefault((start, end, new), mutant)
    return sorted(found.values(), key=lambda mutant: (mutant.start, mutant.end, mutant.new))


def _walk(
    node: ast.AST, lines: tuple[int, int], is_shape: bool = False
) -> Iterator[tuple[ast.AST, tuple[int, int]]]:
    """Every node that is worth a fault, with the lines of its statement, or of the head of its block."""
    if isinstance(node, ast.stmt):
        lines = _head(node)
    elif isinstance(node, ast.match_case):
        lines = (node.pattern.lineno, max(node.pattern.lineno, node.body[0].lineno - 1))
    if not is_shape:
        yield node, lines
    shape = _shape(node)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_left_alone(child):
                yield from _walk(child, lines, child is shape)


def _head(node: ast.stmt) -> tuple[int, int]:
    if isinstance(node, ast.Match):
        return node.lineno, node.lineno
    body = getattr(node, "body", None)
    last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
    return node.lineno, last


def _shape(node: ast.AST) -> ast.AST | None:
    """An answer of several parts. With a part less it breaks at once, which says nothing about the tests."""
    match node:
        case (
            ast.Return(value=ast.Tuple() as shape)
            | ast.Assign(targets=[ast.Tuple()], value=ast.Tuple() as shape)
        ):
            return shape
    return None


def _is_left_alone(node: ast.AST) -> bool:
    """What no test can or should notice: docstrings, types, asserts for the type checker, sentences for people."""
    match node:
        case (
            ast.Expr(value=ast.Constant()) | ast.Assert() | ast.JoinedStr() | ast.Import() | ast.ImportFrom()
        ):
            return True
        case ast.Subscript(value=ast.Name(id=name)):
            return name[:1].isupper() or name == "type"
        case ast.Call(func=ast.Name(id=name)):
            return name in SENTENCES
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False
