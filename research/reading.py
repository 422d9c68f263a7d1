"""What the files want to stand in the library: rows, checked one by one before anything is loaded.

Evidence is made of what the files say and of nothing else: one row for each source of a level change of a case, one for
each source of a practice. Reading lists, the levels and cases of a practice, and leads make none.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from research import files, licence
from research.translating import PROSE
from research.wanted import LEVELS, Fault, Reading, Row, Wanted

CASE_FIELDS = (
    *("slug", "title", "organisation", "place", "country", "lat", "lon", "start_year", "policy_area"),
    *("problem", "what_was_done", "obstacles", "outcome", "outcome_basis", "verified"),
)


def read() -> dict[str, dict[str, Wanted]]:
    """All rows that the files want, by kind and by name. The first thing that is wrong is a Fault."""
    reading = Reading()
    for file, name, take in (
        ("sources", "id", _source),
        ("organisations", "slug", _organisation),
        ("cases", "slug", _case),
        ("practices", "slug", _practice),
    ):
        for row in _rows(file, name):
            take(reading, row)
    levels = {row.name for row in _rows("levels", "slug")}
    for file in files.translated():
        for row in _rows(file, "record"):
            _translation(reading, row, levels)
    return reading.wanted


def _rows(file: str, name: str) -> Iterator[Row]:
    try:
        found = files.rows(file)
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise Fault(f"{file}.yaml cannot be read as a list of {file}.") from error
    if not isinstance(found, list):
        raise Fault(f"{file}.yaml must hold a list of {file}.")
    for number, values in enumerate(found, start=1):
        row = Row(file, f"record {number}", values if isinstance(values, dict) else {})
        yield Row(file, row.text(name), values)


def _source(reading: Reading, row: Row) -> None:
    fields = {key: row.get(key) for key in ("type", "year", "title", "read", "verified")}
    fields |= {key: row.get(key) or "" for key in ("container", "doi", "url")}
    fields |= {"slug": row.name, "authors": row.texts("authors"), "note": row.values.get("note") or ""}
    reading.add(row, Wanted("source", row.name, fields))


def _organisation(reading: Reading, row: Row) -> None:
    if row.get("beacon") is not None:
        raise row.fault("beacon", "must be empty: an organisation becomes a beacon by its own agreement only")
    fields = {key: row.get(key) for key in ("slug", "name", "kind", "place", "country", "lat", "lon")}
    fields |= {key: row.values.get(key) or "" for key in ("name_en", "note")}
    reading.add(row, Wanted("organisation", row.name, fields))


def _case(reading: Reading, row: Row) -> None:
    fields = {key: row.get(key) for key in CASE_FIELDS}
    outcomes = row.row("outcomes")
    fields |= {"went_well": outcomes.text("positive"), "went_badly": outcomes.text("negative")}
    fields |= {
        "actors": row.texts("actors"),
        "lesson": row.get("transferable_lesson"),
        "licence": licence.NAME,
    }
    links = {
        "organisations": reading.known(row, "organisations", "organisation"),
        "sources": reading.known(row, "source_ids", "source"),
        "outcome_sources": reading.known(outcomes, "source_ids", "source"),
    }
    reading.add(row, Wanted("case", row.name, fields, links=links))
    _changes(reading, row)


def _changes(reading: Reading, row: Row) -> None:
    """The evidence of a case: one row for each source of each level change."""
    order = 0
    for change in row.rows("level_changes"):
        level = str(change.get("level"))
        if level not in LEVELS:
            raise change.fault("level", f"names the unknown level {level}")
        for slug in reading.known(change, "source_ids", "source")[1]:
            order += 1
            fields = {"statement": change.text("change"), "strength": change.text("strength"), "order": order}
            parents = {"source": ("source", slug), "case": ("case", row.name), "level": ("level", level)}
            reading.add(change, Wanted("evidence", f"{row.name}/{level}/{slug}", fields, parents))


def _rungs(row: Row) -> dict[str, int]:
    """By level, the rung of the ladder towards which a practice helps: 2 to 5. Only on levels where it is at home."""
    rungs = row.values.get("rungs") or {}
    if not isinstance(rungs, dict) or not set(rungs) <= set(row.get("levels")):
        raise row.fault("rungs", "must name, for some of its levels, a rung")
    if not all(rung in (2, 3, 4, 5) for rung in rungs.values()):
        raise row.fault("rungs", "must be between 2 and 5")
    return {str(level): rung for level, rung in rungs.items()}


def _practice(reading: Reading, row: Row) -> None:
    """A practice with its evidence: one row for each source, of which neither statement nor strength is recorded."""
    fields = {key: row.get(key) for key in ("slug", "name", "problem", "how")}
    fields |= {"conditions": row.texts("conditions"), "risks": row.texts("risks")}
    fields |= {"strength": row.get("evidence"), "note": row.values.get("note") or "", "licence": licence.NAME}
    links = {
        "levels": reading.known(row, "levels", "level"),
        "cases": reading.known(row, "cases", "case"),
    }
    fields["rungs"] = _rungs(row)
    reading.add(row, Wanted("practice", row.name, fields, links=links))
    for order, slug in enumerate(reading.known(row, "source_ids", "source")[1], start=1):
        parents = {"source": ("source", slug), "practice": ("practice", row.name)}
        reading.add(row, Wanted("evidence", f"{row.name}/{slug}", {"order": order}, parents))


def _translation(reading: Reading, row: Row, levels: set[str]) -> None:
    """The texts of a level or a practice in the language that the file is called by."""
    kind, language = row.text("kind"), row.file.rpartition("/")[2]
    known = {"level": levels, "practice": reading.wanted["practice"].keys()}
    if row.name not in known.get(kind, ()):
        raise row.fault("record", f"names the unknown {kind} {row.name}")
    texts = dict(row.row("texts").values)
    for name in texts:
        if name not in PROSE[kind]:
            raise row.fault(f"texts, {name}", f"is no text of a {kind}")
    fields = {"kind": kind, "record": row.name, "language": language, "texts": texts}
    fields |= {key: row.get(key) for key in ("by", "date", "of")}
    reading.add(row, Wanted("translation", f"{language}/{kind}/{row.name}", fields))
