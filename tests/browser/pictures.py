"""Screenshots for the documentation, taken only when COCREATOR_SCREENSHOTS=1 asks for them."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.server import ROOT

WANTED = os.environ.get("COCREATOR_SCREENSHOTS") == "1"
FOLDER = ROOT / "docs" / "screenshots"
SLIDE_MS = 300


def take(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep what the page looks like as docs/screenshots/<name>.png, once per run."""
    if WANTED:
        page.wait_for_timeout(SLIDE_MS)
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(packed(page.screenshot(full_page=whole)))


def packed(png: bytes) -> bytes:
    """The same picture, packed tighter than a browser in a hurry does."""
    chunks = list(chunks_of(png))
    pixels = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    tight = zlib.compress(pixels, 9)
    out = png[:8]
    for kind, body in [(k, b) for k, b in chunks if k == b"IHDR"] + [(b"IDAT", tight), (b"IEND", b"")]:
        out += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return out


def chunks_of(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pieces of a PNG file: kind and content."""
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
