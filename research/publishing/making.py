"""The next version of a record: what it would say, who has worked on it, and the row that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from research import licence
from research.editions.codec import digest_of, encode
from research.editions.facets import facets_of
from research.models import Evidence, Level, PublishedVersion
from research.publishing.framing import Public, folded_of, framed, kind_of, public, rows_of

Checked = PublishedVersion.Checked
#: The columns that say where a record is on its way.
WAY = ("state", "sent_by_id", "sent_at")


def alone() -> None:
    """Have all publishing to oneself until the transaction ends: whoever publishes, withdraws or loads asks for it first.

    One lock for all: with a lock for each record, two batches that share sources could wait for each other for ever.
    """
    list(Level.objects.select_for_update().filter(number=1).values("pk"))


def current(record: Any) -> PublishedVersion | None:
    """Its newest version, withdrawn or not; None if it was never published."""
    return PublishedVersion.objects.filter(kind=kind_of(record), slug=record.slug, is_current=True).first()


def edition_of(record: Any) -> Any:
    """What it would be published as now, with the links that are public."""
    row = rows_of(kind_of(record)).get(pk=record.pk)
    return framed(row, public([row]))


def is_changed(record: Any) -> bool:
    """Whether publishing it now would say something else than its newest version. True if there is none."""
    version = current(record)
    return version is None or version.digest != digest_of(encode(edition_of(record)))


def editors_of(record: Any) -> set[int]:
    """Who has changed the record or its evidence since it was last published, by the number of the account.

    To send, take back, publish and withdraw is no change of what it says.
    """
    version = current(record)
    changes = [*_changes(record)]
    if kind_of(record) in ("practice", "case"):
        changes += _changes_of_evidence(record)
    return {
        line["history_user_id"]
        for line in changes
        if not version or line["history_date"] > version.published_at
    } - {None}


def _changes(record: Any) -> Iterator[dict[str, Any]]:
    """The lines of its history in which more happened than a step on its way."""
    before: dict[str, Any] = {}
    for line in record.history.order_by("history_id").values():
        content, way = _content(line), [line[name] for name in WAY]
        is_step = bool(before) and content == _content(before) and way != [before[name] for name in WAY]
        if not is_step:
            yield line
        before = line


def _changes_of_evidence(record: Any) -> Iterator[dict[str, Any]]:
    """The lines in which a row of evidence came to it, changed, or left it: deleted, or moved to another record."""
    about = f"{kind_of(record)}_id"
    ids = Evidence.history.filter(**{about: record.pk}).values("id")
    before: dict[int, Any] = {}
    names = ("id", about, "history_user_id", "history_date")
    for line in Evidence.history.filter(id__in=ids).order_by("history_id").values(*names):
        if record.pk in (line[about], before.get(line["id"])):
            yield line
        before[line["id"]] = line[about]


def _content(line: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in line.items() if name not in WAY and not name.startswith("history_")
    }


def known_with(batch: Sequence[Any]) -> Public:
    """What these rows may name once they are public themselves."""
    known = public(batch)
    for row in batch:
        known[kind_of(row)][row.slug] = None
    return known


def next_version(
    record: Any, known: Public, newest: PublishedVersion | None, what_changed: str, **people: Any
) -> PublishedVersion | None:
    """The next version of a record, not yet saved; None if it would say the same as the newest."""
    kind, edition = kind_of(record), framed(record, known)
    says = encode(edition)
    digest = digest_of(says)
    if newest is not None and newest.digest == digest and newest.withdrawn_at is None:
        return None
    return PublishedVersion(
        kind=kind,
        slug=edition.slug,
        number=newest.number + 1 if newest else 1,
        title=edition.heading,
        says=says,
        digest=digest,
        what_changed=what_changed,
        published_at=timezone.now(),
        checked=Checked.SCHOLAR if people.get("reviewer") else Checked.EDITORIAL,
        licence=getattr(edition, "licence", "") or licence.NAME,
        folded=folded_of(edition, kind),
        facets=facets_of(edition),
        **people,
    )


def supersede(version: PublishedVersion) -> None:
    older = PublishedVersion.objects.filter(kind=version.kind, slug=version.slug, is_current=True)
    older.update(is_current=False)
