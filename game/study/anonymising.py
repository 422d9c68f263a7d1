"""The day of a study has come: its rows lose their pseudonyms, and everything else of its workshops goes (KEEP-5)."""

from __future__ import annotations

import secrets
from collections import Counter

from django.db import transaction

from game.models import AnonymousRows, Workshop
from game.rules.tally import FEWEST_PERSONS
from game.study.rows import Rows, rows_of, script_of

#: Tables in which a person has rows; each begins with the pseudonym.
OF_PERSONS = ("persons", "choices", "answers")


def anonymise(workshop: Workshop) -> None:
    """Keep what of a closed workshop leads to nobody any more; the workshop itself is deleted afterwards, by whoever asked.

    Asked twice, the same is kept once, because the workshop is gone with it.
    """
    if workshop.study is None or workshop.phase != "closed":
        return
    with transaction.atomic():
        AnonymousRows.objects.create(
            study=workshop.study,
            tables=without_names(rows_of(workshop)),
            scripts=script_of(workshop, workshop.study.language),
        )


def without_names(rows: Rows) -> Rows:
    """The same rows with other pseudonyms, which stand nowhere else, without callings, in another order.

    The number of a table gives way to that of a group, drawn anew, which says who sat together and not where: for all rows of
    a person the one of that person's last table. People of whose table fewer than five have agreed are in group 0; if they
    are fewer than five themselves, nothing of them stays (KEEP-3).
    """
    groups = _groups([row[2] for row in rows["persons"]])
    placed = {row[0]: groups.get(row[2], 0) for row in rows["persons"]}
    together = Counter(placed.values())
    fresh = {
        name: secrets.token_hex(5) for name, group in placed.items() if together[group] >= FEWEST_PERSONS
    }
    kept = {name: [row for row in rows[name] if row[0] in fresh] for name in OF_PERSONS}
    found: Rows = dict(rows)
    found["persons"] = [
        (fresh[row[0]], row[1], placed[row[0]], row[3], None, *row[5:]) for row in kept["persons"]
    ]
    found["choices"] = [(fresh[row[0]], placed[row[0]], *row[2:]) for row in kept["choices"]]
    found["answers"] = [(fresh[row[0]], *row[1:]) for row in kept["answers"]]
    return {name: sorted(told, key=repr) if name in OF_PERSONS else told for name, told in found.items()}


def _groups(tables: list[int | None]) -> dict[int | None, int]:
    """By table a number drawn anew, for tables of which five people or more have agreed."""
    large = [table for table, n in Counter(tables).items() if table and n >= FEWEST_PERSONS]
    drawn = secrets.SystemRandom().sample(range(1, len(large) + 1), len(large))
    return dict(zip(large, drawn, strict=True))
