"""What search engines may visit: what is public, and nothing of workshops, of people, or of who leads."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

#: Where workshops, personal pages and the desk begin. That they may not be visited does not protect them: their addresses do.
CLOSED = (
    *("/admin/", "/card/", "/enter/", "/facilitate/", "/follow-up/", "/join/", "/language/", "/lead/"),
    *("/keys/", "/log-in/", "/log-out/", "/my-code/", "/preview/", "/projector/", "/solo/", "/studies/"),
    *("/venue/", "/workshops/"),
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The file robots.txt (RFC 9309), with the address of the sitemap."""
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(
        f"User-agent: *\n{closed}\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8"
    )
