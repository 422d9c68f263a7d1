"""Playing alone: begin a game, and come back to it by the save link (SOLO-1, SOLO-5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from game import access, log, rules, solo, tally
from game.models import Player, SaveLink
from game.rules.state import AFTER_PLAY, FILLING_ORDER, State
from research.limit import DAY, HOUR, Limit, TooMany, count
from scenarios.built import told
from scenarios.models import Scenario

#: So many new games an hour and a day from one network, where a whole council may sit behind one address, and from
#: everywhere. Each freezes a script of about 0.45 MB: 0.27 GB a day of one network, 1.35 GB of all; and as those that were
#: only opened stay for a day, twice as much at most. One that is played stays as long as its welcome screen says.
LIMITS = (
    Limit(300, HOUR),
    Limit(1_000, HOUR, is_for_all=True),
    Limit(600, DAY),
    Limit(3_000, DAY, is_for_all=True),
)
ENDINGS = 8


@dataclass(frozen=True, slots=True)
class Compared:
    """A decision of a game beside those of other tables: option titles and how many tables took one of them (KEEP-7)."""

    title: str
    taken: str
    lines: tuple[tuple[str, int], ...]
    all: int


@dataclass(frozen=True, slots=True)
class Game:
    """A game behind a save link: where it is, and the way back to it."""

    title: str
    role: str
    code: str
    round: int
    rounds: int
    is_over: bool
    back: str
    other: str
    slug: str
    compared: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What the paper of one scenario wrote, and how many of its eight endings that makes."""

    title: str
    slug: str
    headlines: tuple[str, ...]
    endings: int
    all: int = ENDINGS


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a game, or say in a sentence why not."""
    scenario = get_object_or_404(Scenario.objects.ready(), slug=request.POST.get("scenario", "")[:50])
    link = SaveLink.objects.filter(key=request.POST.get("link", "")[:32]).first()
    role, rounds = request.POST.get("role", ""), request.POST.get("rounds", "")
    if role not in FILLING_ORDER:
        return _refused(request, scenario, _("Choose a role first."))
    try:
        count("solo", request, LIMITS)
        player = solo.begin(scenario, role, int(rounds) if rounds in ("3", "4") else 3, link)
    except TooMany as many:
        told = _("Very many games were begun just now. Please try again in an hour.")
        if many.seconds > HOUR:
            told = _("Very many games were begun today. Please try again tomorrow.")
        return _refused(request, scenario, told, 429)
    except rules.Refused as refusal:
        return _refused(request, scenario, _(refusal.message) % refusal.values)
    return access.let_in(redirect("play", slug=player.workshop.slug), player.workshop, player.id_in_log)


@require_safe
@ensure_csrf_cookie
def saved(request: HttpRequest, key: str) -> HttpResponse:
    """The games behind a save link, and the endings found; where there is none any more, a page that says so."""
    link = SaveLink.objects.filter(key=key).first()
    if link is None:
        return render(request, "game/solo/gone.html", {"days": solo.KEPT_DAYS}, status=404)
    solo.use(link)
    language = get_language() or "en"
    players = Player.objects.filter(workshop__save_link=link).select_related("workshop").order_by("-pk")
    answer = render(
        request,
        "game/solo/saved.html",
        {
            "games": [_game(player, language) for player in players],
            "found": _found(link, language),
            "link": request.build_absolute_uri(),
            "key": link.key,
            "days": solo.KEPT_DAYS,
        },
    )
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _game(player: Player, language: str) -> Game:
    state = log.current(player.workshop).state
    table, role = state.tables[1], state.settings.solo
    is_over = state.phase in AFTER_PLAY
    return Game(
        title=state.script.say("title", language),
        role=state.script.say(f"roles.{role}.title", language),
        code=role,
        round=table.round,
        rounds=len(state.plan),
        is_over=is_over,
        back=reverse("back", args=[player.workshop.slug, player.key]),
        other=_other(state),
        slug=state.script.slug,
        compared=_compared(state, language) if is_over else (),
    )


def _compared(state: State, language: str) -> tuple[Compared, ...]:
    """The decisions of the game beside those of tables of people, as far as these may be shown (KEEP-3, KEEP-7)."""
    script = state.script
    shown = tally.shown([script.slug])
    found = []
    for play in state.tables[1].decided:
        cells = shown.get((script.slug, script.version, play.dilemma), ())
        if play.decision is None or not cells:
            continue

        def title(letter: str, dilemma: str = play.dilemma) -> str:
            return f"{letter} {script.say(f'{dilemma}.{letter}.title', language)}"

        lines = tuple((" / ".join(map(title, cell.options)), cell.tables) for cell in cells)
        total = sum(cell.tables for cell in cells)
        found.append(
            Compared(script.say(f"{play.dilemma}.title", language), title(play.decision.option), lines, total)
        )
    return tuple(found)


def _other(state: State) -> str:
    """A role of the other family: who would have sat opposite."""
    mine = state.settings.solo
    return ("M" if mine.startswith("P") else "P") + mine[1]


def _found(link: SaveLink, language: str) -> list[Found]:
    rows = Scenario.objects.filter(slug__in=link.endings)
    return [
        Found(
            told(row.texts, language, "title") or row.slug,
            row.slug,
            tuple(_headline(row, language, name) for name in link.endings[row.slug]),
            len({name.split(" ")[0] for name in link.endings[row.slug]}),
        )
        for row in rows
    ]


def _headline(row: Scenario, language: str, name: str) -> str:
    """What the paper wrote above this ending in this tone."""
    ending, _blank, tone = name.partition(" ")
    dark = told(row.texts, language, "endings", ending, "headline_dark") if tone == "dark" else ""
    return dark or told(row.texts, language, "endings", ending, "headline") or ending


def _refused(request: HttpRequest, scenario: Scenario, sentence: str, status: int = 422) -> HttpResponse:
    told_why = {"sentence": sentence, "back": reverse("scenario", args=[scenario.slug])}
    return render(request, "game/solo/refused.html", told_why, status=status)
