"""The stranger's matrix as a page to read; `python -m tests.strangers.page` writes docs/who-may.md."""

from __future__ import annotations

from pathlib import Path

from tests.strangers.matrix import SITE, SOCKETS
from tests.strangers.office import OFFICE_ROWS
from tests.strangers.rules import FORBIDDEN, GONE, GUESTS, IN, LOG_IN, NOT_FOUND, WHO, WRONG_WAY, Row, Rule

PLACE = Path(__file__).resolve().parents[2] / "docs" / "who-may.md"
HEAD = """# Who may look, and who may send

Every address of the site, the office included, and every socket. The page is made from the table by which
`tests/strangers` asks each of them for real, as each of these people, with GET and POST. A new address without a row fails.

Where this table ends, others go on: the verbs of the desk, by phase, in `tests/game/views/test_who_may.py`; what may stand
on a page, and from when on, in `tests/browser/who_may_see.py`.

Those who ask:

"""
SAID = {
    LOG_IN: "is led to the log-in",
    FORBIDDEN: "is told 403",
    NOT_FOUND: "finds nothing (404)",
    WRONG_WAY: "cannot (405)",
    GONE: "is told that it is used up (410)",
}


def written() -> str:
    """The whole page."""
    people = "".join(f"- **{who}**: {words}\n" for who, words in WHO.items() if who != words)
    return HEAD + people + _table("The site", SITE) + _table("The office", OFFICE_ROWS) + _sockets()


def _table(title: str, rows: dict[str, Row]) -> str:
    lines = [f"\n## {title}\n\n| Address | May look | May send |\n|---|---|---|\n"]
    lines += [
        f"| `/{_plain(route)}` | {_told(row.get)} | {_told(row.post)} |\n" for route, row in rows.items()
    ]
    return "".join(lines)


def _sockets() -> str:
    lines = ["\n## Sockets\n\n| Address | Is shown something |\n|---|---|\n"]
    lines += [f"| `/{_plain(route)}` | {_told(rule, 'hears 4403')} |\n" for route, rule in SOCKETS.items()]
    own = "\nA player of another workshop is shown that workshop, whatever address the socket has; nothing of this one.\n"
    return "".join([*lines, own])


def _plain(route: str) -> str:
    return route.replace("^", "").replace("$", "").replace("|", "\\|")


def _told(rule: Rule, refusal: str = "") -> str:
    """Who may, and what happens to the others."""
    got = {who: rule.outcome(who) for who in WHO}
    may = [who for who, outcome in got.items() if outcome == IN]
    if len(may) == len(WHO):
        return "everybody"
    others = {
        outcome: [who for who in WHO if got[who] == outcome] for outcome in got.values() if outcome != IN
    }
    if not may and len(others) == 1:
        return f"nobody: {SAID[next(iter(others))]}"
    told = [f"**{', '.join(may)}**" if may else "nobody"]
    if refusal:
        return f"{told[0]}; who else asks {refusal}"
    told += [f"{_short(people)} {SAID[outcome]}" for outcome, people in others.items()]
    return "; ".join(told)


def _short(people: list[str]) -> str:
    guests = [who for who in people if who in GUESTS]
    rest = [who for who in people if who not in GUESTS]
    return ", ".join((["whoever is not logged in"] if len(guests) == len(GUESTS) else guests) + rest)


if __name__ == "__main__":
    PLACE.write_text(written())
