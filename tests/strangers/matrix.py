"""The stranger's matrix of the site: each pattern of addresses outside the office, who may look and who may send."""

from __future__ import annotations

from tests.strangers.rules import (
    AT_THE_DOOR,
    AUTHORS_PREVIEW,
    BY_LINK,
    DESK,
    EVERYBODY,
    FACILITATORS,
    INVITING,
    LEADER,
    LED_TO_LOG_IN,
    LOGGED_IN,
    NAMED,
    NAMED_IN_ROWS,
    NEVER,
    NO,
    NO_MAIL,
    NO_OWN_LOG_IN,
    NO_SUCH_KEY,
    OWN_WAY,
    PLAYERS,
    SHOWN_AGAIN,
    TABLE_OF_PLAYER,
    USED,
    Row,
    Rule,
)

HERE = "facilitate/<slug:slug>/"
SEAT = "workshops/<slug:slug>/"


def public(address: str, post: Rule = NO) -> Row:
    """A page that everybody may look at."""
    return Row(address, EVERYBODY, post)


DOOR = {
    "": public("/"),
    "join/": public("/join/", EVERYBODY),
    "join/<str:code>/": public("/join/{code}/"),
    "join/<str:code>/<int:table>/": public("/join/{code}/1/"),
    "card/<slug:slug>/<slug:dilemma>/": public("/card/{scenario}/{dilemma}/", EVERYBODY),
    "enter/<slug:token>/": Row("/enter/used-up/", USED, NO),
    "log-in/": public("/log-in/", EVERYBODY),
    "log-out/": Row("/log-out/", NO, EVERYBODY),
    "lead/<slug:key>/": Row("/lead/{invitation}/", BY_LINK, FACILITATORS),
    "venue/": public("/venue/"),
    "venue/ping/": public("/venue/ping/"),
    "language/": Row("/language/", NO, EVERYBODY, {"language": "da"}),
    "accessibility/": public("/accessibility/"),
    "privacy/": public("/privacy/"),
    "my-code/": public("/my-code/", EVERYBODY),
    "robots.txt": public("/robots.txt"),
    "beacons/<slug:slug>/card/": public("/beacons/lighthouse/card/"),
    "beacons/<slug:slug>/card.svg": public("/beacons/lighthouse/card.svg"),
    "sitemap.xml": public("/sitemap.xml", EVERYBODY),
}
DESKS = {
    "facilitate/": Row("/facilitate/", FACILITATORS, NO),
    "facilitate/new/": Row("/facilitate/new/", FACILITATORS, FACILITATORS),
    "facilitate/minutes/": Row("/facilitate/minutes/", LOGGED_IN, NO),
    HERE: Row("/facilitate/{live}/", DESK, NO),
    f"{HERE}screen/": Row("/facilitate/{live}/screen/", DESK, NO),
    f"{HERE}ready/": Row("/facilitate/{draft}/ready/", LEADER, NO),
    f"{HERE}rehearse/": Row("/facilitate/{draft}/rehearse/", NO, LEADER),
    f"{HERE}end-rehearsal/": Row("/facilitate/{draft}/end-rehearsal/", NO, LEADER),
    f"{HERE}open/": Row("/facilitate/{draft}/open/", NO, LEADER),
    f"{HERE}set-up/": Row("/facilitate/{draft}/set-up/", LEADER, LEADER),
    f"{HERE}doors/": Row("/facilitate/{live}/doors/", LEADER, NO),
    f"{HERE}signs/": Row("/facilitate/{live}/signs/", LEADER, NO),
    f"{HERE}colleagues/": Row("/facilitate/{live}/colleagues/", NO, LEADER),
    f"{HERE}leading/": Row("/facilitate/{live}/leading/", LEADER, NO),
    f"{HERE}invite/": Row("/facilitate/{live}/invite/", NO, LEADER),
    f"{HERE}take-back/": Row("/facilitate/{live}/take-back/", NO, LEADER),
    f"{HERE}data-protection/": Row("/facilitate/{draft}/data-protection/", LEADER, NO),
    f"{HERE}day/": Row("/facilitate/{draft}/day/", NO, LEADER),
    f"{HERE}to-lead.ics": Row("/facilitate/{planned}/to-lead.ics", LEADER, NO),
    f"{HERE}to-take-part.ics": Row("/facilitate/{planned}/to-take-part.ics", LEADER, NO),
    f"{HERE}dates/": Row("/facilitate/{slow}/dates/", LEADER, NO),
    f"{HERE}dates.ics": Row("/facilitate/{slow}/dates.ics", LEADER, NO),
    f"{HERE}after/": Row("/facilitate/{over}/after/", LEADER, NO),
    f"{HERE}decisions.csv": Row("/facilitate/{over}/decisions.csv", LEADER, NO),
    f"{HERE}copy/": Row("/facilitate/{live}/copy/", NO, LEADER),
    f"{HERE}delete/": Row("/facilitate/{over}/delete/", LEADER, LEADER, {"sure": "1"}),
    f"{HERE}note/<int:table>/": Row("/facilitate/{live}/note/1/", NO, DESK, {"words": "Quiet."}),
    f"{HERE}report/": Row("/facilitate/{over}/report/", LEADER, NO),
    f"{HERE}report/edit": Row(
        "/facilitate/{over}/report/edit", NO, LEADER, {"place": "introduction", "text": "It rained."}
    ),
    f"{HERE}report.pdf": Row("/facilitate/{over}/report.pdf", LEADER, NO),
    f"{HERE}<slug:verb>/": Row("/facilitate/{live}/pause/", DESK, DESK),
    "projector/<slug:slug>/": public("/projector/{live}/"),
    "projector/<slug:slug>/screen/": public("/projector/{live}/screen/"),
}
PLAYING = {
    SEAT: Row("/workshops/{live}/", PLAYERS, NO),
    f"{SEAT}screen/": Row("/workshops/{live}/screen/", PLAYERS, NO),
    f"{SEAT}my-plan/": Row("/workshops/{over}/my-plan/", PLAYERS, NO),
    f"{SEAT}dates.ics": Row("/workshops/{slow}/dates.ics", PLAYERS, NO),
    f"{SEAT}road/<int:round_>/<slug:option>/": Row("/workshops/{over}/road/1/B/", TABLE_OF_PLAYER, NO),
    f"{SEAT}back/<slug:key>/": public("/workshops/{live}/back/{key}/"),
    f"{SEAT}follow-up/": Row("/workshops/{over}/follow-up/", PLAYERS, PLAYERS),
    f"{SEAT}report/": Row("/workshops/{over}/report/", PLAYERS, NO),
    f"{SEAT}report.pdf": Row("/workshops/{over}/report.pdf", PLAYERS, NO),
    f"{SEAT}my-data/": Row("/workshops/{live}/my-data/", PLAYERS, PLAYERS, {"sure": "1"}),
    f"{SEAT}my-data.json": Row("/workshops/{live}/my-data.json", PLAYERS, NO),
    f"{SEAT}study/": Row("/workshops/{studied}/study/", PLAYERS, PLAYERS, {"said": "no"}),
    f"{SEAT}<slug:deed>/": public("/workshops/{live}/ready/", PLAYERS),
    "solo/": Row("/solo/", NO, EVERYBODY, {"scenario": "the-long-evenings", "role": "P1"}),
    "solo/<slug:key>/": public("/solo/{saved}/"),
    "follow-up/<slug:key>/": public("/follow-up/{followed}/", EVERYBODY),
    "follow-up/<slug:key>/link/": public("/follow-up/{followed}/link/"),
    "follow-up/<slug:key>/reminder.ics": public("/follow-up/{followed}/reminder.ics"),
}
PREVIEW = "preview/<slug:slug>/<slug:dilemma>/<slug:role>/<slug:screen>/"
SCENARIO = {
    "scenarios/": public("/scenarios/"),
    "scenarios/schema.json": public("/scenarios/schema.json"),
    "scenarios/<slug:slug>/": public("/scenarios/{scenario}/"),
    PREVIEW: Row("/preview/{scenario}/{dilemma}/P1/choice/", AUTHORS_PREVIEW, NO),
    "scenarios/<slug:slug>/kit/": public("/scenarios/{scenario}/kit/", EVERYBODY),
    "scenarios/<slug:slug>/kit/<slug:choice>/": public("/scenarios/{scenario}/kit/en-a4/"),
    "scenarios/<slug:slug>/kit/<slug:choice>/kit.zip": public("/scenarios/{scenario}/kit/en-a4/kit.zip"),
    "scenarios/<slug:slug>/kit/<slug:choice>/<slug:name>.pdf": public(
        "/scenarios/{scenario}/kit/en-a4/00-start-here.pdf"
    ),
}
LIBRARY = {
    **{
        f"library/{page}": public(f"/library/{page}")
        for page in (
            "",
            "search/",
            "data/",
            "data.zip",
            "beacons/",
            "map/",
            "share/",
            "share/thanks/",
            "levels/",
        )
    },
    **{
        f"library/{kind}/": public(f"/library/{kind}/")
        for kind in ("practices", "cases", "sources", "organisations")
    },
    "library/feed.atom": public("/library/feed.atom", EVERYBODY),
    "library/levels/<slug:value>/feed.atom": public("/library/levels/2/feed.atom", EVERYBODY),
    "library/countries/<slug:value>/feed.atom": public("/library/countries/DK/feed.atom", EVERYBODY),
    "library/share/adaptation/": public("/library/share/adaptation/", EVERYBODY),
    "library/share/case/": public("/library/share/case/", EVERYBODY),
    "library/sources/cite.<slug:ending>": public("/library/sources/cite.bib"),
    "library/sources/<slug:slug>/cite.<slug:ending>": public("/library/sources/book/cite.bib"),
    "library/practices/<slug:slug>/played/": public("/library/practices/meeting/played/"),
    "library/cases/<slug:slug>/played/": public("/library/cases/hall/played/"),
    **{
        f"library/{kind}s/<slug:slug>/{page}": public(
            f"/library/{kind}s/{slug}/{page}".replace("<int:number>", "1").replace("<slug:ending>", "bib")
        )
        for kind, slug in {
            "level": "{level}",
            "practice": "meeting",
            "case": "hall",
            "source": "book",
            "organisation": "place",
            "adaptation": "hall-again",
        }.items()
        for page in (
            *(
                "",
                "v/<int:number>/",
                "versions/",
                "v/<int:number>/cite.<slug:ending>",
                "v/<int:number>/record.json",
            ),
            *(("v/<int:number>/sheet.pdf",) if kind in ("practice", "case") else ()),
        )
    },
}
STUDIES = {
    "studies/": Row("/studies/", LOGGED_IN, NO),
    "studies/<slug:slug>/": Row("/studies/{study}/", NAMED, NO),
    "studies/<slug:slug>/rows.zip": Row("/studies/{study}/rows.zip", NAMED_IN_ROWS, NO),
}
#: One's own keys: whoever is logged in sees them, and nobody those of anybody else.
KEYS = {
    "log-in/code/": NO_MAIL,
    "log-in/code/confirm/": Row("/log-in/code/confirm/", AT_THE_DOOR, AT_THE_DOOR),
    "log-in/second/": Row("/log-in/second/", AT_THE_DOOR, AT_THE_DOOR),
    "log-in/passkey/": Row("/log-in/passkey/", LOGGED_IN, LOGGED_IN),
    "log-in/with/<slug:provider_id>/": NO_OWN_LOG_IN,
    "log-in/with/<slug:provider_id>/back/": NO_OWN_LOG_IN,
    "log-in/turned-back/": Row("/log-in/turned-back/", LED_TO_LOG_IN, NO),
    "log-in/closed/": public("/log-in/closed/"),
    "keys/": Row("/keys/", LOGGED_IN, OWN_WAY),
    **{
        f"keys/{page}": Row(f"/keys/{page}", SHOWN_AGAIN, SHOWN_AGAIN)
        for page in ("again/", "again/code/", "again/passkey/")
    },
    **{f"keys/{page}": Row(f"/keys/{page}", LOGGED_IN, LOGGED_IN) for page in ("app/", "codes/new/")},
    "keys/app/remove/": Row("/keys/app/remove/", NO_SUCH_KEY, NO_SUCH_KEY),
    "keys/codes/": Row("/keys/codes/", NO_SUCH_KEY, OWN_WAY),
    "keys/passkeys/": public("/keys/passkeys/", EVERYBODY),
    "keys/passkeys/add/": Row("/keys/passkeys/add/", LOGGED_IN, LOGGED_IN),
    "keys/passkeys/<int:pk>/remove/": Row("/keys/passkeys/1/remove/", NO_SUCH_KEY, NO_SUCH_KEY),
    "keys/password/": Row("/keys/password/", LOGGED_IN, LOGGED_IN),
    "keys/password/new/": Row("/keys/password/new/", LOGGED_IN, LOGGED_IN),
    "keys/log-ins/end/": Row("/keys/log-ins/end/", NO, LED_TO_LOG_IN),
    "keys/invitations/": Row("/keys/invitations/", INVITING, INVITING),
    "keys/invitations/take-back/": Row("/keys/invitations/take-back/", NO, LOGGED_IN),
    "keys/new/<str:token>/": Row("/keys/new/forged/", NEVER, NEVER),
}
ONE_RECORD = r"(?P<slug>[-\w]{1,60})"
ONE_VERSION = r"v/(?P<number>[0-9]{1,6})"
RECORDS_OF_API = {
    "levels": "{level}", "practices": "meeting", "cases": "hall", "sources": "book", "organisations": "place",
    "adaptations": "hall-again",
}  # fmt: skip
ONE_CLAIM = (
    r"evidence/(?P<kind>case|practice)/(?P<slug>[-\w]{1,60})/(?P<number>[0-9]{1,6})/(?P<place>[0-9]{1,6})"
)


