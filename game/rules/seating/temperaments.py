"""How bots are minded, and which temperament a seat is given (BOT-1)."""

from __future__ import annotations

from game.rules import chance
from game.rules.play import Role

#: In a rehearsal, so many of twenty seats have each temperament; three in ten drop out.
REHEARSAL = {
    "drops_out": 6,
    "attentive": 4,
    "colleague": 3,
    "contrarian": 2,
    "slow": 1,
    "silent": 1,
    "random": 1,
    "always_open": 1,
    "always_control": 1,
}
TEMPERAMENTS = tuple(REHEARSAL)
#: A bot that leaves for a while, or for good. All others are always present (SEAT-5).
DROPS_OUT = "drops_out"
#: A bot that minds its aim, as the colleagues of a solo game do (SOLO-3, SOLO-4).
COLLEAGUE = "colleague"
#: A bot that tells no facts and abstains.
SILENT = "silent"


def temperament(draw_key: str, number: int, role: Role, rehearsal: bool = False) -> str:
    """The temperament of a seat: most bots are attentive, one in four argues against; a rehearsal has all kinds."""
    drawn = chance.number(draw_key, number, role, "temperament")
    if not rehearsal:
        return "contrarian" if drawn % 4 == 0 else "attentive"
    seats = [name for name, share in REHEARSAL.items() for _ in range(share)]
    return seats[drawn % len(seats)]
