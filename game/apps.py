"""A live workshop."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class GameConfig(AppConfig):
    name = "game"
    verbose_name = _("Workshops")

    def ready(self) -> None:
        """Whoever deletes a workshop or a save link, by whatever way: the ledger is told."""
        from game import ledger  # noqa: PLC0415 (models are there now)
        from game.models import SaveLink, Workshop  # noqa: PLC0415

        def workshop_is_gone(instance: Workshop, **_how: Any) -> None:
            ledger.note(ledger.whole(instance.uuid))

        def link_is_gone(instance: SaveLink, **_how: Any) -> None:
            ledger.note(ledger.link(instance.key))

        post_delete.connect(workshop_is_gone, sender=Workshop, weak=False, dispatch_uid="workshop is gone")
        post_delete.connect(link_is_gone, sender=SaveLink, weak=False, dispatch_uid="link is gone")
