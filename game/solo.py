"""Solo games: begun from the catalogue, moved on by their player's own deeds, found again by a save link (SOLO-1 to 5)."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from game import engine, log, rules
from game.models import Player, SaveLink, Workshop, new_player_id
from game.opening import open_doors
from game.rules.commands import Join, TakeSeat
from game.rules.state import FILLING_ORDER
from scenarios.models import Scenario

logger = logging.getLogger(__name__)

#: A game is deleted so many days after its last deed.
KEPT_DAYS = 90
#: A save link leads nowhere any more so many days after it was last used.
LINK_DAYS = 400
#: The format whose rounds and extras a game has, by its number of rounds (SOLO-1).
FORMATS = {3: "75", 4: "90"}
#: More deeds than bots and time do between two deeds of the player.
MOST_STEPS = 500


def begin(scenario: Scenario, role: str, rounds: int, link: SaveLink | None = None) -> Player:
    """A new game in which one person plays this role; it waits for them on its first page. May raise Refused.

    ValueError for a role or a number of rounds that there is not.
    """
    if role not in FILLING_ORDER or rounds not in FORMATS:
        raise ValueError("no such role or length")
    chosen: dict[str, Any] = {
        "format": FORMATS[rounds],
        "tables": 1,
        "seats": 4,
        "timers": "off",
        "bots": True,
        "plenaries": False,
        "retention": KEPT_DAYS,
    }
    with transaction.atomic():
        own = link or SaveLink.objects.create()
        workshop = Workshop.objects.create(scenario=scenario, chosen=chosen, save_link=own)
    try:
        open_doors(workshop, led_by_bot=True, solo=role)
        player = Player(workshop=workshop, id_in_log=new_player_id(), name="")
        engine.submit(workshop, Join(player.id_in_log), [player])
        engine.submit(workshop, TakeSeat(player.id_in_log, 1, role))
    except rules.Refused:
        (workshop if link else own).delete()
        raise
    go_on(workshop)
    return player


def use(link: SaveLink) -> None:
    """Note that a save link is in use, once a day."""
    SaveLink.objects.filter(pk=link.pk).exclude(used_on=localdate()).update(used_on=localdate())


def go_on(workshop: Workshop) -> log.Current:
    """Let colleagues answer and steps close until the player is asked; a second call finds nothing left to do."""
    current = log.current(workshop)
    for _step in range(MOST_STEPS):
        command = rules.at_once(current.state)
        if command is None:
            break
        try:
            current = engine.submit(workshop, command)
        except rules.Refused:  # another page of the same player was quicker
            current = log.current(workshop)
    else:
        logger.error("a solo game does not come to rest")
    _remember_ending(workshop, current)
    return current


def _remember_ending(workshop: Workshop, current: log.Current) -> None:
    """Keep a new ending with the save link, and that the link is in use (SOLO-5)."""
    state, link_id = current.state, workshop.save_link_id or 0
    results = state.tables[1].results
    found = f"{results.ending} {results.tone}" if results is not None and results.ending else ""
    with transaction.atomic():
        link = SaveLink.objects.select_for_update(no_key=True).get(pk=link_id)
        endings = link.endings.get(state.script.slug, [])
        if found and found not in endings:
            link.endings[state.script.slug] = [*endings, found]
        elif link.used_on == localdate():
            return
        link.used_on = localdate()
        link.save(update_fields=["endings", "used_on"])
