"""While the database is away or cannot write: a clear 503, after which pages try again, and one line in the log."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from redis.exceptions import ConnectionError as NoRedis
from redis.exceptions import TimeoutError as LateRedis

RETRY_SECONDS = 3
#: So long the same line is not said again.
SAID_AGAIN_SECONDS = 10.0
logger = logging.getLogger(__name__)


def is_outage(error: BaseException | None) -> bool:
    """Whether an error says that the database or Redis is away, full or locked, and not that something was asked wrongly."""
    if isinstance(error, NoRedis | LateRedis):
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR  # no such table


class DatabaseAway:
    """Middleware: what could not be read or saved because of the database is answered with 503, and never with a saved page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page without anything of the database; its script, and a front, may try again."""
        if not is_outage(exception):
            return None
        logger.error("the database is away", exc_info=exception)
        is_by_script = "HX-Request" in request.headers or "X-Live" in request.headers
        response = HttpResponse("" if is_by_script else render_to_string("refused/away.html"), status=503)
        response["Retry-After"] = str(RETRY_SECONDS)
        response["Cache-Control"] = "no-store"
        response._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001 - a room full of pages asks again
        return response


class Tersely(logging.Filter):
    """Filter that says an outage in one line without its traceback, and the same line only now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not is_outage(error):
            return True
        line = (record.name, str(record.msg))
        if time.monotonic() - self.said.get(line, float("-inf")) < SAID_AGAIN_SECONDS:
            return False
        self.said[line] = time.monotonic()
        record.msg, record.args = f"{record.getMessage()} ({type(error).__name__})", None
        record.exc_info = record.exc_text = None
        return True
