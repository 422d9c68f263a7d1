"""The door in a real browser: a code of an app after the password, and a passkey that opens by itself."""

import base64
import hmac
import re
import struct
import time
from hashlib import sha1

import pytest

from tests.browser.conftest import PHONE
from tests.browser.watch import violations

pytestmark = pytest.mark.browser

PASSWORD = "quiet-harbour-17"
ACCOUNT = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user("berit", password="quiet-harbour-17")
user.groups.add(Group.objects.get(name="Facilitators"))
"""
INVITED = """
from django.contrib.auth.models import User
from django.urls import reverse
from cocreator.keys import invitations
head = User.objects.create_superuser("head", password="quiet-harbour-17")
made = invitations.make(head, "nina@example.org", "facilitator")
print(reverse("account_invitation", args=[invitations.token_of(made)]))
"""


@pytest.fixture
def page(server, open_page):
    """A phone before the door. Passkeys belong to a name, so the site is called by one."""
    server.manage("shell", "-v", "0", "-c", ACCOUNT)
    return open_page(server, PHONE, address=server.root.replace("127.0.0.1", "localhost"))


def code_of(secret, at):
    """The six digits of RFC 6238, reckoned here once more."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", at), sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def knock(page):
    page.goto("/log-in/")
    page.get_by_label("User name").fill("berit")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def show_who_it_is(page):
    page.wait_for_url("**/keys/again/**")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def log_out(page):
    page.goto("/keys/")
    page.get_by_role("button", name="Log out", exact=True).click()
    page.wait_for_url(re.compile(r":\d+/$"))


def test_app_on_the_phone_is_added_and_asked_for(page):
    knock(page)
    page.wait_for_url("**/facilitate/")
    page.get_by_role("link", name="My keys").click()
    assert violations(page) == []
    page.get_by_role("link", name="Add an app").click()
    show_who_it_is(page)
    page.wait_for_url("**/keys/app/")
    assert page.locator("p.qr img").evaluate("image => image.naturalWidth > 0")
    assert violations(page) == []
    secret = page.locator("#secret").inner_text()
    now = int(time.time()) // 30
    page.get_by_label("Code").fill(code_of(secret, now))
    page.get_by_role("button", name="Add the app").click()
    page.wait_for_url("**/keys/codes/")
    recovery = page.locator("code").all_inner_texts()
    assert len(recovery) == 10 and all(re.fullmatch(r"\d{8}", one) for one in recovery)
    log_out(page)
    knock(page)
    page.wait_for_url("**/log-in/second/")
    assert violations(page) == []
    page.get_by_label("Code").fill(code_of(secret, now + 1))  # the next one: the first has been used
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/facilitate/")


def test_invitation_is_accepted_in_a_real_browser(page, server):
    link = server.manage("shell", "-v", "0", "-c", INVITED).strip()
    page.goto(link)
    page.get_by_label("User name").fill("nina")
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.wait_for_url("**/keys/")
    assert "nina" in page.inner_text("main") or "Facilitator" in page.inner_text("main")
    assert violations(page) == []


def test_passkey_is_made_and_opens_the_door_without_a_password(page):
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    knock(page)
    page.wait_for_url("**/facilitate/")
    page.goto("/keys/passkeys/add/")
    show_who_it_is(page)
    page.wait_for_url("**/keys/passkeys/add/")
    page.get_by_label("What to call it").fill("My own phone")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/keys/codes/")
    assert violations(page) == []
    kept = device.send("WebAuthn.getCredentials", {"authenticatorId": made})["credentials"]
    assert [one["isResidentCredential"] for one in kept] == [True]
    page.goto("/keys/")
    assert page.get_by_text("My own phone").first.is_visible()
    log_out(page)
    page.goto("/log-in/?next=/facilitate/new/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url(re.compile(r":\d+/facilitate/new/$"))
    assert violations(page) == []
    log_out(page)
    device.send("WebAuthn.setUserVerified", {"authenticatorId": made, "isUserVerified": False})
    page.goto("/log-in/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_function(
        "() => location.pathname === '/log-in/' && !!document.querySelector('[data-trouble]:not([hidden]), [role=alert] .slip')"
    )
    page.goto("/keys/")
    page.wait_for_url("**/log-in/**")
