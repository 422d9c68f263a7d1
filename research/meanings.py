"""What the words of the library mean, printed wherever the words are."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: How well a claim about a case is supported.
OF_EVIDENCE: dict[str, Promise] = {
    "strong": _("peer-reviewed or independent evaluation states it"),
    "moderate": _("several or independent descriptions"),
    "weak": _("self-report, promotional or single-sided"),
    "inferred": _("our reading of what the sources describe"),
}
#: How well a practice itself is supported, and not only its parts.
OF_PRACTICE: dict[str, Promise] = {
    "strong": _("studied and found helpful"),
    "moderate": _("described in several sources or one good one"),
    "weak": _("seen in one place or in a self-report"),
}
#: What came of a case. Mixed is never proof of a bad result, and success is never proof of cause.
OF_OUTCOME: dict[str, Promise] = {
    "success": _("an independent source carries it; that is no proof of cause"),
    "mixed": _(
        "gains and losses side by side, in dispute, or good only by its own account; that is no proof of a bad result"
    ),
    "failed": _("an independent source says that it failed"),
    "too_early": _("our evidence ends within about a year of the start"),
}
