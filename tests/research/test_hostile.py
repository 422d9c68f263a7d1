"""Somebody tries to publish alone, unseen, or what was taken away. The library stays as two persons left it."""

import pytest
from django.contrib.auth.models import Group
from django.db.models.deletion import ProtectedError

from research.models import Case, Evidence, Level, Organisation, Practice, PublishedVersion, Source
from research.publishing import workflow
from research.publishing.workflow import NotYet
from tests.factories import (
    AdaptationFactory,
    CaseFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(django_user_model):
    """Ann, who writes, and Rob and Eve, who may publish too."""

    def made(name, group):
        user = django_user_model.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        return django_user_model.objects.get(pk=user.pk)

    return made("ann", "Researchers"), made("rob", "Reviewers"), made("eve", "Reviewers")


def by(user, record, **fields):
    """Let somebody change a record."""
    for name, value in fields.items():
        setattr(record, name, value)
    record._history_user = user
    record.save()
    return record


def case_of(user, **fields):
    """A case that somebody has written, with one row of evidence; its source is public."""
    source = SourceFactory()
    publish(source)
    case = by(user, CaseFactory.build(licence="CC-BY-4.0", **fields))
    by(user, Evidence(source=source, case=case, level_id=1, statement="It grew.", strength="weak"))
    return case


def sent(user, case):
    workflow.send(case, user)
    return case


def forms(prefix, rows, initial=0):
    told = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        told |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return told


def typed(client, page):
    """What a form of the admin holds, as it would be sent."""
    answer = client.get(page)
    assert answer.status_code == 200
    told = {}
    adminform = answer.context["adminform"].form
    whole = [
        adminform,
        *(f for s in answer.context["inline_admin_formsets"] for f in s.formset.initial_forms),
    ]
    for form in whole:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                told[bound.html_name] = value
    for one in answer.context["inline_admin_formsets"]:
        management = one.formset.management_form
        told |= {bound.html_name: bound.value() for bound in management}
    return told


# Alone


def test_who_wrote_or_sent_it_does_not_publish_it(people):
    _ann, rob, eve = people
    case = sent(rob, case_of(rob))
    with pytest.raises(NotYet, match="worked on"):
        workflow.publish([case], rob, "It is new.")
    other = sent(rob, case_of(eve))
    with pytest.raises(NotYet, match="worked on"):
        workflow.publish([other], rob, "It is new.")


def test_who_published_one_version_may_publish_the_next(people):
    """Publishing is no writing."""
    ann, rob, _eve = people
    case = sent(ann, case_of(ann))
    workflow.publish([case], rob, "It is new.")
    by(ann, case, problem="Fewer meet.")
    workflow.publish([sent(ann, case)], rob, "The problem.")
    assert [one.number for one in PublishedVersion.objects.filter(kind="case")] == [2, 1]


def test_who_sends_it_back_may_publish_it_later(people):
    """To take a record back from review is no writing."""
    ann, rob, _eve = people
    case = sent(ann, case_of(ann))
    workflow.take_back(case, rob)
    workflow.publish([sent(ann, case)], rob, "It is new.")


def test_who_withdrew_it_may_publish_it_again(people):
    ann, rob, _eve = people
    case = sent(ann, case_of(ann))
    workflow.publish([case], rob, "It is new.")
    workflow.withdraw(case, rob, "A mistake.")
    by(ann, case, problem="Mended.")
    workflow.publish([sent(ann, case)], rob, "Mended.")


def test_who_changed_and_moved_at_once_has_written(people):
    """A change is a change, whatever else happened to the state."""
    ann, rob, _eve = people
    case = case_of(ann)
    by(rob, case, state="in_review", problem="Mine.")
    by(ann, case, state="draft")
    with pytest.raises(NotYet, match="worked on"):
        workflow.publish([sent(ann, case)], rob, "It is new.")


def test_who_took_evidence_away_does_not_publish_what_is_left(people):
    """Moved to another record, or deleted."""
    ann, rob, _eve = people
    case, other = case_of(ann), case_of(ann)
    row = by(ann, Evidence(source=SourceFactory(), case=case, level_id=2, statement="It shrank."))
    by(rob, row, case=other)
    publish(row.source)
    with pytest.raises(NotYet, match="worked on"):
        workflow.publish([sent(ann, case)], rob, "It is new.")


@pytest.mark.parametrize("model", [Practice, Case])
def test_links_made_from_the_other_side_are_written_down(client, people, model, request):
    """A case is tied to a practice from its own page: that is a change of the practice."""
    ann, rob, _eve = people
    case = case_of(ann)
    practice = by(ann, PracticeFactory.build())
    client.force_login(rob)
    page = f"/admin/research/case/{case.pk}/change/"
    told = typed(client, page) | forms(
        "Practice_cases", [{"practice": practice.pk, "case": case.pk, "id": ""}]
    )
    assert client.post(page, told).status_code == 302
    assert list(practice.cases.all()) == [case]
    last = practice.history.latest()
    assert last.history_user == rob
    assert [row.case_id for row in last.cases.all()] == [case.pk]


@pytest.mark.parametrize(("kind", "name"), [("organisation", "organisations"), ("source", "sources")])
def test_links_of_a_case_made_from_elsewhere_are_changes_of_the_case(client, people, kind, name):
    ann, rob, _eve = people
    case = case_of(ann)
    other = {"organisation": OrganisationFactory, "source": SourceFactory}[kind]()
    client.force_login(rob)
    page = f"/admin/research/{kind}/{other.pk}/change/"
    rows = [{kind: other.pk, "case": case.pk, "id": ""}]
    assert client.post(page, typed(client, page) | forms(f"Case_{name}", rows)).status_code == 302
    assert case.history.latest().history_user == rob
    publish(other)
    waiting = sent(ann, case)
    with pytest.raises(NotYet, match="worked on"):
        workflow.publish([waiting], rob, "It is new.")
    link = getattr(case, name).through.objects.get()
    rows = [{kind: other.pk, "case": case.pk, "id": link.pk, "DELETE": "on"}]
    before = case.history.count()
    assert client.post(page, typed(client, page) | forms(f"Case_{name}", rows, 1)).status_code == 302
    assert not getattr(case, name).exists()
    assert case.history.count() == before + 1


@pytest.mark.parametrize("right", ["view_case", "change_case"])
def test_history_is_read_and_not_posted_to(client, people, django_user_model, right):
    """The page of an older state is for reading: it would bring back state and short name, past every check."""
    from django.contrib.auth.models import Permission

    case = case_of(None, slug="old-name")
    older = case.history.latest()
    by(None, case, slug="new-name", problem="Newer.")
    publish(case)
    looker = django_user_model.objects.create_user("looker", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename=right))
    client.force_login(looker)
    page = f"/admin/research/case/{case.pk}/history/{older.pk}/"
    told = client.get(page)
    assert told.status_code == 200
    form = told.context["adminform"].form
    sent_form = {bound.name: bound.value() for bound in form if bound.value() not in (None, False)}
    assert client.post(page, {**sent_form, "slug": "old-name"}).status_code == 403
    case.refresh_from_db()
    assert (case.slug, case.problem, case.state) == ("new-name", "Newer.", "published")


