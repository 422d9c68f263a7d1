"""Two processes with one Redis: news of a commit in one reaches the pages of the other."""

import asyncio
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from game import live
from game.live import ears, room
from game.rules import commands as c
from tests.factories import WorkshopFactory, do, reach, seat
from tests.game.hall import Page, away, in_hall, listening, quiet, tasks_of_the_hub, until

pytestmark = [
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="REDIS_URL is not set"),
]

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 30

#: What a process with a server does after a commit.
ANNOUNCE = """
import asyncio
from uuid import UUID
from game import live

async def main():
    live.remember_loop(asyncio.get_running_loop())
    live.announce(UUID("{uuid}"), 0, 1, frozenset([{table}]), True)
    await asyncio.sleep(0.3)

asyncio.run(main())
"""

#: What a process without a server does, such as `manage.py tick` run by a timer.
COMMIT = """
from game import engine
from game.models import Workshop
from game.rules.commands import Pause
engine.submit(Workshop.objects.get(uuid="{uuid}"), Pause())
"""


def elsewhere(code):
    """Run a few lines in another process that has the same database and the same Redis."""
    lines = f"from django.db import connection\nconnection.settings_dict['NAME'] = {connection.settings_dict['NAME']!r}\n"
    command = [sys.executable, "-W", "error", "manage.py", "shell", "--no-imports", "-c", lines + code]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@pytest.fixture(autouse=True)
def by_ear_alone(monkeypatch):
    """Nothing is noticed by comparing with the database, and no beat shows it."""
    monkeypatch.setattr(ears, "COMPARE_SECONDS", 600.0)
    monkeypatch.setattr(room, "BEAT_SECONDS", 600.0)


@pytest.fixture
def table():
    workshop = WorkshopFactory()
    people = seat(workshop, 3)
    reach(workshop, "vote")
    return workshop, people


async def silent_vote(player):
    """A vote of which this process's hub hears nothing, as if it had been cast elsewhere."""
    announce, live.announce = live.announce, lambda *_news: None
    await away(partial(do, player, c.CastVote, option="A"))
    live.announce = announce


def test_news_of_another_process_reaches_the_pages_here(table):
    workshop, people = table

    async def scene():
        page = Page(people[0])
        await page.open()
        await listening()
        await silent_vote(people[1])
        await quiet()
        assert page.screens == []
        await asyncio.to_thread(elsewhere, ANNOUNCE.format(uuid=workshop.uuid, table=1))
        await page.sees("1 of 3 have answered")

    in_hall(scene)


def test_news_of_another_table_disturbs_nobody_here(table):
    workshop, people = table

    async def scene():
        page = Page(people[0])
        await page.open()
        await listening()
        await silent_vote(people[1])
        await asyncio.to_thread(elsewhere, ANNOUNCE.format(uuid=workshop.uuid, table=2))
        await quiet()
        assert page.screens == []

    in_hall(scene)


def test_commit_of_a_process_without_a_server_reaches_the_pages_here(table):
    workshop, people = table

    async def scene():
        page = Page(people[0])
        await page.open()
        await listening()
        await asyncio.to_thread(elsewhere, COMMIT.format(uuid=workshop.uuid))
        await page.sees("The workshop is paused")

    in_hall(scene)


def test_own_news_comes_once(table):
    """What is announced here is also heard through Redis; the pages are sent it once."""
    _workshop, people = table

    async def scene():
        page = Page(people[0])
        await page.open()
        await listening()
        await away(partial(do, people[1], c.CastVote, option="A"))
        await page.sees("1 of 3 have answered")
        await quiet()
        assert len(page.screens) == 1

    in_hall(scene)


def test_page_that_leaves_at_once_leaves_no_ear_behind(table):
    """A room that closes while it is still subscribing must not listen for ever."""
    _workshop, people = table
    (other,) = seat(WorkshopFactory(), 1)

    async def scene():
        await Page(people[0]).open()
        await listening()
        before = len(tasks_of_the_hub())
        for _visit in range(5):
            page = Page(other)
            await page.open()
            page.close()
        await until(lambda: len(tasks_of_the_hub()) == before)

    in_hall(scene)
