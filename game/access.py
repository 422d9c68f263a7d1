"""Who is asking, for a request and for a socket alike: a player by an own signed cookie, staff by Django's log-in."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user, get_user_model
from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, parse_cookie
from django.shortcuts import get_object_or_404

from game import clock, log, signs
from game.models import Player, TableHost, Workshop
from game.rules import DESK
from game.rules.screens import Viewer
from research.limit import network_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SALT = "co-creator.player"
#: By this cookie the cards of the board game know for which table a phone records; it goes with their addresses alone.
CARDS, CARDS_PATH = "cards", "/card/"
#: By this one the door knows who has come in already, so that nobody joins twice; it goes with the door's address alone.
DOOR, DOOR_PATH = "door", "/join/"
KEPT_SECONDS = 90 * 24 * 3600


def are_facilitators(of: str = "") -> Q:
    """Accounts with the role of a facilitator, or that may do everything; `of` is the way to them, such as `account__`."""
    rights = (f"{of}groups__permissions__codename", f"{of}user_permissions__codename")
    by_right = Q(*((one, "add_workshop") for one in rights), _connector=Q.OR)
    return Q((f"{of}is_superuser", True)) | by_right


def is_facilitator(user: Any) -> bool:
    """Whether an account may set up, lead and host workshops at all; one query."""
    return bool(user.is_active and get_user_model().objects.filter(are_facilitators(), pk=user.pk).exists())


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
    """Give a browser the cookie of a player, for the pages of the workshop, for the cards and for the door."""
    kept = signing.dumps([workshop.uuid.hex, player], salt=SALT)
    own = f"/workshops/{workshop.slug}/"
    places = {cookie_name(workshop.slug): own, CARDS: CARDS_PATH, DOOR: DOOR_PATH}
    for name, path in places.items():
        response.set_cookie(
            name,
            kept,
            max_age=KEPT_SECONDS,
            path=path,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )
    return response


def let_out(response: HttpResponse, workshop: Workshop) -> HttpResponse:
    """Take back from a browser what makes it a player's."""
    places = {cookie_name(workshop.slug): f"/workshops/{workshop.slug}/", CARDS: CARDS_PATH, DOOR: DOOR_PATH}
    for name, path in places.items():
        response.delete_cookie(name, path=path, samesite="Lax")
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
    try:
        workshop, current = log.found(slug, known[0])
    except Workshop.DoesNotExist:
        raise Http404("no such workshop") from None
    if known[1] not in current.state.players:
        raise Http404("no player of this workshop")
    clock.start()
    is_plain = not getattr(request, "htmx", False) and "X-Live" not in request.headers
    signs.note(workshop.uuid, known[1], plain=is_plain)
    return Seated(workshop, current, known[1])


def player_at_cards(request: HttpRequest) -> Seated | None:
    """The player whose browser opens a card, in the workshop it came into last; None for a stranger."""
    known = read_cookie(request.COOKIES.get(CARDS, ""))
    workshop = Workshop.objects.filter(uuid=known[0]).first() if known else None
    if known is None or workshop is None:
        return None
    current = log.current(workshop)
    return Seated(workshop, current, known[1]) if known[1] in current.state.players else None


def player_at_door(request: HttpRequest, workshop: Workshop) -> str:
    """Who has come into this workshop with this browser before, by their id; empty for anybody else. No query."""
    known = read_cookie(request.COOKIES.get(DOOR, ""))
    return known[1] if known is not None and known[0] == workshop.uuid else ""


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
    """The workshop of an address that anybody may look at; one query."""
    clock.start()
    found = Workshop.objects.filter(slug=slug).exclude(phase="draft").first()
    return found.uuid if found else None


def desk_asking(scope: Mapping[str, Any], slug: str) -> str:
    """One word for a desk and the log-in that asks for it, without a query and without telling it; empty without one."""
    session = _cookies(scope).get(settings.SESSION_COOKIE_NAME, "")
    return sha256(f"{slug} {session}".encode()).hexdigest() if session else ""


def _cookies(scope: Mapping[str, Any]) -> dict[str, str]:
    sent = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(sent)


def language_of_socket(scope: Mapping[str, Any]) -> str:
    """The language that the page chose, told in the socket's address; else the project's own."""
    wanted = _asked_of_socket(scope).get("language")
    known = {code for code, _name in settings.LANGUAGES}
    return wanted if wanted in known else str(settings.LANGUAGE_CODE)


def shown_of_socket(scope: Mapping[str, Any]) -> frozenset[str]:
    """The hashes of the parts that the page shows already, told in the socket's address."""
    return frozenset(_asked_of_socket(scope).get("shown", "").split("."))


def _asked_of_socket(scope: Mapping[str, Any]) -> dict[str, str]:
    pairs = scope["query_string"].decode("latin-1").split("&")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def address_of_socket(scope: Mapping[str, Any]) -> str:
    """Where a socket comes from; behind our own proxy what that one has added. Empty if unknown."""
    client = str((scope.get("client") or ("",))[0])
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return client
    told = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return told[-1].split(",")[-1].strip() if told else client


def network_of_socket(scope: Mapping[str, Any]) -> str:
    """The network that a socket comes from: a /24, or a /64 of IPv6; empty if unknown."""
    return network_of(address_of_socket(scope), bits=64)


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
    """How an account sees the desk, if at all; who leads is nobody's host. Without the role there is no desk."""
    if workshop.facilitators.filter(are_facilitators(), pk=account).exists():
        return Viewer("facilitator", str(account))
    host = TableHost.objects.filter(are_facilitators("account__"), workshop=workshop, account=account).first()
    return Viewer("host", str(account), tuple(sorted(host.tables))) if host else None


def player_by_key_or_404(slug: str, key: str) -> Player:
    """The player of a personal link."""
    return get_object_or_404(Player.objects.select_related("workshop"), workshop__slug=slug, key=key)
