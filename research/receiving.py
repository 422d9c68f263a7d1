"""What came in from outside, before anybody looks at it: read whole, or where it is endless, its beginnings."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import csrf_protect

from research.limit import HOUR
from research.typed import LONGEST_TEXT

#: The server in front of us reads no more than this.
MOST_BYTES = 10 * 1024 * 1024


def sent_in(request: HttpRequest) -> tuple[QueryDict, bool]:
    """What a form holds, and whether that is all of it. Where it is too much, of each field the beginning is left."""
    try:
        return request.POST, True
    except RequestDataTooBig:
        return _beginnings(request), False
    except TooManyFieldsSent:
        return QueryDict(), False


def _beginnings(request: HttpRequest) -> QueryDict:
    try:
        whole = QueryDict(request.read(MOST_BYTES), encoding="utf-8")
    except TooManyFieldsSent:
        return QueryDict()
    sent = QueryDict(mutable=True)
    for name, values in whole.lists():
        sent.setlist(name, [value[:LONGEST_TEXT] for value in values])
    return sent


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, by Django's own check; without the page that says no."""
    return csrf_protect(lambda _request: HttpResponse())(request).status_code == HttpResponse.status_code


def when(seconds: int) -> str:
    """How long to wait, in whole minutes or hours."""
    if seconds <= HOUR:
        n = max(1, -(-seconds // 60))
        return ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}
    n = -(-seconds // HOUR)
    return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}


def too_many(seconds: int) -> str:
    """Why nothing is taken now, and when to try again."""
    sentence = gettext(
        "More has come in than we can take now. What you wrote is still here: please send it again in %(when)s."
    )
    return sentence % {"when": when(seconds)}
