"""What a row of the stranger's matrix says: an address, who may look at it and who may send to it, and how others are refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

#: Who asks, and in which words the page of the matrix says so.
WHO = {
    "nobody": "nobody",
    "elsewhere": "a player of another workshop, under the names of this one's cookies",
    "player": "a player of this workshop",
    "neighbour": "a player of this workshop at another table",
    "leader": "who leads this workshop",
    "host": "a host of a table of this workshop",
    "other leader": "who leads another workshop",
    "author": "an author of scenarios",
    "researcher": "a researcher",
    "reviewer": "a reviewer",
    "administrator": "an administrator: an account with that role, and not one that may do everything",
    "superuser": "an account that may do everything, whatever its roles",
}
GUESTS = ("nobody", "elsewhere", "player", "neighbour")
ACCOUNTS = ("leader", "host", "other leader")
STAFF = ("author", "researcher", "reviewer", "administrator", "superuser")

#: Outcomes. Whoever is IN has come past the guard; what the form then lacks is told there.
IN, LOG_IN, FORBIDDEN, NOT_FOUND, WRONG_WAY, GONE = "in", "log-in", "403", "404", "405", "410"
PAST_THE_GUARD = (200, 301, 302, 409, 422, 429)


@dataclass(frozen=True)
class Rule:
    """Who may, and how everybody else is refused: guests without an account, accounts, and the staff of the office."""

    may: tuple[str, ...] = ()
    guests: str = NOT_FOUND
    accounts: str = NOT_FOUND
    staff: str = NOT_FOUND

    def outcome(self, who: str) -> str:
        """What somebody gets who asks."""
        if who in self.may:
            return IN
        if who in GUESTS:
            return self.guests
        return self.accounts if who in ACCOUNTS else self.staff


@dataclass(frozen=True)
class Row:
    """One pattern of addresses. `address` is filled with the words of the town, `sent` is the body of a POST."""

    address: str
    get: Rule
    post: Rule
    sent: dict[str, Any] = field(default_factory=dict)


def everywhere(outcome: str) -> Rule:
    """The same refusal for everybody."""
    return Rule((), outcome, outcome, outcome)


NO = everywhere(WRONG_WAY)
NEVER = everywhere(NOT_FOUND)
USED = everywhere(GONE)
EVERYBODY = Rule((*GUESTS, *ACCOUNTS, *STAFF))
LOGGED_IN = Rule((*ACCOUNTS, *STAFF), guests=LOG_IN)
PLAYERS = Rule(("player", "neighbour"))
TABLE_OF_PLAYER = Rule(("player",))
LEADER = Rule(("leader",), guests=LOG_IN)
DESK = Rule(("leader", "host"), guests=LOG_IN)
AUTHORS_PREVIEW = Rule(("author", "superuser"), LOG_IN, FORBIDDEN, FORBIDDEN)

#: Who may lead workshops at all: facilitators, and who may do everything. Others of the staff are told what they lack.
FACILITATORS = Rule((*ACCOUNTS, "superuser"), LOG_IN, staff=FORBIDDEN)
BY_LINK = Rule((*GUESTS, *ACCOUNTS, "superuser"), staff=FORBIDDEN)
#: A page of one's own keys that changes some: first one shows once more that it is oneself.
SHOWN_AGAIN = Rule((), LOG_IN, FORBIDDEN, FORBIDDEN)
#: The same for what nobody of the town has: an app, recovery codes, a passkey.
NO_SUCH_KEY = Rule((), LOG_IN)
LED_TO_LOG_IN = Rule((), LOG_IN, LOG_IN, LOG_IN)
OWN_WAY = Rule((), LOG_IN, WRONG_WAY, WRONG_WAY)
#: The log-in of the admin is the one door of all.
DOOR_OF_THE_OFFICE = Rule(STAFF, LOG_IN, FORBIDDEN)
#: Named in a study: who may hold workshops under it, and to whom rows go, if they lead none.
NAMED = Rule(("leader", "researcher"), guests=LOG_IN)
NAMED_IN_ROWS = Rule(("researcher",), guests=LOG_IN)
#: A step of the log-in that is there only in its middle: who is logged in is led on, anybody else back to its beginning.
AT_THE_DOOR = Rule((*ACCOUNTS, *STAFF), guests=LOG_IN)
INVITING = Rule(("administrator", "superuser"), LOG_IN, FORBIDDEN, FORBIDDEN)
#: Without a mail server nobody asks for a code by e-mail.
NO_MAIL = Row("/log-in/code/", NEVER, NEVER)
#: Without a log-in of the municipality nobody is led to one.
NO_OWN_LOG_IN = Row("/log-in/with/own/", NEVER, NO)

#: The office: whoever is not of the staff is led to the log-in.
OFFICE = Rule(STAFF, LOG_IN, LOG_IN)
RECORDS = Rule(("researcher", "reviewer", "superuser"), LOG_IN, LOG_IN, FORBIDDEN)
SCENARIOS = Rule(("author", "superuser"), LOG_IN, LOG_IN, FORBIDDEN)
HEAD = Rule(("administrator", "superuser"), LOG_IN, LOG_IN, FORBIDDEN)
SUPERUSER = Rule(("superuser",), LOG_IN, LOG_IN, FORBIDDEN)
NOBODY = Rule((), LOG_IN, LOG_IN, FORBIDDEN)
NO_SUCH_PAGE = Rule((), LOG_IN, LOG_IN, NOT_FOUND)
WRONG_WAY_THERE = Rule((), LOG_IN, LOG_IN, WRONG_WAY)
SECTION = Rule(("researcher", "reviewer", "superuser"), LOG_IN, LOG_IN, NOT_FOUND)
