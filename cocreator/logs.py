"""Keeps addresses out of the logs: the path of a page may hold a join code or somebody's personal link."""

import logging
import re
from typing import Any

PLACEHOLDER = "[path]"
PATH = re.compile(r"(?<![\w.:/\]<])(?:(?:https?|wss?)://[^\s'\"<>/]+)?/[^\s'\"<>,;)]*")
QUOTED_URI = re.compile(r"\buri=\S+")
SHORTEST_SECRET = 4


class Scrub(logging.Filter):
    """Filter that replaces each path in a message by the name of its route, or by "[path]".

    Tracebacks keep the places in our source, but lose the path of the request and what was in it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        known = of_request(record)
        record.msg = PATH.sub(
            PLACEHOLDER, replace(QUOTED_URI.sub(f"uri={PLACEHOLDER}", record.getMessage()), known)
        )
        record.args = None
        if record.name.startswith("django.security"):
            record.exc_info = None  # somebody else's mistake, not ours: a line is enough
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            lines = record.exc_text.splitlines()
            record.exc_text = "\n".join(
                line if line.lstrip().startswith('File "') else replace(line, known) for line in lines
            )
        return True


def of_request(record: logging.LogRecord) -> dict[str, str]:
    """Return what to replace by what, for the request that the record carries, the longest first."""
    request: Any = getattr(record, "request", None)
    if not hasattr(request, "path"):
        return {}
    match = getattr(request, "resolver_match", None)
    name = f"[{match.view_name}]" if match and match.view_name else PLACEHOLDER
    query = request.META.get("QUERY_STRING", "")
    known = {f"{request.path}?{query}": name, request.path: name, query: "[query]"}
    known |= {str(value): "[value]" for value in (match.kwargs if match else {}).values()}
    secrets = [text for text in known if len(text) >= SHORTEST_SECRET]
    return {text: known[text] for text in sorted(secrets, key=len, reverse=True)}


def replace(text: str, known: dict[str, str]) -> str:
    for secret, name in known.items():
        text = text.replace(secret, name)
    return text
