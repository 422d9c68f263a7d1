"""Cards with two sides that count: facts, which go to a role, and seeds, which wait under a round."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game.kit import words
from game.kit.card import capital, card, own_back, part
from game.kit.facts import symbol_name, symbols
from game.kit.shape import Data, Kit
from scenarios.script import Dilemma, Fact, Seed, Standing


def facts(kit: Kit) -> list[Data]:
    """All facts, dilemma by dilemma."""
    dilemmas = [kit.script.dilemma(name) for name in kit.plan()]
    return [_fact(kit, dilemma, fact) for dilemma in dilemmas for fact in dilemma.facts]


def _fact(kit: Kit, dilemma: Dilemma, fact: Fact) -> Data:
    code, symbol = f"{dilemma.id}.{fact.id}", symbols(dilemma)[fact.id]
    title = kit.voice.say(dilemma.id, "title")

    def say(key: str) -> str:
        return kit.voice.say(dilemma.id, "facts", fact.id, key)

    lines = [(title, True), (_("For"), False), *((who, False) for who in _holders(kit, fact))]
    return card(
        code,
        f"s{symbol}",
        _("Fact"),
        beside=capital(symbol_name(symbol)),
        above=title,
        story=say("text"),
        parts=[part(label=say("from")), part(label=_("If you say it:"), text=say("if_said"))],
        back=own_back(code, "fact", _("Fact"), lines),
    )


def _holders(kit: Kit, fact: Fact) -> Iterator[str]:
    """The roles to which a fact goes, the first that is there."""
    for place, role in enumerate(fact.to):
        who = {"code": role, "role": kit.voice.say("roles", role, "title")}
        yield (_("or else %(code)s %(role)s") if place else _("%(code)s %(role)s")) % who


def seeds(kit: Kit) -> list[Data]:
    """All seeds: dilemma by dilemma, option by option, and then those that stand from the start."""
    found = []
    for name in kit.plan():
        dilemma = kit.script.dilemma(name)
        of_options = [
            (seed, letter) for letter, option in sorted(dilemma.options.items()) for seed in option.seeds
        ]
        # A seed that two options lay is one card: they are never laid together.
        letters = {
            seed: " ".join(one for other, one in of_options if other == seed) for seed, _one in of_options
        }
        found += [_seed(kit, name, dilemma.seeds[seed], letter) for seed, letter in letters.items()]
    return [*found, *(_standing(kit, seed) for seed in kit.script.standing)]


def _seed(kit: Kit, dilemma: str, seed: Seed, letters: str) -> Data:
    code = f"{dilemma}.{seed.id}"
    lines = [
        (f"{dilemma} {letters}", False),
        (ngettext("%(n)d round on", "%(n)d rounds on", seed.after) % {"n": seed.after}, True),
        (_condition(kit, seed), True),
    ]
    guards = ", ".join(kit.voice.say("common.guards", guard, "title") for guard in seed.guarded_by)
    held = [part(label=_("Held off by:"), text=guards)] if seed.kind == "harm" and guards else []
    return _front(kit, code, seed, kit.voice.say(dilemma, "seeds", seed.id), lines, held)


def _standing(kit: Kit, seed: Standing) -> Data:
    code = f"standing.{seed.id}"
    lines = [
        (_("From round %(round)d on, at every situation:") % {"round": seed.round}, True),
        (_condition(kit, seed), True),
    ]
    return _front(kit, code, seed, kit.voice.say("standing", seed.id), lines, [])


def _condition(kit: Kit, seed: Seed | Standing) -> str:
    found = words.condition(kit, seed.condition)
    return _("if %(condition)s") % {"condition": found} if found else ""


def _front(
    kit: Kit, code: str, seed: Seed | Standing, story: str, lines: list[tuple[str, bool]], held: list[Data]
) -> Data:
    harm = seed.kind == "harm"
    kind, tag = _("Harm") if harm else _("Gain"), kit.voice.say("common.worries", seed.tag)
    return card(
        code,
        "seed",
        _("Seed"),
        beside=_("%(kind)s · %(tag)s") % {"kind": kind, "tag": tag} if tag else kind,
        turn="down" if harm else "up",
        story=story,
        parts=[part(changes=words.changes(kit, seed.effects)), *held],
        back=own_back(code, "seed", _("Seed"), lines, shown=code),
    )
