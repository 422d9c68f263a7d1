"""Cards with one side that counts: incidents, safeguards, and the move of each role."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import words
from game.kit.card import card, part
from game.kit.shape import Data, Kit
from game.rules.effects import incidents as rules
from game.rules.effects.guards import PRICES
from game.rules.effects.moves import COSTS_TIME, FIRST_ROUND, WORRIES
from game.rules.state import LONGEST
from game.templatetags.pieces import pole, resource
from scenarios.incidents import INCIDENTS
from scenarios.script import ROLES

#: Two, as one decision may lay seeds under two rounds.
GUARDS_OF_A_KIND = 2


def incidents(kit: Kit) -> list[Data]:
    """What may be drawn: each of the scenario's own as often as it counts in the draw, and the shared ones once."""
    script = kit.script
    names = [own.id for own in script.incidents for _lot in range(rules.OWN_WEIGHT)]
    names += [name for name in INCIDENTS if name not in script.excluded]
    return [_incident(kit, name) for name in names]


def _incident(kit: Kit, name: str) -> Data:
    incident, key = rules.named(kit.script, name), rules.text(kit.script, name)
    opening = words.changes(kit, incident.opening)
    answers = [
        part(kit.voice.say(key, number), str(number), words.changes(kit, effects))
        for number, effects in enumerate(incident.answers, 1)
    ]
    return card(
        f"incidents.{name}",
        "incident",
        _("Incident"),
        heading=kit.voice.say(key, "title"),
        story=kit.voice.say(key, "text"),
        parts=[*([part(changes=opening)] if opening else []), *answers],
    )


def safeguards(kit: Kit) -> list[Data]:
    """Two of each safeguard."""
    return [_safeguard(kit, name) for name in PRICES for _copy in range(GUARDS_OF_A_KIND)]


def _safeguard(kit: Kit, name: str) -> Data:
    say = kit.voice.say
    use = _(
        "Lay it on the seeds it guards: those of this decision. If one that names it would take effect, "
        "nothing happens. It still counts as one of the two."
    )
    return card(
        f"guards.{name}",
        "guard",
        _("Safeguard"),
        beside=words.line(resource(PRICES[name]), -1),
        heading=say("common.guards", name, "title"),
        story=say("common.guards", name, "text"),
        parts=[part(use), part(changes=[words.tick(kit, "safeguard")])],
    )


def moves(kit: Kit) -> list[Data]:
    """The eight moves, each with its exact rule on paper."""
    return [_move(kit, role) for role in ROLES]


def _move(kit: Kit, role: str) -> Data:
    rule = {"P1": _press, "P2": _agenda, "P3": _note, "P4": _doorstep}
    rule |= {"M1": _desk, "M2": _staff, "M3": _pilot, "M4": _reading}
    return card(
        f"moves.{role}",
        "move",
        _("Move"),
        beside=role,
        above=kit.voice.say("roles", role, "title"),
        heading=kit.voice.say("common.moves", role, "title"),
        parts=[part(_when(role), _("Once, in the talk.")), *rule[role](kit)],
    )


def _when(role: str) -> str:
    found = {
        "P1": _("From round %(round)d, but not in the last round."),
        "P2": _("From round %(round)d, only where the managers decide. Needs 1 Time."),
    }
    usual = _("From round %(round)d. Needs 1 Time.") if role in COSTS_TIME else _("From round %(round)d.")
    return found.get(role, usual) % {"round": FIRST_ROUND}


def _time() -> str:
    return words.line(resource("time"), -1)


def _press(_kit: Kit) -> list[Data]:
    names = {"room": pole("C1"), "partners": pole("D2")}
    later = (
        _(
            "When this round is over, note where %(room)s and %(partners)s stand. When the next round is over and "
            "one of them is lower than noted:"
        )
        % names
    )
    return [
        part(label=_("Now:"), changes=[words.line(resource("legitimacy"), 1)]),
        part(later, _("Later:"), [words.line(resource("legitimacy"), -2)]),
    ]


def _agenda(_kit: Kit) -> list[Data]:
    now = _("This time everybody decides. The chair stays the same.")
    return [part(now, _("Now:"), [_time(), words.line(pole("B1"), 1)])]


def _note(kit: Kit) -> list[Data]:
    told = {"worries": " · ".join(kit.voice.say("common.worries", worry) for worry in WORRIES)}
    now = _("Name one worry: %(worries)s. Write it on a slip, with one line, and lay it on the table.") % told
    later = _("When the first harm with that word takes effect, after its changes, read your line aloud.")
    return [part(now, _("Now:")), part(later, _("Later:"), [words.line(resource("trust"), 1)])]


def _doorstep(kit: Kit) -> list[Data]:
    now = _(
        "In the consequence book, look up every open option, D only if it is open. Read out how “%(citizens)s” would "
        "move, and what they say. Read out nothing else. No such line: they stay where they are."
    )
    return [part(now % {"citizens": words.attitude(kit, "citizens")}, _("Now:"), [_time()])]


def _desk(_kit: Kit) -> list[Data]:
    changes = [words.line(resource("time"), 2), words.line(pole("A2"), -1)]
    end = _("Time never goes above %(most)d.") % {"most": LONGEST["time"]}
    return [part(label=_("Now:"), changes=changes), part(end)]


def _staff(kit: Kit) -> list[Data]:
    costs = _(
        "The decision costs 1 Budget less. If it costs none, take this card back: nothing has happened."
    )
    people = _("After the option's people, at the end of line 6:")
    changes = [words.line(words.attitude(kit, "frontline"), -1)]
    return [part(costs, _("Line 1:")), part(people, changes=changes)]


def _pilot(_kit: Kit) -> list[Data]:
    poles = _(
        "Halve what the option does to the poles, toward zero: 2 becomes 1, and 1 becomes 0, up or down."
    )
    rest = _("Costs, Trust, Legitimacy, people and ticks count in full.")
    return [part(poles, _("Line 3:")), part(_("Lay no seeds."), _("Line 8:")), part(rest)]


def _reading(kit: Kit) -> list[Data]:
    told = {tag: kit.voice.say("common.worries", tag) for tag in ("legal", "money")}
    now = _(
        "Look up for yourself which seeds every open option lays, and look at their fronts. Say which options may "
        "bring a harm marked “%(legal)s” or “%(money)s”. Say nothing else."
    )
    return [part(now % told, _("Now:"), [_time()])]
