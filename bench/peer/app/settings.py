"""What oTree wants to know: one session with one app, nobody who logs in, nothing that is paid."""

from os import environ

SESSION_CONFIGS = [{"name": "vote", "app_sequence": ["vote"], "num_demo_participants": 5}]
SESSION_CONFIG_DEFAULTS = {"real_world_currency_per_point": 1, "participation_fee": 0}
LANGUAGE_CODE = "en"
REAL_WORLD_CURRENCY_CODE = "EUR"
USE_POINTS = False
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = environ.get("OTREE_ADMIN_PASSWORD")
SECRET_KEY = environ["OTREE_SECRET_KEY"]
