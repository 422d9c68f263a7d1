"""Load the scenarios that ship with the project. A scenario that somebody edited here is left as it is."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.core.management.base import BaseCommand

from scenarios.files import read, slugs
from scenarios.models import Scenario


class Command(BaseCommand):
    help = "Load the shipped scenarios; edited ones are left alone."

    def handle(self, **options: Any) -> None:
        for slug in slugs():
            self.stdout.write(f"{slug}: {load(slug)}")


def load(slug: str) -> str:
    """Load one scenario from its files. Answers what was done: created, updated, unchanged or edited here."""
    shipped = read(slug)
    row = Scenario.objects.filter(slug=slug).first()
    if row is None:
        Scenario.objects.create(slug=slug, **shipped)
        return "created"
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
    return sha256(json.dumps([row.document, row.texts], sort_keys=True).encode()).hexdigest()
