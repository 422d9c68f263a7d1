"""References to take away: a source, all that a list of them shows, or a published version of ours."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from research.citations.formats import FORMATS, Format
from research.citations.reference import Reference
from research.citing import reference_of, reference_to
from research.publishing.shelves import shown
from research.views.lists import found_sources
from research.views.tombstone import or_tombstone


@or_tombstone
@require_safe
def source(_request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """One source as a file."""
    written_as = _format(ending)
    return _file(written_as, slug, [reference_of(shown("source", slug).record)])


@or_tombstone
@require_safe
def version(request: HttpRequest, kind: str, slug: str, number: int, ending: str) -> HttpResponse:
    """One published version as a file, to be cited by its lasting address."""
    written_as = _format(ending)
    found = shown(kind, slug, number).version
    return _file(written_as, f"{slug}-v{number}", [reference_to(found, request.build_absolute_uri)])


@or_tombstone
@require_safe
def record(_request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """What a version says, as JSON, with the digest by which it can be checked."""
    found = shown(kind, slug, number).version
    told = {"kind": found.kind, "version": found.number, "sha256": found.digest, "says": found.says}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
def sources(request: HttpRequest, ending: str) -> HttpResponse:
    """The sources that the list shows at the same address, as a file."""
    return _file(_format(ending), "co-creator-sources", map(reference_of, found_sources(request)))


def _format(ending: str) -> Format:
    if ending not in FORMATS:
        raise Http404
    return FORMATS[ending]


def _file(written_as: Format, name: str, references: Iterable[Reference]) -> HttpResponse:
    text = written_as.write(references)
    disposition = f'attachment; filename="{name}.{written_as.ending}"'
    return HttpResponse(
        text, content_type=written_as.content_type, headers={"Content-Disposition": disposition}
    )
