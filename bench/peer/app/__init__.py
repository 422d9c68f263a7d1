"""A project of oTree, as small as it can be: it is copied to a temporary folder and run there by oTree alone."""
