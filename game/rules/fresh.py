"""A table before its first round."""

from __future__ import annotations

from game.rules.settings import Settings
from game.rules.state import FILLING_ORDER, Stake, Table
from scenarios.conditions import POLES, RESOURCES
from scenarios.script import Script


def fresh_table(number: int, script: Script, settings: Settings, rounds: int) -> Table:
    """A table before the first round: poles at 4, resources by the number of rounds (POLE-1)."""
    purse = {3: 5, 4: 7, 5: 8, 6: 10, 7: 12}.get(rounds, 5)
    resources = dict(
        zip(RESOURCES, (purse, purse + script.budget, script.trust, script.legitimacy), strict=True)
    )
    return Table(
        number=number,
        seats=dict.fromkeys(FILLING_ORDER[: settings.seats]),
        poles=dict.fromkeys(POLES, 4),
        resources=resources,
        people={slot: Stake(*stake) for slot, stake in script.people.items()},
    )
