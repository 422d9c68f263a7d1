"""The ring of stakeholders, drawn: where each stands around the table, from how involved it is."""

from __future__ import annotations

from typing import Any

#: Where the six discs of the ring stand from twelve o'clock: sine and cosine of 0 to 300 degrees.
_CORNERS = ((0.0, -1.0), (0.866, -0.5), (0.866, 0.5), (0.0, 1.0), (-0.866, 0.5), (-0.866, -0.5))


def places_on_ring(people: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Places of the stakeholders around the table: nearer means more involved."""
    places = []
    for quote_, (sine, cosine) in zip(people, _CORNERS, strict=True):
        radius = (112, 102, 92, 82)[quote_.involvement]
        x, y = round(170 + sine * radius * 1.1), round(146 + cosine * radius)
        places.append(
            {
                "slot": quote_.slot,
                "x": x,
                "y": y,
                "from_x": round(170 + sine * 46),
                "from_y": round(146 + cosine * 46),
                "tie": ("", "w1", "w2", "w3")[quote_.involvement],
                "badge_x": x + 15,
                "badge_y": y - 15,
                "sign": "+" if quote_.attitude > 0 else "-" if quote_.attitude < 0 else "",
                "icon_x": x - 11,
                "icon_y": y - 11,
                "label_y": y - 28 if cosine < 0.4 else y + 36,
            }
        )
    return places
