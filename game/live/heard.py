"""What of a log has been heard of: news may come twice, in any order, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Heard:
    """The version up to which all news have come; `ahead` are later ones, first version to last, with a gap before them."""

    through: int = 0
    ahead: dict[int, int] = field(default_factory=dict)
    missing_since: int = 0

    def hear(self, since: int, version: int) -> None:
        """News of what happened after version `since`, up to `version`."""
        if version <= self.through:
            return
        self.ahead[since] = max(version, self.ahead.get(since, 0))
        self._join()

    def all_through(self, version: int) -> None:
        """Everything up to a version is known, however it came."""
        self.through = max(self.through, version)
        self.ahead = {since: last for since, last in self.ahead.items() if last > self.through}
        self._join()

    def _join(self) -> None:
        """Take in what waited, as far as there is no gap before it any more."""
        while fitting := [first for first in self.ahead if first <= self.through]:
            self.through = max(self.through, *(self.ahead.pop(first) for first in fitting))

    def misses(self, version: int) -> bool:
        """Whether news up to a version that is committed have not come, although they had time since this was last asked."""
        was_missing, self.missing_since = self.missing_since, version if self.through < version else 0
        return was_missing > 0 and self.through < was_missing
