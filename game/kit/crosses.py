"""Cards for what the mood of one stakeholder does to another, or to the table (PEOPLE-3)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import words
from game.kit.card import card, part
from game.kit.shape import Data, Kit
from game.templatetags.pieces import pole, resource


def crosses(kit: Kit) -> list[Data]:
    """The five of them, in the order in which they are looked at after every decision."""
    found = {
        "bad_press": _bad_press(kit),
        "unions_follow": _unions_follow(kit),
        "citizens_own": _citizens_own(kit),
        "businesses_pay": _businesses_pay(kit),
        "ngos_hurt": _ngos_hurt(kit),
    }
    return [
        card(
            f"rules.{name}",
            "all",
            _("Line 7"),
            beside=f"{number}/{len(found)}",
            heading=_("What people do to each other"),
            story=kit.voice.say("common.crosses", name),
            parts=parts,
        )
        for number, (name, parts) in enumerate(found.items(), 1)
    ]


def _bad_press(kit: Kit) -> list[Data]:
    told = {
        "media": _at_least(words.involvement(kit, "media"), "2"),
        "others": _at_most(_("anybody else, attitude"), words.signed(-2)),
    }
    changes = [words.line(resource("legitimacy"), -1), words.tick(kit, "bad_press")]
    return [part(_("%(media)s and %(others)s") % told, _("If"), changes)]


def _unions_follow(kit: Kit) -> list[Data]:
    condition = _at_most(words.attitude(kit, "frontline"), words.signed(-2))
    return [part(condition, _("If"), [words.line(words.attitude(kit, "unions"), -1)])]


def _citizens_own(kit: Kit) -> list[Data]:
    told = {
        "attitude": _at_least(words.attitude(kit, "citizens"), words.signed(2)),
        "involvement": _at_least(words.involvement(kit, "citizens"), "2"),
    }
    condition = _("%(attitude)s and %(involvement)s") % told
    return [part(condition, _("If"), [words.line(pole("D2"), 1)]), _once()]


def _businesses_pay(kit: Kit) -> list[Data]:
    condition = _at_least(words.attitude(kit, "businesses"), words.signed(2))
    return [part(condition, _("If"), [words.line(resource("budget"), 1)]), _once()]


def _ngos_hurt(kit: Kit) -> list[Data]:
    before = _at_least(words.involvement(kit, "ngos"), "2")
    condition = _("before this decision %(condition)s, and now it is lower") % {"condition": before}
    return [part(condition, _("If"), [words.line(words.attitude(kit, "ngos"), -2)])]


def _once() -> Data:
    return part(_("Once per game. When it has happened, put this card away."))


def _at_least(name: str, value: str) -> str:
    return _("%(name)s: %(value)s or more") % {"name": name, "value": value}


def _at_most(name: str, value: str) -> str:
    return _("%(name)s: %(value)s or less") % {"name": name, "value": value}
