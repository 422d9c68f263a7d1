"""Addresses of the game: the door, a player's page, the desk, and the socket behind a page."""

from typing import Any, cast

from django.urls import path, re_path

from game.consumers import player_socket
from game.views import facilitate, join, play, projector

urlpatterns = [
    path("", join.home, name="home"),
    path("join/", join.join, name="join"),
    path("join/<str:code>/", join.join_link, name="join_link"),
    path("enter/<slug:token>/", facilitate.enter, name="enter"),
    path("facilitate/<slug:slug>/", facilitate.page, name="desk"),
    path("facilitate/<slug:slug>/tiles/", facilitate.tiles, name="desk_tiles"),
    path("facilitate/<slug:slug>/<slug:verb>/", facilitate.verb, name="desk_verb"),
    path("projector/<slug:slug>/", projector.page, name="projector"),
    path("workshops/<slug:slug>/", play.page, name="play"),
    path("workshops/<slug:slug>/screen/", play.screen, name="screen"),
    path("workshops/<slug:slug>/back/<slug:key>/", join.back, name="back"),
    path("workshops/<slug:slug>/<slug:deed>/", play.deed, name="deed"),
]

websocket_urlpatterns = [re_path(r"^workshops/(?P<slug>[a-z0-9]+)/socket/$", cast("Any", player_socket))]
