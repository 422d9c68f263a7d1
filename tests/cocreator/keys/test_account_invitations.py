"""Account invitations: given a link, when somebody opens it, then there is one account, once, within seven days."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cocreator.keys import invitations, roles
from cocreator.keys.models import AccountInvitation, AuditLine
from game.backup.rows import saved, written
from tests.cocreator.keys.doors import PASSWORD, is_inside, knock

pytestmark = pytest.mark.django_db
CHOSEN = {"username": "nina", "password1": "loud-inland-71", "password2": "loud-inland-71"}


@pytest.fixture
def office(client, django_user_model):
    """The browser of an administrator."""
    user = django_user_model.objects.create_user("admin", password=PASSWORD)
    user.groups.clear()
    roles.give(user, "administrator")
    client.force_login(user)
    return client


def told(answer):
    return answer.content.decode()


def invited(office, role="facilitator"):
    """The path of a fresh link, as the page shows it."""
    page = told(office.post("/keys/invitations/", {"address": "nina@example.org", "role": role}))
    return re.search(r'id="link" value="http://testserver(/keys/new/[^"]+)"', page)[1]


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_link_makes_an_account_with_the_role_and_lets_in(office, django_user_model, role):
    link, guest = invited(office, role), Client()
    page = guest.get(link)
    assert (
        page.status_code == 200 and page["Referrer-Policy"] == "same-origin"
    )  # with less, browsers send no origin
    assert guest.post(link, CHOSEN)["Location"] == "/keys/"
    assert is_inside(guest)
    user = django_user_model.objects.get(username="nina")
    assert user.email == "nina@example.org" and not user.is_superuser
    assert roles.ROLES[role].group in user.groups.values_list("name", flat=True)
    assert user.is_staff == roles.ROLES[role].enters_admin
    assert knock(Client(), "nina", CHOSEN["password1"]).status_code == 302


def test_address_is_forgotten_once_the_link_is_used(office):
    Client().post(invited(office), CHOSEN)
    row = AccountInvitation.objects.get()
    assert (row.address, row.taken_by.username) == ("", "nina")


def test_second_use_finds_a_clear_page_and_makes_nothing(office, django_user_model):
    link = invited(office)
    Client().post(link, CHOSEN)
    for answer in (Client().get(link), Client().post(link, {**CHOSEN, "username": "olga"})):
        assert answer.status_code == 410 and "has been used" in told(answer)
    assert not django_user_model.objects.filter(username="olga").exists()


def test_of_two_who_open_it_at_once_one_has_it(office, django_user_model):
    invited(office)
    row = AccountInvitation.objects.get()
    invitations.take(row, "nina", "loud-inland-71")
    with pytest.raises(invitations.NotOpen, match="used"):
        invitations.take(row, "olga", "loud-inland-71")
    assert not django_user_model.objects.filter(username="olga").exists()


def made_ago(**time):
    """The path of the link of an invitation that was made so long ago."""
    row = AccountInvitation.objects.create(role="facilitator", made_at=timezone.now() - timedelta(**time))
    return f"/keys/new/{invitations.token_of(row)}/"


def test_after_seven_days_it_is_over():
    assert Client().get(made_ago(days=7, seconds=-60)).status_code == 200
    link = made_ago(days=7)
    for answer in (Client().get(link), Client().post(link, CHOSEN)):
        assert answer.status_code == 410 and "too old" in told(answer)


@pytest.mark.parametrize(
    "token", ["1", "1:x", "999:{signed}", "{number}:{cut}", "x" * 500, "1:x:y", "\u00e9:x"]
)
def test_forged_link_finds_a_clear_page(office, token):
    link = invited(office)
    number, signed = link.removeprefix("/keys/new/").strip("/").split(":")
    answer = Client().get(f"/keys/new/{token.format(number=number, signed=signed, cut=signed[:-1])}/")
    assert answer.status_code == 404 and "No such invitation" in told(answer)


def test_invitation_that_was_taken_back_opens_nothing(office):
    link = invited(office)
    number = AccountInvitation.objects.get().pk
    for _tap in (1, 2):
        assert office.post("/keys/invitations/take-back/", {"invitation": number}).status_code == 302
    assert "taken back" in told(Client().get(link))


def test_link_opens_no_later_invitation_that_has_its_number(office, django_user_model):
    """After a restore numbers are handed out again."""
    link = invited(office, "facilitator")
    number = AccountInvitation.objects.get().pk
    AccountInvitation.objects.all().delete()
    later = AccountInvitation.objects.create(pk=number, role="administrator")
    for answer in (Client().get(link), Client().post(link, CHOSEN)):
        assert answer.status_code == 410
    assert not django_user_model.objects.filter(username="nina").exists()
    assert Client().get(f"/keys/new/{invitations.token_of(later)}/").status_code == 200


def test_link_opens_its_invitation_after_a_restore(office):
    """A row comes back with its moment of making, not a digit less."""
    link = invited(office)
    lines = list(written(AccountInvitation))
    AccountInvitation.objects.all().delete()
    assert saved(AccountInvitation, lines) == 1
    assert Client().get(link).status_code == 200


def test_number_alone_opens_nothing(office):
    """So were links signed before."""
    invited(office)
    token = invitations._signer().sign(str(AccountInvitation.objects.get().pk))
    assert Client().get(f"/keys/new/{token}/").status_code == 410


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"password2": "another-one-71"}, "match"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"username": "admin"}, "already exists"),
        ({"username": ""}, "required"),
    ],
)
def test_what_does_not_fit_is_said_and_the_name_stays(office, django_user_model, wrong, sentence):
    answer = Client().post(invited(office), {**CHOSEN, **wrong})
    assert answer.status_code == 422 and sentence in told(answer)
    assert f'value="{wrong.get("username", "nina")}"' in told(answer)
    assert not django_user_model.objects.filter(username="nina").exists()


def test_whoever_is_logged_in_is_told_so(office):
    answer = office.get(invited(office))
    assert answer.status_code == 409 and "logged in as admin" in told(answer)


def test_link_is_mailed_only_where_mail_can_be_sent_and_always_shown(office, settings, monkeypatch):
    invited(office)
    assert mail.outbox == []
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    link = invited(office)
    assert link in mail.outbox[0].body and mail.outbox[0].to == ["nina@example.org"]

    def away(*args, **options):
        raise OSError

    monkeypatch.setattr("cocreator.keys.invitations.send_mail", away)
    page = told(office.post("/keys/invitations/", {"address": "o@example.org", "role": "author"}))
    assert "could not be mailed" in page and 'id="link"' in page


def test_facilitator_invites_facilitators_only_where_allowed(client, django_user_model, settings):
    user = django_user_model.objects.create_user("berit")
    client.force_login(user)
    sent = {"address": "nina@example.org", "role": "facilitator"}
    assert client.post("/keys/invitations/", sent).status_code == 403
    settings.FACILITATORS_INVITE = True
    assert client.post("/keys/invitations/", {**sent, "role": "administrator"}).status_code == 422
    assert client.post("/keys/invitations/", sent).status_code == 200
    other = Client()
    other.force_login(django_user_model.objects.create_user("bo"))
    assert "nina@example.org" not in told(other.get("/keys/invitations/"))
    other.post("/keys/invitations/take-back/", {"invitation": AccountInvitation.objects.get().pk})
    assert AccountInvitation.objects.count() == 1


@pytest.mark.parametrize(
    "sent", [{}, {"address": "no address", "role": "facilitator"}, {"address": "a@b.dk", "role": "king"}]
)
def test_bad_input_makes_nothing(office, sent):
    answer = office.post("/keys/invitations/", sent)
    assert answer.status_code == 422 and "Something to mend" in told(answer)
    assert not AccountInvitation.objects.exists()


def test_what_is_over_is_forgotten(office, settings):
    invited(office)
    AccountInvitation.objects.update(made_at=timezone.now() - timedelta(days=8))
    invitations.forget()
    assert AccountInvitation.objects.get().address == ""
    AccountInvitation.objects.update(made_at=timezone.now() - timedelta(days=settings.AUDIT_DAYS + 1))
    invitations.forget()
    assert not AccountInvitation.objects.exists()


def test_audit_log_holds_no_address(office):
    Client().post(invited(office), CHOSEN)
    assert {line.deed for line in AuditLine.objects.all()} >= {"invited", "accepted", "roles-changed"}
    assert not any("nina" in str(vars(line)) for line in AuditLine.objects.all())
