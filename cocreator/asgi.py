"""The one application that a server runs: HTTP through the bridge, sockets through Channels."""

import asyncio
import os
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocreator.settings")

from django.core.wsgi import get_wsgi_application

from cocreator.bridge import Bridge, Message, Receive, Send

http = Bridge(get_wsgi_application())

# Models can only be imported once get_wsgi_application() has set up Django.
from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import re_path

from game import live
from game.urls import websocket_urlpatterns


async def nowhere(scope: Message, receive: Receive, send: Send) -> None:
    """Refuse a socket whose path nobody knows, without the server's traceback."""
    await receive()
    await send({"type": "websocket.close"})


routes = {
    "http": http,
    "websocket": AllowedHostsOriginValidator(
        URLRouter([*websocket_urlpatterns, re_path("", cast("Any", nowhere))])
    ),
}


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Lead each connection to its protocol; `live` learns from the first one which loop the sockets are on."""
    live.remember_loop(asyncio.get_running_loop())
    await routes[scope["type"]](scope, receive, send)
