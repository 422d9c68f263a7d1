"""Who is asking, for a request and for a socket alike: a player by an own signed cookie, staff by Django's log-in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, parse_cookie
from django.shortcuts import get_object_or_404

from game import clock, log, signs
from game.models import Player, TableHost, Workshop
from game.rules import DESK
from game.rules.screens import Viewer

if TYPE_CHECKING:
    from collections.abc import Mapping

SALT = "co-creator.player"
KEPT_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Seated:
    """A player who asks, and the workshop as it stands."""

    workshop: Workshop
    current: log.Current
    player: str


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Who asks at the desk of a workshop, as a viewer: a facilitator, or the host of some tables."""

    workshop: Workshop
    viewer: Viewer

    @property
    def leads(self) -> bool:
        """Whether the whole workshop is theirs to lead."""
        return self.viewer.kind == "facilitator"


def cookie_name(slug: str) -> str:
    """The cookie by which a browser is known in one workshop."""
    return f"player_{slug}"


def let_in(response: HttpResponse, workshop: Workshop, player: str) -> HttpResponse:
    """Give a browser the cookie of a player."""
    response.set_cookie(
        cookie_name(workshop.slug),
        signing.dumps([workshop.uuid.hex, player], salt=SALT),
        max_age=KEPT_SECONDS,
        path=f"/workshops/{workshop.slug}/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return response


def read_cookie(value: str) -> tuple[UUID, str] | None:
    """The workshop and player of a cookie, or None if it is forged, broken or too old."""
    try:
        uuid, player = signing.loads(value, salt=SALT, max_age=KEPT_SECONDS)
        return UUID(str(uuid)), str(player)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def player_or_404(request: HttpRequest, slug: str) -> Seated:
    """The player who asks; a stranger gets 404. Counts as a sign of life."""
    known = read_cookie(request.COOKIES.get(cookie_name(slug), ""))
    if known is None:
        raise Http404("no player of this workshop")
    workshop = get_object_or_404(Workshop, slug=slug, uuid=known[0])
    current = log.current(workshop)
    if known[1] not in current.state.players:
        raise Http404("no player of this workshop")
    clock.start()
    is_plain = not getattr(request, "htmx", False) and "X-Live" not in request.headers
    signs.note(workshop.uuid, known[1], plain=is_plain)
    return Seated(workshop, current, known[1])


def in_hand_or_404(seated: Seated, who: str) -> Seated:
    """The same, for the seat that acts on a device which several share (SEAT-11); anybody else's seat is 404."""
    if who in ("", seated.player):
        return seated
    players = seated.current.state.players
    device = players[seated.player].device
    if not device or who not in players or players[who].device != device:
        raise Http404("no seat of this device")
    return Seated(seated.workshop, seated.current, who)


def player_of_socket(scope: Mapping[str, Any], slug: str) -> tuple[UUID, str] | None:
    """The player behind a socket, by the same cookie, without a query."""
    clock.start()
    return read_cookie(_cookies(scope).get(cookie_name(slug), ""))


def desk_of_socket(scope: Mapping[str, Any], slug: str) -> tuple[UUID, Viewer] | None:
    """The workshop and the viewer behind a desk's socket: who leads it, or hosts tables there; up to five queries."""
    clock.start()
    request = HttpRequest()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(_cookies(scope).get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    found = Workshop.objects.filter(slug=slug).first() if user.pk else None
    viewer = _at_desk(found, user.pk) if found else None
    return (found.uuid, viewer) if found and viewer else None


def workshop_of_socket(slug: str) -> UUID | None:
    """The workshop of an address that anybody may look at."""
    clock.start()
    found = Workshop.objects.filter(slug=slug).exclude(phase="draft").first()
    return found.uuid if found else None


def _cookies(scope: Mapping[str, Any]) -> dict[str, str]:
    sent = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(sent)


def language_of_socket(scope: Mapping[str, Any]) -> str:
    """The language that the page chose, told in the socket's address; else the project's own."""
    wanted = dict(
        part.split("=", 1) for part in scope["query_string"].decode("latin-1").split("&") if "=" in part
    )
    known = {code for code, _name in settings.LANGUAGES}
    return wanted["language"] if wanted.get("language") in known else str(settings.LANGUAGE_CODE)


def address_of_socket(scope: Mapping[str, Any]) -> str:
    """Where a socket comes from; behind our own proxy what that one has added. Empty if unknown."""
    client = str((scope.get("client") or ("",))[0])
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return client
    told = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return told[-1].split(",")[-1].strip() if told else client


def at_desk_or_404(request: HttpRequest, slug: str) -> AtDesk:
    """Who asks at a desk: its facilitator, or a host of some tables; anybody else gets 404.

    Only a facilitator's request is a sign of the desk: a host opens no rounds, so for a host alone the workshop waits
    (TIME-4).
    """
    workshop = get_object_or_404(Workshop, slug=slug)
    viewer = _at_desk(workshop, request.user.pk)
    if viewer is None:
        raise Http404("neither a facilitator of this workshop nor a host")
    desk = AtDesk(workshop, viewer)
    clock.start()
    if desk.leads:
        signs.note(workshop.uuid, DESK)
    return desk


def workshop_for_facilitator_or_404(request: HttpRequest, slug: str) -> Workshop:
    """A workshop that the logged-in user leads; anybody else gets 404, hosts too. Counts as a sign of the desk."""
    desk = at_desk_or_404(request, slug)
    if not desk.leads:
        raise Http404("not a facilitator of this workshop")
    return desk.workshop


def _at_desk(workshop: Workshop, account: int | None) -> Viewer | None:
    """How an account sees the desk, if at all; who leads is nobody's host."""
    if workshop.facilitators.filter(pk=account).exists():
        return Viewer("facilitator", str(account))
    host = TableHost.objects.filter(workshop=workshop, account=account).first()
    return Viewer("host", str(account), tuple(sorted(host.tables))) if host else None


def player_by_key_or_404(slug: str, key: str) -> Player:
    """The player of a personal link."""
    return get_object_or_404(Player.objects.select_related("workshop"), workshop__slug=slug, key=key)
