"""Whether a data package is one: its description by the published profiles, each of its rows by its own table schema."""

import csv
import json
import re
from functools import cache
from io import StringIO
from pathlib import Path

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

PROFILES = Path(__file__).parent / "profiles" / "dplib-py-1.1.0"
HOME = "https://datapackage.org/profiles/2.0"
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def is_array(text):
    """Whether it is a list in JSON."""
    return isinstance(json.loads(text), list)


def is_object(text):
    """Whether it is a mapping in JSON."""
    return isinstance(json.loads(text), dict)


CHECKS = {
    "string": lambda text: True,
    "array": is_array,
    "object": is_object,
    "boolean": lambda text: text in ("true", "false"),
    "integer": lambda text: re.fullmatch(r"-?\d+", text),
    "number": NUMBER.fullmatch,
    "date": lambda text: re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])", text),
}


@cache
def judge(name):
    """The published profile of this name. Whatever it refers to is looked up here and nowhere else."""
    found = {
        f"{HOME}/{path.name}": Resource.from_contents(json.loads(path.read_text()), DRAFT7)
        for path in PROFILES.glob("*.json")
    }
    known = Registry().with_resources(found.items())
    schema = found[f"{HOME}/{name}.json"].contents
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, registry=known)


def faults_of_description(package):
    """What the profiles do not allow: of the package, of each resource, of each table schema."""
    found = []
    asked = [("datapackage", package)]
    for resource in package.get("resources", ()):
        asked += [("dataresource", resource), ("tableschema", resource["schema"])]
    for name, one in asked:
        found += [f"{name}: {error.json_path}: {error.message}" for error in judge(name).iter_errors(one)]
    return found


def faults_of_rows(package, files):
    """What does not fit in the tables: type, code, gap, twice, or a key that leads nowhere."""
    held = {
        one["name"]: list(csv.DictReader(StringIO(files[one["path"]].decode(), newline="")))
        for one in package["resources"]
    }
    found = []
    for resource in package["resources"]:
        name, schema = resource["name"], resource["schema"]
        heading = next(csv.reader(StringIO(files[resource["path"]].decode(), newline="")))
        if heading != [field["name"] for field in schema["fields"]]:
            found.append(f"{name}: other columns")
        for field in schema["fields"]:
            cells = [row[field["name"]] for row in held[name]]
            found += [f"{name}.{field['name']}: {fault}" for fault in _of_cells(field, cells)]
        if key := schema.get("primaryKey"):
            named = [tuple(row[column] for column in key) for row in held[name]]
            if len(set(named)) != len(named) or any("" in one for one in named):
                found.append(f"{name}: the key does not name one row")
        for key in schema.get("foreignKeys", ()):
            found += [f"{name}: {fault}" for fault in _of_key(key, held[name], held)]
    return found


def _of_cells(field, cells):
    limits, filled = field.get("constraints", {}), [cell for cell in cells if cell]
    yield from (f"{cell} is no {field['type']}" for cell in filled if not CHECKS[field["type"]](cell))
    if limits.get("required") and len(filled) < len(cells):
        yield "empty"
    if limits.get("unique") and len(set(cells)) < len(cells):
        yield "twice"
    codes = {str(code["value"]) for code in field.get("categories", ())}
    yield from (f"{cell} is no code" for cell in filled if codes and cell not in codes)


def _of_key(key, rows, held):
    [column], [target] = key["fields"], key["reference"]["fields"]
    known = {row[target] for row in held[key["reference"]["resource"]]}
    asked = {row[column] for row in rows} - {""}
    yield from (f"{column} leads to {one}, which is not there" for one in sorted(asked - known))
