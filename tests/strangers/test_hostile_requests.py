"""Every address is sent nonsense by somebody who may send there: it is refused or done, never a fault, and never slowly."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from game.views.deeds import DEEDS
from game.views.verbs import MANY, VERBS, WORDS
from tests.strangers import nasty
from tests.strangers.conftest import answered
from tests.strangers.matrix import SITE
from tests.strangers.office import OFFICE_ROWS
from tests.strangers.rules import IN, WHO

pytestmark = pytest.mark.django_db

MATRIX = {**SITE, **OFFICE_ROWS}
ROOT = Path(__file__).resolve().parents[2]
#: Of the processor: far more than any answer takes, and far less than a bad pattern or a bomb would.
SLOWEST_SECONDS = 10
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*?\bname="([^"]+)"')
BIG = "x" * 10_000_000


def who_may(route: str, way: str) -> str:
    rule = getattr(MATRIX[route], way)
    return next((who for who in WHO if rule.outcome(who) == IN), "")


def posts() -> dict[str, str]:
    """Each address that takes a POST, and who may send it; each verb of the desk and each deed by itself."""
    found = {MATRIX[route].address: who for route in MATRIX if (who := who_may(route, "post"))}
    found |= {f"/facilitate/{{live}}/{verb}/": "leader" for verb in (*VERBS, *WORDS, MANY)}
    return found | {f"/workshops/{{live}}/{deed}/": "player" for deed in DEEDS}


POSTS = posts()
GETS = {MATRIX[route].address: who for route in MATRIX if (who := who_may(route, "get"))}
#: Whatever a template of ours calls a field, and what pages read besides.
NAMES = sorted(
    {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'\bname="([\w-]+)"', path.read_text())
    }
    | {
        "do",
        "filter",
        "moment",
        "goes",
        "to",
        "player",
        "table",
        "step",
        "round",
        "note",
        "said",
        "words",
        "change",
        "seal",
    }
    | {
        "choice-A",
        "before-1",
        "now-1",
        "action",
        "_send",
        "deed",
        "tables",
        "order",
        "files",
        "text",
        "document",
        "why",
    }
    | {name for form, _command in DEEDS.values() for name in getattr(form, "base_fields", {})}
)
QUERIES = ["q", "code", "table", "seal", "scenario", "language", "separator", "word", "next", "p", "o", "all", "level", "country", "page", "other", "_popup", "id__exact", "e", "shown", "since"]  # fmt: skip

#: A quarter of what the rules are tried with: each is a request or two.
calm = settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def is_served(browser: Client, way: str, address: str, sent: Any = None, **options: Any) -> Any:
    """The answer, which is no fault of ours and did not take long."""
    begun = time.process_time()
    answer = answered(browser, way, address, sent, **options)
    assert answer.status_code < 500 or answer.status_code == 503, address
    assert time.process_time() - begun < SLOWEST_SECONDS, address
    return answer


def test_fields_that_pages_have_are_found():
    assert {"code", "name", "key", "words", "tables", "place"} <= set(NAMES)
    assert len(POSTS) > 100


@calm
@given(st.sampled_from(sorted(POSTS)), nasty.forms(NAMES), st.booleans())
@example("/join/", {"code": ["\x00"], "name": ["\ud800"]}, False)
@example("/facilitate/{live}/say/", {"words": ["\ud800"], "table": ["9" * 5000]}, True)
@example("/facilitate/{live}/extend/", {"minutes": ["²"], "table": ["٣"]}, True)
@example("/facilitate/{live}/set-end/", {"minutes": ["9" * 30]}, True)
def test_nonsense_is_refused_or_done_and_never_a_fault(town, address, form, by_htmx):
    sent = {name: [nasty.encoded(word) for word in words] for name, words in form.items()}
    headers = {"HX-Request": "true"} if by_htmx else {}
    is_served(town.browsers[POSTS[address]], "post", address.format_map(town.words), sent, headers=headers)


@pytest.mark.parametrize("address", sorted(POSTS))
def test_each_field_of_each_form_takes_what_nobody_should_type(town, address):
    """The form of the page itself, where there is one: its own fields with its own values, all spoilt at once."""
    browser, where = town.browsers[POSTS[address]], address.format_map(town.words)
    page = answered(browser, "get", where)
    names = (
        set(FIELD.findall(page.content.decode(errors="replace")))
        if page.status_code == 200 and not page.streaming
        else set()
    )
    names -= {"csrfmiddlewaretoken"}
    word = nasty.encoded("<b>'\"&\x00\ud800\u202e" + "9" * 30)
    is_served(browser, "post", where, {**dict.fromkeys(sorted(names)[:300], word), "open": "1"})


@calm
@given(
    st.sampled_from(sorted(GETS)),
    st.dictionaries(st.sampled_from(QUERIES), nasty.words(), max_size=4),
    nasty.words(),
)
def test_odd_addresses_lead_somewhere_or_nowhere(town, address, query, word):
    """Once with odd words behind the question mark, and once with one in the path."""
    browser = town.browsers[GETS[address]]
    pairs = "&".join(f"{name}={quote(nasty.encoded(value[:2000]))}" for name, value in query.items())
    is_served(browser, "get", f"{address.format_map(town.words)}?{pairs}")
    spoilt = {name: quote(nasty.encoded(word[:500]), safe="") or "-" for name in town.words}
    is_served(browser, "get", address.format_map(spoilt))


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/xml"]
)
@pytest.mark.parametrize(
    "address",
    [
        "/join/",
        "/facilitate/new/",
        "/facilitate/{live}/say/",
        "/workshops/{live}/name/",
        "/library/share/case/",
        "/admin/research/source/import/",
        "/language/",
    ],
)
def test_body_of_ten_million_signs_or_of_another_kind_is_refused(town, address, kind):
    browser, where = town.browsers[POSTS[address]], address.format_map(town.words)
    for body in (f"words={BIG}", "[" * 100_000, "a=1&" * 50_000, "\x00\xff" * 100):
        is_served(browser, "post", where, body.encode("latin-1"), content_type=kind)


#: What takes no token, since whoever forges it gains nothing: see the views.
WITHOUT_TOKEN = {"/language/", "/follow-up/{followed}/"}


@pytest.mark.parametrize("address", sorted(POSTS))
def test_no_form_is_taken_from_a_page_of_somebody_else(town, address):
    """With all cookies of who may, and without the token that only our own pages have."""
    asking = town.browsers[POSTS[address]]
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = asking.cookies
    answer = answered(browser, "post", address.format_map(town.words), {"sure": "1"})
    if address in WITHOUT_TOKEN:
        assert answer.status_code in (302, 422)
    else:
        assert answer.status_code == 403
