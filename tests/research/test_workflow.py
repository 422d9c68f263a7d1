"""From draft to public and back: who may do what, why not in a sentence, and what the history says of it."""

import pytest
from django.contrib.auth.models import Permission

from research.models import Case, Evidence, Level, Organisation, Practice, PublishedVersion, Source
from research.publishing.making import is_changed
from research.publishing.workflow import NotYet, publish, review_of, send, take_back, withdraw
from tests.factories import (
    AdaptationFactory,
    CaseFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
)
from tests.factories import publish as let_out

pytestmark = pytest.mark.django_db

LICENCE = "CC-BY-4.0"


@pytest.fixture(autouse=True)
def levels(db):
    let_out(*Level.objects.all())


@pytest.fixture
def people(django_user_model):
    """Somebody who writes, and two who may publish."""
    may = Permission.objects.get(codename="add_publishedversion")
    writer, second, third = (
        django_user_model.objects.create_user(name) for name in ("writer", "second", "third")
    )
    for one in (second, third):
        one.user_permissions.add(may)
    return writer, second, third


def written(user, record, **fields):
    """What somebody did in the admin: the history says who it was."""
    for name, value in fields.items():
        setattr(record, name, value)
    record._history_user = user
    record.save()
    del record._history_user
    return record


@pytest.fixture
def case(people):
    """A case with all that it needs, written by the first."""
    case = written(people[0], CaseFactory.build(slug="quay", title="The quay", licence=LICENCE))
    source = SourceFactory(slug="work", title="Work on quays")
    case.organisations.add(OrganisationFactory(slug="town", name="Town"))
    Evidence.objects.create(source=source, case=case, level_id=2, statement="So.")
    return case


def refused(deed, *args):
    """The sentences of a refusal, which leaves everything as it was."""
    before = (PublishedVersion.objects.count(), [row.state for row in Case.objects.order_by("pk")])
    with pytest.raises(NotYet) as no:
        deed(*args)
    assert (PublishedVersion.objects.count(), [row.state for row in Case.objects.order_by("pk")]) == before
    assert str(no.value) == " ".join(no.value.sentences)
    return list(no.value.sentences)


def told(record):
    """What the history says, oldest first: who, and why."""
    return [
        (row.history_user.username if row.history_user else None, row.history_change_reason, row.state)
        for row in record.history.order_by("history_date", "history_id")
    ]


def test_record_goes_its_way_from_draft_to_the_public_and_away(case, people):
    writer, second, _third = people
    assert case.state == "draft"
    send(case, writer)
    assert (case.state, case.sent_by) == ("in_review", writer)
    [source, town, version] = publish([case], second, "  First told. ")
    assert case.state == "published"
    assert (version.number, version.what_changed, version.checked) == (1, "First told.", "scholar")
    assert (version.editor, version.reviewer, version.licence) == (writer, second, LICENCE)
    assert (source.kind, town.kind) == ("source", "organisation")
    assert not is_changed(Case.objects.get())
    withdraw(case, second, " It was made up. ")
    version.refresh_from_db()
    assert (case.state, version.withdrawn_why) == ("withdrawn", "It was made up.")
    assert version.withdrawn_at is not None and version.is_current
    assert told(case) == [
        ("writer", None, "draft"),
        (None, None, "draft"),  # the link to the town, which the fixture made
        ("writer", "sent to review", "in_review"),
        ("second", "published", "published"),
        ("second", "withdrawn", "withdrawn"),
    ]


def test_record_is_sent_once(case, people):
    send(case, people[0])
    assert refused(send, case, people[1]) == ["It is in review already."]
    assert Case.objects.get().sent_by == people[0]


def test_what_lacks_something_is_not_sent_and_everything_is_said_at_once(people):
    bare = CaseFactory(outcome="mixed")
    assert refused(send, bare, people[0]) == [
        "Add evidence: at least one source that shows a change.",
        "Choose the licence.",
    ]
    assert refused(send, PracticeFactory(), people[0]) == [
        "Add evidence: at least one source that shows the practice.",
        "Say on which level it is at home.",
        "Choose the licence.",
    ]
    assert refused(send, AdaptationFactory(), people[0]) == [
        "Choose the licence.",
        "The practice that was taken up is not public. Publish that first.",
    ]


