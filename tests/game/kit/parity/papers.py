"""Papers of printed boxes, read once and kept beside them, as taking text out of a PDF takes seconds."""

from __future__ import annotations

import pickle
from pathlib import Path

from tests.game.kit.parity.reading import Papers, open_box


def papers_of(folder: Path) -> Papers:
    """What is printed in this box."""
    kept = folder.with_suffix(".papers")
    if kept.exists():
        found = pickle.loads(kept.read_bytes())
        assert isinstance(found, Papers)
        return found
    papers = open_box(folder)
    draft = kept.with_suffix(f".{id(papers)}.draft")
    draft.write_bytes(pickle.dumps(papers))
    draft.replace(kept)
    return papers
