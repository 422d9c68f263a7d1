"""The stranger's matrix, row by row: every address of the site, asked by everybody who may come, GET and POST.

What a row cannot say stands elsewhere: the verbs of the desk in tests/game/views/test_who_may.py, what each screen may tell
in tests/browser/who_may_see.py, the rules' own refusals in tests/game/rules/test_strangers.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cocreator.keys import roles
from game.urls import websocket_urlpatterns
from tests.strangers import page
from tests.strangers.conftest import answered
from tests.strangers.matrix import NOWHERE, SITE, SOCKETS
from tests.strangers.office import OFFICE_ROWS
from tests.strangers.rules import IN, LOG_IN, PAST_THE_GUARD, STAFF, WHO, Row, Rule
from tests.strangers.town import Town

pytestmark = pytest.mark.django_db

MATRIX = {**SITE, **OFFICE_ROWS}


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every pattern of addresses, as it is written."""
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield here
        else:
            yield from routes(one, here)


def asked(browser: Client, way: str, address: str, sent: dict[str, Any]) -> str:
    """The outcome of a request, which leaves neither rows nor cookies behind."""
    answer = answered(browser, way, address, sent if way == "post" else None)
    if answer.status_code == 302 and answer["Location"].startswith(("/log-in/", "/admin/login/")):
        return LOG_IN
    return IN if answer.status_code in PAST_THE_GUARD else str(answer.status_code)


def outcomes(town: Town, way: str, row: Row) -> dict[str, str]:
    """Who gets what."""
    address = row.address.format_map(town.words)
    return {who: asked(browser, way, address, row.sent) for who, browser in town.browsers.items()}


def wanted(rule: Rule) -> dict[str, str]:
    """What they should get."""
    return {who: rule.outcome(who) for who in WHO}


def test_matrix_knows_every_pattern_of_addresses_and_no_other():
    assert set(routes(get_resolver())) == set(MATRIX)


def test_matrix_knows_every_socket_and_no_other():
    assert {str(one.pattern) for one in websocket_urlpatterns} == set(SOCKETS)


def test_town_has_everybody_and_a_word_for_every_address(town):
    assert set(town.browsers) == set(WHO)
    for row in MATRIX.values():
        assert "None" not in row.address.format_map(town.words)


def test_staff_are_what_their_name_says(town):
    """Each of one role and no other, and only the last one above all roles; else a row would tell untrue things of a role."""
    groups = {role.name: [role.group] for role in roles.ROLES.values()}
    for who in STAFF:
        user = get_user_model().objects.get(username=who)
        assert user.is_superuser == (who == "superuser") and user.is_staff
        assert list(user.groups.values_list("name", flat=True)) == groups.get(who, [])
    assert set(groups) - {"facilitator"} == set(STAFF) - {"superuser"}


@pytest.mark.parametrize("route", MATRIX)
@pytest.mark.parametrize("way", ["get", "post"])
def test_address_is_open_to_whom_the_matrix_says_and_to_nobody_else(town, route, way):
    row = MATRIX[route]
    assert outcomes(town, way, row) == wanted(getattr(row, way))


@pytest.mark.parametrize("address", NOWHERE)
def test_address_of_nothing_leads_nowhere(town, address):
    row = Row(address, NOWHERE[address], NOWHERE[address])
    assert outcomes(town, "get", row) == wanted(row.get)


def test_page_says_what_the_matrix_says():
    """docs/who-may.md is made from it: `python -m tests.strangers.page` writes it anew."""
    assert page.PLACE.read_text() == page.written()
