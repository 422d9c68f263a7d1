"""One game, played twice side by side: drawn is only what people bring to a table. The first difference is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from random import Random
from typing import Any

from game.kit import words
from game.kit.shape import Kit as Box
from game.rules import State
from game.rules.effects.moves import WORRIES
from tests.game.kit.parity import by_rules, hand
from tests.game.kit.parity import printed as p

RULES = ("majority", "majority", "majority", "two_thirds", "consent")
#: How the cards of a vote fall: all alike, most alike, anyhow, two apart, not at all.
FALLS = ("alike", "alike", "most", "most", "most", "anyhow", "anyhow", "apart", "none", "no deciders")


class Different(AssertionError):
    """By hand something else comes out than by the rules."""


class Starts:
    """Workshops at their first gate, made once for each number of rounds and seats."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.marks = dict(words.marks(box))
        self._made: dict[tuple[int, int], State] = {}

    def of(self, rounds: int, seats: int) -> State:
        """The state in which a game of so many rounds and seats begins."""
        if (rounds, seats) not in self._made:
            self._made[rounds, seats] = by_rules.at_the_first_gate(self.box.script, rounds, seats)
        return self._made[rounds, seats]


def game(starts: Starts, kit: p.Kit, name: str) -> set[str]:
    """Play one game that is drawn from its name. Different where the two do not agree; else what has happened in it."""
    drawn = Random(name)
    rounds = drawn.choice(sorted(kit.purses))
    seats = drawn.choice((8, 8, 8, 7, 6, 5, 4, 3))
    rule = drawn.choice(RULES)
    places = kit.incident_rounds[rounds]
    drawn_incidents = dict(zip(places, _incidents(kit, drawn, len(places)), strict=True))
    paper = hand.Table(kit, rounds, seats, rule)
    term = by_rules.Term(starts.box, starts.of(rounds, seats), starts.marks, rule, drawn_incidents)
    compare = _Comparison(f"{starts.box.script.slug}, game {name}, {rounds} rounds, {seats} seats, {rule}")
    happened = {f"{rounds} rounds", f"{seats} seats"}
    compare.at("the start", _numbers(paper), term.numbers())
    for number in range(1, rounds + 1):
        compare.round = number
        happened |= set(_round(paper, term, drawn, drawn_incidents.get(number, ""), compare))
    compare.round = rounds + 1
    found = term.end()
    paper.epilogue()
    compare.at("the epilogue", paper.came, term.came())
    compare.at("the end", _numbers(paper), term.numbers())
    sheet = asdict(paper.result())
    for field in sheet:
        compare.at(field, sheet[field], found[field])
    return (
        happened
        | {f"ending {sheet['ending']}", f"tone {sheet['tone']}"}
        | {f"epilogue {why.partition(' by ')[0]}" for _name, why in paper.came}
    )


def _incidents(kit: p.Kit, drawn: Random, count: int) -> list[str]:
    """The facilitator shuffles all cards and draws; a second card of the same incident is put back."""
    pack = [name for name, card in sorted(kit.incidents.items()) for _card in range(card.cards)]
    drawn.shuffle(pack)
    return list(dict.fromkeys(pack))[:count]


def _round(
    paper: hand.Table, term: by_rules.Term, drawn: Random, incident: str, compare: _Comparison
) -> Iterator[str]:
    answer = drawn.choice((1, 2))
    chair = paper.gate()
    if incident:
        paper.incident(incident, answer)
        yield f"incident {incident} {answer}"
    due = {laid.id for laid in paper.seeds if laid.under <= paper.round}
    now = paper.situation()
    compare.at("who has the pen", chair, term.gate(answer))
    came = term.came()
    compare.at("seeds that came up", paper.came, came)
    yield from (f"seed {why.partition(' by ')[0]}" for _name, why in came)
    yield from ("note heard" for _name, why in came if why == "heard")
    yield from ("seed waits" for laid in paper.seeds if laid.under == paper.round + 1 and laid.id in due)
    play = term.play
    compare.at("the dilemma", now.dilemma.id, play.dilemma)
    compare.at("the variant", bool(now.dilemma.variant) and paper.holds(now.dilemma.variant), play.variant)
    compare.at("options on offer", now.options, list(play.options))
    compare.at("other forms", now.others, play.alts)
    compare.at("who decides", now.deciders, play.deciders)
    compare.at(
        "who holds which fact", now.facts, {f"{play.dilemma}.{f}": r[0] for f, r in play.facts.items()}
    )
    compare.at("the board at the situation", _numbers(paper), term.numbers())
    choices = _cards(paper, drawn, now.options, ("alike", "most", "anyhow", "anyhow", "apart", "none"))
    compare.at("the pattern", paper.choose(choices), term.choose(choices))
    yield from _talk(paper, term, drawn, compare)
    yield from _vote(paper, term, drawn, compare)


