"""What somebody asks of the API: a page, filters and words. What is not understood is refused with a sentence, never passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest

from research.api.shapes import Problem, Was
from research.finding import words_of

Absolute = Callable[[str], str]

PER_PAGE = 50
MOST_PER_PAGE = 200
SLUG = r"[-a-zA-Z0-9_]{1,60}\Z"


class NoAnswer(Exception):
    """There is none, and the problem says why."""

    def __init__(self, status: int, detail: str, was: Was | None = None) -> None:
        self.problem = Problem("about:blank", HTTPStatus(status).phrase, status, detail, was)
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Asks:
    """One filter: its name, what it means, and which values it takes: these, or those of a form that is told in words."""

    name: str
    description: str
    values: tuple[str, ...] = ()
    form: str = SLUG
    form_in_words: str = "the short name of a record"

    def read(self, value: str) -> str:
        """The value, or NoAnswer."""
        is_known = value in self.values if self.values else re.match(self.form, value) is not None
        if not is_known:
            allowed = f"one of {', '.join(self.values)}" if self.values else self.form_in_words
            raise NoAnswer(400, f"{self.name} must be {allowed}.")
        return value


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a list. `filters` holds those that are set."""

    absolute: Absolute
    filters: Mapping[str, str]
    words: str
    page: int
    per_page: int


def asked(request: HttpRequest, filters: tuple[Asks, ...], has_words: bool) -> Asked:
    """What this request asks of a list that knows these filters; NoAnswer for anything else."""
    known = {one.name: one for one in filters}
    allowed = [*known, *(["q"] if has_words else []), "page", "per_page"]
    for name, values in request.GET.lists():
        if name not in allowed:
            raise NoAnswer(400, f"There is no filter of this name here. There are: {', '.join(allowed)}.")
        if len(values) > 1:
            raise NoAnswer(400, f"{name} may stand in the address once.")
    chosen = {name: one.read(request.GET[name]) for name, one in known.items() if request.GET.get(name)}
    return Asked(
        request.build_absolute_uri,
        chosen,
        words_of(request),
        _number(request, "page", 1, 1_000_000),
        _number(request, "per_page", PER_PAGE, MOST_PER_PAGE),
    )


def _number(request: HttpRequest, name: str, default: int, most: int) -> int:
    text = request.GET.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,7}", text) or not 1 <= int(text) <= most:
        raise NoAnswer(400, f"{name} must be a whole number from 1 to {most}.")
    return int(text)


def parameters(filters: tuple[Asks, ...], has_words: bool) -> list[dict[str, Any]]:
    """The same in the words of OpenAPI."""
    told = [_parameter(one) for one in filters]
    if has_words:
        text = "Words that must all be there, or words that begin like them."
        told.append(_query("q", text, {"type": "string", "maxLength": 200}))
    told.append(_query("page", "Which page, from 1.", {"type": "integer", "minimum": 1, "default": 1}))
    many = {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE}
    return [*told, _query("per_page", "How many on a page.", many)]


def _parameter(one: Asks) -> dict[str, Any]:
    form = f"^{one.form.removesuffix(chr(92) + 'Z')}$"
    schema: dict[str, Any] = {"type": "string"}
    return _query(
        one.name, one.description, schema | ({"enum": list(one.values)} if one.values else {"pattern": form})
    )


def _query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}
