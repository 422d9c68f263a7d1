"""axe-core finds nothing in what the house adds to the admin: given records in each state, when their pages are opened, then nothing."""

import json

import pytest

from tests.browser import test_accessibility as accessibility
from tests.browser.conftest import LAPTOP

pytestmark = pytest.mark.browser

MADE = """
import json
from django.contrib.auth.models import User
from research.models import Case, Practice, Submission
User.objects.create_superuser("head", password="quiet-harbour-17")
first, second = Practice.objects.order_by("slug")[:2]
first.how, first.state = "Put the table where the work is done (made for a test).", "in_review"
first.save()
case = Case.objects.create(slug="quay", title="A case (made for a test)", place="Odd Harbour", country="DK", outcome="mixed")
sent = Submission.objects.create(kind="case", origin="page", agreed=True, said={"title": "A quay (made for a test)"})
print(json.dumps([first.pk, second.pk, case.pk, sent.pk]))
"""
RIS = """TY  - BOOK
AU  - Lund, Eva
PY  - 2024
TI  - Notes from a harbour that is made up for a test
ER  -
"""
#: Of a page of Django's own, only what the house puts into it.
ADDED = ".standing, .send-row, .object-tools, .submit-row, #content-main > p, #content > p"


@pytest.fixture
def head(server, open_page):
    """The admin as somebody sees it who may do everything."""
    numbers = json.loads(server.manage("shell", "-v", "0", "-c", MADE))
    page = open_page(server, LAPTOP)
    page.goto("/admin/")
    page.fill("#id_username", "head")
    page.fill("#id_password", "quiet-harbour-17")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    return page, numbers


def looking_at(places, run=accessibility.RUN):
    """What axe runs, told to look at these places, to load no style sheet again, and to wait until Django's links have their colour."""
    ours = f"{{include: [...document.querySelectorAll({json.dumps(places)})]}}"
    told = run.replace("document, {", f"{ours}, {{preload: false,", 1)
    return told.replace("{\n", "{\n  await new Promise((done) => setTimeout(done, 500));\n", 1)


def test_axe_finds_nothing_in_what_is_ours_of_the_admin(head, monkeypatch):
    page, (changed, public, case, sent) = head
    found = []

    def look(name, places, address=None):
        monkeypatch.setattr(accessibility, "RUN", looking_at(places))
        if address:
            page.goto(address)
        assert page.locator(places).count(), name
        accessibility.faults(page, name, found, sizes=(LAPTOP,))

    own = "#content-main"
    look("what is missing", own, "/admin/scenarios/scenario/matrix/")
    look("bring a scenario in", own, "/admin/scenarios/scenario/bring-in/")
    look("a practice that waits for review", own, f"/admin/research/practice/{changed}/review/")
    look("a practice that is out", own, f"/admin/research/practice/{public}/review/")
    look("a draft of a case", own, f"/admin/research/case/{case}/review/")
    for kind, number in (("practice", changed), ("case", case), ("submission", sent)):
        look(f"the form of a {kind}", ADDED, f"/admin/research/{kind}/{number}/change/")
    look("the list of sources", ADDED, "/admin/research/source/")
    look("the list of scenarios", ADDED, "/admin/scenarios/scenario/")
    look("the first page, with something new", ADDED, "/admin/")

    look("import sources", own, "/admin/research/source/import/")
    page.set_input_files(
        "input[type=file]", {"name": "made.ris", "mimeType": "text/plain", "buffer": RIS.encode()}
    )
    with page.expect_navigation():
        page.click("[type=submit]:visible >> nth=-1")
    look("sources that would be made", own)
    assert "1 source would be made" in page.inner_text(own)
    assert not found, "\n".join(found)
