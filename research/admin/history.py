"""History at the curators' desk: it is read and never brought back, and it knows of links that are made from the other side."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from simple_history.admin import SimpleHistoryAdmin

#: Digits of the number of a row, or of an older state; a database knows no longer ones.
LONGEST_NUMBER = 18


class Remembered(SimpleHistoryAdmin):  # type: ignore[misc]
    """Rows whose history can be read.

    An older state is not brought back by a button: state, short name and links would come past every check.
    """

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """All that was changed in a row, and why."""
        _must_be_numbers(object_id)
        answer: HttpResponse = super().history_view(request, object_id, extra_context)
        return answer

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """A row as it was then, to read."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        _must_be_numbers(object_id, version_id)
        answer: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
        return answer

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """Always."""
        return True

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the rows of an inline. A link is content of one of its two records: its history has it too."""
        owner = formset.model._meta.auto_created  # noqa: SLF001  the model in which the link is declared, else False
        tied = _tied(formset, owner.__name__.lower()) if owner else set()
        super().save_formset(request, form, formset, change)
        for record in owner.objects.filter(pk__in=tied) if tied else ():
            record._history_user = request.user  # noqa: SLF001  django-simple-history's documented way
            record._change_reason = gettext("linked from another record")  # noqa: SLF001
            record.save(update_fields=["folded"])


def _must_be_numbers(*told: str) -> None:
    """Http404 for what cannot be the number of a row or of an older state."""
    if not all(one.isdecimal() and len(one) <= LONGEST_NUMBER for one in told):
        raise Http404("no such row, or no such state of it")


def _tied(formset: Any, name: str) -> set[int]:
    """The records whose links this formset makes, changes or cuts: as they were, and as they will be."""
    touched = [form for form in formset.forms if form.has_changed() or form in formset.deleted_forms]
    before = {form.initial.get(name) for form in touched}
    after = {record.pk for form in touched if (record := form.cleaned_data.get(name))}
    return (before | after) - {None}
