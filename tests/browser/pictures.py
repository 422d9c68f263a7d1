"""Screenshots for the documentation, taken only when COCREATOR_SCREENSHOTS=1 asks for them."""

from __future__ import annotations

import os
import struct
import zlib
from collections import Counter
from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.server import ROOT

WANTED = os.environ.get("COCREATOR_SCREENSHOTS") == "1"
FOLDER = ROOT / "docs" / "screenshots"
SLIDE_MS = 300
COLOURS = 256


def take(page: Page, name: str) -> None:
    """Keep what the page looks like as docs/screenshots/<name>.png."""
    if WANTED:
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(SLIDE_MS)
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(packed(page.screenshot()))


def packed(png: bytes) -> bytes:
    """The same picture in its 256 commonest colours: a third of the size, and no difference to see."""
    width, height, rows = decoded(png)
    dots = [[row[at : at + 3] for at in range(0, len(row), 3)] for row in rows]
    known = Counter(dot for row in dots for dot in row)
    palette = [colour for colour, _count in known.most_common(COLOURS)]
    place = {colour: nearest(colour, palette) for colour in known}
    pixels = b"".join(b"\0" + bytes(place[dot] for dot in row) for row in dots)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(pixels, 9)),
        (b"IEND", b""),
    )
    return png[:8] + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def nearest(colour: bytes, palette: list[bytes]) -> int:
    """Where the colour of a palette stands that differs least."""
    return min(
        range(len(palette)),
        key=lambda n: sum((a - b) ** 2 for a, b in zip(colour, palette[n], strict=True)),
    )


def decoded(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of red, green and blue of a PNG with eight bits each; what can be seen through is opaque."""
    chunks = list(chunks_of(png))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    assert (depth, kind) in ((8, 2), (8, 6))
    each = 3 if kind == 2 else 4
    raw = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows: list[bytes] = []
    above = bytes(width * each)
    for at in range(0, len(raw), width * each + 1):
        above = unfiltered(raw[at], raw[at + 1 : at + 1 + width * each], above, each)
        rows.append(above if each == 3 else bytes(dot for n, dot in enumerate(above) if n % each < 3))
    return width, height, rows


def unfiltered(way: int, line: bytes, above: bytes, each: int) -> bytes:
    """A row of a PNG without its filter (section 9 of the PNG specification)."""
    row = bytearray(line)
    for n in range(len(row)):
        a, b, c = (row[n - each], above[n], above[n - each]) if n >= each else (0, above[n], 0)
        guess = min((a, b, c), key=lambda side: abs(a + b - c - side)) if way == 4 else 0
        row[n] = (row[n] + (0, a, b, (a + b) // 2, guess)[way]) % 256
    return bytes(row)


def chunks_of(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pieces of a PNG file: kind and content."""
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
