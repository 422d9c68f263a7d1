"""A version of a practice or a case → a PDF of one page. The same version at the same address makes the same bytes.

What a record says reaches the template as data and is never read as Typst, so that no text can do anything but be printed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version as release
from pathlib import Path

from django.utils.translation import override

from research import licence
from research.editions.shapes import CaseEdition, PracticeEdition
from research.models import PublishedVersion
from research.sheet import press, telling
from research.sheet.pressing import open_press


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be printed. `told` is JSON, `at` the second in which the version was published, since 1970.

    `folder` holds the template, which may use those of the library's sheets too.
    """

    template: str
    told: str
    at: int
    folder: Path = press.TEMPLATES

    @property
    def sign(self) -> str:
        """A digest of everything that its bytes depend on."""
        whole = "\n".join((look(self.folder), release("typst"), self.template, str(self.at), self.told))
        return sha256(whole.encode()).hexdigest()

    def pdf(self, templates: Path = press.TEMPLATES) -> bytes:
        """The page, made by a process of its own.

        press.Spoiled if it could not be made as it must be, subprocess.TimeoutExpired if the machine had no time for it.
        """
        folders = dict.fromkeys(
            (str(templates), str(self.folder if self.folder != press.TEMPLATES else templates))
        )
        order = {"templates": list(folders), "template": self.template, "told": self.told, "at": self.at}
        with open_press() as print_:
            return print_(order)


def sheet_of(record: PracticeEdition | CaseEdition, version: PublishedVersion, address: str) -> Sheet:
    """The sheet of a version. `address` is the lasting one of its page, absolute. In the language of the library."""
    with override(licence.LANGUAGE):
        told = telling.tell(record, version, address)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return Sheet(f"{version.kind}.typ", text, int(version.published_at.timestamp()))


@cache
def look(folder: Path = press.TEMPLATES) -> str:
    """A digest of templates and fonts."""
    templates = {*press.TEMPLATES.glob("*.typ"), *folder.glob("*.typ")}
    files = [*sorted(templates), *sorted(press.FONTS.glob("*.ttf"))]
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in files)).hexdigest()
