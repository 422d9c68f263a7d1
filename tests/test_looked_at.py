"""Each page, each screen of a player and each picture of the wall is looked at by axe-core; the list says in which test.

Whoever adds a template of these kinds lets a browser test look at it with `faults(...)`, and writes it down here.
"""

import re
from itertools import chain

import pytest

from tests.test_house import ROOT

TEMPLATES = ROOT / "templates"
#: What is in these folders is the task of a player's page, or a picture of the wall.
SCREENS = ("game/screens", "game/solo", "game/wall")
#: By test of tests/browser, the templates that axe looks at there.
LOOKED_AT = {
    "test_accessibility": """
        home.html game/join.html account/login.html game/facilitate.html game/workshops.html game/set_up.html game/door_sheet.html
        game/delete.html game/play.html game/projector.html game/kit.html refused/not_found.html refused/used_link.html
        research/library.html research/practices.html research/practice.html research/case.html research/level.html
        research/sources.html research/source.html research/organisation.html research/search.html research/map.html
        research/data.html
        game/screens/seat.html game/screens/welcome.html game/screens/role.html game/screens/situation.html
        game/screens/choice.html game/screens/reveal.html game/screens/talk.html game/screens/vote.html
        game/screens/consequence.html game/screens/reflect.html game/screens/front_page.html game/screens/debrief.html
        game/screens/plan.html game/screens/closed.html
    """,
    "test_still": """
        notices/accessibility.html notices/privacy.html research/cases.html research/organisations.html research/beacons.html
        research/adaptation.html research/withdrawn.html research/versions.html research/share/choose.html
        research/share/adaptation.html research/busy.html game/own_data/page.html game/own_data/erased.html
        game/table_signs.html game/plan_print.html game/projector_soon.html game/host_waits.html game/after/too_early.html
        game/follow_up/sorry.html game/report/busy.html game/report/not_yet.html game/solo/gone.html game/solo/refused.html
        refused/away.html refused/bad_request.html refused/broken.html refused/csrf.html
        game/screens/waiting.html game/screens/midterm.html game/screens/look_up.html game/screens/catch_up.html
        game/screens/observer.html game/screens/removed.html game/screens/word.html game/screens/before.html
        game/screens/after.html game/screens/device.html game/solo/welcome.html game/solo/closed.html game/solo/saved.html
        game/played.html
        game/wall/doors.html game/wall/welcome.html game/wall/now.html game/wall/warm_up.html game/wall/spotlight.html
        game/wall/headlines.html game/wall/question.html game/wall/decisions.html game/wall/moved.html game/wall/levels.html
        game/wall/distance.html game/wall/unheard.html game/wall/slips.html game/wall/thanks.html game/wall/plenary.html
        game/wall/midterm.html
        game/data_sheet.html game/study/code.html game/study/leads.html game/study/page.html game/study/studies.html
        game/study/study.html refused/no_facilitator.html 429.html api.html
        account/account_inactive.html account/confirm_login_code.html account/password_change.html account/password_set.html
        account/reauthenticate.html account/request_login_code.html keys/accept.html keys/invitations.html
        keys/own_log_in.html
        mfa/authenticate.html mfa/index.html mfa/reauthenticate.html mfa/recovery_codes/generate.html
        mfa/recovery_codes/index.html mfa/totp/activate_form.html mfa/totp/deactivate_form.html mfa/webauthn/add_form.html
        mfa/webauthn/authenticator_confirm_delete.html mfa/webauthn/reauthenticate.html
    """,
    "test_after": "game/after/page.html game/follow_up/link.html game/follow_up/page.html",
    "test_authors": """
        game/preview.html admin/scenarios/scenario/desk.html admin/scenarios/scenario/frame.html
        admin/scenarios/scenario/copy.html admin/scenarios/scenario/check.html admin/scenarios/scenario/history.html
        admin/scenarios/scenario/chapter.html
    """,
    "test_full": "game/road.html game/screens/incident.html",
    "test_office": """
        admin/base_site.html admin/index.html admin/curated/change_form.html admin/curated/change_list.html
        admin/curated/review.html admin/research/source/import.html admin/research/submission/change_form.html
        admin/scenarios/scenario/bring_in.html admin/scenarios/scenario/change_list.html admin/scenarios/scenario/matrix.html
    """,
    "test_in_the_room": "game/screens/warm_up.html",
    "test_mixed": "game/card.html game/screens/paper.html",
    "test_one_device": "game/screens/cover.html",
    "test_rehearsal": "game/ready.html",
    "test_report": "game/report/page.html",
    "test_share": "research/share/case.html research/share/thanks.html",
    "test_slow": "game/dates.html",
    "test_solo": """
        scenarios/catalogue.html scenarios/scenario.html game/solo/talk.html
    """,
    "test_take_over": "game/lead.html game/leading.html game/host.html",
    "test_venue": "game/venue.html",
}
#: Parts of several pictures of the wall, and frames that are no page without what extends them.
PARTS = {
    *(f"game/wall/{name}.html" for name in ("top", "foot", "side", "time", "alone", "ask", "taken")),
    *("research/page.html", "research/list.html", "research/share/form.html"),
    *(f"keys/{name}.html" for name in ("again", "door", "page", "passwords")),
    "admin/scenarios/scenario/gone.html",  # a sentence, in the frame of the desk
}


def pages():
    """The templates that are a whole page, a screen or a picture."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        is_page = path.read_text().startswith("{% extends")
        if (is_page or name.startswith(SCREENS)) and name not in PARTS:
            yield name


def test_each_page_screen_and_picture_is_looked_at():
    listed = list(chain.from_iterable(names.split() for names in LOOKED_AT.values()))
    assert sorted(listed) == sorted(pages())


@pytest.mark.parametrize("name", sorted(LOOKED_AT))
def test_the_test_that_is_named_looks_with_axe(name):
    assert re.search(r"\bfaults\(", (ROOT / "tests" / "browser" / f"{name}.py").read_text())
