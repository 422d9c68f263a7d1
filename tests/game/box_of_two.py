"""A box of two tiny papers for tests. As a program it makes a kit of them, in its own way: box_of_two.py WAY ORDER."""

import os
import signal
import sys
import time
from pathlib import Path

TEMPLATE = """#import "kit.typ": *
#show: paper-of
#whole-sheet({
  block(inset: 10mm, margin-line(true, 1, 1))
  fitted(told.place, 80mm, told.room * 1mm, (11pt,), size => text(size: size, told.say))
})
"""


def documents(room=40):
    """Two papers; the second one has so many millimetres for its text."""
    from game.kit.shape import Document

    def told(place, height):
        return lambda kit: {"say": kit.title, "place": place, "room": height}

    return (
        Document("10-board", lambda: "Board", "tiny.typ", told("board", 40)),
        Document("20-roles", lambda: "Roles", "tiny.typ", told("pen.grant", room)),
    )


def lay_out(folder):
    """The templates of these papers, in a folder."""
    import game.kit

    folder.mkdir(parents=True, exist_ok=True)
    kit = Path(game.kit.__file__).parent / "templates" / "kit.typ"
    (folder / "kit.typ").write_bytes(kit.read_bytes())
    (folder / "tiny.typ").write_text(TEMPLATE)
    return folder


def press(way, home):
    """A press that prints without Typst, in one of the ways in which it can go."""
    from game.kit.printing import Unprintable

    def pdf(_kit, document, _print=None):
        last = document.name == "20-roles"
        while way == "held" and last and (home / "hold").exists():
            time.sleep(0.02)
        if way == "killed" and last:
            os.kill(os.getpid(), signal.SIGKILL)
        if way == "spoiled" and last:
            raise Unprintable(document.name, "does not fit: pen.grant (3 mm too much)")
        if way == "broken":
            raise KeyError(way)
        if way == "slow":
            time.sleep(60)
        return f"%PDF {document.name}".encode()

    return pdf


def main(way, order):
    import django

    django.setup()
    from game.kit import box, printing
    from game.printed.making import make

    box.BOX = documents()
    printing.pdf = press(way, order.parent)
    return 0 if make(order) else 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
