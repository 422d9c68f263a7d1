"""Tests of keys: who comes in, what each role may, who was invited, and what was written down."""
