"""`manage.py serve`: the web server of CO-CREATOR, pages and sockets in one process."""

import asyncio
import errno
import gc
import logging
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

logger = logging.getLogger(__name__)

HOST, PORT = "127.0.0.1", 8000
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (only compared with)
TIMEOUT_SECONDS = 30
LONGEST_MESSAGE = 4 * 1024 * 1024  # bytes of a screen; what is heard has limits of its own
#: So many objects are made between two looks for garbage among the young ones; after so many looks older ones are looked
#: through as well. What a closed page leaves behind has grown old: where nobody looks, it stays for ever.
YOUNG_OBJECTS, LOOKS = 20_000, 5
BACKLOG = 2048  # a room full of phones connects at once


def run_server(host: str, port: int, on_ready: Callable[[], None] | None = None) -> None:
    """Serve the ASGI application until SIGTERM or SIGINT, letting requests in flight finish.

    `on_ready` is called when the port is open. Exits with code 1 and one sentence if it cannot be opened.
    """
    # Importing daphne installs its event loop, so only who serves may import it.
    from channels.routing import get_default_application
    from daphne.server import Server, reactor

    from game import limits, memory
    from game.limits import files
    from game.management.hearing import listen_well

    interface = host.replace(":", r"\:")
    failures: list[Any] = []

    def listen_error(failure: Any) -> None:
        failures.append(failure.value)
        server.stop()

    def finish() -> Any:
        # daphne fails here when a request is only half sent, and then cuts all the others off.
        nothing = asyncio.get_event_loop().create_future()
        nothing.set_result(None)
        for connection in server.connections.values():
            connection.setdefault("application_instance", nothing)
        return Server.kill_all_applications(server)

    def ready() -> None:
        listen_well(server)
        if on_ready:  # daphne calls this too early: a signal would still kill the process outright
            reactor.callWhenRunning(on_ready)

    memory.share()
    if too_few := files.allow(limits.inside):
        logger.warning(too_few)
    server = Server(
        application=get_default_application(),
        endpoints=[f"tcp:port={port}:interface={interface}:backlog={BACKLOG}"],
        action_logger=None,  # an access log would hold codes and personal links
        server_name="",
        websocket_handshake_timeout=TIMEOUT_SECONDS,
        websocket_connect_timeout=TIMEOUT_SECONDS,
        websocket_max_message_size=LONGEST_MESSAGE,
        websocket_max_frame_size=LONGEST_MESSAGE,
        ready_callable=ready,
    )
    calm_collector()
    server.listen_error = listen_error
    server.kill_all_applications = finish
    server.run()
    if not server.listening_addresses:
        sys.exit(sentence(host, port, failures))


def calm_collector() -> None:
    """Look for garbage less often, and not among what was there before the first guest: each look stops everybody."""
    gc.collect()
    gc.freeze()
    gc.collect()  # old ones are looked through when they are a quarter more: not more than were frozen, but than came since
    gc.set_threshold(YOUNG_OBJECTS, LOOKS, LOOKS)


def sentence(host: str, port: int, failures: list[Any]) -> str:
    failure = failures[0] if failures else "unknown reason"
    cause = getattr(failure, "socketError", failure)
    if getattr(cause, "errno", None) == errno.EADDRINUSE:
        return f"Port {port} is taken by another program; stop that one, or choose another with --port {port + 1}."
    return f"Cannot listen on {host}, port {port}: {str(cause).rstrip('.')}."


class Command(BaseCommand):
    help = "Serve CO-CREATOR until stopped by Ctrl+C or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=HOST, help=f"address to listen on (default {HOST})")
        parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on (default {PORT})")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if host not in (*EVERYWHERE, *settings.ALLOWED_HOSTS):  # whoever names an address wants it to be used
            settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, f"[{host}]" if ":" in host else host]
        run_server(host, port, lambda: self.stdout.write(f"Serving on {host}, port {port}. Ctrl+C stops it."))
