"""What a backup looks like: a zip of a manifest and one part for each table, in lines of JSON.

The manifest tells what made it, the migrations of its database, and of each part its lines, bytes and sha256. `rules` is the
digest of the code by which logs were folded: under the same rules, a log leads to the very same state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

KIND, FORMAT = "CO-CREATOR backup", 1
MANIFEST, PRINTS = "manifest.json", "workshops.jsonl"
PART = re.compile(r"rows/[a-z_]+\.[a-z0-9_]+\.jsonl|workshops\.jsonl")
RULES = ("game/rules", "scenarios/script.py", "scenarios/conditions.py", "scenarios/incidents.py")
Migration = tuple[str, str]


class BackupError(Exception):
    """A backup cannot be made, or not be restored; the message is a sentence for whoever asked. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a backup: how many lines and bytes, and their sha256."""

    lines: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `made_at` is a moment, `migrations` are (app, name), `parts` by their file."""

    release: str
    made_at: str
    database: str
    migrations: tuple[Migration, ...]
    rules: str
    parts: Mapping[str, Part]

    def encode(self) -> bytes:
        """As it stands in the file."""
        told = {"kind": KIND, "format": FORMAT, **asdict(self)}
        return json.dumps(told, indent=1, sort_keys=True).encode()

    @property
    def age_in_days(self) -> float:
        """How old it is."""
        return (datetime.now(UTC) - datetime.fromisoformat(self.made_at)).total_seconds() / 86400


def decode(text: bytes) -> Manifest:
    """The manifest in a file. Raises BackupError for what is none of ours, or of a later make."""
    try:
        told = json.loads(text)
        if told["kind"] != KIND:
            raise ValueError(told["kind"])
        if int(told["format"]) > FORMAT:
            raise BackupError(
                f"This backup was made by a newer release ({told['release']}). Install that one first."
            )
        return Manifest(
            release=str(told["release"]),
            made_at=_moment(told["made_at"]),
            database=str(told["database"]),
            migrations=tuple((str(app), str(name)) for app, name in told["migrations"]),
            rules=str(told["rules"]),
            parts={str(name): _part(**part) for name, part in told["parts"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise BackupError("This is no backup of CO-CREATOR: its manifest cannot be read.") from problem


def _part(lines: Any, bytes: Any, sha256: Any) -> Part:  # noqa: A002 (as they are named in the file)
    part = Part(int(lines), int(bytes), str(sha256))
    if part.lines < 0 or part.bytes < 0:
        raise ValueError("less than nothing")
    return part


def _moment(text: str) -> str:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a moment without its offset")
    return text


def release() -> str:
    """The release that is installed, such as 0.1.0."""
    return version("cocreator")


def numbers(told: str) -> tuple[int, ...]:
    """A release as numbers that can be compared."""
    return tuple(int(number) for number in re.findall(r"\d+", told))


@cache
def rules_digest() -> str:
    """The sha256 of the sources that fold a log."""
    digest = sha256()
    for place in RULES:
        root: Path = settings.BASE_DIR / place
        for path in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
            digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def loader() -> MigrationLoader:
    """The migrations of this release, and those that the database has."""
    return MigrationLoader(connection)


def applied(known: MigrationLoader) -> tuple[Migration, ...]:
    """The migrations of this release that the database has, in a fixed order."""
    return tuple(sorted(set(known.applied_migrations) & set(known.disk_migrations)))


def ends(known: MigrationLoader, migrations: Iterable[Migration]) -> list[Migration]:
    """The last of some migrations in each app: whoever migrates to these has just these."""
    wanted = set(migrations)
    return sorted(
        key
        for key in wanted
        if not any(
            child.key in wanted and child.key[0] == key[0] for child in known.graph.node_map[key].children
        )
    )
