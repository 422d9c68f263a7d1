"""What holds for all tests."""

import os
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings

#: The same everywhere: Hypothesis would choose another profile by itself where it sees a CI.
ANYWHERE = settings.get_profile("default")
settings.register_profile(
    "day", ANYWHERE, max_examples=100, deadline=None, print_blob=True, derandomize=False
)
settings.register_profile("night", settings.get_profile("day"), max_examples=20_000)
#: The same few examples each time, and the first failure is enough: what is found must be found again.
settings.register_profile(
    "mutation",
    settings.get_profile("day"),
    max_examples=30,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=tuple(HealthCheck),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "day"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Playwright leaves a running event loop behind, in which Django refuses its database.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session", autouse=True)
def what_migrations_made():
    """The four levels and the groups of all roles come back whenever a test with transactions of its own has emptied the tables.

    Django's own way, `serialized_rollback`, fails when such a test follows one that does without.
    """
    from django.apps import apps
    from django.contrib.auth.models import Group, Permission
    from django.db.models.signals import post_migrate

    from research.models import Level

    levels, groups = [], {}

    def remember():
        levels.extend(Level.objects.all())
        for group in Group.objects.all():
            groups[group.name] = list(group.permissions.values_list("content_type__model", "codename"))
        assert len(levels) == 4 and len(groups) == 5

    def come_back(**_told):
        if not levels:
            remember()
        if Level.objects.exists():
            return
        Level.objects.bulk_create(levels)
        for name, allowed in groups.items():
            named = [
                Permission.objects.get(content_type__model=model, codename=code) for model, code in allowed
            ]
            Group.objects.create(name=name).permissions.set(named)

    # The last room: by then the permissions of all of them are there again.
    post_migrate.connect(come_back, sender=apps.get_app_config("keys"), weak=False)


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once():
    """Every client of a test builds the middleware anew, and with it the list of all static files, which stay the same."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    listed: dict[str, dict[str, Any]] = {}
    read = WhiteNoiseMiddleware.add_files_from_finders

    def once(server: WhiteNoiseMiddleware) -> None:
        if server.static_prefix not in listed:
            read(server)
            listed[server.static_prefix] = dict(server.files)
        server.files.update(listed[server.static_prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(scope="session")
def folder_of_ledgers(tmp_path_factory):
    return tmp_path_factory.mktemp("ledgers")


@pytest.fixture(scope="session", autouse=True)
def accounts_lead():
    """An account that a test makes without more is a facilitator's; what the other roles may is in tests/cocreator/keys."""
    from django.contrib.auth.models import Group, User
    from django.db.models.signals import post_save

    def becomes_a_facilitator(instance, created, **_told):
        if created and not instance.is_staff:
            instance.groups.add(*Group.objects.filter(name="Facilitators"))

    post_save.connect(becomes_a_facilitator, sender=User, weak=False)
    yield
    post_save.disconnect(becomes_a_facilitator, sender=User)


@pytest.fixture(autouse=True)
def fresh_memory(settings, folder_of_ledgers):
    """Nothing is known from the test before: no folded state, no rendered part, no socket, no language, nothing in the cache.

    The cache is given a new name instead of being emptied: somebody else may use the same Redis.
    The clock's own thread stays asleep; a test that wants time to pass ticks by itself.
    """
    from django.utils import translation

    from game import clock, consumers, limits, log, render, signs
    from game.live import rooms

    translation.activate(
        settings.LANGUAGE_CODE
    )  # a request of the test before may have spoken another language
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": uuid4().hex}}
    settings.LEDGER = folder_of_ledgers / f"{uuid4().hex}.jsonl"  # nothing was erased yet
    settings.ONE_CLOCK = False  # each test tells the time by itself
    log.forget()
    render.forget()
    limits.forget()
    rooms.clear()
    consumers._walls.clear()
    signs.start_anew()
    clock._started.set()
