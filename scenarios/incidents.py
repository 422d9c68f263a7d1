"""The twelve incidents that all scenarios share, in numbers; their words stand in content/common (INC-1, INC-2)."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.pieces import Effects, Incident

_NOTHING = Effects()
_ALL = (
    Incident(
        "savings",
        opening=Effects(budget=-1),
        answers=(Effects(trust=1, legitimacy=-1), Effects(time=-1, poles={"D2": 1})),
    ),
    Incident(
        "election",
        opening=_NOTHING,
        answers=(
            Effects(poles={"B1": -1, "C1": 1}),
            Effects(poles={"B1": 1, "C2": -1}, marks=("visible_win",)),
        ),
    ),
    Incident(
        "petition",
        opening=_NOTHING,
        answers=(
            Effects(time=-1, poles={"B1": 1}),
            Effects(poles={"C2": -1}, involvement={"citizens": 1}),
        ),
    ),
    Incident(
        "viral",
        opening=Effects(involvement={"media": 1}),
        answers=(
            Effects(poles={"A2": 1}, attitude={"media": -1}),
            Effects(poles={"A2": -1, "D2": 1}),
        ),
    ),
    Incident(
        "new_rule",
        opening=_NOTHING,
        answers=(Effects(poles={"A2": 1, "C1": -1}), Effects(time=-1, poles={"A1": 1})),
    ),
    Incident(
        "sick_leave",
        opening=_NOTHING,
        answers=(
            Effects(time=-1, attitude={"frontline": 1}),
            Effects(poles={"B2": 1}, attitude={"frontline": -1}),
        ),
    ),
    Incident(
        "sponsor",
        opening=_NOTHING,
        answers=(
            Effects(poles={"A2": 1}, attitude={"businesses": -1}),
            Effects(budget=1, poles={"C1": -1}),
        ),
    ),
    Incident(
        "copied",
        opening=_NOTHING,
        answers=(Effects(time=-1, poles={"A1": 1}), Effects(poles={"C2": 1, "D1": -1})),
    ),
    Incident(
        "question",
        opening=_NOTHING,
        answers=(Effects(trust=-1, poles={"A2": 1}), Effects(time=-1, trust=1)),
    ),
    Incident(
        "auditor",
        opening=_NOTHING,
        answers=(Effects(time=-1, poles={"A2": 1}), Effects(budget=-1, poles={"C2": 1})),
    ),
    Incident(
        "burnout",
        opening=Effects(attitude={"ngos": -1}),
        answers=(Effects(time=1, poles={"D2": -1}), Effects(budget=-1, attitude={"ngos": 1})),
    ),
    Incident(
        "cellar",
        opening=_NOTHING,
        answers=(
            Effects(time=-1, poles={"A2": 1}),
            Effects(budget=-1, involvement={"citizens": 1}),
        ),
    ),
)

#: The shared incidents by their id, in the order in which they are told.
INCIDENTS: Mapping[str, Incident] = {incident.id: incident for incident in _ALL}
