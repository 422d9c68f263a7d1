"""Content files as they stand under scenarios/content: one structure and one text file per language."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from scenarios.script import ScriptError, parse

CONTENT = Path(__file__).parent / "content"
LARGEST = 1_000_000


def read(slug: str) -> dict[str, Any]:
    """The document, texts and digest of a scenario's files; ScriptError with the file's name if unreadable."""
    folder = CONTENT / slug
    document = _yaml(folder / "scenario.yaml")
    texts = {}
    for path in sorted((folder / "text").glob("*.yaml")):
        shared = CONTENT / "common" / path.name
        texts[path.stem] = {**_yaml(path), **({"common": _yaml(shared)} if shared.exists() else {})}
    parse(document, texts)
    digest = sha256(json.dumps([document, texts], sort_keys=True).encode()).hexdigest()
    return {"document": document, "texts": texts, "digest": digest, "version": document.get("version", 1)}


def slugs() -> list[str]:
    """The scenarios that have files."""
    return sorted(path.parent.name for path in CONTENT.glob("*/scenario.yaml"))


def _yaml(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST:
        raise ScriptError(f"{path.name}: larger than {LARGEST} bytes")
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ScriptError(f"{path.parent.name}/{path.name}: {error}") from error
    if not isinstance(data, dict):
        raise ScriptError(f"{path.name}: must be a mapping")
    return data
