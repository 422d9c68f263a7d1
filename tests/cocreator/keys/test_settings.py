"""What keys read from the environment; what is written wrongly stops the start with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cocreator.environment import env_whole, mail
from tests.cocreator.test_settings import load


@pytest.mark.parametrize(
    ("url", "meaning"),
    [
        ("smtp://me:p%40ss@mail.example.org", ("mail.example.org", 587, "me", "p@ss", True, False)),
        ("smtps://mail.example.org", ("mail.example.org", 465, "", "", False, True)),
        ("plain://localhost:2525", ("localhost", 2525, "", "", False, False)),
    ],
)
def test_mail_server_is_read(url, meaning):
    assert tuple(mail(url).values()) == meaning


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:b", "smtp://a/b", "smtp://a?x=1"],
)
def test_wrong_mail_server_is_one_sentence(url):
    with pytest.raises(
        ImproperlyConfigured, match=r"^MAIL_URL must look like smtp://user:password@host:587\.$"
    ):
        mail(url)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "many", "10000", "²"])
def test_wrong_number_is_one_sentence(monkeypatch, text):
    monkeypatch.setenv("AUDIT_DAYS", text)
    with pytest.raises(ImproperlyConfigured, match="AUDIT_DAYS must be a whole number from 1 to 9999"):
        env_whole("AUDIT_DAYS", 365)


def test_without_a_word_nothing_is_mailed_and_nothing_is_loose(tmp_path):
    wanted = "(s.ACCOUNT_LOGIN_BY_CODE_ENABLED, s.REQUIRE_SECOND_FACTOR, s.FACILITATORS_INVITE, s.SESSION_COOKIE_AGE, s.AUDIT_DAYS)"
    assert load(tmp_path, wanted).stdout.strip() == "(False, False, False, 43200, 365)"


def test_words_are_heard(tmp_path):
    wanted = "(s.ACCOUNT_LOGIN_BY_CODE_ENABLED, s.EMAIL_HOST, s.DEFAULT_FROM_EMAIL, s.SESSION_COOKIE_AGE, s.AUDIT_DAYS)"
    told = load(
        tmp_path,
        wanted,
        MAIL_URL="smtp://m.example.org",
        MAIL_FROM="a@b.dk",
        LOG_IN_HOURS="2",
        AUDIT_DAYS="30",
    )
    assert told.stdout.strip() == "(True, 'm.example.org', 'a@b.dk', 7200, 30)"


def test_in_production_passkeys_are_bound_to_https(tmp_path):
    for production, insecure in (("0", "True"), ("1", "False")):
        told = load(
            tmp_path, "s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", PRODUCTION=production, SECRET_KEY="x" * 60
        )
        assert told.stdout.strip() == insecure
