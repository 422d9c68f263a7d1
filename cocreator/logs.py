"""Keeps people out of the logs: the path of a page may hold a join code or somebody's personal link, and whoever asks for it
has a network address. What is left can be written as a line for people or as JSON for machines.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

PLACEHOLDER = "[path]"
PATH = re.compile(r"(?<![\w.:/\]<])(?:(?:https?|wss?)://[^\s'\"<>/]+)?/[^\s'\"<>,;)]*")
QUOTED_URI = re.compile(r"\buri=\S+")
#: A network address of four numbers, or of groups with colons between them, and the port after it.
ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?"
    r"|(?=[0-9a-f:]*::|(?:[0-9a-f]{1,4}:){7})[0-9a-f:]{3,39}(?:\d{1,3}(?:\.\d{1,3}){3})?)(?![\w.:])",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
SHORTEST_SECRET = 4


class Scrub(logging.Filter):
    """Filter that replaces each path in a message by the name of its route, or by "[path]", and each network address.

    Tracebacks keep the places in our source, but lose the path of the request and what was in it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        known = of_request(record)
        told = replace(QUOTED_URI.sub(f"uri={PLACEHOLDER}", record.getMessage()), known)
        record.msg = without_addresses(PATH.sub(PLACEHOLDER, told))
        record.args = None
        if record.name.startswith("django.security"):
            record.exc_info = None  # somebody else's mistake, not ours: a line is enough
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            lines = record.exc_text.splitlines()
            record.exc_text = "\n".join(
                line if line.lstrip().startswith('File "') else without_addresses(replace(line, known))
                for line in lines
            )
        return True


class AsJson(logging.Formatter):
    """One line of JSON for each record: when (UTC), level, logger, message, and the traceback if there is one.

    Nothing else of the record: neither the request that it may carry, nor what somebody has added to it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {
            "at": moment,
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        traceback = record.exc_text or (self.formatException(record.exc_info) if record.exc_info else "")
        return json.dumps({**told, **({"traceback": traceback} if traceback else {})}, ensure_ascii=False)


def without_addresses(text: str) -> str:
    """The same text without addresses of networks and of people."""
    return ADDRESS.sub("[address]", MAIL.sub("[mail address]", text))


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
