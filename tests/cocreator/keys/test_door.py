"""The one door of staff: given an account and a browser, when somebody knocks, then it opens or says why not."""

import re
import time
from hashlib import sha256
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as house
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client
from django.urls import get_resolver

from tests.cocreator.keys.doors import PASSWORD, SECRET, is_inside, knock, shown, with_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def berit(django_user_model):
    return django_user_model.objects.create_user("berit", "berit@example.org", PASSWORD)


def told(answer):
    return answer.content.decode()


def test_stranger_is_led_to_the_door_from_every_page_of_keys(client):
    for pattern in get_resolver("cocreator.keys.urls").url_patterns:
        address = f"/{pattern.pattern}".replace("<int:pk>", "1").replace("<str:token>", "1:x")
        if address.startswith("/keys/") and not address.startswith("/keys/new/"):
            answer = client.get(address)
            assert (
                answer.status_code == 405
                or "/log-in/" in answer["Location"]
                or answer["Location"] == "/keys/"
            ), address


@pytest.mark.parametrize(
    ("name", "password"), [("berit", "wrong"), ("nobody", PASSWORD), ("", ""), ("berit\x00", "x")]
)
def test_wrong_name_and_wrong_password_are_told_alike(client, berit, name, password):
    answer = knock(client, name, password)
    assert answer.status_code == 200 and "That did not open the door" in told(answer)
    assert ("Type your user name" in told(answer)) == (name in ("", "berit\x00"))
    assert not is_inside(client)


def test_account_that_was_closed_does_not_open(client, berit):
    berit.is_active = False
    berit.save()
    knock(client)
    assert not is_inside(client)


@pytest.mark.parametrize(
    "next_",
    ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\elsewhere.example"],
)
def test_nobody_is_led_to_another_site(client, berit, next_):
    assert knock(client, next=next_)["Location"] == "/facilitate/"
    client.logout()
    with_app(berit)
    knock(client, next=next_)
    assert client.post("/log-in/second/", {"code": shown()})["Location"] == "/facilitate/"


def test_session_of_before_is_not_the_session_of_after(client, berit):
    """A sessionid that somebody slipped in is worth nothing."""
    client.get("/log-in/")
    session = client.session
    session["slipped"] = 1
    session.save()
    client.cookies[house.SESSION_COOKIE_NAME] = before = session.session_key
    knock(client)
    assert client.cookies[house.SESSION_COOKIE_NAME].value != before
    thief = Client()
    thief.cookies[house.SESSION_COOKIE_NAME] = before
    assert is_inside(client) and not is_inside(thief)


def test_cookie_is_kept_from_scripts_and_ends(client, berit):
    knock(client)
    cookie = client.cookies[house.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert cookie["max-age"] == house.SESSION_COOKIE_AGE == 12 * 3600


def test_sixth_wrong_password_in_a_row_is_not_even_looked_at(client, berit):
    for _time in range(5):
        knock(client, password="wrong")
    assert "too many attempts" in told(knock(client, password=PASSWORD))
    assert not is_inside(client)


def test_cache_knows_no_address_and_no_name(client, berit, monkeypatch):
    seen = []

    class Watched:
        def __getattr__(self, name):
            def work(key, *args, **options):
                seen.append(key)
                return getattr(cache, name)(key, *args, **options)

            return work

    monkeypatch.setattr("allauth.core.internal.ratelimit.cache", Watched())
    client.post("/log-in/", {"username": "berit", "password": "x"}, REMOTE_ADDR="203.0.113.77")
    everything = " ".join(seen)
    assert "login_failed" in everything
    assert "203.0.113" not in everything and "berit" not in everything
    for guess in ("berit", "testserver:berit"):
        assert sha256(guess.encode()).hexdigest() not in everything


def test_second_key_is_asked_for_and_opens_once(client, berit):
    with_app(berit)
    assert knock(client, next="/facilitate/new/")["Location"] == "/log-in/second/"
    assert not is_inside(client)
    assert "does not fit" in told(client.post("/log-in/second/", {"code": "000000"}))
    code = shown()
    assert client.post("/log-in/second/", {"code": code})["Location"] == "/facilitate/new/"
    assert is_inside(client)
    second = Client()
    knock(second)
    assert "does not fit" in told(second.post("/log-in/second/", {"code": code}))
    assert not is_inside(second)


def test_code_stays_used_as_long_as_it_would_be_good(berit, client, monkeypatch):
    """allauth forgets a used code after half a minute, but takes it for a minute and a half."""
    with_app(berit)
    now = time.time()
    code = shown()
    knock(client)
    client.post("/log-in/second/", {"code": code})
    assert is_inside(client)
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.TOTP._mark_code_used", lambda *told: True)
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now + 29)
    second = Client()
    knock(second)
    assert "does not fit" in told(second.post("/log-in/second/", {"code": code}))


