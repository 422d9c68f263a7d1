"""docker-compose.yml, Caddyfile, Dockerfile, settings and docs/operations.md say the same."""

import os
import re
import shutil
import subprocess
import sys
import time

import pytest
from django.core.management import get_commands

from game.ledger import BACKUP_DAYS
from game.management.commands.tick import LIVES
from tests.front.compose import ROOT, document, filled, places, services

#: What an operator writes into the file .env, as the guide says.
CHOSEN = {
    "SECRET_KEY": "".join(f"{n:x}-" for n in range(30)),
    "ALLOWED_HOSTS": "play.example.org",
    "POSTGRES_PASSWORD": "letters4digits",
}
ALL = services(CHOSEN)
OURS = ("web", "tick", "migrate", "backup")
#: Read by settings.py, and not for a site in production, or set by the image.
NOT_IN_PRODUCTION = {"DEBUG", "COCREATOR_PACE", "COCREATOR_VAR"}


def read(name):
    return (ROOT / name).read_text()


def chapter(name):
    """A chapter of the guide for operators."""
    return read("docs/operations.md").partition(f"## {name}\n")[2].partition("\n## ")[0]


def settings_read():
    """The names of all variables that the settings read."""
    return set(
        re.findall(r'env_\w+\(\s*"(\w+)"', read("cocreator/settings.py") + read("cocreator/keys/settings.py"))
    )


def commands_in(text):
    """The commands of manage.py that a text runs."""
    return re.findall(r"manage\.py ([a-z_]+)", text)


def test_services_are_those_of_the_guide():
    assert set(ALL) == {"front", "web", "tick", "migrate", "backup", "database", "redis"}
    assert set(re.findall(r"^\| `(\w+)` \|", chapter("With docker"), re.MULTILINE)) == set(ALL)


def test_our_processes_have_every_setting_of_production_and_the_same_ones():
    assert settings_read() - NOT_IN_PRODUCTION == set(ALL["web"].environment)
    assert len({tuple(ALL[name].environment.items()) for name in OURS}) == 1
    assert (ALL["web"].environment["PRODUCTION"], ALL["web"].environment["TRUST_PROXY"]) == ("1", "1")


def test_settings_of_the_guide_are_those_that_are_read():
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", read("docs/operations.md"), re.MULTILINE))
    assert told == settings_read()


def test_what_an_operator_must_set_is_told():
    told = chapter("With docker")
    assert set(places()) == {
        *CHOSEN,
        "CSRF_TRUSTED_ORIGINS",
        "METRICS_TOKEN",
        "LOG_JSON",
        "RUN_BY",
        "RUN_BY_EMAIL",
        "ENFORCEMENT_URL",
        "MAIL_URL",
        "MAIL_FROM",
        "REQUIRE_SECOND_FACTOR",
        "FACILITATORS_INVITE",
        "LOG_IN_HOURS",
        "AUDIT_DAYS",
        "OIDC_URL",
        "OIDC_CLIENT_ID",
        "OIDC_CLIENT_SECRET",
        "OIDC_NAME",
        "OIDC_ROLE",
        "OIDC_TRUST_ADDRESSES",
    }
    assert {name for name, kind in places().items() if kind == "?" or name in CHOSEN} == set(CHOSEN)
    for name in places():
        assert name in told, name


@pytest.mark.parametrize("name", sorted(CHOSEN))
def test_what_is_missing_is_a_sentence(name):
    with pytest.raises(KeyError, match=f"Set {name} to "):
        services({key: value for key, value in CHOSEN.items() if key != name})


