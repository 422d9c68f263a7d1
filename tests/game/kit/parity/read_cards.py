"""What the cards say: facts and seeds with their backs, incidents, safeguards, moves, and the cards of the rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from tests.game.kit.parity import printed as p
from tests.game.kit.parity.text import DOT, Lines, Names, Pieces, Unreadable

_SEED = re.compile(rf"Seed (?P<kind>Harm|Gain) {DOT} (?P<tag>.+)")
_AFTER = re.compile(r"(?P<n>\d+) rounds? on")
_SINCE = re.compile(r"From round (?P<n>\d+) on, at every situation:")
_HOLDER = re.compile(r"(?:or else )?(?P<role>[PM][1-4]) .+")
#: Which rule card is which rule of ours.
RULES = {
    "unanimity": "unanimity",
    "tie": "tie",
    "tie.silent": "tie",
    "undecided": "nobody",
    "overdraft": "overdraft",
    "press": "press",
    "hearing": "hearing",
}
CROSSES = ("bad_press", "unions_follow", "citizens_own", "businesses_pay", "ngos_hurt")

Cards = list[tuple[str, Lines]]


def folded(pages: list[Lines], pieces: Pieces) -> Iterator[tuple[str, Lines, Lines]]:
    """Cards with a back: id, front, back. A back ends with the same id as its front."""
    for page in pages:
        card, front = "", Lines()
        for foot, lines in pieces.of(page):
            ends = [at for at, line in enumerate(lines) if card and line == card]
            if card and not ends:
                raise Unreadable(f"{card}: it has no back")
            if card:
                yield card, front, lines[: ends[-1]]
            card, front = foot, lines[ends[-1] + 1 :] if ends else lines


def facts(cards: list[tuple[str, Lines, Lines]]) -> dict[str, tuple[str, ...]]:
    """By fact, the roles on its back, in their order."""
    found = {}
    for card, front, back in cards:
        if front[0].startswith("Fact"):
            found[card] = tuple(match["role"] for line in back if (match := _HOLDER.fullmatch(line)))
    return found


def symbols(cards: list[tuple[str, Lines, Lines]]) -> dict[str, str]:
    """By fact, the symbol on its front."""
    return {card: front[0].split()[1].lower() for card, front, _back in cards if front[0].startswith("Fact ")}


def seeds(cards: list[tuple[str, Lines, Lines]], names: Names, guards: Mapping[str, str]) -> list[p.Seed]:
    """All seed cards, in the order in which they come. `guards` are safeguards by their printed titles."""
    return [_seed(*card, names, guards) for card in cards if _SEED.fullmatch(card[1][0])]


def _seed(card: str, front: Lines, back: Lines, names: Names, guards: Mapping[str, str]) -> p.Seed:
    head = _SEED.fullmatch(front[0])
    assert head is not None
    condition = next((line.removeprefix("if ") for line in back if line.startswith("if ")), "")
    held = next(
        (line.removeprefix("Held off by: ") for line in front if line.startswith("Held off by: ")), ""
    )
    after = [int(match["n"]) for line in back if (match := _AFTER.fullmatch(line))]
    since = [int(match["n"]) for line in back if (match := _SINCE.fullmatch(line))]
    if len(after) + len(since) != 1:
        raise Unreadable(f"{card}: it does not say when: {back}")
    return p.Seed(
        id=card,
        condition=names.condition(condition) if condition else (),
        is_harm=head["kind"] == "Harm",
        tag=head["tag"],
        changes=names.changes(front),
        guards=frozenset(guards[title] for title in held.split(", ")) if held else frozenset(),
        after=sum(after),
        since=sum(since),
    )


def incidents(cards: Cards, names: Names) -> dict[str, p.Incident]:
    """Incidents by their name; equal cards are counted."""
    copies = Counter(card for card, _lines in cards if card.startswith("incidents."))
    found: dict[str, p.Incident] = {}
    for card, lines in cards:
        if card not in copies:
            continue
        second = max(at for at, line in enumerate(lines) if line.startswith("2 "))
        first = max(at for at, line in enumerate(lines[:second]) if line.startswith("1 "))
        name = card.removeprefix("incidents.")
        answers = names.changes(lines[first:second]), names.changes(lines[second:])
        incident = p.Incident(name, names.changes(lines[:first]), answers, copies[card])
        if found.setdefault(name, incident) != incident:
            raise Unreadable(f"{card}: not all its cards are alike")
    return found


def guards(cards: Cards, names: Names) -> tuple[dict[str, p.Changes], dict[str, str]]:
    """By safeguard its price and its tick; and the safeguards by their printed titles."""
    prices, titles = {}, {}
    for card, lines in cards:
        if card.startswith("guards."):
            name = card.removeprefix("guards.")
            prices[name] = names.changes([lines[0].removeprefix("Safeguard "), *lines[1:]])
            titles[lines[1]] = name
    return prices, titles


def moves(cards: Cards, names: Names) -> tuple[dict[str, p.Changes], dict[str, p.Changes]]:
    """By role what its move changes now, and what it changes later or elsewhere."""
    now, later = {}, {}
    for card, lines in cards:
        if not card.startswith("moves."):
            continue
        role, part = card.removeprefix("moves."), ""
        found: dict[str, Lines] = {"Now": [], "": []}
        for line in lines:
            label = re.match(r"(Now|Later|Line \d+|After [^:]+):", line)
            part = label[1] if label else part
            found.setdefault(part if part == "Now" else "", []).append(line)
        now[role], later[role] = names.changes(found["Now"]), names.changes(found[""])
    return now, later


def worries(cards: Cards) -> tuple[str, ...]:
    """The words of which a minority note takes one."""
    lines = next(lines for card, lines in cards if card == "moves.P3")
    match = re.search(r"Name one worry: (.+?)\.", " ".join(lines))
    if match is None:
        raise Unreadable("moves.P3: no worries")
    return tuple(match[1].split(f" {DOT} "))


def risky(cards: Cards) -> tuple[str, ...]:
    """The words that a legal reading looks for."""
    lines = next(lines for card, lines in cards if card == "moves.M4")
    return tuple(
        re.findall("\N{LEFT DOUBLE QUOTATION MARK}(.+?)\N{RIGHT DOUBLE QUOTATION MARK}", " ".join(lines))
    )


def rules(cards: Cards, names: Names) -> dict[str, p.Changes]:
    """What the rule cards change, by a short name of ours."""
    found: dict[str, p.Changes] = {}
    told = {card.removeprefix("rules."): lines for card, lines in cards if card.startswith("rules.")}
    for card, name in RULES.items():
        changes = names.changes(told[card])
        if found.setdefault(name, changes) != changes:
            raise Unreadable(f"rules.{card}: other numbers than on its sister card")
    parts: dict[str, Lines] = {}
    for line in told["overruled"]:
        if line.endswith(":"):
            parts[line] = []
        elif parts:
            parts[list(parts)[-1]].append(line)
    both = names.changes(parts["In both cases:"])
    found["overruled by P"] = (*names.changes(parts["If the politicians decided:"]), *both)
    found["overruled by M"] = (*names.changes(parts["If the managers decided:"]), *both)
    return found


def crosses(cards: Cards, names: Names) -> tuple[p.Cross, ...]:
    """The cards for what people do to each other, in their order."""
    told = {card.removeprefix("rules."): lines for card, lines in cards if card.startswith("rules.")}
    found = []
    for place, name in enumerate(CROSSES, 1):
        lines = told[name]
        if not lines[0].endswith(f" {place}/{len(CROSSES)}"):
            raise Unreadable(f"rules.{name}: not at its place: {lines[0]}")
        condition = next(line.removeprefix("If ") for line in lines if line.startswith("If "))
        loss = re.fullmatch(r"before this decision (.+), and now it is lower", condition)
        found.append(
            p.Cross(
                condition=names.condition(loss[1] if loss else condition),
                changes=names.changes(lines),
                is_once=any(line.startswith("Once per game.") for line in lines),
                is_loss=bool(loss),
            )
        )
    return tuple(found)


def incident_rounds(cards: Cards) -> dict[int, tuple[int, ...]]:
    """Before which rounds incidents are met, by the number of rounds."""
    lines = next(lines for card, lines in cards if card == "rules.incidents")
    found = {}
    for line in lines:
        match = re.fullmatch(
            r"(?P<rounds>\d(?: or \d)*) rounds: before rounds? (?P<at>\d(?: and \d)*)\.", line
        )
        for rounds in match["rounds"].split(" or ") if match else ():
            assert match is not None
            found[int(rounds)] = tuple(int(at) for at in match["at"].split(" and "))
    return found
