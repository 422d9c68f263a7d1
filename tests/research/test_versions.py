"""Published versions: numbered, lasting, to be checked and cited; drafts are nowhere, and what was withdrawn says so."""

import json
import re
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest

from research.editions.codec import digest_of
from research.models import (
    Adaptation,
    Case,
    Evidence,
    Level,
    Organisation,
    Practice,
    PublishedVersion,
    Source,
)
from research.publishing.workflow import withdraw
from tests.factories import (
    AdaptationFactory,
    CaseFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    publish,
)
from tests.research.looking import Links, data, main, raw, rows, tags, told, unpacked, words, zipped

pytestmark = pytest.mark.django_db

MODELS = {
    "practice": Practice,
    "case": Case,
    "source": Source,
    "organisation": Organisation,
    "adaptation": Adaptation,
}
KINDS = pytest.mark.parametrize("kind", MODELS)
#: What each record of the fixture is called. No other text holds these words.
NAMES = {
    "practice": "Zebrapractice",
    "case": "Zebracase",
    "source": "Zebrasource",
    "organisation": "Zebratown",
    "adaptation": "Zebragovernment",
}
TITLES = {
    "practice": "name",
    "case": "title",
    "source": "title",
    "organisation": "name",
    "adaptation": "government",
}


@pytest.fixture
def zebra(db):
    """One record of each kind, all tied to each other, none of them public."""
    source = SourceFactory(slug="zebra-source", title="Zebrasource")
    town = OrganisationFactory(slug="zebra-town", name="Zebratown", country="SI")
    case = CaseFactory(slug="zebra-case", title="Zebracase", country="SI", curators=["Ek, Ann"])
    practice = PracticeFactory(
        slug="zebra-practice", name="Zebrapractice", curators=["Ek, Ann 0000-0002-1825-0097", "Berg, Bo"]
    )
    case.organisations.set([town])
    case.sources.set([source])
    practice.levels.set([2])
    practice.cases.set([case])
    Evidence.objects.create(source=source, case=case, level_id=2, statement="So.", strength="weak")
    Evidence.objects.create(source=source, practice=practice)
    adaptation = AdaptationFactory(
        slug="zebra-adaptation",
        government="Zebragovernment",
        practice=practice,
        from_case=case,
        source=source,
    )
    return {
        "practice": practice,
        "case": case,
        "source": source,
        "organisation": town,
        "adaptation": adaptation,
    }


def second(record, kind):
    """Publish the record again, under another name."""
    publish()
    setattr(record, TITLES[kind], f"{NAMES[kind]} again")
    record.save()
    publish()
    return PublishedVersion.objects.get(kind=kind, slug=record.slug, number=2)


@KINDS
def test_version_has_a_lasting_page_and_the_record_shows_the_newest(client, zebra, kind):
    record = zebra[kind]
    version = second(record, kind)
    first = told(client, f"{record.get_absolute_url()}v/1/")
    newest = told(client, record)
    assert "There is a newer one, version 2." in first
    assert "There is a newer one" not in newest
    assert "There is a newer one" not in told(client, version)
    assert f"<h1>{NAMES[kind]}</h1>" in first
    assert f"<h1>{NAMES[kind]} again</h1>" in newest
    assert "Version 1, published" in first and "Version 2, published" in newest
    assert version.digest in newest and version.digest not in first
    assert "editorial check only" in first.lower()


@KINDS
def test_page_of_an_older_version_leads_to_the_newest_and_to_all(client, zebra, kind):
    record = zebra[kind]
    second(record, kind)
    text = told(client, f"{record.get_absolute_url()}v/1/")
    held = {link["href"] for link in Links(text).found}
    assert {record.get_absolute_url(), f"{record.get_absolute_url()}versions/"} <= held


@KINDS
def test_page_of_all_versions_tells_what_changed(client, zebra, kind):
    record = zebra[kind]
    second(record, kind)
    text = told(client, f"{record.get_absolute_url()}versions/")
    assert re.findall(r"Version (\d)</a>", text) == ["2", "1"]
    assert text.count("As a test wants it.") == 2
    assert text.count("· current") == 1
    assert f"<dt>{TITLES[kind]}</dt>" in text
    assert "<ins>again</ins>" in text
    assert "1 field differs" in text


def test_page_of_all_versions_tells_gone_and_new_words(client, zebra):
    publish()
    Case.objects.update(problem="Too many meet.", actors=["council"])
    publish()
    text = told(client, f"{zebra['case'].get_absolute_url()}versions/")
    assert re.sub(r"\s+", " ", text.partition("<dt>problem</dt>")[2]).startswith(
        " <dd> Too <del>few</del> <ins>many</ins> meet. "
    )
    assert "<p><del>residents</del></p>" in text and "<p><ins>council</ins></p>" in text
    assert "2 fields differ" in text


