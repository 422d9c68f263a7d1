"""A study with its papers, and a workshop of two tables under it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from game import opening
from game.models import InformationSheet, Study, Workshop
from tests.factories import ScenarioFactory, seat

SHEET = "We study how tables decide.\n\nTaking part is free."


@pytest.fixture
def researcher(django_user_model):
    return django_user_model.objects.create_user("researcher", password="p")


@pytest.fixture
def leader(django_user_model):
    return django_user_model.objects.create_user("leader", password="p")


@pytest.fixture
def study(db, researcher, leader) -> Study:
    made = Study.objects.create(
        title="Who holds the pen",
        protocol="RUC 12, at the archive",
        ethics="Board of Examples, 3 March",
        controller="Example University\nExample Street 1",
        contact="dpo@example.org",
        legal_basis="e",
        special_basis="j",
        kept_until=localdate() + timedelta(days=200),
    )
    InformationSheet.objects.create(study=made, language="en", text=SHEET)
    made.people.add(researcher)
    made.leaders.add(leader)
    return made


@pytest.fixture
def workshop(study, leader) -> Workshop:
    """Its doors are open, and nobody is there yet."""
    made = Workshop.objects.create(
        scenario=ScenarioFactory(is_shipped=True), study=study, title="Hall", chosen={"tables": 2, "seats": 5}
    )
    made.facilitators.add(leader)
    opening.open_doors(made)
    made.refresh_from_db()
    return made


@pytest.fixture
def people(workshop):
    """Five at the first table, in the order of their seats."""
    return seat(workshop, 5)
