"""The authors' desk: a copy is made, edited chapter by chapter, checked and brought back; others and hostile input do no harm."""

import json
import re

import pytest
from django.contrib.auth.models import Group

from scenarios.checking import verdict_of
from scenarios.desk.chapters import chapters_of
from scenarios.models import Link, Scenario
from tests.factories import SHIPPED, ScenarioFactory
from tests.scenarios.typed import typed

pytestmark = pytest.mark.django_db

LIST = "/admin/scenarios/scenario/"


@pytest.fixture
def author(client, django_user_model):
    """Somebody of the group of authors, and no more."""
    user = django_user_model.objects.create_user("author", is_staff=True)
    user.groups.add(Group.objects.get(name="Authors"))
    client.force_login(user)
    return client


@pytest.fixture
def shipped():
    return ScenarioFactory(is_shipped=True)


@pytest.fixture
def ours(author, shipped):
    """A copy of the shipped scenario, made at the desk."""
    answer = author.post(f"{LIST}{shipped.pk}/copy/", {"title": "Our own", "slug": "our-own"})
    assert answer.status_code == 302
    return Scenario.objects.get(slug="our-own")


def page(row, name="change/"):
    return f"{LIST}{row.pk}/{name}"


def told(answer):
    return answer.content.decode()


def save(client, row, chapter, language="en", **changes):
    """Open a chapter, change something, save."""
    address = page(row, f"chapter/{chapter}/")
    sent = typed(client.get(f"{address}?language={language}"), **changes)
    answer = client.post(address, sent)
    row.refresh_from_db()
    return answer


# --- the copy -------------------------------------------------------------------------------------


def test_copy_says_the_same_under_its_own_name_and_can_be_opened(ours, shipped):
    assert (ours.is_local, ours.is_ready, ours.version, ours.origin) == (True, True, 1, f"{SHIPPED} 1")
    assert ours.document == {**shipped.document, "slug": "our-own", "version": 1}
    assert ours.texts["en"] == {**shipped.texts["en"], "title": "Our own"}
    assert Link.objects.filter(scenario=ours).count() == Link.objects.filter(scenario=shipped).count() > 0
    assert verdict_of(ours).problems == ()


def test_copy_of_a_copy_is_a_copy(author, ours):
    author.post(page(ours, "copy/"), {"title": "Another", "slug": "another"})
    assert Scenario.objects.get(slug="another").origin == "our-own 1"


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        (SHIPPED, "There is a scenario called the-long-evenings already."),
        ("our-own", "There is a scenario called our-own already."),
        ("common", "There is a scenario called common already."),
        ("Our Own", "Small letters, digits and single hyphens"),
        ("our_own", "Small letters, digits and single hyphens"),
        ("../own", "Small letters, digits and single hyphens"),
        ("x" * 51, "at most 50 characters"),
        ("", "Give it a short name."),
        ("own\0", "Null characters are not allowed"),
    ],
)
def test_copy_needs_a_name_that_is_free(author, ours, shipped, slug, sentence):
    answer = author.post(page(shipped, "copy/"), {"title": "Kept", "slug": slug})
    assert answer.status_code == 422
    assert sentence in told(answer)
    assert 'value="Kept"' in told(answer)
    assert Scenario.objects.count() == 2


def test_copy_takes_along_only_the_languages_that_are_asked_for(author, shipped):
    shipped.texts = {**shipped.texts, "da": {"title": "Dansk"}, "nl": {"title": "Nederlands"}}
    shipped.save()
    author.post(page(shipped, "copy/"), {"title": "Own", "slug": "own", "languages": ["da"]})
    assert sorted(Scenario.objects.get(slug="own").texts) == ["da", "en"]


# --- what comes with the program ------------------------------------------------------------------


