"""The service `backup` is run by a shell, in other folders; and what it makes gets into no image."""

import os
import re
import subprocess
import sys
import time

import pytest

from game.ledger import BACKUP_DAYS
from tests.front.compose import ROOT, services

BACKUP = services({"SECRET_KEY": "-", "ALLOWED_HOSTS": "-", "POSTGRES_PASSWORD": "-"})["backup"]
GUIDE = (ROOT / "docs/operations.md").read_text()
HOUR = 60 * 60
DAY = 24 * HOUR


class Night:
    """The script of the service, with a `python` and a `sleep` of our own. The last nap ends it."""

    def __init__(self, folder):
        self.folder, self.backups, self.var = folder, folder / "backups", folder / "var"
        for path in (folder / "bin", self.backups, self.var):
            path.mkdir()
        (self.var / "erased.jsonl").write_text("a line\n")
        for name, age in {"old.zip": 36, "young.zip": 33}.items():
            self.made(name, age * DAY)

    def made(self, name, age):
        (self.backups / name).touch()
        os.utime(self.backups / name, times=(time.time() - age,) * 2)

    def age(self, name):
        return time.time() - (self.backups / name).stat().st_mtime

    def run(self, python, naps):
        """Return how long each nap was to be, in seconds."""
        told = {"python": python, "sleep": f'echo $1 >>naps; [ $(wc -l <naps) -lt {naps} ] || kill "$PPID"'}
        for name, text in told.items():
            (self.folder / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
            (self.folder / "bin" / name).chmod(0o755)
        subprocess.run(
            ["sh", "-c", self.here(BACKUP.command[-1].replace("$$", "$"))],
            cwd=self.folder,
            env={"PATH": f"{self.folder}/bin:{os.environ['PATH']}", "COCREATOR_VAR": str(self.var)},
            check=False,
            timeout=60,
            stderr=subprocess.DEVNULL,
        )
        return [int(line) for line in (self.folder / "naps").read_text().split()]

    def is_healthy(self):
        how, program, option, code = BACKUP.rest["healthcheck"]["test"]
        assert (how, program, option) == ("CMD", "python", "-c")
        done = subprocess.run([sys.executable, "-c", self.here(code)], capture_output=True, check=False)
        return done.returncode == 0

    def here(self, text):
        return text.replace("/backups", str(self.backups))

    def left(self):
        return sorted(path.name for path in self.backups.iterdir())


@pytest.fixture
def night(tmp_path):
    return Night(tmp_path)


def test_site_is_backed_up_and_aged_out():
    told = BACKUP.command[-1]
    assert re.findall(r"manage\.py (\w+)", told) == ["backup"] and "erased.jsonl" in told
    assert int(re.findall(r"-mtime \+(\d+)", told)[0]) < BACKUP_DAYS
    assert {int(days) for days in re.findall(r"-mtime \+(\d+)", GUIDE)} == {BACKUP_DAYS - 1}


def test_night_of_the_backup_does_what_it_says(night):
    assert night.run('touch "$3"', naps=48) == [1800] * 48  # a day
    sign, fresh, *others = night.left()
    assert (sign, others) == (".lives", ["erased.jsonl", "young.zip"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d{4}\.zip", fresh)
    assert (night.backups / "erased.jsonl").read_text() == "a line\n"
    assert night.is_healthy()


def test_night_whose_backup_fails_ages_out_gives_no_sign_and_tries_again_soon(night):
    night.made(".lives", 27 * HOUR)
    assert night.run("echo tried >>tries; exit 1", naps=3) == [600, 600, 600]
    assert (night.folder / "tries").read_text().split() == ["tried"] * 3
    assert night.left() == [".lives", "erased.jsonl", "young.zip"]
    assert night.age(".lives") > 26 * HOUR and not night.is_healthy()


def test_night_that_succeeds_at_last_goes_on_as_every_night(night):
    python = 'echo tried >>tries; [ $(wc -l <tries) -gt 2 ] || exit 1; touch "$3"'
    assert night.run(python, naps=50) == [600, 600] + [1800] * 48
    assert night.is_healthy()


@pytest.mark.parametrize(("hours", "is_healthy"), [(25, True), (27, False), (None, False)])
def test_service_is_as_healthy_as_its_last_backup_is_young(night, hours, is_healthy):
    if hours is not None:
        night.made(".lives", hours * HOUR)
    assert night.is_healthy() is is_healthy
    assert "`unhealthy`" in GUIDE and f"-mmin -{26 * 60} " in GUIDE and "MAILTO=" in GUIDE


def patterns():
    """.dockerignore, each line as docker reads it: `*` within a folder, `**` through any number of them."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    for line in lines:
        if line and not line.startswith("#"):
            parts = re.split(r"(\*\*/|\*\*|\*|\?)", line)
            yield re.compile("".join(signs.get(part) or re.escape(part) for part in parts) + "(?:/.*)?")


def is_left_out(path):
    return any(pattern.fullmatch(path) for pattern in patterns())


@pytest.mark.parametrize(
    "path",
    [
        *(".env", ".git/config", "var/secret-key", "tests/conftest.py", "game/__pycache__/clock.pyc"),
        *(
            "2027-03-01.zip",
            "backups/erased.jsonl",
            "backups/backups/2027-03-01.zip",
            "backups/.2027.zip.part",
        ),
        *("copies/2027-03-01.zip", "copies/of/march/2027-03-01.zip", "copies/erased.jsonl"),
    ],
)
def test_image_takes_along_nothing_of_the_site(path):
    """The file .env holds secrets, and a backup everything."""
    assert is_left_out(path)


def test_image_takes_along_all_that_is_run():
    """A page of the desk reads docs/rules.md."""
    needed = (
        "cocreator",
        "game/backup",
        "scenarios",
        "research",
        "templates",
        "static",
        "locale",
        "docs/rules.md",
    )
    assert not [name for name in (*needed, "manage.py", "game/backup/making.py") if is_left_out(name)]


def test_copies_are_laid_outside_the_checkout_and_not_one_within_the_other():
    copies = re.findall(r"docker compose cp (\S+) (\S+)", GUIDE)
    assert copies
    for source, folder in copies:
        assert source == "backup:/backups/."
        assert folder.startswith("/") and not f"{folder}/".startswith("/srv/cocreator/")
        assert f"--volume {folder}:/old:ro" in GUIDE and f"chmod -R a+rX {folder}" in GUIDE
    assert re.findall(r"manage\.py restore (/\w+)/\S+ --ledger (/\w+)/erased\.jsonl", GUIDE) == [
        ("/old", "/old")
    ]