def test_a_row_of_evidence_is_not_reverted_either(client, people):
    ann, _rob, _eve = people
    row = case_of(ann).evidence.get()
    client.force_login(ann)
    page = f"/admin/research/evidence/{row.pk}/history/{row.history.latest().pk}/"
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 403


def test_what_was_imported_or_taken_up_has_its_author(client, people):
    _ann, rob, _eve = people
    client.force_login(rob)
    page = "/admin/research/source/import/"
    client.post(page, {"text": "@book{one, title={A title}, author={Ek, Ann}, year={2020}}"})
    import hashlib

    text = "@book{one, title={A title}, author={Ek, Ann}, year={2020}}"
    assert client.post(page, {"digest": hashlib.sha256(text.encode()).hexdigest()}).status_code == 302
    source = Source.objects.get()
    workflow.send(source, _ann)
    with pytest.raises(NotYet, match="worked on"):
        workflow.publish([source], rob, "It is new.")


# Unseen


def test_what_was_changed_after_it_was_looked_at_is_not_published(client, people):
    """The reviewer looks, somebody writes on, the reviewer presses: what goes out is what was read."""
    ann, rob, _eve = people
    case = sent(ann, case_of(ann))
    client.force_login(rob)
    page = f"/admin/research/case/{case.pk}/review/"
    looked_at = client.get(page).context["review"].sign
    by(ann, case, problem="Something else.")
    answer = client.post(page, {"deed": "publish", "said": "It is new.", "sign": looked_at})
    assert answer.status_code == 200
    assert "has changed since you looked at it" in answer.content.decode()
    assert "It is new." in answer.content.decode()
    assert not PublishedVersion.objects.filter(kind="case").exists()
    looked_at = answer.context["review"].sign
    assert client.post(page, {"deed": "publish", "said": "It is new.", "sign": looked_at}).status_code == 302
    assert PublishedVersion.objects.get(kind="case").says["problem"] == "Something else."


