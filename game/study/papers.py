"""The papers of a study: what is still missing, and the sheet that a person reads."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from game.models import InformationSheet, Study


def missing(study: Study) -> list[str]:
    """What a study lacks before a workshop may open under it, in words; none when its papers are complete."""
    has_sheet = study.sheets.filter(language=study.language).exclude(text="").exists()
    needed = (
        (study.protocol, _("the protocol")),
        (study.ethics, _("the ethics approval, or why none is needed")),
        (study.controller, _("the controller")),
        (study.contact, _("whom people may ask")),
        (study.legal_basis, _("the legal basis")),
        (study.special_basis, _("the legal basis for political opinions")),
        (study.kept_until, _("the day until which rows are kept")),
        (has_sheet, _("the information sheet in the language of its workshops")),
    )
    return [name for given, name in needed if not given]


def is_over(study: Study) -> bool:
    """Whether its day has come, so that nothing new may begin."""
    return study.kept_until is not None and study.kept_until <= localdate()


def sheet_for(study: Study, language: str) -> InformationSheet | None:
    """The sheet in this language, else in that of the study's workshops."""
    sheets = {sheet.language: sheet for sheet in study.sheets.all()}
    return sheets.get(language) or sheets.get(study.language)
