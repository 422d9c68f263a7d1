"""The municipality's own log-in and the audit log: given somebody whom it lets in and we do not, then a line says so."""

import pytest

from cocreator.keys import own_log_in
from cocreator.keys.models import AuditLine
from research.limit import DAY, Limit
from tests.cocreator.keys.doors import PASSWORD
from tests.cocreator.keys.town_hall import BERIT, come_back, go, through

pytestmark = pytest.mark.django_db


def failed():
    lines = AuditLine.objects.filter(deed="log-in-failed").order_by("pk")
    return list(lines.values_list("account", "kind", "record", "detail"))


def test_who_has_no_account_and_who_is_not_vouched_for(client, hall):
    assert through(client).status_code == 403
    hall.person["email_verified"] = False
    assert through(client).status_code == 403
    assert failed() == [
        (None, "auth.user", "", "own log-in: unknown"),
        (None, "auth.user", "", "own log-in: unverified"),
    ]
    everything = " ".join(str(vars(line)) for line in AuditLine.objects.all())
    assert not any(word in everything for word in ("berit", "example.org", "4711"))


def test_address_of_who_may_do_everything_is_told_by_the_number_of_the_account(
    client, hall, django_user_model
):
    head = django_user_model.objects.create_superuser("head", "Berit@example.org", PASSWORD)
    assert through(client).status_code == 403
    assert failed() == [(None, "auth.user", str(head.pk), "own log-in: unknown")]


def test_account_that_was_closed(client, hall, django_user_model):
    user = django_user_model.objects.create_user("berit", BERIT["email"], PASSWORD, is_active=False)
    assert through(client)["Location"] == "/log-in/closed/"
    assert failed() == [(None, "auth.user", str(user.pk), "closed")]


def test_answers_that_do_not_fit(client, hall):
    state = go(client)["state"]
    hall.raving["/token"] = '{"error": "invalid_grant"}'
    come_back(client, state)
    come_back(client, "made-up")
    assert failed() == [(None, "auth.user", "", "own log-in: fault")] * 2


def test_who_turns_back_over_there_has_failed_at_nothing(client, hall):
    client.get("/log-in/with/own/back/", {"state": go(client)["state"], "error": "access_denied"})
    assert failed() == []


def test_whoever_sends_answers_all_day_does_not_fill_the_log(client, hall, monkeypatch):
    monkeypatch.setattr(own_log_in, "NOTED", (Limit(3, DAY, is_for_all=True),))
    for _ in range(5):
        assert come_back(client, "made-up").status_code == 401
    assert len(failed()) == 3
    hall.person["email_verified"] = False
    through(client)
    assert failed()[3:] == [(None, "auth.user", "", "own log-in: unverified")], "each kind by itself"
