"""A scenario and ten practices move from one database to another, and are told there as they are told here."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from research.bundles.writing import bundle, written
from research.loading import load
from research.models import PublishedVersion
from scenarios.desk.copying import copied
from scenarios.models import Scenario
from scenarios.parcel import packed
from tests.factories import publish

pytestmark = pytest.mark.django_db

#: In the other installation: an author takes the mark of the draft away, reviewers publish, and visitors read.
THERE = """
import json, sys
from scenarios.desk.saving import own_texts, store
from scenarios.models import Scenario
from research.models import Case, Practice, Source
from tests.cocreator.test_two_installations import pages
from tests.factories import publish
assert {row.state for model in (Case, Practice, Source) for row in model.objects.all()} == {"draft"}
row = Scenario.objects.get()
assert not row.is_ready
document = {key: value for key, value in row.document.items() if key != "unfinished"}
assert store(row, document, own_texts(row), "looked at").is_ready
publish()
print("PAGES" + json.dumps(pages(sys.argv[-1].split(","))))
"""


def pages(slugs):
    """What visitors read of these practices and of the scenario, without what differs from visit to visit."""
    client, told = Client(SERVER_NAME="localhost"), {}
    for slug in slugs:
        answer = client.get(f"/library/practices/{slug}/")
        told[slug] = re.search(r"<article.*</article>", answer.content.decode(), re.DOTALL)[0]
        told[f"{slug} sha256"] = client.get(f"/api/1/practices/{slug}").json()["version"]["sha256"]
    for language in ("en", "da"):
        page = client.get(f"/scenarios/our-benches/?language={language}").content.decode()
        told[f"scenario {language}"] = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return told


def run(folder, *words, told=""):
    """A command of manage.py in an installation of its own."""
    own = {"COCREATOR_VAR": str(folder), "PYTHONPATH": str(settings.BASE_DIR)}
    strange = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    env = {**{name: value for name, value in os.environ.items() if name not in strange}, **own}
    command = [sys.executable, "manage.py", *words]
    if told:
        begin = "import django; django.setup()\n"
        command = [sys.executable, "-c", begin + THERE, told]
        env["DJANGO_SETTINGS_MODULE"] = "cocreator.settings"
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_moved_is_told_as_it_was_and_nothing_else_came_along(tmp_path):
    load()
    publish()
    call_command("load_scenarios", verbosity=0)
    benches = Scenario.objects.get(slug="the-benches-at-birkedal")
    ours = copied(benches, "our-benches", "Our benches", ["da"], "Vesterby")
    assert ours.is_ready
    newest = PublishedVersion.objects.filter(kind="practice", is_current=True).order_by("slug")
    slugs = [one.slug for one in newest[:10]]
    whole = bundle([f"practice/{slug}" for slug in slugs])
    (tmp_path / "bundle.json").write_text(written(whole))
    (tmp_path / "ours.zip").write_bytes(packed(ours.slug, ours.document, ours.texts))
    there = tmp_path / "there"
    run(there, "migrate", "-v", "0")
    out = run(there, "import_library", str(tmp_path / "bundle.json"))
    counted = sum(row["kind"] == "practice" for row in whole["records"])
    assert f"practice: {counted} made, as a draft" in out
    assert "our-benches: created, as a draft" in run(there, "import_scenario", str(tmp_path / "ours.zip"))
    told = json.loads(run(there, told=",".join(slugs)).partition("PAGES")[2])
    here = pages(slugs)
    assert told.keys() == here.keys() and len(told) == 22
    for name, page in here.items():
        assert page and told[name] == page, name
    assert "Vesterby" in here["scenario en"] and '<html lang="da"' in here["scenario da"]
