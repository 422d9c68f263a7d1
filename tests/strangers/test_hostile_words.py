"""Whatever somebody types is text wherever it is shown: in every field that takes words, on every page that there is.

The second wall, the policy of every answer, is tested in test_headers.py; a browser meets both in tests/browser.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from game import log
from game.models import DeskNote, Note, ReportText, Workshop
from research.models.fields import LinesField
from tests.factories import publish
from tests.strangers.conftest import answered, undone
from tests.strangers.matrix import SITE
from tests.strangers.nasty import MARKUP
from tests.strangers.office import OFFICE_ROWS
from tests.strangers.rules import IN, WHO
from tests.strangers.town import Town, built

pytestmark = pytest.mark.django_db

MATRIX = {**SITE, **OFFICE_ROWS}
#: Fields of rows that people type, by model. What is not here is chosen from a list, counted, or drawn by the program.
TYPED = {
    "game.workshop": ("title",),
    "game.player": ("name",),
    "game.study": ("title", "protocol", "ethics", "controller", "contact"),
    "game.informationsheet": ("text",),
    "game.note": ("text",),
    "game.desknote": ("text",),
    "game.reporttext": ("text",),
    "research.submission": ("note",),
    "research.level": ("name", "short", "definition", "what_changes", "signs"),
    "research.organisation": ("name", "name_en", "place", "note", "beacon_agreed_by", "offers"),
    "research.source": ("title", "container", "note", "authors", "read"),
    "research.case": (
        *("title", "place", "problem", "what_was_done", "obstacles", "lesson", "organisation", "policy_area"),
        *("actors", "went_well", "went_badly", "outcome_basis", "curators"),
    ),
    "research.practice": (
        *("name", "problem", "how", "conditions", "risks", "do_not_copy_if", "takes", "note", "curators"),
    ),
    "research.adaptation": ("government", "place", "changed", "result_told", "told_by", "curators"),
    "research.evidence": ("statement", "locator", "quote"),
    "research.translation": ("by",),
    "auth.user": ("first_name", "last_name"),
}
#: Texts that no person types, or none that is shown: drawn by the program, checked against a pattern, or codes.
DRAWN = {
    *(
        "slug",
        "key",
        "code",
        "phase",
        "id_in_log",
        "player",
        "place",
        "digest",
        "kind",
        "country",
        "sent_as",
        "state",
    ),
    *(
        "email",
        "password",
        "username",
        "language",
        "origin",
        "became",
        "contact",
        "doi",
        "url",
        "folded",
        "version",
    ),
    *("source", "record", "practice", "of", "licence", "event"),  # short names, and what is drawn
    *("ladder_sources", "mailbox"),
}


#: What a page tells programs, as JSON: nothing of it runs, and it ends with the first tag that would end it.
DATA = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)


class Looking(HTMLParser):
    """Finds in a page what could run: a script of its own, a handler, an address that is code, a style."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        is_ours = (told.get("src") or "").startswith("/") or "json" in (told.get("type") or "")
        if tag in ("script", "iframe", "object", "embed", "base") and not is_ours:
            self.found.append(tag)
        for name, value in attrs:
            code = (value or "").strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
            if (
                name.startswith("on")
                or name == "style"
                or (code and name in ("href", "src", "action", "formaction"))
            ):
                self.found.append(f"{tag} {name}={value}")


def spoilt(tree: Any, word: str) -> Any:
    """The same tree, with the word in each of its texts."""
    if isinstance(tree, dict):
        return {name: spoilt(value, word) for name, value in tree.items()}
    return [spoilt(value, word) for value in tree] if isinstance(tree, list) else word


def type_everywhere(town: Town, word: str) -> None:
    """Let people have typed this word into everything."""
    for one in Workshop.objects.all():
        DeskNote.objects.create(
            workshop=one, account=one.facilitators.first() or _someone(), table=1, text=word
        )
        ReportText.objects.create(workshop=one, place="introduction", text=word)
        for person in one.players.all()[:3]:
            Note.objects.create(
                workshop=one, player=person.id_in_log, id_in_log=f"{person.id_in_log}.q1", text=word
            )
        if one.phase != "draft":
            one.script = {**one.script, "texts": spoilt(one.script["texts"], word)}
            one.table_names = {"1": word, "2": word}
            one.save()
    for name, fields in TYPED.items():
        model = apps.get_model(name)
        rows = model._default_manager
        for field in fields:
            column = model._meta.get_field(field)
            typed = [word] if isinstance(column, LinesField) else word[: column.max_length or 10_000]
            rows.update(**{field: typed})
    publish()
    log.forget()


def _someone() -> Any:
    return apps.get_model("auth.user").objects.first()


@pytest.fixture(scope="module", params=MARKUP[:3])
def spoilt_town(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        town = built()
        type_everywhere(town, request.param)
        yield town, request.param


def test_what_could_run_is_found():
    for page in (
        "<script>1</script>",
        "<a href=' JavaScript:1'>",
        "<b onclick=1>",
        "<p style='x'>",
        "<iframe>",
    ):
        looking = Looking()
        looking.feed(page)
        assert looking.found, page
    looking = Looking()
    looking.feed(html.escape("<script>1</script>") + "<script src='/static/a.js'></script>")
    assert looking.found == []


def test_words_are_text_on_every_page(spoilt_town):
    """Asked by who may, and for each page by one of each kind; the word is seen on many of them, escaped."""
    town, word = spoilt_town
    shown = 0
    for route, row in MATRIX.items():
        asking = [who for who in WHO if row.get.outcome(who) == IN]
        for who in {asking[0], asking[-1]} if asking else ():
            answer = answered(town.browsers[who], "get", row.address.format_map(town.words))
            if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
                continue
            page = DATA.sub("", answer.content.decode())
            looking = Looking()
            looking.feed(page)
            assert looking.found == [], (route, who)
            assert word not in page or html.escape(word) == word, (route, who)
            shown += html.escape(word)[:20] in page
    assert shown > 25


def test_every_field_that_takes_words_is_tried():
    """A new field of a person's words is named above, or among those that nobody types."""
    for room in ("game", "research"):
        for model in apps.get_app_config(room).get_models():
            if model.__name__.startswith("Historical"):
                continue
            for field in model._meta.get_fields():
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if is_text and field.name not in DRAWN:
                    known = TYPED.get(model._meta.label_lower, ())
                    assert field.name in known or model._meta.label_lower in OTHERS, (
                        f"{model.__name__}.{field.name}"
                    )


#: Models without a word that a person typed.
OTHERS = {
    *("game.logline", "game.tally", "game.tallied", "game.answer", "game.followup", "game.consent"),
    *("research.submission", "research.translation", "research.loaded"),
    "research.publishedversion",  # made of the records above
}
