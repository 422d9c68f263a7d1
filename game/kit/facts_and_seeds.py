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
        found += [_seed(kit, dilemma, dilemma.seeds[seed]) for seed in words.laid(dilemma)]
    return [*found, *(_standing(kit, seed, n) for n, seed in enumerate(kit.script.standing, 1))]


def _seed(kit: Kit, dilemma: Dilemma, seed: Seed) -> Data:
    letters = " ".join(one for one, option in sorted(dilemma.options.items()) if seed.id in option.seeds)
    lines = [
        (f"{dilemma.id} {letters}", False),
        (ngettext("%(n)d round on", "%(n)d rounds on", seed.after) % {"n": seed.after}, True),
        (_condition(kit, seed), True),
    ]
    guards = ", ".join(kit.voice.say("common.guards", guard, "title") for guard in seed.guarded_by)
    held = [part(label=_("Held off by:"), text=guards)] if seed.kind == "harm" and guards else []
    names = f"{dilemma.id}.{seed.id}", words.seed(dilemma, seed.id)
    return _front(kit, names, seed, kit.voice.say(dilemma.id, "seeds", seed.id), lines, held)


def _standing(kit: Kit, seed: Standing, number: int) -> Data:
    names = f"standing.{seed.id}", f"standing {number}"
    lines = [
        (_("From round %(round)d on, at every situation:") % {"round": seed.round}, True),
        (_condition(kit, seed), True),
    ]
    return _front(kit, names, seed, kit.voice.say("standing", seed.id), lines, [])


def _condition(kit: Kit, seed: Seed | Standing) -> str:
    found = words.condition(kit, seed.condition)
    return _("if %(condition)s") % {"condition": found} if found else ""


def _front(
    kit: Kit,
    names: tuple[str, str],
    seed: Seed | Standing,
    story: str,
    lines: list[tuple[str, bool]],
    held: list[Data],
) -> Data:
    """A seed by its id and by its name on paper: who lays it must not know what comes of it (SEED-5)."""
    code, shown = names
    harm = seed.kind == "harm"
    kind, tag = _("Harm") if harm else _("Gain"), kit.voice.say("common.worries", seed.tag)
    return card(
        code,
        "seed",
        _("Seed"),
        foot=shown,
        beside=_("%(kind)s · %(tag)s") % {"kind": kind, "tag": tag} if tag else kind,
        turn="down" if harm else "up",
        story=story,
        parts=[part(changes=words.changes(kit, seed.effects)), *held],
        back=own_back(shown, "seed", _("Seed"), lines, shown=shown),
    )