def test_what_is_public_as_it_is_is_not_sent(case, people):
    send(case, people[0])
    publish([case], people[1], "First told.")
    assert refused(send, case, people[0]) == ["Nothing has changed since it was published."]
    send(written(people[0], case, lesson="Another one."), people[0])


def test_only_what_is_in_review_is_taken_back(case, people):
    assert refused(take_back, case, people[0]) == ["It is not in review."]
    send(case, people[0])
    take_back(case, people[2])
    assert Case.objects.get().state == "draft"
    assert told(case)[-1] == ("third", "taken back from review", "draft")
    assert refused(take_back, case, people[0]) == ["It is not in review."]


def test_publishing_needs_a_sentence(case, people):
    send(case, people[0])
    for nothing in ("", "  \n"):
        assert refused(publish, [case], people[1], nothing) == ["Say in a sentence what changed."]


def test_publishing_needs_the_right_to(case, people, django_user_model):
    send(case, people[0])
    stranger = django_user_model.objects.create_user("stranger")
    assert refused(publish, [case], stranger, "First told.") == ["Your account may not publish."]


def test_only_what_is_in_review_is_published(case, people):
    assert refused(publish, [case], people[1], "First told.") == ["The quay is not in review."]
    send(case, people[0])
    take_back(Case.objects.get(), people[0])
    assert case.state == "in_review", "somebody else's page still says so"
    assert refused(publish, [case], people[1], "First told.") == ["The quay is not in review."]


MINE = "You have worked on %s yourself. A second person publishes it."


def test_nobody_publishes_what_they_wrote(case, people):
    written(people[1], case, lesson="Another one.")
    send(case, people[0])
    assert refused(publish, [case], people[1], "First told.") == [MINE % "The quay"]
    publish([case], people[2], "First told.")


def test_nobody_publishes_what_they_sent(case, people):
    send(case, people[1])
    assert refused(publish, [case], people[1], "First told.") == [MINE % "The quay"]
    publish([case], people[2], "First told.")


@pytest.mark.parametrize("deed", ["add", "change", "delete"])
def test_nobody_publishes_a_record_whose_evidence_they_touched(case, people, deed):
    source = SourceFactory()
    row = Evidence(source=source, case=case, statement="Also.")
    row._history_user = people[1] if deed == "add" else None
    row.save()
    row._history_user = people[1]
    if deed == "change":
        row.save()
    if deed == "delete":
        row.delete()
    send(case, people[0])
    assert refused(publish, [case], people[1], "First told.") == [MINE % "The quay"]
    publish([case], people[2], "First told.")


def test_nobody_publishes_a_source_that_they_wrote_along_with_a_record(case, people):
    written(people[1], Source.objects.get(), note="Read again.")
    send(case, people[0])
    [said] = refused(publish, [case], people[1], "First told.")
    assert said.startswith("You have worked on Ann Ek (2020): Work on quays yourself.")
    assert not PublishedVersion.objects.exclude(kind="level").exists()


def test_who_published_once_publishes_again(case, people):
    """Publishing is no work on a record: the second person stays a second person."""
    for lesson in ("One.", "Two.", "Three."):
        send(written(people[0], case, lesson=lesson), people[0])
        publish([case], people[1], lesson)
    assert PublishedVersion.objects.get(kind="case", is_current=True).number == 3


def test_what_somebody_wrote_before_the_last_version_does_not_count(case, people):
    written(people[1], case, lesson="One.")
    send(case, people[0])
    publish([case], people[2], "First told.")
    send(written(people[0], case, lesson="Two."), people[0])
    publish([case], people[1], "Told again.")


def test_sources_and_organisations_go_out_with_what_names_them(case, people):
    case.sources.add(SourceFactory(slug="to-read"))
    send(case, people[0])
    publish([case], people[1], "First told.")
    assert set(PublishedVersion.objects.exclude(kind="level").values_list("kind", "slug")) == {
        ("case", "quay"),
        ("source", "work"),
        ("source", "to-read"),
        ("organisation", "town"),
    }
    assert set(Source.objects.values_list("state", flat=True)) == {"published"}
    assert Organisation.objects.get().state == "published"
    assert told(Organisation.objects.get())[-1] == ("second", "published", "published")


