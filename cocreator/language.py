"""The language of this device: a button on every page, and a cookie that says nothing but the language.

A page can also be asked for in a language by its address, `?language=da`, as search engines and links from elsewhere do. That
holds for this one page, whatever the device speaks otherwise.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@csrf_exempt
@require_POST
def speak(request: HttpRequest) -> HttpResponseBase:
    """Speak another language from now on, and show the page from which this was asked again.

    It takes no token: a stranger who forges it changes a language back and forth, and pages without a form stay without a cookie.
    A language that we do not speak changes nothing.
    """
    asked: Any = request.POST.copy()
    asked["next"] = without_language(asked.get("next", ""))
    request.POST = asked
    answer = set_language(request)
    if request.POST.get("language") not in dict(settings.LANGUAGES):
        answer.cookies.pop(settings.LANGUAGE_COOKIE_NAME, None)
    return answer


#: Pages outside of the library that can be asked for in a language: those of the house and the scenarios.
SPOKEN = frozenset({"home", "scenarios", "scenario", "accessibility", "privacy", "api_page"})


class OfAddress:
    """Middleware, after that of the device: a page of everybody speaks the language of its address, where that names one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Speak it until the answer is made; the next request begins with its own."""
        asked, found = request.GET.get("language", ""), request.resolver_match
        is_spoken = found is not None and (found.url_name in SPOKEN or found.route.startswith("library/"))
        if is_spoken and request.method in ("GET", "HEAD") and asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            request.LANGUAGE_CODE = asked


def without_language(address: str) -> str:
    """The same address without a language, so that a language chosen by hand is not taken back by it."""
    parts = urlsplit(address)
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "language"
    ]
    return parts._replace(query=urlencode(kept)).geturl() if parts.query else address
