"""Two people who publish at the same moment make one version, and the other one hears why not."""

from functools import partial

import pytest
from django.contrib.auth import get_user_model

from research.models import Case, Evidence, Level, PublishedVersion, Source
from research.publishing.loaded import publish_loaded
from research.publishing.workflow import NotYet, publish, send, withdraw
from tests.factories import CaseFactory, SourceFactory
from tests.factories import publish as let_out
from tests.game.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    let_out(*Level.objects.all())
    return [get_user_model().objects.create_superuser(name) for name in ("writer", "second", "third")]


def sent(user, slug="quay"):
    case = CaseFactory(slug=slug, title=slug.title(), licence="CC-BY-4.0")
    source = Source.objects.filter(slug="work").first() or SourceFactory(slug="work")
    Evidence.objects.create(source=source, case=case, level_id=1)
    send(case, user)
    return case.pk


def out(pk, user):
    return publish([Case.objects.get(pk=pk)], user, "First told.")


def made(kind):
    return sorted(PublishedVersion.objects.filter(kind=kind).values_list("slug", "number", "is_current"))


def test_two_who_publish_the_same_at_once_make_one_version(people):
    pk = sent(people[0])
    answers = together(partial(out, pk, people[1]), partial(out, pk, people[2]))
    [refused] = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(refused, NotYet) and str(refused) == "Quay is not in review."
    assert (made("case"), made("source")) == ([("quay", 1, True)], [("work", 1, True)])
    assert Case.objects.get().state == "published"


def test_two_who_publish_the_next_version_at_once_make_one(people):
    pk = sent(people[0])
    out(pk, people[1])
    Case.objects.update(lesson="Another.")
    send(Case.objects.get(), people[0])
    answers = together(partial(out, pk, people[1]), partial(out, pk, people[2]))
    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [NotYet]
    assert made("case") == [("quay", 1, False), ("quay", 2, True)]


def test_two_records_with_one_source_go_out_at_once(people):
    first, second = sent(people[0]), sent(people[0], "square")
    answers = together(partial(out, first, people[1]), partial(out, second, people[2]))
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert made("case") == [("quay", 1, True), ("square", 1, True)]
    assert made("source") == [("work", 1, True)]


def test_two_who_publish_the_same_in_another_order_do_not_wait_for_each_other(people):
    pks = [sent(people[0]), sent(people[0], "square")]

    def all_of(numbers, user):
        return publish([Case.objects.get(pk=pk) for pk in numbers], user, "First told.")

    answers = together(partial(all_of, pks, people[1]), partial(all_of, pks[::-1], people[2]))
    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [NotYet]
    assert made("case") == [("quay", 1, True), ("square", 1, True)]


def test_loader_and_reviewer_at_once_make_one_version(people):
    pk = sent(people[0])
    out(pk, people[1])
    Source.objects.update(note="Read again.")
    load = partial(publish_loaded, list(Source.objects.all()), "Follows the files.")
    Case.objects.update(lesson="Another.")
    send(Case.objects.get(), people[0])
    answers = together(load, partial(out, pk, people[1]))
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert made("source") == [("work", 1, False), ("work", 2, True)]


def test_withdrawn_twice_at_once_is_withdrawn_once(people):
    pk = sent(people[0])
    out(pk, people[1])

    def away(user, why):
        return withdraw(Case.objects.get(pk=pk), user, why)

    answers = together(partial(away, people[1], "One reason."), partial(away, people[2], "Another."))
    assert [str(answer) for answer in answers if answer is not None] == ["It is not public."]
    assert Case.history.filter(state="withdrawn").count() == 1
