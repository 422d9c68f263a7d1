"""How many: the open sockets of this process, by whom they are for and where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["player", "desk", "wall"]

#: Sockets of players and walls in one process. A socket takes about 40 kB and one open file: a quarter of a gigabyte.
MOST = 6_000
#: Of these, from one network: a whole hall is behind one address, a thousand phones, some of them with two pages open.
MOST_OF_NETWORK = 3_000
#: Of these, walls: whoever has the address may open one, so they must not take the room of those who play.
MOST_WALLS, MOST_OF_WALL = 600, 50
#: Desks have room of their own, so that who leads gets in when nobody else does.
MOST_DESKS = 200
#: The pages of one person: a phone, a laptop, and some that were left open.
MOST_OF_ONE = 6


@dataclass(eq=False)
class Caller:
    """A socket that asks for room.

    `who` tells one player or desk from another, and names the wall that is looked at. `send` takes ASGI's messages.
    """

    kind: Kind
    who: str
    network: str
    send: Callable[[dict[str, Any]], Awaitable[None]]
    is_over: bool = False

    async def end(self, code: int) -> None:
        """Close it with a code; what it still says is not heard."""
        self.is_over = True
        await self.send({"type": "websocket.close", "code": code})


class Crowd:
    """All who are inside. `most` is how many players and walls may be."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._of_one: dict[tuple[Kind, str], list[Caller]] = {}
        self._of_network: Counter[str] = Counter()
        self._of_kind: Counter[Kind] = Counter()

    def __len__(self) -> int:
        return self._of_kind.total()

    def has_room_for(self, caller: Caller) -> bool:
        """Whether a socket may come in; for one who has as many as may be, the oldest goes and there is room."""
        of_one = len(self._of_one.get((caller.kind, caller.who), ()))
        if caller.kind == "wall":
            if of_one >= MOST_OF_WALL or self._of_kind["wall"] >= MOST_WALLS:
                return False
        elif of_one >= MOST_OF_ONE:
            return True
        if caller.kind == "desk":
            return self._of_kind["desk"] < MOST_DESKS
        inside = self._of_kind["player"] + self._of_kind["wall"]
        return inside < self.most and self._of_network[caller.network] < MOST_OF_NETWORK

    def enter(self, caller: Caller) -> Caller | None:
        """Count a socket in. Answers the oldest of the same person if that has to go for it; it counts no more."""
        mine = self._of_one.setdefault((caller.kind, caller.who), [])
        oldest = mine[0] if caller.kind != "wall" and len(mine) >= MOST_OF_ONE else None
        mine.append(caller)
        self._of_kind[caller.kind] += 1
        if caller.kind != "desk":
            self._of_network[caller.network] += 1
        if oldest is not None:
            self.leave(oldest)
        return oldest

    def leave(self, caller: Caller) -> None:
        """Count a socket out; nothing happens if it is out already."""
        mine = self._of_one.get((caller.kind, caller.who), [])
        if caller not in mine:
            return
        mine.remove(caller)
        if not mine:
            del self._of_one[(caller.kind, caller.who)]
        self._of_kind[caller.kind] -= 1
        if caller.kind != "desk":
            self._of_network[caller.network] -= 1
            if not self._of_network[caller.network]:
                del self._of_network[caller.network]

    def empty(self) -> None:
        """Count nobody."""
        self._of_one.clear()
        self._of_network.clear()
        self._of_kind.clear()
