"""The library of the tests: the shipped records, loaded, or a copy of the files that may be spoiled."""

import shutil

import pytest
import yaml
from django.db import transaction

from research import files
from research.loading import load


@pytest.fixture
def library(db):
    """All shipped records."""
    return load()


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """All shipped records, loaded once for all tests of a module. What a test changes is undone after it.

    Each test's own transaction is a savepoint inside this one, so a test of such a module must not be transactional.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        report = load()
        with django_db_blocker.block():
            yield report
        transaction.set_rollback(True)


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A folder with a copy of the files, in place of the shipped ones."""
    folder = tmp_path / "content"
    shutil.copytree(files.CONTENT, folder)
    monkeypatch.setattr(files, "CONTENT", folder)
    return folder


@pytest.fixture
def edit(content):
    """Changes a file: `edit("cases", change)` hands its records to a function and writes them back."""

    def _edit(name, change):
        path = content / f"{name}.yaml"
        document = yaml.load(path.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        change(document[name.partition("/")[0]])
        path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False))

    return _edit
