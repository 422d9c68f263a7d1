"""Passwords are hashed quickly here: how well Django does it is Django's to test. And a municipality's own log-in."""

import pytest

from tests.cocreator.keys.town_hall import BERIT, open_hall, trusted


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def hall(settings):
    """A log-in that the site trusts, at which Berit shows who she is."""
    with open_hall() as opened:
        trusted(settings, opened)
        opened.person = dict(BERIT)
        yield opened
