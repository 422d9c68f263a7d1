"""Publications: what everything in the library rests on."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research.files import short_citation
from research.models.fields import DoiField, LinesField, YearField, bare_doi
from research.models.reviewed import Reviewed
from research.models.searched import FoldedField, Searched


class Source(Searched, Reviewed):
    """A publication. `verified` is False where something needed for citing it was not seen: say so wherever it is shown.

    `read` says how much of the work stands behind what we take from it. No gap is filled by guessing.
    """

    class Type(models.TextChoices):
        """What sort of publication it is."""

        APPLICATION = "application", _("application")
        ARTICLE = "article", _("article")
        BLOG = "blog", _("blog post")
        BOOK = "book", _("book")
        CASE_PAGE = "case_page", _("case page")
        CHAPTER = "chapter", _("chapter")
        COMMENTARY = "commentary", _("commentary")
        CONFERENCE_PAPER = "conference_paper", _("conference paper")
        CRITIQUE = "critique", _("critique")
        DELIVERABLE = "deliverable", _("deliverable")
        ESSAY = "essay", _("essay")
        INTERVIEW = "interview", _("interview")
        LETTER = "letter", _("letter")
        NEWS = "news", _("news")
        NEWS_COMMENTARY = "news_commentary", _("news commentary")
        PARLIAMENTARY_RECORD = "parliamentary_record", _("parliamentary record")
        PROJECT_PAGE = "project_page", _("project page")
        PROJECT_REPORT = "project_report", _("project report")
        REGULATION = "regulation", _("regulation")
        REPORT = "report", _("report")
        REPORT_PAGE = "report_page", _("page of a report")
        THESIS = "thesis", _("thesis")
        WEB_PAGE = "web_page", _("web page")
        WIKI = "wiki", _("wiki page")
        WORKING_PAPER = "working_paper", _("working paper")

    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, help_text=_("Its short name, as in the address of its page.")
    )
    type = models.CharField(_("type"), max_length=30, choices=Type.choices, db_index=True)
    authors = LinesField(
        _("authors"), blank=True, help_text=_("One to a line. Empty where the names were not seen.")
    )
    year = YearField(_("year"), null=True, blank=True, help_text=_("Empty where it was not seen."))
    title = models.CharField(_("title"), max_length=400)
    container = models.CharField(_("published in"), max_length=300, blank=True)
    doi = DoiField(
        _("DOI"),
        max_length=200,
        blank=True,
        help_text=_("Without the address of a resolver. Empty where none was seen."),
    )
    url = models.URLField(_("address"), max_length=500, blank=True, help_text=_("Where it was seen."))
    read = models.CharField(
        _("how much was read"), max_length=200, help_text=_("It stands behind what we take from the work.")
    )
    verified = models.BooleanField(
        _("details confirmed"),
        default=False,
        help_text=_("Title, address and facts were seen in the work itself."),
    )
    note = models.TextField(_("note"), blank=True)
    folded = FoldedField(titles=("title",), texts=("slug", "authors", "container", "doi", "note"))

    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                condition=Q(doi="") | Q(doi__startswith="10."),
                name="doi_is_bare",
                violation_error_message=_("A DOI is kept bare: 10.1177/0952."),
            ),
            models.UniqueConstraint(
                fields=("doi",),
                condition=~Q(doi=""),
                name="doi_is_kept_once",
                violation_error_message=_("There is a source with this DOI already."),
            ),
        ]

    def __str__(self) -> str:
        return self.citation

    def clean(self) -> None:
        """Say which source has this DOI already, if one has."""
        super().clean()
        twin = Source.objects.filter(doi=bare_doi(self.doi)).exclude(pk=self.pk).first() if self.doi else None
        if twin is not None:
            raise ValidationError({"doi": _("This DOI is kept already, for: %(source)s.") % {"source": twin}})

    def get_absolute_url(self) -> str:
        """The page of the source."""
        return reverse("source", args=[self.slug])

    @property
    def citation(self) -> str:
        """Who, when and what, on one line."""
        return short_citation(
            {"authors": self.authors, "year": self.year, "title": self.title, "container": self.container}
        )

    @property
    def doi_address(self) -> str:
        """Where the DOI leads, or nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else ""
