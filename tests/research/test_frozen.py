"""A published version stays as it is, whoever tries what; and the loader publishes nothing that somebody here has worked on."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.deletion import ProtectedError

from research.loading import FOLLOWED, SHIPPED, load
from research.models import Case, Evidence, Level, Organisation, Practice, PublishedVersion, Source
from research.models.reviewed import Reviewed
from research.models.versions import CHANGING
from research.publishing.loaded import publish_loaded
from research.publishing.making import is_changed
from research.publishing.workflow import withdraw
from tests.factories import CaseFactory, PracticeFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db

STAYS = "A published version stays as it is."
CONTENT = {
    "kind": "source", "slug": "other", "number": 7, "title": "Other", "says": {}, "digest": "0" * 64,
    "what_changed": "Nothing.", "published_at": "2026-01-01T00:00:00Z", "editor": None, "reviewer": None,
    "checked": "scholar", "licence": "none", "doi": "10.9999/other",
}  # fmt: skip


@pytest.fixture
def version():
    CaseFactory(slug="quay", title="The quay")
    publish(*Case.objects.all())
    return PublishedVersion.objects.get()


def kept():
    return list(PublishedVersion.objects.order_by("pk").values())


def test_every_field_is_either_content_or_may_change():
    fields = {field.name for field in PublishedVersion._meta.fields}
    assert fields - {"id"} == set(CONTENT) | CHANGING


@pytest.mark.parametrize(
    "attempt",
    [
        lambda version: version.save(),
        lambda version: version.save(update_fields=["title"]),
        lambda version: version.save(force_update=True),
        lambda version: version.delete(),
        lambda _version: PublishedVersion.objects.all().delete(),
        lambda _version: PublishedVersion.objects.filter(number=1).delete(),
        lambda version: PublishedVersion.objects.bulk_update([version], ["title"]),
        lambda _version: PublishedVersion.objects.update(title=F("slug")),
        lambda _version: PublishedVersion.objects.update(is_current=False, title="Other"),
        lambda _version: PublishedVersion.objects.update_or_create(slug="quay", defaults={"title": "Other"}),
    ],
)
def test_version_is_not_saved_again_nor_deleted_alone_or_in_bulk(version, attempt):
    before = kept()
    version.title = "Other"
    with pytest.raises(ProtectedError, match=STAYS), transaction.atomic():
        attempt(version)
    assert kept() == before


@pytest.mark.parametrize("field", CONTENT)
def test_no_word_of_a_version_is_updated(version, field):
    before = kept()
    with pytest.raises(ProtectedError, match=STAYS):
        PublishedVersion.objects.filter(pk=version.pk).update(**{field: CONTENT[field]})
    assert kept() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 1, "is_current": False},
        {"number": 2},
        {"number": 0, "is_current": False},
    ],
)
def test_database_itself_refuses_a_number_twice_two_current_ones_and_none(version, wrong):
    told = {name: getattr(version, name) for name in ("kind", "slug", "says", "digest", "published_at")}
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedVersion.objects.create(**told, **wrong)


def test_version_outlives_its_record_and_the_people_behind_it(version, client, django_user_model):
    head = django_user_model.objects.create_user("head")
    case = CaseFactory(slug="square")
    case.refresh_from_db()
    known = {name: getattr(version, name) for name in ("kind", "says", "digest", "published_at", "checked")}
    made = PublishedVersion.objects.create(**known, slug="square", number=1, editor=head, reviewer=head)
    case.delete()
    head.delete()
    made.refresh_from_db()
    assert (made.editor, made.reviewer, made.digest) == (None, None, version.digest)
    assert client.get("/library/cases/square/").status_code == 200


def numbers(kind, slug):
    """The versions of a record: number and what changed."""
    rows = PublishedVersion.objects.filter(kind=kind, slug=slug).order_by("number")
    return list(rows.values_list("number", "what_changed"))


def edited(record, user, **fields):
    """What a curator does in the admin: the history says who it was."""
    for name, value in fields.items():
        setattr(record, name, value)
    record._history_user = user
    record.save()
    return record


@pytest.fixture
def clerk(django_user_model):
    return django_user_model.objects.create_user("clerk")


def test_what_is_loaded_is_public_at_once_after_an_editorial_check(library):
    assert PublishedVersion.objects.count() == 273
    assert set(
        PublishedVersion.objects.values_list("number", "what_changed", "checked", "editor", "reviewer")
    ) == {(1, SHIPPED, "editorial", None, None)}
    for model in (Level, Practice, Case, Source, Organisation):
        assert set(model.objects.values_list("state", flat=True)) == {Reviewed.State.PUBLISHED}


def test_loading_again_publishes_nothing(library):
    load()
    assert PublishedVersion.objects.count() == 273
    assert not any(is_changed(case) for case in Case.objects.all()[:3])


def test_changed_file_makes_the_next_version(library, edit):
    edit("cases", lambda rows: rows[-1].update(title="Another title"))
    load()
    assert numbers("case", "vtaiwan") == [(1, SHIPPED), (2, FOLLOWED)]
    newest = PublishedVersion.objects.get(kind="case", slug="vtaiwan", is_current=True)
    assert (newest.number, newest.title) == (2, "Another title")
    assert PublishedVersion.objects.filter(kind="case", slug="vtaiwan", number=1).get().title == "vTaiwan"


def test_what_names_a_changed_record_follows_it(library, edit):
    """A practice shows the titles of its cases: it has a new version too, and nothing else has."""
    case = Case.objects.get(slug="vtaiwan")
    naming = set(case.practices.values_list("slug", flat=True))
    edit("cases", lambda rows: rows[-1].update(title="Another title"))
    load()
    again = PublishedVersion.objects.filter(number=2)
    assert naming
    assert set(again.filter(kind="practice").values_list("slug", flat=True)) == naming
    assert again.exclude(kind="practice").get().slug == "vtaiwan"


@pytest.mark.parametrize("by_hand", [True, False])
def test_edit_is_not_published_by_the_loader(library, edit, clerk, by_hand):
    """Neither one with an account behind it, nor one that only the ledger knows of."""
    case = Case.objects.get(slug="vtaiwan")
    if by_hand:
        edited(case, clerk, problem="What a curator knows better.")
    else:
        Case.objects.filter(pk=case.pk).update(problem="What a curator knows better.")
    edit("cases", lambda rows: rows[-1].update(lesson="What the file says now."))
    load()
    assert numbers("case", "vtaiwan") == [(1, SHIPPED)]
    assert PublishedVersion.objects.exclude(number=1).count() == 0


@pytest.mark.parametrize("by_hand", [True, False])
def test_edited_evidence_is_not_published_by_the_loader(library, edit, clerk, by_hand):
    row = Evidence.objects.get(case__slug="vtaiwan", level=4)
    if by_hand:
        edited(row, clerk, locator="p. 7")
    else:
        Evidence.objects.filter(pk=row.pk).update(locator="p. 7")
    edit("cases", lambda rows: rows[-1].update(lesson="What the file says now."))
    load()
    assert numbers("case", "vtaiwan") == [(1, SHIPPED)]


@pytest.mark.parametrize("by_hand", [True, False])
def test_edit_is_not_published_by_what_names_the_record(library, clerk, by_hand):
    """A curator's new title of a source must not come out on the page of a case that the loader publishes."""
    source = Source.objects.get(slug="tang-uber-2016")
    if by_hand:
        edited(source, clerk, title="Zebra")
    else:
        Source.objects.filter(pk=source.pk).update(title="Zebra")
    case = edited(Case.objects.get(slug="vtaiwan"), clerk if by_hand else None, title="Zebra case")
    load()
    assert not PublishedVersion.objects.exclude(number=1).exists()
    assert case.practices.exists() and source.evidence.exists()


