"""A scenario as files, in the form in which they are read: structure, and texts by language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from scenarios.files import SHARED, STRUCTURE
from scenarios.ordering import ordered, ordered_texts

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Lists stand indented under their key, and nothing is ever abbreviated: readers know no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists too."""
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write out everything, however often it comes."""
        return True


def written(document: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> dict[str, bytes]:
    """The files of a scenario by their place in its folder. Texts that all scenarios share are no part of it."""
    own = {
        language: ordered_texts(document, {key: value for key, value in tree.items() if key != SHARED})
        for language, tree in texts.items()
    }
    return {
        STRUCTURE: _yaml(ordered(document)),
        **{f"text/{language}.yaml": _yaml(tree) for language, tree in sorted(own.items())},
    }


def write(folder: Path, document: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> list[Path]:
    """Write the files into a folder, which is made; answers which. A file of the same name is overwritten."""
    found = []
    for name, content in written(document, texts).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        found.append(path)
    return found


def _yaml(data: Mapping[str, Any]) -> bytes:
    told = yaml.dump(
        dict(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )
    return str(told).encode()
