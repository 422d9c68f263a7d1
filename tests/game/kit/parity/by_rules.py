"""The same game by the rules: the judges of the game speak, and every number is read off the state that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from game.kit.shape import Kit as Box
from game.rules import Settings, State, apply
from game.rules import commands as c
from game.rules.bots.aims import MET, NOT_MET, PARTLY, verdict
from game.rules.effects import incidents, moves
from game.rules.effects.guards import attached, may_propose
from game.rules.effects.tracks import move_resource
from game.rules.events import (
    FactShared,
    HearingHeld,
    MovePlayed,
    VoteCalled,
    WordGiven,
)
from game.rules.evolve import drive, evolve
from game.rules.hall import results
from game.rules.play import Choice, Decision, Play
from game.rules.round import facts, votes
from game.rules.round.table import enter, leave, settle
from game.rules.screens.talk import talk
from game.rules.screens.term import front_page
from game.rules.state import FILLING_ORDER, Player, Table
from scenarios.conditions import POLES
from scenarios.script import ROLES, Script
from tests.game.kit.parity.from_script import seeds_on_paper

NUMBER = 1
AIMS = (NOT_MET, PARTLY, MET)


def at_the_first_gate(script: Script, rounds: int, seats: int) -> State:
    """A workshop with one table of so many seats, at the gate of its first round."""
    settings = Settings(seats=seats, format="custom", edition=2, incidents=True, moves=True, safeguards=True)
    opening = c.OpenDoors("", "", rounds=rounds, settings=settings)
    state, _ = apply(State(script), opening, 0)
    for role in FILLING_ORDER[:seats]:
        state, _ = apply(state, c.Join(role), 0)
        state, _ = apply(state, c.TakeSeat(role, NUMBER, role), 0)
    for phase in ("lobby", "welcome", "briefing"):
        state, _ = apply(state, c.AdvancePhase(phase, confirmed=True), 0)
    return state


class Term:
    """One table's term, told in the words of paper where numbers are compared."""

    def __init__(
        self, box: Box, start: State, marks: Mapping[str, str], rule: str, drawn: Mapping[int, str]
    ) -> None:
        """Begin where everybody sits; `marks` are their names on paper, `drawn` the incidents of the room by round."""
        self.box, self.marks, self.seeds = box, marks, dict(seeds_on_paper(box.script))
        self.state = replace(start, settings=replace(start.settings, rule=rule), incidents=dict(drawn))
        self.round = 0
        self.known = 0

    @property
    def table(self) -> Table:
        """The table as it stands."""
        return self.state.tables[NUMBER]

    @property
    def play(self) -> Play:
        """Its round."""
        return self.state.play_of(NUMBER)

    @property
    def decision(self) -> Decision:
        """What was decided in this round."""
        assert self.play.decision is not None
        return self.play.decision

    def numbers(self) -> dict[str, Any]:
        """All that stands on the board and on the mark sheet, and what lies under the rounds."""
        table = self.table
        found: dict[str, Any] = {**table.poles, **table.resources}
        for slot, stake in table.people.items():
            found[f"att.{slot}"] = stake.attitude
            found[f"inv.{slot}"] = stake.involvement
        for mark, ticks in table.marks.items():
            found[f"tick {self.marks[mark]}"] = ticks
        last = len(self.state.plan) + 1
        found["seeds"] = sorted(
            (self.seeds[seed.dilemma, seed.seed], seed.round, min(seed.due, last), seed.guard)
            for seed in table.seeds
        )
        return found

    def came(self) -> list[tuple[str, str]]:
        """What has become of seeds since it was asked last."""
        new = self.table.sprouts[self.known :]
        self.known += len(new)
        return [
            (
                self.seeds[one.dilemma or "standing", one.seed],
                "lapsed"
                if not one.round
                else f"held off by {one.spared}"
                if one.spared
                else "heard"
                if one.heard
                else "took effect",
            )
            for one in new
        ]

    # The steps of a round

    def gate(self, answer: int) -> str:
        """Through the gate, with the answer to an incident if one is met: the chair."""
        self.round += 1
        if self.round > 1:
            self._drive(enter(self.state, NUMBER, "gate"))
        self.state, _ = apply(self.state, c.OpenRound(self.round), 0)
        if incidents.is_met(self.table):
            self._drive(incidents.answer(self.state, NUMBER, self.play.incident, answer))
            self._drive(settle(self.state, NUMBER))
        return self.table.chair or ""

    def choose(self, choices: Mapping[str, str]) -> str:
        """Choices are made and closed: the pattern."""
        self._drive(enter(self.state, NUMBER, "choice"))
        made = {role: Choice(option) for role, option in choices.items()}
        self.state = self.state.with_play(NUMBER, choices=made)
        self._drive(leave(self.state, NUMBER))
        self._drive(enter(self.state, NUMBER, "talk"))
        return self.play.pattern

    def share(self, names: Iterable[str]) -> None:
        """Facts are put on the table."""
        for name in names:
            self._happen(FactShared(table=NUMBER, fact=name.split(".")[1]))
        self._drive(facts.open_hidden(self.state, NUMBER))

    def may_move(self, role: str) -> bool:
        """Whether a seat may play its move now."""
        return role in self.table.taken() and not moves.may_play(self.state, self.table, role)

    def move(self, role: str, worry: str) -> None:
        """A seat plays its move."""
        told = {"worry": worry, "note": "a note"} if worry else {}
        self._happen(MovePlayed(table=NUMBER, player=role, role=role, **told))
        self._drive(moves.at_once(self.state, NUMBER, role))

    def may_hear(self) -> bool:
        """Whether a stakeholder may be asked now."""
        return not moves.hearing_is_possible(self.state, self.table)

    def hear(self, slot: str, option: str) -> tuple[int, int]:
        """A stakeholder is asked: how attitude and involvement would move."""
        self._happen(HearingHeld(table=NUMBER, player=self.table.chair or "", slot=slot, option=option))
        self._drive(move_resource(self.state, NUMBER, "time", -1, "hearing"))
        found = talk(self.state, self.table, self.play, "M1").hearing
        assert found is not None
        return found.attitude, found.involvement

    def shown(self, role: str) -> tuple[tuple[str, int], ...] | tuple[str, ...]:
        """What a move shows of the options that are visible now."""
        told = next(one for one in talk(self.state, self.table, self.play, "M1").told if one.role == role)
        return told.shown if role == "P4" else told.risky

    def may_guard(self) -> bool:
        """Whether the chair may propose a safeguard."""
        return may_propose(self.state, self.table)

    def vote(
        self,
        first: Mapping[str, str],
        second: Mapping[str, str],
        word: int,
        guard: str,
        hands: Mapping[str, bool],
    ) -> Decision:
        """A vote, where needed a runoff and the chair's word; what was decided has taken effect."""
        self._happen(VoteCalled(table=NUMBER, role=self.table.chair or "", guard=guard))
        self._drive(enter(self.state, NUMBER, "vote"))
        self._cast(first, self.play.options, hands if guard else {})
        self._drive(leave(self.state, NUMBER))
        if self._is_in("runoff"):
            self._cast(second, self.play.runoff, {})
            self._drive(leave(self.state, NUMBER))
        if self.play.tied and word >= 0:
            option = self.play.tied[word % len(self.play.tied)]
            self._happen(WordGiven(table=NUMBER, role=self.table.chair or "", option=option))
            self._happen(votes.decision(self.state, self.table, option, "word"))
            self._drive(enter(self.state, NUMBER, "consequence"))
        elif self.play.tied:
            self._drive(leave(self.state, NUMBER))
        return self.decision

    def end(self) -> dict[str, Any]:
        """The end of the term: epilogue, sums, ending, and the paper of the town."""
        self.state, _ = apply(self.state, c.AdvancePhase("playing", confirmed=True), 0)
        table = self.table
        found = table.results
        assert found is not None
        page = front_page(self.state, table, Player(""))
        key = "headline" if found.tone == "bright" else "headline_dark"
        return {
            "counted": {pole: results.counted(table.poles, pole) for pole in POLES},
            "sums": (found.solution, found.carry_through, found.lasting),
            "ending": found.ending,
            "tone": found.tone,
            "headline": self.box.voice.say("endings", found.ending, key),
            "news": tuple(name.removeprefix("common.") for name in page.news),
            "aims": {role: AIMS.index(verdict(self.state.script, table, role)) for role in ROLES},
        }

    def guarded(self) -> str:
        """The safeguard that was paid in this round."""
        return attached(self.play)

    def _cast(self, cards: Mapping[str, str], options: tuple[str, ...], hands: Mapping[str, bool]) -> None:
        """All votes at once: what each of them would change one after the other, in a fraction of the time."""
        told = {role: option if option in options else "" for role, option in cards.items()}
        self.state = self.state.with_play(NUMBER, votes=told)
        if self.play.guard is not None and hands:
            self.state = self.state.with_play(NUMBER, guard=replace(self.play.guard, answers=dict(hands)))

    def _is_in(self, name: str) -> bool:
        return self.table.step is not None and self.table.step.name == name

    def _drive(self, judge: Any) -> None:
        self.state, _ = drive(self.state, judge)

    def _happen(self, event: Any) -> None:
        self.state = evolve(self.state, event)
