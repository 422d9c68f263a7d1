"""Citations as text: golden lines for every type, and the customs for many names and missing ones."""

from pathlib import Path

import pytest

from research.citations.reference import Name, Reference
from research.citations.text import apa, chicago
from tests.research.citations.examples import REFERENCES

GOLDEN = Path(__file__).parent / "golden" / "examples.txt"


def people(how_many):
    return tuple(Name(f"Family{number}", "Ann Bo") for number in range(how_many))


def work(**fields):
    return Reference(**{"key": "k", "type": "article-journal", "title": "Title", **fields})


def test_golden_lines_are_what_we_write():
    written = "".join(f"{r.key}\n  APA: {apa(r)}\n  Chicago: {chicago(r)}\n" for r in REFERENCES)
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_missing_names_and_year_are_not_made_up():
    assert apa(work()) == "Title. (n.d.)."
    assert chicago(work()) == "“Title.” n.d."


@pytest.mark.parametrize(
    ("how_many", "begin"),
    [
        (1, "Family0, A. B. (n.d.)"),
        (2, "Family0, A. B., & Family1, A. B. (n.d.)"),
        (3, "Family0, A. B., Family1, A. B., & Family2, A. B. (n.d.)"),
    ],
)
def test_apa_counts_names(how_many, begin):
    assert apa(work(authors=people(how_many))).startswith(begin)


def test_apa_of_more_than_twenty_names_the_last():
    said = apa(work(authors=people(25)))
    assert "Family18, A. B., . . . Family24, A. B. (n.d.)" in said
    assert "Family19" not in said
    assert "Family19, A. B. (n.d.)" in apa(work(authors=people(20)))


def test_chicago_of_more_than_ten_names_seven():
    said = chicago(work(authors=people(11)))
    assert "Ann Bo Family6, et al. n.d." in said
    assert "Family7" not in said
    assert "and Ann Bo Family9. n.d." in chicago(work(authors=people(10)))


def test_day_of_access_is_said_where_there_is_no_doi():
    page = work(type="webpage", url="https://example.org", accessed=(2024, 1, 2))
    assert apa(page) == "Title. (n.d.). Retrieved January 2, 2024, from https://example.org"
    assert chicago(page) == "“Title.” n.d. Accessed January 2, 2024. https://example.org"
    assert "2024" not in apa(work(url="https://example.org", accessed=(2024, 1, 2), doi="10.9999/a"))


def test_what_is_not_confirmed_says_so():
    for style in (apa, chicago):
        assert style(work(note="details to be confirmed; names not seen")).endswith(
            "[details to be confirmed]."
        )


def test_editors_stand_for_missing_authors():
    book = work(type="book", editors=people(2), issued=(2020,))
    assert apa(book) == "Family0, A. B., & Family1, A. B. (Eds.). (2020). Title."
    assert chicago(book) == "Family0, Ann Bo, and Ann Bo Family1, eds. 2020. Title."
