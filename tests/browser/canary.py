"""A scenario in which every text can be told apart: each carries a mark of its own, glued to its last word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from scenarios.files import read
from scenarios.script import Script, flat, parse

SHIPPED = "the-long-evenings"
SLUG = "canary-town"
MARK = re.compile(r"Zq\d{4}x")
#: From this number on marks belong to what people type.
TYPED = 5000
#: Run in the server's folder before the doors open.
SOW = "from tests.browser.canary import sow; sow()"


def mark(number: int) -> str:
    """The mark with this number: plain letters and figures, which no escaping changes, and always of one length."""
    return f"Zq{number:04d}x"


@cache
def marks() -> dict[str, str]:
    """Every text of the scenario by its key, those that all scenarios share included: key to mark."""
    return {key: mark(n) for n, key in enumerate(sorted(flat(read(SHIPPED)["texts"]["en"])), 1)}


@cache
def script() -> Script:
    """The scenario as it ships."""
    found = read(SHIPPED)
    return parse(found["document"], found["texts"])


def marked(tree: Mapping[str, Any], known: Mapping[str, str], prefix: str = "") -> dict[str, Any]:
    """The texts of a tree, each with its mark. No word is added, so that what is short enough stays it."""
    return {
        key: marked(value, known, f"{prefix}{key}.")
        if isinstance(value, Mapping)
        else f"{' '.join(str(value).split())}{known[f'{prefix}{key}']}"
        for key, value in tree.items()
    }


def sow() -> None:
    """Save the marked scenario as a local one, ready to be played. Runs inside the server's own Django."""
    from scenarios.desk.saving import store
    from scenarios.files import digest
    from scenarios.models import Scenario

    shipped = read(SHIPPED)
    texts = {"en": marked(shipped["texts"]["en"], marks())}
    row = store(Scenario(slug=SLUG, version=1, is_local=True), dict(shipped["document"]), texts, "")
    row.texts = texts  # what all scenarios share would else have come without its marks
    row.digest = digest(row.document, row.texts)
    row.save()
    assert row.is_ready, "the marked scenario would not be played"
