"""Dates in Slovene: 26. 11. 2026, since Django knows the names of months in one case only."""

DATE_FORMAT = "j. n. Y"
DATETIME_FORMAT = "j. n. Y, H:i"
MONTH_DAY_FORMAT = "j. n."
