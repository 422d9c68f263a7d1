"""The API: its addresses, its description for programs, and a page about it for people. See docs/api.md."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, re_path, reverse
from django.views.decorators.http import require_safe

from game.views import refused
from research import licence
from research.api.answering import PROBLEM, answer, answering, list_of, member_of, problem
from research.api.asking import NoAnswer, parameters
from research.api.resources import LIBRARY, Resource
from research.api.schema import DIALECT, page_of, schemas
from research.api.shapes import Page, Problem
from scenarios.api import SCENARIOS

RESOURCES: tuple[Resource, ...] = (*LIBRARY, SCENARIOS)
VERSION = "1.0.0"
SAID = (
    "Read only, open to every site, no key. The same published versions as on the pages: nothing of players, workshops or "
    "accounts. Fields are added and never renamed as long as the address says /api/1/."
)
#: What may come instead of an answer, and when.
PROBLEMS = {
    400: "Something in the address was not understood.",
    404: "There is nothing of this name.",
    410: "It was withdrawn.",
}


@answering
def root(request: HttpRequest) -> HttpResponse:
    """Where everything is."""
    here = request.build_absolute_uri(reverse("api"))
    told = {
        "title": f"{licence.TITLE}: API",
        "description": SAID,
        "licence": {"name": licence.NAME, "address": licence.ADDRESS},
        "openapi": f"{here}openapi.json",
        "schema": f"{here}schema.json",
        "documentation": request.build_absolute_uri(reverse("api_page")),
        "lists": {one.name: f"{here}{one.name}" for one in RESOURCES},
    }
    return answer(request, told)


@answering
def openapi(request: HttpRequest) -> HttpResponse:
    """The description by OpenAPI 3.1."""
    return answer(request, described(request.build_absolute_uri(reverse("api")).rstrip("/")))


@answering
def schema(request: HttpRequest) -> HttpResponse:
    """The shapes as JSON Schema 2020-12, each under `$defs`."""
    told = {
        "$schema": DIALECT,
        "$id": request.build_absolute_uri(request.path),
        "title": f"{licence.TITLE}: what the API answers",
        "$defs": {**_shapes("#/$defs/"), **_pages("#/$defs/")},
    }
    return answer(request, told, content_type="application/schema+json")


@answering
def nothing(_request: HttpRequest) -> HttpResponse:
    """No such address."""
    raise NoAnswer(
        404, f"There is nothing at this address. The lists are: {', '.join(one.name for one in RESOURCES)}."
    )


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What can be asked, for people."""
    here = request.build_absolute_uri(reverse("api"))
    return render(request, "api.html", {"resources": RESOURCES, "root": here, "licence": licence})


def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong that we did not foresee: to programs a problem, to people a page."""
    if request.path.startswith("/api/1/"):
        return problem(NoAnswer(500, "Something went wrong here. It was noted, and nothing was changed."))
    return refused.broken(request)


def described(server: str) -> dict[str, Any]:
    """The whole API in the words of OpenAPI, made of the resources and their shapes."""
    paths: dict[str, Any] = {}
    for one in RESOURCES:
        asks = parameters(one.filters, one.has_words)
        paths[f"/{one.name}"] = _operation(one.summary, f"{_title(one)}Page", asks, (400, 404))
        for named, pattern in one.members:
            told = [_part(part) for part in _parts(named)]
            summary = f"{one.summary}: one of them" + (", in one version" if "number" in pattern else "")
            paths[f"/{one.name}/{named}"] = _operation(summary, one.shape.__name__, told, (404, 410))
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": f"{licence.TITLE}: API",
            "version": VERSION,
            "description": SAID,
            "license": {"name": licence.NAME, "identifier": licence.NAME},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": {**_shapes(COMPONENTS), **_pages(COMPONENTS)}},
    }


COMPONENTS = "#/components/schemas/"


def _shapes(root: str) -> dict[str, Any]:
    return schemas((Page, Problem, *(one.shape for one in RESOURCES)), root)


def _pages(root: str) -> dict[str, Any]:
    return {f"{_title(one)}Page": page_of(one.shape.__name__, root) for one in RESOURCES}


def _title(one: Resource) -> str:
    return one.shape.__name__.removesuffix("Record")


def _operation(
    summary: str, shape: str, asks: list[dict[str, Any]], fails: tuple[int, ...]
) -> dict[str, Any]:
    found = {"description": "Found.", "content": {"application/json": {"schema": _ref(shape)}}}
    refusals = {
        str(status): {
            "description": f"{HTTPStatus(status).phrase}. {PROBLEMS[status]}",
            "content": {PROBLEM: {"schema": _ref("Problem")}},
        }
        for status in fails
    }
    kept = {"304": {"description": "Nothing has changed since."}}
    return {"get": {"summary": summary, "parameters": asks, "responses": {"200": found, **kept, **refusals}}}


def _ref(shape: str) -> dict[str, str]:
    return {"$ref": f"{COMPONENTS}{shape}"}


def _parts(named: str) -> list[str]:
    return [part.strip("{}") for part in named.split("/") if part.startswith("{")]


def _part(name: str) -> dict[str, Any]:
    is_number = name in ("number", "place")
    form = {"type": "integer", "minimum": 1} if is_number else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": form}


def _addresses() -> Iterator[URLPattern]:
    """Each with or without a slash at its end, so that no program is sent twice."""
    for one in RESOURCES:
        yield re_path(rf"^1/{one.name}/?\Z", list_of(one), name=f"api_{one.name}")
        for number, (_named, pattern) in enumerate(one.members):
            name = f"api_{one.name}_one" if number == 0 else f"api_{one.name}_version"
            yield re_path(rf"^1/{one.name}/{pattern}/?\Z", member_of(one), name=name)


urlpatterns = [
    path("", page, name="api_page"),
    path("1/", root, name="api"),
    path("1/openapi.json", openapi, name="openapi"),
    path("1/schema.json", schema, name="api_schema"),
    *_addresses(),
    re_path(r"^1(?:/.*)?\Z", nothing),
]
