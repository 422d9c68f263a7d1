"""The town, built once for all tests of a module, and requests to it that leave nothing behind."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from game import limits, log
from tests.strangers.town import Town, built


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards, in the database and in memory."""
    inside: Any = transaction.atomic()
    inside._from_testcase = True
    with inside:
        yield
        transaction.set_rollback(True)
    log.forget()
    limits.forget()


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker) -> Iterator[Town]:
    """Built once for all tests of a module; what they do with it is undone by `answered`."""
    with django_db_blocker.unblock(), undone():
        yield built()


def answered(browser: Client, way: str, address: str, sent: Any = None, **options: Any) -> Any:
    """The answer to a request that leaves neither rows nor cookies behind."""
    kept = copy.deepcopy(browser.cookies)
    with undone():
        answer = getattr(browser, way)(address, sent or {}, **options)
    browser.cookies = kept
    return answer
