"""What the tests of the kit share."""

from __future__ import annotations

import os

import pytest

from tests.game.kit.boxes import Boxes


@pytest.fixture(scope="session")
def boxes(tmp_path_factory):
    """Printed boxes, in the folder that is the same for all processes of this run."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "boxes"
    root.mkdir(exist_ok=True)
    return Boxes(root)
