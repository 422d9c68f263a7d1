"""A scenario that comes from another installation: always a new one, unfinished until an author here has looked at it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scenarios.desk.copying import LONGEST_SLUG, SLUG
from scenarios.desk.saving import store
from scenarios.files import SHARED, slugs
from scenarios.models import Scenario
from scenarios.parcel import LARGEST_PARCEL, Parcel, unpacked


class ParcelForm(forms.Form):
    """The file, and another short name where its own is taken."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        error_messages={"required": gettext_lazy("Choose the file.")},
        help_text=gettext_lazy("The zip that another installation gave you under “As files”."),
    )
    slug = forms.CharField(
        label=gettext_lazy("Another short name"),
        max_length=LONGEST_SLUG,
        required=False,
        validators=[SLUG],
        help_text=gettext_lazy(
            "Only if there is a scenario of that name here already. Nothing is ever overwritten."
        ),
    )

    def clean_file(self) -> Parcel:
        """What is in it."""
        upload = cast("UploadedFile[bytes]", self.cleaned_data["file"])
        if upload.size is None or upload.size > LARGEST_PARCEL:
            raise ValidationError(_("This file is too large: a scenario takes less than 2 megabytes."))
        return unpacked(bytes(upload.read()))

    def clean(self) -> dict[str, Any]:
        """A name that nothing here has."""
        data = super().clean() or {}
        parcel: Parcel | None = data.get("file")
        if parcel is not None and "slug" not in self.errors:
            data["slug"] = data.get("slug") or parcel.slug
            try:
                check_name(data["slug"])
            except ValidationError as taken:
                self.add_error("slug", taken)
        return data


def check_name(slug: str) -> None:
    """ValidationError if a new scenario cannot be called so."""
    try:
        SLUG(slug if len(slug) <= LONGEST_SLUG else "")
    except ValidationError as odd:
        raise ValidationError(_("The name in the file cannot be used. Give it another one.")) from odd
    if slug == SHARED or slug in slugs() or Scenario.objects.filter(slug=slug).exists():
        raise ValidationError(_("There is a scenario called %(slug)s already.") % {"slug": slug})


def brought_in(parcel: Parcel, slug: str) -> Scenario:
    """The new scenario, saved: version 1, local, and marked as unfinished, so that nobody opens it unseen."""
    fresh = Scenario(slug=slug, version=1, is_local=True, origin=parcel.origin[:80])
    document = {**parcel.document, "unfinished": True}
    return store(fresh, document, parcel.texts, _("brought in: %(name)s") % {"name": parcel.origin})
