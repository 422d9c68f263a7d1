"""Every screen of a player and every picture of the wall as a page that stands still, so that axe can look at those no round comes by.

The rules bring a workshop of the town into a state, the real templates show it, and the page is written down as a file.
It runs beside a server of the tests, in `manage.py shell`, which lends it settings and addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from game import log, render
from game.models import InformationSheet, SaveLink, Study, Workshop
from game.rules import commands as c
from game.rules.screens import Viewer
from game.views.study import CodeForm
from research import licence
from scenarios.files import read
from scenarios.script import Script, parse
from tests.game.rules import given
from tests.game.rules.given import Game

TEXTS = log.Texts(tables={1: "Birch", 2: "Elm"})
#: What the wall can be turned to after the play.
TURNED = ("decisions-1", "moved-1", "levels", "distance", "unheard", "answers", "plans")
#: Enough at each of three tables that KEEP-3 leaves something to show.
PEOPLE = (8, 8, 8)
#: Pages that say one thing, in states that are hard to come by.
PAGES = (
    "refused/away.html",
    "refused/bad_request.html",
    "refused/broken.html",
    "refused/csrf.html",
    "research/busy.html",
    "game/after/too_early.html",
    "game/follow_up/sorry.html",
    "game/host_waits.html",
    "game/own_data/erased.html",
    "game/plan_print.html",
    "game/projector_soon.html",
    "game/report/busy.html",
    "game/report/not_yet.html",
    "game/solo/gone.html",
    "game/solo/refused.html",
    "game/data_sheet.html",
    *(f"game/study/{name}.html" for name in ("code", "leads", "page", "studies", "study")),
    "refused/no_facilitator.html",
    "429.html",
    "api.html",
    *(
        f"account/{name}.html"
        for name in (
            *("account_inactive", "confirm_login_code", "password_change", "password_set", "reauthenticate"),
            "request_login_code",
        )
    ),
    *(f"keys/{name}.html" for name in ("accept", "invitations", "own_log_in")),
    *(f"mfa/{name}.html" for name in ("authenticate", "index", "reauthenticate")),
    *(f"mfa/{name}.html" for name in ("recovery_codes/generate", "recovery_codes/index")),
    *(f"mfa/{name}.html" for name in ("totp/activate_form", "totp/deactivate_form")),
    *(f"mfa/webauthn/{name}.html" for name in ("add_form", "authenticator_confirm_delete", "reauthenticate")),
)


def town() -> Script:
    """The town of the demo."""
    found = read("the-long-evenings")
    return parse(found["document"], found["texts"])


def fill(folder: str) -> None:
    """Write a page for each state and each page by itself; the name of a file is the name of what it shows, and a number."""
    place = Path(folder)
    place.mkdir()
    for number, (kind, who, game) in enumerate(chain(walls(), screens())):
        name, page = shown(game, Viewer("projector") if kind == "wall" else Viewer("player", who))
        (place / f"{name}-{number}.html").write_text(page)
    for template in PAGES:
        page = render_to_string(template, told(), RequestFactory().get("/"))
        (place / f"page-{template.replace('/', '-')}").write_text(page)


def told() -> dict[str, Any]:
    """What the pages that stand by themselves may tell: of a town, of a study, of an account."""
    study = Study(
        slug="0123456789", title="Who holds the pen", protocol="12", ethics="A board", controller="A university",
        contact="dpo@example.org", legal_basis="e", special_basis="a", kept_until=date(2099, 3, 1),
    )  # fmt: skip
    return {
        "slug": "0123456789",
        "title": "A town",
        "workshop": Workshop(slug="0123456789", title="A town", study=study),
        "study": study,
        "sheet": InformationSheet(language="da", text="Vi undersøger."),
        "studies": [study],
        "missing": ["the protocol"],
        "asks": True,
        "asks_expressly": True,
        "tables": 4,
        "days": 30,
        "form": CodeForm(),
        "hours": 12,
        "role": "Facilitator",
        "email": "berit@example.org",
        "js_data": {},
        "webauthn_form": True,
        "login_url": "/log-in/",
        "totp_svg_data_uri": "data:,",
        "root": "/api/1/",
        "licence": licence,
    }


def shown(game: Game, viewer: Viewer) -> tuple[str, str]:
    """The name of a viewer's screen, and the whole page as it stands, without the script that keeps it true."""
    link = SaveLink(pk=1, key="0123456789abcdef") if game.state.settings.solo else None
    workshop = Workshop(slug="0123456789", code="K7M4PX", title="A town", chosen={}, save_link=link)
    current = log.Current(game.state, TEXTS)
    screen = render.looked_at(workshop, current, viewer, "en")
    request: HttpRequest = RequestFactory().get("/")
    template = "game/projector.html" if viewer.kind == "projector" else "game/play.html"
    context = {
        "workshop": workshop,
        "slug": workshop.slug,
        "title": workshop.title,
        "screen": screen,
        "parts": {part.slot: mark_safe(part.html) for part in screen.parts},
        "join_root": "town.example",
        "personal_link": "/workshops/0123456789/back/1/",
        "now": game.state.at,
    }
    page = render_to_string(template, context, request)
    return screen.name, page.replace(" data-live", "", 1)


