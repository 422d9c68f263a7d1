"""What all events share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, at one version of one workshop."""

    retells: ClassVar[bool] = False
    table: int = 0
