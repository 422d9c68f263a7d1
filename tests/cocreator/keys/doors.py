"""What tests of keys share: an account, the door, and the app on its phone."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

PASSWORD = "quiet-harbour-17"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def knock(client, name="berit", password=PASSWORD, **more):
    """Log in at the one door."""
    return client.post("/log-in/", {"username": name, "password": password, **more})


def with_app(user):
    """The account has an app; answers what the app's row is."""
    TOTP.activate(user, SECRET)
    return Authenticator.objects.get(user=user, type="totp")


def shown(steps=0):
    """The code that the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def is_inside(client):
    """Whether the browser is logged in: asked of a page for whoever is."""
    return client.get("/keys/").status_code == 200
