"""Load the scenarios that ship with the project. One that was edited here, or has problems, is left as it is."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scenarios.conditions import ScriptError
from scenarios.files import digest, read, slugs
from scenarios.models import Scenario
from scenarios.problems import problems_of


class Command(BaseCommand):
    help = "Load the shipped scenarios; edited ones and those with problems are left alone."

    def handle(self, **options: Any) -> None:
        refused = []
        for slug in slugs():
            try:
                self.stdout.write(f"{slug}: {load(slug)}")
            except ScriptError as error:
                self.stderr.write(str(error))
                refused.append(slug)
        if refused:
            raise CommandError(f"Not loaded, because of problems: {', '.join(refused)}.")


def load(slug: str) -> str:
    """Load one scenario from its files. Answers what was done: created, updated, unchanged, made here or edited here.

    Problems that are not mere warnings are a ScriptError, one on a line, and nothing is changed.
    """
    if errors := [problem for problem in problems_of(slug) if not problem.is_warning]:
        raise ScriptError("\n".join(str(problem) for problem in errors))
    shipped = read(slug)
    row = Scenario.objects.filter(slug=slug).first()
    if row is None:
        Scenario.objects.create(slug=slug, **shipped)
        return "created"
    if row.is_local:
        return "made here, left alone"
    if row.digest == shipped["digest"]:
        return "unchanged"
    if row.digest != digest_of(row):
        return "edited here, left alone"
    for field, value in shipped.items():
        setattr(row, field, value)
    row.save()
    return "updated"


def digest_of(row: Scenario) -> str:
    """The digest of what the row holds now."""
    return digest(row.document, row.texts)
