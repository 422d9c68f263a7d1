"""The board game of a scenario to take along: what there is to choose, how far it is, and the files. Everybody may get it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from typing import Any, BinaryIO

from asgiref.sync import sync_to_async
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from game.kit import box
from game.kit.shape import PAPERS
from game.printed import keeping
from game.printed.orders import Choice, Order, choice_of
from game.printed.originals import Original, of_row
from research.limit import HOUR, Limit, TooMany, count
from research.papers import paper as paper_of
from scenarios.built import told
from scenarios.models import Scenario

RETRY_SECONDS = 60
#: So many kits an hour are made for one network. Whatever is there or being made already is given to everybody.
LIMITS = (Limit(24, HOUR),)
USUAL_PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of the box: its name, what it is called, and its bytes."""

    name: str
    title: str
    size: int


class Download(FileResponse):
    """A file that is sent piece by piece, also by an asynchronous server: that would read it into memory as a whole."""

    block_size = 64 * 1024

    async def __aiter__(self) -> AsyncIterator[bytes]:
        content: Any = self.streaming_content
        parts = iter(content)
        while part := await sync_to_async(lambda: next(parts, b""))():
            yield part


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What a kit is, and what one can choose. A press sees to it that it is made, and leads to where it will be."""
    original = _original_or_404(slug)
    usual = _usual(original)
    if request.method != "POST":
        return _page(request, original, usual, {})
    choice = _sent(request.POST, original.languages)
    if choice is None:
        notice = _("Please choose a language, a paper and an ink of those that are here.")
        return _page(request, original, usual, {"notice": notice}, 422)
    try:
        keeping.begin(_order(request, original, choice), partial(count, "kits", request, LIMITS))
    except keeping.Busy:
        notice = _("Several kits are being made just now. Please try again in a minute.")
        return _later(_page(request, original, choice, {"notice": notice}, 503), RETRY_SECONDS)
    except TooMany as many:
        notice = _("So many kits were made for your network that others wait. Please try again in an hour.")
        return _later(_page(request, original, choice, {"notice": notice}, 429), many.seconds)
    except OSError:
        return _shut(request, original, choice)
    return redirect("kit_chosen", slug=slug, choice=str(choice))


@require_safe
@never_cache
def chosen(request: HttpRequest, slug: str, choice: str) -> HttpResponse:
    """One kit: how far it is, or its files. Asked by the page itself, only that part."""
    order = _order_or_404(request, slug, choice)
    try:
        kit = keeping.look_up(order.sign)
    except OSError:
        return _shut(request, order.original, order.choice)
    context = {
        "slug": slug,
        "choice": order.choice,
        "kit": kit,
        "papers": list(_papers(kit)),
        "trouble": _trouble(kit),
        "zip_bytes": kit.sizes.get(keeping.ZIP, 0),
        "is_part": bool(getattr(request, "htmx", False)),
    }
    if context["is_part"]:
        return render(request, "game/kit/state.html", context)
    return _page(request, order.original, order.choice, context)


@require_safe
def whole(request: HttpRequest, slug: str, choice: str) -> HttpResponseBase:
    """All files of a kit in one. Where it is not there, its page says how to get it."""
    order = _order_or_404(request, slug, choice)
    file = _opened(order, keeping.ZIP)
    if file is None:
        return redirect("kit_chosen", slug=slug, choice=choice)
    answer = Download(file, as_attachment=True, filename=f"{order.name}.zip")
    answer.headers["Content-Encoding"] = "identity"  # it is packed already
    answer.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, no_cache=True, public=True)  # the address stays when the scenario changes
    return answer


@require_safe
def paper(request: HttpRequest, slug: str, choice: str, name: str) -> HttpResponse:
    """One file of a kit, to be looked at and printed."""
    order = _order_or_404(request, slug, choice)
    if name not in {document.name for document in box.BOX}:
        raise Http404
    file = _opened(order, f"{name}.pdf")
    if file is None:
        return redirect("kit_chosen", slug=slug, choice=choice)
    with file:
        content = file.read()
    answer = paper_of(content, f"{order.name}-{name}.pdf", quote_etag(order.sign + name), public=True)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _original_or_404(slug: str) -> Original:
    row = get_object_or_404(Scenario.objects.ready(), slug=slug)
    if row.document.get("unfinished") is True:
        raise Http404
    return of_row(row)


def _order_or_404(request: HttpRequest, slug: str, text: str) -> Order:
    original = _original_or_404(slug)
    choice = choice_of(text, original.languages)
    if choice is None:
        raise Http404
    return _order(request, original, choice)


def _order(request: HttpRequest, original: Original, choice: Choice) -> Order:
    return Order(original, choice, _site(request))


def _site(request: HttpRequest) -> str:
    """Where the signs on the cards lead: the address of this site, the same however a browser writes it.

    Empty where the site is asked by a name that leads every machine to itself: no phone would come here by it.
    """
    domain, port = split_domain_port(request.get_host())
    if _is_of_the_own_machine(domain):
        return ""
    own = "" if port in ("", USUAL_PORTS.get(request.scheme or "")) else f":{port}"
    return f"{request.scheme}://{domain}{own}"


def _is_of_the_own_machine(domain: str) -> bool:
    if domain == "localhost" or domain.endswith(".localhost"):
        return True
    try:
        address = ip_address(domain.strip("[]"))
    except ValueError:
        return False
    own = getattr(address, "ipv4_mapped", None) or address
    return own.is_loopback or own.is_unspecified


def _later(answer: HttpResponse, seconds: int) -> HttpResponse:
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _shut(request: HttpRequest, original: Original, choice: Choice) -> HttpResponse:
    """The shelf cannot be read or written, or no process be started."""
    notice = _("No kit can be made here at the moment. Please tell whoever runs this site.")
    return _page(request, original, choice, {"notice": notice}, 503)


def _sent(sent: QueryDict, languages: tuple[str, ...]) -> Choice | None:
    """What was chosen in the form; nothing if it is none of what stands there."""
    language, paper, ink = (sent.get(name, "") for name in ("language", "paper", "ink"))
    if language not in languages or paper not in PAPERS or ink not in ("colour", "grey"):
        return None
    return Choice(language, paper, colour=ink == "colour")


def _usual(original: Original) -> Choice:
    """What is chosen at first: the language of the page, if the scenario has it."""
    own = get_language() or "en"
    return Choice(own if own in original.languages else "en")


def _page(
    request: HttpRequest, original: Original, choice: Choice, told_too: dict[str, Any], status: int = 200
) -> HttpResponse:
    language = get_language() or "en"
    context = {
        "slug": original.slug,
        "title": told(original.texts, language, "title") or original.slug,
        "languages": [(name, get_language_info(name)["name_local"]) for name in original.languages],
        "papers_there_are": tuple(PAPERS),
        "choice": choice,
        "has_signs": bool(_site(request)),
        "box": [document.title() for document in box.BOX],
        **told_too,
    }
    return render(request, "game/kit.html", context, status=status)


def _papers(kit: keeping.Found) -> Iterator[Paper]:
    for document in box.BOX:
        if size := kit.sizes.get(f"{document.name}.pdf"):
            yield Paper(document.name, document.title(), size)


def _trouble(kit: keeping.Found) -> str:
    """Why a kit could not be made, in a sentence."""
    fault = kit.progress.fault
    if kit.state != "failed" or fault is None:
        return ""
    if fault.kind == "unprintable":
        said = {"file": fault.document, "why": fault.why}
        return _("The file %(file)s could not be printed: %(why)s.") % said
    told_of = {
        "late": _("The machine had no time for it."),
        "full": _("There was no room to write the files."),
        "ended": _("It was interrupted before it was done."),
    }
    return told_of.get(
        fault.kind, _("Something went wrong that should not; the log of the server tells what.")
    )


def _opened(order: Order, name: str) -> BinaryIO | None:
    """A file of a kit, which stays readable whatever is cleared away meanwhile; nothing if it is not there to be read."""
    try:
        kit = keeping.look_up(order.sign)
        return (kit.folder / name).open("rb") if kit.folder else None
    except OSError:  # the page of the kit tells what is the matter
        return None
