"""Where every address of CO-CREATOR leads."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from research.sitemaps import LIBRARY, Pages

urlpatterns = [
    path("", include("game.urls")),
    path("library/", include("research.urls")),
    path("scenarios/", include("scenarios.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": {"home": Pages(("home",)), **LIBRARY}}, name="sitemap"),
    path("language/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]

handler400 = "game.views.refused.bad_request"
handler404 = "game.views.refused.not_found"
handler500 = "game.views.refused.broken"
