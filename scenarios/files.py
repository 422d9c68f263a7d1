"""Content files as they stand under scenarios/content: one structure and one text file per language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from scenarios.conditions import ScriptError
from scenarios.places import plain
from scenarios.reading import LARGEST
from scenarios.reading import read as read_places
from scenarios.script import parse

CONTENT = Path(__file__).parent / "content"
STRUCTURE = "scenario.yaml"
SHARED = "common"


@dataclass(frozen=True, slots=True)
class ScriptFiles:
    """The bytes of a scenario's files. `texts` and `shared` are by language; shared texts belong to every scenario."""

    slug: str
    structure: bytes
    texts: Mapping[str, bytes]
    shared: Mapping[str, bytes]


def slugs() -> list[str]:
    """The scenarios that have files."""
    return sorted(path.parent.name for path in CONTENT.glob(f"*/{STRUCTURE}"))


def opened(slug: str) -> ScriptFiles:
    """The files of a scenario, as they are on disk; what cannot be opened is empty."""
    texts = sorted((CONTENT / slug / "text").glob("*.yaml"))
    shared = sorted((CONTENT / SHARED).glob("*.yaml"))
    return ScriptFiles(
        slug=slug,
        structure=bytes_of(CONTENT / slug / STRUCTURE),
        texts={path.stem: bytes_of(path) for path in texts},
        shared={path.stem: bytes_of(path) for path in shared},
    )


def read(slug: str) -> dict[str, Any]:
    """The document, texts and digest of a scenario's files; ScriptError with the place if they are unreadable."""
    files = opened(slug)
    document = _plain(f"{slug}/{STRUCTURE}", files.structure)
    texts: dict[str, Any] = {}
    for language, content in files.texts.items():
        texts[language] = _plain(f"{slug}/text/{language}.yaml", content)
        if language in files.shared:
            texts[language]["common"] = _plain(f"{SHARED}/{language}.yaml", files.shared[language])
    parse(document, texts)
    return {
        "document": document,
        "texts": texts,
        "digest": digest(document, texts),
        "version": document.get("version", 1),
    }


def digest(document: Any, texts: Any) -> str:
    """By which one tells whether two scenarios say the same."""
    return sha256(json.dumps([document, texts], sort_keys=True).encode()).hexdigest()


@cache
def shared_texts() -> dict[str, dict[str, Any]]:
    """The texts that all scenarios share, by language; a language that cannot be read has none."""
    readings = (
        (path.stem, read_places(path.name, bytes_of(path))) for path in (CONTENT / SHARED).glob("*.yaml")
    )
    found = {name: plain(reading.value) for name, reading in readings if reading.value is not None}
    return {name: tree for name, tree in found.items() if isinstance(tree, dict)}


def bytes_of(path: Path) -> bytes:
    """What a file holds, up to a little more than the most that is read; empty if it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        return b""


def _plain(file: str, content: bytes) -> dict[str, Any]:
    reading = read_places(file, content)
    if reading.problems or reading.value is None:
        raise ScriptError("; ".join(str(problem) for problem in reading.problems))
    data = plain(reading.value)
    assert isinstance(data, dict)
    return data
