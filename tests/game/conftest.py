"""What tests of the game share: time that a test moves by itself, and an eye on what is rendered."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.test.signals import template_rendered


class MachineTime:
    """The machine's clock. It stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = time.time_ns() // 1_000_000

    def later(self, milliseconds: int) -> None:
        """Let time pass."""
        self.now += milliseconds

    def until(self, at: int) -> None:
        """Let time pass until a moment, if it is not over."""
        self.now = max(self.now, at)


@pytest.fixture
def machine_time(monkeypatch) -> MachineTime:
    """Time as the engine, the signs of life and the hub read it, in the test's hands."""
    moment = MachineTime()
    monkeypatch.setattr(time, "time_ns", lambda: moment.now * 1_000_000)
    return moment


@pytest.fixture
def templates() -> Iterator[list[str]]:
    """The names of all templates rendered so far, in order."""
    names: list[str] = []

    def heard(template=None, **rest):
        names.append(template.name)

    template_rendered.connect(heard)
    yield names
    template_rendered.disconnect(heard)
