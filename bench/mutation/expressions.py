"""Small faults inside an expression: a boundary, a sign, a word, one entry less."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy
from typing import Any

#: A kind of fault, what it stands in for, and its text.
Change = tuple[str, ast.AST, str]

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


def changes_of(node: ast.AST) -> Iterator[Change]:
    """All faults of one expression, its parts left out."""
    match node:
        case ast.Compare(ops=[operator]):
            for other in COMPARED[type(operator)]:
                yield "comparison", node, _text(node, ops=[other()])
        case ast.BoolOp():
            yield from _of_bool(node)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "sign", node, f"({ast.unparse(node.operand)})"
        case ast.BinOp() if type(node.op) in COUNTED and not _joins_types(node):
            yield "arithmetic", node, _text(node, op=COUNTED[type(node.op)]())
        case ast.IfExp():
            yield "condition", node.test, "(True)"
            yield "condition", node.test, "(False)"
        case ast.comprehension():
            yield from (("condition", test, "(True)") for test in node.ifs)
        case ast.Constant():
            yield from _of_constant(node)
        case (
            ast.Tuple(elts=parts, ctx=ast.Load()) | ast.List(elts=parts, ctx=ast.Load()) | ast.Set(elts=parts)
        ):
            yield from _of_list(node, parts)
        case ast.Dict():
            yield from _of_dict(node)
        case ast.Call():
            yield from _of_call(node)


def _text(node: ast.expr, **fields: Any) -> str:
    """An expression with other fields, in brackets: what is around it may bind more tightly."""
    changed = copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return f"({ast.unparse(changed)})"


def _of_bool(node: ast.BoolOp) -> Iterator[Change]:
    yield "and, or", node, _text(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for left_out in range(len(node.values)):
        values = [value for index, value in enumerate(node.values) if index != left_out]
        rest = _text(node, values=values) if len(values) > 1 else f"({ast.unparse(values[0])})"
        yield "condition left out", node, rest


def _of_constant(node: ast.Constant) -> Iterator[Change]:
    match node.value:
        case bool():
            yield "true, false", node, str(not node.value)
        case int():
            yield "number", node, str(node.value + 1)
        case str():
            yield "word", node, repr(node.value + "_")


def _of_list(node: ast.AST, parts: list[ast.expr]) -> Iterator[Change]:
    if len(parts) < 2:
        return
    for left_out in range(len(parts)):
        rest = [part for index, part in enumerate(parts) if index != left_out]
        changed = copy(node)
        changed.elts = rest  # type: ignore[attr-defined]
        yield "entry left out", node, ast.unparse(changed)


def _of_dict(node: ast.Dict) -> Iterator[Change]:
    for left_out in range(len(node.keys)):
        keys = [key for index, key in enumerate(node.keys) if index != left_out]
        values = [value for index, value in enumerate(node.values) if index != left_out]
        yield "entry left out", node, ast.unparse(ast.Dict(keys=keys, values=values))


def _of_call(node: ast.Call) -> Iterator[Change]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in CALLED and (name != "sorted" or not node.keywords):
        yield "function", node.func, CALLED[name]
    if name == "field":
        return
    for left_out in node.keywords:
        if left_out.arg:
            keywords = [keyword for keyword in node.keywords if keyword is not left_out]
            yield "argument left out", node, ast.unparse(ast.Call(node.func, node.args, keywords))


def _joins_types(node: ast.BinOp) -> bool:
    """Whether `|` stands between types, which only a type checker reads."""
    sides = (node.left, node.right)
    return isinstance(node.op, ast.BitOr) and any(
        (isinstance(side, ast.Constant) and side.value is None)
        or (isinstance(side, ast.Name | ast.Attribute) and ast.unparse(side).rpartition(".")[2][:1].isupper())
        for side in sides
    )