def test_second_key_without_the_first_leads_back_to_the_door(client, berit):
    with_app(berit)
    assert client.post("/log-in/second/", {"code": shown()})["Location"] == "/log-in/"


def test_recovery_code_opens_once(client, berit):
    with_app(berit)
    code = RecoveryCodes.activate(berit).get_unused_codes()[0]
    for times in (1, 2):
        browser = Client()
        knock(browser)
        browser.post("/log-in/second/", {"code": code})
        assert is_inside(browser) == (times == 1)


def test_secret_of_the_app_rests_encrypted_and_is_worth_nothing_under_another_key(berit, client, settings):
    row = with_app(berit)
    assert SECRET not in str(row.data)
    settings.SECRET_KEY = "another"
    assert row.wrap().validate_code(shown()) is False


def test_app_is_added_after_showing_who_it_is_and_other_log_ins_end(
    client, berit, django_capture_on_commit_callbacks
):
    other = Client()
    knock(client)
    knock(other)
    asked = client.get("/keys/app/")
    assert asked["Location"] == "/keys/again/?next=%2Fkeys%2Fapp%2F"
    assert "not your password" in told(client.post("/keys/again/?next=/keys/app/", {"password": "wrong"}))
    assert client.post("/keys/again/?next=/keys/app/", {"password": PASSWORD})["Location"] == "/keys/app/"
    page = told(client.get("/keys/app/"))
    secret = re.search(r'id="secret">(\w+)<', page)[1]
    assert "does not fit" in told(client.post("/keys/app/", {"code": "000000"}))
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/keys/app/", {"code": code})["Location"] == "/keys/codes/"
    assert told(client.get("/keys/codes/")).count("<code>") == 10
    assert Authenticator.objects.filter(user=berit, type="totp").exists()
    assert is_inside(client) and not is_inside(other)


def test_new_password_ends_the_other_log_ins_and_not_this_one(client, berit):
    other = Client()
    knock(client)
    knock(other)
    new = {"oldpassword": PASSWORD, "password1": "loud-inland-71", "password2": "loud-inland-71"}
    assert "not your password" in told(client.post("/keys/password/", {**new, "oldpassword": "x"}))
    short = client.post("/keys/password/", {**new, "password1": "short", "password2": "short"})
    assert "too short" in told(short)
    client.post("/keys/password/", new)
    assert is_inside(client) and not is_inside(other)


def test_log_ins_are_listed_and_ended_one_by_one_or_all(client, berit, django_user_model):
    browsers = [client, Client(), Client()]
    for browser in browsers:
        knock(browser)
    stranger = Client()
    stranger.force_login(django_user_model.objects.create_user("bo"))
    signs = re.findall(r'name="sign" value="(\w+)"', told(client.get("/keys/")))
    assert len(signs) == 2 and len(set(signs)) == 2
    stranger.post("/keys/log-ins/end/", {"sign": signs[0]})
    assert all(map(is_inside, browsers))
    client.post("/keys/log-ins/end/", {"sign": signs[0]})
    assert sorted(map(is_inside, browsers)) == [False, True, True]
    assert client.post("/keys/log-ins/end/")["Location"] == "/log-in/"
    assert not any(map(is_inside, browsers)) and is_inside(stranger)


def test_log_in_lasts_as_long_as_it_is_used(client, berit, monkeypatch):
    knock(client)
    first = Session.objects.get().expire_date
    client.get("/keys/")
    assert Session.objects.get().expire_date == first
    later = time.time() + 400
    monkeypatch.setattr("cocreator.keys.log_ins.time.time", lambda: later)
    client.get("/keys/")
    row = Session.objects.get()
    assert row.expire_date > first and row.get_decoded()["keys.seen"] == int(later)


def test_session_holds_neither_address_nor_browser(client, berit):
    client.post(
        "/log-in/",
        {"username": "berit", "password": PASSWORD},
        HTTP_USER_AGENT="Odd/9",
        REMOTE_ADDR="203.0.113.77",
    )
    kept = str(dict(client.session))
    assert "Odd" not in kept and "203.0.113" not in kept


def test_code_by_mail_is_offered_only_where_mail_can_be_sent(client, berit, settings):
    assert "by e-mail" not in told(client.get("/log-in/"))
    assert client.get("/log-in/code/").status_code == 404
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    assert "/log-in/code/" in told(client.get("/log-in/"))


