"""The open data of the full library: complete, the same bytes every time, described to the last column."""

import json
import re
import subprocess
import sys
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from research import files as library_files
from research.columns import meta_of
from research.models import Case, Evidence, Level, Organisation, Practice, PublishedVersion, Source
from research.release import files as release
from tests.factories import publish
from tests.research.looking import ZIP, rows, unpacked, zipped
from tests.research.packages import faults_of_description, faults_of_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

CASES = library_files.CONTENT / "cases.yaml"
COUNTS = {
    "levels": 4,
    "organisations": 36,
    "cases": 24,
    "practices": 28,
    "sources": 181,
    "adaptations": 0,
    "evidence": 212,
}


@pytest.fixture(scope="module")
def files(shipped, django_db_blocker):
    """All files of the zip, by name."""
    with django_db_blocker.unblock():
        return unpacked(zipped(Client()).content)


@pytest.fixture
def package(files):
    return json.loads(files["datapackage.json"])


def test_zip_is_given_to_everybody(client):
    answer = zipped(client)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="co-creator-library.zip"'
    assert len(answer.content) < 300_000
    assert client.post(ZIP).status_code == 405
    assert client.head(ZIP).status_code == 200


def test_same_records_make_the_same_bytes(client):
    first = zipped(client).content
    cache.clear()
    with translation.override("hr"):
        assert release.zipped()[1] == first
    for model in (Case, Evidence):
        row = model.objects.first()
        row.save()
    assert zipped(client).content == first
    Case.objects.filter(slug="wigan-deal").update(title="Another title")
    assert zipped(client).content == first
    publish()
    assert zipped(client).content != first


def test_zip_is_made_once_and_sent_once(client, monkeypatch):
    answer = zipped(client)
    monkeypatch.setattr(release, "as_zip", None)
    assert zipped(client).content == answer.content
    again = client.get(ZIP, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_every_record_is_in_it_once(files):
    assert {name: len(rows(files[f"{name}.csv"])) for name in COUNTS} == COUNTS
    models = {Case: "cases", Practice: "practices"}
    for model, name in models.items():
        for link in meta_of(model).many_to_many:
            held = rows(files[f"{name}_{link.name}.csv"])
            assert len(held) == getattr(model, link.name).through.objects.count() > 0
    assert sorted(row["slug"] for row in rows(files["sources.csv"])) == sorted(
        Source.objects.values_list("slug", flat=True)
    )


def test_every_row_of_a_record_says_its_version_and_how_to_check_it(files):
    found = 0
    for name in ("levels", "organisations", "cases", "practices", "sources"):
        for row in rows(files[f"{name}.csv"]):
            version = PublishedVersion.objects.get(kind=name.removesuffix("s"), slug=row["slug"])
            assert (row["version"], row["sha256"]) == ("1", version.digest)
            assert (row["published_on"], row["checked"]) == (
                version.published_at.date().isoformat(),
                "editorial",
            )
            found += 1
    assert found == 273


def test_cells_say_what_the_records_say(files):
    told = {row["slug"]: row for row in rows(files["cases.csv"])}
    for case in Case.objects.all():
        row = told[case.slug]
        assert row["title"] == case.title
        assert row["actors"].split("\n") == case.actors
        assert row["verified"] == str(case.verified).lower()
        assert float(row["lat"]) == case.lat
        assert row["start_year"] == str(case.start_year or "")
    for row in rows(files["levels.csv"]):
        assert json.loads(row["tensions"]) == Level.objects.get(number=row["number"]).tensions
    assert {row["strength"] for row in rows(files["evidence.csv"]) if row["practice"]} == {""}


def test_description_is_a_data_package_and_every_row_fits_its_schema(files, package):
    assert faults_of_description(package) == []
    assert faults_of_rows(package, files) == []
    keys = {one["name"]: one["schema"].get("foreignKeys", []) for one in package["resources"]}
    assert {name: len(found) for name, found in keys.items() if found} == {
        "adaptations": 3,
        "evidence": 4,
        **dict.fromkeys(("cases_organisations", "cases_sources", "cases_outcome_sources"), 2),
        **dict.fromkeys(("practices_levels", "practices_cases"), 2),
    }


def test_package_names_every_file_with_its_sum(files, package):
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert {one["path"] for one in package["resources"]} == {name for name in files if name.endswith(".csv")}
    for one in package["resources"]:
        content = files[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {name: sha256(held).hexdigest() for name, held in files.items() if name != "SHA256SUMS"}


def test_every_column_is_in_the_codebook_and_on_the_page(client, files):
    listed = {(row["table"], row["column"]) for row in rows(files["codebook.csv"])}
    held = {
        (name.removesuffix(".csv"), column)
        for name, content in files.items()
        if name.endswith(".csv") and name != "codebook.csv"
        for column in content.decode().partition("\r\n")[0].split(",")
    }
    assert listed == held
    page = client.get("/library/data/").content.decode()
    book = files["codebook.md"].decode()
    for table, column in listed:
        assert column in book.partition(f"## {table}.csv")[2].partition("\n## ")[0]
        assert f"<dt>{column}</dt>" in page.partition(f"{table}.csv")[2].partition("</details>")[0]
    for row in rows(files["codebook.csv"]):
        assert row["label"] and row["type"]


def test_every_code_is_explained(files):
    book = {(row["table"], row["column"]): row["codes"] for row in rows(files["codebook.csv"])}
    assert "failed = failed: an independent source says that it failed" in book["cases", "outcome"]
    assert "weak = weak: seen in one place" in book["practices", "strength"]
    assert "inferred = inferred: our reading" in book["evidence", "strength"]
    for column in (("organisations", "kind"), ("sources", "type")):
        assert book[column]


def test_nothing_private_and_no_lead_is_in_it(client, django_user_model):
    django_user_model.objects.create_user("ann-ek-account", email="ann.ek@example.org")
    place = Organisation.objects.first()
    place.beacon_since, place.beacon_agreed_by = "2026-05-01", "Ann Ekberg, mayor, by letter"
    place.mailbox, place.mailbox_agreed, place.offers = "ann.ek@example.org", True, "Coffee for Ekberg"
    place.save()
    publish()
    everything = b"\n".join(unpacked(zipped(client).content).values()).decode()
    for private in (
        "Ekberg",
        "ann-ek-account",
        "example.org",
        "2026-05-01",
        ",folded",
        '"folded"',
        "sent_by",
    ):
        assert private not in everything
    leads = re.findall(r'slug: ([\w-]+),.*what: "([^"]+)"', CASES.read_text().partition("\nleads:")[2])
    assert len(leads) > 4
    for slug, what in leads:
        assert what not in everything
        assert f"\n{slug}," not in everything


def test_example_of_the_readme_runs(files, tmp_path):
    (tmp_path / "evidence.csv").write_bytes(files["evidence.csv"])
    code = re.search("```python\n(.*?)```", files["README.md"].decode(), re.DOTALL)[1]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    claims = set(Evidence.objects.exclude(case=None).values_list("case", "level", "statement"))
    told = dict(map(int, line.split()) for line in done.stdout.splitlines())
    assert told == {n: sum(level == n for _case, level, _said in claims) for n in (1, 2, 3, 4)}


def test_readme_counts_the_rows(files):
    readme = files["README.md"].decode()
    for name, count in COUNTS.items():
        assert f"| {name}.csv | {count} |" in readme
    assert "&#x27;" not in readme + files["codebook.md"].decode()
    assert "creativecommons.org/licenses/by/4.0" in files["LICENSE.md"].decode()
