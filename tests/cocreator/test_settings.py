"""What the settings say when the environment is wrong."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cocreator import settings as house

ROOT = Path(__file__).resolve().parents[2]


def load(tmp_path: Path, expression: str = "s.SECRET_KEY", **env: str) -> subprocess.CompletedProcess[str]:
    """Import the settings in a fresh process and print an expression about them."""
    code = f"from cocreator import settings as s; print({expression})"
    clean = {"PATH": os.environ["PATH"], "COCREATOR_VAR": str(tmp_path / "var"), **env}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "meaning"), [("1", True), ("yes", True), ("0", False), ("off", False), ("", False)]
)
def test_env_bool_reads_the_usual_words(monkeypatch, text, meaning):
    monkeypatch.setenv("SOME", text)
    assert house.env_bool("SOME") is meaning


@pytest.mark.parametrize(
    ("reader", "text", "sentence"),
    [
        (house.env_bool, "maybe", "SOME must be 1 or 0, not 'maybe'."),
        (
            house.env_list,
            "a.example b.example",
            "SOME must be separated by commas, not 'a.example b.example'.",
        ),
        (
            lambda name: house.env_float(name, 1.0),
            "fast",
            "SOME must be a number above 0, such as 0.5, not 'fast'.",
        ),
        (
            lambda name: house.env_float(name, 1.0),
            "-1",
            "SOME must be a number above 0, such as 0.5, not '-1'.",
        ),
    ],
)
def test_reader_fails_with_one_sentence(monkeypatch, reader, text, sentence):
    monkeypatch.setenv("SOME", text)
    with pytest.raises(ImproperlyConfigured) as failure:
        reader("SOME")
    assert str(failure.value) == sentence


def test_env_list_drops_what_is_empty(monkeypatch):
    monkeypatch.setenv("SOME", " a.example, ,b.example,")
    assert house.env_list("SOME") == ["a.example", "b.example"]
    assert house.env_list("OTHER", ("default",)) == ["default"]


def test_database_url_is_taken_apart():
    database = house.database("postgres://u%40x:p%2Fw@db.example:5433/town")
    wanted = {"USER": "u@x", "PASSWORD": "p/w", "HOST": "db.example", "PORT": 5433, "NAME": "town"}
    assert {key: database[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    "url",
    [
        "mysql://h/n",
        "postgres://",
        "postgres://h",
        "postgres:///n",
        "postgres://h:port/n",
        "nonsense",
        "postgres://[h/n",
    ],
)
def test_database_url_fails_with_one_sentence_that_tells_no_password(url):
    with pytest.raises(
        ImproperlyConfigured, match=r"^DATABASE_URL must look like postgres://user:password@host:5432/name\.$"
    ):
        house.database(url)


def test_production_refuses_to_start_without_a_secret_key(tmp_path):
    done = load(tmp_path, PRODUCTION="1")
    assert done.returncode != 0
    assert "SECRET_KEY is not set. With PRODUCTION=1 it must be set to a long random text." in done.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("secret", ["changeme", "x" * 39])
def test_production_refuses_a_secret_that_somebody_thought_up(tmp_path, secret):
    done = load(tmp_path, PRODUCTION="1", SECRET_KEY=secret)
    assert done.returncode != 0
    assert "SECRET_KEY is too short. With PRODUCTION=1 it must be a long random text" in done.stderr
    assert load(tmp_path, SECRET_KEY=secret).returncode == 0


def test_production_refuses_debug(tmp_path):
    done = load(tmp_path, PRODUCTION="1", DEBUG="1", SECRET_KEY="x" * 60)
    assert done.returncode != 0
    assert "DEBUG=1 shows secrets" in done.stderr


def test_production_secures_cookies_and_trusts_a_proxy_only_if_told(tmp_path):
    expression = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_PROXY_SSL_HEADER"
    alone = load(tmp_path, expression, PRODUCTION="1", SECRET_KEY="x" * 60)
    behind = load(tmp_path, expression, PRODUCTION="1", SECRET_KEY="x" * 60, TRUST_PROXY="1")
    assert alone.stdout == "True True None\n"
    assert behind.stdout == "True True ('HTTP_X_FORWARDED_PROTO', 'https')\n"


def test_secret_key_is_made_once_and_only_for_its_owner(tmp_path):
    first, second = load(tmp_path), load(tmp_path)
    assert first.stdout == second.stdout
    assert len(first.stdout.strip()) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    done = load(tmp_path, COCREATOR_VAR=str(tmp_path / "file" / "var"))
    assert done.returncode != 0
    assert (
        "cannot be made (Not a directory). Set COCREATOR_VAR to a folder that can be written." in done.stderr
    )


def test_debug_is_off_unless_asked_for(tmp_path):
    assert load(tmp_path, "s.DEBUG").stdout == "False\n"
    assert load(tmp_path, "s.DEBUG", DEBUG="1").stdout == "True\n"
