"""Where every address of CO-CREATOR leads."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from cocreator import api, language, notices, robots
from research.sitemaps import LIBRARY, Pages
from research.views import card
from scenarios.sitemaps import Playable

HOUSE = ("home", "scenarios", "accessibility", "privacy", "api_page")

urlpatterns = [
    path("", include("game.urls")),
    path("robots.txt", robots.robots, name="robots"),
    path("", include("cocreator.keys.urls")),
    path("library/", include("research.urls")),
    path("scenarios/", include("scenarios.urls")),
    path("api/", include(api.urlpatterns)),
    path("beacons/<slug:slug>/card/", card.card, name="beacon_card"),
    path("beacons/<slug:slug>/card.svg", card.drawn, name="beacon_card_svg"),
    path(
        "sitemap.xml",
        sitemap,
        {"sitemaps": {"home": Pages(HOUSE), **LIBRARY, "scenarios": Playable()}},
        name="sitemap",
    ),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("privacy/", notices.privacy, name="privacy"),
    path("language/", language.speak, name="set_language"),
    path("admin/", admin.site.urls),
]

handler400 = "game.views.refused.bad_request"
handler404 = "game.views.refused.not_found"
handler500 = "cocreator.api.broken"
