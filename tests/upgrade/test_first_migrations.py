"""A site of the first release comes to this one with all it held: by `migrate`, and by a backup that is restored (O6)."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from game import engine, log
from game.backup import restoring
from game.models import LogLine, Note, Player, Workshop
from research.models import Case, Evidence, Level, Practice, Source
from scenarios.models import Scenario
from tests.game.rules.recording import came_to
from tests.upgrade import first_site

pytestmark = pytest.mark.django_db(transaction=True)
#: The log is of 1970; now it is an hour later.
AN_HOUR = 60 * 60 * 1000


def all_is_there():
    workshop = Workshop.objects.get()
    told = first_site.recorded()
    assert came_to(log.folded(workshop).state) == told["came_to"]
    assert LogLine.objects.count() == len(told["lines"])
    assert (workshop.title, workshop.code, workshop.table_names) == (
        "The first evening",
        "ABC234",
        {"1": "Birch"},
    )
    assert [user.username for user in workshop.facilitators.all()] == ["ana"]
    assert Player.objects.get().name == "Zoë" and Note.objects.get().text == first_site.WORDS
    case = Case.objects.get()
    assert case.actors == ["mayor", "citizens"] and case.organisations.get().slug == "gentofte"
    assert "task committees" in case.folded and case.practices.get() == Practice.objects.get()
    assert (Evidence.objects.get().source, Level.objects.count()) == (Source.objects.get(), 4)
    assert Source.objects.get().authors == ["Jacob Torfing"]
    local = dict(Scenario.objects.values_list("slug", "is_local"))
    assert local == {"the-long-evenings": False, "two-banks": True}
    assert Scenario.objects.get(slug="the-long-evenings").links.exists()
    assert {"Authors"} < set(Group.objects.values_list("name", flat=True))


def test_database_of_the_first_release_is_migrated(first_release):
    """And what the migrations make is what the models say."""
    with first_release():
        call_command("migrate", verbosity=0, interactive=False)
        all_is_there()
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
        call_command("check", databases=["default"])


def test_backup_of_the_first_release_is_restored_and_migrated(first_release, tmp_path):
    """Into the database of these tests, which is at this release: it goes back to the first migrations and comes again."""
    with first_release():
        path = first_site.backed_up(tmp_path / "first.zip")
    call_command("flush", verbosity=0, interactive=False)
    with engine.told_by(lambda: AN_HOUR):
        done = restoring.restore(path, [])
    assert (done.replayed, done.over) == (1, 0)
    all_is_there()
    assert User.objects.create_user("bo").pk > User.objects.get(username="ana").pk
    for page in ("/", "/library/", "/scenarios/"):
        assert Client().get(page).status_code == 200, page
