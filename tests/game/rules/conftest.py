"""How many orders of commands are tried: about 300 by day, 20,000 by night (HYPOTHESIS_PROFILE=night)."""

import os

from hypothesis import settings

settings.register_profile("default", max_examples=300, deadline=None, print_blob=True)
settings.register_profile("night", max_examples=20_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