def test_shipped_scenario_is_read_and_not_changed(author, shipped):
    before = json.dumps([shipped.document, shipped.texts], sort_keys=True)
    for name in ("change/", "chapter/pen.A/", "check/"):
        assert "This scenario comes with the program. Copy it to change it." in told(
            author.get(page(shipped, name))
        )
    form = author.get(page(shipped, "chapter/pen.A/"))
    assert ">Save<" not in told(form)
    assert 'name="t.pen.A.story"' in told(form) and "disabled" in told(form)
    for name, sent in (
        ("chapter/pen.A/", {**typed(form), "t.pen.A.story": "Mine"}),
        ("change/", {"begin": "da"}),
        ("change/", {"dilemma": "mine"}),
        ("restore/", {"line": "1"}),
        ("delete/", {"post": "yes"}),
    ):
        assert author.post(page(shipped, name), sent).status_code == 403, name
    shipped.refresh_from_db()
    assert json.dumps([shipped.document, shipped.texts], sort_keys=True) == before


def test_local_scenario_is_never_overwritten_by_the_loader(ours):
    from scenarios.management.commands.load_scenarios import load

    Scenario.objects.filter(slug=SHIPPED).delete()
    Scenario.objects.filter(pk=ours.pk).update(slug=SHIPPED)
    assert load(SHIPPED) == "made here, left alone"
    assert Scenario.objects.get(pk=ours.pk).texts["en"]["title"] == "Our own"


# --- forms ----------------------------------------------------------------------------------------


def test_looking_and_saving_changes_nothing_on_any_page(author, ours):
    """No value is lost, reordered or rewritten: what a browser sends back untouched is no change."""
    before, lines = (ours.document, ours.texts, ours.digest), ours.history.count()
    chapters = [chapter.key for chapter in chapters_of(ours.document, ours.texts["en"])]
    assert len(chapters) == 47
    for chapter in chapters:
        answer = save(author, ours, chapter)
        assert answer.status_code == 302, (chapter, answer.context["form"].errors)
    assert (ours.document, ours.texts, ours.digest) == before
    assert ours.history.count() == lines


def test_text_and_values_of_an_option_are_saved(author, ours):
    answer = save(
        author,
        ours,
        "pen.A",
        **{
            "t.pen.A.story": "The page is short.\r\nNobody asks.",
            "s.dilemmas.pen.options.A.poles.A2": "",
            "s.dilemmas.pen.options.A.poles.D1": "2",
            "s.dilemmas.pen.options.A.att.unions": "",
            "s.dilemmas.pen.options.A.att.media": "-1",
            "s.dilemmas.pen.options.A.marks": "delegated, stopped",
            "s.dilemmas.pen.options.A.trust": "-1",
            "s.dilemmas.pen.options.A.rests_on.cases": [
                "svelvik-task-committees · Svelvik",
                "",
                " wigan-deal ",
            ],
            "why": "To see.",
        },
    )
    assert answer.status_code == 302
    option = next(d for d in ours.document["dilemmas"] if d["id"] == "pen")["options"]["A"]
    assert ours.texts["en"]["pen"]["A"]["story"] == "The page is short. Nobody asks."
    assert option["poles"] == {"C2": 2, "B1": 1, "C1": -1, "D2": -1, "D1": 2}
    assert option["att"] == {"citizens": -1, "media": -1}
    assert (option["marks"], option["trust"]) == (["delegated", "stopped"], -1)
    assert option["rests_on"]["cases"] == ["svelvik-task-committees", "wigan-deal"]
    assert Link.objects.filter(scenario=ours, dilemma="pen", option="A", slug="wigan-deal").exists()
    line = ours.history.first()
    assert (line.history_user.username, line.history_change_reason) == ("author", "To see.")


def test_another_form_comes_and_goes_as_a_whole(author, ours):
    base = "s.dilemmas.pen.options.B.alt"
    save(author, ours, "pen.B", **{f"{base}.if": "trust>=7", f"{base}.poles.A1": "1"})
    option = next(d for d in ours.document["dilemmas"] if d["id"] == "pen")["options"]["B"]
    assert option["alt"] == {"if": "trust>=7", "cost": {}, "poles": {"A1": 1}}
    save(author, ours, "pen.B", **{f"{base}.if": "", f"{base}.poles.A1": ""})
    option = next(d for d in ours.document["dilemmas"] if d["id"] == "pen")["options"]["B"]
    assert "alt" not in option


def test_aim_of_a_role_is_two_conditions_or_the_usual_one(author, ours):
    save(author, ours, "roles", **{"s.roles.P1.aim": ["trust>=5", "budget>=2"]})
    assert ours.document["roles"] == {"P1": {"aim": ["trust>=5", "budget>=2"]}}
    save(author, ours, "roles", **{"s.roles.P1.aim": ["", ""]})
    assert "roles" not in ours.document


