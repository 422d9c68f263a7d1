"""What people are called: in one workshop nobody is called quite like somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from game.models import NAME_LENGTH


def set_apart(name: str, others: Iterable[str]) -> str:
    """The name, or with the lowest number that sets it apart from the others': `Anna`, `Anna 2`, `Anna 3`.

    Nobody is held up at the door for being called like a neighbour. Capitals make no difference.
    """
    known = {other.casefold() for other in others}
    if name.casefold() not in known:
        return name
    marked = (f"{name[: NAME_LENGTH - len(mark)].rstrip()}{mark}" for mark in (f" {n}" for n in count(2)))
    return next(one for one in marked if one.casefold() not in known)


def is_called(shown: str, name: str) -> bool:
    """Whether somebody who is shown like that typed this name, with or without a number to set it apart."""
    base, _blank, number = shown.rpartition(" ")
    cut = name[: len(base)] if number.isdecimal() and len(name) == NAME_LENGTH else name
    return name.casefold() == shown.casefold() or (
        number.isdecimal() and cut.rstrip().casefold() == base.casefold()
    )
