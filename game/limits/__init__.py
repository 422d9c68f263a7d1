"""What one socket, one person and one network may ask of this process, and with which code a socket ends.

Whoever does too much by forms is told so in a sentence on their own page: deeds for each player, new people for each network.

| Code | Means | What a page does then |
|---|---|---|
| 1000 | all was said (the check of a hall's network) | nothing |
| 1009 | a message was too long: more than `LONGEST_HEARD` bytes | asks for its screen; tries again in half a minute to a minute |
| 1013 | no room: this process, this network or this wall holds as many sockets as it may | the same, and asks more seldom |
| 4403 | a stranger, or somebody who has no right any more; or the workshop is gone | loads itself anew |
| 4409 | the same person has opened more pages since: the oldest one yields | asks for its screen; connects again when somebody looks at it |
| 4429 | too often: too many messages, or too many new sockets in a row | asks for its screen; tries again in half a minute to a minute |

Whatever the code, the page keeps itself current by asking for its screen, and the game goes on.
Memory alone, of this process alone: nothing is stored, and what is remembered has an end.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from game.limits.crowd import Caller, Crowd
from game.limits.pace import Bucket, Visits

TOO_LONG, NO_ROOM, STRANGER, YIELDS, TOO_OFTEN = 1009, 1013, 4403, 4409, 4429

#: Bytes of one message. A page says a single dot; the check of a hall's network says some forty letters.
LONGEST_HEARD = 256
#: So many messages may come at once, and so many a second for ever. A page answers each screen it is sent once: five a
#: second at most, and more only while many tables change their step at the same moment.
MOST_MESSAGES, MESSAGES_A_SECOND = 400, 40
#: The same for frames of any kind, as a server counts them before it hands on a message.
MOST_FRAMES, FRAMES_A_SECOND = 800, 80
#: So many new sockets of one person at once, and then one in so many seconds.
MOST_VISITS, VISIT_SECONDS = 20, 3.0
#: The same for those of one network whom nobody knows: walls, and desks that have yet to show who they are.
MOST_STRANGERS, STRANGER_SECONDS = 100, 0.5
#: So many deeds from the phone of one player at once, and then so many a second for ever. Who answers, keeps what was typed
#: and taps twice sends a handful in a minute; a phone that goes round a table of eight sends some fifty in a step, by hand.
#: They also fit who changes a vote four times a second for a minute, as the chaos suite does.
MOST_DEEDS, DEEDS_A_SECOND = 240, 2
#: So many people who are new come in from one network at once, and then one in so many seconds. A whole hall is behind one
#: address: a thousand phones may press in the same moment, and a second thousand is in after little more than three minutes.
MOST_NEWCOMERS, NEWCOMER_SECONDS = 1_000, 0.2
#: So many people, and so many networks, are remembered at once.
REMEMBERED = 10_000

#: What else remembers something here; a server asks for limits before there are models, and so before there are codes.
also_forget: list[Callable[[], None]] = []
inside = Crowd()
players = Visits(MOST_VISITS, VISIT_SECONDS, REMEMBERED, lets_go=True)
desks = Visits(MOST_VISITS, VISIT_SECONDS, REMEMBERED)
strangers = Visits(MOST_STRANGERS, STRANGER_SECONDS, REMEMBERED, lets_go=True)
deeds = Visits(MOST_DEEDS, 1 / DEEDS_A_SECOND, REMEMBERED, lets_go=True)
newcomers = Visits(MOST_NEWCOMERS, NEWCOMER_SECONDS, REMEMBERED, lets_go=True)


def messages() -> Bucket:
    """What one socket may say, from now on."""
    return Bucket(MOST_MESSAGES, MESSAGES_A_SECOND, time.monotonic())


def frames() -> Bucket:
    """The same, for all frames of a socket."""
    return Bucket(MOST_FRAMES, FRAMES_A_SECOND, time.monotonic())


def refusal(caller: Caller) -> int:
    """The code with which a new socket ends before anything is looked up for it; 0 if it may come in.

    Somebody who was here of late is counted as a person; everybody else as one of a network.
    """
    now = time.monotonic()
    if caller.kind == "player":
        may_come = players.take(caller.who, now)
    elif desks.knows(caller.who):
        may_come = desks.take(caller.who, now)
    else:
        may_come = strangers.take(caller.network, now)
    if not may_come:
        return TOO_OFTEN
    return 0 if inside.has_room_for(caller) else NO_ROOM


def recognise(caller: Caller) -> None:
    """A desk has shown who it is: from now on it is counted as a person, and its network no longer answers for it."""
    if caller.kind == "desk" and not desks.knows(caller.who):
        desks.take(caller.who, time.monotonic())
        strangers.give_back(caller.network)


def may_do(workshop: UUID, player: str) -> bool:
    """Whether the phone of a player may do one thing more now; it counts as done."""
    return deeds.take(f"{workshop} {player}", time.monotonic())


def may_join(network: str) -> bool:
    """Whether one person more who is new may come in from a network; they count as in."""
    return newcomers.take(network, time.monotonic())


def forget() -> None:
    """Know nobody."""
    inside.empty()
    for visits in (players, desks, strangers, deeds, newcomers):
        visits.seen.clear()
    for forgets in also_forget:
        forgets()
