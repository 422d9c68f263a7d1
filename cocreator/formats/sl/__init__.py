"""Slovene dates without the name of a month, which would have to be bent."""
