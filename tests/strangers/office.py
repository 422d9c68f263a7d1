"""The stranger's matrix of the office: the pages of each model that is registered in the admin."""

from __future__ import annotations

from tests.strangers.rules import (
    DOOR_OF_THE_OFFICE,
    EVERYBODY,
    HEAD,
    NO_SUCH_PAGE,
    NOBODY,
    OFFICE,
    RECORDS,
    SCENARIOS,
    SECTION,
    SUPERUSER,
    WRONG_WAY_THERE,
    Row,
    Rule,
)

ONE = "<path:object_id>"
PAST = "^([^/]+)/history/([^/]+)/$"
PAGES = ("", "add/", f"{ONE}/history/", f"{ONE}/delete/", f"{ONE}/change/")

#: For each model: who may see its list, history and rows; add; delete; and change.
MODELS = {
    "auth/group": (HEAD, NOBODY, NOBODY, NOBODY),
    "auth/user": (HEAD, HEAD, HEAD, HEAD),
    "research/submission": (RECORDS, NOBODY, NOBODY, RECORDS),
    "research/loaded": (RECORDS, NOBODY, NOBODY, NOBODY),
    "research/publishedversion": (RECORDS, NOBODY, NOBODY, NOBODY),
    "research/level": (RECORDS, NOBODY, NOBODY, RECORDS),
    # What is public is withdrawn, never deleted: nobody may.
    **{
        f"research/{name}": (RECORDS, RECORDS, NOBODY, RECORDS)
        for name in ("organisation", "source", "case", "practice", "adaptation")
    },
    "research/evidence": (RECORDS, RECORDS, RECORDS, RECORDS),
    "research/translation": (RECORDS, RECORDS, RECORDS, RECORDS),
    "scenarios/scenario": (SCENARIOS, NOBODY, SUPERUSER, SCENARIOS),
    "scenarios/unclear": (SCENARIOS, NOBODY, NOBODY, NOBODY),
    "game/workshop": (HEAD, NOBODY, NOBODY, NOBODY),
    "game/study": (HEAD, HEAD, HEAD, HEAD),
    "keys/auditline": (HEAD, NOBODY, NOBODY, NOBODY),
}
CURATED = ("level", "organisation", "source", "case", "practice", "adaptation")
WITH_A_PAST = (*CURATED, "evidence", "translation")


def pages_of(model: str) -> dict[str, Row]:
    """The pages that every model has."""
    see, add, delete, change = MODELS[model]
    here = f"/admin/{model}/"
    one = "{a " + model.partition("/")[2] + "}"
    return {
        f"admin/{model}/": Row(here, see, see),
        f"admin/{model}/add/": Row(f"{here}add/", add, add),
        f"admin/{model}/{ONE}/history/": Row(f"{here}{one}/history/", see, see),
        f"admin/{model}/{ONE}/delete/": Row(f"{here}{one}/delete/", delete, delete, {"post": "yes"}),
        f"admin/{model}/{ONE}/change/": Row(f"{here}{one}/change/", see, change),
        f"admin/{model}/{ONE}/": Row(f"{here}{one}/", OFFICE, OFFICE),
    }


def curated(name: str) -> dict[str, Row]:
    """The pages of a record that a second person publishes."""
    here, one = f"/admin/research/{name}/", "{a " + name + "}"
    return {
        f"admin/research/{name}/export/": Row(f"{here}export/", RECORDS, RECORDS),
        f"admin/research/{name}/{ONE}/review/": Row(
            f"{here}{one}/review/", RECORDS, RECORDS, {"deed": "take_back"}
        ),
    }


def remembered(name: str) -> dict[str, Row]:
    """An older state of a record: it is read, and nobody brings it back."""
    address = f"/admin/research/{name}/" + "{a " + name + "}/history/{past " + name + "}/"
    return {f"admin/research/{name}/{PAST}": Row(address, RECORDS, NOBODY)}


def scenario(page: str, get: Rule = SCENARIOS, post: Rule = SCENARIOS, path: str = "") -> dict[str, Row]:
    """A page of the authors' desk."""
    address = "/admin/scenarios/scenario/{a scenario}/" + (path or page)
    return {f"admin/scenarios/scenario/{ONE}/{page}": Row(address, get, post)}


FRAME = {
    "admin/": Row("/admin/", OFFICE, OFFICE),
    "admin/login/": Row("/admin/login/", DOOR_OF_THE_OFFICE, DOOR_OF_THE_OFFICE),
    "admin/logout/": Row("/admin/logout/", Rule((*EVERYBODY.may[:7],), staff="405"), EVERYBODY),
    "admin/password_change/": Row("/admin/password_change/", EVERYBODY, EVERYBODY),
    "admin/password_change/done/": Row("/admin/password_change/done/", OFFICE, WRONG_WAY_THERE),
    "admin/autocomplete/": Row("/admin/autocomplete/", NOBODY, WRONG_WAY_THERE),
    "admin/jsi18n/": Row("/admin/jsi18n/", OFFICE, WRONG_WAY_THERE),
    "admin/r/<path:content_type_id>/<path:object_id>/": Row("/admin/r/0/0/", NO_SUCH_PAGE, NO_SUCH_PAGE),
    "admin/auth/user/<id>/password/": Row("/admin/auth/user/{a user}/password/", HEAD, HEAD),
    "admin/research/source/import/": Row("/admin/research/source/import/", RECORDS, RECORDS),
    "admin/scenarios/scenario/bring-in/": Row("/admin/scenarios/scenario/bring-in/", SCENARIOS, SCENARIOS),
    "admin/scenarios/scenario/matrix/": Row("/admin/scenarios/scenario/matrix/", SUPERUSER, WRONG_WAY_THERE),
    "admin/^(?P<app_label>research|scenarios|game|auth|keys)/$": Row("/admin/research/", SECTION, SECTION),
    "admin/(?P<url>.*)$": Row("/admin/no-such-page/", NO_SUCH_PAGE, NO_SUCH_PAGE),
}
OFFICE_ROWS = {
    **FRAME,
    **{route: row for model in MODELS for route, row in pages_of(model).items()},
    **{route: row for name in CURATED for route, row in curated(name).items()},
    **{route: row for name in WITH_A_PAST for route, row in remembered(name).items()},
    **scenario("check/"),
    **scenario("copy/"),
    **scenario("files.zip"),
    **scenario("chapter/<str:key>/", path="chapter/harbour/"),
    **scenario("restore/"),
}