def _talk(paper: hand.Table, term: by_rules.Term, drawn: Random, compare: _Comparison) -> Iterator[str]:
    now = paper.now
    assert now is not None
    facts = [fact for fact in now.facts if drawn.random() < 0.75]
    paper.share(facts)
    term.share(facts)
    compare.at("options after the talk", now.options, list(term.play.options))
    for role in drawn.sample(p.ROLES, len(p.ROLES)):
        compare.at(f"whether {role} may play the move", paper.may_move(role), term.may_move(role))
        if paper.may_move(role) and drawn.random() < 0.3:
            worry = drawn.randrange(len(paper.kit.worries))
            paper.move(role, paper.kit.worries[worry] if role == "P3" else "")
            term.move(role, WORRIES[worry] if role == "P3" else "")
            yield f"move {role}"
            if role == "P4":
                compare.at("what the doorstep round tells", paper.doorstep(), term.shown(role))
            if role == "M4":
                compare.at("what the legal reading tells", paper.legal_reading(), term.shown(role))
    compare.at("whether a hearing may be held", paper.may_hear(), term.may_hear())
    if paper.may_hear() and drawn.random() < 0.2:
        slot, option = drawn.choice(p.RING), drawn.choice(now.options)
        compare.at("what the hearing tells", paper.hear(slot, option), term.hear(slot, option))
        yield "hearing"
    compare.at("who decides after the talk", now.deciders, term.play.deciders)
    compare.at("the board after the talk", _numbers(paper), term.numbers())
    yield from ("option D opened" for letter in now.options if letter == "D")


def _vote(paper: hand.Table, term: by_rules.Term, drawn: Random, compare: _Comparison) -> Iterator[str]:
    now = paper.now
    assert now is not None
    compare.at("whether a safeguard may be proposed", paper.may_guard(), term.may_guard())
    guard = drawn.choice(sorted(paper.kit.guards)) if paper.may_guard() and drawn.random() < 0.6 else ""
    hands = {role: drawn.random() < 0.7 for role in paper.seats}
    first = _cards(paper, drawn, now.options, FALLS)
    second = _cards(paper, drawn, now.options, FALLS)
    word = drawn.choice((0, 1, 2, -1))
    by_hand = paper.vote(first, second, word)
    if guard:
        paper.safeguard(guard, hands)
    by_rule = term.vote(first, second, word, guard, hands)
    told = {
        "option": by_rule.option,
        "manner": by_rule.manner,
        "by": by_rule.decided_by,
        "overruled": by_rule.overruled,
        "unanimity": by_rule.unanimity,
        "trust_lost": by_rule.trust_lost,
    }
    compare.at("the decision", asdict(by_hand), told)
    paper.consequence()
    compare.at("the safeguard", now.guard if now.guard_paid else "", term.guarded())
    compare.at("the board after the decision", _numbers(paper), term.numbers())
    yield f"section {now.dilemma.id} {by_hand.option}{' other' if by_hand.option in now.others else ''}"
    yield f"manner {by_hand.manner}"
    yield from (name for name in ("overruled", "unanimity", "trust_lost") if told[name])
    yield from (what for what in ("overdraft", "wobble", "press") if what in paper.told)
    yield from [f"safeguard {'paid' if now.guard_paid else 'lapsed'}"] if guard else []


def _cards(paper: hand.Table, drawn: Random, options: list[str], falls: tuple[str, ...]) -> dict[str, str]:
    """A card of each seat, or none."""
    now = paper.now
    assert now is not None
    fall, one = drawn.choice(falls), drawn.choice(options)
    two = (one, drawn.choice(options))
    found = {}
    for at, role in enumerate(paper.seats):
        anyhow = drawn.choice((*options, ""))
        match fall:
            case "alike":
                found[role] = one
            case "most":
                found[role] = one if drawn.random() < 0.7 else anyhow
            case "apart":
                found[role] = two[at % 2]
            case "none":
                found[role] = ""
            case "no deciders":
                found[role] = "" if paper.decides(role, now.deciders) else anyhow
            case _:
                found[role] = anyhow
    return found


def _numbers(paper: hand.Table) -> dict[str, Any]:
    found: dict[str, Any] = dict(paper.markers)
    found |= {f"tick {mark}": ticks for mark, ticks in paper.ticks.items() if ticks}
    found["seeds"] = sorted((laid.id, laid.planted, laid.under, laid.guard) for laid in paper.seeds)
    return found


class _Comparison:
    """Compares, and tells the first difference with its place."""

    def __init__(self, where: str) -> None:
        self.where, self.round = where, 0

    def at(self, what: str, by_hand: Any, by_rules: Any) -> None:
        """Different, if by hand there is something else."""
        if by_hand == by_rules:
            return
        if isinstance(by_hand, Mapping) and isinstance(by_rules, Mapping):
            key = next(k for k in (*by_rules, *by_hand) if by_hand.get(k) != by_rules.get(k))
            what, by_hand, by_rules = f"{what}, {key}", by_hand.get(key), by_rules.get(key)
        raise Different(
            f"{self.where}, round {self.round}: {what}: {by_hand!r} by hand, {by_rules!r} by the rules"
        )
