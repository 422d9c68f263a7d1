"""Three hundred votes within one second, to several web processes at once, and every tap twice: each is there once."""

import asyncio

from bench.live.page import OK, post
from tests.chaos import invariants
from tests.chaos.invariants import Acknowledged

VOTES, WITHIN_SECONDS, MOST_SECONDS = 300, 1.0, 120
#: A step at which all have voted closes after five seconds; so slowly that nobody comes too late.
PACE = 60
LINES = """
    SELECT game_logline.version, event, data, at FROM game_logline
    JOIN game_workshop ON game_workshop.id = workshop_id WHERE phase <> 'closed' ORDER BY game_logline.version"""


def test_every_vote_is_recorded_once(hall, blow):
    (room,) = hall.fill((VOTES, "vote"), pace=PACE)
    step = {
        data["table"]: str(data["number"]) for data in told(hall, "StepEntered") if data["name"] == "vote"
    }
    hall.complaints()

    async def vote(guest, port, wait, option, tap):
        await asyncio.sleep(wait)
        form = [("step", step[guest.table]), ("option", option), ("page", guest.id), ("tap", str(tap))]
        return await post(port, f"/workshops/{guest.slug}/vote/", guest.cookie, form)

    def all_vote(ports, option, tap, times=1):
        """Everybody votes within a second, `times` with the same tap, each time at another process; all statuses."""

        async def together():
            async with asyncio.timeout(MOST_SECONDS):
                return await asyncio.gather(
                    *(
                        vote(
                            guest,
                            ports[(seat + copy) % len(ports)],
                            WITHIN_SECONDS * seat / VOTES,
                            option,
                            tap,
                        )
                        for seat, guest in enumerate(room.guests)
                        for copy in range(times)
                    )
                )

        return set(asyncio.run(together()))

    assert all_vote(hall.ports, "A", 1, times=2) == {OK}
    assert len(told(hall, "VoteCast")) == VOTES
    with hall.more({}, {}) as more:
        assert all_vote([*hall.ports, *more], "B", 2, times=2) == {OK}
        assert len(told(hall, "VoteCast")) == 2 * VOTES
        assert all_vote([*more, *hall.ports], "A", 1) == {OK}  # old taps that come late
        complaints = hall.complaints()
    saved = [
        Acknowledged(guest.id, step[guest.table], option, tap)
        for guest in room.guests
        for tap, option in ((1, "A"), (2, "B"))
    ]
    lines = hall.rows(LINES)
    assert len(told(hall, "VoteCast")) == len(saved)
    assert not invariants.once(lines, saved) + invariants.gapless(lines) + invariants.calm(complaints)


def told(hall, event):
    """What the log of the open room holds of one kind of event."""
    return [data for _version, name, data, _at in hall.rows(LINES) if name == event]
