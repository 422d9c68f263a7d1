"""A child process that fills halls and tells what a process that knows nothing makes of them, without a new start each time.

It reads lines of JSON, `["rooms", [[10, "vote"]], {...}, 0.25]` or `["fresh", [slug]]`. For each it forks, so that nothing is
remembered from one to the next, and prints the answer as a line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import Any


def rooms(wanted: list[tuple[int, str]], chosen: dict[str, Any], pace: float) -> list[dict[str, Any]]:
    """Rooms of so many people, led to a step; all earlier ones are closed. `chosen` is otherwise than by the bench."""
    from django.conf import settings

    from bench.live import hall

    settings.PACE = pace
    hall.CHOSEN |= chosen
    return [asdict(room) for room in hall.rooms([hall.Wanted(players, step) for players, step in wanted])]


def fresh(slugs: list[str]) -> dict[str, dict[str, Any]]:
    """Of each workshop its log, its row, the log replayed, what is held of everybody, and every screen."""
    return {slug: account(slug) for slug in slugs}


def account(slug: str) -> dict[str, Any]:
    """All of one workshop."""
    from game import log, rules
    from game.models import LogLine, Workshop
    from game.render import looked_at
    from game.rules.codec import decode
    from game.rules.screens import Viewer
    from game.rules.state import State
    from scenarios.script import parse

    workshop = Workshop.objects.get(slug=slug)
    found = LogLine.objects.filter(workshop=workshop).order_by("version")
    lines = list(found.values_list("version", "event", "data", "at"))
    folded = log.current(workshop)
    empty = State(script=parse(**workshop.script))
    replayed = rules.replay(empty, [(at, decode(event, data)) for _version, event, data, at in lines])
    summary = dict(rules.summary(replayed))
    votes = {}
    for player in folded.state.players.values():
        table = folded.state.tables.get(player.table)
        if table and table.play and player.role:
            votes[player.id] = table.play.votes.get(player.role, "")
    viewers = {player: Viewer("player", player) for player in folded.state.players}
    viewers["wall"] = Viewer("projector")
    return {
        "lines": lines,
        "row": {name: getattr(workshop, name) for name in summary},
        "replayed": summary,
        "is_same": replayed == folded.state,
        "votes": votes,
        "away": [player.id for player in folded.state.players.values() if player.away],
        "screens": {name: looked_at(workshop, folded, one, "en").hash for name, one in viewers.items()},
    }


def answer(line: str) -> None:
    """Do what one line asks for, in a process of its own."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    code = 1
    try:
        what, *words = json.loads(line)
        print(json.dumps({"rooms": rooms, "fresh": fresh}[what](*words)), flush=True)
        code = 0
    except BaseException as error:  # noqa: BLE001 - whoever asks is told
        print(json.dumps({"error": repr(error)}), flush=True)
    finally:
        os._exit(code)


if __name__ == "__main__":
    import django

    django.setup()
    from django.test import Client  # noqa: F401 - known to all forks
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - as above
    print("Serving on nothing", flush=True)
    for asked in sys.stdin:
        answer(asked)
