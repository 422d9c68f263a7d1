"""Print the board game of a scenario into a folder: every file of the box, or some of them."""

from __future__ import annotations

import re
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from game.kit import box, printing
from game.kit.shape import PAPERS, Document
from game.printed.orders import Choice, Order
from game.printed.originals import Original, found, known

SITE = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


class Command(BaseCommand):
    help = "Print a scenario as a board game: PDFs to print, cut and fold, in a folder of your choice."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "slug", help="the scenario: one that is loaded, or its folder under scenarios/content"
        )
        parser.add_argument("--language", default="en", help="its language (default en)")
        parser.add_argument("--paper", choices=tuple(PAPERS), default="a4", help="what is in the printer")
        ink = parser.add_mutually_exclusive_group()
        ink.add_argument(
            "--colour", dest="colour", action="store_true", default=True, help="in colour (default)"
        )
        ink.add_argument("--grey", dest="colour", action="store_false", help="for a printer without colour")
        parser.add_argument("--out", type=Path, required=True, help="the folder; made if it is not there")
        parser.add_argument(
            "--only", nargs="+", metavar="NAME", default=(), help="only these files, without .pdf"
        )
        parser.add_argument(
            "--site", default="", help="the address of a server that the signs on the cards lead to"
        )

    def handle(self, *, slug: str, language: str, out: Path, site: str, **options: Any) -> None:
        if site and not SITE.fullmatch(site):
            raise CommandError(f"{site} is no address. It begins with https:// or http://.")
        original = _original(slug)
        _check_language(original, language)
        choice = Choice(language, options["paper"], options["colour"])
        self._print(Order(original, choice, site.rstrip("/")), _chosen(options["only"]), out)

    def _print(self, order: Order, chosen: Sequence[Document], out: Path) -> None:
        began = time.monotonic()
        try:
            _check_folder(out, chosen)
            papers = printing.write(order.kit(), out, chosen, self._heard)
            size = sum(paper.stat().st_size for paper in papers)
        except printing.Unprintable as error:
            raise CommandError(_unchanged(f"{error.document} cannot be printed: {error.why}", out)) from error
        except TimeoutExpired as late:
            told = f"The machine has no time to print: one file took more than {late.timeout:.0f} seconds"
            raise CommandError(_unchanged(told, out)) from late
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        files = f"{len(papers)} file{'' if len(papers) == 1 else 's'}"
        self.stdout.write(f"{files} in {out}: {time.monotonic() - began:.1f} s, {size / 1e6:.1f} MB")

    def _heard(self, name: str) -> None:
        self.stdout.write(f"{name}.pdf")
        self.stdout.flush()


def _original(slug: str) -> Original:
    """The scenario, if it can be printed; CommandError if there is none, or if something is wrong with it."""
    original, problems = found(slug)
    if problems:
        raise CommandError(f"{slug} cannot be printed: {problems[0]} ({_number(len(problems))})")
    if original is None:
        raise CommandError(f"There is no scenario {slug}. There are: {', '.join(known())}.")
    if original.document.get("unfinished") is True:
        raise CommandError(f"{slug} cannot be printed: its author says that it is unfinished.")
    return original


def _number(problems: int) -> str:
    return "1 problem in all" if problems == 1 else f"{problems} problems in all"


def _check_language(original: Original, language: str) -> None:
    there = f"There are: {', '.join(original.languages) or 'none'}."
    if language not in original.translations:
        raise CommandError(f"{original.slug} is not translated into {language}. {there}")
    if language not in dict(settings.LANGUAGES):
        raise CommandError(
            f"The game itself does not speak {language} yet, so no kit can be printed in it. {there}"
        )


def _chosen(names: Sequence[str]) -> Sequence[Document]:
    documents = {document.name: document for document in box.BOX}
    wanted = [name.removesuffix(".pdf") for name in names]
    for name in wanted:
        if name not in documents:
            raise CommandError(f"There is no file {name} in the box. There are: {', '.join(documents)}.")
    return [document for document in box.BOX if not wanted or document.name in wanted]


def _check_folder(folder: Path, chosen: Sequence[Document]) -> None:
    """What stands in the way of a file is told before anything is printed, so that no half of a kit is replaced."""
    for document in chosen:
        path = folder / f"{document.name}.pdf"
        if path.is_dir():
            raise CommandError(f"{path} is a folder. Nothing was printed.")


def _unchanged(told: str, folder: Path) -> str:
    return f"{told.rstrip('.')}. Nothing in {folder} was changed."
