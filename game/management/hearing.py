"""What daphne hears on a socket, frame by frame: little, not too often, and nothing from whoever does not read.

Daphne's own limit of a message holds in both directions and cuts without a word, it counts neither pings nor empty pieces
of a message, and it waits for no reader. Importing this imports daphne, so only who serves may do it.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from autobahn.exception import Disconnected
from daphne.ws_protocol import WebSocketProtocol

from game import limits

#: So long the other end may take to hear with which code it ends; then the line is cut. Autobahn's one second is short for
#: a phone far from its mast, and who missed the code would come back at once.
FAREWELL_SECONDS = 3


class Hearing(WebSocketProtocol):  # type: ignore[misc]  # daphne comes without types
    """A socket that ends with a code as soon as too much is said on it; what follows is not even looked at."""

    is_deaf = False

    def onOpen(self) -> None:  # noqa: N802 (autobahn's name)
        """Begin to count; and be told when nobody reads what is sent."""
        self.left = limits.frames()
        self.unregisterProducer()  # until now it was the HTTP request
        self.registerProducer(self, True)
        super().onOpen()

    def pauseProducing(self) -> None:  # noqa: N802 (Twisted's name)
        """More is on its way than the page has taken: whoever does not read is not heard."""
        self.transport.pauseProducing()

    def resumeProducing(self) -> None:  # noqa: N802 (Twisted's name)
        """All has been taken."""
        self.transport.resumeProducing()

    def stopProducing(self) -> None:  # noqa: N802 (Twisted's name)
        """The line is gone; daphne learns it by itself."""

    def connectionLost(self, reason: Any) -> None:  # noqa: N802 (Twisted's name)
        """The line is gone. Autobahn's promise of that keeps the socket and is kept by it: only the collector could free both."""
        super().connectionLost(reason)
        self.is_closed = None

    def processData(self) -> bool:  # noqa: N802 (autobahn's name)
        """Read the next frame of what has come."""
        if self.is_deaf:
            self.data = b""
            return False
        return bool(super().processData())

    def onFrameBegin(self) -> None:  # noqa: N802 (autobahn's name)
        """Count a frame of any kind, also one that is empty."""
        if not self.left.take(time.monotonic()):
            self.deafen(limits.TOO_OFTEN)
        super().onFrameBegin()

    def onMessageFrameBegin(self, length: int) -> None:  # noqa: N802 (autobahn's name)
        """Look at the size of a piece before it comes."""
        if self.message_data_total_length + length > limits.LONGEST_HEARD:
            self.deafen(limits.TOO_LONG)
        super().onMessageFrameBegin(length)

    def deafen(self, code: int) -> None:
        """End with a code, and hear nothing more; the line is cut soon after."""
        self.is_deaf = self.failedByMe = True
        self.sendCloseFrame(code=code)

    def serverSend(self, content: str | bytes, binary: bool = False) -> None:  # noqa: N802 (daphne's name)
        """Send, unless the line is closed already: what is on its way then is for nobody."""
        with suppress(Disconnected):
            super().serverSend(content, binary)

    def serverClose(self, code: int | None = None) -> None:  # noqa: N802 (daphne's name)
        """End with the code that the application chose; autobahn's own check knows no 1013."""
        self.sendCloseFrame(code=1000 if code is None else code)


def listen_well(server: Any) -> None:
    """Have all sockets of a daphne server hear like this. To be called before its reactor runs."""
    server.ws_factory.protocol = Hearing
    server.ws_factory.setProtocolOptions(closeHandshakeTimeout=FAREWELL_SECONDS)
