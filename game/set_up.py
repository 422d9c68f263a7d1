"""What a facilitator chooses before the doors open: the form, and the workshop that it makes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from game import dates, engine, leading
from game.models import NAME_LENGTH, TITLE_LENGTH, Study, Workshop
from game.opening import DEFAULTS
from game.rules import refused
from game.rules.round.moments import CUSTOM, ROUNDS
from game.rules.round.votes import RULES
from game.rules.seating.roles import ASSIGNMENTS
from research.typed import LineField, plain_text
from scenarios.models import Scenario

MOST_TABLES = 100
FEWEST_SEATS, MOST_SEATS = 3, 8
FEWEST_ROUNDS, MOST_ROUNDS = 3, 7
FORMATS = (*ROUNDS, CUSTOM)
#: What people are promised about their votes (VOTE-10).
PROMISES = ("confidential", "anonymous")
LONGEST_RETENTION = 90
#: On which scenario the form begins, unless another one is wanted.
USUAL = "the-long-evenings"
#: How a browser sends a date and a time.
WALL = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")
#: So far ahead a slow workshop may begin and end.
LATEST = timedelta(days=730)
#: What is no setting, and stays when the settings are saved again: the deeds tried in rehearsals, and the day.
KEPT = ("tried", "planned")
NO_DATE = gettext_lazy("Write the date and the time, such as 2027-03-01 18:00.")

User = AbstractBaseUser | AnonymousUser


class ScenarioField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A scenario, called by its own title. One that cannot be opened is not among them, and says why."""

    def label_from_instance(self, obj: Any) -> str:
        """The title in the reader's language."""
        return title_of(obj)

    def to_python(self, value: Any) -> Any:
        """The scenario; a ValidationError where its author has to mend something first."""
        try:
            return super().to_python(value)
        except ValidationError:
            waiting = Scenario.objects.filter(pk=value).first() if str(value).isdecimal() else None
            if waiting is None:
                raise
            raise ValidationError(
                _("“%(title)s” cannot be opened yet: its author has to mend something first."),
                params={"title": title_of(waiting)},
            ) from None


