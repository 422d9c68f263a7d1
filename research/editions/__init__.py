"""What a published version says: plain frozen shapes, written as JSON and read back. No row of the database is asked."""
