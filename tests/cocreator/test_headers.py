"""Whose address a request has, and what every answer carries."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cocreator.headers import BehindProxy, OwnHeaders


def test_every_answer_forbids_devices_and_embedding():
    response = OwnHeaders(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize(
    ("forwarded", "address"), [({}, "127.0.0.1"), ({"X-Forwarded-For": "6.6.6.6, 192.0.2.7"}, "192.0.2.7")]
)
def test_behind_a_proxy_only_its_own_entry_counts(forwarded, address):
    request = RequestFactory().get("/", headers=forwarded)
    BehindProxy(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address