def asked(pattern: str, address: str) -> dict[str, Row]:
    """An address of the API: everybody may read, also on other sites; nobody may send."""
    return {rf"api/^1{pattern}\Z": Row(f"/api/1{address}", EVERYBODY, NO)}


API = {
    "api/": public("/api/"),
    "api/1/": public("/api/1/"),
    "api/1/openapi.json": public("/api/1/openapi.json"),
    "api/1/schema.json": public("/api/1/schema.json"),
    r"api/^1(?:/.*)?\Z": Row("/api/1/nothing/", NEVER, NO),
    **{
        route: row
        for kind, slug in RECORDS_OF_API.items()
        for pattern, address in (
            (f"/{kind}/?", f"/{kind}/"),
            (f"/{kind}/{ONE_RECORD}/?", f"/{kind}/{slug}/"),
            (f"/{kind}/{ONE_RECORD}/{ONE_VERSION}/?", f"/{kind}/{slug}/v/1/"),
        )
        for route, row in asked(pattern, address).items()
    },
    **asked("/beacons/?", "/beacons/"),
    r"api/^1/beacons/(?P<slug>[-\w]{1,60})/?\Z": Row("/api/1/beacons/lighthouse/", EVERYBODY, NO),
    **asked("/evidence/?", "/evidence/"),
    **asked(f"/{ONE_CLAIM}/?", "/evidence/case/hall/1/1/"),
    **asked("/scenarios/?", "/scenarios/"),
    **asked(f"/scenarios/{ONE_RECORD}/?", "/scenarios/{scenario}/"),
}
#: Addresses that nobody may know: they lead nowhere for anybody.
NOWHERE = {
    "/facilitate/0000000000/": Rule((), "log-in"),
    "/workshops/0000000000/": NEVER,
    "/projector/0000000000/": NEVER,
    "/lead/no-such-key/": NEVER,
    "/solo/no-such-key/": NEVER,
}
#: Sockets, by the pattern of their address: who is shown something; everybody else hears 4403. The cookie of a player says
#: which workshop it is for: under another one's name it shows that player's own workshop, and nothing of this one.
SOCKETS = {
    "^venue/socket/$": EVERYBODY,
    "^workshops/(?P<slug>[a-z0-9]+)/socket/$": Rule(("elsewhere", "player", "neighbour")),
    "^facilitate/(?P<slug>[a-z0-9]+)/socket/$": Rule(("leader", "host")),
    "^projector/(?P<slug>[a-z0-9]+)/socket/$": EVERYBODY,
}
SITE = {**DOOR, **KEYS, **STUDIES, **API, **DESKS, **PLAYING, **SCENARIO, **LIBRARY}
