"""Addresses of the library."""

from django.urls import path

from research import views

urlpatterns = [path("", views.shelf, name="library")]
