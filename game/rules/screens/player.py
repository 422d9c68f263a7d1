"""The screens of a player: one builder per screen, and what surrounds them all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.rules.hall.messages import unread
from game.rules.hall.notes import may_answer
from game.rules.hall.spotlight import may_agree
from game.rules.screens import around, observer, seating, tasks, term
from game.rules.screens.gauges import gauges
from game.rules.screens.panels import panels, role_sheet
from game.rules.screens.shapes import Nothing, Part, Screen, Texts, Words
from game.rules.screens.status import status
from game.rules.screens.top_line import frame
from game.rules.seating.filling import is_full
from game.rules.state import AFTER_PLAY, MIDTERM, Player, State

#: Screens that a solo game tells in words of its own.
SOLO_SCREENS = ("welcome", "talk", "closed")
#: Screens with a button of their own at the foot of the page.
DEEDS = (
    *(
        "seat",
        "welcome",
        "before",
        "role",
        "situation",
        "choice",
        "reveal",
        "talk",
        "vote",
        "word",
        "consequence",
        "incident",
        "cover",
        "warm_up",
    ),
    *("reflect", "front_page", "debrief", "plan", "after", "paper"),
)


def ordinary(state: State, texts: Texts, player: Player) -> Screen:
    """The screen of one player, whole."""
    name, data, moment = task(state, texts, player)
    lost = state.sits_at_closed(player) and state.phase not in AFTER_PLAY
    table = state.tables.get(player.table) if player.role and not lost else None
    return Screen(
        name,
        (
            Part("frame", "game/parts/frame.html", moment, frame(state, texts, player, name)),
            Part("message", "game/parts/message.html", "", _words(state, texts, player)),
            Part("task", _template(state, name), moment, data),
            Part(
                "deed",
                f"game/deeds/{name}.html" if _has_deed(name, player) else "game/parts/nothing.html",
                moment,
                seating.deed(data) if name == "seat" else data,
            ),
            Part("status", "game/parts/status.html", moment, status(state, player, table)),
            *panels(state, player),
        ),
    )


def _has_deed(name: str, player: Player) -> bool:
    """Whether a screen has a button; who has no seat only reads what followed."""
    return name in DEEDS and (bool(player.role) or name != "consequence")


def _template(state: State, name: str) -> str:
    """What shows a screen; whoever plays alone reads some of them in words of their own (SOLO-1)."""
    return f"game/{'solo' if state.settings.solo and name in SOLO_SCREENS else 'screens'}/{name}.html"


def _words(state: State, texts: Texts, player: Player) -> Words:
    """What the facilitator said and this person has not tapped away (PHASE-7)."""
    if player.removed:
        return Words()
    table = state.tables.get(player.table)
    asked = table is not None and state.spot == player.table and not state.spot_shown
    lines = tuple((m.note, texts.notes.get(m.note, "")) for m in unread(state, player))
    return Words(lines, bool(asked and table and may_agree(state, player, table)))


def task(state: State, texts: Texts, player: Player, alone: bool = True) -> tuple[str, Any, str]:
    """The name of the screen, what it shows, and its moment; who is not alone is not asked about themselves."""
    if player.removed:
        return "removed", Nothing(), "removed"
    if state.phase == "closed":
        return "closed", around.closed(state, texts, player), "closed"
    lost = state.sits_at_closed(player) and state.phase not in AFTER_PLAY
    is_lobby = state.phase == "lobby" and not state.records(player)
    if is_lobby or lost or (not player.role and not player.table):
        return "seat", seating.seats(state, texts, player), f"seat {state.phase}"
    if state.phase in AFTER_PLAY:
        return _after_play(state, texts, player)
    if not player.role:
        return _looks_on(state, texts, player)
    if state.phase == "welcome":
        if (
            alone
            and player.read == "welcome"
            and may_answer(state, "before")
            and "before" not in player.asked
        ):
            return "before", around.questions(texts, player, "before"), "before"
        return "welcome", around.welcome(state, player), "welcome"
    if state.phase == "briefing":
        return _briefing(state, player)
    table = state.tables[player.table]
    if state.phase == MIDTERM:
        return "midterm", gauges(table), "midterm"
    assert table.step is not None
    name, data = tasks.at_step(state, texts, table, player)
    return name, data, f"{table.step.number} {name}"


def _briefing(state: State, player: Player) -> tuple[str, object, str]:
    """The own role, or the warm-up while there is one."""
    if state.warm_up is not None:
        return "warm_up", around.warm_up(state, player), f"warm_up {state.warm_up.stage}"
    return "role", replace(role_sheet(state, player), asks=True), "briefing"


def _looks_on(state: State, texts: Texts, player: Player) -> tuple[str, object, str]:
    """Who has no seat records for a table on paper, observes a full one, and elsewhere catches up (SEAT-3, 4, PAPER-7)."""
    table = state.tables[player.table]
    if state.phase == MIDTERM and table.paper:
        return "midterm", gauges(table), "midterm"
    if table.paper:
        name, data = tasks.beside_paper(state, table, player)
        return name, data, f"{table.step.number if table.step else state.phase} {name}"
    if not is_full(state, table):
        return "catch_up", tasks.catch_up(state, texts, player), "catch_up"
    seen = observer.observer(state, texts, table)
    return "observer", seen, f"{seen.step_number} observer"


def _after_play(state: State, texts: Texts, player: Player) -> tuple[str, object, str]:
    """The pages of results, debrief and plan; who came late looks on."""
    if state.phase == "results":
        return "front_page", term.front_page(state, state.tables[player.table], player), "results"
    if state.phase == "debrief":
        return "debrief", around.debrief(state, texts, player), state.page
    if player.read == "plan" and may_answer(state, "after") and "after" not in player.asked:
        return "after", around.questions(texts, player, "after"), "after"
    return "plan", around.plan(state, texts, player), "plan"
