"""The front as docker-compose.yml has it, on loopback: the same Caddyfile, with a certificate that only this test trusts."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from tests.browser.server import free_port
from tests.front.compose import ROOT
from tests.front.names import Names

SITE = "localhost"
PATIENCE_SECONDS = 30
#: A site in the internet has its certificate from an authority and two fixed ports; a test has its own of both.
ALONE = """admin off
	local_certs
	skip_install_trust
	http_port {http}
	https_port {https}"""


class Front:
    """Caddy, in a process of its own; `names` tells it where the web processes are, all on `port`."""

    def __init__(self, folder: Path, names: Names, port: int) -> None:
        program = shutil.which("caddy")
        if program is None:
            pytest.skip("caddy is not installed: apt-get install --no-install-recommends caddy")
        self.folder, self.port = folder, free_port()
        self.root = f"https://{SITE}:{self.port}"
        self.file = folder / "Caddyfile"
        self.file.write_text(self._here(names.port, port))
        environment = {"PATH": os.environ["PATH"], "SITE": SITE, "HOME": str(folder)}
        environment |= {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        command = [program, "run", "--config", str(self.file), "--adapter", "caddyfile"]
        with (folder / "front.log").open("wb") as out:
            self.process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)

    def _here(self, names_port: int, port: int) -> str:
        text = (ROOT / "Caddyfile").read_text()
        alone = ALONE.format(http=free_port(), https=self.port)
        text, once = re.subn(r"admin off", alone, text)
        text, found = re.subn(r"port 8000\n", f"port {port}\n resolvers udp/127.0.0.1:{names_port}\n", text)
        assert (once, found) == (1, 1)
        return text

    def trust(self) -> ssl.SSLContext:
        """Trust the authority that this front has made for itself, as soon as there is one; no other."""
        authority = self.folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not authority.exists() or not authority.read_text().endswith("-----END CERTIFICATE-----\n"):
            assert self.process.poll() is None and time.monotonic() < deadline, self.log()
            time.sleep(0.05)
        return ssl.create_default_context(cafile=str(authority))

    def log(self) -> str:
        """All that it has written."""
        return (self.folder / "front.log").read_text()

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