def test_items_are_added_and_taken_away_with_their_texts(author, ours):
    save(author, ours, "pen.seeds", **{"add.dilemmas.pen.seeds": "flowers"})
    assert "flowers" in next(d for d in ours.document["dilemmas"] if d["id"] == "pen")["seeds"]
    save(author, ours, "pen.seeds", **{"t.pen.seeds.flowers": "Flowers came."})
    save(author, ours, "pen.A", **{"s.dilemmas.pen.options.A.seeds": ["empty_chairs", "flowers"]})
    assert ours.texts["en"]["pen"]["seeds"]["flowers"] == "Flowers came."
    assert not ours.is_ready
    save(author, ours, "pen.seeds", gone="dilemmas.pen.seeds.flowers")
    pen = next(d for d in ours.document["dilemmas"] if d["id"] == "pen")
    assert "flowers" not in pen["seeds"] and pen["options"]["A"]["seeds"] == ["empty_chairs"]
    assert "flowers" not in ours.texts["en"]["pen"]["seeds"]
    assert ours.is_ready


def test_option_d_and_news_are_added_and_taken_away(author, ours):
    save(author, ours, "saving", hidden="1")
    assert "saving.D" in [chapter.key for chapter in chapters_of(ours.document, {})]
    answer = save(author, ours, "saving.D", gone="dilemmas.saving.options.D")
    assert answer["Location"] == page(ours)
    save(author, ours, "news", **{"add.news": "bells"})
    assert ours.document["news"][-1] == {"id": "bells"}
    save(author, ours, "news", **{"s.news.bells.if": "trust>=8", "t.news.bells": "The bells rang."})
    assert ours.document["news"][-1] == {"id": "bells", "if": "trust>=8"}
    assert ours.is_ready
    save(author, ours, "news", gone="news.bells")
    assert "bells" not in ours.texts["en"]["news"]


def test_dilemma_is_added_and_taken_away(author, ours):
    save(author, ours, "missing", gone="dilemmas.missing")
    answer = author.post(page(ours), {"dilemma": "tunnel"})
    assert answer["Location"] == page(ours, "chapter/tunnel/")
    ours.refresh_from_db()
    added = ours.document["dilemmas"][-1]
    assert (added["id"], added["stage"], added["from"]) == ("tunnel", 2, 7)
    for chapter in ("tunnel", "tunnel.A", "tunnel.seeds"):
        assert author.get(page(ours, f"chapter/{chapter}/")).status_code == 200
    assert save(author, ours, "tunnel", gone="dilemmas.tunnel")["Location"] == page(ours)
    assert len(ours.document["dilemmas"]) == 6


@pytest.mark.parametrize("name", ["pen", "story", "Big", "a-b", "9a", "", "x" * 60, "<b>", "a.b"])
def test_name_of_a_dilemma_that_cannot_be_is_refused(author, ours, name):
    save(author, ours, "missing", gone="dilemmas.missing")
    author.post(page(ours), {"dilemma": name})
    ours.refresh_from_db()
    assert len(ours.document["dilemmas"]) == 6


def test_options_of_a_dilemma_are_shown_side_by_side(author, ours):
    text = told(author.get(page(ours, "chapter/pen/")))
    (row,) = re.findall(r'<tr><th scope="row">A</th>(.*?)</tr>', text)
    cells = [cell.strip() for cell in re.findall(r"<td>(.*?)</td>", row)]
    assert cells == ["+5 -2", "0", "1", "2", "1 + 0", "M1 M2 M4"]
    assert "empty_chairs · Remember the firm frame?" in told(author.get(page(ours, "chapter/pen.A/")))


# --- two at once ----------------------------------------------------------------------------------


