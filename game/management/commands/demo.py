"""The first command of the README: from a bare checkout to a playable table."""

from __future__ import annotations

import secrets
import socket
from argparse import ArgumentParser
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.urls import reverse

from game import clock
from game.management.commands.serve import run_server
from game.models import Workshop
from game.opening import open_doors
from game.rules.round.moments import ROUNDS
from scenarios.models import Scenario

SCENARIO = "the-long-evenings"
TABLE_NAMES = ("Birch", "Elm", "Oak", "Ash", "Lime", "Rowan", "Hazel", "Maple", "Willow", "Pine")
LINK_SECONDS = 12 * 3600
NO_ADDRESS = (
    "This machine has no way into a larger network, so its own address is not known. "
    "Name it: --host and the address of its hotspot, such as --host 10.42.0.1."
)


class Command(BaseCommand):
    help = "Open a demo workshop, serve it, and print the links to play, lead and look around."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-bots", action="store_true", help="leave empty seats empty")
        parser.add_argument("--format", choices=tuple(ROUNDS), default="45", help="minutes of the workshop")
        parser.add_argument("--tables", type=int, default=1, help=f"1 to {len(TABLE_NAMES)}")
        parser.add_argument("--seats", type=int, choices=range(3, 9), default=5, help="at each table")
        parser.add_argument("--scenario", default=SCENARIO, help="which town, by its short name")
        parser.add_argument("--dilemma", default="", help="play one dilemma only, by its id")
        parser.add_argument(
            "--anonymous", action="store_true", help="forget who voted what with each decision"
        )
        parser.add_argument(
            "--follow-up",
            action="store_true",
            help="let people tell some weeks later what became of their plan",
        )
        parser.add_argument("--share", action="store_true", help="let phones in the same network join")
        parser.add_argument(
            "--host", default="", help="share under this address of this machine, such as that of its hotspot"
        )

    def handle(self, *, port: int, no_bots: bool, share: bool, **options: Any) -> None:
        host = "0.0.0.0" if share else "127.0.0.1"  # noqa: S104 (only when asked to share)
        address = own_address() if share else "127.0.0.1"
        if options["host"]:
            host = address = options["host"]
            share = True
        elif share and not address:
            raise CommandError(NO_ADDRESS)
        if share:
            settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, address]
            settings.CSRF_TRUSTED_ORIGINS = [*settings.CSRF_TRUSTED_ORIGINS, f"http://{address}:{port}"]
        if not 1 <= options["tables"] <= len(TABLE_NAMES):
            raise CommandError(f"A demo has 1 to {len(TABLE_NAMES)} tables.")
        prepare()
        workshop = demo_workshop(
            options["dilemma"],
            options["scenario"],
            bots=not no_bots,
            format=options["format"],
            tables=options["tables"],
            seats=options["seats"],
            voting="anonymous" if options["anonymous"] else "confidential",
            follow_up=options["follow_up"],
        )
        root = f"http://{address}:{port}"

        def ready() -> None:
            clock.start()
            self.tell(root, workshop, share)

        run_server(host, port, ready)

    def tell(self, root: str, workshop: Workshop, share: bool) -> None:
        """Print where to go, once the port is open."""
        door = root + reverse("join_link", args=[workshop.code])
        lines = [
            "",
            f"  CO-CREATOR is open at {root}/",
            "",
            f"  Play         {door}",
            f"               code {workshop.code[:3]} {workshop.code[3:]}; bots take the seats that stay empty"
            if workshop_has_bots(workshop)
            else f"               code {workshop.code[:3]} {workshop.code[3:]}",
            f"  Facilitate   {root}{entrance('facilitator', reverse('desk', args=[workshop.slug]))}",
            f"  Projector    {root}{reverse('projector', args=[workshop.slug])}",
            f"  Library      {root}{reverse('library')}",
            f"  Admin        {root}{entrance('admin', reverse('admin:index'))}",
            "",
            "  The links to facilitate and to the admin log in once. Stop with Ctrl-C.",
            "",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
        if share:
            segno.make(door, error="l").terminal(compact=True)
        self.stdout.flush()


def prepare() -> None:
    """Database, content and the two demo accounts; nothing that a person changed is touched."""
    try:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
    except (OSError, OperationalError) as error:
        message = f"The folder {settings.VAR} cannot be written to ({error}). Choose another one with COCREATOR_VAR."
        raise CommandError(message) from error
    call_command("load_research", verbosity=0, stdout=_Silence())
    call_command("load_scenarios", verbosity=0, stdout=_Silence())
    users = get_user_model().objects
    for name, is_admin in (("facilitator", False), ("admin", True)):
        user, is_new = users.get_or_create(
            username=name, defaults={"is_staff": is_admin, "is_superuser": is_admin}
        )
        if is_new:
            user.set_unusable_password()
            user.save()
        if not is_admin:
            user.groups.add(*Group.objects.filter(name="Facilitators"))


def demo_workshop(dilemma: str = "", slug: str = SCENARIO, **chosen: Any) -> Workshop:
    """The demo workshop that is still open, or a fresh one set up as chosen; with a dilemma's id, of that dilemma only."""
    found = Workshop.objects.filter(is_demo=True).exclude(phase__in=("draft", "closed")).first()
    if found is not None:
        return found
    scenario = Scenario.objects.ready().filter(slug=slug).first()
    if scenario is None:
        known = ", ".join(Scenario.objects.ready().values_list("slug", flat=True))
        raise CommandError(f"There is no scenario called {slug}. There are: {known}.")
    script = scenario.script()
    if dilemma and dilemma not in {d.id for d in script.dilemmas}:
        raise CommandError(f"{slug} has no dilemma called {dilemma}.")
    workshop = Workshop.objects.create(
        title=script.say("title", "en"),
        scenario=scenario,
        chosen={"bots": True, "tables": 1, **chosen},
        table_names={str(n): name for n, name in enumerate(TABLE_NAMES[: chosen.get("tables", 1)], 1)},
        is_demo=True,
    )
    workshop.facilitators.set(get_user_model().objects.filter(username__in=("facilitator", "admin")))
    open_doors(workshop, led_by_bot=True, plan=(dilemma,) if dilemma else ())
    return workshop


def workshop_has_bots(workshop: Workshop) -> bool:
    """Whether bots take the seats that stay empty."""
    return bool(workshop.lines.get(version=1).data.get("bots"))


def entrance(username: str, to: str) -> str:
    """A link that logs its user in once."""
    token = secrets.token_urlsafe(16)
    cache.set(f"enter:{token}", {"user": username, "to": to}, LINK_SECONDS)
    return reverse("enter", args=[token])


def own_address() -> str:
    """This machine's address in the local network; empty where it has no way out, as in a hotspot of its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; the system only chooses a way out
            return str(probe.getsockname()[0])
        except OSError:
            return ""


class _Silence:
    def write(self, text: str) -> None:
        """Say nothing."""
