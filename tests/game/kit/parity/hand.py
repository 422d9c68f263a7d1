"""A table that plays by hand: with the printed kit, a pencil, and the rules as people know them. It knows no program.

A round is played in the order of the quick rules: gate, situation, talk, vote, consequence. After the last round comes
the epilogue, then the result sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.game.kit.parity import printed as p

#: In this order seats are filled.
SEATS = ("P1", "M1", "M3", "P3", "M4", "P2", "M2", "P4")
MOST_SEEDS, MOST_NEWS = 2, 4
#: The last two always get in if they are true.
SHARED_NEWS = ("news.overdraft", "news.bad_press")
PARTNER = {"A1": "A2", "A2": "A1", "B1": "B2", "B2": "B1", "C1": "C2", "C2": "C1", "D1": "D2", "D2": "D1"}
SUMS = (("C1", "D2"), ("A2", "B1", "C2"), ("A1", "B2", "D1"))


@dataclass(slots=True)
class Laid:
    """A seed card under a round: planted in which round, perhaps with a safeguard card on top."""

    id: str
    planted: int
    under: int
    guard: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the table settled on: manner is unanimous, majority, runoff, word or nobody."""

    option: str
    manner: str
    by: str
    overruled: bool = False
    unanimity: bool = False
    trust_lost: bool = False


