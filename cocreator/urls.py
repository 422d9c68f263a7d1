"""Where every address of CO-CREATOR leads."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("game.urls")),
    path("library/", include("research.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]

handler400 = "game.views.refused.bad_request"
handler404 = "game.views.refused.not_found"
handler500 = "game.views.refused.broken"
