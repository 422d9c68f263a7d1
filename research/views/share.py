"""Sending something to the curators: a form, and thanks. Whatever goes wrong, all that was typed is given back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from research import licence, limit
from research.asking import SubmissionForm
from research.models import Submission
from research.models.submissions import new_id
from research.receiving import is_from_here, sent_in, too_many
from research.submitting import AdaptationForm, CaseForm

LIMITS = (
    limit.Limit(5, limit.HOUR),
    limit.Limit(20, limit.DAY),
    limit.Limit(100, limit.HOUR, is_for_all=True),
)
TOO_LONG = _(
    "This was too long to be read as a whole. Of each field the beginning is still here; please shorten it, and send it again."
)
OPEN_TOO_LONG = _(
    "The page had been open for long, or your browser kept back the one small cookie that we check. What you wrote is still here: please send it again."
)
SENT_BEFORE = _(
    "You have sent this page before, and it has arrived. If this is something new, please send it once more."
)


@require_safe
def share(request: HttpRequest) -> HttpResponse:
    """What can be sent, and what becomes of it."""
    return render(request, "research/share/choose.html")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It has arrived. A page of its own, so that loading it again sends nothing."""
    return render(request, "research/share/thanks.html")


@csrf_exempt  # checked in _received, where what was typed can be given back
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def adaptation(request: HttpRequest) -> HttpResponse:
    """Somebody took a practice up; which one may stand in the address."""
    if request.method == "POST":
        return _received(request, AdaptationForm)
    return _form(request, AdaptationForm(initial={"practice": request.GET.get("practice", "")}))


@csrf_exempt  # as above
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest) -> HttpResponse:
    """A case of one's own."""
    return _received(request, CaseForm) if request.method == "POST" else _form(request, CaseForm())


def _received(request: HttpRequest, kind: type[SubmissionForm]) -> HttpResponse:
    """Keep what was sent, or show it again with what stands in the way."""
    sent, is_whole = sent_in(request)
    form = kind(sent)
    if not is_whole:
        return _again(request, sent, form, 413, TOO_LONG)
    if not is_from_here(request):
        return _again(request, sent, form, 403, OPEN_TOO_LONG)
    if not form.is_valid():
        return _again(request, sent, form, 422)
    return _kept(request, sent, form)


def _kept(request: HttpRequest, sent: QueryDict, form: SubmissionForm) -> HttpResponse:
    """Keep it once. The same form again is the second of two taps, unless it says something else by now."""
    fresh = form.submission()
    known = Submission.objects.filter(sent_as=fresh.sent_as).first()
    if known is not None and not _is_same(known, fresh):
        return _again(request, sent, form, 409, SENT_BEFORE, is_fresh=True)
    try:
        if known is None:
            _save(request, fresh)
    except IntegrityError:  # both taps came at once
        pass
    except limit.TooMany as full:
        answer = _again(request, sent, form, 429, too_many(full.seconds))
        answer.headers["Retry-After"] = str(full.seconds)
        return answer
    return redirect("share_thanks")


@transaction.atomic
def _save(request: HttpRequest, fresh: Submission) -> None:
    """Save and count; a submission beyond the limit is not kept, and the second of two taps is not counted."""
    fresh.save(force_insert=True)
    limit.count("submissions", request, LIMITS)


def _is_same(known: Submission, fresh: Submission) -> bool:
    return all(
        getattr(known, name) == getattr(fresh, name) for name in ("kind", "practice", "said", "contact")
    )


def _again(
    request: HttpRequest,
    sent: QueryDict,
    form: SubmissionForm,
    status: int,
    sentence: str | Promise = "",
    *,
    is_fresh: bool = False,
) -> HttpResponse:
    """The form with all that was typed, and what is to be mended. The trap is empty again."""
    given = sent.copy()
    given["homepage"] = ""
    if is_fresh or "sent_as" in form.errors:
        given["sent_as"] = new_id()
    form.data = given
    if sentence:
        form.add_error(None, str(sentence))
    return _form(request, form, status)


def _form(request: HttpRequest, form: SubmissionForm, status: int = 200) -> HttpResponse:
    return render(
        request, f"research/share/{form.kind.value}.html", {"form": form, "licence": licence}, status=status
    )
