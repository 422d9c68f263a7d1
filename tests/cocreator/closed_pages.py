"""What a server keeps of pages that were closed: `python -m tests.cocreator.closed_pages` tells how many are there at most.

A process of its own, as its garbage collector is set up like the server's. Everything is a hundred times smaller: how often
young objects are looked at, and how many there are.
"""

from collections import deque

from game.management.commands import serve

YOUNG_OBJECTS, FROM_BEFORE = 200, 400_000
OPEN, OPENED, PARTS = 50, 1_000, 100


class Page:
    """A page with its parts that points to itself, so that only the collector can take it away."""

    there = 0

    def __init__(self) -> None:
        self.itself, self.parts = self, [[] for _part in range(PARTS)]
        Page.there += 1

    def __del__(self) -> None:
        Page.there -= 1


def most_there() -> int:
    """Open so many pages one after the other, of which the oldest is closed each time; how many were in memory at most."""
    pages, most = deque[Page](maxlen=OPEN), 0
    for _page in range(OPENED):
        pages.append(Page())
        most = max(most, Page.there)
    return most


if __name__ == "__main__":
    serve.YOUNG_OBJECTS = YOUNG_OBJECTS
    before = [[] for _object in range(FROM_BEFORE)]  # modules, templates, translations
    serve.calm_collector()
    print(most_there())
