"""Texts in every language: all that are expected, none left over, none too long, and prose without markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from scenarios.places import Problem, Value
from scenarios.problems.expected import NOTE, NOTE_WORDS, Expected, expected, shared
from scenarios.translations import HEAD, check_head

LANGUAGES = ("en", "da", "nl", "fr", "sl", "hr")
_MARKUP = re.compile(r"[<>{}*`\\|_]|&#?\w+;|\]\(|%\(|https?://")


def check_texts(scenario: Value, texts: Mapping[str, Value]) -> Iterator[Problem]:
    """The scenario's own texts, language by language. A missing ending has the code END-5."""
    wanted = {text.key: text for text in expected(scenario)}
    for value in texts.values():
        found = _own(value)
        yield from _missing(wanted.values(), found, value)
        yield from _head(value)
        for key, leaf in found.items():
            if key not in wanted:
                yield leaf.problem("TEXT", "Nothing in the structure asks for this text.")
            else:
                yield from _prose(leaf, wanted[key].words)
        yield from _notes(value)


def check_shared(texts: Mapping[str, Value]) -> Iterator[Problem]:
    """The texts that all scenarios share: those that are needed, and prose. Others may stand there too."""
    wanted = {text.key: text for text in shared()}
    for value in texts.values():
        found = _own(value)
        yield from _missing(wanted.values(), found, value)
        yield from _head(value)
        for key, leaf in found.items():
            yield from _prose(leaf, wanted[key].words if key in wanted else 90)


def check_languages(own: Mapping[str, object], common: Mapping[str, object], slug: str) -> Iterator[Problem]:
    """English is always there, every language is one we know, and has its shared texts."""
    if "en" not in own:
        yield Problem(f"{slug}/text/en.yaml", 1, "", "TEXT", "The English texts are missing.")
    for language in own:
        file = f"{slug}/text/{language}.yaml"
        if language not in LANGUAGES:
            told = f"{language} is not one of the languages {', '.join(LANGUAGES)}."
            yield Problem(file, 1, "", "TEXT", told)
        elif language not in common:
            yield Problem(file, 1, "", "TEXT", f"The shared texts common/{language}.yaml are missing.")


def _own(texts: Value) -> dict[str, Value]:
    """All texts by key, without what the head of a translation says of them."""
    return {key: leaf for key, leaf in _leaves(texts) if key != HEAD and not key.startswith(f"{HEAD}.")}


def _head(texts: Value) -> Iterable[Problem]:
    return check_head(texts.at(HEAD)) if HEAD in texts.fields else ()


def _missing(wanted: Iterable[Expected], found: Mapping[str, Value], root: Value) -> Iterator[Problem]:
    """One problem for each text that is missing, or one for all below a key that is missing itself."""
    gone: dict[tuple[str, int, str], list[str]] = {}
    for text in wanted:
        if text.needed and text.key not in found:
            keys = text.key.split(".")
            depth = next(
                (n for n in range(len(keys)) if keys[n] not in root.at(*keys[:n]).fields), len(keys) - 1
            )
            near = root.at(*keys[:depth])
            gone.setdefault((".".join(keys[: depth + 1]), near.place.line, text.code), []).append(text.key)
    for (path, line, code), keys in gone.items():
        told = (
            "This text is missing."
            if keys == [path]
            else f"Everything below this key is missing: {len(keys)} texts."
        )
        yield Problem(root.place.file, line, path, code, told)


def _prose(leaf: Value, most: int) -> Iterator[Problem]:
    if leaf.is_told:
        return
    if not leaf.text.strip():
        yield leaf.problem("TEXT", "This must be a text: it is empty, or a number without quotes, or a list.")
        return
    if (words := _words(leaf.text)) > most:
        yield leaf.problem("TEXT", f"This has {words} words; {most} are allowed.")
    if markup := _MARKUP.search(leaf.text):
        yield leaf.problem("TEXT", f"Texts are plain prose, without {markup[0]!r}.")


def _notes(texts: Value) -> Iterator[Problem]:
    """LINK-4: claim, when it holds and when not, are one note of limited length."""
    for dilemma in texts.fields.values():
        for letter in "ABCD":
            note = dilemma.at(letter, "note")
            words = sum(_words(note.at(part).text) for part in NOTE)
            if words > NOTE_WORDS:
                yield note.problem("TEXT", f"The note has {words} words in all; {NOTE_WORDS} are allowed.")


def _words(text: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def _leaves(value: Value, prefix: str = "") -> Iterator[tuple[str, Value]]:
    """Texts by dotted key; an empty mapping counts as a text that says nothing."""
    for key, field in value.fields.items():
        if field.fields:
            yield from _leaves(field, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", field
