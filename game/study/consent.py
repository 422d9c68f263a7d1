"""A person's own yes: given, taken back, and found again by a code. Nobody else is ever told (KEEP-5)."""

from __future__ import annotations

from django.db import transaction

from game import ledger
from game.models import CODE_SIGNS, STUDY_CODE_LENGTH, Consent, InformationSheet, Player, Workshop


def given(workshop: Workshop, player: str) -> Consent | None:
    """The yes of a person, by the id in the log."""
    return Consent.objects.filter(player__workshop=workshop, player__id_in_log=player).first()


def give(workshop: Workshop, player: str, sheet: InformationSheet) -> Consent:
    """Say yes to a sheet; said twice, it holds for the sheet that was read last. Raises Player.DoesNotExist."""
    row = Player.objects.get(workshop=workshop, id_in_log=player)
    read = {"language": sheet.language, "sheet_version": sheet.version}
    with transaction.atomic():
        return Consent.objects.update_or_create(player=row, defaults=read)[0]


def take_back(workshop: Workshop, player: str) -> None:
    """No longer yes: from now on no export holds rows of this person."""
    with transaction.atomic():
        row = given(workshop, player)
        if row is not None:
            row.delete()
            ledger.note(ledger.yes(row.pseudonym))


def by_code(typed: str) -> Consent | None:
    """Whose code it is, as people type it: small letters, blanks and hyphens do not matter."""
    signs = "".join(sign for sign in typed.upper() if sign not in " -\t\u00a0\u2011\u2013")
    if len(signs) != STUDY_CODE_LENGTH or set(signs) - set(CODE_SIGNS):
        return None
    return Consent.objects.filter(code=signs).select_related("player__workshop__study").first()


def spelled(code: str) -> str:
    """A code as it is read aloud: three groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
