"""Several things at once: each in a thread of its own, with a database connection of its own that is closed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

PATIENCE_SECONDS = 30


def closing(work: Callable[[], Any]) -> Any:
    """Do database work in a thread that will not come back."""
    try:
        return work()
    finally:
        connections.close_all()


def together(*works: Callable[[], Any]) -> list[Any]:
    """Start all at the same moment; answer what each gave, or the exception it ended with."""
    barrier = Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        barrier.wait(PATIENCE_SECONDS)
        try:
            return work()
        except Exception as error:  # noqa: BLE001 (the test decides what may go wrong)
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(closing, lambda work=work: one(work)) for work in works]
        return [future.result(PATIENCE_SECONDS) for future in futures]
