"""Small faults of a whole statement: it is left out, its condition always or never holds, nothing registers it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bench.mutation.expressions import Change


def changes_of(node: ast.AST) -> Iterator[Change]:
    """All faults of one statement, its parts left out."""
    match node:
        case ast.If():
            yield "condition", node.test, "(True)"
            yield "condition", node.test, "(False)"
        case ast.While():
            yield "condition", node.test, "(False)"
        case ast.match_case(guard=ast.expr() as guard):
            yield "condition", guard, "(True)"
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign() | ast.Raise():
            yield "statement left out", node, "pass"
        case ast.Continue() | ast.Break():
            yield "statement left out", node, "pass"
        case ast.FunctionDef():
            yield from _of_function(node)


def _of_function(node: ast.FunctionDef) -> Iterator[Change]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call):
            yield "registration left out", decorator, "(lambda function: function)"
    inner = list(_inside(node))
    for statement in inner:
        if isinstance(statement, ast.Return) and statement is not node.body[-1]:
            yield "statement left out", statement, "pass"
    arguments = node.args
    bound = {argument.arg for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
    for statement in inner:
        if isinstance(statement, ast.Assign):
            names = {name.id for name in statement.targets if isinstance(name, ast.Name)}
            if names & bound:
                yield "statement left out", statement, "pass"
            bound |= names


def _inside(node: ast.AST) -> Iterator[ast.stmt]:
    """All statements of a function in order, those of functions inside it left out: these have their own turn."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            continue
        if isinstance(child, ast.stmt):
            yield child
        if isinstance(child, ast.stmt | ast.match_case):
            yield from _inside(child)
