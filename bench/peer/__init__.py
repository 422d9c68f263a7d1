"""Another server for people who decide together, measured on the same core and in the same run: oTree."""
