"""Events as plain JSON and back: decode(encode(event)) == event."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args, get_origin, get_type_hints

from game.rules import events as module
from game.rules.events import Event

EVENTS: dict[str, type[Event]] = {
    name: kind for name, kind in vars(module).items() if isinstance(kind, type) and issubclass(kind, Event)
}
#: The lines in which seats answer, and what of each outlives a vote that is anonymous.
KEPT = {
    "ChoiceMade": ("table", "player", "page", "tap"),
    "VoteCast": ("table", "player", "page", "tap"),
    "WarmUpAnswered": ("table", "player"),
    "PaperEntered": ("table", "origin", "guard"),
}
#: The lines in which somebody says something of the own person, and what of each outlives them when they are forgotten.
OF_A_PERSON = {**KEPT, "CallingSaid": ("table", "player")}
_HINTS = {kind: get_type_hints(kind) for kind in EVENTS.values()}


def encode(event: Event) -> tuple[str, dict[str, Any]]:
    """The class name and the fields that differ from their defaults; tuples become lists."""
    data = {f.name: getattr(event, f.name) for f in fields(event)}
    return type(event).__name__, {
        f.name: _plain(data[f.name]) for f in fields(event) if data[f.name] != f.default
    }


def decode(name: str, data: dict[str, Any]) -> Event:
    """The event of a log line; unknown names are a KeyError, since a log is never guessed at."""
    kind = EVENTS[name]
    hints = _HINTS[kind]
    return kind(**{key: _shaped(value, hints[key]) for key, value in data.items()})


def blanked(name: str, data: dict[str, Any]) -> dict[str, Any]:
    """A line without what a seat chose or voted; who answered stays, since later lines rest on it (VOTE-10, KEEP-6)."""
    return {key: value for key, value in data.items() if key in OF_A_PERSON[name]}


def without(name: str, data: dict[str, Any], player: str, nobody: str) -> dict[str, Any]:
    """A line without what a person answered, and with another id in the place of the person's, which leads to nobody (KEEP-6)."""
    if name in OF_A_PERSON and data.get("player") == player:
        data = blanked(name, data)
    return {key: _renamed(value, player, nobody) for key, value in data.items()}


def _renamed(value: Any, player: str, nobody: str) -> Any:
    """The own id, and that of the own words, which begins with it, wherever they stand."""
    if isinstance(value, list):
        return [_renamed(item, player, nobody) for item in value]
    if isinstance(value, dict):
        return {_renamed(key, player, nobody): _renamed(item, player, nobody) for key, item in value.items()}
    if not isinstance(value, str) or not (value == player or value.startswith(f"{player}.")):
        return value
    return nobody + value.removeprefix(player)


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _shaped(value: Any, hint: Any) -> Any:
    if get_origin(hint) is not tuple:
        return value
    kinds = get_args(hint)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_shaped(item, kinds[0]) for item in value)
    return tuple(_shaped(item, kind) for item, kind in zip(value, kinds, strict=True))
