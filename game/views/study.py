"""A player and the study: read its sheet, say yes or no on the own device, and come back by a code (KEEP-5, KEEP-6)."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from game import access
from game.study import consent
from game.study.papers import sheet_for
from game.views.own_data import COVERED, in_hand
from research.limit import Limit, TooMany, count

#: Where political opinions rest on consent, it is given expressly, by a tick of its own (Art. 9(2)(a) GDPR).
EXPLICIT = "a"
#: Tries of a code from one network, and from everywhere: at 60 bits a guesser has no chance, and a hall has room.
TRIES = (Limit(60, 600), Limit(2_000, 600, is_for_all=True))


class CodeForm(forms.Form):
    """The code that a person was shown, as it was written down."""

    code = forms.CharField(max_length=60, error_messages={"required": gettext_lazy("Type your code.")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet and one's own yes or no; on POST it is kept, and nobody else can tell."""
    asking = access.player_or_404(request, slug)
    study = asking.workshop.study
    if study is None:
        raise Http404("no study")
    seated = in_hand(asking)
    sheet = sheet_for(study, get_language() or "en")
    refusal = "" if seated else str(COVERED)
    if request.method == "POST" and seated and sheet:
        said = request.POST.get("said", "")
        needs = ("read", "expressly") if study.special_basis == EXPLICIT else ("read",)
        if said == "yes" and all(request.POST.get(tick) for tick in needs):
            consent.give(seated.workshop, seated.player, sheet)
            return redirect("study_consent", slug=slug)
        if said == "no":
            consent.take_back(seated.workshop, seated.player)
            return redirect(f"{reverse('study_consent', args=[slug])}?no")
        refusal = _(
            "Nothing was changed. Read the sheet, tick what stands above the button, and then say yes."
        )
    given = consent.given(seated.workshop, seated.player) if seated else None
    context = {
        "slug": slug,
        "study": study,
        "asks_expressly": study.special_basis == EXPLICIT,
        "sheet": sheet,
        "is_in_own_language": sheet is not None and sheet.language == get_language(),
        "given": given,
        "code": consent.spelled(given.code) if given else "",
        "asks": seated is not None,
        "said_no": "no" in request.GET and given is None,
        "refusal": refusal,
    }
    return render(request, "game/study/page.html", context, status=422 if refusal else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def by_code(request: HttpRequest) -> HttpResponse:
    """The door for whoever has lost the personal link and has kept the code: it leads to all that is kept."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count("study-code", request, TRIES)
        except TooMany:
            form.add_error("code", _("Too many codes were tried. Wait ten minutes, and try again."))
            return render(request, "game/study/code.html", {"form": form}, status=429)
        found = consent.by_code(form.cleaned_data["code"])
        if found is not None:
            workshop = found.player.workshop
            answer = redirect("my_data", slug=workshop.slug)
            return access.let_in(answer, workshop, found.player.id_in_log)
        form.add_error(
            "code",
            _(
                "Nothing is kept under this code. It may be mistyped, the yes may have been taken back, or the study has been made anonymous since: then nobody can tell any more which rows were yours, and they cannot be shown or erased."
            ),
        )
    is_wrong = request.method == "POST"
    return render(request, "game/study/code.html", {"form": form}, status=422 if is_wrong else 200)