def test_companions_go_out_again_only_if_they_changed(case, people):
    send(case, people[0])
    publish([case], people[1], "First told.")
    source = written(people[0], Source.objects.get(), note="Read again.")
    send(written(people[0], case, lesson="Two."), people[0])
    assert [one.record for one in review_of(case).companions] == [source]
    publish([case], people[1], "Told again.")
    numbers = (
        PublishedVersion.objects.filter(is_current=True).exclude(kind="level").values_list("kind", "number")
    )
    assert set(numbers) == {("case", 2), ("source", 2), ("organisation", 1)}
    assert PublishedVersion.objects.get(kind="source", number=2).editor is None


def test_what_was_withdrawn_does_not_come_back_with_what_names_it(case, people):
    send(case, people[0])
    publish([case], people[1], "First told.")
    withdraw(Source.objects.get(), people[1], "Its authors took it back.")
    sentence = "It names Ann Ek (2020): Work on quays, which was withdrawn. Take it out, or publish that again first."
    assert refused(send, written(people[0], case, lesson="Two."), people[0]) == [sentence]
    written(people[0], Source.objects.get(), note="Read again.")
    assert refused(send, case, people[0]) == [sentence]


def practice_of(case, user):
    practice = written(user, PracticeFactory.build(slug="talk", name="Talk", licence=LICENCE))
    practice.levels.set([2])
    practice.cases.set([case])
    Evidence.objects.create(source=Source.objects.get(), practice=practice)
    return practice


def test_draft_that_a_record_names_is_left_out_until_it_is_public(case, people):
    practice = practice_of(case, people[0])
    send(practice, people[0])
    publish([practice], people[1], "First told.")
    assert PublishedVersion.objects.get(kind="practice").says["cases"] == []
    send(case, people[0])
    publish([case], people[1], "First told.")
    send(practice, people[0])
    publish([practice], people[1], "The case is there.")
    newest = PublishedVersion.objects.get(kind="practice", is_current=True)
    assert [one["slug"] for one in newest.says["cases"]] == ["quay"]


def test_draft_of_a_public_case_does_not_come_out_on_the_page_of_a_practice(case, people):
    send(case, people[0])
    publish([case], people[1], "First told.")
    practice = practice_of(written(people[0], case, title="Zebra"), people[0])
    send(practice, people[0])
    publish([practice], people[1], "First told.")
    assert PublishedVersion.objects.get(kind="practice").says["cases"][0]["title"] == "The quay"
    send(case, people[0])
    publish([case], people[1], "Renamed.")
    send(practice, people[0])
    publish([practice], people[1], "Names it as it is called now.")
    assert PublishedVersion.objects.get(kind="practice", number=2).says["cases"][0]["title"] == "Zebra"


def test_records_that_name_each_other_go_out_together(case, people):
    practice = practice_of(case, people[0])
    adaptation = AdaptationFactory(slug="elsewhere", practice=practice, from_case=case, licence=LICENCE)
    assert refused(send, adaptation, people[0]) == [
        "The practice that was taken up is not public. Publish that first."
    ]
    send(practice, people[0])
    send(case, people[0])
    publish([case, practice], people[1], "Both at once.")
    send(adaptation, people[0])
    publish([adaptation], people[1], "First told.")
    assert PublishedVersion.objects.get(kind="practice").says["cases"][0]["slug"] == "quay"
    says = PublishedVersion.objects.get(kind="adaptation").says
    assert (says["practice"]["slug"], says["from_case"]["slug"]) == ("talk", "quay")


def test_all_are_published_or_none(case, people):
    other = written(people[1], CaseFactory.build(slug="square", title="The square", licence=LICENCE))
    Evidence.objects.create(source=SourceFactory(), case=other)
    send(case, people[0])
    send(other, people[0])
    history = Case.history.count()
    assert refused(publish, [case, other], people[1], "Both.") == [MINE % "The square"]
    assert not PublishedVersion.objects.exclude(kind="level").exists()
    assert set(Source.objects.values_list("state", flat=True)) == {"draft"}
    assert Case.history.count() == history
    assert [row.state for row in Case.objects.all()] == ["in_review", "in_review"]


def test_what_came_to_lack_something_in_review_is_not_published(case, people):
    send(case, people[0])
    Evidence.objects.all().delete()
    said = refused(publish, [case], people[1], "First told.")
    assert said == ["Add evidence: at least one source that shows a change."]


