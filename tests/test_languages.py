"""The interface in six languages: every message, in the right number of forms, with its places, and nothing left over."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

ROOT = Path(__file__).parent.parent
#: How many forms a count has; Slovene has a dual, and one for three and four.
FORMS = {"da": 2, "nl": 2, "fr": 2, "sl": 4, "hr": 3}
#: What stands in a message for something else, or is HTML: named and bare places, braces, tags.
PLACE = re.compile(r"%\(\w+\)[sdif]|%[sdif%]|\{\w*\}|</?\w+[^>]*>|https?://\S+")


def path_of(language: str, kind: str = "po") -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / f"django.{kind}"


def catalogue(language: str) -> dict[tuple[str, str | None], polib.POEntry]:
    return {(entry.msgid, entry.msgctxt): entry for entry in polib.pofile(str(path_of(language)))}


SOURCE = {key: entry for key, entry in catalogue("en").items() if not entry.obsolete}
spoken = pytest.mark.parametrize("language", FORMS)


def forms_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def wrong_with(entry: polib.POEntry, forms: int) -> str:
    """What is wrong with one message of a catalogue; empty if nothing is."""
    told = forms_of(entry)
    if entry.fuzzy:
        return "fuzzy"
    if len(told) != (forms if entry.msgid_plural else 1) or not all(one.strip() for one in told):
        return "not translated"
    wanted = [sorted(PLACE.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
    for number, one in enumerate(told):
        allowed = wanted if entry.msgid_plural and number == 0 else wanted[-1:]
        if sorted(PLACE.findall(one)) not in allowed:
            return "other places"
        if one[:1].isspace() != entry.msgid[:1].isspace() or one[-1:].isspace() != entry.msgid[-1:].isspace():
            return "other spaces around it"
    return ""


def test_languages_are_those_of_the_partners():
    assert [code for code, _name in settings.LANGUAGES] == ["en", *FORMS]


@spoken
def test_every_message_is_translated(language):
    found = catalogue(language)
    wrong = {
        f"{entry.msgid[:60]!r}": told
        for entry in found.values()
        if (told := wrong_with(entry, FORMS[language]))
    }
    assert wrong == {}
    assert {key for key in SOURCE if key not in found} == set()
    assert {key for key in found if key not in SOURCE} == set(), "left over"


@spoken
def test_plural_forms_are_those_of_the_language(language):
    told = polib.pofile(str(path_of(language))).metadata["Plural-Forms"]
    assert told.startswith(f"nplurals={FORMS[language]};")
    counted = translation.ngettext  # called by this name it is no message of its own
    entry = next(one for one in catalogue(language).values() if "%(counter)s" in one.msgid_plural)
    with translation.override(language):
        seen = {counted(entry.msgid, entry.msgid_plural, n) for n in range(200)}
    assert seen == set(forms_of(entry))


@spoken
def test_what_is_read_is_what_was_written(language):
    """Browsers are answered from the compiled catalogues: `manage.py compilemessages` after each change."""
    compiled = {
        (entry.msgid, entry.msgctxt): forms_of(entry) for entry in polib.mofile(str(path_of(language, "mo")))
    }
    assert compiled == {key: forms_of(entry) for key, entry in catalogue(language).items()}


@spoken
def test_who_translated_is_said(language):
    """Nobody is told that a person has read what nobody has: the head of the catalogue says how it came to be."""
    assert polib.pofile(str(path_of(language))).metadata["Last-Translator"].strip() not in (
        "",
        "FULL NAME <EMAIL@ADDRESS>",
    )


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (polib.POEntry(msgid="Go on", msgstr="Videre"), ""),
        (polib.POEntry(msgid="Go on", msgstr=""), "not translated"),
        (polib.POEntry(msgid="Go on", msgstr="Videre", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="To %(who)s", msgstr="Til %(hvem)s"), "other places"),
        (polib.POEntry(msgid="<b>One</b>", msgstr="En"), "other places"),
        (polib.POEntry(msgid="One", msgstr="En "), "other spaces around it"),
        (
            polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "%(n)s dag"}),
            "not translated",
        ),
        (
            polib.POEntry(msgid="a day", msgid_plural="%(n)s days", msgstr_plural={0: "en dag", 1: "dage"}),
            "other places",
        ),
        (
            polib.POEntry(
                msgid="a day", msgid_plural="%(n)s days", msgstr_plural={0: "en dag", 1: "%(n)s dage"}
            ),
            "",
        ),
    ],
)
def test_checks_can_fail(entry, told):
    assert wrong_with(entry, 2) == told
