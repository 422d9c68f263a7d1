"""A report as two files, to open from disk and to pass on: a page with its style inside, and the sheet for paper."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from game.report.printing import sheet_of
from game.report.words import Data

PAGE, PAPER = "report.html", "report.pdf"
STYLES = ("css/tokens.css", "css/base.css", "css/report.css")
#: The one typeface that the page brings along; where it does not reach, the reader's own stands in.
FONT = "fonts/newsreader-latin-wght-normal.woff2"
STYLE = "/* the style goes here */"


def file(told: Data, at: int, folder: Path) -> None:
    """Write both files into a folder, which is made. `at` is the moment of the workshop in milliseconds since 1970."""
    folder.mkdir(parents=True, exist_ok=True)
    page = render_to_string("game/report/file.html", {"told": told, "style": STYLE})
    (folder / PAGE).write_text(page.replace(STYLE, _style()), encoding="utf-8")
    (folder / PAPER).write_bytes(sheet_of(told, at).pdf())


def _style() -> str:
    """The style sheets one after the other, without the typeface's files but the one that is put in."""
    whole = "\n".join(_static(name).read_text(encoding="utf-8") for name in STYLES)
    faces = re.findall(r"@font-face \{.*?\n\}\n", whole, flags=re.DOTALL)
    kept = b64encode(_static(FONT).read_bytes()).decode()
    for face in faces:
        is_kept = FONT.rpartition("/")[2] in face
        new = re.sub(r'url\("[^"]*"\)', f'url("data:font/woff2;base64,{kept}")', face) if is_kept else ""
        whole = whole.replace(face, new)
    return whole


def _static(name: str) -> Path:
    return Path(str(finders.find(name)))
