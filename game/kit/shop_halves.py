"""Role sheets and dilemma cards for a print shop: both sides, with room to cut."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import dilemmas, roles
from game.kit.shape import Data, Document, Kit


def told(kit: Kit) -> Data:
    """What the role sheets and the dilemma cards tell; fronts and backs come by turns."""
    return {
        "how": "",
        "roles": roles.told(kit)["roles"],
        "dilemmas": dilemmas.told(kit)["dilemmas"],
        "words": {**roles.labels(), **dilemmas.told(kit)["words"]},
    }


DOCUMENTS: tuple[Document, ...] = (
    Document(
        "61-print-shop-half-sheets", lambda: _("Half sheets for the print shop"), "shop-halves.typ", told
    ),
)
