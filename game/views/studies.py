"""Studies, for the persons named in them: their papers, and the rows of those who have agreed (KEEP-5)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from game.models import Study, Workshop
from game.study import papers
from game.study.files import exported

LEADS = 403


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The studies in which the reader is named."""
    named = Q(people=request.user.pk) | Q(leaders=request.user.pk)
    return render(request, "game/study/studies.html", {"studies": Study.objects.filter(named).distinct()})


@require_safe
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One study: what its papers lack, its workshops, and for those who may have them the rows."""
    study = _named_or_404(request, slug)
    workshops = Workshop.objects.filter(study=study).order_by("created_at")
    context = {
        "study": study,
        "missing": papers.missing(study),
        "is_over": papers.is_over(study),
        "workshops": workshops,
        "closed": sum(workshop.phase == "closed" for workshop in workshops),
        "kept": study.anonymous.count(),
        "may_have_rows": study.people.filter(pk=request.user.pk).exists(),
        "leads": _leads(request, study),
    }
    return render(request, "game/study/study.html", context)


@never_cache
@require_safe
@login_required
def rows(request: HttpRequest, slug: str) -> HttpResponse:
    """The export, for the persons to whom rows may go. Whoever leads a workshop of the study would know people by their seats."""
    study = _named_or_404(request, slug)
    if not study.people.filter(pk=request.user.pk).exists():
        raise Http404("rows go to the persons named in the study")
    if _leads(request, study):
        return render(request, "game/study/leads.html", {"study": study}, status=LEADS)
    answer = HttpResponse(exported(study), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="co-creator-study-{study.slug}.zip"'
    return answer


def _leads(request: HttpRequest, study: Study) -> bool:
    led = Q(facilitators=request.user.pk) | Q(hosts__account=request.user.pk)
    return Workshop.objects.filter(led, study=study).exists()


def _named_or_404(request: HttpRequest, slug: str) -> Study:
    named = Q(people=request.user.pk) | Q(leaders=request.user.pk)
    study = Study.objects.filter(named, slug=slug).distinct().first()
    if study is None:
        raise Http404("no study of yours")
    return study
