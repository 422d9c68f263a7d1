"""What a consequence tells: the largest movements, who speaks, who was not heard (PEOPLE-2)."""

from __future__ import annotations

from game.rules.effects.seeds import cause
from game.rules.play import Change, Play
from game.rules.screens.gauges import band
from game.rules.screens.shapes import Move, Quote, SeedTold, Texts
from game.rules.state import State, Table
from game.rules.strength import word
from scenarios.conditions import POLES, SLOTS
from scenarios.script import Script

SHOWN_MOVES = 4
SHOWN_QUOTES = 3


def moves(table: Table, play: Play) -> tuple[Move, ...]:
    """Up to four largest pole changes in sum, ties in order A1 to D2."""
    found = []
    for pole in POLES:
        changes = [
            c for c in play.changes if c.kind in ("pole", "wobble") and c.key == pole and _of_decision(c)
        ]
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
        mine = [c for c in play.changes if c.key == slot and _of_decision(c)]
        attitude = sum(c.by for c in mine if c.kind == "attitude")
        involvement = sum(c.by for c in mine if c.kind == "involvement")
        if attitude or involvement:
            found.append(Quote(slot, band(table.people[slot]), attitude, involvement))
    found.sort(key=lambda quote: (-abs(2 * quote.attitude + quote.involvement), SLOTS.index(quote.slot)))
    return tuple(found[:SHOWN_QUOTES])


def unheard(table: Table) -> tuple[str, ...]:
    """Stakeholders without any involvement, in slot order."""
    return tuple(slot for slot in SLOTS if table.people[slot].involvement == 0)


def seed_text(dilemma: str, seed: str) -> str:
    """The key of a seed's text; a standing seed has no dilemma."""
    return f"{dilemma}.seeds.{seed}" if dilemma else f"standing.{seed}"


def is_gain(script: Script, dilemma: str, seed: str) -> bool:
    """Whether a seed is a gain, planted or standing."""
    if dilemma:
        return script.dilemma(dilemma).seeds[seed].kind == "gain"
    return any(standing.id == seed and standing.kind == "gain" for standing in script.standing)


def seeds(state: State, texts: Texts, table: Table, play: Play) -> tuple[SeedTold, ...]:
    """The seeds that took effect when the situation opened, with the poles that they moved."""
    found = []
    for sprouted in table.sprouts:
        if sprouted.round == play.round:
            why = cause(sprouted.dilemma, sprouted.seed)
            moved = tuple(
                Move(c.key, c.by, word(c.to - c.by), word(c.to), False)
                for c in play.changes
                if c.kind == "pole" and c.cause == why
            )
            found.append(
                SeedTold(
                    seed_text(sprouted.dilemma, sprouted.seed),
                    is_gain(state.script, sprouted.dilemma, sprouted.seed),
                    moved,
                    sprouted.spared,
                    texts.notes.get(sprouted.heard, "") if sprouted.heard else "",
                )
            )
    return tuple(found)


def _of_decision(change: Change) -> bool:
    return not change.cause.startswith(("seed ", "incident ", "move ", "hearing"))
