"""What a consequence tells: the largest movements, who speaks, who was not heard (PEOPLE-2)."""

from __future__ import annotations

from game.rules.play import Play
from game.rules.screens.gauges import band, word
from game.rules.screens.shapes import Move, Quote
from game.rules.state import Table
from scenarios.script import POLES, SLOTS

SHOWN_MOVES = 4
SHOWN_QUOTES = 3


def moves(table: Table, play: Play) -> tuple[Move, ...]:
    """Up to four largest pole changes in sum, ties in order A1 to D2."""
    found = []
    for pole in POLES:
        changes = [c for c in play.changes if c.kind in ("pole", "wobble") and c.key == pole]
        by = sum(c.by for c in changes)
        if by:
            before = play.before.get(pole, table.poles[pole] - by)
            wobbled = all(c.kind == "wobble" for c in changes)
            found.append(Move(pole, by, word(before), word(before + by), wobbled))
    found.sort(key=lambda move: (-abs(move.by), POLES.index(move.pole)))
    return tuple(found[:SHOWN_MOVES])


def quotes(table: Table, play: Play) -> tuple[Quote, ...]:
    """The three largest movements of stakeholders: twice the attitude plus the involvement, without sign."""
    found = []
    for slot in SLOTS:
        attitude = sum(c.by for c in play.changes if c.kind == "attitude" and c.key == slot)
        involvement = sum(c.by for c in play.changes if c.kind == "involvement" and c.key == slot)
        if attitude or involvement:
            found.append(Quote(slot, band(table.people[slot]), attitude, involvement))
    found.sort(key=lambda quote: (-abs(2 * quote.attitude + quote.involvement), SLOTS.index(quote.slot)))
    return tuple(found[:SHOWN_QUOTES])


def unheard(table: Table) -> tuple[str, ...]:
    """Stakeholders without any involvement, in slot order."""
    return tuple(slot for slot in SLOTS if table.people[slot].involvement == 0)
