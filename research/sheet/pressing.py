"""Somebody at the press: it is started once, prints page after page, and is put away at the end."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO, Any

from research.sheet import press

#: A page takes a second or two of a processor. Where it takes this long, the machine has no time for it.
LONGEST_SECONDS = 60

#: Prints an order (see press.page) and gives the PDF. press.Spoiled if it could not be made as it must be,
#: subprocess.TimeoutExpired if the machine had no time for it.
Print = Callable[[dict[str, Any]], bytes]


@contextmanager
def open_press() -> Iterator[Print]:
    """A press in a process of its own."""
    process = subprocess.Popen(  # noqa: S603  our own program, and nothing of an order is a command
        [sys.executable, "-I", press.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        yield partial(_print, process, process.stdin, process.stdout)
    finally:
        process.kill()
        process.wait()
        for end in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):
                end.close()


def _print(
    process: subprocess.Popen[bytes], orders: IO[bytes], answers: IO[bytes], order: dict[str, Any]
) -> bytes:
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(LONGEST_SECONDS, end)
    clock.start()
    try:
        with suppress(BrokenPipeError):  # then there is no answer either
            orders.write(json.dumps(order).encode() + b"\n")
            orders.flush()
        answer = json.loads(answers.readline() or "{}")
        content = answers.read(answer.get("bytes", 0))
    finally:
        clock.cancel()
    if late.is_set():
        raise subprocess.TimeoutExpired("press", LONGEST_SECONDS)
    if "bytes" not in answer or len(content) < answer["bytes"]:
        raise press.Spoiled(answer.get("spoiled", "the press stopped"))
    return content