def test_nor_is_a_source_that_was_changed_meanwhile(client, people):
    ann, rob, _eve = people
    case = case_of(ann)
    source = case.evidence.get().source
    by(ann, source, note="First.")
    sent(ann, case)
    client.force_login(rob)
    page = f"/admin/research/case/{case.pk}/review/"
    looked_at = client.get(page).context["review"].sign
    by(ann, source, note="Second.")
    assert client.post(page, {"deed": "publish", "said": "New.", "sign": looked_at}).status_code == 200
    assert not PublishedVersion.objects.filter(kind="case").exists()


def test_reviewer_reads_what_goes_out_with_a_record(client, people):
    """The words of a source that has changed, not its name alone."""
    ann, rob, _eve = people
    case = case_of(ann)
    by(ann, case.evidence.get().source, note="A new remark.")
    sent(ann, case)
    client.force_login(rob)
    told = client.get(f"/admin/research/case/{case.pk}/review/").content.decode()
    assert "A new remark." in told


def test_what_was_taken_back_meanwhile_is_not_published(people):
    """The record in the reviewer's hands is older than the state in the database."""
    ann, rob, _eve = people
    case = sent(ann, case_of(ann))
    workflow.take_back(Case.objects.get(pk=case.pk), ann)
    with pytest.raises(NotYet, match="not in review"):
        workflow.publish([case], rob, "It is new.")


def test_two_reviewers_at_once_make_one_version(people):
    ann, rob, eve = people
    case = sent(ann, case_of(ann))
    seconds = Case.objects.get(pk=case.pk)
    workflow.publish([case], rob, "It is new.")
    with pytest.raises(NotYet, match="not in review"):
        workflow.publish([seconds], eve, "It is new.")
    assert PublishedVersion.objects.filter(kind="case").count() == 1


# Drafts


def test_draft_words_of_others_do_not_go_out_with_a_record(people):
    """A record names what is public: the name that is public, not the one somebody is working on."""
    ann, rob, _eve = people
    named, practice = (
        case_of(None, title="The public title"),
        by(ann, PracticeFactory.build(licence="CC-BY-4.0")),
    )
    publish(*Level.objects.all(), named)
    practice.levels.add(1)
    practice.cases.add(named)
    by(ann, Evidence(source=named.evidence.get().source, practice=practice, case=named, level_id=1))
    by(rob, named, title="DRAFT title", place="DRAFT place")
    by(rob, Level.objects.get(number=1), name="DRAFT level")
    workflow.publish([sent(ann, practice)], rob, "It is new.")
    says = str(PublishedVersion.objects.get(kind="practice").says)
    assert "The public title" in says
    assert "DRAFT" not in says


