"""Addresses of the game: the door, a player's page, the desk, what the library shows of play, and the sockets."""

from typing import Any, cast

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path, re_path

from game.consumers import desk_socket, player_socket, projector_socket, venue_socket
from game.views import (
    after,
    dates,
    enter,
    facilitate,
    follow_up,
    join,
    leading,
    play,
    played,
    preview,
    projector,
    ready,
    report,
    road,
    solo,
    venue,
    workshops,
)

urlpatterns = [
    path("", join.home, name="home"),
    path("join/", join.join, name="join"),
    path("join/<str:code>/", join.join_link, name="join_link"),
    path("join/<str:code>/<int:table>/", join.table_link, name="table_link"),
    path("enter/<slug:token>/", enter.enter, name="enter"),
    path(
        "log-in/",
        LoginView.as_view(template_name="game/log_in.html", redirect_authenticated_user=True),
        name="log_in",
    ),
    path("log-out/", LogoutView.as_view(next_page="home"), name="log_out"),
    path("lead/<slug:key>/", leading.lead, name="lead"),
    path("facilitate/", workshops.mine, name="workshops"),
    path("facilitate/new/", workshops.new, name="new_workshop"),
    path("facilitate/minutes/", workshops.plan_of_minutes, name="minutes"),
    path("facilitate/<slug:slug>/", facilitate.page, name="desk"),
    path("facilitate/<slug:slug>/screen/", facilitate.screen, name="desk_screen"),
    path("facilitate/<slug:slug>/ready/", ready.page, name="ready"),
    path("facilitate/<slug:slug>/rehearse/", ready.rehearse, name="rehearse"),
    path("facilitate/<slug:slug>/end-rehearsal/", ready.end_rehearsal, name="end_rehearsal"),
    path("facilitate/<slug:slug>/open/", ready.open_doors, name="open_doors"),
    path("facilitate/<slug:slug>/set-up/", workshops.change, name="set_up"),
    path("facilitate/<slug:slug>/doors/", workshops.door_sheet, name="door_sheet"),
    path("facilitate/<slug:slug>/signs/", workshops.table_signs, name="table_signs"),
    path("facilitate/<slug:slug>/colleagues/", workshops.colleagues, name="colleagues"),
    path("facilitate/<slug:slug>/leading/", leading.page, name="leading"),
    path("facilitate/<slug:slug>/invite/", leading.invite, name="invite"),
    path("facilitate/<slug:slug>/take-back/", leading.take_back, name="take_back"),
    path("facilitate/<slug:slug>/dates/", dates.page, name="dates"),
    path("facilitate/<slug:slug>/dates.ics", dates.file_of_facilitator, name="desk_calendar"),
    path("facilitate/<slug:slug>/after/", after.page, name="after"),
    path("facilitate/<slug:slug>/decisions.csv", after.decisions, name="decisions_csv"),
    path("facilitate/<slug:slug>/copy/", workshops.copy, name="copy_workshop"),
    path("facilitate/<slug:slug>/delete/", workshops.delete, name="delete_workshop"),
    path("facilitate/<slug:slug>/note/<int:table>/", facilitate.note, name="desk_note"),
    path("facilitate/<slug:slug>/report/", report.page, name="report"),
    path("facilitate/<slug:slug>/report/edit", report.edit, name="edit_report"),
    path("facilitate/<slug:slug>/report.pdf", report.paper, name="report_paper"),
    path("facilitate/<slug:slug>/<slug:verb>/", facilitate.verb, name="desk_verb"),
    path("venue/", venue.page, name="venue"),
    path("venue/ping/", venue.ping, name="venue_ping"),
    path("projector/<slug:slug>/", projector.page, name="projector"),
    path("projector/<slug:slug>/screen/", projector.screen, name="projector_screen"),
    path(
        "preview/<slug:slug>/<slug:dilemma>/<slug:role>/<slug:screen>/",
        preview.preview,
        name="preview",
    ),
    path("library/practices/<slug:slug>/played/", played.practice, name="practice_played"),
    path("library/cases/<slug:slug>/played/", played.case, name="case_played"),
    path("solo/", solo.start, name="start_solo"),
    path("solo/<slug:key>/", solo.saved, name="saved"),
    path("follow-up/<slug:key>/", follow_up.page, name="follow_up"),
    path("follow-up/<slug:key>/link/", follow_up.link, name="follow_up_link"),
    path("follow-up/<slug:key>/reminder.ics", follow_up.calendar, name="follow_up_calendar"),
    path("workshops/<slug:slug>/", play.page, name="play"),
    path("workshops/<slug:slug>/screen/", play.screen, name="screen"),
    path("workshops/<slug:slug>/my-plan/", play.my_plan, name="my_plan"),
    path("workshops/<slug:slug>/dates.ics", dates.file_of_player, name="calendar"),
    path("workshops/<slug:slug>/road/<int:round_>/<slug:option>/", road.page, name="road"),
    path("workshops/<slug:slug>/back/<slug:key>/", join.back, name="back"),
    path("workshops/<slug:slug>/follow-up/", follow_up.begin, name="begin_follow_up"),
    path("workshops/<slug:slug>/report/", report.own_page, name="own_report"),
    path("workshops/<slug:slug>/report.pdf", report.own_paper, name="own_report_paper"),
    path("workshops/<slug:slug>/<slug:deed>/", play.deed, name="deed"),
]

websocket_urlpatterns = [
    re_path(r"^venue/socket/$", cast("Any", venue_socket)),
    *(
        re_path(rf"^{where}/(?P<slug>[a-z0-9]+)/socket/$", cast("Any", socket))
        for where, socket in (
            ("workshops", player_socket),
            ("facilitate", desk_socket),
            ("projector", projector_socket),
        )
    ),
]