def walls() -> Iterator[tuple[str, str, Game]]:
    """The wall in each phase, in the practice round, between rounds, with one table alone, and turned to each picture."""
    game = given.lobby(*PEOPLE, script=town())
    yield "wall", "", game
    for phase in ("welcome", "briefing"):
        yield "wall", "", game.lead(phase)
    for leaving in ("", "choice", "vote"):
        game.when(c.LeadWarmUp(leaving))
        yield "wall", "", game
    game.when(c.LeadWarmUp("told"))
    yield "wall", "", game.lead("playing")
    decided(game)
    game.when(c.AskSpotlight(1))
    game.when(c.AnswerSpotlight(game.table().seats[game.table().chair] or "", True))
    yield "wall", "", game
    game.when(c.EndSpotlight())
    yield "wall", "", game.lead("results")
    game.lead("debrief")
    yield "wall", "", game
    yield from turned(game)
    for phase in ("plan", "closed"):
        yield "wall", "", game.lead(phase)
    yield "wall", "", plenary()
    yield "wall", "", midterm()


def decided(game: Game) -> None:
    """All tables decide the first round: choices and votes differ, so that there is something to show."""
    for number in range(1, len(PEOPLE) + 1):
        seats = game.table(number).seats
        people = [seats[role] or "" for role in game.table(number).taken()]
        choices = {who: "AB"[place % 2] for place, who in enumerate(people)}
        game.reach("reflect", choices=choices, votes=dict.fromkeys(people, "A"), table=number).close(number)
    game.clock()


def turned(game: Game) -> Iterator[tuple[str, str, Game]]:
    """The wall turned to each picture; with words of both tables that were looked over."""
    for who in ("P1", "P1.2"):
        game.when(c.KeepNote(who, "q1"))
        game.when(c.ShareNote(who, "q1"))
    for note in game.state.shared:
        game.when(c.PutOnWall(note, game.state.written.get(note, 0)))
    for what in TURNED:
        if what != "plans":
            game.when(c.ShowWall(what))
            yield "wall", "", game
    game.when(c.ShowWall(""))


def plenary() -> Game:
    """All decisions of a round on the wall, before the next one opens."""
    game = given.playing(*PEOPLE, script=town(), **given.FULL)
    decided(game)
    decided(game)
    game.when(c.ShowPlenary(2, confirmed=True))
    return game


def midterm() -> Game:
    """The long pause in the middle of seven rounds."""
    game = given.playing(5, script=town(), rounds=7, midterm=True)
    for _round in range(4):
        game.decide("A")
    return game.lead("midterm")


def screens() -> Iterator[tuple[str, str, Game]]:
    """The screens of players that a round of the demo does not come by."""
    yield "player", "P1", given.playing(5, script=town())
    yield "player", "P1", midterm()
    yield "player", "P1", plenary()
    yield "player", "late", catching_up()
    yield "player", "seventeenth", observing()
    game = given.playing(5, script=town())
    game.when(c.RemovePlayer("P1"))
    yield "player", "P1", game
    yield "player", "P1", tied()
    yield "player", "P1", given.sharing(4, script=town())
    alone = given.lobby(1, script=town(), seats=4, solo="P1", bots=True, timers="off")
    for phase in ("welcome", "closed"):
        yield "player", "P1", alone.lead(phase)
    asked = given.lobby(5, script=town(), format="90").lead("welcome")
    asked.when(c.MarkRead("P1", 0))
    yield "player", "P1", asked
    asked.lead("plan")
    asked.when(c.MarkRead("P1", 0))
    yield "player", "P1", asked


def catching_up() -> Game:
    """Somebody who came during a round, at a table with room."""
    game = given.at("choice", seats=4, script=town())
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1))
    return game


def observing() -> Game:
    """Seventeen at a table of eight: the last one has four things to watch for."""
    game = given.lobby(8, 1, script=town())
    for number in range(8):
        game.when(c.Join(f"mirror {number}"))
        game.when(c.TakeSeat(f"mirror {number}", 1))
    game.when(c.Join("seventeenth"))
    game.when(c.TakeSeat("seventeenth", 1))
    return game.lead("playing").reach("talk")


def tied() -> Game:
    """A vote that waits for the chair's word."""
    game = given.at("vote", seats=4, script=town())
    for _vote in range(2):
        for place, who in enumerate(("P1", "M1", "P3", "M3")):
            options = game.play().runoff or ("A", "C")
            if game.play().tied or game.step().name not in ("vote", "runoff"):
                return game
            game.does(who, c.CastVote, option=options[place in (1, 2)])
        game.close()
    return game
