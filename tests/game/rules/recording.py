"""Records what this release makes of some workshops: `python -m tests.game.rules.recording` writes them, one to a line.

A later release must lead the same lines to the same (logs/README.md).
"""

from __future__ import annotations

import json
import sys
from typing import Any

from game.rules.codec import encode
from game.rules.state import State
from scenarios import script as scripts


def came_to(state: State) -> dict[str, Any]:
    """How far a workshop is, and what its tables decided, hold and ended with: what no release may change."""
    tables = {
        str(number): {
            "decided": [
                [play.round, play.dilemma, play.decision.option, play.decision.manner]
                for play in table.decided
            ],
            "poles": dict(table.poles),
            "resources": dict(table.resources),
            "ending": [table.results.ending, table.results.tone] if table.results else None,
        }
        for number, table in state.tables.items()
    }
    return {
        "version": state.version,
        "phase": state.phase,
        "players": sorted(state.players),
        "tables": tables,
    }


def main() -> None:
    """Play them all; the scripts are caught as plain data on their way into the rules."""
    caught, parse = {}, scripts.parse

    def catch(document, texts):
        script = parse(document, texts)
        caught[id(script)] = script, {"document": document, "texts": texts}
        return script

    scripts.parse = catch
    from tests.game.rules import simulation  # only now: its scripts are made where it is imported

    for make in simulation.MADE:
        game = make()
        told = {
            "name": make.__name__,
            "script": caught[id(game.state.script)][1],
            "lines": [[at, *encode(event)] for at, event in game.lines],
            "came_to": came_to(game.state),
        }
        sys.stdout.write(json.dumps(told, separators=(",", ":"), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
