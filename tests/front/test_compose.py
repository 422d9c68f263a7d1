"""docker-compose.yml, Caddyfile, Dockerfile, settings and docs/operations.md say the same."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from django.core.management import get_commands

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
    """The commands of manage.py that a text runs, or that it lets `cocreator` run, which is the same."""
    return re.findall(r"\b(?:manage\.py|cocreator) ([a-z_]+)", text)


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
    assert "--clear" not in read("docker-compose.yml"), "files would be taken away under the processes"
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
    assert without == {"front", "migrate"}
    assert LIVES in ALL["tick"].rest["healthcheck"]["test"][-1]


def test_no_secret_has_a_value_of_its_own():
    for name, kind in places().items():
        if re.search("SECRET|PASSWORD|TOKEN", name):
            assert kind in ("?", "-") or name == "POSTGRES_PASSWORD", name
    assert not re.findall(r"\$\{\w*(?:SECRET|PASSWORD|TOKEN)\w*:-[^}]+\}", read("docker-compose.yml"))


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
