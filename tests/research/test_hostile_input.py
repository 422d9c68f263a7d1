"""Whatever is typed, pasted or uploaded at the curators' desk: a sentence says where and what, or it does no harm to a reader."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from research.models import (
    Adaptation,
    Case,
    Evidence,
    Level,
    Organisation,
    Practice,
    PublishedVersion,
    Source,
    Submission,
)
from research.publishing import workflow
from tests.factories import (
    AdaptationFactory,
    CaseFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    publish,
)
from tests.research.test_hostile import typed

pytestmark = pytest.mark.django_db

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}</title></textarea>#panic()"
RUNGS = [{"rung": number, "name": f"Rung {number}", "observable": "Something."} for number in range(1, 6)]
TENSION = {"between": ["this", "that"], "source_ids": ["cogov-wp4"]}
DEEP = "[" * 5000 + "]" * 5000


@pytest.fixture
def office(client, django_user_model):
    """The admin as somebody sees it who may do everything."""
    client.force_login(django_user_model.objects.create_superuser("head"))
    return client


def errors(answer):
    assert answer.status_code == 200
    return answer.context["adminform"].form.errors


# JSON


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ladder", "five"),
        ("ladder", 5),
        ("ladder", [1, 2]),
        ("ladder", [{"rung": 1}]),
        ("ladder", [{**RUNGS[0], "rung": "1"}]),
        ("ladder", [{**RUNGS[0], "rung": True}]),
        ("ladder", [{**RUNGS[0], "rung": 1e400}]),
        ("ladder", [{**RUNGS[0], "name": ""}]),
        ("ladder", [{**RUNGS[0], "name": ["x"]}]),
        ("ladder", [{**RUNGS[0], "name": "a\0b"}]),
        ("ladder", [{**RUNGS[0], "name": "\ud800"}]),
        ("ladder", [{**RUNGS[0], "step": 1}]),
        ("ladder", [RUNGS[0], RUNGS[0]]),
        ("ladder", RUNGS[1:]),
        ("tensions", None),
        ("tensions", "x"),
        ("tensions", ["between"]),
        ("tensions", [{"between": ["this"], "source_ids": []}]),
        ("tensions", [{"between": "this", "source_ids": []}]),
        ("tensions", [{"between": ["this", "that"]}]),
        ("tensions", [{"between": ["this", "that"], "source_ids": [1]}]),
        ("tensions", [{"between": ["this", "that"], "source_ids": [["a"]]}]),
        ("tensions", [{**TENSION, "note": 5}]),
    ],
)
def test_what_a_level_cannot_show_is_refused_at_its_field(office, name, value):
    page = "/admin/research/level/1/change/"
    before = getattr(Level.objects.get(number=1), name)
    answer = office.post(page, typed(office, page) | {name: json.dumps(value)})
    assert set(errors(answer)) == {name}
    assert all(len(said) > 12 for said in errors(answer)[name])
    assert getattr(Level.objects.get(number=1), name) == before


@pytest.mark.parametrize(
    "value",
    [[4], "x", 4, {"2": "4"}, {"5": 1}, {"x": 1}, {"2": 0}, {"2": 6}, {"2": True}, {"2": 4.5}, {"2": [4]}],
)
def test_what_is_no_rung_is_refused_at_its_field(office, value):
    practice = PracticeFactory()
    practice.levels.set([1, 2])
    page = f"/admin/research/practice/{practice.pk}/change/"
    answer = office.post(page, typed(office, page) | {"rungs": json.dumps(value)})
    assert set(errors(answer)) == {"rungs"}


@pytest.mark.parametrize("text", ["{", "not json", '{"1": NaN}', DEEP, "[1,"])
def test_what_is_no_json_is_refused_at_its_field(office, text):
    page = "/admin/research/level/1/change/"
    answer = office.post(page, typed(office, page) | {"ladder": text})
    assert set(errors(answer)) == {"ladder"}


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '""'])
def test_field_of_json_may_be_emptied(office, text):
    practice = PracticeFactory(rungs={"1": 1})
    practice.levels.set([1])
    for page, name, empty in (
        ("level/1/", "ladder", []),
        (f"practice/{practice.pk}/", "rungs", {}),
    ):
        here = f"/admin/research/{page}change/"
        assert office.post(here, typed(office, here) | {name: text}).status_code == 302
        model = Level if name == "ladder" else Practice
        assert getattr(model.objects.first(), name) == empty


@pytest.mark.parametrize("value", [[], RUNGS, RUNGS[:3]])
def test_good_ladder_is_kept_and_shown(office, value):
    page = "/admin/research/level/1/change/"
    answer = office.post(page, typed(office, page) | {"ladder": json.dumps(value)})
    assert answer.status_code == 302, errors(answer)
    assert Level.objects.get(number=1).ladder == value


def test_good_rungs_are_kept(office):
    practice = PracticeFactory()
    practice.levels.set([1, 2])
    page = f"/admin/research/practice/{practice.pk}/change/"
    answer = office.post(page, typed(office, page) | {"rungs": '{"2": 4, "1": 1}'})
    assert answer.status_code == 302, errors(answer)
    assert Practice.objects.get().rungs == {"2": 4, "1": 1}


# Pasted


def test_five_megabytes_are_refused_in_a_sentence(office):
    case = CaseFactory()
    page = f"/admin/research/case/{case.pk}/change/"
    answer = office.post(page, typed(office, page) | {"problem": "word " * 1_000_000})
    assert answer.status_code == 400
    told = answer.content.decode()
    assert "at most 256 kilobytes" in told
    assert "Nothing was saved" in told
    case.refresh_from_db()
    assert case.problem == "Too few meet."


def test_too_many_fields_are_refused_in_a_sentence(office):
    page = f"/admin/research/case/{CaseFactory().pk}/change/"
    answer = office.post(page, {f"evidence-{n}-statement": "x" for n in range(1001)})
    assert answer.status_code == 400
    assert "Nothing was saved" in answer.content.decode()


def test_long_texts_do_not_stop_the_page_of_versions(client, office):
    """A comparison word by word is for texts that people read."""
    case = CaseFactory(problem="a b " * 20_000)
    publish(case)
    case.problem = "b a " * 20_000
    case.save()
    publish(case)
    assert client.get(f"/library/cases/{case.slug}/versions/").status_code == 200
    assert office.get(f"/admin/research/case/{case.pk}/review/").status_code == 200


SIGNS = "Vertical\x0btab, form\x0cfeed, bell\x07, escape\x1b, \ufffe and \u202ereversed"


def test_signs_that_are_no_text_stop_no_page(client):
    """Such as come out of a PDF with a paste."""
    everything(SIGNS)
    for page in pages():
        answer = client.get(page)
        assert answer.status_code == 200, page
        if page.endswith((".atom", ".xml")):
            ET.fromstring(answer.content)


# Typed


@pytest.mark.parametrize(
    "doi", ["10.1177/09 520", "10.1177/", "doi", "10.1177 /x", "http://example.org/10.1177/x"]
)
def test_what_is_no_doi_is_refused_at_its_field(office, doi):
    source = SourceFactory()
    page = f"/admin/research/source/{source.pk}/change/"
    assert "doi" in errors(office.post(page, typed(office, page) | {"doi": doi}))


def test_second_source_of_a_doi_is_refused_at_its_field(office):
    there = SourceFactory(doi="10.1177/0952", title="The first")
    source = SourceFactory()
    page = f"/admin/research/source/{source.pk}/change/"
    answer = office.post(page, typed(office, page) | {"doi": "https://doi.org/10.1177/0952"})
    assert "The first" in str(errors(answer)["doi"])
    page = f"/admin/research/source/{there.pk}/change/"
    assert office.post(page, typed(office, page)).status_code == 302


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "ftp://x y"]
)
def test_address_that_runs_something_is_refused_at_its_field(office, url):
    source = SourceFactory()
    page = f"/admin/research/source/{source.pk}/change/"
    assert "url" in errors(office.post(page, typed(office, page) | {"url": url}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lat", "nan"),
        ("lat", "91"),
        ("lon", "inf"),
        ("lon", "1e999"),
        ("start_year", "20191"),
        ("start_year", "-5"),
    ],
)
def test_numbers_that_are_none_are_refused_at_their_field(office, field, value):
    case = CaseFactory()
    page = f"/admin/research/case/{case.pk}/change/"
    assert field in errors(office.post(page, typed(office, page) | {field: value}))


def test_half_a_case_is_not_saved(office):
    """One bad row of evidence, and nothing of the form is kept."""
    case, source = CaseFactory(), SourceFactory()
    page = f"/admin/research/case/{case.pk}/change/"
    told = typed(office, page) | {"problem": "Other words."}
    rows = [
        {"source": source.pk, "statement": "Good.", "direction": "supports", "order": 0},
        {
            "source": source.pk,
            "statement": "Bad.",
            "direction": "supports",
            "order": 0,
            "grade": 4,
            "independent": "no",
        },
    ]
    told["evidence-TOTAL_FORMS"] = 2
    for number, row in enumerate(rows):
        told |= {f"evidence-{number}-{name}": value for name, value in row.items()}
    answer = office.post(page, told)
    assert "Grade 4 needs a source that is independent" in answer.content.decode()
    case.refresh_from_db()
    assert (case.problem, Evidence.objects.count()) == ("Too few meet.", 0)


@pytest.mark.parametrize("query", ["?nonsense=1", "?p=999", "?state__exact=", "?evidence__level=x", "?o=99"])
@pytest.mark.parametrize("model", ["case", "source"])
def test_wrong_address_of_a_spreadsheet_is_no_fault(office, model, query):
    CaseFactory()
    assert office.get(f"/admin/research/{model}/export/{query}").status_code in (200, 302, 400)


@pytest.mark.parametrize("page", ["levels/12/feed.atom", "levels/5/feed.atom", "countries/XX/feed.atom"])
def test_feed_of_nothing_is_not_there(client, page):
    assert client.get(f"/library/{page}").status_code == 404


@pytest.mark.parametrize("number", [0, 99, 10**6, 10**12, 10**30])
def test_version_that_never_was_is_not_there(client, number):
    case = CaseFactory()
    publish(case)
    for page in ("", "record.json", "sheet.pdf", "cite.bib"):
        assert client.get(f"/library/cases/{case.slug}/v/{number}/{page}").status_code == 404


# Shown


def everything(text):
    """One of each kind, with this text wherever text is kept, published."""
    short = {"place": text[:120], "country": "DK", "lat": 55.0, "lon": 10.0}
    source = SourceFactory(
        slug="s", authors=[text], title=text[:400], container=text[:300], read=text[:200], note=text
    )
    place = OrganisationFactory(
        slug="o", name=text[:160], name_en=text[:160], note=text, offers=text, **short
    )
    Organisation.objects.filter(pk=place.pk).update(
        beacon_since="2026-01-01", beacon_agreed_by="x", mailbox_agreed=True, mailbox="a@example.org"
    )
    texts = ("problem", "what_was_done", "obstacles", "went_well", "went_badly", "lesson")
    case = CaseFactory(
        slug="c",
        title=text[:160],
        organisation=text[:200],
        policy_area=text[:200],
        actors=[text],
        outcome_basis=text[:200],
        verified=False,
        curators=[text],
        **dict.fromkeys(texts, text),
        **short,
    )
    case.organisations.add(place), case.sources.add(source), case.outcome_sources.add(source)
    practice = PracticeFactory(
        slug="p",
        name=text[:160],
        problem=text,
        how=text,
        conditions=[text],
        risks=[text],
        do_not_copy_if=[text],
        takes=text,
        note=text,
        curators=[text],
    )
    practice.levels.add(1), practice.cases.add(case)
    Evidence.objects.create(
        source=source,
        case=case,
        practice=practice,
        level_id=1,
        statement=text,
        locator=text[:120],
        quote=text[:300],
    )
    AdaptationFactory(
        slug="a",
        practice=practice,
        from_case=case,
        source=source,
        government=text[:160],
        changed=text,
        result_told=text,
        told_by=text[:200],
        curators=[text],
        **short,
    )
    level = Level.objects.get(number=1)
    level.name, level.short, level.definition = text[:80], text[:160], text
    level.what_changes = level.signs = [text]
    level.tensions = [{"between": [text, text], "source_ids": ["s"], "note": text}]
    level.ladder = [{"rung": n, "name": text, "observable": text} for n in (1, 2)]
    level.ladder_sources = ["s"]
    level.save()
    publish()
    for record in (source, place, case, practice, Adaptation.objects.get(), level):
        for name in ("note", "problem", "changed", "definition"):
            if hasattr(record, name):
                setattr(record, name, f"{text} again")
        record.save()
    publish()


def pages():
    kinds = {
        "level": "vision-and-mission",
        "source": "s",
        "organisation": "o",
        "case": "c",
        "practice": "p",
        "adaptation": "a",
    }
    for kind, slug in kinds.items():
        here = f"/library/{kind}s/{slug}/"
        yield from (here, f"{here}v/1/", f"{here}versions/", f"{here}v/1/record.json")
        yield from (f"{here}v/1/cite.{ending}" for ending in ("bib", "ris", "json"))
    yield from ("/library/practices/p/v/1/sheet.pdf", "/library/cases/c/v/1/sheet.pdf")
    yield from (
        "/library/levels/vision-and-mission/?rung=1",
        "/library/practices/p/played/",
        "/library/cases/c/played/",
    )
    for page in (
        *("", "search/?q=alert", "data/", "data.zip", "beacons/", "feed.atom", "levels/1/feed.atom"),
        *(
            "countries/DK/feed.atom",
            "map/",
            "map/?view=world&q=alert",
            "share/",
            "share/case/",
            "share/adaptation/",
        ),
        *("practices/?q=alert", "cases/", "sources/", "organisations/", "sources/cite.bib"),
    ):
        yield f"/library/{page}"
    yield "/sitemap.xml"


def test_markup_in_a_text_is_text_on_every_public_page(client):
    everything(EVIL)
    for page in pages():
        answer = client.get(page)
        assert answer.status_code == 200, page
        told = answer.content.decode(errors="replace")
        if answer.headers["Content-Type"].startswith("text/html"):
            harmless(told, page)
        if page.endswith((".atom", ".xml")):
            assert "<script" not in told
            ET.fromstring(answer.content)


def test_markup_in_a_text_is_text_at_the_desk(office):
    everything(EVIL)
    for model in (Adaptation, Case, Level, Organisation, Practice, Source):
        row = model.objects.first()
        here = f"/admin/research/{model.__name__.lower()}/"
        for page in (here, f"{here}{row.pk}/change/", f"{here}{row.pk}/review/", f"{here}{row.pk}/history/"):
            answer = office.get(page)
            assert answer.status_code == 200, page
            harmless(answer.content.decode(), page)
        line = row.history.latest()
        harmless(office.get(f"{here}{row.pk}/history/{line.pk}/").content.decode(), here)
    for page in ("evidence/", f"evidence/{Evidence.objects.get().pk}/change/", "publishedversion/"):
        harmless(office.get(f"/admin/research/{page}").content.decode(), page)
    version = PublishedVersion.objects.filter(kind="case").first()
    harmless(
        office.get(reverse("admin:research_publishedversion_change", args=[version.pk])).content.decode(),
        "version",
    )
    harmless(office.get(reverse("admin:scenarios_scenario_matrix")).content.decode(), "matrix")
    said = dict.fromkeys(("title", "place", "country", "problem", "done", "changed", "not_well"), EVIL)
    row = Submission.objects.create(kind="case", said=said, agreed=True)
    for page in ("submission/", f"submission/{row.pk}/change/"):
        harmless(office.get(f"/admin/research/{page}").content.decode(), page)


def harmless(told, page):
    """No tag of ours was opened or closed by a text."""
    assert "<script>alert" not in told, page
    assert "<img src=x" not in told, page
    assert "\"'>" not in told, page
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', told, re.DOTALL):
        json.loads(block)
    if "</head>" in told:
        assert told.count("</title>") == 1 + told.count("<title>", told.index("</head>")), page


# Empty


def test_empty_library_is_calm(client, office):
    for page in (
        "",
        "search/?q=word",
        "data/",
        "data.zip",
        "beacons/",
        "feed.atom",
        "map/",
        "map/?at=small-x",
        "share/",
        "share/case/",
        "share/adaptation/",
        "practices/",
        "cases/",
        "sources/",
        "organisations/",
        "sources/cite.ris",
    ):
        assert client.get(f"/library/{page}").status_code == 200, page
    for page in (
        "levels/vision-and-mission/",
        "practices/x/",
        "practices/x/versions/",
        "practices/x/played/",
        "sources/x/cite.bib",
    ):
        assert client.get(f"/library/{page}").status_code == 404, page
    assert client.get("/sitemap.xml").status_code == 200
    for model in (
        "adaptation",
        "case",
        "evidence",
        "level",
        "loaded",
        "organisation",
        "practice",
        "publishedversion",
        "source",
        "submission",
    ):
        assert office.get(f"/admin/research/{model}/").status_code == 200
    assert office.get(reverse("admin:scenarios_scenario_matrix")).status_code == 200


def test_case_without_coordinates_is_on_list_and_sheet(client):
    case = CaseFactory(lat=None, lon=None, place="Nowhere")
    case.organisations.add(OrganisationFactory(lat=55.0, lon=None, place="Halfway"))
    publish()
    told = client.get("/library/map/").content.decode()
    assert told.count("have no place on the map") == 1
    assert client.get(f"/library/cases/{case.slug}/").status_code == 200
    assert client.get(f"/library/cases/{case.slug}/v/1/sheet.pdf").content.startswith(b"%PDF")


# Many


def some_of(how_many):
    case = CaseFactory(licence="CC-BY-4.0")
    practice = PracticeFactory(licence="CC-BY-4.0")
    practice.levels.add(1)
    for number in range(how_many):
        source, place = SourceFactory(), OrganisationFactory()
        case.organisations.add(place), case.sources.add(source)
        Evidence.objects.create(
            source=source, case=case, practice=practice, level_id=1, statement=f"{number}"
        )
        practice.cases.add(CaseFactory())
        AdaptationFactory(practice=practice, source=source)
    return case, practice


@pytest.mark.parametrize("model", ["adaptation", "practice", "case"])
def test_desk_costs_the_same_for_few_and_many(office, model, django_assert_num_queries, connection_of):
    """Lists, forms, reviews and histories."""
    counted = []
    for how_many in (1, 3):
        case, practice = some_of(how_many)
        record = {"case": case, "practice": practice, "adaptation": Adaptation.objects.last()}[model]
        here = f"/admin/research/{model}/"
        pages = [here, f"{here}export/", f"{here}{record.pk}/review/"]
        counted.append([connection_of(lambda page=page: office.get(page)) for page in pages])
    assert counted[0] == counted[1]


def test_publishing_costs_the_same_for_each_companion(django_user_model, connection_of):
    rob = django_user_model.objects.create_superuser("rob")
    counted = []
    for how_many in (1, 3, 5):
        case, _practice = some_of(how_many)
        Case.objects.filter(pk=case.pk).update(state="in_review")
        counted.append(connection_of(lambda case=case: workflow.publish([case], rob, "New.")))
    assert counted[2] - counted[1] == counted[1] - counted[0]


@pytest.fixture
def connection_of():
    """Counts the questions that something asks the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(deed):
        with CaptureQueriesContext(
            connection,
        ) as held:
            answer = deed()
        assert getattr(answer, "status_code", 200) == 200
        return len(held)

    return count
