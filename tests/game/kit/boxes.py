"""Boxes of shipped scenarios, printed once for all tests that look into them, also where several processes test."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from game.kit import printing
from game.kit.box import BOX
from game.kit.shape import Document, Kit
from scenarios.files import read, slugs
from scenarios.script import Script, parse

#: Every shipped scenario in every language that it has.
SHIPPED = [(slug, language) for slug in slugs() for language in read(slug)["texts"]]
ADDRESS = "https://town.example"


@cache
def script_of(slug: str) -> Script:
    """A shipped scenario."""
    found = read(slug)
    return parse(found["document"], found["texts"])


class Boxes:
    """Prints a kit into a folder that all processes of this run of tests share, unless one of them has done it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def of(self, name: str, kit: Kit, box: Iterable[Document] = BOX) -> Path:
        """The folder of a box, with its documents."""
        folder = self._root / name
        with (self._root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                printing.write(kit, folder, box)
        return folder

    def shipped(self, slug: str, language: str = "en") -> Path:
        """The whole box of a shipped scenario, on A4 and in colour."""
        return self.of(f"{slug}-{language}", Kit(script_of(slug), language, address=ADDRESS))
