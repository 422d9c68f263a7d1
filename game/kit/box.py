"""What is in the box, in the order in which one lays it out."""

from __future__ import annotations

from game.kit import (
    board,
    book,
    cards,
    dilemmas,
    endings,
    guide,
    hidden,
    markers,
    plan_pad,
    poster,
    quick_rules,
    roles,
    sheets,
    shop_halves,
    start,
)
from game.kit.shape import Document

_ALL = (
    *start.DOCUMENTS,
    *board.DOCUMENTS,
    *markers.DOCUMENTS,
    *roles.DOCUMENTS,
    *dilemmas.DOCUMENTS,
    *hidden.DOCUMENTS,
    *book.DOCUMENTS,
    *endings.DOCUMENTS,
    *cards.DOCUMENTS,
    *sheets.DOCUMENTS,
    *plan_pad.DOCUMENTS,
    *poster.DOCUMENTS,
    *quick_rules.DOCUMENTS,
    *guide.DOCUMENTS,
    *shop_halves.DOCUMENTS,
)
#: By name, which begins with a number.
BOX: tuple[Document, ...] = tuple(sorted(_ALL, key=lambda document: document.name))
