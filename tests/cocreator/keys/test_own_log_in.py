"""A municipality's own log-in: given an account, an invitation or neither, when somebody comes by it, then in or told why not."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from cocreator.keys import invitations, own_log_in
from cocreator.keys.models import AccountInvitation, AuditLine
from tests.cocreator.keys.doors import PASSWORD, is_inside, knock, shown, with_app
from tests.cocreator.keys.town_hall import BERIT, CLIENT, come_back, go, open_hall, through, trusted
from tests.cocreator.test_settings import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def berit(django_user_model):
    return django_user_model.objects.create_user("berit", "Berit@example.org", PASSWORD)


@pytest.fixture
def head(django_user_model):
    return django_user_model.objects.create_superuser("head", "head@example.org", PASSWORD)


def told(answer):
    return answer.content.decode()


def test_where_there_is_none_nobody_is_led_to_one(client):
    assert "/log-in/with/" not in told(client.get("/log-in/"))
    assert client.get("/log-in/with/own/").status_code == 404
    assert client.get("/log-in/with/own/back/").status_code == 404


def test_door_names_it_first_and_remembers_where_one_wanted_to_go(client, hall):
    page = told(client.get("/log-in/?next=/keys/"))
    assert page.index("Log in with Odd Harbour") < page.index('name="password"')
    assert "/log-in/with/own/?next=/keys/" in page
    assert client.get("/log-in/with/other/").status_code == 404


def test_who_has_an_account_comes_in_and_is_known_by_number_afterwards(client, hall, berit):
    assert through(client, "?next=/keys/")["Location"] == "/keys/"
    assert client.session["_auth_user_id"] == str(berit.pk)
    berit.refresh_from_db()
    assert berit.check_password(PASSWORD), "the old key still opens"
    client.logout()
    hall.person["email"] = "married@example.org"
    assert through(client)["Location"] == "/facilitate/"
    assert client.session["_auth_user_id"] == str(berit.pk)
    deeds = list(AuditLine.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds.count("joined") == 1 and deeds.count("logged-in") == 2


def test_nothing_is_kept_but_a_number(client, hall, berit):
    hall.person["phone_number"] = "12345678"
    for _ in range(2):
        through(client)
        client.logout()
    (kept,) = SocialAccount.objects.all()
    assert (kept.provider, kept.uid, kept.extra_data) == ("own", "4711", {})
    assert not SocialToken.objects.exists()
    assert not admin.site.is_registered(SocialAccount)


def test_what_is_asked_is_asked_with_proof_of_possession(client, hall, berit):
    sent = go(client)
    assert (sent["client_id"], sent["response_type"]) == (CLIENT, "code")
    assert sent["code_challenge_method"] == "S256" and sent["code_challenge"]
    assert set(sent["scope"].split()) == {"openid", "profile", "email"}
    assert sent["redirect_uri"].endswith("/log-in/with/own/back/")
    come_back(client, sent["state"])
    (asked,) = [body for path, body in hall.asked if path == "/token"]
    assert "code_verifier=" in asked


def test_address_that_nobody_vouches_for_opens_no_account(client, hall, berit):
    hall.person["email_verified"] = False
    answer = through(client)
    assert answer.status_code == 403 and "did not vouch for an e-mail address" in told(answer)
    assert not is_inside(client) and not SocialAccount.objects.exists()


def test_site_may_trust_addresses_of_its_own_house(client, hall, berit, settings):
    trusted(settings, hall, trusts_addresses=True)
    del hall.person["email_verified"]
    through(client)
    assert is_inside(client)


def test_who_may_do_everything_is_joined_to_nothing(client, hall, head):
    hall.person["email"] = head.email
    answer = through(client)
    assert answer.status_code == 403 and "There is no account here for you yet" in told(answer)
    assert not is_inside(client)


@pytest.mark.parametrize("said", ["false", "true ", 1, ["true"], None])
def test_only_a_plain_yes_makes_an_address_verified(client, hall, berit, said):
    hall.person["email_verified"] = said
    assert through(client).status_code == 403 and not is_inside(client)


def test_address_is_found_in_whichever_answer_names_it(client, hall, berit):
    """AD FS tells in the token what others tell when they are asked."""
    hall.raving["/who"] = '{"sub": "4711"}'
    through(client)
    assert client.session["_auth_user_id"] == str(berit.pk)


def test_two_accounts_with_one_address_open_neither(client, hall, berit, django_user_model):
    django_user_model.objects.create_user("other", "berit@example.org", PASSWORD)
    assert through(client).status_code == 403


def test_who_is_invited_has_an_account_by_coming(client, hall, head, django_user_model):
    invitations.make(head, "BERIT@example.org", "researcher")
    through(client)
    made = django_user_model.objects.get(username="berit.h")
    assert client.session["_auth_user_id"] == str(made.pk)
    assert "Researchers" in made.groups.values_list("name", flat=True) and made.is_staff
    assert not made.has_usable_password()
    assert AccountInvitation.objects.get().taken_by == made


@pytest.mark.parametrize("days", [8, 30])
def test_invitation_that_is_over_opens_nothing(client, hall, head, days):
    made = invitations.make(head, "berit@example.org", "researcher")
    AccountInvitation.objects.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(days=days))
    assert through(client).status_code == 403


def test_stranger_is_told_whom_to_ask_and_has_no_account(client, hall, head, django_user_model):
    answer = through(client)
    assert answer.status_code == 403 and "Ask whoever keeps this site for an invitation" in told(answer)
    assert django_user_model.objects.count() == 1 and not is_inside(client)


def test_site_may_make_whoever_comes_a_facilitator(client, hall, settings, django_user_model, berit):
    trusted(settings, hall, role="facilitator")
    hall.person = {"sub": "12", "preferred_username": "berit"}
    through(client)
    made = django_user_model.objects.get(pk=client.session["_auth_user_id"])
    assert made != berit and made.username.startswith("berit")
    assert [group.name for group in made.groups.all()] == ["Facilitators"] and not made.is_staff


def test_address_that_is_not_verified_belongs_to_no_new_account(client, hall, settings, django_user_model):
    """Else whoever types somebody's address over there awaits them here, in an account of their own."""
    trusted(settings, hall, role="facilitator")
    hall.person |= {"sub": "mallory", "email_verified": False, "preferred_username": "mallory"}
    through(client)
    assert django_user_model.objects.get().email == ""
    hall.person = dict(BERIT)
    other = Client()
    through(other)
    assert other.session["_auth_user_id"] != client.session["_auth_user_id"]
    assert django_user_model.objects.get(pk=other.session["_auth_user_id"]).email == "berit@example.org"


