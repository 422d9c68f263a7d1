"""What people typed is text in every spreadsheet that we write (X7)."""

import csv
import io

import pytest

from research.admin.export import spreadsheet
from research.models import Organisation
from research.spreadsheets import harmless


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),  # noqa: RUF001
        ("Elm;=1+1", "Elm;'=1+1"),
        ("Elm,=1+1", "Elm,'=1+1"),
        ("Elm|+1", "Elm|'+1"),
        ('"=1"', '"=1"'),
        ("Elm", "Elm"),
        ("Elm - the far one", "Elm - the far one"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_what_people_typed_is_never_a_formula(text, cell):
    """X7: also where a spreadsheet splits the line at another sign than we did."""
    assert harmless(text) == cell


def test_list_of_the_admin_tells_no_formula(db):
    Organisation.objects.create(slug="elm", name="Elm;=1+1", place=" @SUM(A1)")
    told = spreadsheet(Organisation, Organisation.objects.filter(slug="elm")).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(told))
    assert row["name"] == "Elm;'=1+1"
    assert "@SUM(A1)" in row["place"] and not row["place"].lstrip().startswith("@")
