"""What the front lets through, what it refuses, and what it tells the web processes of a visitor."""

import http.client
import json
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.server import free_port
from tests.front.caddy import SITE, Front
from tests.front.names import Names

PLACES = ("127.0.0.2", "127.0.0.3")
PATIENCE_SECONDS = 30


class Told(BaseHTTPRequestHandler):
    """Stands for a web process: answers with what it was told, one request on each line."""

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        read = len(self.rfile.read(length)) if length else 0
        seen = {"here": self.server.server_address[0], "path": self.path, "read": read}
        body = json.dumps({**seen, "headers": [[n.lower(), v] for n, v in self.headers.items()]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 (the name is the base class's)

    def log_message(self, *words):
        """Say nothing."""


class Web:
    """One web process that stands in."""

    def __init__(self, place, port):
        self.server = ThreadingHTTPServer((place, port), Told)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """A front with two web processes behind it: how it is asked, the front, and a name server to tell lies with."""
    port = free_port()
    webs, names = [Web(place, port) for place in PLACES], Names(*PLACES)
    front = Front(tmp_path_factory.mktemp("front"), names, port)
    try:
        trust = front.trust()

        def ask(path="/", method="GET", body=None, **headers):
            line = http.client.HTTPSConnection(SITE, front.port, timeout=PATIENCE_SECONDS, context=trust)
            try:
                line.request(method, path, body, {n.replace("_", "-"): v for n, v in headers.items()})
                answer = line.getresponse()
                return answer, answer.read()
            finally:
                line.close()

        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                ask()
                break
            except OSError:
                assert time.monotonic() < deadline, front.log()
                time.sleep(0.1)
        yield ask, front, names, webs
    finally:
        front.stop()
        names.close()
        for web in webs:
            web.close()


def line_to(front):
    """A bare line to the front, for what no library would send."""
    bare = socket.create_connection((SITE, front.port), PATIENCE_SECONDS)
    return front.trust().wrap_socket(bare, server_hostname=SITE)


def headers_of(body):
    """What a web process was told, by name; several of one name together."""
    told = {}
    for name, value in json.loads(body)["headers"]:
        told.setdefault(name, []).append(value)
    return told


def test_requests_go_round_to_all_processes(street):
    ask, _front, names, _webs = street
    here = [json.loads(ask()[1])["here"] for _ in range(6)]
    assert {here.count(place) for place in PLACES} == {3}
    assert set(names.asked) == {"web"}


def test_web_is_told_who_came_and_how_and_believes_nobody_else(street):
    ask, *_rest = street
    lies = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "http", "X_Forwarded_Host": "evil.example"}
    _answer, body = ask("/", **lies, Forwarded="for=203.0.113.9")
    told = headers_of(body)
    assert told["x-forwarded-for"] == ["127.0.0.1"]
    assert told["x-forwarded-proto"] == ["https"]
    assert [host.partition(":")[0] for host in (*told["host"], *told["x-forwarded-host"])] == [SITE, SITE]


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/metrics/",
        "/metrics?x=1",
        "/METRICS",
        "/%6Detrics",
        "/./metrics",
        "//metrics",
        "/healthz",
        "/readyz",
    ],
)
def test_what_is_for_operators_is_nowhere_outside(street, path):
    ask, *_rest = street
    answer, body = ask(path, Authorization="Bearer a-token")
    assert (answer.status, body) == (404, b"There is nothing here.")


def test_names_that_only_begin_alike_are_let_through(street):
    ask, *_rest = street
    assert json.loads(ask("/metrics-of-a-town/")[1])["path"] == "/metrics-of-a-town/"


def test_body_below_ten_megabytes_is_let_through(street):
    ask, *_rest = street
    answer, body = ask("/", "POST", b"x" * 9_999_999)
    assert (answer.status, json.loads(body)["read"]) == (200, 9_999_999)


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("Content-Length: 10000000", 413),
        ("Content-Length: 99999999999", 413),
        ("Transfer-Encoding: chunked", 411),
    ],
)
def test_larger_body_and_one_without_a_length_are_refused_before_they_are_read(street, length, status):
    _ask, front, *_rest = street
    with line_to(front) as line:
        line.sendall(f"POST / HTTP/1.1\r\nHost: {SITE}\r\n{length}\r\n\r\n".encode())
        line.sendall(b"3\r\nabc\r\n0\r\n\r\n")
        assert int(line.recv(1024).split()[1]) == status


def test_upload_that_breaks_off_does_not_make_a_process_look_ill(street):
    ask, front, *_rest = street
    for _ in range(6):
        with line_to(front) as line:
            line.sendall(f"POST / HTTP/1.1\r\nHost: {SITE}\r\nContent-Length: 9000000\r\n\r\n".encode())
            line.sendall(b"x" * 400_000)
    assert {json.loads(ask()[1])["here"] for _ in range(6)} == set(PLACES)


def test_other_names_have_no_certificate(street):
    _ask, front, *_rest = street
    with socket.create_connection((SITE, front.port), PATIENCE_SECONDS) as bare, pytest.raises(ssl.SSLError):
        front.trust().wrap_socket(bare, server_hostname="other.example")


def test_process_that_is_gone_is_not_asked_and_one_that_comes_is(street):
    """No request is lost meanwhile, a deed no more than a page. The name server still tells of both."""
    ask, _front, _names, webs = street
    port = webs[1].server.server_address[1]
    webs[1].close()
    try:
        found = [ask("/", method) for method in ("GET", "POST") * 4]
        assert [answer.status for answer, _body in found] == [200] * 8
        assert {json.loads(body)["here"] for _answer, body in found} == {PLACES[0]}
    finally:
        webs[1] = Web(PLACES[1], port)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while json.loads(ask()[1])["here"] != PLACES[1]:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_more_processes_are_found_by_their_name_alone(street):
    ask, _front, names, webs = street
    third = Web("127.0.0.4", webs[0].server.server_address[1])
    names.addresses.append("127.0.0.4")
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while json.loads(ask()[1])["here"] != "127.0.0.4":
            assert time.monotonic() < deadline
            time.sleep(0.2)
    finally:
        names.addresses.remove("127.0.0.4")
        third.close()


def test_log_tells_of_faults_and_of_nobody(street):
    """No process is there: nobody is answered, and the log says so without saying who asked for what."""
    ask, front, _names, webs = street
    port = webs[0].server.server_address[1]
    for web in webs:
        web.close()
    try:
        answer, _body = ask("/workshops/a-secret-place/?with=a-secret", Cookie="seat=a-secret")
        assert answer.status in (502, 503)
    finally:
        webs[:] = [Web(place, port) for place in PLACES]
    assert "ERROR" in front.log()
    assert "a-secret" not in front.log()
