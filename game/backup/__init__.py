"""The whole site in one file, and back: the same for SQLite and PostgreSQL, so that a site can also move between them."""
