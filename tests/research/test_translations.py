"""Levels and practices in another language: what is told in it, what stays English, and who may be believed."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext, override

from research.loading import Fate, load
from research.models import Level, Loaded, Practice, Translation
from research.publishing.framing import kind_of
from research.reading import Fault
from research.translating import PROSE, Spoken, fingerprint_of, is_stale, texts_of
from tests.factories import CaseFactory, PracticeFactory, publish
from tests.research.looking import main, words

pytestmark = pytest.mark.django_db

DANISH = {"name": "Mandatbrev", "problem": "For få mødes.", "how": "Lad dem mødes."}
UNREAD = "Translated by a machine; nobody who speaks the language has read it over yet."
ENGLISH = "This record is in English."
ALL_ENGLISH = "These records are in English."
STALE = "The English text has changed since."


def translate(record, texts, language="da", **fields):
    """A translation of the English that the record has now."""
    told = {"by": "machine", "date": "2026-11-26", "of": fingerprint_of(record, texts), **fields}
    return Translation.objects.create(
        kind=kind_of(record), record=record.slug, language=language, texts=texts, **told
    )


def page(client, address, language):
    """What stands in the middle of a page in a language. A record stands for its page."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(address if isinstance(address, str) else address.get_absolute_url())
    assert answer.status_code == 200
    return main(answer.content.decode())


def says(text, sentence, language):
    """Whether the page says a sentence of ours, in its language as far as the catalogue has it."""
    with override(language):
        return escape(gettext(sentence)) in text


