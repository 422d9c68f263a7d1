"""What every answer carries, whatever its address and whoever asks; and the same where a site is in production."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.strangers.conftest import answered
from tests.strangers.matrix import SITE
from tests.strangers.office import OFFICE_ROWS
from tests.strangers.rules import IN, WHO

pytestmark = pytest.mark.django_db

MATRIX = {**SITE, **OFFICE_ROWS}
ROOT = Path(__file__).resolve().parents[2]
#: The policy, word for word: what is not named here is not allowed, and nothing is allowed to what stands in a page.
POLICY = {
    "default-src": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "img-src": "'self' data:",
    **dict.fromkeys(
        ("script-src", "style-src", "font-src", "connect-src", "manifest-src", "form-action", "base-uri"),
        "'self'",
    ),
}
#: What a browser draws with a viewer of its own.
POLICY_OF_PDF = {"base-uri": "'none'", "form-action": "'none'"}
CARRIED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: What the pages of others may show, and programs may ask for: the card of a beacon, and the library as data.
FOR_OTHERS = ("api/", "beacons/")
DEVICES = ("camera", "geolocation", "microphone", "payment", "usb")
PRODUCTION = """
import json, django
django.setup()
from django.conf import settings as s
from django.test import Client
answer = Client().get("/accessibility/", secure=True)
plain = Client().get("/accessibility/")
print(json.dumps({
    "hsts": answer.get("Strict-Transport-Security"), "plain": [plain.status_code, plain.get("Location", "")[:8]],
    "secure": [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE],
    "httponly": [s.SESSION_COOKIE_HTTPONLY, s.LANGUAGE_COOKIE_HTTPONLY],
    "lax": [s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE, s.LANGUAGE_COOKIE_SAMESITE],
}))
"""


def policy_of(answer):
    parts = answer["Content-Security-Policy"].split(";")
    return {name: rest for name, _blank, rest in (part.strip().partition(" ") for part in parts) if name}


def is_well_carried(answer, route=""):
    framed = route == "beacons/<slug:slug>/card/"
    if framed or (route.startswith(FOR_OTHERS) and answer["Cross-Origin-Resource-Policy"] == "cross-origin"):
        lent_out(answer, framed)
        return
    is_pdf = answer.get("Content-Type") == "application/pdf"
    assert policy_of(answer) == (POLICY_OF_PDF if is_pdf else POLICY)
    assert {name: answer.get(name) for name in CARRIED} == CARRIED
    assert answer["Referrer-Policy"] in (
        "same-origin",
        "no-referrer",
    )  # who holds a link that is a key tells nobody
    assert all(f"{device}=()" in answer["Permissions-Policy"] for device in DEVICES)
    assert "Server" not in answer and "X-Powered-By" not in answer


def lent_out(answer, framed):
    """What other sites may read or show: the same, but for what would keep them from it; no script, no form, no cookie."""
    policy = policy_of(answer)
    if framed:
        assert answer.get("X-Frame-Options") is None
        assert (policy["frame-ancestors"], policy["script-src"], policy["form-action"]) == (
            "*",
            "'none'",
            "'none'",
        )
    else:
        assert answer["X-Frame-Options"] == "DENY" and policy["frame-ancestors"] == "'none'"
    assert answer["X-Content-Type-Options"] == "nosniff" and not answer.cookies


def test_policy_allows_nothing_that_stands_in_a_page():
    for word in ("unsafe", "nonce", "sha256", "strict-dynamic", "http:", "https:", "*", "blob:"):
        assert not [rule for rule in POLICY.values() if word in rule]


@pytest.mark.parametrize("route", MATRIX)
def test_every_answer_carries_them(town, route):
    """To somebody who may look, to a stranger who is refused, and to a form that is."""
    row = MATRIX[route]
    may = next((who for who in WHO if row.get.outcome(who) == IN), "leader")
    for who, way in ((may, "get"), ("nobody", "get"), ("nobody", "post")):
        answer = answered(town.browsers[who], way, row.address.format_map(town.words))
        is_well_carried(answer, route)
        for cookie in answer.cookies.values():
            assert cookie["samesite"] == "Lax" and (cookie["httponly"] or cookie.key == "csrftoken")


@pytest.mark.parametrize("address", ["/no-such-page/", "/static/no-such-file.css", "/%00", "/join/../admin/"])
def test_refusals_carry_them_too(client, address):
    is_well_carried(client.get(address))


def test_fault_of_ours_carries_them_too(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("game.views.join.render", lambda *_told, **_more: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    is_well_carried(answer)


def test_file_of_ours_is_not_read_as_something_else(client):
    answer = client.get("/static/css/game.css")
    answer.close()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer


def test_site_in_production_is_spoken_to_in_secret_only(tmp_path):
    env = {
        **os.environ,
        "PRODUCTION": "1",
        "SECRET_KEY": "k" * 60,
        "COCREATOR_VAR": str(tmp_path),
        "DEBUG": "",
    }
    env |= {
        "DJANGO_SETTINGS_MODULE": "cocreator.settings",
        "PYTHONPATH": str(ROOT),
        "ALLOWED_HOSTS": "testserver",
    }
    env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", PRODUCTION], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert told["plain"] == [301, "https://"]
    assert told["secure"] == [True] * 3 and told["httponly"] == [True] * 2 and told["lax"] == ["Lax"] * 3
