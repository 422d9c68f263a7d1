"""What the guide tells of rooms where some tables play on paper and some with phones."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit.shape import Kit


def mixed(kit: Kit) -> list[str]:
    """How tables on paper and tables with phones play side by side."""
    return [
        _(
            "Phones at one table and paper at another go well together, as both play the same rounds. Open the workshop at the desk "
            "as usual. Tap the tile of the table on paper, unfold On paper, and put the whole table on it; say how many sit there."
        ),
        _entering(kit),
        _(
            "So the room sees all decisions on the wall, and the report has every table. The table itself goes by its own board. "
            "Moves and hearings are not entered; what the desk shows of it may therefore differ a little."
        ),
        _(
            "The desk draws the incidents then, and tells you beforehand. Take the card of that name out of your set, so that the "
            "tables on paper meet the same one."
        ),
        _(
            "The other way works as well: phones for choice and vote, and the board in the middle, only to look at together."
        ),
    ]


def _entering(kit: Kit) -> str:
    """How a decision reaches the desk; the cards have signs to scan only where the kit knows an address."""
    if kit.address:
        return _(
            "When the table has decided, one of two ways. Somebody there scans the sign on the dilemma card and enters what was "
            "decided. Or the table holds up its letter, and you enter it at the desk in the same panel: the option, and by a tick "
            "whether advice was overruled, all were of one mind after a difference, or the chair had to end a tie."
        )
    return _(
        "When the table has decided, it holds up its letter, and you enter it at the desk in the same panel: the option, and by a "
        "tick whether advice was overruled, all were of one mind after a difference, or the chair had to end a tie."
    )
