"""What was answered is let go of at once, and not when the garbage collector comes by."""

import gc
from collections import Counter

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from cocreator.bridge import call
from cocreator.handler import Handler
from game.forms.table import VoteForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def rings():
    """Tells of which types there are rings in memory that nobody else holds."""

    def told() -> Counter[str]:
        gc.collect()
        found = Counter(type(one).__name__ for one in gc.garbage)
        gc.garbage.clear()
        return found

    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield told
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


@pytest.mark.parametrize(("handler", "is_left"), [(WSGIHandler, True), (Handler, False)])
@pytest.mark.parametrize("path", ["/", "/join/"])
def test_what_a_request_has_read_is_left_in_no_ring(rings, handler, is_left, path):
    application = handler()

    def asked() -> int:
        return call(application, RequestFactory()._base_environ(PATH_INFO=path)).status

    asked()  # whatever is made once is made now
    rings()
    assert asked() == 200
    found = rings()
    read = ("SessionStore", "HttpHeaders", "ResolverMatch", "HtmxDetails")
    assert any(found[name] for name in read) == is_left


def test_form_of_a_deed_that_was_read_is_left_in_no_ring(rings):
    form = VoteForm({"step": "3", "option": "A"})
    assert form.is_valid()
    del form
    assert not rings()["VoteForm"]
