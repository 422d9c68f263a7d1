"""Make one kit that somebody asked for on the page of a scenario. The server starts this by itself; nobody has to."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from game.printed.making import make


class Command(BaseCommand):
    help = "Make one kit of the board game: started by the server. To print one yourself, see print_kit."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("order", type=Path, help="what was asked for, a file of the server's own")

    def handle(self, *, order: Path, **options: Any) -> None:
        os.nice(10)  # games that are played go first
        if not make(order):
            sys.exit(1)