def test_code_by_mail_opens_once_and_an_unknown_address_learns_nothing(client, berit, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    for address in ("nobody@example.org", "berit@example.org"):
        answer = client.post("/log-in/code/", {"email": address, "next": "/facilitate/new/"}, follow=True)
        assert f"If {address} belongs" in told(answer)
        assert len(mail.outbox) == (address != "nobody@example.org")
        if not mail.outbox:
            client.post("/log-out/")
    code = re.search(r"is (\S+)\n", mail.outbox[0].body)[1]
    assert "203" not in mail.outbox[0].body
    wrong = client.post("/log-in/code/confirm/", {"code": "NOPE99"})
    assert "does not fit" in told(wrong)
    assert (
        client.post("/log-in/code/confirm/?next=/facilitate/new/", {"code": code})["Location"]
        == "/facilitate/new/"
    )
    second = Client()
    assert second.post("/log-in/code/confirm/", {"code": code})["Location"].startswith("/log-in/")
    assert is_inside(client) and not is_inside(second)


def test_mail_server_that_is_away_tells_nobody_who_has_an_account(
    client, berit, settings, monkeypatch, caplog
):
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True

    def refuse(self, **_options):
        raise SMTPRecipientsRefused({"berit@example.org": (550, b"no")})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    answers = []
    for address in ("nobody@example.org", "berit@example.org"):
        answer = Client().post("/log-in/code/", {"email": address})
        answers.append((answer.status_code, answer["Location"]))
    assert answers[0] == answers[1] and answers[0][0] == 302
    assert "SMTPRecipientsRefused" in caplog.text and "example.org" not in caplog.text


def test_questions_for_a_passkey_are_counted_and_soon_forgotten(client):
    for _ in range(60):
        answer = client.get("/log-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.status_code == 200
    assert client.session.get_expiry_age() <= 600
    assert Client().get("/log-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 429
    assert Session.objects.count() == 1


def test_code_by_mail_is_no_way_round_the_second_key(client, berit, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    with_app(berit)
    client.post("/log-in/code/", {"email": "berit@example.org"})
    code = re.search(r"is (\S+)\n", mail.outbox[0].body)[1]
    assert client.post("/log-in/code/confirm/", {"code": code})["Location"] == "/log-in/second/"
    assert not is_inside(client)


def test_passkey_that_nobody_made_opens_nothing(client, berit):
    options = client.get("/log-in/passkey/", HTTP_ACCEPT="application/json").json()
    assert options["request_options"]["publicKey"]["challenge"]
    for forged in (
        "",
        "{}",
        "[]",
        '{"id": "x"}',
        '{"rawId": "eA", "id": "eA", "type": "public-key", "response": {}}',
    ):
        assert client.post("/log-in/passkey/", {"credential": forged})["Location"] == "/log-in/", forged
    assert not is_inside(client)


def test_admin_has_no_door_of_its_own(client, django_user_model):
    answer = client.get("/admin/research/case/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/log-in/?next=")
    assert client.post("/admin/login/", {"username": "head", "password": PASSWORD}).status_code == 302
    django_user_model.objects.create_superuser("head", password=PASSWORD)
    assert knock(client, "head", next="/admin/research/case/")["Location"] == "/admin/research/case/"
    assert client.get("/admin/password_change/")["Location"] == "/keys/password/"


def test_admin_asks_for_a_second_key_where_the_site_says_so(client, django_user_model, settings):
    head = django_user_model.objects.create_superuser("head", password=PASSWORD)
    knock(client, "head")
    assert client.get("/admin/").status_code == 200
    settings.REQUIRE_SECOND_FACTOR = True
    for address in ("/admin/", "/admin/auth/user/", "/admin/research/case/add/"):
        assert client.get(address)["Location"] == "/keys/"
        assert client.post(address)["Location"] == "/keys/"
    assert "asks for a second key" in told(client.get("/keys/"))
    with_app(head)
    assert client.get("/admin/").status_code == 200


def test_there_is_no_sign_up(client):
    for address in ("/log-in/signup/", "/signup/", "/accounts/signup/", "/log-in/passkey/signup/"):
        assert client.get(address).status_code == 404


def test_every_page_of_allauth_that_is_shown_is_ours():
    """Given the views that have an address, their templates come from our folder and hold no inline script."""
    looked = 0
    for pattern in get_resolver("cocreator.keys.urls").url_patterns:
        callback = pattern.callback
        while not hasattr(callback, "view_class") and hasattr(callback, "__wrapped__"):
            callback = callback.__wrapped__
        name = getattr(getattr(callback, "view_class", None), "template_name", None)
        if name and not name.startswith("registration/"):
            origin = Path(get_template(name).origin.name)
            assert origin.is_relative_to(house.BASE_DIR / "templates"), name
            assert "<script>" not in origin.read_text() and "style=" not in origin.read_text()
            looked += 1
    assert looked >= 12