def test_settings_take_what_compose_gives(tmp_path):
    """The settings are read by a process of their own, in production, without a word of warning."""
    environment = {**ALL["web"].environment, "PATH": os.environ["PATH"], "COCREATOR_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_every_command_exists_and_the_image_serves_like_web():
    known = set(get_commands())
    for name in OURS:
        assert set(commands_in(" ".join(ALL[name].command))) <= known, name
    image = read("Dockerfile").partition("\nCMD ")[2].strip()
    assert image == str(ALL["web"].command).replace("'", '"')
    assert ALL["tick"].command[-2:] == ["tick", "--forever"]


def test_what_is_done_once_is_done_before_anybody_serves_and_in_the_order_of_the_guide():
    done = commands_in(" ".join(ALL["migrate"].command))
    assert done == ["migrate", "load_research", "load_scenarios", "collectstatic"]
    assert ALL["migrate"].rest["restart"] == "no"
    for name in ("web", "tick", "backup"):
        assert ALL[name].after["migrate"] == "service_completed_successfully"
        assert ALL[name].rest["restart"] == "unless-stopped"
    assert commands_in(chapter("Restarting and upgrading"))[:4] == ["backup", *done[:3]]


def test_whoever_is_waited_for_tells_how_it_is():
    waits = [(name, other, how) for name, one in ALL.items() for other, how in one.after.items()]
    for name, other, how in waits:
        assert how in ("service_healthy", "service_completed_successfully"), name
        assert how != "service_healthy" or ALL[other].rest["healthcheck"]["test"][0] == "CMD", other
    assert ALL["front"].after == {"web": "service_healthy"}
    assert "/healthz" in ALL["web"].rest["healthcheck"]["test"][-1]


def test_only_the_front_can_be_reached_from_outside():
    assert [name for name, one in ALL.items() if "ports" in one.rest] == ["front"]
    assert ALL["front"].environment == {"SITE": CHOSEN["ALLOWED_HOSTS"]}


def test_there_is_more_than_one_web_process_and_one_folder_for_all():
    assert ALL["web"].replicas >= 2
    assert "container_name" not in ALL["web"].rest
    folder = re.findall(r"COCREATOR_VAR=(\S+)", read("Dockerfile"))[0]
    for name in OURS:
        more = ["backups:/backups"] if name == "backup" else []
        assert ALL[name].rest["volumes"] == [f"var:{folder}", *more]
    named = [place.partition(":")[0] for one in ALL.values() for place in one.rest.get("volumes", ())]
    assert {name for name in named if not name.startswith("./")} == set(document()["volumes"])


def test_our_processes_can_change_nothing_that_they_run():
    """Nobody's account but one without rights, a file system to read, and two folders to write."""
    image = read("Dockerfile")
    assert re.findall(r"^USER (\w+)$", image, re.MULTILINE) == ["cocreator"]
    assert image.index("COPY . .") < image.index("USER cocreator") < image.index("CMD ")
    for name in OURS:
        told = ALL[name].rest
        assert (told["read_only"], told["tmpfs"], told["cap_drop"]) == (True, ["/tmp"], ["ALL"]), name
        assert told["security_opt"] == ["no-new-privileges:true"] and "privileged" not in told, name


def test_everything_starts_again_and_says_how_it_is():
    for name, one in ALL.items():
        assert one.rest["restart"] == ("no" if name == "migrate" else "unless-stopped"), name
    without = {name for name, one in ALL.items() if "healthcheck" not in one.rest}
    assert without == {"front", "migrate", "backup"}
    assert LIVES in ALL["tick"].rest["healthcheck"]["test"][-1]


def test_no_secret_has_a_value_of_its_own():
    for name, kind in places().items():
        if re.search("SECRET|PASSWORD|TOKEN", name):
            assert kind in ("?", "-") or name == "POSTGRES_PASSWORD", name
    assert not re.findall(r"\$\{\w*(?:SECRET|PASSWORD|TOKEN)\w*:-[^}]+\}", read("docker-compose.yml"))


def test_image_takes_along_nothing_of_the_site_and_all_that_is_run():
    """The file .env holds secrets; a page of the desk reads docs/rules.md."""
    left_out = read(".dockerignore").split()
    assert {".env", ".git", "var", "*.zip", "tests"} <= set(left_out)
    needed = ("cocreator", "game", "scenarios", "research", "templates", "static", "locale", "docs/rules.md")
    assert not any(name == one or name.startswith(f"{one}/") for name in needed for one in left_out)


def test_site_is_backed_up_and_aged_out():
    told = ALL["backup"].command[-1]
    assert commands_in(told) == ["backup"] and "erased.jsonl" in told
    assert int(re.findall(r"-mtime \+(\d+)", told)[0]) < BACKUP_DAYS


def test_night_of_the_backup_does_what_it_says(tmp_path):
    """The script of the service is run by a shell, in other folders; the nap after its first round ends it."""
    stubs, backups, var = tmp_path / "bin", tmp_path / "backups", tmp_path / "var"
    for folder in (stubs, backups, var):
        folder.mkdir()
    for name, told in {"python": 'touch "$3"', "sleep": "kill $PPID"}.items():
        (stubs / name).write_text(f"#!/bin/sh\n{told}\n")
        (stubs / name).chmod(0o755)
    (var / "erased.jsonl").write_text("a line\n")
    days = 24 * 60 * 60
    for name, age in {"old.zip": 36, "young.zip": 33}.items():
        (backups / name).touch()
        os.utime(backups / name, times=(time.time() - age * days,) * 2)
    script = ALL["backup"].command[-1].replace("$$", "$").replace("/backups", str(backups))
    environment = {"PATH": f"{stubs}:{os.environ['PATH']}", "COCREATOR_VAR": str(var)}
    subprocess.run(["sh", "-c", script], env=environment, check=False, timeout=60, stderr=subprocess.DEVNULL)
    left = sorted(path.name for path in backups.iterdir())
    assert left[1:] == ["erased.jsonl", "young.zip"] and re.fullmatch(r"\d{4}-\d\d-\d\d-\d{4}\.zip", left[0])
    assert (backups / "erased.jsonl").read_text() == "a line\n"


def test_front_leads_to_web_and_to_the_port_of_serve():
    found = re.search(r"dynamic a \{\s+name (\w+)\s+port (\d+)", read("Caddyfile"))
    assert (found[1], found[2]) == ("web", re.findall(r"^EXPOSE (\d+)", read("Dockerfile"), re.MULTILINE)[0])
    from game.management.commands.serve import PORT

    assert found[2] == str(PORT)


def test_limit_of_the_front_is_just_below_that_of_the_bridge():
    from cocreator.bridge import LIMIT_BYTES

    digits = int(re.findall(r"Content-Length \^\\d\{(\d),\}\$", read("Caddyfile"))[0])
    assert LIMIT_BYTES * 0.9 < 10 ** (digits - 1) < LIMIT_BYTES


def test_database_and_web_agree_on_name_and_password():
    stored = ALL["database"].environment
    assert ALL["web"].environment["DATABASE_URL"] == (
        f"postgres://{stored['POSTGRES_USER']}:{stored['POSTGRES_PASSWORD']}@database:5432/{stored['POSTGRES_DB']}"
    )


def test_compose_itself_accepts_the_file():
    """What docker-compose reads, word for word, is what these tests read."""
    if (program := shutil.which("docker-compose")) is None:
        pytest.skip("docker-compose is not installed: apt-get install --no-install-recommends docker-compose")
    environment = {"PATH": os.environ["PATH"], **CHOSEN}
    done = subprocess.run(
        [program, "config"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert set(re.findall(r"^  (\w+):$", done.stdout, re.MULTILINE)) >= set(ALL)
    for value in ALL["web"].environment.values():
        assert done.stdout.count(filled(value, {})) >= len(OURS), value
