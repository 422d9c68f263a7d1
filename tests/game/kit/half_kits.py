"""Kits whose half sheets tests look at: shipped scenarios, and one in which options have other forms."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import yaml

from game.kit import printing
from game.kit.box import BOX
from game.kit.shape import Kit
from scenarios.files import CONTENT, read, shared_texts, slugs
from scenarios.script import Script, parse
from tests.pdf_reader import reader, text_of

SHIPPED = tuple(slugs())
GOOD = CONTENT.parents[1] / "tests/scenarios/good"
ADDRESS = "https://play.example.org"
HALVES = (
    *("20-roles", "21-dilemmas", "22-hidden-options", "23-consequence-book", "24-endings"),
    "61-print-shop-half-sheets",
)


@cache
def script_of(slug: str) -> Script:
    if slug != "good":
        files = read(slug)
        return parse(files["document"], files["texts"])
    document = yaml.safe_load((GOOD / "scenario.yaml").read_text())
    texts = yaml.safe_load((GOOD / "text/en.yaml").read_text())
    return parse(document, {"en": {**texts, "common": shared_texts()["en"]}})


def kit_of(slug: str, paper: str = "a4", colour: bool = True, address: str = ADDRESS) -> Kit:
    return Kit(script_of(slug), "en", paper, colour, address)


def with_text(kit: Kit, key: str, text: str) -> Kit:
    """The same kit with another text."""
    texts = {"en": {**kit.script.texts["en"], key: text}}
    return replace(kit, script=replace(kit.script, texts=texts))


def printed(kit: Kit, name: str):
    """A file of a kit, to look into."""
    return reader(printing.pdf(kit, next(document for document in BOX if document.name == name)))


@cache
def file_in(slug: str, name: str, paper: str = "a4"):
    """The same of a shipped kit: in colour on A4, in grey on letter."""
    return printed(kit_of(slug, paper, colour=paper == "a4"), name)


@cache
def text_in(slug: str, name: str) -> str:
    """All that is printed in a file of a kit on A4, on one line."""
    return text_of(file_in(slug, name))
