"""The hub's own thread: database work and rendering for open pages, away from the loop that carries the sockets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import close_old_connections

from game import metrics

T = TypeVar("T")

_worker = ThreadPoolExecutor(1, thread_name_prefix="hub")


async def in_worker(work: Callable[[], T]) -> T:
    """Run database work in the hub's own thread."""
    asked = time.perf_counter()

    def run() -> T:
        metrics.hub_wait.observe(time.perf_counter() - asked)
        close_old_connections()
        try:
            return work()
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_worker, run)
