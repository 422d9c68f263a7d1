"""The charts of a report as SVG: where everything is drawn is computed here, what it looks like is a matter of style sheets.

Each one is drawn for the eye; the same is told beside it by a table. No chart holds what a person wrote. Charts that many
editions share are drawn once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string

from game.rules.figures.cells import Cell
from game.rules.figures.choices import Moved
from game.rules.figures.sureness import Sure
from game.rules.screens.path import Grown
from game.rules.screens.term import FinalGauge
from game.templatetags.results import twin
from scenarios.script import LEVEL_POLES

#: So many charts a process remembers: those of a hundred tables.
REMEMBERED = 1000
#: What is printed has no style sheet of the page; these are the colours of static/css/tokens.css on white.
PRINTED = """
text { font-family: Roboto; font-size: 11px; fill: #1C2529 } .soft { fill: #525B5E } .end { text-anchor: end }
.middle { text-anchor: middle } .heavy { font-weight: 600 }
.floor { fill: #F9DFD8 } .axis, .rule { fill: none; stroke: #8A8172; stroke-width: 1 } .rule { stroke: #D9CFBC }
.l1 { color: #825300 } .l2 { color: #74335F } .l3 { color: #17635A } .l4 { color: #1F5A93 }
.hole { fill: #FFFFFF; stroke: #8A8172 } .cord { fill: none; stroke: currentColor; stroke-width: 8 }
.more { fill: none; stroke: currentColor; stroke-width: 3 }
.over { fill: none; stroke: currentColor; stroke-width: 2; stroke-dasharray: 1 5; stroke-linecap: round }
.start { fill: #FFFFFF; stroke: #1C2529; stroke-width: 1.5 } .peg { fill: currentColor }
.plate { fill: #FFFFFF; stroke: currentColor; stroke-width: 1.5 }
.sign { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.way { fill: none; stroke: currentColor; stroke-width: 2.5 } .dot { fill: currentColor }
.node { fill: #FFFFFF; stroke: #1C2529; stroke-width: 1.5 }
.gain, .harm { fill: none; stroke-width: 2 } .gain { stroke: #2B6040 } .harm { stroke: #A1261B }
.spared { stroke-dasharray: 4 3 } .tip { stroke: none } .gain.tip { fill: #2B6040 } .harm.tip { fill: #A1261B }
.cell { fill: #17384A } .ribbon { fill: #17384A; fill-opacity: .16 } .letter { fill: #FFFFFF; font-weight: 600 }
.now { fill: #17384A } .before { fill: #FFFFFF; stroke: #17384A; stroke-width: 2 }
.back { fill: #F0BC5E; stroke: #17384A; stroke-width: 1 }
"""


def printed(svg: str) -> str:
    """A chart with a style of its own, for paper."""
    return svg.replace(">", f"><style>{PRINTED}</style>", 1)


@lru_cache(maxsize=REMEMBERED)
def gauge(found: FinalGauge) -> str:
    """The twin gauge of a level at the end."""
    return _drawn("gauge", {"level": found.level, "drawn": twin(found)})


@lru_cache(maxsize=REMEMBERED)
def strengths(values: tuple[tuple[int, ...], ...]) -> str:
    """How strong each level was at the start and after each round: four small panels."""
    panels = []
    for place, level in enumerate(LEVEL_POLES):
        left, top = 8 + 180 * (place % 2), 8 + 86 * (place // 2)
        step = 128 / max(1, len(values) - 1)
        points = [
            (round(left + 26 + step * n, 1), round(top + 62 - 5.4 * strengths[place], 1))
            for n, strengths in enumerate(values)
        ]
        panels.append(
            {
                "level": level,
                "left": left,
                "top": top,
                "points": points,
                "way": " ".join(f"{x},{y}" for x, y in points),
                "last": values[-1][place],
            }
        )
    return _drawn("strengths", {"panels": panels})


@lru_cache(maxsize=REMEMBERED)
def chain(rounds: int, seeds: tuple[Grown, ...], after: str) -> str:
    """Rounds in a row; each seed is a bow from its decision to where it came up, gains above, harm below."""
    step = 320 / max(1, rounds)
    places = {number: round(20 + step * (number - 1), 1) for number in range(1, rounds + 2)}
    bows, heights = [], []
    for place, seed in enumerate(seeds):
        end = places[min(seed.round, rounds + 1)]
        start = places.get(seed.planted, 0)
        height = 26 + 5 * (place % 4)
        if start:
            height = min(62, round(14 + (end - start) * 0.17) + 5 * (place % 3))
        up = -1 if seed.is_gain else 1
        heights.append((up, height + 2))
        bow = f"M{start} 80C{start} {80 + up * height} {end} {80 + up * height} {end} {80 + up * 14}"
        fall = f"M{end} {80 + up * height}V{80 + up * 14}"
        bows.append(
            {
                "kind": "gain" if seed.is_gain else "harm",
                "spared": bool(seed.spared),
                "d": bow if start else fall,
                "x": end,
                "y": 80 + up * 14,
            }
        )
    nodes = [{"x": places[number], "label": str(number)} for number in range(1, rounds + 1)]
    top = min([62, *(80 - reach for kind, reach in heights if kind < 0)])
    bottom = max([98, *(80 + reach for kind, reach in heights if kind > 0)])
    told = {"bows": bows, "nodes": nodes, "end": places[rounds + 1], "after": after}
    return _drawn("chain", {**told, "top": top, "height": bottom + 16 - top, "words": bottom + 10})


@lru_cache(maxsize=REMEMBERED)
def shift(moved: Moved, chosen: str, voted: str) -> str:
    """Choices on the left, votes on the right, and what is the same cell on both sides tied together (KEEP-3)."""
    left, right = _column(moved.chosen, moved.persons), _column(moved.voted, moved.persons)
    there = {cell["keys"]: cell for cell in right}
    ribbons = [
        f"M84 {cell['top']}L276 {other['top']}V{other['bottom']}L84 {cell['bottom']}z"
        for cell in left
        if (other := there.get(cell["keys"]))
    ]
    told = {"left": left, "right": right, "ribbons": ribbons, "chosen": chosen, "voted": voted}
    return _drawn("shift", told)


@lru_cache(maxsize=REMEMBERED)
def sureness(rows: tuple[Sure, ...]) -> str:
    """Medians before, looking back and now, from 0 to 100."""
    drawn = []
    for place, row in enumerate(rows):
        found = {
            name: 40 + 3 * value
            for name in ("before", "back", "now")
            if (value := _at(row, name)) is not None
        }
        drawn.append({"item": row.item, "y": 26 + 28 * place, **found})
    return _drawn("sureness", {"rows": drawn, "bottom": 26 + 28 * len(drawn)})


def _at(row: Sure, name: str) -> int | None:
    return {"before": row.before, "back": row.back, "now": row.now}[name]


def _column(cells: Iterable[Cell], persons: int) -> list[dict[str, Any]]:
    """The cells of one side from top to bottom, as tall as they hold persons."""
    top, found = 26.0, []
    for cell in cells:
        height = round(130 * cell.persons / persons, 1)
        found.append(
            {
                "keys": cell.keys,
                "label": "+".join(cell.keys),
                "persons": cell.persons,
                "top": round(top, 1),
                "bottom": round(top + height, 1),
                "height": height,
                "middle": round(top + height / 2 + 4, 1),
            }
        )
        top += height + 4
    return found


def _drawn(kind: str, told: Mapping[str, Any]) -> str:
    return render_to_string(f"game/report/charts/{kind}.svg", {**told})
