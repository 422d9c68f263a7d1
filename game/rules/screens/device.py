"""The screens of a device that several seats share: what is everybody's once, else a cover, else one seat's own (SEAT-11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from game.rules.hall.messages import unread
from game.rules.round import facts
from game.rules.screens.panels import panels, role_sheet
from game.rules.screens.player import DEEDS, ordinary, task
from game.rules.screens.shapes import Nothing, Part, RoleSheet, Screen, Texts, Words
from game.rules.screens.status import status
from game.rules.screens.talk import MoveCard, own_move
from game.rules.screens.top_line import frame
from game.rules.seating import devices
from game.rules.state import AFTER_PLAY, Player, PlayerId, State, Table

#: What is one person's own on the pages that everybody sees: it is left out there.
OWN: Mapping[str, Mapping[str, Any]] = {
    "situation": {"facts": (), "reads_aloud": False},
    "talk": {"mine": (), "move": None, "worries": (), "challenged": False},
    "reveal": {"challenged": False},
    "reflect": {"note": ""},
    "debrief": {"note": "", "kept": False, "shared": False, "hidden": False},
    "closed": {"lines": (), "asks": False, "questions": None},
}


@dataclass(frozen=True, slots=True)
class Hand:
    """A seat on the device: its player, its name if it was given one, and whether it has answered."""

    player: PlayerId
    role: str
    name: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """What shows between two seats: whom the device goes to, and what they are asked; without a next one all are done."""

    step: int
    asks: str
    next: Hand | None
    hands: tuple[Hand, ...]


@dataclass(frozen=True, slots=True)
class Device:
    """The seats that a device plays for, before play begins or while their table is closed."""

    table: int
    hands: tuple[Hand, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Private:
    """What lies behind *Show* on a page that everybody sees: the facts that a seat holds, and its move."""

    step: int
    dilemma: str
    player: PlayerId
    role: str
    facts: tuple[str, ...]
    talks: bool
    move: MoveCard | None = None
    worries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InHands:
    """The strip under a page: in whose hands the device is, what is private to whom, and who may look at an own page."""

    step: int
    holder: str = ""
    private: tuple[Private, ...] = ()
    looks: tuple[Hand, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """The role sheets of all seats on the device."""

    sheets: tuple[RoleSheet, ...]


def device_screen(state: State, texts: Texts, device: PlayerId) -> Screen:
    """The screen of a device that plays for several seats."""
    here = devices.seats_on(state, device)
    if not here:
        return ordinary(state, texts, state.players[device])
    table, held = state.tables[here[0].table], devices.in_hand(state, device)
    is_closed = state.sits_at_closed(here[0]) and state.phase not in AFTER_PLAY
    if state.phase == "lobby" or is_closed:
        data = Device(table.number, tuple(_hand(state, texts, one) for one in here), is_closed)
        return _common(state, texts, devices.speaker(state, device), "device", data, "device")
    if state.warm_up is not None:  # by show of hands
        who = devices.speaker(state, device)
        name, data, moment = task(state, texts, who, alone=False)
        return _common(state, texts, who, name, data, moment)
    records = state.phase == "playing" and table.paper
    if held is not None and not records:
        return _own(state, texts, held)
    if devices.goes_round(state, table) and not records:
        return _covered(state, texts, device, table)
    who = devices.speaker(state, device)
    name, data, moment = task(state, texts, who, alone=False)
    return _common(state, texts, who, name, replace(data, **OWN.get(name, {})), moment)


def _own(state: State, texts: Texts, player: Player) -> Screen:
    """A seat's own screen, as it would be on a device of its own, and the way to pass it on."""
    shown = ordinary(state, texts, player)
    strip = InHands(_step(state, player), holder=player.role or "")
    parts = (*shown.parts, _strip(shown, strip))
    return Screen(shown.name, tuple(replace(part, who=player.id) for part in parts))


