"""A rehearsal: a whole workshop of bots through the real engine, from the door to the plan (BOT-2)."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from game.log import Texts
from game.rehearsal import MINUTE, StuckError, database_in_memory, rehearse, report
from game.report.account import account
from game.report.filing import file
from game.report.shapes import Edition
from game.report.telling import Edited, tell
from game.rules import Refused
from game.rules.round.moments import ROUNDS
from game.rules.state import FILLING_ORDER, State
from scenarios.conditions import ScriptError
from scenarios.files import slugs
from scenarios.voice import Voice

MOST_TABLES = 100
FEWEST_SEATS = 3
#: A rehearsal has a time of its own; on paper it begins with this day, so that its files are the same on every day.
FIRST_DAY = 1_767_225_600_000
LANGUAGE = "en"


class Command(BaseCommand):
    help = "Play a whole workshop of bots, with drop-outs, in a database in memory that is thrown away."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the scenario's folder under scenarios/content")
        parser.add_argument("--tables", type=int, default=4, help=f"1 to {MOST_TABLES} (default 4)")
        parser.add_argument(
            "--seats", type=int, default=5, help=f"{FEWEST_SEATS} to {len(FILLING_ORDER)} (default 5)"
        )
        parser.add_argument("--seed", default="", help="draw key: the same one gives the same workshop")
        parser.add_argument("--report", type=Path, help="a folder in which the report of the workshop is put")
        parser.add_argument(
            "--site", default="http://localhost:8000", help="what stands before addresses in the report"
        )
        parser.add_argument("--format", choices=tuple(ROUNDS), default="45", help="minutes of the workshop")

    def handle(self, *, slug: str, tables: int, seats: int, seed: str, **options: Any) -> None:
        if slug not in slugs():
            raise CommandError(f"There is no scenario {slug}. There are: {', '.join(slugs())}.")
        if not 1 <= tables <= MOST_TABLES or not FEWEST_SEATS <= seats <= len(FILLING_ORDER):
            raise CommandError(
                f"A rehearsal has 1 to {MOST_TABLES} tables of {FEWEST_SEATS} to {len(FILLING_ORDER)} seats."
            )
        key, self.said = seed or secrets.token_hex(4), ""
        try:
            with database_in_memory():
                state, script = rehearse(slug, options["format"], tables, seats, key, self.watch)
        except Refused as refusal:
            raise CommandError(refusal.message % refusal.values) from refusal
        except (ScriptError, StuckError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Rehearsed {slug}, {options['format']} minutes, draw key {key}")
        self.stdout.write("\n".join(report(state, script)))
        if options["report"]:
            with override(LANGUAGE):
                told = account(state, Texts(), Edition())
                words = tell(told, Voice(script, LANGUAGE), "", Edited(), options["site"])
                file(words, FIRST_DAY + state.at, options["report"])
            self.stdout.write(f"The report is in {options['report']}")

    def watch(self, state: State) -> None:
        """Say on stderr when a phase begins, a round opens, or more tables are done with it."""
        now = state.phase
        if state.phase == "playing" and state.opened:
            done = sum(
                table.round > state.opened or _is_done(state, table.number) for table in state.tables.values()
            )
            now = f"round {state.opened} of {len(state.plan)}, {done} of {len(state.tables)} tables done"
        if now != self.said:
            self.said = now
            self.stderr.write(f"{state.at / MINUTE:6.1f} min  {now}", self.style.NOTICE)


def _is_done(state: State, number: int) -> bool:
    table = state.tables[number]
    return table.round == state.opened and table.step is not None and table.step.name == "done"
