"""Which names are persons, where family names begin, and what a DOI is."""

import pytest

from research.citations.dois import address_of, doi_of
from research.citations.names import split
from research.citations.reference import Name
from research.files import rows


@pytest.mark.parametrize(
    ("said", "family", "given"),
    [
        ("Nicolette van Gestel", "van Gestel", "Nicolette"),
        ("Erzsi Meerstra-de Haan", "Meerstra-de Haan", "Erzsi"),
        ("Mirte A. R. van Hout", "van Hout", "Mirte A. R."),
        ("V. J. J. M. Bekkers", "Bekkers", "V. J. J. M."),
        ("Tina Øllgaard Bentzen", "Bentzen", "Tina Øllgaard"),
        ("Charles de Gaulle", "de Gaulle", "Charles"),
        ("Oscar de la Renta", "de la Renta", "Oscar"),
        ("Ann-Christine McDonald", "McDonald", "Ann-Christine"),
        ("Siobhán O'Neil", "O'Neil", "Siobhán"),
        ("Željka Čačić", "Čačić", "Željka"),
    ],
)
def test_person_is_split(said, family, given):
    assert split(said) == Name(family, given)


def test_suffix_stands_apart():
    assert split("Martin Luther King Jr.") == Name("King", "Martin Luther", "Jr.")


@pytest.mark.parametrize(
    "said",
    [
        "COGOV project",
        "Northumbria University",
        "OIDP",
        "CitizenLab",
        "City of Rijeka",
        "The King's Fund",
        "World Bank",
        "DRIFT, Erasmus University Rotterdam",
        "Albert J. Meijer (surname cut off in the copy)",
        "Monserrat Budding-Polo Ballinas",
        "van Gestel",
        "others",
        "Rijeka 2020",
        "",
    ],
)
def test_in_doubt_a_name_stays_whole(said):
    assert split(said) == Name(literal=said)


def test_names_of_the_shipped_sources_are_said_as_they_were():
    said = {name for row in rows("sources") for name in row["authors"]}
    assert len(said) > 200
    assert all(split(name).plain == name for name in said)
    assert sum(bool(split(name).family) for name in said) == 125


@pytest.mark.parametrize(
    "written",
    [
        "10.1177/0952",
        " 10.1177/ 0952 ",
        "https://doi.org/10.1177/0952",
        "http://dx.doi.org/10.1177/0952",
        "https://journals.example.com/doi/full/10.1177/0952",
        "https://doi.org/10.1177%2F0952",
        "doi:10.1177/0952",
        "DOI: 10.1177/0952.",
    ],
)
def test_doi_is_made_bare(written):
    assert doi_of(written) == "10.1177/0952"


@pytest.mark.parametrize(
    "written", ["", "10.1/2", "11.1177/0952", "https://example.org/0952", "doi:", "10.1177/{}"]
)
def test_what_is_no_doi_is_none(written):
    assert doi_of(written) == ""


def test_old_doi_with_odd_signs_is_one():
    assert doi_of("10.1002/(SICI)1097(1998)49:8<693::AID-ASI4>3.0.CO;2-O").startswith("10.1002/(sici)")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (" https://example.org/a b ", "https://example.org/a%20b"),
        ("https://example.org/{x}", "https://example.org/%7Bx%7D"),
        ("javascript:alert(1)", ""),
        ("www.example.org", ""),
        ("https://", ""),
    ],
)
def test_address_is_one_or_none(written, meant):
    assert address_of(written) == meant
