"""The talk: its question, what lies on the table, what this seat may add, and what was found out (FACT-3, MOVE-1, 2, HEAR-1)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.effects import guards, moves
from game.rules.effects.consequences import effects_of
from game.rules.play import Play, Role
from game.rules.round import dates, facts
from game.rules.screens import shapes as s
from game.rules.screens.listen import Colleague, colleagues
from game.rules.screens.options import option_card
from game.rules.state import State, Table
from scenarios.conditions import SLOTS

#: Tags of the seeds that a legal reading looks for.
RISKY = ("legal", "money")


@dataclass(frozen=True, slots=True)
class MoveCard:
    """A role's move: whether it may be played now, was played before, and else why not (a sentence to translate)."""

    role: Role
    may: bool
    is_played: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class MoveTold:
    """A move that the table has seen, and what it showed: by option, how citizens would move, or whether it is risky."""

    role: Role
    shown: tuple[tuple[str, int], ...] = ()
    risky: tuple[str, ...] = ()
    worry: str = ""


@dataclass(frozen=True, slots=True)
class HearingTold:
    """Who was asked about which option, and how that would move them: attitude -2 to 2, involvement -1 to 1."""

    slot: str
    option: str
    attitude: int
    involvement: int


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk as one seat sees it. `missing` while the hidden option is shut; `guards` may be proposed with the vote."""

    step: int
    dilemma: str
    challenger: str
    challenged: bool
    unchosen: tuple[str, ...]
    chair: str
    holds_pen: bool
    ready: bool
    voided: bool
    options: tuple[s.OptionCard, ...] = ()
    shared: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()
    missing: bool = False
    told: tuple[MoveTold, ...] = ()
    move: MoveCard | None = None
    hearing: HearingTold | None = None
    may_hear: bool = False
    no_hearing: str = ""
    people: tuple[str, ...] = ()
    guards: tuple[tuple[str, str], ...] = ()
    worries: tuple[str, ...] = ()
    colleagues: tuple[Colleague, ...] = ()
    pattern: str = ""
    reasons: tuple[s.ReasonCard, ...] = ()


def talk(state: State, table: Table, play: Play, role: Role, reasons: tuple[s.ReasonCard, ...] = ()) -> Talk:
    """The talk of one seat; in slow play with the reasons that were given for the choices."""
    slow = dates.is_slow(state)
    assert table.step is not None
    chosen = {*play.first_choices.values(), *play.paper.chosen, *(reason.option for reason in play.reasons)}
    unchosen = [letter for letter in play.options if letter not in chosen]
    holds_pen = table.penholder == role or bool(state.settings.solo)
    proposes = holds_pen and not play.called and guards.may_propose(state, table)
    plays = state.settings.moves and play.round >= moves.FIRST_ROUND
    no_hearing = moves.hearing_is_possible(state, table)
    move, worries = own_move(state, table, play, role)
    return Talk(
        step=table.step.number,
        dilemma=play.dilemma,
        challenger=play.challenger or "",
        challenged=play.challenger == role,
        unchosen=tuple(unchosen) if play.challenger else (),
        chair=table.penholder or "",
        holds_pen=holds_pen,
        ready=role in play.ready,
        voided=play.voided,
        options=tuple(option_card(state, table, play, letter) for letter in sorted(play.options)),
        shared=play.shared,
        mine=tuple(fact for fact in facts.held_by(play, role) if fact not in play.shared),
        missing=is_missing(state, table, play),
        told=tuple(_told(state, table, play, made.role, made.worry) for made in play.moves),
        move=move,
        hearing=_hearing(state, table, play),
        may_hear=plays and not no_hearing,
        no_hearing=no_hearing if plays and play.hearing is None else "",
        people=SLOTS if plays else (),
        guards=tuple(guards.PRICES.items()) if proposes else (),
        worries=worries,
        colleagues=colleagues(state, table, role) if state.settings.solo else (),
        pattern=play.pattern if state.settings.solo or slow else "",
        reasons=reasons if slow else (),
    )


def own_move(state: State, table: Table, play: Play, role: Role) -> tuple[MoveCard | None, tuple[str, ...]]:
    """The move of a role, where moves are in play, and what its note may worry about."""
    if not state.settings.moves or play.round < moves.FIRST_ROUND:
        return None, ()
    return _move(state, table, play, role), moves.WORRIES if role == "P3" else ()


def is_missing(state: State, table: Table, play: Play) -> bool:
    """Whether there is a hidden option that is still shut (FACT-4)."""
    options = state.dilemma(table).options.values()
    return state.settings.edition > 1 and any(o.opens_if and o.letter not in play.options for o in options)


def _move(state: State, table: Table, play: Play, role: Role) -> MoveCard:
    why = moves.may_play(state, table, role)
    return MoveCard(role, not why, play.moved(role), why)


def _told(state: State, table: Table, play: Play, role: Role, worry: str) -> MoveTold:
    """What a move shows, of the options that are visible now, in the form they have now (MOVE-2)."""
    dilemma = state.dilemma(table)
    open_now = sorted(play.options)
    if role == "P4":
        moved = (
            (letter, effects_of(dilemma.options[letter], play.alts).attitude.get("citizens", 0))
            for letter in open_now
        )
        return MoveTold(role, shown=tuple(moved))
    if role == "M4":
        seeds = {
            letter: [dilemma.seeds[name] for name in dilemma.options[letter].seeds] for letter in open_now
        }
        risky = (
            letter
            for letter, planted in seeds.items()
            if any(seed.kind == "harm" and seed.tag in RISKY for seed in planted)
        )
        return MoveTold(role, risky=tuple(risky))
    return MoveTold(role, worry=worry)


def _hearing(state: State, table: Table, play: Play) -> HearingTold | None:
    if play.hearing is None:
        return None
    slot, letter = play.hearing.slot, play.hearing.option
    effects = effects_of(state.dilemma(table).options[letter], play.alts)
    return HearingTold(slot, letter, effects.attitude.get(slot, 0), effects.involvement.get(slot, 0))
