"""A whole site for the stranger's matrix: workshops in play, over and set up, a library, and a browser for each who may ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.test import Client

from cocreator.keys.models import AuditLine
from game import leading
from game.models import FollowUp, InformationSheet, SaveLink, Study, Workshop
from research.models import Loaded, PublishedVersion, Submission, Translation
from research.models.evidence import Evidence
from scenarios.models import Scenario, Unclear
from tests.factories import (
    DOCUMENT,
    AdaptationFactory,
    CaseFactory,
    OrganisationFactory,
    PracticeFactory,
    ScenarioFactory,
    SourceFactory,
    WorkshopFactory,
    browser_of,
    lead,
    publish,
    reach,
    seat,
    texts,
)

DAY = 24 * 3600 * 1000

PLAYERS = ("elsewhere", "player", "neighbour")
GROUPS = {
    "author": "Authors",
    "researcher": "Researchers",
    "reviewer": "Reviewers",
    "administrator": "Administrators",
}


@dataclass(frozen=True)
class Town:
    """The words that addresses are made of, by name, and a browser for each who asks."""

    words: dict[str, Any]
    browsers: dict[str, Client]


def built() -> Town:
    """Build it all, once."""
    users = accounts()
    live = workshop(users, "playing")
    over = workshop(users, "closed")
    draft = WorkshopFactory(doors=False, scenario=ScenarioFactory(is_shipped=True))
    draft.facilitators.add(users["leader"])
    leading.claim(leading.invite(draft, [1]), users["host"])
    slow = workshop(users, "lobby", doors__mode="slow", doors__format="75", doors__timers="off", **dates())
    planned = WorkshopFactory(doors=False, scenario=ScenarioFactory(is_shipped=True), **PLANNED)
    planned.facilitators.add(users["leader"])
    studied = workshop(users, "welcome")
    studied.study = study(users)
    studied.save()
    words = {
        "planned": planned.slug,
        "studied": studied.slug,
        "study": studied.study.slug,
        "live": live.slug,
        "over": over.slug,
        "slow": slow.slug,
        "draft": draft.slug,
        "code": live.code,
        "invitation": leading.invite(live, []).key,
        **followed(over),
        **library(users),
    }
    words["key"] = live.players.get(name=f"player of {live.pk}").key
    return Town(words, browsers(users, (live, over, slow, studied)))


#: Somewhere in the far future, in a town of the north.
PLANNED = {"chosen": {"planned": {"at": "2099-05-03T18:00:00", "zone": "Europe/Copenhagen", "sequence": 0}}}


def study(users: dict[str, User]) -> Study:
    """A study under which the leader holds workshops, and whose rows go to the researcher."""
    made = Study.objects.create(title="A study", protocol="12", kept_until="2999-01-01")
    InformationSheet.objects.create(study=made, language="en", text="We look on.")
    made.leaders.add(users["leader"])
    made.people.add(users["researcher"])
    return made


def accounts() -> dict[str, User]:
    """An account for each who asks by logging in."""
    made: dict[str, User] = {}
    for who in ("leader", "host", "other leader", *GROUPS):
        made[who] = get_user_model().objects.create_user(who, is_staff=who in GROUPS)
        if who in GROUPS:
            made[who].groups.add(Group.objects.get(name=GROUPS[who]))
    made["superuser"] = get_user_model().objects.create_superuser("superuser")
    return made


def dates() -> dict[str, Any]:
    """Three rounds of a workshop in slow play, long from now."""
    moments = [
        tuple(4_000_000_000_000 + (7 * round_ + day) * DAY for day in (0, 3, 5, 6)) for round_ in range(3)
    ]
    return {"doors__dates": tuple(moments), "doors__finale": moments[-1][-1] + DAY}


def workshop(users: dict[str, User], phase: str, **options: Any) -> Workshop:
    """A workshop of two tables in a phase, with a leader, a host of the first table, and people at both."""
    made = WorkshopFactory(doors__tables=2, doors__follow_up=True, **options)
    made.facilitators.add(users["leader"])
    leading.claim(leading.invite(made, [1]), users["host"])
    first, second = seat(made, 3, 1), seat(made, 3, 2)
    if phase != "lobby":
        reach(made, "choice")
    if phase == "closed":
        reach(made, "consequence")
        lead(made, phase)
    for row, name in ((first[0], "player"), (second[0], "neighbour")):
        row.name = f"{name} of {made.pk}"
        row.save()
    return made


def followed(over: Workshop) -> dict[str, Any]:
    """The link of a plan, and the link of somebody who plays alone."""
    row = FollowUp.objects.create(workshop=over.uuid, until="2999-01-01")
    return {"followed": row.key, "saved": SaveLink.objects.create().key}


def library(users: dict[str, User]) -> dict[str, Any]:
    """A record of each kind, published, and the rows that only the office sees."""
    source, place = SourceFactory(slug="book"), OrganisationFactory(slug="place")
    OrganisationFactory(
        slug="lighthouse",
        beacon_since="2026-01-01",
        beacon_agreed_by="nobody: made for a test",
        offers="A walk.",
    )
    practice, case = PracticeFactory(slug="meeting"), CaseFactory(slug="hall")
    adaptation = AdaptationFactory(slug="hall-again", practice=practice)
    evidence = Evidence.objects.create(
        source=source, case=case, level_id=1, statement="It grew.", strength="weak"
    )
    publish()
    scenario = ScenarioFactory(is_shipped=True)
    local = Scenario.objects.create(
        slug="local-one", document=DOCUMENT, texts={"en": texts("")}, is_local=True
    )
    rows = {
        "submission": Submission.objects.create(kind=Submission.Kind.choices[0][0], agreed=True),
        "loaded": Loaded.objects.first()
        or Loaded.objects.create(kind="case", slug="hall", row=case.pk, digest="x"),
        "publishedversion": PublishedVersion.objects.filter(kind="case").first(),
        "level": evidence.level,
        "organisation": place,
        "source": source,
        "case": case,
        "practice": practice,
        "adaptation": adaptation,
        "evidence": evidence,
        "translation": Translation.objects.create(kind="practice", record="meeting", language="da"),
        "scenario": local,
        "unclear": Unclear.objects.create(slug="local-one", version=1, key="title", language="en"),
        "workshop": Workshop.objects.order_by("pk").first(),
        "study": Study.objects.create(title="Another study"),
        "auditline": AuditLine.objects.first(),
        "user": users["leader"],
        "group": Group.objects.get(name="Authors"),
    }
    evidence.level.save()
    past = {name: row.history.first() for name, row in rows.items() if hasattr(row, "history")}
    return {
        **{f"a {name}": row.pk for name, row in rows.items() if row is not None},
        **{f"past {name}": row.pk for name, row in past.items() if row is not None},
        "scenario": scenario.slug,
        "dilemma": scenario.document["dilemmas"][0]["id"],
        "local": local.slug,
        "level": evidence.level.slug,
    }


def browsers(users: dict[str, User], workshops: tuple[Workshop, ...]) -> dict[str, Client]:
    """A browser for each; that of a player of another workshop shows its cookies under this workshop's names."""
    found = {"nobody": Client(), **{who: Client() for who in PLAYERS}}
    stranger = seat(WorkshopFactory(), 1)[0]
    lent = browser_of(stranger).cookies
    for one in workshops:
        for who in ("player", "neighbour"):
            found[who].cookies.update(browser_of(one.players.get(name=f"{who} of {one.pk}")).cookies)
        own = lent[f"player_{stranger.workshop.slug}"].value
        found["elsewhere"].cookies.update(lent)
        found["elsewhere"].cookies[f"player_{one.slug}"] = own
    for who, user in users.items():
        found[who] = Client()
        found[who].force_login(user)
    other = WorkshopFactory()
    other.facilitators.add(users["other leader"])
    return found
