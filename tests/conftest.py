"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

settings.register_profile("day", deadline=None, print_blob=True)
settings.register_profile("night", settings.get_profile("day"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "day"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Playwright leaves a running event loop behind, in which Django refuses its database.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
