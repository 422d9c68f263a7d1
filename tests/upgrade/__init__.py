"""Tests of the way from an earlier release to this one."""
