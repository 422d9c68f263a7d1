"""What a workshop is played with, fixed when its doors open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What some formats are played without, whatever was chosen (section "Formats and clock").
FORMATS_WITHOUT: Mapping[str, tuple[str, ...]] = {
    "45": ("moves", "incidents", "safeguards", "plenaries"),
    "75": ("safeguards",),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the facilitator chose before the doors opened.

    `pace` is in per cent, `factor` 1, 2 or 10, `retention` in days after closing (KEEP-4). The second `edition` of the rules
    knows facts, cross effects and standing seeds. `rule` is the decision rule, `assignment` how people come to their roles
    (SEAT-2), `voting` what they are promised about their votes (VOTE-10). In the `mode` free rounds open by themselves. In a
    `rehearsal` bots are of all temperaments. In a `solo` game one person plays this role, and all others are bots (SOLO-1).
    In the `mode` slow each round has four `dates`, in milliseconds: it opens, choices close, the talk closes, votes close;
    the `finale` is when the debrief begins (SLOW-1). With `follow_up` people may take a link along, and tell some weeks later
    what became of their plan (KEEP-4).
    A study is kept until a moment of its own, `kept_until`, in milliseconds; 0 is no study (KEEP-5).
    `spans` holds what was planned anew while the workshop ran: seconds of a step, or more seconds for the debrief.
    """

    seats: int = 5
    format: str = "45"
    timers: str = "soft"
    factor: int = 1
    pace: int = 100
    bots: bool = False
    led_by_bot: bool = False
    retention: int = 30
    chairs_may_open: bool = False
    edition: int = 1
    moves: bool = False
    incidents: bool = False
    safeguards: bool = False
    plenaries: bool = False
    rule: str = "majority"
    mode: str = "gate"
    midterm: bool = False
    rehearsal: bool = False
    assignment: str = "choose"
    voting: str = "confidential"
    solo: str = ""
    dates: tuple[tuple[int, int, int, int], ...] = ()
    finale: int = 0
    spans: tuple[tuple[str, int], ...] = ()
    follow_up: bool = False
    kept_until: int = 0

    @property
    def is_study(self) -> bool:
        """Whether research is done with what is played, so that nobody writes a word (KEEP-5)."""
        return self.kept_until > 0

    @property
    def is_led_rehearsal(self) -> bool:
        """Whether a person leads a rehearsal: bots sit everywhere from the start and take as long as people would (BOT-2)."""
        return self.rehearsal and not self.led_by_bot

    def counts(self, bot: str) -> bool:
        """Whether somebody of this temperament is told among the people: bots only where they rehearse in their place."""
        return not bot or self.is_led_rehearsal

    @property
    def anonymous(self) -> bool:
        """Whether what a seat chose and voted is forgotten at the decision (VOTE-10)."""
        return self.voting == "anonymous"

    def paced(self, milliseconds: int) -> int:
        """A span that only rehearsal and tests shorten."""
        return milliseconds * self.pace // 100

    def silent(self, milliseconds: int) -> int:
        """A span without a sign of life. Devices are real in a rehearsal that a person leads, so it is not shortened there."""
        return milliseconds if self.is_led_rehearsal else self.paced(milliseconds)

    def stretched(self, milliseconds: int) -> int:
        """A span of play, stretched by the factor and shortened by the pace (TIME-1)."""
        return self.paced(milliseconds) * self.factor
