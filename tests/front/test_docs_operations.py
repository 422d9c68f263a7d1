"""The guide for operators builds one house: every command has the settings and the account of the service."""

import json
import re
import subprocess
import sys

import pytest
from django.core.management import get_commands

from tests.front.compose import ROOT

GUIDE = (ROOT / "docs/operations.md").read_text()
STEP = "### The settings, and one way to call it\n"
STEPS = GUIDE.partition("## A site on one page\n")[2].partition("\n## ")[0]
BEFORE, AFTER = GUIDE.split(STEP)
SETTINGS = "/etc/cocreator.env"
#: Signs that a shell reads, or systemd, or both.
AWKWARD = r"""two words, a $HOME and a `tick`; "so" & so #1 \n \ %s *"""


def code(text):
    """All lines of code of a text: in fences, in a list, and between backticks."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in fenced for line in block.splitlines()]
    return lines + re.findall(r"^ {8}(\S.*)", rest, re.MULTILINE) + re.findall(r"`([^`\n]+)`", rest)


def wrapper():
    return re.findall(r"^```sh\n(#!/bin/sh\n.*?)^```", AFTER, re.MULTILINE | re.DOTALL)[0]


def unit():
    return re.findall(r"^```ini\n(.*?)^```", AFTER, re.MULTILINE | re.DOTALL)[0]


def test_settings_come_before_the_first_command():
    assert (
        STEPS.index(SETTINGS)
        < STEPS.index("`cocreator migrate`")
        < STEPS.index("`cocreator createsuperuser`")
    )
    assert AFTER.index(SETTINGS) < AFTER.index("#!/bin/sh") < AFTER.index("\ncocreator migrate\n")
    assert not [line for line in code(STEPS) if "manage.py" in line]
    ran = [line for line in code(BEFORE) if re.search(r"manage\.py \w", line)]
    assert len(ran) == 1 and "manage.py demo " in ran[0]  # it keeps nothing that a site would miss


def test_every_command_goes_through_the_wrapper_or_through_docker():
    allowed = (*wrapper().splitlines(), *unit().splitlines())
    for line in code(AFTER):
        if "manage.py" in line and line not in allowed and line != "manage.py":
            assert re.match(r"docker compose (exec|run) .*python manage\.py\b", line), line
    named = re.findall(
        r"^(?:COCREATOR_SETTINGS=\S+ |[-*/0-9 ]+root +/usr/local/bin/)?cocreator ([a-z_]+)",
        "\n".join(code(AFTER)),
        re.MULTILINE,
    )
    assert {
        "migrate",
        "load_research",
        "load_scenarios",
        "createsuperuser",
        "collectstatic",
        "backup",
    } <= set(named)
    assert {"restore", "tick", "print_kit", "shell"} <= set(named) <= set(get_commands())


def test_nothing_names_a_folder_of_the_checkout_for_what_a_site_writes():
    assert not re.findall(r"/srv/cocreator/var\b|(?<![\w/])var/\w+", GUIDE)
    assert GUIDE.count("COCREATOR_VAR='/var/lib/cocreator'") == 1
    assert f"EnvironmentFile={SETTINGS}\n" in unit() and "\nEnvironment=" not in unit()
    assert "--clear" not in "\n".join(line for line in code(GUIDE) if "collectstatic" in line)


def test_lines_of_cron_have_the_settings_or_need_none():
    lines = [line for line in code(AFTER) if re.match(r"[*/\d]+ [*/\d]+ \* \* \*", line)]
    assert len(lines) == 2
    (who, backup), (whose, copy) = (line.split(None, 6)[5:] for line in lines)
    assert (who, whose) == ("root", "cocreator")
    assert (
        backup.startswith("/usr/local/bin/cocreator backup ")
        and "&&" not in backup
        and "; find /backups" in backup
    )
    assert copy == "cp /var/lib/cocreator/erased.jsonl /backups/"


class House:
    """The wrapper of the guide in a folder of its own, where `runuser` tells as whom it was called."""

    def __init__(self, folder):
        self.folder = folder
        (folder / ".venv/bin").mkdir(parents=True)
        self.program("runuser", f'echo "$1 $2 $3" >{folder}/who; shift 3; exec "$@"')
        self.program(".venv/bin/python", f'exec {sys.executable} "$@"')
        (folder / "manage.py").symlink_to(ROOT / "manage.py")
        places = {"/srv/cocreator": folder, SETTINGS: folder / "env", "/sbin/runuser": folder / "runuser"}
        text = wrapper()
        for place, other in places.items():
            assert text.count(place) == 1
            text = text.replace(place, str(other))
        (folder / "cocreator").write_text(text)

    def program(self, name, text):
        (self.folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (self.folder / name).chmod(0o755)

    def call(self, *words, shell="sh", **more):
        """Called as cron would: from another folder, with hardly a word in the environment."""
        environment = {"PATH": "/usr/bin:/bin", "PYTHONWARNINGS": "ignore", **more}
        place = [shell, str(self.folder / "cocreator"), *words]
        return subprocess.run(
            place, cwd="/", env=environment, capture_output=True, text=True, check=False, timeout=60
        )


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_wrapper_gives_words_and_settings_on_as_they_are(house, shell):
    tell = "import json, os, sys; print(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]))"
    (house.folder / "manage.py").unlink()
    (house.folder / "manage.py").write_text(tell)
    (house.folder / "env").write_text(
        f"# a comment\n\nRUN_BY='{AWKWARD}'\nCOCREATOR_VAR='/var/lib/cocreator'\n"
        'MAIL_FROM="it\'s \\$5, \\"so\\" \\\\ \\`tick\\`"\n'
    )
    done = house.call("shell", "-c", "print('a  b')", shell=shell)
    words, place, environment = json.loads(done.stdout)
    assert words == ["shell", "-c", "print('a  b')"] and place == str(house.folder)
    assert environment["RUN_BY"] == AWKWARD
    assert environment["MAIL_FROM"] == 'it\'s $5, "so" \\ `tick`'
    assert (house.folder / "who").read_text() == "-u cocreator --\n"


def test_wrapper_opens_the_house_that_the_settings_name(house):
    example = re.findall(r"^```sh\n(PRODUCTION=.*?)^```", AFTER, re.MULTILINE | re.DOTALL)[0]
    assert re.fullmatch(r"(?:[A-Z_]+='[^'\n]*'\n)+", example)
    told = example.replace("'...'", f"'{'$k&' * 20}'").replace("/var/lib/cocreator", f"{house.folder}/data")
    (house.folder / "env").write_text(told)
    show = "from django.conf import settings as s; print(s.VAR, s.LEDGER, s.DATABASES['default']['NAME'], s.ALLOWED_HOSTS[-1], s.SECRET_KEY[:3])"
    done = house.call("shell", "-v", "0", "-c", show)
    data = house.folder / "data"
    assert done.stdout.split() == [
        *(str(data), f"{data}/erased.jsonl", f"{data}/cocreator.sqlite3"),
        *("www.play.example.org", "$k&"),
    ], done.stderr
    (house.folder / "trial").write_text(told.replace("/data'", "/trial-data'"))
    done = house.call("shell", "-v", "0", "-c", show, COCREATOR_SETTINGS=f"{house.folder}/trial")
    assert done.stdout.split()[0] == f"{house.folder}/trial-data", done.stderr


@pytest.mark.parametrize(
    "told",
    [None, "PRODUCTION='1'\n", "COCREATOR_VAR='HERE'\nALLOWED_HOSTS=one, two\n", "COCREATOR_VAR='HERE\n"],
)
def test_wrapper_runs_nothing_without_settings_that_can_be_read(house, told):
    if told is not None:
        (house.folder / "env").write_text(told.replace("HERE", str(house.folder / "data")))
    done = house.call("check")
    assert done.returncode != 0 and done.stderr
    assert not (house.folder / "who").exists()


def test_wrapper_finds_what_it_calls_with_the_few_folders_of_cron():
    assert re.findall(r"^exec (\S+)", wrapper(), re.MULTILINE) == ["/sbin/runuser"]
