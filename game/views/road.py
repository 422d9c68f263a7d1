"""The road not taken: a page for the person who asks, which changes nothing for anybody (END-10)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from game import access, rules
from game.rules.road import road
from game.rules.screens.told import is_gain, seed_text
from game.views import answering


@require_safe
def page(request: HttpRequest, slug: str, round_: int, option: str) -> HttpResponse:
    """What another option in one decided round would have led to; 404 where there was no such road."""
    seated = access.player_or_404(request, slug)
    state = seated.current.state
    player = state.players[seated.player]
    try:
        found = road(state, player.table, round_, option)
    except rules.Refused as refusal:
        raise Http404(refusal.message) from refusal

    def told(seeds: tuple[tuple[str, str], ...]) -> list[tuple[str, bool]]:
        return [(seed_text(*seed), is_gain(state.script, *seed)) for seed in seeds]

    told_road = {
        "slug": slug,
        "title": seated.workshop.title,
        "road": found,
        "gained": told(found.gained),
        "lost": told(found.lost),
        "script": state.script,
        "language": get_language() or "en",
    }
    return answering.page(request, "game/road.html", told_road)
