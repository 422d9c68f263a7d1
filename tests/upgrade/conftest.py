"""A database that holds a site of the first release."""

from contextlib import contextmanager

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler

from tests.upgrade import first_site


@pytest.fixture
def first_release():
    """Within it, SQLite in memory takes the place of the database of these tests; it is at the first migrations, and filled."""

    @contextmanager
    def there():
        real = connections["default"]
        wanted = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
        connections["default"] = memory = ConnectionHandler({"default": wanted})["default"]
        try:
            first_site.make()
            yield
        finally:
            connections["default"] = real
            memory.connection.close()

    return there