@dataclass(slots=True)
class Round:
    """What lies on the table in one round."""

    dilemma: p.Dilemma
    chair: str
    options: list[str]
    others: tuple[str, ...]
    deciders: str
    facts: Mapping[str, str]
    shared: set[str] = field(default_factory=set)
    moves: set[str] = field(default_factory=set)
    choices: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    was_heard: bool = False
    guard: str = ""
    guard_paid: bool = False
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What the result sheet comes to."""

    counted: Mapping[str, int]
    sums: tuple[int, int, int]
    ending: str
    tone: str
    headline: str
    news: tuple[str, ...]
    aims: Mapping[str, int]


class Table:
    """A table of so many seats with a kit, for so many rounds."""

    def __init__(self, kit: p.Kit, rounds: int, seats: int, rule: str = "majority") -> None:
        """Lay out the board: markers on their starts, the pen with nobody yet."""
        self.kit, self.rounds, self.rule = kit, rounds, rule
        self.seats = tuple(role for role in p.ROLES if role in SEATS[:seats])
        self.plan = [dilemma for dilemma in kit.plan if dilemma.since <= rounds]
        time, budget = kit.purses[rounds]
        self.markers = {**kit.starts, "time": time, "budget": budget}
        self.ticks: Counter[str] = Counter()
        self.seeds: list[Laid] = []
        self.came: list[tuple[str, str]] = []
        self.used: set[str] = set()
        self.played: set[str] = set()
        self.once: set[int] = set()
        self.chairs: list[str] = []
        self.worry = ""
        self.press: tuple[int, int] | None = None
        self.last_unanimity = 0
        self.round = 0
        self.now: Round | None = None
        self.told: set[str] = set()

    # Gate and situation

    def gate(self) -> str:
        """The next round begins: who gets the pen."""
        self.round += 1
        self.came = []
        dilemma = self.plan[self.round - 1]
        led = Counter(role[0] for role in self.chairs)
        first = dilemma.decides if dilemma.decides != "all" else ("P" if led["P"] <= led["M"] else "M")
        chair = self._pen(first) or self._pen("M" if first == "P" else "P")
        self.chairs.append(chair)
        return chair

    def _pen(self, family: str) -> str:
        here = [role for role in self.seats if role[0] == family]
        last = next((role for role in reversed(self.chairs) if role[0] == family), "")
        return next((role for role in here if role > last), here[0] if here else "")

    def incident(self, name: str, answer: int) -> None:
        """Open the card, take one of its answers."""
        card = self.kit.incidents[name]
        self._all(card.opening)
        self._all(card.answers[answer - 1])

    def situation(self) -> Round:
        """Turn the seeds under this round, then read the dilemma card and deal the facts."""
        self._turn([laid for laid in self._in_order() if laid.under <= self.round])
        dilemma = self.plan[self.round - 1]
        decides = dilemma.decides
        if decides != "all" and len([role for role in self.seats if role[0] == decides]) < 2:
            decides = "all"
        self.now = Round(
            dilemma=dilemma,
            chair=self.chairs[-1],
            options=[
                letter
                for letter, offer in dilemma.offers.items()
                if letter != "D" and self.holds(offer.needs)
            ],
            others=tuple(
                letter
                for letter, offer in dilemma.offers.items()
                if offer.other_if and self.holds(offer.other_if)
            ),
            deciders=decides,
            facts={
                fact: self._holder(roles)
                for fact, roles in self.kit.facts.items()
                if self._is_of(fact, dilemma)
            },
        )
        return self.now

    @staticmethod
    def _is_of(fact: str, dilemma: p.Dilemma) -> bool:
        return fact.startswith(f"{dilemma.id}.")

    def _holder(self, roles: tuple[str, ...]) -> str:
        named = [role for role in roles if role in self.seats]
        kin = [role for role in self.seats if role[0] == roles[0][0]]
        return [*named, *kin, *self.seats][0]

    # Seeds

    def _in_order(self) -> list[Laid]:
        return sorted(self.seeds, key=lambda laid: laid.planted)

    def _turn(self, due: list[Laid], is_epilogue: bool = False) -> None:
        """Seeds in planting order: two take effect, the rest wait a round; in the epilogue they lapse."""
        grown = 0
        for laid in due:
            card = self.kit.seeds[laid.id]
            if grown == MOST_SEEDS and not is_epilogue:
                laid.under = self.round + 1
                continue
            self.seeds.remove(laid)
            if grown == MOST_SEEDS or not self.holds(card.condition):
                self.came.append((laid.id, "lapsed"))
                continue
            grown += 1
            if laid.guard and card.is_harm and laid.guard in card.guards:
                self.came.append((laid.id, f"held off by {laid.guard}"))
            else:
                self._grow(card)
        for card in () if is_epilogue else self.kit.standing:
            ready = card.id not in self.used and card.since <= self.round
            if grown < MOST_SEEDS and ready and self.holds(card.condition):
                grown += 1
                self.used.add(card.id)
                self._grow(card)

    def _grow(self, card: p.Seed) -> None:
        self._all(card.changes)
        heard = card.is_harm and self.worry == card.tag
        if heard:
            self.worry = ""
            self._all(self.kit.rules["note"])
        self.came.append((card.id, "heard" if heard else "took effect"))

    # Talk

    def may_move(self, role: str) -> bool:
        """Whether a role may play its move card now."""
        assert self.now is not None
        if self.round < 2 or role in self.played or role not in self.seats:
            return False
        if any(
            self.markers[change.name] + change.by < 0
            for change in self.kit.moves[role]
            if change.name == "time"
        ):
            return False
        if role == "P1":
            return self.round < self.rounds
        return self.now.deciders == "M" if role == "P2" else True

    def move(self, role: str, worry: str = "") -> None:
        """Play a move card."""
        assert self.now is not None
        self.played.add(role)
        self.now.moves.add(role)
        self._all(self.kit.moves[role])
        if role == "P2":
            self.now.deciders = "all"
        if role == "P3":
            self.worry = worry

    def may_hear(self) -> bool:
        """Whether a stakeholder may be asked now."""
        assert self.now is not None
        return self.round > 1 and not self.now.was_heard and self.markers["time"] >= 1

    def hear(self, slot: str, option: str) -> tuple[int, int]:
        """Ask a stakeholder about an option, for a month of Time: how attitude and involvement would move."""
        assert self.now is not None
        self.now.was_heard = True
        self._all(self.kit.rules["hearing"])
        return self._would_move(option, f"att.{slot}"), self._would_move(option, f"inv.{slot}")

    def doorstep(self) -> tuple[tuple[str, int], ...]:
        """What is read out after a doorstep round: of every open option, how citizens would move."""
        assert self.now is not None
        return tuple(
            (option, self._would_move(option, "att.citizens")) for option in sorted(self.now.options)
        )

    def legal_reading(self) -> tuple[str, ...]:
        """Which open options lay a harm that is marked with one of two words."""
        assert self.now is not None
        found = []
        for option in sorted(self.now.options):
            section = self.kit.sections[f"{self.now.dilemma.id} {option}"]
            seeds = [self.kit.seeds[name] for name in section.lays]
            found += [option] if any(seed.is_harm and seed.tag in self.kit.risky for seed in seeds) else []
        return tuple(found)

    def _would_move(self, option: str, name: str) -> int:
        return sum(change.by for change in self._form(option).people if change.name == name)

    def _form(self, option: str) -> p.Form:
        assert self.now is not None
        section = self.kit.sections[f"{self.now.dilemma.id} {option}"]
        return section.other if section.other and option in self.now.others else section.usual

    def share(self, facts: Iterable[str]) -> None:
        """Facts lie open; the strip of the hidden option is unfolded once all its symbols do."""
        assert self.now is not None
        self.now.shared |= set(facts)
        needed = self.kit.hidden.get(self.now.dilemma.id)
        if needed and needed <= self.now.shared and "D" not in self.now.options:
            self.now.options.append("D")

    def may_guard(self) -> bool:
        """Whether the chair may propose a safeguard."""
        return self.round > 2

    # Vote

    def choose(self, choices: Mapping[str, str]) -> str:
        """First answers, turned together: the pattern in a word."""
        assert self.now is not None
        self.now.choices = choices
        made = Counter(option for option in choices.values() if option)
        total = made.total()
        if total < 2:
            self.now.pattern = "few"
        elif len(made) == 1:
            self.now.pattern = "agreed"
        elif max(made.values()) * 2 > total:
            self.now.pattern = "leaning"
        else:
            self.now.pattern = "split_two" if len(made) == 2 else "split_three"
        return self.now.pattern

    def decides(self, role: str, by: str) -> bool:
        """Whether a seat's card counts for the decision."""
        return by in ("all", role[0])

    def vote(self, first: Mapping[str, str], second: Mapping[str, str], word: int) -> Decided:
        """Cards up, deciders first; where needed a runoff with `second`, or the chair's word: which tied option, or -1."""
        assert self.now is not None
        decided = self._vote(first, second, word)
        self.now.decided = decided
        return decided

    def _vote(self, first: Mapping[str, str], second: Mapping[str, str], word: int) -> Decided:
        now, by = self.now, self.now.deciders  # type: ignore[union-attr]
        assert now is not None
        mine = self._counted(first, by, is_advice=False)
        total = mine.total()
        if total == 0:
            again = self._counted(self._only(second, now.options), "all", is_advice=False)
            if not again:
                return Decided(now.dilemma.fallback, "nobody", "all", trust_lost=True)
            return self._runoff(again, {}, second, "all", now.options, word)
        best = max(mine.values())
        if self._is_enough(best, total):
            option = max(mine, key=lambda letter: mine[letter])
            return self._with_manner(option, "unanimous" if best == total else "majority", by, first, first)
        if total == 2:
            return self._word(sorted(mine), first, by, word, is_free=True)
        most = [letter for letter, n in mine.items() if n == best]
        if len(most) == 1:
            next_best = max(n for n in mine.values() if n < best)
            most += [letter for letter, n in mine.items() if n == next_best]
        second = self._only(second, most)
        return self._runoff(self._counted(second, by, is_advice=False), first, second, by, sorted(most), word)

    def _runoff(
        self,
        mine: Counter[str],
        first: Mapping[str, str],
        second: Mapping[str, str],
        by: str,
        options: list[str],
        word: int,
    ) -> Decided:
        best = max(mine.values(), default=0)
        winners = [letter for letter in sorted(options) if mine[letter] == best]
        if len(winners) > 1:
            return self._word(winners, second, by, word, is_free=False)
        return self._with_manner(winners[0], "runoff", by, first, second)

    def _word(self, tied: list[str], votes: Mapping[str, str], by: str, word: int, is_free: bool) -> Decided:
        """The chair gives the word; where none comes, advice, then choices, the fallback, the first letter."""
        now = self.now
        assert now is not None
        if word >= 0:
            option = tied[word % len(tied)]
        else:
            advice = self._counted(votes, by, is_advice=True)
            chosen = Counter(now.choices.values())
            for votes_for in (advice, chosen):
                most = max(votes_for[letter] for letter in tied)
                tied = [letter for letter in tied if votes_for[letter] == most]
            option = now.dilemma.fallback if now.dilemma.fallback in tied else tied[0]
        decided = self._with_manner(option, "word", by, {}, votes)
        return Decided(option, "word", by, decided.overruled, trust_lost=not (is_free and word >= 0))

    def _with_manner(
        self, option: str, manner: str, by: str, first: Mapping[str, str], last: Mapping[str, str]
    ) -> Decided:
        now = self.now
        assert now is not None
        advice = self._counted(last, by, is_advice=True)
        wanted = [letter for letter, n in advice.items() if n * 2 > advice.total()]
        did_decide = bool(self._counted(last, by, is_advice=False))
        overruled = by != "all" and did_decide and advice.total() >= 2 and bool(wanted) and wanted != [option]
        votes = [first.get(role, "") for role in self.seats]
        is_one = len(votes) >= 3 and all(votes) and len(set(votes)) == 1
        differed = now.pattern in ("leaning", "split_two", "split_three")
        paid = self.last_unanimity and self.last_unanimity == self.round - 1
        return Decided(option, manner, by, overruled, unanimity=is_one and differed and not paid)

    def _is_enough(self, best: int, total: int) -> bool:
        if self.rule == "two_thirds":
            return best * 3 >= total * 2
        return best == total if self.rule == "consent" else best * 2 > total

    def _counted(self, votes: Mapping[str, str], by: str, is_advice: bool) -> Counter[str]:
        return Counter(o for role, o in votes.items() if o and self.decides(role, by) != is_advice)

    @staticmethod
    def _only(votes: Mapping[str, str], options: Iterable[str]) -> dict[str, str]:
        return {role: option if option in options else "" for role, option in votes.items()}

    def safeguard(self, guard: str, answers: Mapping[str, bool]) -> None:
        """A safeguard was proposed; more than half of the deciders' hands attach it, if it can be paid later."""
        assert self.now is not None and self.now.decided is not None
        hands = [yes for role, yes in answers.items() if self.decides(role, self.now.decided.by)]
        self.now.guard = guard if sum(hands) * 2 > len(hands) else ""

    # Consequence: ten lines in their order

    def consequence(self) -> None:
        """Read the section of the decision in the consequence book, from line 1 to line 10."""
        now = self.now
        assert now is not None and now.decided is not None
        section = self.kit.sections[f"{now.dilemma.id} {now.decided.option}"]
        form = self._form(now.decided.option)
        ngos_before = self.markers["inv.ngos"]
        self.told = set()
        lent = "M2" in now.moves and form.budget > 0
        if "M2" in now.moves and not lent:  # back to the hand
            self.played.discard("M2")
        self._pay(form.time, form.budget - lent)
        self._pay_safeguard()
        for change in form.poles:
            by = int(change.by / 2) if "M3" in now.moves else change.by
            self._move(change.name, by)
        self._all(section.resources)
        self._manner(now.decided)
        self._all(form.people)
        if lent:
            self._all(self.kit.rules["lent"])
        self._cross(ngos_before)
        self._all(section.ticks)
        self._lay(() if "M3" in now.moves else section.lays)
        self._wobble()
        self._meet_the_press()

    def _pay(self, time: int, budget: int) -> None:
        short = False
        for resource, cost in (("time", time), ("budget", budget)):
            short = short or cost > self.markers[resource]
            self._move(resource, -cost)
        if short:
            self.told.add("overdraft")
            self._all(self.kit.rules["overdraft"])

    def _pay_safeguard(self) -> None:
        now = self.now
        assert now is not None
        if not now.guard:
            return
        price, *rest = self.kit.guards[now.guard]
        if self.markers[price.name] + price.by >= 0:
            self._all((price, *rest))
            now.guard_paid = True

    def _manner(self, decided: Decided) -> None:
        if decided.overruled:
            self._all(self.kit.rules[f"overruled by {decided.by}"])
        if decided.unanimity:
            self._all(self.kit.rules["unanimity"])
            self.last_unanimity = self.round
        if decided.manner == "nobody":
            self._all(self.kit.rules["nobody"])
        if decided.manner == "word" and decided.trust_lost:
            self._all(self.kit.rules["tie"])
        elif decided.manner == "word":
            self._tick("Tie")

    def _cross(self, ngos_before: int) -> None:
        """The five cards for what people do to each other, in their order."""
        for at, card in enumerate(self.kit.crosses):
            if at in self.once or not self._is_set_off(card, ngos_before):
                continue
            self._all(card.changes)
            if card.is_once:
                self.once.add(at)

    def _is_set_off(self, card: p.Cross, ngos_before: int) -> bool:
        if card.is_loss:
            (term,) = card.condition
            return ngos_before >= term.value and self.markers[term.name] < ngos_before
        others = (slot for slot in p.RING if slot != "media")
        worst = min(self.markers[f"att.{slot}"] for slot in others)
        return self.holds(card.condition, {p.ANYBODY_ELSE: worst})

    def _lay(self, names: Iterable[str]) -> None:
        now = self.now
        assert now is not None
        for name in names:
            under = min(self.round + self.kit.seeds[name].after, self.rounds + 1)
            self.seeds.append(Laid(name, self.round, under, now.guard if now.guard_paid else ""))

    def _wobble(self) -> None:
        """The weakest level, the upper one of equals: if it is at 2 or below and uneven, its higher marker drops by 1."""
        pairs = [(left, PARTNER[left]) for left in p.POLES[::2]]
        left, right = min(pairs, key=lambda pair: min(self.markers[pole] for pole in pair))
        low, high = sorted((left, right), key=lambda pole: self.markers[pole])
        if self.markers[low] <= 2 and self.markers[low] != self.markers[high]:
            self.told.add("wobble")
            self._move(high, -1)

    def _meet_the_press(self) -> None:
        """Keep what was promised in the round before; note down what is promised now."""
        assert self.now is not None
        if self.press is not None:
            room, partners = self.press
            if self.markers["C1"] < room or self.markers["D2"] < partners:
                self.told.add("press")
                self._all(self.kit.rules["press"])
            self.press = None
        if "P1" in self.now.moves:
            self.press = (self.markers["C1"], self.markers["D2"])

    # The end

    def epilogue(self) -> None:
        """All seeds that still lie somewhere, in planting order."""
        self.came = []
        self._turn(self._in_order(), is_epilogue=True)

    def result(self) -> Paper:
        """Fill in the result sheet and look up the ending."""
        counted = {pole: min(self.markers[pole], self.markers[PARTNER[pole]] + 2) for pole in p.POLES}
        sums = [sum(counted[pole] for pole in poles) for poles in SUMS]
        sums[1] += min(2, self.markers["budget"] // 2) - self.ticks["Overdraft"]
        lines = self.kit.lines[self.rounds]
        ending = "".join("y" if value >= line else "n" for value, line in zip(sums, lines, strict=True))
        tone = "bright" if self.markers["legitimacy"] >= 5 else "dark"
        return Paper(
            counted=counted,
            sums=(sums[0], sums[1], sums[2]),
            ending=ending,
            tone=tone,
            headline=self.kit.endings[ending, tone],
            news=self._news(),
            aims={
                role: sum(self.holds(condition) for condition in aim) for role, aim in self.kit.aims.items()
            },
        )

    def _news(self) -> tuple[str, ...]:
        """The scenario's own items that hold, in their order, then the shared ones; four at most, shared ones always."""
        holding = [name for name, condition in self.kit.news if self.holds(condition)]
        shared = [name for name in holding if name in SHARED_NEWS]
        own = [name for name in holding if name not in shared]
        return (*own[: MOST_NEWS - len(shared)], *shared)

    # Markers and ticks

    def holds(self, condition: p.Condition, also: Mapping[str, int] | None = None) -> bool:
        """Whether all that a condition asks for is so; `also` are values that stand on no track."""
        values = {**self.ticks, **self.markers, **(also or {})}
        for term in condition:
            value = values.get(term.name, 0)
            if (value > term.value) if term.is_most else (value < term.value):
                return False
        return True

    def _all(self, changes: Iterable[p.Change]) -> None:
        for change in changes:
            if change.is_tick:
                self._tick(change.name)
            else:
                self._move(change.name, change.by)

    def _move(self, name: str, by: int) -> None:
        low, high = self.kit.tracks[name]
        self.markers[name] = min(high, max(low, self.markers[name] + by))

    def _tick(self, mark: str) -> None:
        self.ticks[mark] += 1
