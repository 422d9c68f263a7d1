"""What every public site says of itself, in each language, and who runs it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
PAGES = ("accessibility", "privacy")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("page", ["home", "join", "scenarios", "library", "log_in", "accessibility"])
def test_notice_is_linked_on_every_page_with_the_menu_of_languages(client, page, name):
    shown = client.get(reverse(page)).content.decode()
    assert f'href="{reverse(name)}"' in shown
    assert f'action="{reverse("set_language")}"' in shown


@pytest.mark.parametrize("name", PAGES)
def test_notice_says_who_runs_the_site(client, settings, name):
    bare = client.get(reverse(name)).content.decode()
    assert "Whoever runs this site" in bare and "mailto:" not in bare
    settings.RUN_BY, settings.RUN_BY_EMAIL = "Vesterlund <b>Kommune</b>", "post@vesterlund.example"
    told = client.get(reverse(name)).content.decode()
    assert "Vesterlund &lt;b&gt;Kommune" in told and 'href="mailto:post@vesterlund.example"' in told


def test_statement_has_the_parts_of_the_european_model(client, settings):
    """Decision (EU) 2018/1523, annex: commitment, compliance, what is not accessible, preparation, feedback, enforcement."""
    settings.ENFORCEMENT_URL = "https://watch.example/"
    told = client.get(reverse("accessibility")).content.decode()
    for part in (
        "Directive (EU) 2016/2102",
        "partially compliant",
        "EN 301 549",
        "self-assessment",
        "last reviewed",
    ):
        assert part in told, part
    assert told.index("How far we comply") < told.index("What is not accessible") < told.index("Preparation")
    assert told.index("Tell us what you cannot use") < told.index("https://watch.example/")


@pytest.mark.parametrize("name", PAGES)
def test_notice_needs_no_cookie_and_takes_nothing(client, name):
    answer = client.get(reverse(name))
    assert not answer.cookies and client.post(reverse(name)).status_code == 405
