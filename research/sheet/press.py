"""The press: a program of its own that prints pages and ends, so that what Typst remembers does not stay in the server.

    python press.py < orders > answers

An order is a line of JSON (see `page`). The answer is a line of JSON, `bytes` and then so many of them, or `spoiled` and why.
It knows no Django. It sees no file but copies of the templates, no other fonts than ours, and no network.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

HERE = Path(__file__).parent
FONTS, TEMPLATES = HERE / "fonts", HERE / "templates"
#: Read aloud by programs (PDF/UA-1), and kept by archives (PDF/A-2a).
STANDARDS: list[Any] = ["ua-1", "a-2a"]


class Spoiled(Exception):
    """A template that cannot be relied on: Typst refused it, or warned of something."""


def page(order: dict[str, Any]) -> bytes:
    """The PDF of an order: `templates` folders, `template` a file in one, `told` JSON, `at` seconds since 1970.

    Spoiled if the template lacks what people or programs need, such as the alternative text of a picture.
    """
    try:
        with _together(order["templates"]) as templates:
            content, warnings = typst.compile_with_warnings(
                templates / order["template"],
                root=templates,
                font_paths=typst.Fonts(
                    include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
                ),
                sys_inputs={"told": order["told"]},
                pdf_standards=STANDARDS,
                timestamp=order["at"],
            )
    except typst.TypstError as error:
        raise Spoiled(error.diagnostic) from error
    except RuntimeError as error:  # there is no such template
        raise Spoiled(str(error)) from error
    if warnings:
        raise Spoiled("\n".join(warning.diagnostic for warning in warnings))
    return content


@contextmanager
def _together(folders: Iterable[str]) -> Iterator[Path]:
    """All templates of some folders side by side, since Typst reads from one folder only."""
    with TemporaryDirectory() as folder:
        for path in sorted(path for name in folders for path in Path(name).glob("*.typ")):
            shutil.copyfile(path, Path(folder) / path.name)
        yield Path(folder)


def main() -> None:
    """Print order after order, until there are no more."""
    if hasattr(os, "nice"):
        os.nice(5)  # a game that is played beside it goes first
    for line in sys.stdin.buffer:
        head: dict[str, int | str]
        try:
            content = page(json.loads(line))
            head = {"bytes": len(content)}
        except Spoiled as spoiled:
            content, head = b"", {"spoiled": str(spoiled)}
        sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
