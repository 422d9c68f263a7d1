"""The one application that a server runs: HTTP through the bridge, sockets through Channels."""

import asyncio
import os
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocreator.settings")

import django

from cocreator.bridge import Bridge, Message, Receive, Send
from cocreator.handler import Handler
from cocreator.operators import ForOperators
from cocreator.readiness import Readiness

django.setup(set_prefix=False)
wsgi = Handler()

# Models can only be imported once Django is set up.
from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.urls import re_path

from game import live, metrics
from game.urls import websocket_urlpatterns


async def nowhere(scope: Message, receive: Receive, send: Send) -> None:
    """Refuse a socket whose path nobody knows, without the server's traceback."""
    await receive()
    await send({"type": "websocket.close"})


routes = {
    "http": ForOperators(
        Bridge(wsgi, tell=metrics.answered), settings.METRICS_TOKEN, metrics.told, Readiness().answer
    ),
    "websocket": AllowedHostsOriginValidator(
        URLRouter([*websocket_urlpatterns, re_path("", cast("Any", nowhere))])
    ),
}


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Lead each connection to its protocol; `live` and `metrics` learn which loop the sockets are on."""
    live.remember_loop(loop := asyncio.get_running_loop())
    metrics.remember_loop(loop)
    await routes[scope["type"]](scope, receive, send)
