"""Tests of the backup of a whole site."""