@pytest.fixture(autouse=True)
def spoken():
    """What is spoken in a test ends with it: a request leaves its language behind."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def practice():
    """A public practice on two levels, with its translation into Danish."""
    made = PracticeFactory(slug="mandate-letter", name="Mandate letter")
    made.levels.set(Level.objects.filter(number__in=(2, 3)))
    publish()
    translate(made, DANISH)
    return made


# Loading


def test_every_level_and_practice_is_shipped_in_danish_whole_and_of_the_english_of_today(library):
    rows = {(row.kind, row.record): row for row in Translation.objects.filter(language="da")}
    records = [*Level.objects.all(), *Practice.objects.all()]
    assert rows.keys() == {(kind_of(record), record.slug) for record in records}
    for record in records:
        row = rows[kind_of(record), record.slug]
        assert row.texts.keys() == set(PROSE[row.kind])
        for name, told in row.texts.items():
            assert len(texts_of(told)) == len(texts_of(getattr(record, name))), (record.slug, name)
        assert row.of == fingerprint_of(record, row.texts), record.slug
        assert row.by == "machine"
        assert row.history.get().history_user is None


def test_summaries_are_short(library):
    for row in Translation.objects.filter(kind="practice"):
        assert len(f"{row.texts['problem']} {row.texts['how']}".split()) <= 80


def test_edited_translation_is_left_alone_and_reported(library, edit):
    mine = Translation.objects.get(record="mandate-letter")
    mine.texts["name"] = "Mandat til en arena"
    mine.save()
    edit("translations/da", lambda rows: [row["texts"].update(name="Nyt navn") for row in rows])
    report = load()["translation"]
    assert report[Fate.EDITED] == ["da/practice/mandate-letter"]
    assert len(report[Fate.UPDATED]) == 31
    mine.refresh_from_db()
    assert mine.texts["name"] == "Mandat til en arena"


def test_translation_made_or_deleted_here_is_not_touched(library, edit):
    Translation.objects.get(record="mandate-letter").delete()
    Loaded.objects.get(slug="da/practice/plain-deal").delete()
    edit("translations/da", lambda rows: [row["texts"].update(name="Nyt navn") for row in rows])
    report = load()["translation"]
    assert report[Fate.DELETED] == ["da/practice/mandate-letter"]
    assert report[Fate.MADE] == ["da/practice/plain-deal"]
    assert Translation.objects.get(record="plain-deal").texts["name"] != "Nyt navn"


def test_translation_of_a_practice_that_was_deleted_here_does_no_harm(library, client):
    Practice.objects.get(slug="mandate-letter").delete()
    assert load()["translation"][Fate.UNCHANGED]
    assert "Begrundelse for hvert ja og nej" in page(client, "/library/practices/", "da")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"record": "nobody"}, "translations/da.yaml, nobody: record names the unknown practice nobody."),
        ({"record": "leadership"}, "leadership: record names the unknown practice leadership."),
        ({"kind": "case"}, "one-door-official: record names the unknown case one-door-official."),
        ({"texts": {"signs": ["Tegn"]}}, "one-door-official: texts, signs is no text of a practice."),
        ({"texts": {"name": ""}}, "texts is wrong (Each field must be a text or a list of texts"),
        ({"texts": {"name": 7}}, "texts is wrong (Each field must be a text or a list of texts"),
        ({"texts": "Navn"}, "texts must be a record."),
        ({"of": "yesterday"}, "of is wrong ("),
        ({"date": "yesterday"}, "date is wrong ("),
        ({"by": ""}, "by is wrong ("),
        ({"record": "mandate-letter"}, "translation da/practice/mandate-letter is there twice."),
    ],
)
def test_fault_in_a_translation_is_one_sentence_and_nothing_is_loaded(edit, change, sentence):
    edit("translations/da", lambda rows: rows[-1].update(change))
    with pytest.raises(Fault, match=re.escape(sentence)):
        load()
    assert not Practice.objects.exists()


def test_language_that_is_not_in_the_menu_is_a_fault(content):
    (content / "translations/da.yaml").rename(content / "translations/xx.yaml")
    with pytest.raises(Fault, match=r"translations/xx\.yaml, vision-and-mission: language is wrong"):
        load()


def test_record_is_translated_once_into_a_language(practice):
    twin = Translation(kind="practice", record=practice.slug, language="da", of="0" * 12)
    with pytest.raises(ValidationError, match="translated into this language already"):
        twin.full_clean()
    twin.language = "nl"
    twin.full_clean()


# Pages


def test_practice_is_told_in_danish_and_the_rest_is_marked_as_english(client, practice):
    text = page(client, practice, "da")
    assert '<article lang="en">' in text
    for told in ('<h1 lang="da">Mandatbrev</h1>', ">For få mødes.</p>", ">Lad dem mødes.</p>"):
        assert told in text
    assert "<li>A room</li>" in text
    assert "Mandate letter" not in text.partition("</article>")[0]
    assert says(text, UNREAD, "da") and not says(text, ENGLISH, "da") and not says(text, STALE, "da")


def test_level_is_told_in_danish_with_its_tensions_and_its_ladder(client, library):
    text = page(client, "/library/levels/vision-and-mission/?rung=1", "da")
    article = text.partition("</article>")[0]
    row = Translation.objects.get(record="vision-and-mission")
    for name in PROSE["level"]:
        for told in texts_of(row.texts[name]):
            assert escape(told) in article, told
    for english in texts_of(Level.objects.get(number=1).ladder):
        assert escape(english) not in article.replace("Mission", "").replace("Plan", "")
    assert "Forankring i strategi og budget" in text
    assert says(text, UNREAD, "da")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/library/", "2 Politisk og administrativ ledelse"),
        ("/library/practices/", "Mandatbrev for en arena"),
        ("/library/practices/?level=3", "3 Platforme og arenaer"),
        ("/library/practices/mandate-letter/", "2 Politisk og administrativ ledelse"),
        ("/library/cases/vtaiwan/", "Sponsor og ildsjæl"),
        ("/library/cases/", "3 Platforme og arenaer"),
    ],
)
def test_names_of_levels_and_practices_are_danish_wherever_they_stand(client, library, address, told):
    assert told in page(client, address, "da")
    assert told not in page(client, address, "nl")


def test_who_translated_is_named(client, practice):
    Translation.objects.update(by="Ida <Holm>")
    text = page(client, practice, "da")
    with override("da"):
        sentence = gettext("Translated by %(who)s, %(date)s.") % {"who": "Ida &lt;Holm&gt;", "date": "!"}
    assert sentence.partition("!")[0] in text
    assert "2026" in text and not says(text, UNREAD, "da")
    assert not says(page(client, "/library/practices/", "da"), UNREAD, "da")


def test_translation_is_stale_as_soon_as_another_english_is_published(client, practice):
    practice.how = "Let them meet twice."
    practice.save()
    assert not says(page(client, practice, "da"), STALE, "da")
    publish()
    text = page(client, practice, "da")
    assert says(text, STALE, "da") and "Lad dem mødes." in text
    practice.conditions = ["Two rooms"]
    practice.how = "Let them meet."
    practice.save()
    publish()
    assert not says(page(client, practice, "da"), STALE, "da")


def test_older_version_is_translated_only_if_it_says_the_same(client, practice):
    practice.how = "Let them meet twice."
    practice.save()
    publish()
    first, second = (f"/library/practices/mandate-letter/v/{number}/" for number in (1, 2))
    assert "Lad dem mødes." in page(client, first, "da")
    Translation.objects.update(of=fingerprint_of(practice, DANISH))
    old = page(client, first, "da")
    assert "Lad dem mødes." not in old and '<p lang="en">Let them meet.</p>' in old
    assert says(old, ENGLISH, "da")
    assert "Lad dem mødes." in page(client, second, "da")


def test_list_of_another_length_than_the_english_stays_english(client):
    level = Level.objects.get(number=2)
    publish()
    translate(level, {"name": "Ledelse", "signs": ["Kun ét tegn"]})
    text = page(client, level, "da")
    assert '<h1 lang="da">Ledelse</h1>' in text
    assert "Kun ét tegn" not in text
    assert f'<li lang="en">{level.signs[0]}</li>' in text
    assert f'<p lang="en">{level.definition}</p>' in text


def test_page_in_dutch_is_in_english_and_says_so(client, practice):
    text = page(client, practice, "nl")
    assert '<article lang="en">' in text and '<h1 lang="en">Mandate letter</h1>' in text
    assert says(text, ENGLISH, "nl") and not says(text, UNREAD, "nl")
    assert "Mandatbrev" not in text
    assert re.search(r'<h2 class="small" lang="nl">', text)
    for address in ("/library/", "/library/practices/"):
        assert says(page(client, address, "nl"), ALL_ENGLISH, "nl")
    assert '<p class="story" lang="en">Too few meet.</p>' in page(client, "/library/practices/", "nl")


def test_case_says_that_it_is_in_english(client):
    case = CaseFactory()
    publish()
    text = page(client, case, "da")
    assert '<article lang="en">' in text and says(text, ENGLISH, "da")
    assert says(page(client, "/library/cases/", "da"), ALL_ENGLISH, "da")


@pytest.mark.parametrize("shelf", ["practices", "cases"])
def test_empty_list_says_nothing_of_languages(client, shelf):
    assert not says(page(client, f"/library/{shelf}/", "nl"), ALL_ENGLISH, "nl")


@pytest.mark.parametrize(
    "address",
    ["/library/", "/library/practices/", "/library/practices/mandate-letter/", "/library/levels/leadership/"],
)
def test_page_in_english_shows_nothing_new(client, practice, address):
    text = page(client, address, "en")
    Translation.objects.all().delete()
    assert page(client, address, "en") == text
    assert "lang=" not in text
    assert not any(sentence in text for sentence in (UNREAD, ENGLISH, ALL_ENGLISH, STALE))


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("", 2), ("practices/", 4), ("practices/mandate-letter/", 2), ("levels/leadership/", 4), ("cases/", 5)],
)
def test_page_in_another_language_costs_one_question_more(
    client, practice, django_assert_num_queries, address, queries, how_many
):
    for _one in range(how_many - 1):
        another = PracticeFactory()
        another.levels.set(Level.objects.all())
        translate(another, DANISH)
    CaseFactory.create_batch(how_many)
    publish()
    for language, more in (("en", 0), ("da", 1), ("nl", 1)):
        with django_assert_num_queries(queries + more):
            page(client, f"/library/{address}", language)


def test_what_a_translation_says_is_escaped_everywhere(client, practice):
    bad = "<script>alert('x')</script>&"
    Translation.objects.all().delete()
    translate(practice, dict.fromkeys(DANISH, bad))
    level = Level.objects.get(number=2)
    told = {name: [bad] * len(texts_of(getattr(level, name))) for name in PROSE["level"]}
    translate(level, told)
    for address in ("/library/", "/library/practices/", practice, "/library/levels/leadership/?rung=1"):
        text = page(client, address, "da")
        assert "<script>alert" not in text and "&lt;script&gt;" in text


def test_machines_and_citations_are_told_in_english(client, practice):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "da"
    text = client.get(practice.get_absolute_url()).content.decode()
    assert '<meta name="citation_title" content="Mandate letter">' in text
    assert '<p class="meta citation" id="citation" lang="en">' in text


def test_translation_of_a_record_that_is_not_there_shows_nothing(client, practice):
    Translation.objects.update(record="nobody")
    assert client.get("/library/practices/nobody/").status_code == 404
    assert says(page(client, practice, "da"), ENGLISH, "da")
    assert "Mandatbrev" not in page(client, "/library/practices/", "da")


def test_text_knows_its_language_and_is_a_text():
    text = Spoken("Ledelse", "da")
    assert text == "Ledelse" and text.lang == ' lang="da"'
    assert texts_of(
        [{"rung": 1, "observable": "b", "name": "a"}, {"between": ["c", "d"], "source_ids": ["x"]}]
    ) == [*"abcd"]


# The curators' desk


@pytest.fixture
def desk(client, django_user_model):
    """The admin as a researcher sees it."""
    person = django_user_model.objects.create_user("ann", is_staff=True)
    person.groups.add(Group.objects.get(name="Researchers"))
    client.force_login(person)
    return client


def address_of(row):
    return f"/admin/research/translation/{row.pk}/change/"


def sent(desk, row, **typed):
    """What is sent when the form is filled in."""
    form = desk.get(address_of(row)).context["adminform"].form
    filled = {name: value for name, value in form.initial.items() if value not in (None, False)}
    filled = {**filled, **typed}
    return desk.post(address_of(row), {name: value for name, value in filled.items() if value != ""})


def test_form_has_a_box_for_each_text_with_the_english_beneath_it(desk, library):
    row = Translation.objects.get(record="leadership")
    text = desk.get(address_of(row)).content.decode()
    for name in PROSE["level"]:
        assert re.search(rf'<textarea name="{name}"', text)
    assert "Politisk og administrativ ledelse" in text
    assert '<span lang="en">Political and administrative leadership</span>' in text
    assert text.count("<br>Managers act as conveners") == 1
    assert 'name="texts"' not in text and 'name="record"' not in text


def test_person_reads_it_over_and_signs(desk, client, practice):
    row = Translation.objects.get()
    assert sent(desk, row, by="Ida Holm", how="Lad dem mødes ofte.", why="Read over.").status_code == 302
    row.refresh_from_db()
    assert row.texts == {**DANISH, "how": "Lad dem mødes ofte."}
    assert row.by == "Ida Holm" and not is_stale(row, practice)
    line = row.history.first()
    assert (line.history_user.username, line.history_change_reason) == ("ann", "Read over.")
    assert desk.get(f"/admin/research/translation/{row.pk}/history/{line.pk}/").status_code == 200
    assert "Lad dem mødes ofte." in page(client, practice, "da")


def test_stale_translation_stays_stale_until_somebody_says_that_it_fits(desk, practice):
    practice.how = "Let them meet twice."
    practice.save()
    publish()
    row = Translation.objects.get()
    assert desk.get(address_of(row)).context["adminform"].form.initial["fits"] is False
    sent(desk, row, name="Mandatet")
    row.refresh_from_db()
    assert row.texts["name"] == "Mandatet" and is_stale(row, practice)
    sent(desk, row, how="Lad dem mødes to gange.", fits="on")
    row.refresh_from_db()
    assert not is_stale(row, practice)


def test_list_is_typed_one_to_a_line_and_has_as_many_lines_as_the_english(desk, library):
    row = Translation.objects.get(record="leadership")
    answer = sent(desk, row, signs="Et\nTo")
    assert answer.context["adminform"].form.errors == {"signs": ["The English has 4 lines."]}
    assert sent(desk, row, signs="Et\n\n To \nTre\nFire").status_code == 302
    row.refresh_from_db()
    assert row.texts["signs"] == ["Et", "To", "Tre", "Fire"]


def test_text_that_is_left_empty_stays_english(desk, client, practice):
    sent(desk, Translation.objects.get(), how="")
    text = page(client, practice, "da")
    assert '<p lang="en">Let them meet.</p>' in text and "Mandatbrev" in text
    assert not says(text, STALE, "da")


def test_new_translation_is_named_first_and_written_then(desk, client, practice):
    new = {
        "kind": "practice",
        "record": practice.slug,
        "language": "nl",
        "by": "machine",
        "date": "2026-11-27",
    }
    answer = desk.post("/admin/research/translation/add/", new)
    row = Translation.objects.get(language="nl")
    assert answer.headers["Location"] == address_of(row)
    assert says(page(client, practice, "nl"), ENGLISH, "nl")
    sent(desk, row, name="Mandaatbrief", fits="on")
    assert "Mandaatbrief" in page(client, practice, "nl")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"record": "nobody"}, "record"), ({"language": "en"}, "language"), ({"language": "da"}, "__all__")],
)
def test_translation_of_a_record_that_is_not_there_or_into_english_is_refused(desk, practice, change, field):
    new = {
        "kind": "practice",
        "record": practice.slug,
        "language": "nl",
        "by": "machine",
        "date": "2026-11-27",
    }
    answer = desk.post("/admin/research/translation/add/", {**new, **change})
    assert list(answer.context["adminform"].form.errors) == [field]
    assert Translation.objects.count() == 1


def test_translation_whose_record_is_gone_can_be_looked_at_and_deleted(desk, practice):
    Translation.objects.update(record="nobody")
    row = Translation.objects.get()
    answer = sent(desk, row, name="Andet")
    assert "No record of this kind and name is public." in words(answer.content.decode())
    assert desk.post(f"/admin/research/translation/{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Translation.objects.exists()
