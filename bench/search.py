"""How long a search takes in a library of 2,000 records.

    python bench/search.py

It makes a database of its own, deletes it again, and touches no other: SQLite in a temporary folder, or, where DATABASE_URL
is set, a new database on that PostgreSQL server. The records are made of invented words, always the same.

It prints the 95th percentile of the time from asking for the search page until it is there, the same for one record looked
up by its primary key, and how many look-ups a search costs. The ratio says more than the times: it is of one machine and
one moment. It ends after 200 searches, or after a minute if that is sooner.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter
from typing import Any

RECORDS = 2_000
SEARCHES = 200
LONGEST_SECONDS = 60.0
SYLLABLES = [first + second for first in "bdfghklmnprstčšžđ" for second in "aeiouæøåäü"]


def main() -> None:
    """Measure in a database of our own."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "cocreator.settings"
    with TemporaryDirectory() as folder:
        os.environ["COCREATOR_VAR"] = folder
        import django
        from django.db import connection
        from django.test.utils import setup_test_environment

        django.setup()
        setup_test_environment(debug=False)
        connection.settings_dict["TEST"]["NAME"] = (
            f"bench_search_{os.getpid()}" if connection.vendor == "postgresql" else f"{folder}/bench.sqlite3"
        )
        own = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=False, serialize=False)
        try:
            report(connection.vendor)
        finally:
            connection.creation.destroy_test_db(own, verbosity=0)


def report(vendor: str) -> None:
    """Fill, measure and print."""
    from django.test import Client

    from research.models import PublishedVersion

    chance = random.Random(1)
    words = [word(chance) for _number in range(3_000)]
    fill(chance, words)
    keys = list(PublishedVersion.objects.values_list("pk", flat=True))
    browser = Client()

    def search() -> None:
        asked = " ".join(
            chance.choice(words)[: chance.randint(2, 6)] for _word in range(chance.randint(1, 3))
        )
        assert browser.get("/library/search/", {"q": asked}).status_code == 200

    searches = measured(search)
    lookups = measured(lambda: PublishedVersion.objects.get(pk=chance.choice(keys)))
    slow, plain = percentile(searches), percentile(lookups)
    print(f"{RECORDS} records in {vendor}, {len(searches)} searches, {len(lookups)} look-ups")
    print(f"search, 95th percentile:  {slow * 1000:8.2f} ms")
    print(f"look-up, 95th percentile: {plain * 1000:8.2f} ms")
    print(f"one search costs as much as {slow / plain:.1f} look-ups")


def fill(chance: random.Random, words: list[str]) -> None:
    """So many records, in the mixture that a library has: most are sources."""
    from research.models import Case, Organisation, Practice, Source
    from research.publishing.framing import MODELS, rows_of
    from research.publishing.loaded import publish_loaded

    def text(how_many: int) -> str:
        return " ".join(chance.choices(words, k=how_many)).capitalize() + "."

    def make(model: Any, share: float, fields: Callable[[], dict[str, Any]]) -> None:
        slugs: Iterator[int] = count(1)
        rows = (model(slug=f"record-{next(slugs)}", **fields()) for _row in range(round(RECORDS * share)))
        model.objects.bulk_create(rows, batch_size=200)

    place = {"place": "Place", "country": "DK"}
    make(Source, 0.6, lambda: {"type": "article", "title": text(12), "authors": [text(2)], "note": text(30)})
    make(Organisation, 0.1, lambda: {"name": text(3), "kind": "municipality", **place})
    make(Practice, 0.15, lambda: {"name": text(5), "problem": text(40), "how": text(120), "strength": "weak"})
    make(
        Case,
        0.15,
        lambda: {
            "title": text(6),
            "problem": text(40),
            "what_was_done": text(120),
            "obstacles": text(60),
            "outcome": "mixed",
            **place,
        },
    )
    publish_loaded([row for kind in MODELS for row in rows_of(kind)], "Invented for measuring.")


def measured(deed: Callable[[], object]) -> list[float]:
    """How many seconds each of many deeds took; the first few only warm up."""
    end = monotonic() + LONGEST_SECONDS / 2
    taken: list[float] = []
    while len(taken) < SEARCHES + 5 and (len(taken) < 7 or monotonic() < end):
        begun = perf_counter()
        deed()
        taken.append(perf_counter() - begun)
    return taken[5:]


def percentile(taken: list[float]) -> float:
    """What 95 of 100 stay below."""
    return quantiles(taken, n=100)[94]


def word(chance: random.Random) -> str:
    """An invented word of two or three syllables."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3)))


if __name__ == "__main__":
    main()
