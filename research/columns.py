"""What the row of a record consists of: plain fields, parents and links to many."""

from __future__ import annotations

from typing import Any

from django.db.models import ManyToManyField, Model

from research.models.searched import FoldedField


def plain(model: type[Model]) -> tuple[str, ...]:
    """The names of the fields that are text, numbers and the like.

    What is derived from them is not among these, nor where the record is on its way to the public.
    """
    own = (f for f in meta_of(model).fields if not f.primary_key and not f.is_relation)
    return tuple(f.name for f in own if not isinstance(f, FoldedField) and f.name not in _workflow(model))


def parents(model: type[Model]) -> tuple[str, ...]:
    """The names of the fields that lead to one other record."""
    own = (f.name for f in meta_of(model).fields if f.is_relation)
    return tuple(name for name in own if name not in _workflow(model))


def links(model: type[Model]) -> tuple[str, ...]:
    """The names of the fields that lead to many other records."""
    return tuple(f.name for f in meta_of(model).many_to_many)


def joint(model: type[Model], link: str) -> tuple[Any, str, str]:
    """The table between two kinds of records, and its columns for the near and the far side."""
    field = meta_of(model).get_field(link)
    assert isinstance(field, ManyToManyField)
    return field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()


def meta_of(model: type[Model]) -> Any:
    """What Django knows of a model."""
    return model._meta  # noqa: SLF001  Django's documented way to ask a model


def _workflow(model: type[Model]) -> tuple[str, ...]:
    return getattr(model, "WORKFLOW", ())
