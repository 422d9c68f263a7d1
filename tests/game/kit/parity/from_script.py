"""The same plain data as a reader of the kit would find, taken from the script instead: what is read must equal it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.kit import words
from game.kit.shape import Kit as Box
from game.rules.effects.guards import PRICES
from game.rules.effects.incidents import OWN_WEIGHT, PLACES
from game.rules.effects.moves import WORRIES
from game.rules.hall.results import FEWEST_ROUNDS, thresholds
from game.rules.screens.talk import RISKY
from game.rules.state import LONGEST, POLE_MAX
from scenarios import script as s
from scenarios.conditions import POLES, RESOURCES, SLOTS, Condition
from scenarios.incidents import INCIDENTS
from tests.game.kit.parity import printed as p

#: What the rule cards and the move cards change.
RULES: Mapping[str, p.Changes] = {
    "overdraft": (p.Change("trust", -2), p.Change("Overdraft", is_tick=True)),
    "overruled by P": (p.Change("B2", -1), p.Change("Advice overruled", is_tick=True)),
    "overruled by M": (p.Change("B1", -1), p.Change("Advice overruled", is_tick=True)),
    "unanimity": (p.Change("trust", 1),),
    "tie": (p.Change("trust", -1), p.Change("Tie", is_tick=True)),
    "nobody": (p.Change("trust", -1), p.Change("Nobody decided", is_tick=True)),
    "press": (p.Change("legitimacy", -2),),
    "note": (p.Change("trust", 1),),
    "lent": (p.Change("att.frontline", -1),),
    "hearing": (p.Change("time", -1),),
}
CROSSES = (
    p.Cross(
        (p.Term("inv.media", 2), p.Term(p.ANYBODY_ELSE, -2, is_most=True)),
        (p.Change("legitimacy", -1), p.Change("Bad press", is_tick=True)),
    ),
    p.Cross((p.Term("att.frontline", -2, is_most=True),), (p.Change("att.unions", -1),)),
    p.Cross((p.Term("att.citizens", 2), p.Term("inv.citizens", 2)), (p.Change("D2", 1),), is_once=True),
    p.Cross((p.Term("att.businesses", 2),), (p.Change("budget", 1),), is_once=True),
    p.Cross((p.Term("inv.ngos", 2),), (p.Change("att.ngos", -2),), is_loss=True),
)
MOVES: Mapping[str, p.Changes] = {
    "P1": (p.Change("legitimacy", 1),),
    "P2": (p.Change("time", -1), p.Change("B1", 1)),
    "P3": (),
    "P4": (p.Change("time", -1),),
    "M1": (p.Change("time", 2), p.Change("A2", -1)),
    "M2": (),
    "M3": (),
    "M4": (p.Change("time", -1),),
}
PURSES = {3: 5, 4: 7, 5: 8, 6: 10, 7: 12}


def kit_of(box: Box) -> p.Kit:
    """What should be printed of this scenario in this language."""
    script = box.script
    lengths = range(3, script.max_rounds + 1)
    called = dict(seeds_on_paper(script))
    seeds = [(name, seed) for name in box.plan() for seed in script.dilemma(name).seeds.values()]
    return p.Kit(
        starts=_starts(script),
        purses={n: (PURSES[n], PURSES[n] + script.budget) for n in lengths},
        tracks=_tracks(),
        incident_rounds={n: PLACES[n] for n in lengths},
        plan=tuple(_dilemma(box, script.dilemma(name)) for name in box.plan()),
        sections=dict(_sections(box)),
        hidden={
            name: frozenset(f"{name}.{fact}" for fact in option.opens_if)
            for name in box.plan()
            if (option := script.dilemma(name).options.get("D"))
        },
        facts={f"{name}.{fact.id}": fact.to for name in box.plan() for fact in script.dilemma(name).facts},
        seeds={called[name, seed.id]: _seed(box, called[name, seed.id], seed) for name, seed in seeds},
        standing=tuple(_seed(box, called["standing", seed.id], seed) for seed in script.standing),
        incidents={one.id: one for one in _incidents(box)},
        guards={
            name: (p.Change(resource, -1), p.Change("Safeguard", is_tick=True))
            for name, resource in PRICES.items()
        },
        moves=MOVES,
        rules=RULES,
        crosses=CROSSES,
        worries=tuple(box.voice.say("common.worries", worry) for worry in WORRIES),
        risky=tuple(box.voice.say("common.worries", worry) for worry in RISKY),
        lines={n: _three(thresholds(script, n)) for n in range(FEWEST_ROUNDS, script.max_rounds + 1)},
        news=tuple(_news(box)),
        endings={
            (ending, tone): box.voice.say("endings", ending, key)
            for ending in ("yyy", "yyn", "yny", "nyy", "nyn", "ynn", "nny", "nnn")
            for tone, key in (("bright", "headline"), ("dark", "headline_dark"))
        },
        aims={
            role: (_condition(box, first), _condition(box, second))
            for role, (first, second) in script.aims.items()
        },
    )


def seeds_on_paper(script: s.Script) -> Iterator[tuple[tuple[str, str], str]]:
    """What each seed is called on paper: its dilemma, or standing, and a number that tells nothing (SEED-5)."""
    for name in script.plan(script.max_rounds):
        number = 0
        seen = set[str]()
        for letter in "ABCD":
            option = script.dilemma(name).options.get(letter)
            for seed in option.seeds if option else ():
                if seed not in seen:
                    seen.add(seed)
                    number += 1
                    yield (name, seed), f"{name} {number}"
    yield from ((("standing", seed.id), f"standing {n}") for n, seed in enumerate(script.standing, 1))


def _starts(script: s.Script) -> dict[str, int]:
    people = {f"att.{slot}": script.people[slot][0] for slot in SLOTS}
    people |= {f"inv.{slot}": script.people[slot][1] for slot in SLOTS}
    return dict.fromkeys(POLES, 4) | {"trust": script.trust, "legitimacy": script.legitimacy} | people


def _tracks() -> dict[str, tuple[int, int]]:
    found = dict.fromkeys(POLES, (0, POLE_MAX)) | {name: (0, LONGEST[name]) for name in RESOURCES}
    return found | {f"att.{slot}": (-3, 3) for slot in SLOTS} | {f"inv.{slot}": (0, 3) for slot in SLOTS}


def _dilemma(box: Box, dilemma: s.Dilemma) -> p.Dilemma:
    return p.Dilemma(
        id=dilemma.id,
        since=dilemma.since,
        decides=dilemma.decides,
        fallback=dilemma.fallback,
        offers={letter: _offer(box, dilemma.options[letter]) for letter in sorted(dilemma.options)},
        variant=_condition(box, dilemma.variant),
    )


def _offer(box: Box, option: s.Option) -> p.Offer:
    alt = option.alt
    return p.Offer(
        time=option.effects.time,
        budget=option.effects.budget,
        needs=_condition(box, option.needs),
        other_if=_condition(box, alt.condition) if alt else (),
        other_time=alt.effects.time if alt else 0,
        other_budget=alt.effects.budget if alt else 0,
    )


def _sections(box: Box) -> Iterator[tuple[str, p.Section]]:
    called = dict(seeds_on_paper(box.script))
    for name in box.plan():
        for letter, option in box.script.dilemma(name).options.items():
            resources = [n for n in ("trust", "legitimacy") if getattr(option.effects, n)]
            yield (
                f"{name} {letter}",
                p.Section(
                    usual=_form(option.effects),
                    other=_form(option.alt.effects) if option.alt else None,
                    resources=tuple(p.Change(n, getattr(option.effects, n)) for n in resources),
                    ticks=_ticks(box, option),
                    lays=tuple(called[name, seed] for seed in option.seeds),
                ),
            )


def _form(effects: s.Effects) -> p.Form:
    return p.Form(effects.time, effects.budget, _poles(effects), _people(effects))


def _poles(effects: s.Effects) -> p.Changes:
    return tuple(p.Change(pole, effects.poles[pole]) for pole in POLES if effects.poles.get(pole))


def _people(effects: s.Effects) -> p.Changes:
    found = []
    for slot in SLOTS:
        for kind, by in (("att", effects.attitude.get(slot, 0)), ("inv", effects.involvement.get(slot, 0))):
            found += [p.Change(f"{kind}.{slot}", by)] if by else []
    return tuple(found)


def _ticks(box: Box, option: s.Option) -> p.Changes:
    found = (*option.effects.marks, *(("hidden_found",) if option.letter == "D" else ()))
    return _marks(box, found)


def _marks(box: Box, names: tuple[str, ...]) -> p.Changes:
    return tuple(p.Change(words.mark(box, name), is_tick=True) for name in names)


def _changes(box: Box, effects: s.Effects) -> p.Changes:
    own = tuple(p.Change(n, getattr(effects, n)) for n in RESOURCES if getattr(effects, n))
    return (*own, *_poles(effects), *_people(effects), *_marks(box, effects.marks))


def _condition(box: Box, found: Condition) -> p.Condition:
    return tuple(p.Term(_name(box, term.name), term.value, term.sign == "<=") for term in found)


def _name(box: Box, name: str) -> str:
    is_track = "." in name or name in (*POLES, *RESOURCES)
    return name if is_track else words.mark(box, name)


def _seed(box: Box, name: str, seed: s.Seed | s.Standing) -> p.Seed:
    return p.Seed(
        id=name,
        condition=_condition(box, seed.condition),
        is_harm=seed.kind == "harm",
        tag=box.voice.say("common.worries", seed.tag),
        changes=_changes(box, seed.effects),
        guards=frozenset() if isinstance(seed, s.Standing) else frozenset(seed.guarded_by),
        after=0 if isinstance(seed, s.Standing) else seed.after,
        since=seed.round if isinstance(seed, s.Standing) else 0,
    )


def _incidents(box: Box) -> Iterator[p.Incident]:
    shared = [(INCIDENTS[name], 1) for name in INCIDENTS if name not in box.script.excluded]
    for one, cards in (*((own, OWN_WEIGHT) for own in box.script.incidents), *shared):
        first, second = (_changes(box, answer) for answer in one.answers)
        yield p.Incident(one.id, _changes(box, one.opening), (first, second), cards)


def _news(box: Box) -> Iterator[tuple[str, p.Condition]]:
    yield from ((f"news.{name}", _condition(box, found)) for name, found in box.script.news)
    yield "news.overdraft", (p.Term("Overdraft", 1),)
    yield "news.bad_press", (p.Term("Bad press", 1),)


def _three(lines: tuple[int, ...]) -> tuple[int, int, int]:
    solution, carry_through, lasting = lines
    return solution, carry_through, lasting
