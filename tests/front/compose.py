"""docker-compose.yml as compose reads it: services, with what an operator sets put in its places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
#: ${NAME}, ${NAME:-what it is otherwise} and ${NAME:?what is said when it is not set}.
PLACE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")


@dataclass(frozen=True)
class Service:
    """One service, as far as tests look at it."""

    command: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    replicas: int = 1
    after: dict[str, str] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)


def filled(text: str, chosen: Mapping[str, str]) -> str:
    """A text with its places filled; KeyError with compose's sentence where something must be set and is not."""

    def fill(place: re.Match[str]) -> str:
        value = chosen.get(place["name"], "")
        if not value and place["kind"] == "?":
            raise KeyError(place["rest"])
        return value or (place["rest"] if place["kind"] == "-" else "")

    return PLACE.sub(fill, text)


def document() -> dict[str, Any]:
    """The file as it stands, anchors and merges followed."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return found


def services(chosen: Mapping[str, str]) -> dict[str, Service]:
    """All services by name, as they are for an operator who has chosen this."""
    return {name: _service(told, chosen) for name, told in document()["services"].items()}


def places() -> dict[str, str]:
    """What an operator may set: the name, and whether it must be set (?), has another value (-) or neither."""
    found: dict[str, str] = {}
    for place in PLACE.finditer((ROOT / "docker-compose.yml").read_text()):
        found[place["name"]] = place["kind"] or found.get(place["name"], "")
    return found


def _service(told: dict[str, Any], chosen: Mapping[str, str]) -> Service:
    return Service(
        command=[filled(word, chosen) for word in told.get("command", ())],
        environment={name: filled(str(text), chosen) for name, text in told.get("environment", {}).items()},
        replicas=told.get("deploy", {}).get("replicas", 1),
        after={name: how["condition"] for name, how in told.get("depends_on", {}).items()},
        rest=told,
    )
