"""From a kit to files: every document of the box is told, printed by one process for all, and put into a folder as a whole.

A document that does not fit, or lacks what programs read aloud, stops the kit; nothing half-written is left behind.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from game.kit.box import BOX
from game.kit.shape import PAPERS, Data, Document, Kit
from research.sheet import press
from research.sheet.letters import breakable, plain
from research.sheet.pressing import Print, open_press

TEMPLATES = Path(__file__).parent / "templates"
#: What is no text: it reaches the template as it is.
_AS_IT_IS = ("code", "address", "paper", "language", "icon")


class Unprintable(Exception):
    """A document of the kit cannot be printed: its name, and why in a sentence."""

    def __init__(self, document: str, why: str) -> None:
        super().__init__(f"{document}: {why}")
        self.document, self.why = document, why


def write(
    kit: Kit, folder: Path, box: Iterable[Document] = BOX, done: Callable[[str], None] = lambda _name: None
) -> list[Path]:
    """Print the box into a folder, which is made. `done` hears of every document as it is finished.

    Unprintable if one of them cannot be printed, OSError if the folder cannot be written. Then nothing has changed there.
    """
    folder = folder.absolute()
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".kit-", dir=folder) as inside, open_press() as print_:
            paths = [_printed(kit, document, Path(inside), done, print_) for document in box]
            return [path.replace(folder / path.name) for path in paths]
    except BaseException:
        if made:
            with suppress(OSError):  # somebody else may have put something there meanwhile
                folder.rmdir()
        raise


def _printed(kit: Kit, document: Document, folder: Path, done: Callable[[str], None], print_: Print) -> Path:
    path = folder / f"{document.name}.pdf"
    path.write_bytes(pdf(kit, document, print_))
    done(document.name)
    return path


def pdf(kit: Kit, document: Document, print_: Print | None = None) -> bytes:
    """One document as a PDF, by a press that is open or by one of its own; Unprintable if it cannot be printed."""
    if print_ is None:
        with open_press() as own:
            return pdf(kit, document, own)
    order = {
        "templates": [str(press.TEMPLATES), str(TEMPLATES)],
        "template": document.template,
        "told": json.dumps(tell(kit, document), ensure_ascii=False, sort_keys=True),
        "at": 0,
    }
    try:
        return print_(order)
    except press.Spoiled as spoiled:
        raise Unprintable(document.name, _reason(str(spoiled))) from spoiled


def tell(kit: Kit, document: Document) -> Data:
    """All that a document says, in the language of the kit, in letters that the fonts hold."""
    with override(kit.language):
        title = _("%(scenario)s: %(document)s") % {"scenario": kit.title, "document": document.title()}
        told = {
            **document.told(kit),
            "title": title,
            "kit": {
                "colour": kit.colour,
                "language": kit.language,
                "paper": kit.paper,
                "sheet": PAPERS[kit.paper],
                "mark": f"{kit.title} {kit.script.version} · {kit.language}",
            },
        }
    told.setdefault("how", "")
    printable = _printable(told)
    assert isinstance(printable, dict)
    return printable


def _printable(told: Any, name: str = "") -> Any:
    if isinstance(told, Mapping):
        return {str(key): _printable(value, str(key)) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_printable(one, name) for one in told]
    if not isinstance(told, str) or name in _AS_IT_IS:
        return told
    return plain(told) if name in ("title", "alt") else breakable(told)


def _reason(message: str) -> str:
    """What Typst says, without the places in our templates."""
    first = next((line for line in message.splitlines() if line.strip()), "")
    return first.removeprefix("error: ").replace("panicked with: ", "").strip('"') or message