def test_new_account_has_no_address_that_another_one_has(client, hall, head, settings, django_user_model):
    trusted(settings, hall, role="facilitator")
    hall.person["email"] = head.email
    through(client)
    made = django_user_model.objects.get(pk=client.session["_auth_user_id"])
    assert made != head and made.email == ""


def test_address_of_an_account_that_a_facilitator_invited_leads_nowhere(
    client, hall, settings, django_user_model
):
    """Whoever invites sees the link, and may open it themselves."""
    settings.FACILITATORS_INVITE = True
    mallory = django_user_model.objects.create_user("mallory")
    made = invitations.make(mallory, "berit@example.org", "facilitator")
    taken = invitations.take(made, "not-berit", PASSWORD)
    assert taken.email == "" and through(client).status_code == 403


def test_account_that_was_closed_stays_closed(client, hall, berit):
    berit.is_active = False
    berit.save()
    assert through(client)["Location"] == "/log-in/closed/"
    assert not is_inside(client)


def test_second_key_is_asked_for_as_ever(client, hall, berit):
    with_app(berit)
    assert through(client)["Location"] == "/log-in/second/"
    assert not is_inside(client)
    client.post("/log-in/second/", {"code": shown()})
    assert is_inside(client)


def test_answer_that_nobody_asked_for_opens_nothing(client, hall, berit):
    assert come_back(client, "made-up").status_code == 401
    state = go(client)["state"]
    assert come_back(client, state).status_code == 302
    client.logout()
    assert come_back(client, state).status_code == 401, "used once, it is used up"
    assert not is_inside(client)


