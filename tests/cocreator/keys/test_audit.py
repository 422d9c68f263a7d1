"""The audit log: given a deed of staff, then one line says who, what and when, and nothing of what was written."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from cocreator.keys import audit
from cocreator.keys.models import AuditLine
from game import retention
from game.models import Workshop
from research.models import Organisation
from tests.cocreator.keys.doors import PASSWORD, knock, with_app
from tests.factories import WorkshopFactory, at, lead

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(django_user_model):
    return django_user_model.objects.create_superuser("head", password=PASSWORD)


@pytest.fixture
def office(client, head):
    client.force_login(head)
    return client


def lines(deed):
    return list(AuditLine.objects.filter(deed=deed).values_list("account", "kind", "record", "detail"))


def test_log_ins_and_log_outs(client, head):
    knock(client, "head", "wrong")
    knock(client, "nobody-at-all", "wrong")
    knock(client, "head")
    client.post("/log-out/")
    assert lines("log-in-failed") == [(None, "auth.user", str(head.pk), "")]
    assert lines("logged-in") == lines("logged-out") == [(head.pk, "auth.user", str(head.pk), "")]
    assert not any("nobody-at-all" in str(vars(line)) for line in AuditLine.objects.all())


def test_wrong_second_key(client, head):
    with_app(head)
    knock(client, "head")
    client.post("/log-in/second/", {"code": "000000"})
    assert lines("log-in-failed") == [(None, "auth.user", str(head.pk), "second factor")]


def test_wrong_codes_by_mail(client, django_user_model, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    user = django_user_model.objects.create_user("berit", "berit@example.org", PASSWORD)
    for address in ("nobody@example.org", "berit@example.org"):
        browser = Client()
        browser.post("/log-in/code/", {"email": address})
        browser.post("/log-in/code/confirm/", {"code": "NOPE99"})
    assert lines("log-in-failed") == [(None, "auth.user", str(user.pk), "code by e-mail")]
    everything = " ".join(str(vars(line)) for line in AuditLine.objects.all())
    assert "NOPE99" not in everything and "example.org" not in everything


def test_password_of_an_account_that_is_closed_has_one_line(client, django_user_model):
    user = django_user_model.objects.create_user("berit", "berit@example.org", PASSWORD, is_active=False)
    knock(client)
    assert [record for _who, _kind, record, _detail in lines("log-in-failed")] == [str(user.pk)]


def test_change_in_the_admin_tells_fields_and_not_what_stands_in_them(office, head):
    sent = {
        "username": "secret-name",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "usable_password": "true",
    }
    assert office.post("/admin/auth/user/add/", sent).status_code == 302
    made = lines("added")
    assert [(who, kind) for who, kind, _record, _detail in made] == [(head.pk, "auth.user")]
    assert not any("secret-name" in str(vars(line)) for line in AuditLine.objects.all())


def test_deletion_in_the_admin(office, head, django_user_model):
    other = django_user_model.objects.create_user("other")
    assert office.post(f"/admin/auth/user/{other.pk}/delete/", {"post": "yes"}).status_code == 302
    assert lines("deleted") == [(head.pk, "auth.user", str(other.pk), "")]


def test_workshop_that_a_facilitator_deletes_is_known_by_its_number_only(client, django_user_model):
    user = django_user_model.objects.create_user("berit")
    workshop = WorkshopFactory(title="A very odd title", doors=False)
    workshop.facilitators.add(user)
    client.force_login(user)
    number, slug = workshop.pk, workshop.slug
    client.post(f"/facilitate/{slug}/delete/", {"sure": "1"})
    assert not Workshop.objects.exists()
    assert lines("deleted") == [(user.pk, "game.workshop", str(number), "")]
    told = " ".join(str(vars(line)) for line in AuditLine.objects.all())
    assert "odd title" not in told and slug not in told


def test_what_goes_by_time_is_nobodys_deed():
    workshop = WorkshopFactory(doors=False)
    retention.delete(workshop)
    assert lines("deleted") == []


def test_export_at_the_desk_and_in_the_admin(client, head, django_user_model):
    user = django_user_model.objects.create_user("berit")
    workshop, _people = at("choice")
    workshop.facilitators.add(user)
    lead(workshop, "closed")
    client.force_login(user)
    assert client.get(f"/facilitate/{workshop.slug}/decisions.csv").status_code == 200
    client.force_login(head)
    assert client.get("/admin/research/organisation/export/").status_code == 200
    stranger = Client()
    stranger.get(f"/facilitate/{workshop.slug}/decisions.csv")
    assert sorted(lines("exported")) == sorted(
        [
            (user.pk, "game.workshop", str(workshop.pk), "decisions_csv"),
            (head.pk, "research.organisation", "", ""),
        ]
    )


def test_publication_and_withdrawal(office, head, django_user_model):
    from research.publishing.workflow import publish, send, withdraw

    writer = django_user_model.objects.create_user("writer")
    record = Organisation.objects.create(slug="odd-town", name="Odd Town", kind="municipality", country="DK")
    record.history.all().delete()
    send(record, writer)
    publish([record], head, "First.")
    withdraw(record, head, "Gone.")
    assert lines("published") == [(head.pk, "research.organisation", "odd-town", "")]
    assert lines("withdrawn") == [(head.pk, "research.organisation", str(record.pk), "")]


def test_roles_from_both_sides(django_user_model):
    user = django_user_model.objects.create_user("berit")
    group = Group.objects.get(name="Reviewers")
    user.groups.add(group)
    group.user_set.remove(user)
    user.groups.clear()
    told = [detail for _who, _kind, record, detail in lines("roles-changed") if record == str(user.pk)]
    assert sorted(told) == sorted(["+Facilitators", "+Reviewers", "-Reviewers", "-Facilitators"])


def test_line_is_neither_changed_nor_deleted(office):
    line = audit.write("tried")
    line.deed = "other"
    for work in (
        line.save,
        line.delete,
        AuditLine.objects.all().delete,
        lambda: AuditLine.objects.update(deed="x"),
    ):
        with pytest.raises(TypeError):
            work()
    address = f"/admin/keys/auditline/{line.pk}/"
    assert office.get(f"{address}change/").status_code == 200
    assert office.post(f"{address}change/", {"deed": "x"}).status_code == 403
    assert office.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert AuditLine.objects.get(pk=line.pk).deed == "tried"


def test_list_costs_the_same_for_few_and_many_lines(office, django_assert_max_num_queries):
    for _line in range(12):
        audit.write("tried", account=1)
    with django_assert_max_num_queries(12):
        page = office.get("/admin/keys/auditline/").content.decode()
    assert page.count('class="field-deed"') >= 12


def test_name_goes_with_the_account_and_the_number_stays(office, django_user_model):
    user = django_user_model.objects.create_user("berit")
    audit.write("tried", account=user.pk)
    assert "berit" in office.get("/admin/keys/auditline/?deed=tried").content.decode()
    number = user.pk
    user.delete()
    page = office.get("/admin/keys/auditline/?deed=tried").content.decode()
    assert f"account {number}, deleted" in page and "berit" not in page


def test_lines_and_log_ins_go_when_their_time_is_over(client, head, settings):
    settings.AUDIT_DAYS = 30
    for days in (29, 31):
        AuditLine(at=timezone.now() - timedelta(days=days), deed=f"old-{days}").save()
    knock(client, "head")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    retention.sweep()
    assert [line.deed for line in AuditLine.objects.filter(deed__startswith="old")] == ["old-29"]
    assert not Session.objects.exists()


def test_sweep_goes_on_when_one_receiver_fails(monkeypatch, caplog):
    monkeypatch.setattr("cocreator.keys.audit.forget", lambda: 1 / 0)
    assert retention.sweep() == 0
    assert "did not delete what is over" in caplog.text
