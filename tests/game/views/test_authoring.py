"""The walk of docs/authoring.md, from the list of scenarios to a workshop that is played, by nothing but its links and forms."""

import html
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group

from game.models import Workshop
from scenarios.models import Scenario
from tests.factories import ScenarioFactory, state_of
from tests.scenarios.typed import typed

pytestmark = pytest.mark.django_db

#: What the walk names of the pages of an administrator, and of whoever has no role of a facilitator yet.
OF_OTHERS = ("Users", "Staff status", "Facilitators", "For facilitators")
WALK = (
    (Path(__file__).resolve().parents[3] / "docs" / "authoring.md").read_text().partition("## What can be")[0]
)


class Walker:
    """Somebody who follows links and presses buttons, and remembers all that was read."""

    def __init__(self, client):
        self.client, self.read, self.answer, self.at = client, "", None, ""

    def go(self, address):
        self.answer = self.client.get(address, follow=True)
        return self._look(address)

    def follow(self, words, where=""):
        """Follow the link that says so, as a person finds it: by its words, and by where it stands."""
        page = self.answer.content.decode()
        links = re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL)
        found = [
            address
            for address, inner in links
            if words in html.unescape(re.sub(r"<[^>]+>", "", inner)) and where in address
        ]
        assert found, f"no link says {words}"
        return self.go(html.unescape(found[-1]).partition("#")[0])

    def press(self, button, **changes):
        """Fill in and press."""
        sent = {**typed(self.answer, **changes), button: [""]}
        self.answer = self.client.post(self.at, sent, follow=True)
        return self._look(self.at)

    def _look(self, address):
        assert self.answer.status_code == 200, (address, self.answer.status_code)
        self.at = self.answer.redirect_chain[-1][0] if self.answer.redirect_chain else address
        text = html.unescape(re.sub(r"<[^>]+>", " ", self.answer.content.decode()))
        self.read += " ".join(text.split())
        return self


@pytest.fixture
def walker(client, django_user_model):
    user = django_user_model.objects.create_user("author", is_staff=True)
    user.groups.add(*Group.objects.filter(name__in=("Authors", "Facilitators")))
    client.force_login(user)
    return Walker(client)


def test_walk_leads_from_a_copy_to_a_workshop_that_plays_it(walker, client):
    ScenarioFactory(is_shipped=True)
    walker.go("/admin/").follow("Scenarios").follow("the-long-evenings").follow("Copy")
    walker.press("copy", title="Evenings by the canal", slug="our-evenings")
    assert "No problems. A workshop can be opened on it." in walker.read

    walker.follow("Around: title, place, start")
    walker.press("_next", **{"t.place": "Kanalby, 21,000 people", "t.theme": "Loneliness by the water"})
    walker.press("_next", **{"t.story.place": "Kanalby has a canal, two bridges and 21,000 people."})
    walker.press("_next", **{"t.roles.P1.brief": "You have promised that nobody eats alone by the canal."})
    walker.press("_save", **{"t.people.media": "Kanalby Post"})

    walker.go("/admin/scenarios/scenario/").follow("our-evenings").follow("Situation and facts", "/pen/")
    walker.press(
        "_save", **{"t.pen.situation": "Fourteen people from the canal ask who writes the proposal."}
    )
    walker.follow("A: A firm frame")
    walker.press("_save", **{"s.dilemmas.pen.options.A.poles.A1": "1"})
    assert "Poles must give 5 and take 2; these give 6 and take 2." in walker.read
    assert "Raise poles by 1 less." in walker.read
    walker.follow("Mend it").press("_save", **{"s.dilemmas.pen.options.A.poles.A1": ""})
    assert "What Check says about this page" not in walker.answer.content.decode()

    walker.follow("P1")
    assert "Fourteen people from the canal" in walker.answer.content.decode()
    assert "You hold the pen this round." in walker.read
    walker.follow("M2")
    assert "Your vote is advice." in walker.read
    walker.follow("Choice").follow("If A is decided").follow("Back to the desk")

    walker.go("/admin/scenarios/scenario/").follow("our-evenings").follow("Check")
    assert "No problems." in walker.answer.content.decode()
    walker.follow("Set up a workshop")
    ours = Scenario.objects.get(slug="our-evenings")
    day = {
        "format": "45",
        "tables": "1",
        "seats": "5",
        "timers": "soft",
        "factor": "1",
        "retention": "30",
        "bots": "1",
    }
    assert "Evenings by the canal" in walker.answer.content.decode()
    client.post("/facilitate/new/", {**day, "scenario": ours.pk, "open": "1"})
    script = state_of(Workshop.objects.get()).script
    assert script.say("place", "en") == "Kanalby, 21,000 people"
    assert script.say("people.media", "en") == "Kanalby Post"

    for words in re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", WALK):
        if words not in OF_OTHERS:
            assert words.rstrip(".") in walker.read, f"no screen says {words}"
