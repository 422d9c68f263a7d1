"""Draft, in review, published, withdrawn: who may do what, and why not, in a sentence.

Nobody publishes what they wrote or sent themselves. A record goes out together with the sources and organisations that it
names and that are not public yet or have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from research.editions.codec import digest_of, encode
from research.editions.differences import Difference, differences
from research.models import Adaptation, PublishedVersion
from research.models.reviewed import Reviewed
from research.models.versions import Versions
from research.publishing.framing import Public, framed, kind_of, named_by, public, rows_of
from research.publishing.making import (
    alone,
    current,
    editors_of,
    is_changed,
    known_with,
    next_version,
    supersede,
)
from research.publishing.missing import needed

State = Reviewed.State
#: By kind and slug, the newest version of each record that has one.
Newest = dict[tuple[str, str], PublishedVersion]


class NotYet(Exception):
    """Why something cannot be done now, in sentences."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


@dataclass(frozen=True, slots=True)
class Companion:
    """A source or an organisation that goes out with a record, and what differs from its newest version, if there is one."""

    record: Any
    number: int
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Review:
    """What is looked at before publishing: what it would say, what differs, and what goes out with it.

    `sign` stands for all that is looked at: publishing with it publishes this and nothing else.
    """

    edition: Any
    number: int
    differences: list[Difference]
    everything: list[Difference]
    companions: list[Companion]
    sign: str


def review_of(record: Any) -> Review:
    """What publishing this record now would do."""
    batch, known = _batch([record])
    newest = _newest_of(batch)
    companions = [Companion(row, *_compared(row, framed(row, known), newest)) for row in batch[:-1]]
    edition = framed(batch[-1], known)
    number, differs = _compared(record, edition, newest)
    return Review(
        edition,
        number,
        differs if number > 1 else [],
        differences({}, encode(edition)),
        companions,
        _sign(batch, known),
    )


def send(record: Any, user: Any) -> None:
    """Hand a record to a second person, or say what is missing."""
    with transaction.atomic():
        _lock(record)
        if record.state == State.IN_REVIEW:
            raise NotYet(_("It is in review already."))
        row = rows_of(kind_of(record)).get(pk=record.pk)
        if lacks := _lacks(row, public([row])):
            raise NotYet(*lacks)
        if record.state == State.PUBLISHED and not is_changed(record):
            raise NotYet(_("Nothing has changed since it was published."))
        _move(record, State.IN_REVIEW, user, _("sent to review"))


def take_back(record: Any, user: Any) -> None:
    """Go on working on a record that is in review."""
    with transaction.atomic():
        _lock(record)
        if record.state != State.IN_REVIEW:
            raise NotYet(_("It is not in review."))
        _move(record, State.DRAFT, user, _("taken back from review"))


def publish(
    records: Sequence[Any], user: Any, what_changed: str, sign: str | None = None
) -> list[PublishedVersion]:
    """Publish records that are in review, together with what they name. All of them, or none.

    `sign` is that of the review that was looked at; if anything has changed since, nothing is published.
    """
    if not what_changed.strip():
        raise NotYet(_("Say in a sentence what changed."))
    with transaction.atomic():
        alone()
        for record in records:
            _lock(record)
            if record.state != State.IN_REVIEW:
                raise NotYet(_("%(record)s is not in review.") % {"record": record})
        batch, known = _batch(records)
        if sign is not None and sign != _sign(batch, known):
            raise NotYet(
                _(
                    "Something here has changed since you looked at it. Read it once more, and then publish it."
                )
            )
        for row in batch:
            _may_publish(row, user, known)
        made = [_version(row, known, what_changed.strip(), user) for row in batch]
        for record in [*batch[: -len(records)], *records]:
            if record.state != State.PUBLISHED:
                _move(record, State.PUBLISHED, user, _("published"))
    return made


def withdraw(record: Any, user: Any, why: str) -> None:
    """Take a record off the public pages. Its addresses stay and say that it was withdrawn, when and why."""
    if not why.strip():
        raise NotYet(_("Say in a sentence why it is withdrawn."))
    versions = PublishedVersion.objects.filter(kind=kind_of(record), slug=record.slug)
    with transaction.atomic():
        alone()
        _lock(record)
        if not versions.filter(withdrawn_at=None).update(
            withdrawn_at=timezone.now(), withdrawn_why=why.strip()
        ):
            raise NotYet(_("It is not public."))
        _move(record, State.WITHDRAWN, user, _("withdrawn"))


