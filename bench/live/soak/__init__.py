"""People play for an hour, in workshops that end and begin anew: does anything of the server grow?"""
