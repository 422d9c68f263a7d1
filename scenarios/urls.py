"""Addresses of the scenarios."""

from django.urls import path

from scenarios import views

urlpatterns = [
    path("", views.catalogue_page, name="scenarios"),
    path("schema.json", views.schema, name="scenario_schema"),
    path("<slug:slug>/", views.scenario_page, name="scenario"),
]
