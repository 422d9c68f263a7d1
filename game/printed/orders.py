"""What somebody asks for: a scenario in a language, on a paper, in colour or grey; and the sign under which it is kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version as release
from pathlib import Path
from typing import Any

from django.conf import settings

from game.kit.shape import PAPERS, Kit
from game.printed.originals import Original
from research.sheet.press import FONTS

#: Folders whose programs and templates decide how a kit looks and what it says.
_SOURCES = ("game", "scenarios", "research/sheet")
_GREY = "-grey"


@dataclass(frozen=True, slots=True)
class Choice:
    """What one can choose of a kit: a language, a4 or letter, colour or grey."""

    language: str
    paper: str = "a4"
    colour: bool = True

    def __str__(self) -> str:
        return f"{self.language}-{self.paper}{'' if self.colour else _GREY}"


def choice_of(text: str, languages: tuple[str, ...]) -> Choice | None:
    """The choice that is written so, such as en-a4-grey; nothing if there is no such paper, or not this language."""
    language, _dash, paper = text.removesuffix(_GREY).rpartition("-")
    if language not in languages or paper not in PAPERS:
        return None
    return Choice(language, paper, colour=not text.endswith(_GREY))


@dataclass(frozen=True, slots=True)
class Order:
    """A kit to be printed. `address` is where the cards' signs lead, with no slash at its end."""

    original: Original
    choice: Choice
    address: str = ""

    @property
    def name(self) -> str:
        """What its zip is called, without the ending."""
        return f"co-creator-{self.original.slug}-v{self.original.version}-{self.choice}"

    @property
    def sign(self) -> str:
        """A digest of everything that its files depend on."""
        return sha256(f"{look()}\n{self.told()}".encode()).hexdigest()[:32]

    def kit(self) -> Kit:
        """What is printed; ScriptError if the scenario cannot be played."""
        choice = self.choice
        return Kit(
            script=self.original.script(),
            language=choice.language,
            paper=choice.paper,
            colour=choice.colour,
            address=self.address,
            licence=str(self.original.document.get("licence", "")),
        )

    def told(self) -> str:
        """The order as text, for another process."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def order_of(told: str) -> Order:
    """The order that was told so."""
    data: dict[str, Any] = json.loads(told)
    return Order(Original(**data["original"]), Choice(**data["choice"]), data["address"])


@cache
def look() -> str:
    """A digest of all that is no scenario: programs, templates, fonts, the texts of the game, and Typst itself."""
    root = Path(settings.BASE_DIR)
    files = [
        *(path for name in _SOURCES for path in (root / name).rglob("*.[pt]y*") if path.suffix != ".pyc"),
        *FONTS.glob("*.ttf"),
        *(path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.[mp]o")),
    ]
    digests = (sha256(path.read_bytes()).digest() for path in sorted(files) if path.is_file())
    return sha256(release("typst").encode() + b"".join(digests)).hexdigest()
