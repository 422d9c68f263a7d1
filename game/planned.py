"""When a workshop takes place: a day and an hour that its facilitator notes, for calendars only. It opens and closes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from game import calendars, dates, engine
from game.models import Workshop
from game.set_up import LATEST, NO_DATE, WALL

#: Where it stands among the settings of a workshop: `at` on the wall of `zone`, and how often it was changed.
PLACE = "planned"


class PlannedForm(forms.Form):
    """Day and hour, and the zone of the town; without a day, there is no date any more."""

    at = forms.DateTimeField(required=False, input_formats=WALL, error_messages={"invalid": NO_DATE})
    zone = forms.ChoiceField(choices=lambda: [(zone, zone) for zone in dates.zones()])

    def clean_at(self) -> datetime | None:
        """Ahead of us, and within two years."""
        wall: datetime | None = self.cleaned_data["at"]
        if wall is None:
            return None
        wall, now = wall.replace(tzinfo=None), datetime.fromtimestamp(engine.now() / 1000, UTC)
        if wall < now.replace(tzinfo=None) - timedelta(days=1):  # somewhere it is still yesterday
            raise ValidationError(_("This day is over. Choose one that is still to come."))
        if wall > now.replace(tzinfo=None) + LATEST:
            raise ValidationError(_("Choose a date within the next two years."))
        return wall


def initial(workshop: Workshop) -> dict[str, Any]:
    """What the form begins with."""
    return {"zone": dates.DEFAULTS["zone"], **workshop.chosen.get(PLACE, {})}


def when(workshop: Workshop) -> datetime | None:
    """When it takes place, in the zone of the town; None where that is not planned."""
    planned = workshop.chosen.get(PLACE, {})
    if not planned.get("at"):
        return None
    wall = datetime.fromisoformat(planned["at"])
    return dates.told(dates.milliseconds(wall, ZoneInfo(planned["zone"])), planned["zone"])


@transaction.atomic
def plan(workshop: Workshop, at: datetime | None, zone: str) -> None:
    """Note a date, or that there is none. Saying the same once more changes nothing."""
    row = Workshop.objects.select_for_update().get(pk=workshop.pk)
    known, wall = row.chosen.get(PLACE, {}), at.isoformat() if at else ""
    if (known.get("at", ""), known.get("zone", zone)) != (wall, zone):
        sequence = known["sequence"] + 1 if known else 0
        row.chosen[PLACE] = {"at": wall, "zone": zone, "sequence": sequence}
        row.save(update_fields=["chosen"])
    workshop.chosen = row.chosen


def file(
    workshop: Workshop, begins: datetime, minutes: int, language: str, words: str, door: str = ""
) -> bytes:
    """A calendar file for who leads, or with the address of the door for who takes part."""
    entry = calendars.Entry(
        uid=f"{workshop.slug}-{'part' if door else 'lead'}",
        begins=begins,
        ends=begins + timedelta(minutes=minutes),
        summary=workshop.title,
        language=language,
        description=words,
        url=door,
        sequence=workshop.chosen[PLACE]["sequence"],
    )
    return calendars.file("workshop", [entry])
