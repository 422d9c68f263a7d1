"""Editions are written as JSON and read back, also those that were written long ago, and their digest holds in any database."""

import json
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from research.editions.codec import SHAPES, decode, digest_of, encode
from research.editions.facets import facets_of, links_of
from research.editions.shapes import Row
from research.models import PublishedVersion
from research.publishing.framing import MODELS, folded_of
from tests.research.editions.examples import EXAMPLES, anything

GOLDEN = Path(__file__).parent / "golden"
KINDS = pytest.mark.parametrize("kind", SHAPES)


def kept(kind):
    return json.loads((GOLDEN / f"{kind}.json").read_text(encoding="utf-8"))


def holds(now, then):
    """Whether all that was said then is said now, in the same words; something may have come to it."""
    if isinstance(then, dict) and isinstance(now, dict):
        return all(name in now and holds(now[name], value) for name, value in then.items())
    if isinstance(then, list) and isinstance(now, list):
        return len(now) == len(then) and all(map(holds, now, then))
    return now == then


def test_there_is_a_shape_for_each_kind_of_record():
    assert set(SHAPES) == set(MODELS) == set(EXAMPLES)


@KINDS
@settings(max_examples=100)
@given(data=st.data())
def test_any_edition_is_read_as_it_was_written(kind, data):
    edition = data.draw(anything(kind))
    says = encode(edition)
    assert decode(kind, says) == edition
    assert decode(kind, json.loads(json.dumps(says))) == edition
    assert digest_of(encode(decode(kind, says))) == digest_of(says)


@KINDS
@pytest.mark.django_db
@settings(max_examples=40)
@given(data=st.data())
def test_trip_through_the_database_changes_neither_words_nor_digest(kind, data):
    edition = data.draw(anything(kind))
    says = encode(edition)
    with transaction.atomic():
        row = PublishedVersion.objects.create(
            kind=kind, slug="any", number=1, says=says, digest=digest_of(says), published_at=datetime.now(UTC)
        )
        row.refresh_from_db()
        transaction.set_rollback(True)
    assert row.says == says
    assert digest_of(row.says) == row.digest == digest_of(says)
    assert decode(kind, row.says) == edition


def test_digest_is_what_the_pages_tell_to_compute():
    """SHA-256 of JSON with sorted keys, without blanks, in UTF-8."""
    says = {"b": ["Ærø", None, 1.5], "a": True}
    assert digest_of(says) == sha256('{"a":true,"b":["Ærø",null,1.5]}'.encode()).hexdigest()
    assert digest_of({"a": True, "b": ["Ærø", None, 1.5]}) == digest_of(says)
    assert digest_of({**says, "a": False}) != digest_of(says)


@KINDS
def test_what_was_published_once_is_read_for_ever(kind):
    """The file is from the first day. If this fails, a field lost its name, its default or its meaning."""
    then = kept(kind)
    assert digest_of(then["says"]) == then["sha256"]
    edition = decode(kind, then["says"])
    assert edition == EXAMPLES[kind]
    assert holds(encode(edition), then["says"])
    assert facets_of(edition) and folded_of(edition, kind)
    assert all(link.get_absolute_url() for link in links_of(edition))


@KINDS
@pytest.mark.django_db
def test_page_of_what_was_published_once_is_there_for_ever(client, kind):
    then = kept(kind)
    version = PublishedVersion.objects.create(
        kind=kind, slug=then["says"]["slug"], number=1, title=EXAMPLES[kind].heading, says=then["says"],
        digest=then["sha256"], what_changed="First.", published_at=datetime(2026, 11, 25, tzinfo=UTC),
        checked="editorial", licence="CC-BY-4.0",
    )  # fmt: skip
    answer = client.get(version.get_absolute_url())
    assert answer.status_code == 200
    assert then["sha256"] in answer.content.decode()
    assert client.get(f"{version.get_absolute_url()}record.json").json()["says"] == then["says"]


@KINDS
def test_field_that_did_not_exist_yet_has_its_default(kind):
    says = encode(EXAMPLES[kind])
    later = [
        one
        for one in fields(SHAPES[kind])
        if one.default is not MISSING or one.default_factory is not MISSING
    ]
    for one in later:
        then = {name: value for name, value in says.items() if name != one.name}
        default = one.default if one.default_factory is MISSING else one.default_factory()
        assert getattr(decode(kind, then), one.name) == default != says[one.name]
    bare = {name: value for name, value in says.items() if name not in {one.name for one in later}}
    assert facets_of(decode(kind, bare))


def test_row_of_evidence_from_before_grades_is_ungraded():
    says = encode(EXAMPLES["case"])
    says["evidence"] = [{"source": says["evidence"][0]["source"], "statement": "So."}]
    [row] = decode("case", says).evidence
    assert row == Row(EXAMPLES["case"].evidence[0].source, statement="So.")
    assert (row.direction, row.grade, row.level) == ("supports", None, None)


@KINDS
def test_field_of_a_later_day_is_let_go(kind):
    assert decode(kind, {**encode(EXAMPLES[kind]), "smell": "sea"}) == EXAMPLES[kind]
