"""Addresses of the scenarios."""

from django.urls import path

from scenarios import views

urlpatterns = [path("schema.json", views.schema, name="scenario_schema")]
