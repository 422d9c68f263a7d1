"""Say everything that is wrong with a scenario, one line for each problem, before anybody plays it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from scenarios.conditions import ScriptError
from scenarios.files import read, slugs
from scenarios.links import current_versions, outdated
from scenarios.models import Link
from scenarios.problems import Problem, problems_of
from scenarios.translations import fingerprint, translations


class Command(BaseCommand):
    help = "Check a scenario's files: exit code 0 if it can be loaded, 1 if it has problems."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", help="the scenario's folder under scenarios/content")
        parser.add_argument("--all", action="store_true", help="check every scenario")

    def handle(self, **options: Any) -> None:
        chosen = _chosen(options["slug"], every=options["all"])
        found = list(dict.fromkeys(problem for slug in chosen for problem in problems_of(slug)))
        for problem in found:
            self.stdout.write(str(problem))
        for note in (*_older_translations(chosen), *_notes(chosen)):
            self.stdout.write(note)
        self.stdout.write(f"{', '.join(chosen)}: {_count(found)}")
        if any(not problem.is_warning for problem in found):
            sys.exit(1)


def _chosen(slug: str | None, *, every: bool) -> list[str]:
    known = slugs()
    if every and slug is None:
        return known
    if slug is None or every:
        raise CommandError("Name one scenario, or say --all.")
    if slug not in known:
        raise CommandError(f"There is no scenario {slug}. There are: {', '.join(known)}.")
    return [slug]


def _notes(chosen: list[str]) -> list[str]:
    """What has become newer since a scenario was last saved here. Where nothing was loaded yet, there is nothing to say."""
    try:
        links = Link.objects.filter(scenario__slug__in=chosen).select_related("scenario")
        shown = links.only("scenario__slug", "kind", "slug", "dilemma", "option", "version")
        older = outdated(shown, current_versions())
    except DatabaseError:
        return []
    return [
        f"{link.scenario.slug}: {'.'.join(filter(None, (link.dilemma, link.option))) or 'as a whole'} rests on "
        f"{link.kind} {link.slug}, which has a newer version. (note)"
        for link in older
    ]


def _older_translations(chosen: list[str]) -> list[str]:
    """The languages whose English has changed since it was translated. What cannot be read is told as a problem already."""
    found = []
    for slug in chosen:
        with suppress(ScriptError):
            texts = read(slug)["texts"]
            found += [
                f"{slug}/text/{one.language}.yaml: the English has changed since. When what changed is translated, "
                f"set of to {fingerprint(texts['en'])}. (note)"
                for one in translations(texts)
                if one.is_stale
            ]
    return found


def _count(found: list[Problem]) -> str:
    warnings = sum(problem.is_warning for problem in found)
    problems = len(found) - warnings
    words = [
        f"{n} {word}{'' if n == 1 else 's'}"
        for n, word in ((problems, "problem"), (warnings, "warning"))
        if n
    ]
    return " and ".join(words) + "." if words else "no problems."
