"""The history of a scenario: who, when, why, what changed in words; an older state is brought back as a new save."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from scenarios.admin.base import DeskPage
from scenarios.desk import past

ON_A_PAGE = 20


class HistoryPage(DeskPage):
    """What was."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """All saves, the newest first."""
        row = self.row(request, object_id)
        asked = request.GET.get("from", "")
        first = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
        total = row.history.count()
        told = {
            "lines": past.past_of(row, first, ON_A_PAGE),
            "newer": max(0, first - ON_A_PAGE) if first else None,
            "older": first + ON_A_PAGE if first + ON_A_PAGE < total else None,
        }
        return self.page(request, row, "history", _("History"), told)

    def restore_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Bring an older state back."""
        row = self.row(request, object_id)
        self.must_change(request, row)
        asked = request.POST.get("line", "")
        if asked.isdecimal() and len(asked) < 18 and past.restore(row.pk, int(asked)):
            messages.success(request, _("Brought back. What stood there before is in the history."))
        elif request.method == "POST":
            messages.error(request, _("There is no such state in the history of this scenario."))
        return HttpResponseRedirect(self.address(row, "history"))