def test_second_of_two_authors_overwrites_nothing_and_loses_nothing(author, ours):
    address = page(ours, "chapter/pen/")
    first, second = author.get(address), author.get(address)
    author.post(address, typed(first, **{"t.pen.talk": "From the first."}))
    sent = typed(second, **{"t.pen.talk": "From the second.", "t.pen.reflect": "Mine alone."})
    answer = author.post(address, sent)
    assert answer.status_code == 409
    text = told(answer)
    assert "Somebody else has saved this chapter meanwhile" in text
    assert "From the second." in text and "Mine alone." in text
    assert re.search(r"Stands now:</b> From the first\.", text)
    ours.refresh_from_db()
    assert ours.texts["en"]["pen"]["talk"] == "From the first."
    assert author.post(address, typed(answer)).status_code == 302
    ours.refresh_from_db()
    assert ours.texts["en"]["pen"]["talk"] == "From the second."
    assert ours.texts["en"]["pen"]["reflect"] == "Mine alone."


def test_two_who_touch_different_things_both_keep_theirs(author, ours):
    address = page(ours, "chapter/pen/")
    first, second = author.get(address), author.get(address)
    author.post(address, typed(first, **{"t.pen.talk": "From the first."}))
    answer = author.post(address, typed(second, **{"t.pen.reflect": "From the second."}))
    assert answer.status_code == 302
    ours.refresh_from_db()
    pen = ours.texts["en"]["pen"]
    assert (pen["talk"], pen["reflect"]) == ("From the first.", "From the second.")


def test_what_was_typed_into_a_part_that_is_gone_is_shown(author, ours):
    address = page(ours, "chapter/pen.D/")
    form = author.get(address)
    save(author, ours, "pen.D", gone="dilemmas.pen.options.D")
    answer = author.post(address, typed(form, **{"t.pen.D.story": "A purse of leather."}))
    assert answer.status_code == 409
    assert "A purse of leather." in told(answer)


# --- languages ------------------------------------------------------------------------------------


def test_language_is_begun_written_beside_english_and_taken_away(author, ours):
    author.post(page(ours), {"begin": "da"})
    ours.refresh_from_db()
    assert "da" in ours.texts and not ours.is_ready
    form = told(author.get(page(ours, "chapter/pen/?language=da")))
    assert f'<p class="english" lang="en">{ours.texts["en"]["pen"]["title"]}</p>' in form
    save(author, ours, "pen", "da", **{"t.pen.title": "Hvem har pennen?"})
    assert ours.texts["da"]["pen"] == {"title": "Hvem har pennen?"}
    assert ours.texts["en"]["pen"]["title"] == "Who holds the pen?"
    assert "1 of " in told(author.get(page(ours)))
    author.post(page(ours), {"leave": "da"})
    ours.refresh_from_db()
    assert "da" in ours.texts, "a box has to be ticked first"
    author.post(page(ours), {"leave": "da", "sure": "1"})
    ours.refresh_from_db()
    assert "da" not in ours.texts and ours.is_ready


@pytest.mark.parametrize(
    "sent", [{"begin": "tlh"}, {"begin": "en"}, {"leave": "en", "sure": "1"}, {"leave": "xx", "sure": "1"}]
)
def test_language_that_cannot_be_changes_nothing(author, ours, sent):
    author.post(page(ours), sent)
    digest = ours.digest
    ours.refresh_from_db()
    assert ours.digest == digest


# --- hostile input --------------------------------------------------------------------------------


def test_html_in_a_text_is_shown_as_text_and_told_by_check(author, ours):
    save(author, ours, "pen", **{"t.pen.title": "<script>alert(1)</script>", "why": "<b>"})
    for name in ("change/", "chapter/pen/", "chapter/pen.A/", "check/", "history/"):
        text = told(author.get(page(ours, name)))
        assert "<script>alert" not in text and "<b>&" not in text, name
    assert not ours.is_ready
    assert "Texts are plain prose" in told(author.get(page(ours, "check/")))


def test_signs_that_nobody_sees_are_taken_out(author, ours):
    save(author, ours, "pen", **{"t.pen.talk": "What\0 would\u202e you\ufeff say\x07?"})
    assert ours.texts["en"]["pen"]["talk"] == "What would you say ?"


