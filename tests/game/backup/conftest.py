"""An empty site to restore into, and the time in which its workshops are young."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.utils import ConnectionHandler

from game import engine, ledger
from game.backup import making, restoring
from tests.game.backup.site import THEN


@pytest.fixture
def emptied():
    """Empties the database; only what its migrations have made is in it then."""
    return lambda: call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def new_machine():
    """An empty database of SQLite in memory in the place of that of these tests, without a single table."""

    @contextmanager
    def there():
        real = connections["default"]
        wanted = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
        connections["default"] = memory = ConnectionHandler({"default": wanted})["default"]
        try:
            yield
        finally:
            connections["default"] = real
            memory.connection.close()

    return there


@pytest.fixture
def copy(tmp_path):
    """A backup of the site as it is now, at a path of its own."""

    def made(name="site.zip"):
        making.make(tmp_path / name)
        return tmp_path / name

    return made


@pytest.fixture
def restore(settings):
    """Restores a backup with this site's own ledger, at a time in which its workshops are young."""

    def restored(path, **how):
        with engine.told_by(lambda: THEN):
            return restoring.restore(path, [settings.LEDGER], **how)

    ledger.begin()
    return restored
