"""How the API answers: JSON that can be kept and asked for again, open to every site, and problems by RFC 9457.

Nothing is ever written, nobody is known, and no cookie is set: so every site may ask, and only by GET.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.csrf import csrf_exempt

from research.api import shapes
from research.api.asking import Asked, NoAnswer, asked
from research.api.resources import Resource

JSON = "application/json"
PROBLEM = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"
#: Kept, but asked about each time: what is withdrawn must be gone at once (B5).
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, no-cache",
    "Content-Language": "en",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": METHODS,
}

View = Callable[..., HttpResponse]


def answering(view: View) -> View:
    """A view of the API: only what reads, and a problem instead of a page where there is no answer."""

    @csrf_exempt  # whatever would write is refused here
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=OPEN | PREFLIGHT)
        if request.method not in ("GET", "HEAD"):
            return problem(NoAnswer(405, "This can be read only."), {"Allow": METHODS})
        try:
            return view(request, *args, **named)
        except NoAnswer as nothing:
            return problem(nothing)

    return answered


def problem(nothing: NoAnswer, headers: dict[str, str] | None = None) -> HttpResponse:
    """Why there is no answer."""
    told = {name: value for name, value in asdict(nothing.problem).items() if value is not None}
    open_to_all = OPEN | {"Cache-Control": "no-store"} | (headers or {})
    return HttpResponse(_text(told), status=nothing.problem.status, content_type=PROBLEM, headers=open_to_all)


def answer(
    request: HttpRequest,
    told: Any,
    changed: datetime | None = None,
    link: str = "",
    content_type: str = JSON,
) -> HttpResponse:
    """This as JSON, or 304 to whoever has it already. What has a date says so."""
    text = _text(told)
    made = HttpResponse(text, content_type=content_type, headers=OPEN)
    made.headers["ETag"] = quote_etag(sha256(text.encode()).hexdigest()[:32])
    if changed is not None:
        made.headers["Last-Modified"] = http_date(changed.timestamp())
    if link:
        made.headers["Link"] = link
    since = int(changed.timestamp()) if changed is not None else None
    kept: Any = get_conditional_response(request, made.headers["ETag"], since, made)
    for name, value in OPEN.items():
        kept.headers[name] = value
    return kept  # type: ignore[no-any-return]


def list_of(resource: Resource) -> View:
    """The view of a list."""

    @answering
    def many(request: HttpRequest) -> HttpResponse:
        wish = asked(request, resource.filters, resource.has_words)
        page = Paginator(resource.found(wish), wish.per_page)
        if wish.page > page.num_pages:
            raise NoAnswer(404, f"There are {page.num_pages} pages.")
        links = _links(request, wish, page.num_pages)
        items = tuple(resource.told(one, wish.absolute) for one in page.page(wish.page).object_list)
        told = shapes.Page(page.count, wish.page, page.num_pages, wish.per_page, links, items)
        return answer(request, asdict(told), resource.changed(), _header(links))

    return many


def member_of(resource: Resource) -> View:
    """The view of one member of a list."""

    @answering
    def one(request: HttpRequest, **named: str) -> HttpResponse:
        told = resource.single(request.build_absolute_uri, **named)
        links = f'<{told.page}>; rel="alternate"; type="text/html", <{told.licence.address}>; rel="license"'
        return answer(request, asdict(told), _since(told), links)

    return one


def _since(told: Any) -> datetime | None:
    """Since when this has been told. An older version has no such day: that a newer one came changes what is told of it."""
    is_newest = isinstance(told, shapes.Record) and told.version.is_newest
    return datetime.fromisoformat(told.version.published_at) if is_newest else None


def _links(request: HttpRequest, wish: Asked, pages: int) -> shapes.Links:
    def to(number: int) -> str | None:
        if not 1 <= number <= pages:
            return None
        query = request.GET.copy()
        query["page"] = str(number)
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    here, first, last = (str(to(number)) for number in (wish.page, 1, pages))
    return shapes.Links(here, first, last, to(wish.page - 1), to(wish.page + 1))


def _header(links: shapes.Links) -> str:
    """The same links by RFC 8288."""
    named = {"first": links.first, "last": links.last, "prev": links.previous, "next": links.next}
    return ", ".join(f'<{address}>; rel="{rel}"' for rel, address in named.items() if address)


def _text(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)
