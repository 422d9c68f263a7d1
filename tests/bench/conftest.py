"""A house for the servers that are measured, and the command that measures them."""

from contextlib import nullcontext

import pytest

from bench.live import __main__ as command
from bench.live.server import House


@pytest.fixture(scope="module")
def house():
    with House() as house:
        yield house


@pytest.fixture
def bench(house, monkeypatch, capsys):
    """Run the command in the house of this module: its exit code, and the rows of its table without the head."""
    monkeypatch.setattr(command, "House", lambda: nullcontext(house))

    def run(*words):
        code = command.main(words)
        return code, [row for row in capsys.readouterr().out.splitlines() if "%" in row]

    return run
