"""What the log of each workshop leads to, as a fingerprint: by it a restored log is compared after it was replayed.

The whole state is the same only under the same rules, since a later release may know more of it. What was decided and how
the term ended is the same in every release.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from game import log
from game.models import Workshop
from game.rules.state import State

logger = logging.getLogger(__name__)
#: Said of a log that does not replay, so that a backup of all the others can be made.
UNREADABLE = "does not replay"


def written() -> Iterator[bytes]:
    """A line for each workshop whose doors were opened: its uuid and the prints of what its log leads to."""
    for workshop in Workshop.objects.filter(version__gt=0).order_by("pk").iterator(chunk_size=100):
        yield json.dumps({"uuid": str(workshop.uuid), **prints(workshop)}).encode() + b"\n"


def prints(workshop: Workshop) -> dict[str, str]:
    """The prints of the whole state and of what came of it; the log is folded from its first line."""
    try:
        state = log.folded(workshop).state
    except Exception:
        logger.exception("a workshop does not replay")
        return {"state": UNREADABLE, "outcome": UNREADABLE}
    return {"state": _print(_state(state)), "outcome": _print(outcome(state))}


def outcome(state: State) -> dict[str, Any]:
    """What no release may tell otherwise: how far a workshop is, and the decisions and endings of its tables."""
    tables = {
        str(number): {
            "decided": [
                [play.round, play.dilemma, play.decision.option, play.decision.manner]
                for play in table.decided
                if play.decision
            ],
            "ending": [table.results.ending, table.results.tone] if table.results else None,
        }
        for number, table in state.tables.items()
    }
    return {"version": state.version, "phase": state.phase, "plan": list(state.plan), "tables": tables}


def _state(state: State) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(state, field.name)) for field in fields(state) if field.name != "script"
    }


def _plain(value: Any) -> Any:
    """Frozen shapes as plain data in which nothing depends on an order that has no meaning."""
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **told}
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(one)) for key, one in value.items())
    if isinstance(value, set | frozenset):
        return sorted(json.dumps(_plain(one)) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"no part of a state: {type(value).__name__}")


def _print(told: Any) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