@pytest.mark.parametrize("by_hand", [True, False])
def test_record_that_was_made_here_before_its_file_came_is_not_published_by_the_loader(clerk, by_hand):
    practice = edited(PracticeFactory.build(slug="mandate-letter"), clerk if by_hand else None)
    source = edited(SourceFactory.build(slug="cogov-wp4", title="My own"), clerk if by_hand else None)
    load()
    for kind, record in (("practice", practice), ("source", source)):
        record.refresh_from_db()
        assert (record.state, numbers(kind, record.slug)) == (Reviewed.State.DRAFT, [])
    assert "My own" not in str(list(PublishedVersion.objects.values_list("says", flat=True)))


def test_nothing_leads_to_what_waits(client, clerk):
    """A case rests on a source that somebody here made first; practices that name the case leave it out."""
    edited(SourceFactory.build(slug="tang-uber-2016", title="My own"), clerk)
    load()
    case = Case.objects.get(slug="vtaiwan")
    assert numbers("case", "vtaiwan") == []
    for practice in case.practices.all():
        text = client.get(practice.get_absolute_url()).content.decode()
        assert practice.name in text and "/library/cases/vtaiwan/" not in text


def test_record_of_somebody_here_that_the_files_do_not_know_is_not_published(library):
    CaseFactory(slug="ours")
    load()
    assert numbers("case", "ours") == []


def test_what_a_second_person_published_is_followed_no_more(library, edit, clerk):
    case = edited(Case.objects.get(slug="vtaiwan"), clerk, lesson="Ours.")
    known = PublishedVersion.objects.get(kind="case", slug="vtaiwan")
    PublishedVersion.objects.filter(pk=known.pk).update(is_current=False)
    from research.publishing.making import current, known_with, next_version

    version = next_version(case, known_with([case]), known, "Read again.", editor=clerk)
    version.save()
    assert current(case) == version
    edit("cases", lambda rows: rows[-1].update(lesson="What the file says now."))
    load()
    assert numbers("case", "vtaiwan") == [(1, SHIPPED), (2, "Read again.")]


def test_what_was_withdrawn_is_not_brought_back_by_the_loader(library, edit):
    withdraw(Case.objects.get(slug="vtaiwan"), None, "It was made up.")
    edit("cases", lambda rows: rows[-1].update(lesson="What the file says now."))
    load()
    assert numbers("case", "vtaiwan") == [(1, SHIPPED)]
    assert Case.objects.get(slug="vtaiwan").state == Reviewed.State.WITHDRAWN


def test_loader_says_how_many_versions_are_new():
    CaseFactory()
    SourceFactory()
    records = [*Case.objects.all(), *Source.objects.all()]
    assert publish_loaded(records, "First.") == 2
    assert publish_loaded(records, "Again.") == 0
