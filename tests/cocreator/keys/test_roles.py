"""The table of roles against the house: given a role, when it comes to a page, then it may or it may not."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from cocreator.keys import roles
from cocreator.keys.models import AuditLine
from game.models import TableHost, Workshop
from tests.cocreator.keys.doors import PASSWORD
from tests.factories import WorkshopFactory, at

pytestmark = pytest.mark.django_db

EVERYBODY = set(roles.ROLES)
EDITORS = {"researcher", "reviewer"}
#: Each address, and the roles that may open it; an account without a role, and a stranger, may open none.
MAY = {
    "/facilitate/": {"facilitator"},
    "/facilitate/new/": {"facilitator"},
    "/admin/": EVERYBODY - {"facilitator"},
    "/admin/research/case/": EDITORS,
    "/admin/research/case/add/": EDITORS,
    "/admin/research/submission/": EDITORS,
    "/admin/research/publishedversion/": EDITORS,
    "/admin/scenarios/scenario/": {"author"},
    "/admin/game/workshop/": {"administrator"},
    "/admin/auth/user/": {"administrator"},
    "/admin/auth/user/add/": {"administrator"},
    "/admin/auth/group/": {"administrator"},
    "/admin/auth/group/add/": set(),
    "/admin/keys/auditline/": {"administrator"},
    "/admin/keys/auditline/add/": set(),
    "/admin/game/note/": set(),
    "/admin/game/logline/": set(),
    "/admin/game/player/": set(),
    "/admin/game/answer/": set(),
    "/admin/mfa/authenticator/": set(),
    "/keys/invitations/": {"administrator"},
}


@pytest.fixture
def account(django_user_model):
    """Makes an account with exactly these roles."""

    def make(*names, name="clerk"):
        user = django_user_model.objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.clear()
        for one in names:
            roles.give(user, one)
        return user

    return make


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_table_is_what_the_migrations_made():
    made = {
        group.name: {
            f"{one.content_type.app_label}.{one.codename}"
            for one in group.permissions.select_related("content_type")
        }
        for group in Group.objects.all()
    }
    assert made == {role.group: set(role.rights) for role in roles.ROLES.values()}


def test_no_role_has_a_right_to_what_persons_said_and_did():
    secret = ("note", "player", "answer", "logline", "desknote", "authenticator", "session")
    for role in roles.ROLES.values():
        assert not any(right.endswith(f"_{one}") for right in role.rights for one in secret), role.name


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_role_opens_what_it_may_and_nothing_else(account, role):
    browser = browser_of(account(role))
    opened = {address for address in MAY if browser.get(address).status_code == 200}
    assert opened == {address for address, may in MAY.items() if role in may}


def test_without_a_role_or_a_log_in_nothing_opens(account, client):
    nobody = browser_of(account())
    assert {address for address in MAY if nobody.get(address).status_code == 200} == set()
    assert {address for address in MAY if client.get(address).status_code == 200} == set()


def test_who_has_no_role_is_told_so(account):
    answer = browser_of(account("researcher")).get("/facilitate/")
    assert answer.status_code == 403 and "no workshops" in answer.content.decode()


def test_facilitator_sees_own_and_shared_workshops_only(account):
    user = account("facilitator")
    own, other = WorkshopFactory(title="Own"), WorkshopFactory(title="Other")
    own.facilitators.add(user)
    browser = browser_of(user)
    page = browser.get("/facilitate/").content.decode()
    assert "Own" in page and "Other" not in page
    assert browser.get(f"/facilitate/{own.slug}/").status_code == 200
    assert browser.get(f"/facilitate/{other.slug}/").status_code == 404


@pytest.mark.parametrize("role", sorted(EVERYBODY - {"facilitator"}))
def test_other_roles_have_no_workshop_even_where_they_are_named(account, role):
    workshop = WorkshopFactory()
    user = account(role)
    workshop.facilitators.add(user)
    TableHost.objects.create(workshop=workshop, account=user, tables=[1])
    browser = browser_of(user)
    assert browser.get(f"/facilitate/{workshop.slug}/").status_code == 404
    assert browser.post(f"/facilitate/{workshop.slug}/copy/").status_code == 404
    assert Workshop.objects.count() == 1


def test_nobody_without_the_role_is_named_or_takes_an_invitation_up(account, django_user_model):
    from game.models import Invitation

    workshop = WorkshopFactory()
    leader = django_user_model.objects.create_user("leader")
    workshop.facilitators.add(leader)
    user = account("researcher", name="rita")
    answer = browser_of(leader).post(f"/facilitate/{workshop.slug}/colleagues/", {"colleagues": "rita"})
    assert "rita is no facilitator" in answer.content.decode()
    invitation = Invitation.objects.create(workshop=workshop, tables=[])
    refused = browser_of(user).post(f"/lead/{invitation.key}/")
    assert refused.status_code == 403
    assert list(workshop.facilitators.all()) == [leader]
    invitation.refresh_from_db()
    assert invitation.taken_by is None


def test_desk_goes_with_the_role(account):
    workshop = WorkshopFactory()
    user = account("facilitator")
    workshop.facilitators.add(user)
    browser = browser_of(user)
    assert browser.get(f"/facilitate/{workshop.slug}/").status_code == 200
    user.groups.clear()
    assert browser.get(f"/facilitate/{workshop.slug}/").status_code == 404


def test_administrator_reads_no_names_and_no_words(account):
    workshop, people = at("choice")
    page = (
        browser_of(account("administrator"))
        .get(f"/admin/game/workshop/{workshop.pk}/change/")
        .content.decode()
    )
    assert workshop.slug in page
    assert not any(person.name in page or person.key in page for person in people)


def test_administrator_gives_roles_and_cannot_climb(account, django_user_model):
    head = django_user_model.objects.create_superuser("head", password=PASSWORD)
    user, other = account("administrator"), account(name="other")
    browser = browser_of(user)
    address = f"/admin/auth/user/{other.pk}/change/"
    page = browser.get(address).content.decode()
    assert 'name="groups"' in page and "is_superuser" not in page and "user_permissions" not in page
    sent = {
        "username": "other",
        "is_active": "on",
        "groups": [Group.objects.get(name="Reviewers").pk],
        "is_superuser": "on",
        "user_permissions": [Permission.objects.get(codename="add_group").pk],
    }
    assert browser.post(address, sent).status_code == 302
    other.refresh_from_db()
    assert (other.is_staff, other.is_superuser, other.user_permissions.count()) == (True, False, 0)
    for path in ("change", "password", "delete"):
        assert (
            browser.post(f"/admin/auth/user/{head.pk}/{path}/", {"password1": "x", "post": "yes"}).status_code
            == 403
        )
    assert AuditLine.objects.filter(deed="roles-changed", record=other.pk, account=user.pk).exists()


def test_role_that_is_taken_closes_the_admin(account):
    user = account("administrator", "researcher")
    user.groups.remove(Group.objects.get(name="Administrators"))
    roles.settle(user)
    assert user.is_staff
    user.groups.clear()
    roles.settle(user)
    user.refresh_from_db()
    assert not user.is_staff
