"""What the half sheets say: dilemma cards, strips, the consequence book, endings and news, role sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.game.kit.parity import printed as p
from tests.game.kit.parity.text import DOT, MINUS, Lines, Names, Pieces, Unreadable

DECIDES = {"The politicians decide.": "P", "The managers decide.": "M", "All decide.": "all"}
_COSTS = re.compile(r"(?:.* )?Time (?P<time>\d+) Budget (?P<budget>\d+)")
_OTHER = re.compile(r"(?P<letter>[A-C]) is now this, if (?P<condition>.+):")
_SECTION = re.compile(r"(?P<dilemma>\w+) (?P<letter>[A-D])(?P<other>, other form)? (?P<title>.+)")
_LINE = re.compile(r"(?P<number>\d+) .*")
_EFFECT = re.compile(rf"(?P<effect>(?:[+{MINUS}]\d+ |Tick: |Lay seed ).+)")
_LAY = re.compile(r"Lay seed (?P<id>\w+ \d+): (?P<n>\d+) rounds? on")
_LAST_LINE = 10

Document = list[Lines]


def plan(
    pages: Document, names: Names, pieces: Pieces, strips: Mapping[str, p.Offer]
) -> tuple[p.Dilemma, ...]:
    """The dilemma cards, in the order in which they come. `strips` are hidden options by dilemma."""
    found = []
    for page in pages:
        cards = list(_with_flaps(pieces.of(page)))
        found += [_dilemma(card, lines, flap, names, strips.get(card)) for card, lines, flap in cards]
    return tuple(found)


_HEAD = re.compile(r"\d .+ Stage \d .+")


def _with_flaps(cards: Iterator[tuple[str, Lines]]) -> Iterator[tuple[str, Lines, Lines]]:
    """Each card with what stands on its flap, below its foot."""
    card, lines = "", Lines()
    for name, found in cards:
        head = next((at for at, line in enumerate(found) if _HEAD.fullmatch(line)), len(found))
        if card:
            yield card, lines, found[:head]
        card, lines = name, found[head:]
    if card:
        yield card, lines, []


def _dilemma(card: str, lines: Lines, flap: Lines, names: Names, hidden: p.Offer | None) -> p.Dilemma:
    head = re.fullmatch(rf".+ Stage \d {DOT} (?P<since>\d) rounds or more", lines[0])
    box = next((at for at, line in enumerate(lines) if line.partition(".")[0] + "." in DECIDES), None)
    fallback = re.search(r"If nobody decides: (?P<letter>[A-C])\.", lines[box] if box is not None else "")
    if head is None or box is None or fallback is None:
        raise Unreadable(f"{card}: in how long games, who decides, or what if nobody does: {lines[0]}")
    is_missing = any(line.startswith("D Something is missing here") for line in lines)
    if is_missing != (hidden is not None):
        raise Unreadable(f"{card}: a strip, or something that is missing, but not both")
    others, variant = _flap(lines, flap, names)
    offers = {
        letter: _offer(card, part, names, others.get(letter))
        for letter, part in _by_letter(lines[box + 1 :]).items()
    }
    return p.Dilemma(
        id=card,
        since=int(head["since"]),
        decides=DECIDES[lines[box].partition(".")[0] + "."],
        fallback=fallback["letter"],
        offers=offers | ({"D": hidden} if hidden else {}),
        variant=variant,
    )


def _by_letter(lines: Lines) -> dict[str, Lines]:
    found: dict[str, Lines] = {}
    for line in lines:
        expected = "ABCD"[len(found) : len(found) + 1]
        if expected and line.startswith(f"{expected} "):
            found[expected] = []
        if found:
            found[list(found)[-1]].append(line)
    found.pop("D", None)
    return found


def _offer(
    card: str, lines: Lines, names: Names, other: tuple[p.Condition, tuple[int, int]] | None
) -> p.Offer:
    time, budget = _costs(card, lines)
    needs = next((line.removeprefix("Only if ") for line in lines if line.startswith("Only if ")), "")
    condition, (other_time, other_budget) = other or ((), (0, 0))
    return p.Offer(time, budget, names.condition(needs) if needs else (), condition, other_time, other_budget)


def _costs(card: str, lines: Lines) -> tuple[int, int]:
    found = [
        (int(match["time"]), int(match["budget"])) for line in lines if (match := _COSTS.fullmatch(line))
    ]
    if len(found) != 1:
        raise Unreadable(f"{card}: {len(found)} costs where there should be one: {lines}")
    return found[0]


def _flap(
    lines: Lines, flap: Lines, names: Names
) -> tuple[dict[str, tuple[p.Condition, tuple[int, int]]], p.Condition]:
    """Other forms by letter, with their costs; and the condition of the variant, if there is one."""
    fold = next(
        (line for line in lines if line.startswith("Fold back. Unfold if ")), "Fold back. Unfold if ."
    ).removeprefix("Fold back. Unfold if ")[:-1]
    others: dict[str, tuple[p.Condition, tuple[int, int]]] = {}
    for at, line in enumerate(flap):
        if match := _OTHER.fullmatch(line):
            until = next((n for n in range(at + 1, len(flap)) if _OTHER.fullmatch(flap[n])), len(flap))
            others[match["letter"]] = (
                names.condition(match["condition"]),
                _costs(line, flap[at + 1 : until]),
            )
    told = [
        line.removeprefix("If ").removesuffix(":")
        for line in flap
        if line.startswith("If ") and line[-1] == ":"
    ]
    variant = told[0] if told else "" if others else fold
    conditions = {names.condition(one) for one in fold.split(", or if ")} if fold else set()
    if conditions != {
        *(condition for condition, _costs in others.values()),
        *([names.condition(variant)] if variant else []),
    }:
        raise Unreadable(f"the flap does not hold what the card says: {fold!r}, {flap}")
    return others, names.condition(variant) if variant else ()


def strips(pages: Document, pieces: Pieces) -> tuple[dict[str, p.Offer], dict[str, frozenset[str]]]:
    """The hidden options by dilemma, and the symbols of the facts that open them."""
    offers, symbols = {}, {}
    for page in pages:
        for strip, lines in pieces.of(page):
            dilemma, _blank, letter = strip.partition(" ")
            opened = next(at for at, line in enumerate(lines) if line.startswith("Open this when"))
            if letter != "D" or f"If you decide for it: {strip} in the consequence book." not in lines:
                raise Unreadable(f"{strip}: not a hidden option with a page in the book")
            time, budget = _costs(strip, lines)
            offers[dilemma] = p.Offer(time, budget)
            symbols[dilemma] = frozenset(lines[opened + 1].split())
    return offers, symbols


def sections(
    pages: Document, names: Names, dilemmas: Mapping[str, p.Dilemma]
) -> tuple[dict[str, p.Section], dict[str, int]]:
    """The consequence book by section; and how many rounds on each seed is laid."""
    told: dict[str, list[Lines]] = {}
    name, expected = "", 0
    for line in (line for page in pages for line in page):
        head = _SECTION.fullmatch(line)
        if head is not None and head["dilemma"] in dilemmas:
            name, expected = f"{head['dilemma']} {head['letter']}{head['other'] or ''}", 1
            told[name] = []
        elif (
            expected
            and expected <= _LAST_LINE
            and line.startswith(f"{expected} Pay" if expected == 1 else f"{expected} ")
        ):
            told[name].append([line])
            expected += 1
        elif name and told[name] and expected <= _LAST_LINE:
            told[name][-1].append(line)
    found, laid = {}, dict[str, int]()
    for name, numbered in told.items():
        if len(numbered) != _LAST_LINE:
            raise Unreadable(f"{name}: {len(numbered)} lines, not {_LAST_LINE}")
        if not name.endswith(", other form"):
            other = told.get(f"{name}, other form")
            found[name] = _section(name, numbered, other, names, laid)
    return found, laid


def _section(
    name: str, lines: list[Lines], other: list[Lines] | None, names: Names, laid: dict[str, int]
) -> p.Section:
    effects = [_effects(line) for line in lines]
    if other is not None and [_effects(line) for at, line in enumerate(other) if at in (3, 7)] != [
        effects[3],
        effects[7],
    ]:
        raise Unreadable(f"{name}: its other form has another Trust, Legitimacy, marks or seeds")
    seeds = [match for one in effects[7] if (match := _LAY.fullmatch(one))]
    laid.update({match["id"]: int(match["n"]) for match in seeds})
    return p.Section(
        usual=_form(name, lines, names),
        other=_form(name, other, names) if other is not None else None,
        resources=names.changes(effects[3]),
        ticks=names.changes(effects[7]),
        lays=tuple(match["id"] for match in seeds),
    )


def _form(name: str, lines: list[Lines], names: Names) -> p.Form:
    costs = {change.name: -change.by for change in names.changes(_effects(lines[0]))}
    returned = any("Lend staff goes back to the hand." in line for line in lines[0])
    if returned == bool(costs.get("budget")) or not set(costs) <= {"time", "budget"}:
        raise Unreadable(f"{name}: costs {costs}, and what is said of Lend staff")
    return p.Form(
        costs.get("time", 0),
        costs.get("budget", 0),
        names.changes(_effects(lines[2])),
        names.changes(_effects(lines[5])),
    )


def _effects(lines: Lines) -> Lines:
    """What a numbered line of the book does, without its number and its name."""
    return [match["effect"] for line in lines if (match := _EFFECT.search(line))]


def endings(pages: Document, pieces: Pieces) -> dict[tuple[str, str], str]:
    """Headlines by the three answers and the tone."""
    rows: dict[str, str] = {}
    headlines: dict[str, str] = {}
    for page in pages:
        for piece, lines in pieces.of(page):
            for line in lines:
                if row := re.fullmatch(r"((?:yes|no) (?:yes|no) (?:yes|no)) (ending \w+)", line):
                    rows["".join(answer[0] for answer in row[1].split())] = row[2]
            place = next((at for at, line in enumerate(lines) if piece and line.endswith(f" {piece}")), None)
            if place is not None:
                headlines[piece] = lines[place + 1]
    return {
        (answers, tone): headlines[f"{page}, {tone}"]
        for answers, page in rows.items()
        for tone in ("bright", "dark")
    }


def news(pages: Document, names: Names) -> tuple[tuple[str, p.Condition], ...]:
    """News with their conditions, in the order in which they are read."""
    found = []
    for page in pages:
        for at, line in enumerate(page):
            if match := re.fullmatch(r"(?:(?P<condition>.+) )?(?P<id>news\.\w+)", line):
                found.append((match["id"], names.condition(match["condition"] or page[at - 1])))
    return tuple(found)


def aims(pages: Document, names: Names, pieces: Pieces) -> dict[str, tuple[p.Condition, p.Condition]]:
    """By role the two conditions of its aim."""
    found = {}
    for page in pages:
        for role, lines in pieces.of(page):
            at = lines.index("At the end") + 1
            found[role] = (names.condition(lines[at]), names.condition(lines[at + 1]))
    return found
