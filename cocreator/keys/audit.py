"""The audit log: who did what to which record and when. It holds numbers and short words, never what anybody wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cocreator.keys.models import AuditLine

#: Addresses from which something is taken along, and what kind of record that is.
EXPORTS = {"decisions_csv": "game.workshop", "report_paper": "game.workshop", "study_rows": "game.study"}
EXPORTS_OF_ADMIN = "_export"

_asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


@contextmanager
def asking(request: HttpRequest) -> Iterator[None]:
    """While this lasts, what is done is done by whoever asks."""
    token = _asking.set(request)
    try:
        yield
    finally:
        _asking.reset(token)


def who() -> int | None:
    """The number of the account that asks; None for the server itself and for strangers."""
    request = _asking.get()
    return getattr(request, "user", None) and request.user.pk if request is not None else None


def write(
    deed: str, *, account: int | None = None, kind: str = "", record: object = "", detail: str = ""
) -> AuditLine:
    """Add a line. Without an account it is who asks."""
    by = account if account is not None else who()
    line = AuditLine(account=by, deed=deed, kind=kind, record=str(record)[:40], detail=detail[:200])
    line.save()
    return line


def export(request: HttpRequest, response: HttpResponse) -> None:
    """Note that somebody took something along."""
    match = request.resolver_match
    name = (match.url_name or "") if match is not None else ""
    if match is None or response.status_code != 200 or request.method != "GET":
        return
    if name in EXPORTS:
        rows = apps.get_model(EXPORTS[name])._default_manager  # noqa: SLF001  Django's documented way
        found = rows.filter(slug=match.kwargs["slug"]).values_list("pk", flat=True).first()
        write("exported", kind=EXPORTS[name], record=found or "", detail=name)
    elif "admin" in match.app_names and name.endswith(EXPORTS_OF_ADMIN):
        write("exported", kind=name.removesuffix(EXPORTS_OF_ADMIN).replace("_", ".", 1))


def forget() -> int:
    """Delete the lines whose time is over; answers how many that were."""
    over = timezone.now() - timedelta(days=settings.AUDIT_DAYS)
    gone: tuple[int, Any] = QuerySet(AuditLine).filter(at__lt=over).delete()
    return gone[0]
