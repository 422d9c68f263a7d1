"""What somebody wants."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A wish. The engine stamps it with a time; the rules answer with events or a refusal."""
