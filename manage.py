"""Runs a command of CO-CREATOR: `python manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Run the command given, or end with one sentence and exit code 1 if this place cannot run it."""
    if sys.version_info < (3, 11):
        sys.exit(
            "CO-CREATOR needs Python 3.11 or newer; this is Python %d.%d. "
            "Make the environment with a newer one, for example: python3.11 -m venv .venv"
            % sys.version_info[:2]
        )
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit(
            "Django is not installed for this Python. "
            "Run: python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e . "
            "and start commands with .venv/bin/python manage.py"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocreator.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit("CO-CREATOR cannot start: %s" % problem)


if __name__ == "__main__":
    main()