def test_what_says_the_same_again_is_not_published_again(case, people):
    send(case, people[0])
    publish([case], people[1], "First told.")
    send(written(people[0], case, lesson="Two."), people[0])
    written(people[0], case, lesson="Meet early.")
    said = refused(publish, [case], people[1], "Told again.")
    assert said == ["The quay says the same as its newest version."]


def test_withdrawing_needs_a_sentence_and_something_public(case, people):
    assert refused(withdraw, case, people[1], "Made up.") == ["It is not public."]
    send(case, people[0])
    publish([case], people[1], "First told.")
    assert refused(withdraw, case, people[1], " ") == ["Say in a sentence why it is withdrawn."]
    withdraw(case, people[1], "Made up.")
    assert refused(withdraw, case, people[1], "Made up again.") == ["It is not public."]
    assert PublishedVersion.objects.get(kind="case").withdrawn_why == "Made up."


def test_withdrawn_record_may_come_back_as_its_next_version(case, people, client):
    send(case, people[0])
    publish([case], people[1], "First told.")
    withdraw(case, people[1], "Too early.")
    assert client.get("/library/cases/quay/").status_code == 410
    send(case, people[0])
    [version] = publish([case], people[2], "Now it is time.")
    assert (version.number, version.withdrawn_at) == (2, None)
    assert client.get("/library/cases/quay/").status_code == 200
    assert client.get("/library/cases/quay/v/1/").status_code == 410, "it was withdrawn"


def test_review_says_what_would_come_out(case, people):
    found = review_of(case)
    assert (found.number, found.differences, found.edition.title) == (1, [], "The quay")
    assert {str(one.record) for one in found.companions} == {"Town", "Ann Ek (2020): Work on quays"}
    send(case, people[0])
    publish([case], people[1], "First told.")
    written(people[0], case, lesson="Meet late.")
    found = review_of(Case.objects.get())
    assert (found.number, [one.field for one in found.differences]) == (2, ["lesson"])
    assert found.companions == []


def test_history_holds_links_to_many_as_well(case, people):
    other = OrganisationFactory(slug="port")
    case.organisations.add(other)
    newest = case.history.latest()
    assert {row.organisation.slug for row in newest.organisations.all()} == {"town", "port"}
    case.organisations.remove(other)
    assert {row.organisation.slug for row in case.history.latest().organisations.all()} == {"town"}
    practice = practice_of(case, people[0])
    newest = practice.history.latest()
    assert [row.level_id for row in newest.levels.all()] == [2]
    assert [row.case.slug for row in newest.cases.all()] == ["quay"]


def test_history_of_what_was_loaded_begins_with_the_loading(library):
    """Made in bulk, with its links, and with the reason."""
    assert Source.history.count() == 181
    assert Evidence.history.count() == 212
    for model in (Source, Organisation, Case, Practice, Evidence):
        reasons = set(model.history.values_list("history_change_reason", "history_user", "history_type"))
        assert reasons == {("As it came with the library.", None, "+")}, model
    for case in Case.objects.all():
        line = case.history.get()
        for name in ("organisations", "sources", "outcome_sources"):
            held = {
                getattr(row, name.removeprefix("outcome_").removesuffix("s"))
                for row in getattr(line, name).all()
            }
            assert held == set(getattr(case, name).all())
    for practice in Practice.objects.all():
        line = practice.history.get()
        assert {row.level for row in line.levels.all()} == set(practice.levels.all())
        assert {row.case for row in line.cases.all()} == set(practice.cases.all())


@pytest.mark.parametrize("how_many", [1, 4])
def test_review_costs_the_same_for_few_and_many_sources(case, django_assert_num_queries, how_many):
    for number in range(how_many):
        source = SourceFactory(slug=f"more-{number}")
        Evidence.objects.create(source=source, case=case, level_id=1)
    with django_assert_num_queries(12):
        review = review_of(Case.objects.get())
    assert len(review.companions) == how_many + 2


def test_who_sent_a_source_long_ago_may_publish_what_names_it_now(case, people):
    """Whoever handed it to review then has done so; what counts is who has changed it since."""
    writer, second, third = people
    source = Source.objects.get(slug="work")
    send(source, second)
    publish([source], third, "First told.")
    written(writer, Source.objects.get(slug="work"), note="Read again.")
    send(case, writer)
    made = publish([Case.objects.get()], second, "First told.")
    assert {(version.kind, version.slug, version.number) for version in made} >= {("source", "work", 2)}
