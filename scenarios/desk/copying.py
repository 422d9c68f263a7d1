"""A local scenario begins as a copy of one that can be played."""

from __future__ import annotations

import copy
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.typed import LineField
from scenarios.desk.labels import LANGUAGES
from scenarios.desk.saving import own_texts, store
from scenarios.files import SHARED, slugs
from scenarios.models import Scenario

LONGEST_TITLE = 90
LONGEST_TOWN = 40
LONGEST_SLUG = 50
SLUG = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", gettext_lazy("Small letters, digits and single hyphens: our-long-evenings.")
)


class CopyForm(forms.Form):
    """What the copy shall be called, and which languages it takes along."""

    title = LineField(
        LONGEST_TITLE,
        label=gettext_lazy("Title"),
        error_messages={"required": gettext_lazy("Give it a title.")},
        help_text=gettext_lazy("What players read: at most 12 words."),
    )
    slug = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=LONGEST_SLUG,
        validators=[SLUG],
        help_text=gettext_lazy(
            "For addresses and files: small letters, digits and hyphens. It stays as it is."
        ),
        error_messages={"required": gettext_lazy("Give it a short name.")},
    )
    town = LineField(
        LONGEST_TOWN,
        required=False,
        label=gettext_lazy("What your town is called"),
        help_text=gettext_lazy("It will stand wherever the old name stands now. Empty: the name stays."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages to take along"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "English is always there. Take another one only if you will keep it up to date: a language that is there "
            "has to be complete before the scenario can be opened."
        ),
    )

    def __init__(self, row: Scenario, data: Any = None) -> None:
        super().__init__(data)
        old = town_of(row)
        if old:
            self.fields["town"].label = _("What your town is called, instead of %(old)s") % {"old": old}
        else:
            del self.fields["town"]
        languages: Any = self.fields["languages"]
        languages.choices = [
            (name, LANGUAGES.get(name, name)) for name in sorted(own_texts(row)) if name != "en"
        ]
        if not languages.choices:
            del self.fields["languages"]

    def clean_slug(self) -> str:
        """A name that nothing else has."""
        slug: str = self.cleaned_data["slug"]
        if slug == SHARED or slug in slugs() or Scenario.objects.filter(slug=slug).exists():
            raise ValidationError(_("There is a scenario called %(slug)s already."), params={"slug": slug})
        return slug


def town_of(row: Scenario) -> str:
    """The name of the town, as its place begins: "Vesterlund, 38,000 people". Empty where it has no comma."""
    place = str(own_texts(row).get("en", {}).get("place", ""))
    name, comma, _rest = place.partition(",")
    return name.strip() if comma else ""


def renamed(tree: Any, old: str, new: str) -> Any:
    """The same texts with another name of the town, wherever the old one stands as a word of its own."""
    if isinstance(tree, str):
        return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _match: new, tree)
    if isinstance(tree, dict):
        return {key: renamed(value, old, new) for key, value in tree.items()}
    return tree


def copied(row: Scenario, slug: str, title: str, languages: list[str], town: str = "") -> Scenario:
    """A new local scenario that says what another one says, under its own name, in version 1; perhaps of another town."""
    document = copy.deepcopy(row.document)
    old = town_of(row)
    texts = {
        language: {**(renamed(tree, old, town) if old and town else copy.deepcopy(tree)), "title": title}
        for language, tree in own_texts(row).items()
        if language in ("en", *languages)
    }
    fresh = Scenario(slug=slug, version=1, is_local=True, origin=f"{row.slug} {row.version}")
    return store(fresh, document, texts, _("copied from %(name)s") % {"name": fresh.origin})