def test_loader_takes_no_draft_words_along(people):
    """What somebody here works on is not published by the next loading, also not as a link of something else."""
    _ann, rob, _eve = people
    case = case_of(None)
    source = case.evidence.get().source
    publish(case)
    by(rob, source, title="DRAFT title")
    by(None, case, problem="The files say more.")
    publish(*Source.objects.all(), case)
    says = PublishedVersion.objects.get(kind="case", is_current=True).says
    assert says["problem"] == "The files say more."
    assert "DRAFT" not in str(says)


def test_adaptation_of_a_draft_is_not_published(people):
    ann, rob, _eve = people
    adaptation = by(
        ann,
        AdaptationFactory.build(licence="CC-BY-4.0", practice=by(ann, PracticeFactory.build(name="DRAFT"))),
    )
    with pytest.raises(NotYet, match="practice"):
        workflow.send(adaptation, ann)
    type(adaptation).objects.update(state="in_review")
    with pytest.raises(NotYet, match="practice"):
        workflow.publish([type(adaptation).objects.get()], rob, "It is new.")
    assert not PublishedVersion.objects.filter(kind="adaptation").exists()


# Withdrawn


@pytest.fixture
def mended(people):
    """A case that named a person, was withdrawn, and came back without."""
    ann, rob, _eve = people
    case = sent(ann, case_of(ann, problem="A PRIVATE person."))
    workflow.publish([case], rob, "It is new.")
    workflow.withdraw(case, rob, "It named a person.")
    by(ann, case, problem="Nobody is named.")
    workflow.publish([sent(ann, case)], rob, "Mended.")
    return case


@pytest.mark.parametrize(
    "page",
    ["", "v/1/", "v/2/", "versions/", "v/1/record.json", "v/1/cite.json", "v/1/cite.bib", "v/1/sheet.pdf"],
)
def test_withdrawn_version_stays_away_when_its_record_comes_back(client, mended, page):
    answer = client.get(f"/library/cases/{mended.slug}/{page}")
    assert answer.status_code == (410 if "v/1" in page else 200)
    assert "PRIVATE" not in answer.content.decode(errors="replace")
    if page == "versions/":
        assert "It named a person." in answer.content.decode()


def test_withdrawn_version_is_in_no_feed_search_or_table(client, mended):
    for page in (
        "feed.atom",
        "countries/DK/feed.atom",
        "search/?q=private",
        "cases/?q=private",
        "map/",
        "data.zip",
    ):
        answer = client.get(f"/library/{page}")
        assert answer.status_code == 200
        assert b"PRIVATE" not in answer.content, page


def test_withdrawn_source_does_not_come_back_behind_another_record(people):
    """Somebody must say so: publishing a case that rests on it is not enough."""
    ann, rob, _eve = people
    case = case_of(ann)
    source = case.evidence.get().source
    workflow.withdraw(source, rob, "It was retracted.")
    by(ann, source, note="More.")
    with pytest.raises(NotYet, match="withdrawn"):
        workflow.publish([sent(ann, case)], rob, "It is new.")
    assert PublishedVersion.objects.get(kind="source", is_current=True).withdrawn_at


