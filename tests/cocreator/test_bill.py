"""The bill of materials is that of the project, and the threat model names tests that there are."""

import ast
import json
import re
from pathlib import Path

import pytest

from bench import bill

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "docs" / "threat-model.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows():
    """The lines of the threat model that name a threat."""
    lines = MODEL.read_text().splitlines()
    return [line for line in lines if line.startswith("| ") and not line.startswith("| Threat")]


def test_bill_is_that_of_the_project():
    """Names and versions of constraints.txt, and every vendored file by its digest."""
    assert bill.main(["--check"]) == 0
    told = json.loads(bill.BILL.read_text())
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.5")
    pinned = set(bill.PINNED.findall((ROOT / "constraints.txt").read_text()))
    assert pinned <= {(one["name"], one["version"]) for one in told["components"]}
    assert len(pinned) > 50
    assert "http" not in bill.BILL.read_text() + bill.LIST.read_text()


def test_bill_that_is_another_is_noticed(tmp_path, monkeypatch, capsys):
    told = json.loads(bill.BILL.read_text())
    told["components"][0]["version"] = "0.0.1"
    other = tmp_path / "sbom.json"
    other.write_text(json.dumps(told))
    monkeypatch.setattr(bill, "BILL", other)
    assert bill.main(["--check"]) == 1
    assert "bench.bill" in capsys.readouterr().err


def test_every_font_and_script_of_others_is_on_the_bill():
    on_it = {name for part in bill.VENDORED for name in part.files}
    kinds = ("static/vendor/**/*.js", "static/**/*.woff2", "research/**/*.ttf", "research/mapping/*.json")
    there = {str(path.relative_to(ROOT)) for kind in kinds for path in ROOT.glob(kind)}
    assert there and there == on_it


@pytest.mark.parametrize("row", rows())
def test_every_line_of_the_threat_model_names_a_test_that_there_is(row):
    named = NAMED.findall(row)
    assert len(named) == 1, row
    path, test = named[0]
    tree = ast.parse((ROOT / path).read_text())
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_threat_model_is_one_page():
    assert len(rows()) > 25 and len(MODEL.read_text().splitlines()) < 90
