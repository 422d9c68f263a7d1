"""The balance of a scenario: thousands of games without anybody, and what falls short (SIM-1 to 4)."""

from __future__ import annotations

import secrets
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from game.simulating.figures import counted
from game.simulating.games import Game, all_games, schedule
from game.simulating.telling import shortfalls, tell
from scenarios.conditions import ScriptError
from scenarios.files import read, slugs
from scenarios.script import Script, parse

GAMES = 10_000
TENTHS = 10


class Command(BaseCommand):
    help = "Simulate games of a scenario's files: exit code 0 if it is balanced, 1 if something falls short."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="the scenario's folder under scenarios/content")
        parser.add_argument("--all", action="store_true", help="simulate every scenario")
        parser.add_argument(
            "--games", type=int, default=GAMES, help=f"how many games in all (default {GAMES})"
        )
        parser.add_argument("--seed", default="", help="draw key: the same one gives the same figures")

    def handle(self, *, slug: str | None, games: int, seed: str, **options: Any) -> None:
        chosen = _chosen(slug, every=options["all"])
        key, short = seed or secrets.token_hex(4), 0
        for name in chosen:
            script = _script(name)
            if games < script.max_rounds:
                raise CommandError(
                    f"Simulate at least {script.max_rounds} games, a few for each number of rounds."
                )
            figures = counted(script, self.watched(script, games, key))
            self.stdout.write("\n".join(tell(script, figures, key)))
            short += len(list(shortfalls(script, figures)))
        if short:
            raise CommandError(f"{short} {'figure falls' if short == 1 else 'figures fall'} short.")

    def watched(self, script: Script, games: int, key: str) -> Iterator[Game]:
        """The games one by one, with progress on stderr."""
        planned, began = schedule(script, games, key), time.monotonic()
        marks = {round(len(planned) * tenth / TENTHS) for tenth in range(1, TENTHS + 1)}
        for number, game in enumerate(all_games(script, planned), 1):
            yield game
            if number in marks:
                spent = max(0.001, time.monotonic() - began)
                pace = f"{spent:.0f} s, {number / spent:.0f} a second"
                self.stderr.write(
                    f"{script.slug}: {number} of {len(planned)} games, {pace}", self.style.NOTICE
                )


def _chosen(slug: str | None, *, every: bool) -> list[str]:
    known = slugs()
    if every and slug is None:
        return known
    if slug is None or every:
        raise CommandError("Name one scenario, or say --all.")
    if slug not in known:
        raise CommandError(f"There is no scenario {slug}. There are: {', '.join(known)}.")
    return [slug]


def _script(slug: str) -> Script:
    try:
        found = read(slug)
        return parse(found["document"], found["texts"])
    except ScriptError as error:
        raise CommandError(str(error)) from error
