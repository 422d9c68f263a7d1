"""The cards of the kit: to fold, to cut, to vote with, and all of them once more for a print shop."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import cut_cards, facts_and_seeds, rule_cards, voting
from game.kit.shape import Data, Document, Kit


def _to_fold(kit: Kit) -> list[Data]:
    return [*facts_and_seeds.facts(kit), *facts_and_seeds.seeds(kit)]


def _to_cut(kit: Kit) -> list[Data]:
    return [
        *cut_cards.incidents(kit),
        *cut_cards.safeguards(kit),
        *cut_cards.moves(kit),
        *rule_cards.rules(kit),
    ]


def _fold(kit: Kit) -> Data:
    how = _("Print on thick paper. Fold along the dashed line, glue, then cut.")
    return {"how": how, "cards": _to_fold(kit)}


def _cut(kit: Kit) -> Data:
    return {"how": _("Print on thick paper, and cut along the lines."), "cards": _to_cut(kit)}


def _votes(_kit: Kit) -> Data:
    how = _("Print on thick paper, cut, and give each person the eight cards of one set.")
    return {"how": how, "cards": voting.sets()}


def _shop(kit: Kit) -> Data:
    how = _("Front and back by turns, 63 x 88 mm, 3 mm bleed. Order the last eight cards eight times.")
    return {"how": how, "cards": [*_to_fold(kit), *_to_cut(kit), *voting.a_set("CO-CREATOR")]}


DOCUMENTS: tuple[Document, ...] = (
    Document("30-cards-to-fold", lambda: _("Facts and seeds, cards to fold"), "cards-fold.typ", _fold),
    Document("31-cards-to-cut", lambda: _("Cards to cut"), "cards-cut.typ", _cut),
    Document("32-voting-cards", lambda: _("Voting cards"), "voting.typ", _votes),
    Document("60-print-shop-cards", lambda: _("Cards for a print shop"), "shop-cards.typ", _shop),
)
