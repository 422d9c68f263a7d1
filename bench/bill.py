"""The bill of materials: writes docs/sbom.json (CycloneDX 1.5) and docs/dependencies.md from constraints.txt and what is vendored.

Run it where everything is installed: `.venv/bin/python -m bench.bill`. With `--check` it writes nothing, and fails where the
names or versions that are written are not those of the project any more. Nothing is asked of any network.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BILL, LIST = ROOT / "docs" / "sbom.json", ROOT / "docs" / "dependencies.md"
UNKNOWN = "not told"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """Something of others that we use: a package that is installed, or a file that lies in the project."""

    kind: str
    name: str
    version: str
    licence: str
    dated: str = UNKNOWN
    files: tuple[str, ...] = ()


VENDORED = (
    Part("vendored", "htmx", "2.0.11", "0BSD", files=("static/vendor/htmx/htmx-2.0.11.min.js",)),
    Part(
        "vendored",
        "Newsreader",
        "5.3.0",
        "OFL-1.1",
        files=(
            "static/fonts/newsreader-latin-wght-normal.woff2",
            "static/fonts/newsreader-latin-ext-wght-normal.woff2",
        ),
    ),
    Part(
        "vendored",
        "Newsreader for paper",
        "1.003",
        "OFL-1.1",
        files=("research/sheet/fonts/newsreader-400.ttf", "research/sheet/fonts/newsreader-600.ttf"),
    ),
    Part(
        "vendored",
        "Roboto",
        "3.015",
        "OFL-1.1",
        files=("research/sheet/fonts/roboto-400.ttf", "research/sheet/fonts/roboto-600.ttf"),
    ),
    Part(
        "vendored",
        "world-atlas",
        "2.0.2",
        "ISC; its map is Natural Earth, in the public domain",
        files=("research/mapping/land.json",),
    ),
)


def packages() -> list[Part]:
    """Every package of constraints.txt, with what its own description tells where it is installed."""
    return [
        _package(name, version) for name, version in PINNED.findall((ROOT / "constraints.txt").read_text())
    ]


def _package(name: str, version: str) -> Part:
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return Part("package", name, version, UNKNOWN)
    return Part(
        "package",
        name,
        version,
        _licence(found.metadata) if found.version == version else UNKNOWN,
        _dated(found),
    )


def _licence(told: Any) -> str:
    """As the package says it: an expression, or the class it gives itself, or one line of its own."""
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [
        line.rpartition("::")[2].strip()
        for line in told.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    line = str(told.get("License") or "").strip().split("\n")[0]
    return ", ".join(classes) or (line if 0 < len(line) <= 60 else UNKNOWN)


def _dated(found: metadata.Distribution) -> str:
    """The newest date of a file inside, as far as the package kept it; a day of long ago means that it did not."""
    paths = [
        Path(str(found.locate_file(one)))
        for one in (found.files or [])[:400]
        if str(one).endswith((".py", ".so", "METADATA"))
    ]
    days = [datetime.fromtimestamp(path.stat().st_mtime, UTC).date() for path in paths if path.is_file()]
    return f"installed {max(days)}" if days else UNKNOWN


def bill(parts: list[Part]) -> dict[str, Any]:
    """All parts as CycloneDX. It holds no date and no random number, so that it changes only with the parts."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "cocreator",
                "name": "cocreator",
                "version": _own_version(),
            }
        },
        "components": [_component(part) for part in parts],
        "dependencies": [{"ref": "cocreator", "dependsOn": [_ref(part) for part in parts]}],
    }


def _component(part: Part) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "library" if part.kind == "package" else "file",
        "bom-ref": _ref(part),
        "name": part.name,
        "version": part.version,
    }
    if part.licence != UNKNOWN:
        told["licenses"] = [{"license": {"name": part.licence}}]
    if part.kind == "package":
        told["purl"] = f"pkg:pypi/{re.sub(r'[-_.]+', '-', part.name).lower()}@{part.version}"
    if part.files:
        told["components"] = [
            {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": _digest(name)}]}
            for name in part.files
        ]
    return told


def _ref(part: Part) -> str:
    return f"{part.kind}:{part.name}"


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def _own_version() -> str:
    found = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    return found[1] if found else UNKNOWN


def listed(parts: list[Part], day: str) -> str:
    """The list that was looked through, and what could not be looked at."""
    rows = [f"| {part.name} | {part.version} | {part.dated} | {part.licence} |" for part in parts]
    return "\n".join(
        [
            "# What the project stands on",
            "",
            f"Looked through on {day}, by `python -m bench.bill`. The same as data: [sbom.json](sbom.json), CycloneDX 1.5.",
            "",
            "**No source of advisories could be reached when this was written.** So it says what is used, in which version and",
            "under which licence, and not whether a weakness of it is known. Whoever runs a site asks a source of advisories",
            "with `sbom.json` before a release and once a month, and writes the day and the outcome below.",
            "",
            "| Day | Source | Outcome |",
            "|---|---|---|",
            f"| {day} | none could be reached | not known |",
            "",
            "Nor can the day of a release be known without a registry. The third column is the day on which the files that we",
            "tested with were installed: each version was out by then.",
            "",
            "| Name | Version | At the latest | Licence, as it says itself |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def pairs(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Names and versions of a bill, and digests of files."""
    found = [(one["name"], one["version"]) for one in told["components"]]
    files = [
        (file["name"], file["hashes"][0]["content"])
        for one in told["components"]
        for file in one.get("components", ())
    ]
    return [*found, *files]


def main(asked: list[str]) -> int:
    """Write both, or compare."""
    parts = [*packages(), *VENDORED]
    if "--check" in asked:
        same = pairs(json.loads(BILL.read_text())) == pairs(bill(parts))
        missing = [part.name for part in parts if f"| {part.name} | {part.version} |" not in LIST.read_text()]
        if not same or missing:
            sys.stderr.write(
                "The bill of materials is not that of the project any more. Run: python -m bench.bill.\n"
            )
            return 1
        return 0
    BILL.write_text(json.dumps(bill(parts), indent=1) + "\n")
    LIST.write_text(listed(parts, datetime.now(UTC).date().isoformat()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
