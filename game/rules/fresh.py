"""A table before its first round."""

from __future__ import annotations

from collections.abc import Mapping

from game.rules.play import Role
from game.rules.settings import Settings
from game.rules.state import FILLING_ORDER, Stake, Table, family
from scenarios.conditions import POLES, RESOURCES
from scenarios.script import Script

#: Who is at the table of a solo game, until there are two of each family (SOLO-1).
COLLEAGUES = ("P1", "M1", "M3", "P3", "M4")

#: Where all poles stand in the beginning (POLE-1).
POLE_START = 4
#: The Time with which a table begins, by the number of rounds; its Budget too, before what a scenario adds (RES-1).
PURSE: Mapping[int, int] = {3: 5, 4: 7, 5: 8, 6: 10, 7: 12}
SMALLEST_PURSE = 5


def first_seats(settings: Settings) -> tuple[Role, ...]:
    """The codes with which a table begins: the first of SEAT-1; in a solo game the player's own and three others."""
    if not settings.solo:
        return FILLING_ORDER[: settings.seats]
    found = [settings.solo]
    for role in COLLEAGUES:
        if role not in found and sum(family(other) == family(role) for other in found) < 2:
            found.append(role)
    return tuple(found)


def first_resources(script: Script, rounds: int) -> dict[str, int]:
    """What a table of so many rounds begins with: Time and Budget by the number of rounds, Trust and Legitimacy."""
    purse = PURSE.get(rounds, SMALLEST_PURSE)
    return dict(zip(RESOURCES, (purse, purse + script.budget, script.trust, script.legitimacy), strict=True))


def fresh_table(number: int, script: Script, settings: Settings, rounds: int) -> Table:
    """A table before the first round: poles at 4, resources by the number of rounds (POLE-1)."""
    return Table(
        number=number,
        seats=dict.fromkeys(first_seats(settings)),
        poles=dict.fromkeys(POLES, POLE_START),
        resources=first_resources(script, rounds),
        people={slot: Stake(*stake) for slot, stake in script.people.items()},
    )
