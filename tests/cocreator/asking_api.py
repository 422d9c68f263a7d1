"""Asking the API, and judging its answers by the published description."""

from jsonschema import Draft202012Validator

ROOT = "/api/1/"


def get(client, address, status=200, **headers):
    answer = client.get(address if address.startswith(("/", "http")) else ROOT + address, headers=headers)
    assert answer.status_code == status, (address, answer.content[:300])
    return answer


def strict(schema):
    """The same schema, to which nothing may be added: so a field that the schema does not name is found."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: strict(value) for key, value in schema.items()}
    if "properties" in told and "description" in told and "type" in told:
        told["additionalProperties"] = False
    return told


def judge(client, name):
    """The judge of one shape, by the published OpenAPI."""
    components = strict(get(client, "openapi.json").json()["components"])
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": components})


def shape_of(schema):
    return schema["$ref"].rpartition("/")[2]


def answers(description, path, status, media="application/json"):
    """The name of the shape with which a path answers."""
    return shape_of(description["paths"][path]["get"]["responses"][status]["content"][media]["schema"])
