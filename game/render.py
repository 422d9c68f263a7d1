"""From a screen to HTML: each part once per language, with a hash by which browsers know what they show."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from game import log
from game.models import Workshop
from game.rules.round.choices import CHIPS
from game.rules.screens import Part, Viewer, screen_for
from scenarios.script import Script

#: Filled by pages and fetches; a pushed part keeps them, and the script sets both at request time.
CSRF_PLACEHOLDER = "csrf-token-goes-here"
PAGE_PLACEHOLDER = "page-id-goes-here"
#: A key that a form brings along, fresh with each answer, so that two taps on one form are one deed.
KEY_PLACEHOLDER = "fresh-key-goes-here"
REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class RenderedPart:
    """A part as HTML; `hash` tells whether a browser shows it already."""

    slot: str
    hash: str
    html: str


@dataclass(frozen=True, slots=True)
class RenderedScreen:
    """A screen as HTML parts, at a version; `at` is the state's time in milliseconds."""

    name: str
    version: int
    parts: tuple[RenderedPart, ...]

    @property
    def hash(self) -> str:
        """What the heartbeat carries: the hashes of all parts, in the order of their slots' names."""
        return ".".join(part.hash for part in sorted(self.parts, key=lambda part: part.slot))


_memory: OrderedDict[tuple[UUID, str, Part], RenderedPart] = OrderedDict()
_guard = threading.Lock()


def rendered(workshop: Workshop, current: log.Current, viewer: Viewer, language: str) -> RenderedScreen:
    """The screen of a viewer in a language, as parts; equal parts are rendered once."""
    screen = screen_for(viewer, current.state, current.texts, time.time_ns() // 1_000_000)
    parts = tuple(_part(workshop, part, current.state.script, language) for part in screen.parts)
    return RenderedScreen(screen.name, current.state.version, parts)


def looked_at(workshop: Workshop, current: log.Current, viewer: Viewer, language: str) -> RenderedScreen:
    """The same, rendered afresh and not remembered: for a screen that nobody else will ask for."""
    screen = screen_for(viewer, current.state, current.texts, current.state.at)
    parts = tuple(_render(workshop, part, current.state.script, language) for part in screen.parts)
    return RenderedScreen(screen.name, current.state.version, parts)


def remembered() -> set[UUID]:
    """The workshops of which this process remembers a part."""
    with _guard:
        return {uuid for uuid, _language, _part in _memory}


def forget_workshop(uuid: UUID) -> None:
    """Remember nothing of a workshop that was deleted."""
    with _guard:
        for key in [key for key in _memory if key[0] == uuid]:
            del _memory[key]


def forget() -> None:
    """Remember nothing; for tests."""
    with _guard:
        _memory.clear()


def _part(workshop: Workshop, part: Part, script: Script, language: str) -> RenderedPart:
    key = (workshop.uuid, language, part)
    with _guard:
        if key in _memory:
            _memory.move_to_end(key)
            return _memory[key]
    fresh = _render(workshop, part, script, language)
    with _guard:
        _memory[key] = fresh
        while len(_memory) > REMEMBERED:
            _memory.popitem(last=False)
    return fresh


def _render(workshop: Workshop, part: Part, script: Script, language: str) -> RenderedPart:
    context: dict[str, Any] = {
        "part": part.data,
        "who": part.who,
        "common": part.common,
        "solo": bool(workshop.save_link_id),
        "save_key": workshop.save_link.key if workshop.save_link else "",
        "slow": workshop.chosen.get("mode") == "slow",
        "zone": workshop.chosen.get("slow", {}).get("zone", "UTC"),
        "slug": workshop.slug,
        "code": workshop.code,
        "chips": CHIPS,
        "script": script,
        "language": language,
        "csrf_placeholder": CSRF_PLACEHOLDER,
        "page_placeholder": PAGE_PLACEHOLDER,
        "key_placeholder": KEY_PLACEHOLDER,
    }
    with translation.override(language):
        inner = render_to_string(part.template, context).strip()
    name = sha256(f"{part.moment}|{inner}".encode()).hexdigest()[:12]
    html = f'<div data-part="{part.slot}" data-hash="{name}" data-moment="{part.moment}" class="part">{inner}</div>'
    return RenderedPart(part.slot, name, html)
