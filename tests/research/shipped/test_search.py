"""Looking through the full library: what is found is grouped and counted, and every record has its words."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from research.finding import matching
from research.loading import load
from research.models import Case, Level, Organisation, Practice, PublishedVersion, Source
from research.publishing.framing import KINDS
from research.publishing.shelves import on_shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

SEARCHED = (Level, Practice, Case, Source, Organisation)


def kept():
    return {(model, row.slug): row.folded for model in SEARCHED for row in model.objects.all()}


def test_results_are_grouped_and_counted(client):
    groups = client.get(reverse("search"), {"q": "co creation"}).context["groups"]
    assert [group.kind for group in groups] == ["levels", "practices", "cases", "sources", "organisations"][
        : len(groups)
    ]
    for group in groups:
        held = list(matching(on_shelf(group.kind.removesuffix("s")), "co creation"))
        assert group.total == len(held)
        assert [row.slug for row in group.rows] == [version.slug for version in held][:20]
        assert len(group.rows) == min(group.total, 20)
    assert "sources" in {group.kind for group in groups}


@pytest.mark.parametrize(
    "words",
    [
        "zzzz",
        "zz%zz",
        "zz_",
        "zz\0zz",
        "zz'; DROP TABLE research_case; --",
        'zz" OR 1=1 --',
        "<script>alert(1)</script>",
        "zz\\",
        "\ud83d\ude00zz".encode("utf-16", "surrogatepass").decode("utf-16"),
        "=zz",
        "z" * 5000,
        "zz " * 1700,
    ],
)
def test_nothing_found_says_so_and_how_to_go_on(client, words):
    answer = client.get(reverse("search"), {"q": words})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Nothing in the library holds all of" in text
    assert "Try fewer words" in text
    assert "<script>" not in text
    assert Case.objects.count() == 24
    for name in ("practices", "cases", "sources", "organisations"):
        assert f'href="/library/{name}/"' in text
        assert client.get(f"/library/{name}/", {"q": words}).status_code == 200


def test_every_way_to_keep_a_record_folds_it():
    """Loaded in bulk, saved one by one, published, or there before the column was: the same words."""
    bulk = kept()
    assert len(bulk) == 273 and all(bulk.values())
    models = {kind: model for model, kind in KINDS.items()}
    assert {(models[one.kind], one.slug): one.folded for one in PublishedVersion.objects.all()} == bulk
    for model in SEARCHED:
        model.objects.update(folded="")
        for row in model.objects.all():
            row.save()
    assert kept() == bulk
    for model in SEARCHED:
        model.objects.update(folded="")
    then = MigrationLoader(connection).project_state(("research", "0002_folded")).apps
    import_module("research.migrations.0002_folded").fold_all(then, None)
    assert kept() == bulk


def test_folded_words_are_no_content():
    """A row whose folded words differ was not edited."""
    Case.objects.update(folded="")
    assert all(fate == "unchanged" for fates in load().values() for fate, names in fates.items() if names)