@KINDS
@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999999999999999", "01x", "-1", "v1"])
def test_number_that_never_was_is_not_found(client, zebra, kind, number):
    second(zebra[kind], kind)
    address = zebra[kind].get_absolute_url()
    for page in ("", "record.json", "cite.bib"):
        assert client.get(f"{address}v/{number}/{page}").status_code == 404, page


@pytest.mark.parametrize(
    "page", ["", "v/1/", "versions/", "v/1/record.json", "v/1/cite.bib", "v/1/cite.json"]
)
@KINDS
def test_record_that_never_was_is_not_found(client, kind, page):
    assert client.get(f"/library/{kind}s/nobody/{page}").status_code == 404


@KINDS
def test_what_a_version_says_can_be_checked_by_everybody(client, zebra, kind):
    """By the rule that the page tells, with nothing of ours."""
    publish()
    answer = client.get(f"{zebra[kind].get_absolute_url()}v/1/record.json")
    assert answer.headers["Content-Type"] == "application/json"
    found = json.loads(answer.content)
    plain = json.dumps(found["says"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert sha256(plain.encode()).hexdigest() == found["sha256"]
    assert (found["kind"], found["version"], found["says"]["slug"]) == (kind, 1, zebra[kind].slug)


def test_level_has_versions_too(client):
    publish()
    level = Level.objects.get(number=2)
    level.short = "Who leads, and how."
    level.save()
    publish()
    address = level.get_absolute_url()
    assert "There is a newer one, version 2." in told(client, f"{address}v/1/")
    assert "Who leads, and how." in told(client, address)
    assert "<dt>short</dt>" in told(client, f"{address}versions/")
    found = client.get(f"{address}v/2/record.json").json()
    assert digest_of(found["says"]) == found["sha256"]


def everything(client):
    """All that anybody can get of the library, but for single records, as one text."""
    lists = [
        "",
        "practices/",
        "cases/",
        "sources/",
        "organisations/",
        "map/",
        "beacons/",
        "levels/leadership/",
    ]
    lists += [
        "search/?q=zebra",
        "search/?q=slovenia",
        "feed.atom",
        "levels/2/feed.atom",
        "countries/SI/feed.atom",
    ]
    lists += [
        "sources/cite.bib",
        "sources/cite.ris",
        "sources/cite.json",
        "cases/?country=SI",
        "practices/?level=2",
    ]
    answers = [client.get(f"/library/{page}") for page in lists] + [client.get("/sitemap.xml")]
    texts = [answer.content for answer in answers if answer.status_code == 200]
    assert len(texts) > 15
    texts += unpacked(zipped(client).content).values()
    return re.sub(r"/library/search/\?q=zebra|value=\"zebra\"", "", b"\n".join(texts).decode())


PAGES = ("", "v/1/", "versions/", "v/1/record.json", "v/1/cite.bib", "v/1/cite.ris", "v/1/cite.json")


@KINDS
def test_draft_is_nowhere_and_published_it_is_everywhere(client, zebra, kind):
    publish(*Level.objects.all())
    before = everything(client)
    assert "Zebra" not in before and "zebra-" not in before
    for page in PAGES:
        assert client.get(f"{zebra[kind].get_absolute_url()}{page}").status_code == 404, page
    publish()
    after = everything(client)
    assert NAMES[kind] in after and zebra[kind].slug in after
    for page in PAGES:
        assert client.get(f"{zebra[kind].get_absolute_url()}{page}").status_code == 200, page


@pytest.mark.parametrize("kind", ["practice", "case"])
def test_draft_is_not_named_by_what_is_published(client, zebra, kind):
    others = [record for one, record in zebra.items() if one not in (kind, "adaptation")]
    publish(*Level.objects.all(), *others)
    text = everything(client) + "".join(raw(client, record) for record in others)
    assert NAMES[kind] not in text and f"zebra-{kind}" not in text


@KINDS
def test_what_was_withdrawn_is_gone_everywhere(client, zebra, kind):
    second(zebra[kind], kind)
    withdraw(zebra[kind], None, "Its people asked for it.")
    text = everything(client)
    own = f"/library/{kind}s/{zebra[kind].slug}/"
    assert own not in text
    files = unpacked(zipped(client).content)
    assert zebra[kind].slug not in [row["slug"] for row in rows(files[f"{kind}s.csv"])]
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = ET.fromstring(client.get("/sitemap.xml").content).iter(f"{space}loc")
    assert all(not one.text.endswith(own) for one in found)


@KINDS
def test_addresses_of_what_was_withdrawn_say_so(client, zebra, kind):
    """410 with a tombstone: what it was, when and why it went, and the digests of all versions."""
    record = zebra[kind]
    version = second(record, kind)
    withdraw(record, None, "Its people <asked> for it.")
    version.refresh_from_db()
    for page in (*PAGES, "v/2/", "v/2/record.json", "v/2/cite.json"):
        answer = client.get(f"{record.get_absolute_url()}{page}")
        assert answer.status_code == 410, page
        said = answer.content.decode()
        assert "Its people &lt;asked&gt; for it." in said
        assert f"<h1>{NAMES[kind]} again" in said
        for one in PublishedVersion.objects.filter(kind=kind, slug=record.slug):
            assert one.digest in said
    seen = words(main(said))
    assert f"This record was withdrawn on {version.withdrawn_at.day} {version.withdrawn_at:%B}" in seen
    assert "Version 1, published" in seen and "Version 2, published" in seen
    assert client.head(record.get_absolute_url()).status_code == 410
    assert client.post(record.get_absolute_url()).status_code == 405
    if kind == "source":
        assert client.get(f"{record.get_absolute_url()}cite.bib").status_code == 410


def test_number_that_never_was_is_not_found_after_withdrawal_either(client, zebra):
    publish()
    withdraw(zebra["case"], None, "Made up.")
    assert client.get(f"{zebra['case'].get_absolute_url()}v/2/").status_code == 404


@KINDS
def test_edit_of_a_published_record_changes_nothing_public(client, zebra, kind):
    publish()
    record = zebra[kind]
    addresses = [one.get_absolute_url() for one in zebra.values()]
    before = everything(client), [raw(client, address) for address in addresses]
    setattr(record, TITLES[kind], "Okapi")
    record.save()
    if kind == "case":
        record.sources.clear()
        Evidence.objects.filter(case=record).update(statement="Okapi.")
    assert (everything(client), [raw(client, address) for address in addresses]) == before
    zebra["adaptation"].delete()
    assert (everything(client), [raw(client, address) for address in addresses]) == before


def test_beacon_is_no_part_of_a_version_and_counts_at_once(client, zebra):
    publish()
    Organisation.objects.update(beacon_since="2026-05-01", beacon_agreed_by="the council", offers="A walk.")
    assert "A walk." in told(client, zebra["organisation"])
    Organisation.objects.update(beacon_withdrawn_on="2026-06-01")
    assert "A walk." not in told(client, zebra["organisation"])
    assert PublishedVersion.objects.filter(kind="organisation").count() == 1


@pytest.mark.parametrize("how_many", [1, 3])
@KINDS
def test_versions_cost_the_same_for_few_and_many(client, zebra, django_assert_num_queries, kind, how_many):
    record = zebra[kind]
    publish()
    for number in range(how_many):
        setattr(record, TITLES[kind], f"Zebra {number}")
        record.save()
        publish(record)
    assert PublishedVersion.objects.filter(kind=kind, slug=record.slug).count() == how_many + 1
    with django_assert_num_queries(2):
        client.get(f"{record.get_absolute_url()}versions/")
    with django_assert_num_queries(1):
        client.get(f"{record.get_absolute_url()}v/1/record.json")
    with django_assert_num_queries(1):
        client.get(f"{record.get_absolute_url()}v/1/cite.ris")
    withdraw(record, None, "Made up.")
    with django_assert_num_queries(2):
        client.get(record.get_absolute_url())


def test_authors_date_and_number_of_a_version_are_told_to_machines(client, zebra):
    version = second(zebra["practice"], "practice")
    text = raw(client, version)
    found = tags(text)
    assert [content for name, content in found if name == "citation_author"] == ["Ek, Ann", "Berg, Bo"]
    assert [content for name, content in found if name == "DC.creator"] == ["Ek, Ann", "Berg, Bo"]
    held = dict(found)
    assert held["citation_technical_report_number"] == "zebra-practice v2"
    assert held["citation_publication_date"] == f"{version.published_at:%Y/%m/%d}"
    assert held["citation_public_url"] == f"http://testserver{version.get_absolute_url()}"
    assert data(text)["author"] == [
        {
            "@type": "Person",
            "familyName": "Ek",
            "givenName": "Ann",
            "name": "Ann Ek",
            "sameAs": "https://orcid.org/0000-0002-1825-0097",
        },
        {"@type": "Person", "familyName": "Berg", "givenName": "Bo", "name": "Bo Berg"},
    ]
    assert (data(text)["version"], data(text)["datePublished"]) == (
        "2",
        version.published_at.date().isoformat(),
    )
    older = dict(tags(raw(client, f"{zebra['practice'].get_absolute_url()}v/1/")))
    assert older["citation_technical_report_number"] == "zebra-practice v1"
    assert older["citation_title"] == "Zebrapractice"
