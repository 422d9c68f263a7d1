"""A log-in of a municipality that exists in tests only: it speaks OpenID Connect on loopback, and lets in whom it is told to."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

from cocreator.environment import own_log_in

CLIENT, SECRET = "co-creator", "told-to-nobody-else"
#: What the log-in tells of her.
BERIT = {"sub": "4711", "email": "berit@example.org", "email_verified": True, "preferred_username": "berit.h"}


class TownHall:
    """What it says of whoever comes next, and what it was asked."""

    def __init__(self):
        self.url = ""
        self.person = {}
        self.asked = []
        #: In the place of its answers: so it raves.
        self.raving = {}

    def answer(self, path):
        if path in self.raving:
            return self.raving[path]
        if path == "/.well-known/openid-configuration":
            ends = {"authorization": "enter", "token": "token", "userinfo": "who"}
            told = {f"{name}_endpoint": f"{self.url}/{end}" for name, end in ends.items()}
            return json.dumps({"issuer": self.url, "jwks_uri": f"{self.url}/keys", **told})
        if path == "/token":
            claims = {"iss": self.url, "aud": CLIENT, "iat": 1, "exp": 9_999_999_999, **self.person}
            signed = jwt.encode(claims, "k" * 32, algorithm="HS256")
            return json.dumps({"access_token": "a", "token_type": "Bearer", "id_token": signed})
        return json.dumps(self.person)


@contextmanager
def open_hall():
    """It answers as long as this lasts."""
    hall = TownHall()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            hall.asked.append((self.path, sent))
            said = hall.answer(self.path).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_GET  # noqa: N815  the name that the library looks for

        def log_message(self, *args):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    hall.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hall
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def trusted(settings, hall, trusts_addresses=False, role=""):
    """The site knows this log-in."""
    settings.OIDC_URL, settings.OIDC_NAME, settings.OIDC_ROLE = hall.url, "Odd Harbour", role
    settings.SOCIALACCOUNT_PROVIDERS = own_log_in(hall.url, CLIENT, SECRET, "Odd Harbour", trusts_addresses)


def go(client, query=""):
    """Press the button; answers what the site sent along."""
    answer = client.get(f"/log-in/with/own/{query}")
    assert answer.status_code == 302, answer.content
    return {name: value[0] for name, value in parse_qs(urlsplit(answer["Location"]).query).items()}


def come_back(client, state, code="c"):
    """The browser is sent back."""
    return client.get("/log-in/with/own/back/", {"state": state, "code": code})


def through(client, query=""):
    """Press, be let in over there, and come back."""
    return come_back(client, go(client, query)["state"])