def _lock(record: Any) -> None:
    """Have the record to oneself, as it stands now, until the transaction ends."""
    record.refresh_from_db(from_queryset=type(record).objects.select_for_update())


def _batch(records: Sequence[Any]) -> tuple[list[Any], Public]:
    """What goes out together, the records last, and what it may name."""
    rows = [rows_of(kind_of(record)).get(pk=record.pk) for record in records]
    batch = [*_companions(rows), *rows]
    return batch, known_with(batch)


def _companions(rows: Sequence[Any]) -> list[Any]:
    """The sources and organisations that these name, as far as they would say something new."""
    asked = {(kind_of(row), row.slug) for row in rows}
    named = {(kind_of(one), one.slug): one for row in rows for one in named_by(row)}
    found = []
    for kind in ("source", "organisation"):
        slugs = {slug for of, slug in named.keys() - asked if of == kind}
        digests = dict(_newest(kind, slugs).values_list("slug", "digest"))
        found += [
            row
            for row in rows_of(kind).filter(slug__in=slugs)
            if digests.get(row.slug) != digest_of(encode(framed(row, {})))
        ]
    return found


def _newest(kind: str, slugs: Iterable[str]) -> Versions:
    rows: Versions = PublishedVersion.objects.filter(kind=kind, slug__in=slugs, is_current=True)
    return rows


def _sign(batch: Sequence[Any], known: Public) -> str:
    """A digest of all that this batch would say."""
    return digest_of({f"{kind_of(row)} {row.slug}": encode(framed(row, known)) for row in batch})


def _newest_of(batch: Sequence[Any]) -> Newest:
    slugs = {row.slug for row in batch}
    versions = PublishedVersion.objects.filter(slug__in=slugs, is_current=True).order_by()
    return {(version.kind, version.slug): version for version in versions}


def _compared(record: Any, edition: Any, newest: Newest) -> tuple[int, list[Difference]]:
    """The number that its next version has, and what differs from the newest."""
    version = newest.get((kind_of(record), record.slug))
    return version.number + 1 if version else 1, differences(version.says if version else {}, encode(edition))


def _lacks(row: Any, known: Public) -> list[str]:
    """Why it cannot be published: what it lacks, and what it names that the public may not read."""
    sentences = needed(framed(row, known))
    named = {(kind_of(one), one.slug): one for one in named_by(row)}
    for kind in ("source", "organisation"):
        gone = _newest(kind, {slug for of, slug in named if of == kind}).exclude(withdrawn_at=None)
        for slug in gone.values_list("slug", flat=True):
            sentences.append(
                _("It names %(record)s, which was withdrawn. Take it out, or publish that again first.")
                % {"record": named[kind, slug]}
            )
    if isinstance(row, Adaptation) and row.practice.slug not in known["practice"]:
        sentences.append(_("The practice that was taken up is not public. Publish that first."))
    return sentences


def _may_publish(row: Any, user: Any, known: Public) -> None:
    if not user.has_perm("research.add_publishedversion"):
        raise NotYet(_("Your account may not publish."))
    has_sent_it = row.state == State.IN_REVIEW and user.pk == row.sent_by_id
    if has_sent_it or user.pk in editors_of(row):
        raise NotYet(
            _("You have worked on %(record)s yourself. A second person publishes it.") % {"record": row}
        )
    if lacks := _lacks(row, known):
        raise NotYet(*lacks)


def _version(row: Any, known: Public, what_changed: str, user: Any) -> PublishedVersion:
    """The next version of a record, saved."""
    version = next_version(row, known, current(row), what_changed, editor=row.sent_by, reviewer=user)
    if version is None:
        raise NotYet(_("%(record)s says the same as its newest version.") % {"record": row})
    supersede(version)
    version.save()
    return version


def _move(record: Any, state: str, user: Any, why: str) -> None:
    """Note where a record is now, who moved it, and why: in its history too."""
    record.state = state
    if state == State.IN_REVIEW:
        record.sent_by, record.sent_at = user, timezone.now()
    record._history_user, record._change_reason = user, why  # noqa: SLF001  django-simple-history's documented way
    record.save(update_fields=["state", "sent_by", "sent_at"])
