"""Each page leads to the accessibility statement and to what is kept of people; what is an exception is written down here."""

import re

import pytest
from django.urls import reverse

from tests.factories import WorkshopFactory
from tests.test_house import ROOT

TEMPLATES = ROOT / "templates"
INCLUDED = '{% include "includes/notices.html" %}'
#: What replaces the whole page of base.html, or is a page without it, and leads nowhere.
EXCEPTIONS = {
    "game/projector.html",  # the wall of a room: nobody stands before it to press
    "game/projector_soon.html",
    "game/report/file.html",  # a file that was taken home
    "game/study/codebook.html",
    "research/card.html",  # a card inside pages of other sites
}


def whole_pages():
    """The templates that say themselves what stands on a page, from its head to its foot."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text()
        if "{% block page %}" in text or re.search(r"<!doctype", text, re.IGNORECASE):
            yield path.relative_to(TEMPLATES).as_posix(), text
    name = "admin/base_site.html"
    yield name, (TEMPLATES / name).read_text()


@pytest.mark.parametrize(("name", "text"), [pytest.param(*one, id=one[0]) for one in whole_pages()])
def test_each_page_links_the_statement_and_privacy(name, text):
    assert text.count(INCLUDED) == (name not in EXCEPTIONS)


def test_exceptions_are_pages_and_the_documentation_names_them():
    assert set(dict(whole_pages())) >= EXCEPTIONS
    told = (ROOT / "docs" / "accessibility.md").read_text()
    assert all(words in told for words in ("projector", "beacon", "file", "paper"))


def test_nobody_links_them_otherwise_and_no_paper_shows_them():
    linking = "{% url 'accessibility' %}"
    found = [path.name for path in TEMPLATES.rglob("*.html") if linking in path.read_text()]
    assert found == ["notices.html"]
    printed = (ROOT / "static" / "css" / "base.css").read_text().split("@media print")[1]
    assert re.search(r"\.notices,[^{}]*\{\s*display: none;", printed)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["admin:index", "admin:login", "admin:game_workshop_changelist"])
def test_admin_links_them_too(admin_client, client, page):
    shown = (client if page == "admin:login" else admin_client).get(reverse(page), follow=True)
    for name in ("accessibility", "privacy"):
        assert f'href="{reverse(name)}"' in shown.content.decode()


@pytest.mark.django_db
def test_desk_and_cards_link_them(client, django_user_model):
    workshop = WorkshopFactory()
    leader = django_user_model.objects.create_user("leader")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    for path in (f"/facilitate/{workshop.slug}/", f"/facilitate/{workshop.slug}/signs/", "/my-code/"):
        shown = client.get(path)
        assert shown.status_code == 200 and 'href="/accessibility/"' in shown.content.decode(), path