def _common(state: State, texts: Texts, who: Player, name: str, data: Any, moment: str) -> Screen:
    table = state.tables[who.table]
    found = [
        Part("frame", "game/parts/frame.html", moment, frame(state, texts, who, name)),
        Part("message", "game/parts/message.html", "", _words(state, texts, who.device)),
        Part("task", f"game/screens/{name}.html", moment, data),
        Part("deed", f"game/deeds/{name}.html" if name in DEEDS else "game/parts/nothing.html", moment, data),
        Part("status", "game/parts/status.html", moment, status(state, who, table)),
        *(_shared_panel(state, who, part) for part in panels(state, who)),
    ]
    found.append(_strip(Screen(name, tuple(found)), _hands(state, texts, who, name)))
    return Screen(name, tuple(replace(part, who=who.id, common=True) for part in found))


def _covered(state: State, texts: Texts, device: PlayerId, table: Table) -> Screen:
    """Between two seats nothing of either is to be seen."""
    here, after = devices.seats_on(state, device), devices.next_hand(state, device)
    hands = tuple(_hand(state, texts, one) for one in here)
    who = after or here[0]
    asks = table.step.name if state.phase == "playing" and table.step else state.phase
    hand = next((one for one in hands if after is not None and one.player == after.id), None)
    data = Cover(_step(state, who), asks, hand, hands)
    moment = f"{devices.moment(state, table)} cover {after.id if after else ''}"
    return _common(state, texts, who, "cover", data, moment)


def _shared_panel(state: State, who: Player, part: Part) -> Part:
    """The panels that are one person's own: all role sheets side by side, and no choices or votes."""
    if part.slot == "role":
        here = devices.seats_on(state, who.device)
        return replace(
            part, template="game/parts/roles.html", data=Sheets(tuple(role_sheet(state, one) for one in here))
        )
    if part.slot == "mine":
        return replace(part, template="game/parts/nothing.html", data=Nothing())
    if part.slot == "nav":
        data: Any = part.data
        return replace(part, data=replace(data, tabs=tuple(tab for tab in data.tabs if tab != "mine")))
    return part


def _hands(state: State, texts: Texts, who: Player, name: str) -> InHands:
    here = devices.seats_on(state, who.device)
    play = state.tables[who.table].play
    may_look = state.phase in devices.OWN_PAGES
    private: tuple[Private, ...] = ()
    if play is not None and name in ("situation", "talk"):
        private = tuple(_private(state, one, name == "talk") for one in here)
    return InHands(
        _step(state, who),
        private=tuple(one for one in private if one.facts or one.move),
        looks=tuple(_hand(state, texts, one) for one in here) if may_look else (),
    )


def _private(state: State, player: Player, talks: bool) -> Private:
    table, role = state.tables[player.table], player.role or ""
    assert table.play is not None
    held = tuple(fact for fact in facts.held_by(table.play, role) if fact not in table.play.shared)
    move, worries = own_move(state, table, table.play, role) if talks else (None, ())
    dilemma = table.play.dilemma
    return Private(_step(state, player), dilemma, player.id, role, held, talks, move, worries)


def _hand(state: State, texts: Texts, player: Player) -> Hand:
    name = texts.names.get(player.id, "")
    return Hand(player.id, player.role or "", name, devices.has_answered(state, player))


def _words(state: State, texts: Texts, device: PlayerId) -> Words:
    """What the facilitator said to any seat on the device."""
    notes = (m.note for one in devices.seats_on(state, device) for m in unread(state, one))
    return Words(tuple((note, texts.notes.get(note, "")) for note in dict.fromkeys(notes)))


def _strip(shown: Screen, data: InHands) -> Part:
    return Part("hand", "game/parts/hand.html", shown.part("task").moment, data)


def _step(state: State, player: Player) -> int:
    step = state.tables[player.table].step
    return step.number if state.phase == "playing" and step else 0
