"""The screens of a player: one builder per screen, and what surrounds them all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.rules.hall.messages import unread
from game.rules.hall.notes import may_answer
from game.rules.round import moments
from game.rules.round.answers import PAGES
from game.rules.screens import around, observer, seating, tasks, term
from game.rules.screens.gauges import gauges
from game.rules.screens.panels import panels, role_sheet
from game.rules.screens.shapes import Frame, Nothing, Part, Screen, Status, Texts, Words
from game.rules.seating.filling import is_full
from game.rules.state import AFTER_PLAY, BEFORE_DECISION, MIDTERM, Player, PlayerId, State, Table
from game.rules.warm_up import WarmUp

#: The seven bars at the top; a runoff is part of the vote.
BARS = ("situation", "choice", "reveal", "talk", "vote", "consequence", "reflect")

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
    *("reflect", "front_page", "debrief", "plan", "after"),
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
                f"game/deeds/{name}.html" if name in DEEDS else "game/parts/nothing.html",
                moment,
                data,
            ),
            Part("status", "game/parts/status.html", moment, status(state, player, table)),
            *panels(state, player),
        ),
    )


def _template(state: State, name: str) -> str:
    """What shows a screen; whoever plays alone reads some of them in words of their own (SOLO-1)."""
    return f"game/{'solo' if state.settings.solo and name in SOLO_SCREENS else 'screens'}/{name}.html"


def _words(state: State, texts: Texts, player: Player) -> Words:
    """What the facilitator said and this person has not tapped away (PHASE-7)."""
    if player.removed:
        return Words()
    return Words(tuple((m.note, texts.notes.get(m.note, "")) for m in unread(state, player)))


def task(state: State, texts: Texts, player: Player, alone: bool = True) -> tuple[str, Any, str]:
    """The name of the screen, what it shows, and its moment; who is not alone is not asked about themselves."""
    if player.removed:
        return "removed", Nothing(), "removed"
    if state.phase == "closed":
        return "closed", around.closed(state, texts, player), "closed"
    lost = state.sits_at_closed(player) and state.phase not in AFTER_PLAY
    if state.phase == "lobby" or lost or (not player.role and not player.table):
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
    """Who has no seat observes a full table, and elsewhere catches up until the next gate (SEAT-3, SEAT-4)."""
    table = state.tables[player.table]
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


def frame(state: State, texts: Texts, player: Player, screen: str) -> Frame:
    """The top line of a player."""
    paused_at = state.paused_at or 0
    table = state.tables.get(player.table)
    is_closed = table is not None and table.closed
    if table is None or table.step is None or state.phase != "playing" or not player.role or is_closed:
        named = table.number if table else 0
        return Frame(
            screen=screen,
            table=named,
            table_name=texts.tables.get(named, ""),
            step=state.phase,
            ends_at=moments.phase_ends_at(state),
            planned=moments.phase_planned(state),
            paused_at=paused_at,
            question=state.question if state.phase == "debrief" else 0,
            deserted=state.desk_away,
            shares=_shares(state, texts, player),
        )
    step = table.step
    bar = {"runoff": "vote", "done": "reflect"}.get(step.name, step.name)
    return Frame(
        screen=screen,
        table=table.number,
        table_name=texts.tables.get(table.number, ""),
        round=table.round,
        rounds=len(state.plan),
        step=_step_told(state, screen, step.name),
        place=len(BARS) if step.name == "done" else BARS.index(bar) if bar in BARS else -1,
        ends_at=_ends_at(state, table),
        planned=step.planned,
        paused_at=paused_at,
        dilemma=state.plan[table.round - 1],
        deserted=state.desk_away,
        goes_to=player.goes_to,
        becomes=player.becomes,
        shares=_shares(state, texts, player),
    )


def _step_told(state: State, screen: str, step: str) -> str:
    """What the top line calls the step: the word and an incident by themselves, and a solo game's talk is listening."""
    if state.settings.solo and step == "talk":
        return "listen"
    return screen if screen in ("word", "incident") else step


def _shares(state: State, texts: Texts, player: Player) -> str:
    """The name of whoever shares the player's seat (SEAT-3)."""
    table = state.tables.get(player.table)
    if table is None or not player.role:
        return ""
    other = table.seats.get(player.role) if player.mirror else table.mirrors.get(player.role)
    return texts.names.get(other or "", "")


def _ends_at(state: State, table: Table) -> int:
    """When the planned time of what is shown is over: the step's, or that of the chair's word; 0 without one."""
    step, play = table.step, table.play
    if step is None or not step.planned:
        return 0
    if play is not None and play.tied:
        return play.tied_at + state.settings.stretched(moments.WORD)
    return step.ends_at


def status(state: State, player: Player, table: Table | None) -> Status:
    """For whom or what a player waits, and what may be done about it."""
    if state.settings.solo:  # nobody else is waited for
        return Status()
    if state.phase in PAGES and table is not None:
        return _page_status(state, player, table)
    if table is None or table.step is None or table.play is None or state.phase != "playing":
        return Status(paused=state.paused_at is not None)
    step, play, role = table.step, table.play, player.role or ""
    if table.paper and step.name in BEFORE_DECISION:
        return Status(paused=state.paused_at is not None)
    holds_pen = table.penholder == role
    asks = step.name in ("situation", "choice", "vote", "runoff", "consequence", "reflect") and not play.tied
    talks = step.name == "talk"
    pens = (role for role in state.present(table) if role not in state.on_paper(table))
    missing = table.penholder is not None and table.penholder not in pens
    closes_at = moments.counted_down_at(state, table) if asks else None
    needed = moments.ready_needed(state, table)
    return Status(
        kind="tied" if play.tied else "asks" if asks else step.name,
        step=step.number,
        answered=min(moments.ready_now(state, table), needed) if talks else len(play.answered),
        asked=needed if talks else len(moments.asked(state, table)),
        mine=role in (play.ready if talks else play.answered),
        closes_at=(closes_at or 0) if state.paused_at is None else 0,
        chair=table.penholder or "",
        holds_pen=holds_pen,
        may_take_pen=missing and not holds_pen,
        may_close=holds_pen and asks and step.planned > 0,
        may_ask_time=step.planned > 0 and (asks or talks),
        ends_at=step.ends_at if step.planned else 0,
        called=play.called,
        paused=state.paused_at is not None,
        changeable=step.name in ("choice", "vote", "runoff"),
    )


def _practice_status(practice: WarmUp, player: Player, people: list[PlayerId]) -> Status:
    """How many people at the table have answered the practice question."""
    if practice.stage == "told":
        return Status()
    answers = practice.choices if practice.stage == "choice" else practice.votes
    return Status(
        kind="asks",
        answered=sum(who in answers for who in people),
        asked=len(people),
        mine=player.id in answers,
    )


def _page_status(state: State, player: Player, table: Table) -> Status:
    """How many people at the table have read the page of the phase; bots are not counted."""
    people = [p for p in (state.players[table.seats[role] or ""] for role in table.taken()) if not p.bot]
    if state.warm_up is not None:
        return _practice_status(state.warm_up, player, [p.id for p in people])
    return Status(
        kind="page",
        answered=sum(1 for p in people if p.read == state.page),
        asked=len(people),
        mine=player.read == state.page,
        paused=state.paused_at is not None,
    )
