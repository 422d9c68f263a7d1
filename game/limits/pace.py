"""How often: a bucket that is full at first, from which each time takes one, and which fills again slowly."""

from __future__ import annotations

import threading
from collections import OrderedDict


class Bucket:
    """What is left for one who asks. Moments are seconds of a clock that never goes back."""

    __slots__ = ("a_second", "at", "left", "most")

    def __init__(self, most: float, a_second: float, now: float) -> None:
        self.most, self.a_second = most, a_second
        self.left, self.at = float(most), now

    def take(self, now: float) -> bool:
        """Take one; false if there is none, and then nothing is taken."""
        self.left = min(self.most, self.left + (now - self.at) * self.a_second)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True

    def is_full(self, now: float) -> bool:
        """Whether nothing is missing any more."""
        return self.left + (now - self.at) * self.a_second >= self.most

    def give_back(self) -> None:
        """One that was taken need not have been."""
        self.left = min(self.most, self.left + 1)


class Visits:
    """A bucket for each of many: so many visits at once, then one in so many seconds.

    Only so many are remembered, and who has not come for longest is forgotten first; with `lets_go`, also whoever has
    everything left again. Many threads may ask at once.
    """

    def __init__(self, most: int, seconds: float, remembered: int, lets_go: bool = False) -> None:
        self.most, self.seconds, self.remembered, self.lets_go = most, seconds, remembered, lets_go
        self.seen: OrderedDict[str, Bucket] = OrderedDict()
        self._guard = threading.Lock()

    def take(self, who: str, now: float) -> bool:
        """Count a visit; false if there have been too many of late. One that is refused is not counted."""
        with self._guard:
            bucket = self.seen.pop(who, None) or Bucket(self.most, 1 / self.seconds, now)
            self.seen[who] = bucket
            taken = bucket.take(now)
            while len(self.seen) > self.remembered or (self.lets_go and self._first().is_full(now)):
                self.seen.popitem(last=False)
        return taken

    def knows(self, who: str) -> bool:
        """Whether somebody has been here and is still remembered."""
        return who in self.seen

    def give_back(self, who: str) -> None:
        """A visit that need not have been counted."""
        with self._guard:
            if who in self.seen:
                self.seen[who].give_back()

    def _first(self) -> Bucket:
        return next(iter(self.seen.values()))