def test_five_megabytes_are_refused_and_change_nothing(author, ours):
    digest = ours.digest
    address = page(ours, "chapter/pen/")
    sent = typed(author.get(address), **{"t.pen.talk": "word " * 1_000_000})
    assert author.post(address, sent).status_code in (400, 413)
    sent = typed(author.get(address), **{"t.pen.talk": "word " * 2_000})
    answer = author.post(address, sent)
    assert answer.status_code == 422
    assert "More than 4000 cannot be kept." in told(answer)
    ours.refresh_from_db()
    assert ours.digest == digest


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("s.dilemmas.pen.options.A.poles.A1", "99"),
        ("s.dilemmas.pen.options.A.poles.A1", "1; DROP TABLE"),
        ("s.dilemmas.pen.options.A.rests_on.support", "certainly"),
        ("s.dilemmas.pen.options.A.seeds", ["nothing"]),
        ("s.dilemmas.pen.options.A.needs", "x" * 500),
    ],
)
def test_values_that_no_form_offers_are_refused(author, ours, name, value):
    answer = save(author, ours, "pen.A", **{name: value, "t.pen.A.story": "Typed and kept."})
    assert answer.status_code == 422
    assert "Nothing was saved. What you typed is still here." in told(answer)
    assert "Typed and kept." in told(answer)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"seen": "x" * 40},
        {"seen": "9" * 17},
        {"language": "xx"},
        {"gone": "dilemmas"},
        {"add.dilemmas": "x"},
    ],
)
def test_forged_posts_are_answered_calmly(author, ours, sent):
    digest = ours.digest
    address = page(ours, "chapter/pen/")
    answer = author.post(address, {**typed(author.get(address)), **{k: [v] for k, v in sent.items()}})
    assert answer.status_code in (302, 409, 422)
    ours.refresh_from_db()
    assert ours.digest == digest


@pytest.mark.parametrize("key", ["nothing", "pen.E", "..", "%00", "dilemmas.pen"])
def test_part_that_is_none_is_not_found(author, ours, key):
    assert author.get(page(ours, f"chapter/{key}/")).status_code == 404


def test_misshapen_scenario_has_pages_all_the_same(author, ours):
    """Rows can be older than the forms, or come from a shell."""
    for document in (
        {},
        {"dilemmas": 5},
        {"dilemmas": [1, {"id": "x"}, {"id": "y", "options": [], "facts": {}}], "people": []},
    ):
        Scenario.objects.filter(pk=ours.pk).update(
            document=document, texts={"en": {"title": ["odd"], "x": 3}}
        )
        for name in ("change/", "check/", "chapter/around/", "chapter/people/", "history/", "files.zip"):
            assert author.get(page(ours, name)).status_code == 200, (document, name)


# --- strangers ------------------------------------------------------------------------------------


def test_strangers_are_refused_everywhere(client, django_user_model, ours):
    pages = ["change/", "check/", "copy/", "files.zip", "history/", "restore/", "chapter/pen/", "delete/"]
    for user in (
        None,
        django_user_model.objects.create_user("somebody"),
        django_user_model.objects.create_user("clerk", is_staff=True),
    ):
        client.logout()
        if user:
            client.force_login(user)
        for name in pages:
            for answer in (
                client.get(page(ours, name)),
                client.post(page(ours, name), {"slug": "x", "title": "x"}),
            ):
                assert answer.status_code in ((302, 403) if user and user.is_staff else (302,)), name
                assert "Who holds the pen" not in told(answer)
    assert client.get(page(ours)).status_code == 403
    assert Scenario.objects.count() == 2


def test_group_of_authors_may_do_no_more_than_its_work():
    allowed = Group.objects.get(name="Authors").permissions.values_list("codename", flat=True)
    assert sorted(allowed) == ["add_scenario", "change_scenario", "view_scenario", "view_unclear"]


def test_author_deletes_nothing_and_an_administrator_only_what_is_local(
    author, ours, shipped, django_user_model
):
    assert author.post(page(ours, "delete/"), {"post": "yes"}).status_code == 403
    author.force_login(django_user_model.objects.create_superuser("head"))
    assert author.post(page(shipped, "delete/"), {"post": "yes"}).status_code == 403
    assert author.post(page(ours, "delete/"), {"post": "yes"}).status_code == 302
    assert [row.slug for row in Scenario.objects.all()] == [SHIPPED]


def test_nothing_begins_empty(author, ours):
    assert author.get(f"{LIST}add/").status_code == 403
    assert author.get("/admin/scenarios/scenario/999/change/").status_code == 404