class SetUpForm(forms.Form):
    """Scenario, format, tables and their names, seats, timers, and who else leads."""

    scenario = ScenarioField(
        Scenario.objects.ready(),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a scenario.")},
    )
    title = LineField(TITLE_LENGTH, required=False)
    format = forms.ChoiceField(choices=[(form, form) for form in FORMATS])
    rounds = forms.IntegerField(min_value=FEWEST_ROUNDS, max_value=MOST_ROUNDS, required=False)
    tables = forms.IntegerField(min_value=1, max_value=MOST_TABLES)
    names = forms.CharField(required=False, max_length=MOST_TABLES * (NAME_LENGTH + 2))
    seats = forms.IntegerField(min_value=FEWEST_SEATS, max_value=MOST_SEATS)
    timers = forms.ChoiceField(choices=[("soft", "soft"), ("hard", "hard"), ("off", "off")])
    mode = forms.ChoiceField(choices=[(mode, mode) for mode in ("gate", "free", "slow")], required=False)
    factor = forms.TypedChoiceField(choices=[(1, 1), (2, 2), (10, 10)], coerce=int)
    rule = forms.ChoiceField(choices=[(rule, rule) for rule in RULES], required=False)
    voting = forms.ChoiceField(choices=[(promise, promise) for promise in PROMISES], required=False)
    assignment = forms.ChoiceField(choices=[(mode, mode) for mode in ASSIGNMENTS], required=False)
    moves = forms.BooleanField(required=False)
    incidents = forms.BooleanField(required=False)
    safeguards = forms.BooleanField(required=False)
    plenaries = forms.BooleanField(required=False)
    bots = forms.BooleanField(required=False)
    chairs_may_open = forms.BooleanField(required=False)
    retention = forms.IntegerField(min_value=1, max_value=LONGEST_RETENTION)
    follow_up = forms.BooleanField(required=False)
    study = forms.ModelChoiceField(Study.objects.none(), required=False)
    colleagues = LineField(300, required=False)
    first = forms.DateTimeField(required=False, input_formats=WALL, error_messages={"invalid": NO_DATE})
    finale = forms.DateTimeField(required=False, input_formats=WALL, error_messages={"invalid": NO_DATE})
    zone = forms.ChoiceField(choices=lambda: [(zone, zone) for zone in dates.zones()], required=False)
    choose_days = forms.IntegerField(min_value=1, max_value=60, required=False)
    talk_days = forms.IntegerField(min_value=1, max_value=60, required=False)
    vote_days = forms.IntegerField(min_value=1, max_value=60, required=False)
    every_days = forms.IntegerField(min_value=3, max_value=180, required=False)

    def __init__(self, *args: Any, user: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = Study.objects.filter(leaders=user.pk, kept_until__gt=localdate()) if user else None
        if mine is not None:
            self.fields["study"].queryset = mine.distinct()  # type: ignore[attr-defined]

    def clean_names(self) -> list[str]:
        """One name per line; empty lines in between leave a table without a name."""
        names = [plain_text(line) for line in self.cleaned_data["names"].strip().splitlines()]
        for name in names:
            if len(name) > NAME_LENGTH:
                raise ValidationError(
                    _("“%(name)s” is too long for a table: at most %(most)d signs."),
                    params={"name": name, "most": NAME_LENGTH},
                )
        return names

    def clean_colleagues(self) -> list[Any]:
        """The accounts of those who lead too, by user name."""
        return accounts(self.cleaned_data["colleagues"])

    def clean(self) -> dict[str, Any]:
        """No more names than tables, no more rounds than the scenario has."""
        data = super().clean() or {}
        names, tables = data.get("names"), data.get("tables")
        if names and tables and len(names) > tables:
            self.add_error(
                "names",
                ValidationError(
                    _("You have named %(named)d tables, but there are %(tables)d."),
                    params={"named": len(names), "tables": tables},
                ),
            )
        data["rounds"] = data.get("rounds") or FEWEST_ROUNDS
        data["rule"] = data.get("rule") or DEFAULTS["rule"]
        data["voting"] = data.get("voting") or DEFAULTS["voting"]
        data["mode"] = data.get("mode") or DEFAULTS["mode"]
        data["assignment"] = data.get("assignment") or DEFAULTS["assignment"]
        if data["mode"] == "slow":
            self._clean_dates(data)
        scenario, form = data.get("scenario"), data.get("format")
        most = scenario.document.get("max_rounds", 7) if scenario else 7
        if form == CUSTOM and data["rounds"] > most:
            self.add_error("rounds", _("This scenario has %(most)d rounds at most.") % {"most": most})
        elif form and ROUNDS.get(form, 0) > most:
            self.add_error("format", _("This scenario is too short for that format. Choose a shorter one."))
        return data

    def _clean_dates(self, data: dict[str, Any]) -> None:
        """Dates of slow play: all in the future, a round over before the next one opens, the finale after the last."""
        slow = {name: data.get(name) or dates.DEFAULTS[name] for name in dates.DEFAULTS}
        slow |= {
            name: wall.replace(tzinfo=None).isoformat()
            for name in ("first", "finale")
            if (wall := data.get(name))
        }
        data["slow"] = slow
        if self.errors:
            return
        if not slow["first"]:
            self.add_error("first", _(refused.NO_DATES))
            return
        if sum(slow[name] for name in ("choose_days", "talk_days", "vote_days")) >= slow["every_days"]:
            self.add_error(
                "every_days",
                _(
                    "A round takes that long by itself, and leaves no day to read what follows. Give it more days."
                ),
            )
        rounds = ROUNDS.get(data.get("format", ""), data["rounds"])
        latest = datetime.fromtimestamp(engine.now() / 1000, UTC).replace(tzinfo=None) + LATEST
        late = [
            name for name in ("first", "finale") if slow[name] and datetime.fromisoformat(slow[name]) > latest
        ]
        for name in late:
            self.add_error(name, _("Choose a date within the next two years."))
        if late:
            return
        rows, finale = dates.planned(slow, rounds)
        if rows[0][0] <= engine.now():
            self.add_error("first", _(refused.DATES_ARE_PAST))
        if finale <= rows[-1][3]:
            self.add_error(
                "finale", _("The debrief would begin before the last vote has closed. Choose a later date.")
            )

    def save(self, workshop: Workshop, user: Any) -> Workshop:
        """Write what was chosen into a workshop that is being set up; whoever sets it up leads it."""
        data = self.cleaned_data
        workshop.scenario = data["scenario"]
        workshop.study = data["study"]
        workshop.title = data["title"] or title_of(data["scenario"])
        workshop.table_names = {str(n): name for n, name in enumerate(data["names"], 1) if name}
        kept = {name: workshop.chosen[name] for name in KEPT if name in workshop.chosen}
        workshop.chosen = {name: data[name] for name in DEFAULTS} | kept
        if data["mode"] == "slow":
            workshop.chosen["slow"] = data["slow"]
        with transaction.atomic():
            workshop.save()
            workshop.facilitators.set([user, *data["colleagues"], *leading.came_by_link(workshop)])
        return workshop


def accounts(names: str) -> list[Any]:
    """The accounts of these user names, with commas or blanks between; a ValidationError names one that is none."""
    found = []
    for name in plain_text(names).replace(",", " ").split():
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None:
            raise ValidationError(_("There is no account called %(name)s."), params={"name": name})
        if not user.has_perm("game.add_workshop"):
            raise ValidationError(
                _("%(name)s is no facilitator. An administrator can give that role."), params={"name": name}
            )
        found.append(user)
    return found


def initial(workshop: Workshop | None, user: Any, wanted: str = "") -> dict[str, Any]:
    """What the form begins with: what was chosen before, else the usual, on the scenario that was wanted."""
    found = {row.slug: row for row in Scenario.objects.ready().filter(slug__in=(wanted, USUAL))}
    first = found.get(wanted) or found.get(USUAL) or Scenario.objects.ready().first()
    if workshop is None:
        return {**DEFAULTS, **dates.DEFAULTS, "scenario": first}
    names = [workshop.table_names.get(str(n), "") for n in range(1, _named(workshop) + 1)]
    here = {user.pk, *(account.pk for account in leading.came_by_link(workshop))}
    others = workshop.facilitators.exclude(pk__in=here).values_list("username", flat=True)
    return {
        **DEFAULTS,
        **dates.DEFAULTS,
        **workshop.chosen,
        **workshop.chosen.get("slow", {}),
        "scenario": workshop.scenario,
        "title": workshop.title,
        "names": "\n".join(names),
        "colleagues": ", ".join(others),
        "study": workshop.study_id,
    }


def title_of(scenario: Scenario) -> str:
    """A scenario's title in the reader's language, else in English."""
    texts = scenario.texts
    own = texts.get(get_language() or "en", {}).get("title") or texts.get("en", {}).get("title")
    return str(own or scenario.slug)


def _named(workshop: Workshop) -> int:
    return max((int(number) for number in workshop.table_names), default=0)
