"""Words that paper is told in: what changes, on what condition, which mark. In the language that is active.

One grammar for all of them, so that a table reads every card alike: "+2 Room to act", "Room to act: 3 or less".
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game.kit.shape import Kit
from game.templatetags.pieces import pole, resource
from scenarios.conditions import POLES, RESOURCES, SLOTS, Condition, Term
from scenarios.pieces import Effects
from scenarios.script import Dilemma, Script

MINUS = "\N{MINUS SIGN}"


def signed(n: int) -> str:
    """A number with its sign."""
    return f"+{n}" if n > 0 else f"{MINUS}{-n}" if n < 0 else "0"


def attitude(kit: Kit, slot: str) -> str:
    """The name of a stakeholder's track of attitude."""
    return _("%(who)s, attitude") % {"who": kit.voice.say("people", slot)}


def involvement(kit: Kit, slot: str) -> str:
    """The name of a stakeholder's track of involvement."""
    return _("%(who)s, involvement") % {"who": kit.voice.say("people", slot)}


def _of_the_rules() -> dict[str, str]:
    return {
        "overdraft": _("Overdraft"),
        "overruled": _("Advice overruled"),
        "tie": _("Tie"),
        "undecided": _("Nobody decided"),
        "safeguard": _("Safeguard"),
        "hidden_found": _("Hidden option found"),
        "bad_press": _("Bad press"),
        "visible_win": _("A visible win"),
        "delegated": _("Given away"),
        "legal_breach": _("Breach of law"),
    }


#: Marks that the rules set themselves, or that aims ask for; all scenarios have them.
SHARED_MARKS = tuple(_of_the_rules())


def own_marks(script: Script) -> tuple[str, ...]:
    """The scenario's own marks, in the order in which its dilemmas set them; on paper they have numbers."""
    found: dict[str, None] = {}
    for effects in _all_effects(script):
        found |= dict.fromkeys(effects.marks)
    return tuple(name for name in found if name not in SHARED_MARKS)


def marks(kit: Kit) -> list[tuple[str, str]]:
    """All marks of the mark sheet: name in the script, and name on paper."""
    return [(name, mark(kit, name)) for name in (*SHARED_MARKS, *own_marks(kit.script))]


def mark(kit: Kit, name: str) -> str:
    """The name of a mark on paper."""
    known = _of_the_rules().get(name)
    return known or _("Mark %(number)d") % {"number": own_marks(kit.script).index(name) + 1}


def laid(dilemma: Dilemma) -> tuple[str, ...]:
    """The seeds of a dilemma, option by option. One that two options lay is one card: they are never laid together."""
    return tuple(
        dict.fromkeys(seed for _letter, option in sorted(dilemma.options.items()) for seed in option.seeds)
    )


def seed(dilemma: Dilemma, name: str) -> str:
    """What a seed is called on paper. Its own name would tell what is to come, so it has a number (SEED-5)."""
    return f"{dilemma.id} {laid(dilemma).index(name) + 1}"


def track(kit: Kit, name: str) -> str:
    """The name of whatever stands on the board: a pole, a resource, a stakeholder's attitude or involvement."""
    kind, _dot, slot = name.partition(".")
    if slot:
        return attitude(kit, slot) if kind == "att" else involvement(kit, slot)
    return pole(name) if name in POLES else resource(name)


def changes(kit: Kit, effects: Effects) -> list[str]:
    """What a seed or an incident changes, line by line, in the order in which it is done."""
    return [
        *(line(resource(name), getattr(effects, name)) for name in RESOURCES if getattr(effects, name)),
        *poles(effects),
        *people(kit, effects),
        *(tick(kit, name) for name in effects.marks),
    ]


def poles(effects: Effects) -> list[str]:
    """The poles that move, line by line, from A1 to D2."""
    return [line(pole(name), effects.poles[name]) for name in POLES if effects.poles.get(name)]


def people(kit: Kit, effects: Effects) -> list[str]:
    """The stakeholders that move, line by line, in the order of the ring."""
    found = []
    for slot in SLOTS:
        for name, by in (
            (attitude(kit, slot), effects.attitude.get(slot, 0)),
            (involvement(kit, slot), effects.involvement.get(slot, 0)),
        ):
            found += [line(name, by)] if by else []
    return found


def line(name: str, by: int) -> str:
    """One change: its number with a sign, and what it moves."""
    return f"{signed(by)} {name}"


def tick(kit: Kit, name: str) -> str:
    """That a mark is set."""
    return _("Tick: %(mark)s") % {"mark": mark(kit, name)}


def condition(kit: Kit, found: Condition) -> str:
    """A condition in words; empty where there is none."""
    return _(" and ").join(_term(kit, term) for term in found)


def _term(kit: Kit, term: Term) -> str:
    plain = "." not in term.name and term.name not in (*POLES, *RESOURCES)
    if plain:
        return _ticked(mark(kit, term.name), term)
    value = signed(term.value) if term.name.startswith("att.") else str(term.value)
    told = {"name": track(kit, term.name), "value": value}
    return (
        _("%(name)s: %(value)s or more") if term.sign == ">=" else _("%(name)s: %(value)s or less")
    ) % told


def _ticked(name: str, term: Term) -> str:
    told = {"name": name, "n": term.value}
    if (term.sign, term.value) == (">=", 1):
        return _("%(name)s: ticked") % told
    if (term.sign, term.value) == ("<=", 0):
        return _("%(name)s: not ticked") % told
    if term.sign == ">=":
        return ngettext("%(name)s: %(n)d tick or more", "%(name)s: %(n)d ticks or more", term.value) % told
    return ngettext("%(name)s: %(n)d tick or none", "%(name)s: %(n)d ticks or fewer", term.value) % told


def _all_effects(script: Script) -> Iterator[Effects]:
    for name in script.plan(script.max_rounds):
        dilemma = script.dilemma(name)
        for _letter, option in sorted(dilemma.options.items()):
            yield option.effects
            yield from [option.alt.effects] if option.alt else []
        yield from (seed.effects for seed in dilemma.seeds.values())
    yield from (seed.effects for seed in script.standing)
    for incident in script.incidents:
        yield from (incident.opening, *incident.answers)
