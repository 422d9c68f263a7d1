"""From a screen to HTML: each part once per language, with a hash by which browsers know what they show."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from game import log, metrics, one_clock
from game.models import Workshop
from game.original import marked
from game.rules.round.choices import CHIPS
from game.rules.screens import Part, Viewer, screen_for
from scenarios.script import Script

#: Filled by pages and fetches; a pushed part keeps them, and the script sets both at request time.
CSRF_PLACEHOLDER = "csrf-token-goes-here"
PAGE_PLACEHOLDER = "page-id-goes-here"
#: A key that a form brings along, fresh with each answer, so that two taps on one form are one deed.
KEY_PLACEHOLDER = "fresh-key-goes-here"
#: When so many parts of a workshop are new, in a language, those of before are forgotten, or else when there are so many for
#: each of its open pages, all of which are looked at in turn; and so many workshops are remembered.
REMEMBERED, OF_A_PAGE, WORKSHOPS_REMEMBERED = 250, 4, 200


@dataclass(frozen=True, slots=True)
class RenderedPart:
    """A part; `hash` tells whether a browser shows it already, `quoted` is its HTML inside a text of JSON.

    Only that is kept: it takes one byte for a sign, where the HTML itself takes two as soon as one of them is not Latin.
    """

    slot: str
    hash: str
    quoted: str

    @property
    def html(self) -> str:
        """The HTML itself."""
        return str(json.loads(f'"{self.quoted}"'))


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


class Drawn:
    """The parts of a workshop in one language: those drawn or shown of late, and those of before."""

    def __init__(self) -> None:
        self.late: dict[Part, RenderedPart] = {}
        self.before: dict[Part, RenderedPart] = {}
        self.pages = 0  # that are open

    def get(self, part: Part) -> RenderedPart | None:
        """What is remembered of a part; what was nearly forgotten is remembered anew."""
        found = self.late.get(part)
        if found is None and (found := self.before.get(part)) is not None:
            self.keep(part, found)
        return found

    def keep(self, part: Part, drawn: RenderedPart) -> RenderedPart:
        """Remember a part."""
        with _guard:
            if len(self.late) >= max(REMEMBERED, OF_A_PAGE * self.pages):
                self.before, self.late = self.late, {}
            self.late[part] = drawn
        return drawn

    def __len__(self) -> int:
        return len(self.late.keys() | self.before.keys())


_memory: OrderedDict[UUID, dict[str, Drawn]] = OrderedDict()
_guard = threading.Lock()
metrics.remembered.ask(
    lambda: {"parts": sum(len(drawn) for known in tuple(_memory.values()) for drawn in tuple(known.values()))}
)


def rendered(
    workshop: Workshop, current: log.Current, viewer: Viewer, language: str, pages: int | None = None
) -> RenderedScreen:
    """The screen of a viewer in a language, as parts; equal parts are rendered once. `pages` are open here, if that is known."""
    screen = screen_for(viewer, current.state, current.texts, one_clock.now())
    known = _known(workshop.uuid, language)
    known.pages = known.pages if pages is None else pages
    parts = tuple(
        known.get(part) or known.keep(part, _render(workshop, part, current.state.script, language))
        for part in screen.parts
    )
    return RenderedScreen(screen.name, current.state.version, parts)


def looked_at(workshop: Workshop, current: log.Current, viewer: Viewer, language: str) -> RenderedScreen:
    """The same, rendered afresh and not remembered: for a screen that nobody else will ask for."""
    screen = screen_for(viewer, current.state, current.texts, current.state.at)
    parts = tuple(_render(workshop, part, current.state.script, language) for part in screen.parts)
    return RenderedScreen(screen.name, current.state.version, parts)


def remembered() -> set[UUID]:
    """The workshops of which this process remembers a part."""
    with _guard:
        return set(_memory)


def forget_workshop(uuid: UUID) -> None:
    """Remember nothing of a workshop that was deleted."""
    with _guard:
        _memory.pop(uuid, None)


def forget() -> None:
    """Remember nothing; for tests."""
    with _guard:
        _memory.clear()


def _known(uuid: UUID, language: str) -> Drawn:
    """The parts of a workshop that are remembered in a language; the workshop that was looked at least is forgotten."""
    with _guard:
        known = _memory.setdefault(uuid, {})
        _memory.move_to_end(uuid)
        while len(_memory) > WORKSHOPS_REMEMBERED:
            _memory.popitem(last=False)
        return known.setdefault(language, Drawn())


def _render(workshop: Workshop, part: Part, script: Script, language: str) -> RenderedPart:
    context: dict[str, Any] = {
        "part": part.data,
        "who": part.who,
        "common": part.common,
        "solo": bool(workshop.save_link_id),
        "save_key": workshop.save_link.key if workshop.save_link else "",
        "study": workshop.study.title if workshop.study else "",
        "slow": workshop.chosen.get("mode") == "slow",
        "zone": workshop.chosen.get("slow", {}).get("zone", "UTC"),
        "slug": workshop.slug,
        "code": workshop.code,
        "chips": CHIPS,
        "script": script,
        "language": language,
        "is_in_english": language != "en" and not script.speaks("title", language),
        "csrf_placeholder": CSRF_PLACEHOLDER,
        "page_placeholder": PAGE_PLACEHOLDER,
        "key_placeholder": KEY_PLACEHOLDER,
    }
    with translation.override(language):
        inner = marked(render_to_string(part.template, context).strip())
    name = sha256(f"{part.slot}|{part.moment}|{inner}".encode()).hexdigest()[:12]
    html = f'<div data-part="{part.slot}" data-hash="{name}" data-moment="{part.moment}" class="part">{inner}</div>'
    return RenderedPart(part.slot, name, json.dumps(html)[1:-1])


log.when_erased.append(forget_workshop)