def test_other_site_begins_no_log_in(client, hall):
    answer = client.get("/log-in/with/own/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer["Location"] == "/log-in/"
    assert client.get("/log-in/with/own/", headers={"Sec-Fetch-Site": "same-origin"})["Location"].startswith(
        hall.url
    )


def test_only_the_way_on_is_taken_from_the_address(client, hall, berit):
    client.force_login(berit)
    assert through(client, "?process=connect&auth_params=prompt%3Dnone")["Location"] == "/facilitate/"


def test_slow_log_in_keeps_most_threads_free_and_is_not_asked_for_ever(client, hall):
    go(client)
    asked = len(hall.asked)
    go(Client())
    assert len(hall.asked) == asked, "where its doors are is remembered"
    with own_log_in._asking, own_log_in._asking:
        assert client.get("/log-in/with/own/").status_code == 503
    for _ in range(60):
        last = client.get("/log-in/with/own/")
    assert last.status_code == 429 and "did not answer as it should" in told(last)


def test_whoever_only_stands_at_the_door_is_soon_forgotten(client, hall, berit):
    go(client)
    assert client.session.get_expiry_age() <= 600
    through(client)
    assert client.session.get_expiry_age() > 3600


def test_who_turns_back_over_there_is_at_the_door_again(client, hall):
    answer = client.get("/log-in/with/own/back/", {"state": go(client)["state"], "error": "access_denied"})
    assert answer["Location"] == "/log-in/turned-back/"
    assert client.get(answer["Location"])["Location"] == "/log-in/"


@pytest.mark.parametrize(
    ("path", "raved"),
    [
        ("/.well-known/openid-configuration", "<html>"),
        ("/.well-known/openid-configuration", "{}"),
        ("/.well-known/openid-configuration", "[]"),
    ],
)
def test_log_in_that_raves_at_the_door_is_told_and_the_other_keys_open(client, hall, berit, path, raved):
    hall.raving[path] = raved
    answer = client.get("/log-in/with/own/")
    assert answer.status_code == 502 and "did not answer as it should" in told(answer)
    knock(client)
    assert is_inside(client)


@pytest.mark.parametrize(
    ("path", "raved"),
    [
        ("/token", ""),
        ("/token", "{}"),
        ("/token", '{"error": "invalid_grant"}'),
        ("/token", '{"access_token": "a", "id_token": "x.y.z"}'),
        ("/who", "<html>"),
        ("/who", '{"sub": ""}'),
        ("/who", '{"sub": "somebody else", "email": "berit@example.org", "email_verified": true}'),
        ("/who", '["4711"]'),
        ("/who", '{"sub": "%s"}' % ("9" * 5000)),
    ],
)
def test_log_in_that_raves_afterwards_is_told(client, hall, berit, path, raved):
    state = go(client)["state"]
    hall.raving[path] = raved
    answer = come_back(client, state)
    assert answer.status_code in (401, 502) and "did not answer as it should" in told(answer)
    assert not is_inside(client)


def test_token_for_somebody_else_is_not_taken(client, hall, berit):
    hall.person |= {"aud": "another-site"}
    assert through(client).status_code in (401, 502)
    hall.person |= {"aud": CLIENT, "iss": "https://elsewhere.example"}
    assert through(client).status_code in (401, 502)
    assert not is_inside(client)


def test_log_in_that_is_away_is_told(client, settings):
    with open_hall() as gone:
        trusted(settings, gone)
    answer = client.get("/log-in/with/own/")
    assert answer.status_code == 502 and "Back to the door" in told(answer)


SOUND = {
    "OIDC_URL": "https://login.example.org/realms/town/",
    "OIDC_CLIENT_ID": "a",
    "OIDC_CLIENT_SECRET": "b",
}


def test_words_of_the_environment_are_heard(tmp_path):
    app = "s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]"
    wanted = f"({app}['settings'], {app}['name'], s.OIDC_ROLE)"
    said = load(tmp_path, wanted, **SOUND, OIDC_NAME="Town", OIDC_ROLE="author", OIDC_TRUST_ADDRESSES="1")
    kept = {"server_url": "https://login.example.org/realms/town", "verified_email": True}
    assert said.stdout.strip() == str((kept, "Town", "author")), said.stderr


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        ({"OIDC_URL": "http://login.example.org"}, "OIDC_URL must look like https://"),
        ({"OIDC_URL": "login.example.org"}, "OIDC_URL must look like https://"),
        ({"OIDC_URL": "https://[x"}, "OIDC_URL must look like https://"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set too"),
        ({"OIDC_ROLE": "administrator"}, "OIDC_ROLE must be facilitator, author, researcher or reviewer"),
    ],
)
def test_wrong_words_are_one_sentence(tmp_path, spoilt, sentence):
    said = load(tmp_path, **{**SOUND, **spoilt})
    assert said.returncode != 0 and sentence in said.stderr.splitlines()[-1]
