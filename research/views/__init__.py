"""The pages of the library: its lists and its records."""
