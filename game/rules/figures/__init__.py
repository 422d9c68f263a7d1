"""What the room did, counted so that it may be shown: on the wall and in the report, never beyond KEEP-3."""
