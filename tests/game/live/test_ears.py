"""The ear at the channel layer ends when it is told to, whatever its driver makes of that."""

import asyncio

import pytest

from game.live import ears


class Deaf:
    """A layer that takes being cancelled, while it connects, for a failure of its own."""

    def __init__(self):
        self.tries = 0

    async def new_channel(self):
        return "a"

    async def group_add(self, _group, _channel):
        self.tries += 1
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError as error:
            raise ConnectionError from error

    async def group_discard(self, _group, _channel):
        pass


class Slow(Deaf):
    """The same, and it goes on as if nothing had been said."""

    async def group_add(self, _group, _channel):
        self.tries += 1
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return

    async def receive(self, _channel):
        await asyncio.sleep(60)


@pytest.mark.parametrize("kind", [Deaf, Slow])
def test_ear_that_is_closed_while_it_connects_ends(kind, monkeypatch):
    layer = kind()
    monkeypatch.setattr(ears, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(ears, "AGAIN_SECONDS", 0)

    async def scene():
        ear = asyncio.ensure_future(ears.listen())
        await asyncio.sleep(0.01)
        ear.cancel()
        await asyncio.wait([ear], timeout=5)
        assert ear.done() and layer.tries == 1

    asyncio.run(scene())