@pytest.mark.parametrize("what", ["source", "organisation", "case", "practice"])
def test_pages_that_name_something_withdrawn_are_there(client, people, what):
    _ann, rob, _eve = people
    case, source = case_of(None), Source.objects.get()
    case.organisations.add(OrganisationFactory())
    practice = PracticeFactory()
    practice.levels.add(1)
    practice.cases.add(case)
    Evidence.objects.create(source=source, practice=practice, case=case, level_id=1)
    adaptation = AdaptationFactory(practice=practice, from_case=case, source=source)
    publish()
    records = {
        "source": Source.objects.get(),
        "organisation": Organisation.objects.get(),
        "case": case,
        "practice": practice,
    }
    workflow.withdraw(records[what], rob, "A mistake.")
    for kind, record in [*records.items(), ("adaptation", adaptation)]:
        for page in ("", "versions/", "v/1/", "v/1/record.json"):
            answer = client.get(f"/library/{kind}s/{record.slug}/{page}")
            assert answer.status_code == (410 if kind == what else 200), (kind, page)
    for page in (
        "",
        "map/",
        "feed.atom",
        "data.zip",
        "beacons/",
        "practices/",
        "cases/",
        "sources/",
        "organisations/",
    ):
        assert client.get(f"/library/{page}").status_code == 200


# Rewriting


def test_version_is_rewritten_in_no_way():
    case = CaseFactory()
    publish(case)
    version = PublishedVersion.objects.get(kind="case")
    fields = {
        name: getattr(version, name)
        for name in ("kind", "slug", "number", "digest", "published_at", "checked")
    }
    forged = PublishedVersion(pk=version.pk, title="Forged", says={}, what_changed="-", licence="-", **fields)
    forge = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": ["title", "says"]}
    version.title = "Forged"
    ways = (
        lambda: PublishedVersion.objects.update(title="Forged"),
        lambda: PublishedVersion.objects.bulk_update([version], ["title"]),
        version.save,
        lambda: version.save(update_fields=["title"]),
        lambda: PublishedVersion.objects.update_or_create(pk=version.pk, defaults={"title": "Forged"}),
        forged.save,
        lambda: PublishedVersion.objects.bulk_create([forged], **forge),
        version.delete,
        lambda: PublishedVersion.objects.all().delete(),
    )
    from django.db import IntegrityError, transaction

    for way in ways:
        with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
            way()
    assert PublishedVersion.objects.get(kind="case").title == case.title


def test_deleting_an_account_leaves_versions(people):
    ann, rob, _eve = people
    case = sent(ann, case_of(ann))
    workflow.publish([case], rob, "It is new.")
    before = PublishedVersion.objects.get(kind="case").digest
    ann.delete(), rob.delete()
    version = PublishedVersion.objects.get(kind="case")
    assert (version.editor, version.reviewer, version.digest) == (None, None, before)
    case.refresh_from_db()
    assert case.sent_by is None


@pytest.mark.parametrize("lat", [-0.0, 55.0, 1e-05, 0.1 + 0.2, 59.833])
def test_digest_can_be_made_anew_from_what_the_database_holds(lat):
    from research.editions.codec import digest_of

    publish(CaseFactory(lat=lat, lon=lat))
    version = PublishedVersion.objects.get(kind="case")
    assert digest_of(version.says) == version.digest


def test_published_record_is_deleted_by_nobody(client, django_user_model):
    """Not on its own page, not from a list, not as what hangs on something else."""
    client.force_login(django_user_model.objects.create_superuser("head"))
    case, practice = CaseFactory(), PracticeFactory()
    case.organisations.add(OrganisationFactory())
    practice.cases.add(case)
    practice.levels.add(1)
    Evidence.objects.create(source=SourceFactory(), case=case, practice=practice)
    publish()
    for model in (Case, Practice, Organisation, Source):
        kind, row = model.__name__.lower(), model.objects.get()
        page = f"/admin/research/{kind}/"
        assert client.post(f"{page}{row.pk}/delete/", {"post": "yes"}).status_code == 403
        wish = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(page, wish)
        assert model.objects.filter(pk=row.pk).exists()
        told = typed(client, f"{page}{row.pk}/change/")
        assert "slug" not in told
        assert client.post(f"{page}{row.pk}/change/", told | {"slug": "stolen"}).status_code == 302
        assert model.objects.get().slug == row.slug
