"""The one-time link to the desk: it logs in once, and whom it should."""

import pytest
from django.core.cache import cache
from django.test import Client

from game.management.commands.demo import entrance
from tests.factories import (
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(django_user_model):
    return django_user_model.objects.create_user("leader")


def test_link_logs_in_once(leader):
    workshop = WorkshopFactory()
    workshop.facilitators.add(leader)
    link = entrance("leader", f"/facilitate/{workshop.slug}/")
    first, second = Client(), Client()
    answer = first.get(link)
    assert (answer.status_code, answer["Location"]) == (302, f"/facilitate/{workshop.slug}/")
    assert first.get(answer["Location"]).status_code == 200
    again = second.get(link)
    assert again.status_code == 410
    assert "This link has been used" in again.content.decode()
    assert second.get(f"/facilitate/{workshop.slug}/").status_code == 302


def test_link_that_was_never_made_opens_nothing(client):
    assert client.get("/enter/made-up/").status_code == 410
    assert "sessionid" not in client.cookies


def test_link_of_a_user_who_is_gone_is_used_up(client):
    assert client.get(entrance("nobody", "/")).status_code == 410


def test_link_that_is_only_looked_at_still_works(leader, client):
    """A messenger that previews a link asks for its head."""
    link = entrance("leader", "/")
    client.head(link)
    assert Client().get(link).status_code == 302


def test_link_runs_out(leader):
    link = entrance("leader", "/")
    cache.clear()
    assert Client().get(link).status_code == 410
