"""People of a workshop and what they wrote: rows that can be deleted, never in the log."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from game.models.signs import NAME_LENGTH, REFLECTION_LENGTH, new_key
from game.models.workshop import Workshop


class Player(models.Model):
    """A person in a workshop: a chosen name, and the key of the personal link. No account, no address (KEEP-1)."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="players")
    id_in_log = models.CharField(max_length=16)
    name = models.CharField(max_length=NAME_LENGTH)
    key = models.CharField(max_length=32, unique=True, default=new_key)

    class Meta:
        verbose_name = _("player")
        verbose_name_plural = _("players")
        constraints = [models.UniqueConstraint(fields=("workshop", "id_in_log"), name="one_row_per_player")]

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """Free text by a person, one per player and step; it can be deleted and never enters the log."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="notes")
    player = models.CharField(max_length=16)
    id_in_log = models.CharField(max_length=40)
    text = models.CharField(max_length=REFLECTION_LENGTH)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.UniqueConstraint(fields=("workshop", "id_in_log"), name="one_note_per_step")]

    def __str__(self) -> str:
        return self.id_in_log


class Answer(models.Model):
    """How sure a person is, 0 to 10, or how often one has done it; a row that can be deleted, never in the log.

    `name` is `before-1` to `before-5`, `back-1` and `now-1` likewise, or `often` (0 never, 1 once, 2 some times,
    3 many times).
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="answers")
    player = models.CharField(max_length=16)
    name = models.CharField(max_length=10)
    value = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=("workshop", "player", "name"), name="one_answer_per_row"),
            models.CheckConstraint(condition=models.Q(value__lte=10), name="answers_from_0_to_10"),
        ]

    def __str__(self) -> str:
        return f"{self.player}.{self.name}"
