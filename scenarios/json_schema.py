"""The form of scenario.yaml as JSON Schema, made of the same shapes by which it is checked."""

from __future__ import annotations

from typing import Any

from scenarios.problems.schema import SCENARIO

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(address: str) -> dict[str, Any]:
    """The schema under its own address. What spans several values (sums, counts, links) only `check_scenario` tells."""
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": "CO-CREATOR scenario",
        "description": (
            "The structure of a scenario, as scenario.yaml holds it. Prose stands in text/<language>.yaml. "
            "This schema is made of the shapes by which the program checks; rules that span several values are not in it."
        ),
        **SCENARIO.schema,
    }
