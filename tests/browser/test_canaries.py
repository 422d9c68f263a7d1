"""What two players' pages receive, byte by byte: nothing before its time, nothing of others, no author beside words."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.browser.crash import eventually, is_saved, key_of, people_of
from tests.browser.line import Wire
from tests.browser.people import Person, all_at, play
from tests.browser.server import ROOT

pytestmark = pytest.mark.browser

TEXTS: dict[str, Any] = yaml.safe_load((ROOT / "scenarios/content/the-long-evenings/text/en.yaml").read_text())
PEN = TEXTS["pen"]
LATER = float("inf")
STEPS = ("situation", "choice", "reveal", "talk", "vote", "consequence", "reflect", "done", "closed")
DECIDED = "C"

WORDS = {"P1": "quicksilver lanterns on the quay", "P3": "marzipan umbrellas for everyone"}
LINES = {"P1": "periwinkle thoughts at dusk", "P3": "saffron doubts at noon"}
NAMES = {"P1": "Ingrid-Persimmon", "P3": "Bo-Tamarind"}


class Listener(Person):
    """A person whose page talks through a wire."""

    def __init__(self, page, server, wire: Wire, seat: str, **answers: str) -> None:
        super().__init__(page, server, NAMES[seat], seat, words=WORDS[seat], **answers)
        self.wire = wire

    def join(self) -> Listener:
        self.page.goto(f"{self.wire.address}/join/{self.server.code}/")
        self.page.fill("#name", self.name)
        self.page.click("button.btn")
        self.page.wait_for_url(f"{self.wire.address}/workshops/{self.server.slug}/")
        return self

    def fill(self, screen: str) -> None:
        super().fill(screen)
        if screen == "reflect":
            self.page.fill("#words", LINES[self.seat], timeout=3000)

    def received(self, until: float, since: float = 0) -> str:
        """What reached the page between two moments, without the clothes of HTML and JSON."""
        return plain(b"".join(chunk for at, chunk in self.wire.received if since <= at < until))


def plain(data: bytes) -> str:
    """Text as a reader would see it in the source: escapes undone, blanks folded."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), data.decode("utf-8", "replace"))
    return " ".join(html.unescape(text.replace('\\"', '"').replace("\\n", " ")).split())


def now() -> int:
    return time.time_ns() // 1_000_000


def leaves(content: Any) -> Iterator[str]:
    """All sentences of a piece of content."""
    if isinstance(content, dict):
        for part in content.values():
            yield from leaves(part)
    else:
        yield " ".join(str(content).split())


def canaries() -> Iterator[tuple[str, str]]:
    """Sentences of the script, each with the first step in which a page may hold it; "never" in this round."""
    for key, step in (("situation", "situation"), ("talk", "reveal"), ("reflect", "reflect"), ("variant", "never")):
        yield step, plain(PEN[key].encode())
    for key in ("facts", "seeds", "D"):
        yield from (("never", sentence) for sentence in leaves(PEN[key]))
    for letter in "ABC":
        option, is_decided = PEN[letter], letter == DECIDED
        yield from (("choice", option[key]) for key in ("title", "text"))
        for key, step in (("story", "consequence"), ("reactions", "consequence"), ("note", "closed")):
            yield from ((step if is_decided else "never", sentence) for sentence in leaves(option[key]))


def moments(server) -> dict[str, int]:
    """When each step of the round began, in milliseconds."""
    found = {line.data["name"]: line.at for line in server.log("StepEntered")}
    found |= {line.data["phase"]: line.at for line in server.log("PhaseEntered")}
    return found


def only_counts(text: str) -> bool:
    """Whether what was pushed says how many have answered, and nothing else."""
    parts = text.split('data-part="')[1:]
    return bool(parts) and all(
        part.startswith("status") and not re.search("checked|disc|option", part) and "shared pen" not in part
        for part in parts
    )


@pytest.fixture
def wires():
    """Wires of this test; at the end they are cut."""
    found: list[Wire] = []
    yield found
    for wire in found:
        wire.close()


def test_nothing_reaches_a_page_before_its_time_or_of_others(serve, open_page, wires):
    server = serve(pace=0.15)

    def listen(seat: str, **answers: str) -> Listener:
        wires.append(Wire(server.port))
        page = open_page(server, address=wires[-1].address)
        return Listener(page, server, wires[-1], seat, **answers).join()

    first, second = listen("P1"), listen("P3", choice="B", chip="taking_part")
    both = (first, second)
    pegs = first.page.locator("#status .pegs .on")
    for screen in ("choice", "vote"):
        # One answers and all bots do, while the other only listens.
        first.holds.add(screen)
        second.holds.add(screen)
        play(both, all_at(both, screen))
        first.page.wait_for_timeout(300)
        quiet_from = now()
        second.holds.clear()
        play((second,), lambda screen=screen: is_saved(second, screen) and pegs.count() == 4)
        quiet_until, answered_at = now(), now()
        assert only_counts(first.received(quiet_until, quiet_from)), first.received(quiet_until, quiet_from)
        # Then the listener answers, and who has answered listens.
        second.page.wait_for_timeout(300)
        answered_at = now()
        first.holds.clear()
        play((first,), lambda screen=screen: first.screen() != screen or is_saved(first, screen))
        closed_at = [line.at for line in server.log("StepClosed") if line.data["name"] == screen]
        heard = second.received(min([*closed_at, now()]), answered_at)
        assert not heard or only_counts(heard), heard
    play(both, all_at(both, "closed"))
    end = now() + 1
    eventually(first.page, lambda: "PhaseEntered" in {line.event for line in server.log()})

    began = moments(server)
    assert [step for step in STEPS if step in began] == list(STEPS)
    decision = server.log("DecisionMade")[0].data
    assert decision["option"] == DECIDED
    check_script(both, began, end)
    check_words(both, began, end)
    check_secrets(server, both, began, end)


def check_script(both: tuple[Listener, ...], began: dict[str, int], end: int) -> None:
    """No sentence of the script before the step that shows it, and then it is there."""
    for listener in both:
        for step in STEPS:
            text = listener.received(began[step])
            early = [
                sentence
                for first, sentence in canaries()
                if (first == "never" or STEPS.index(first) >= STEPS.index(step)) and sentence in text
            ]
            assert not early, f"{listener.name} held before {step}: {early}"
        everything = listener.received(end)
        assert not [sentence for first, sentence in canaries() if first == "never" and sentence in everything]
        assert not [sentence for first, sentence in canaries() if first != "never" and sentence not in everything]


def check_words(both: tuple[Listener, ...], began: dict[str, int], end: int) -> None:
    """Another's reason comes with the reveal and without a name; another's reflection never comes."""
    for listener, other in (both, both[::-1]):
        assert WORDS[other.seat] not in listener.received(began["reveal"])
        shown = listener.received(began["talk"], began["reveal"])
        assert f"“{WORDS[other.seat]}”" in shown
        assert LINES[other.seat] not in listener.received(end)
        assert LINES[listener.seat] in listener.received(end)
        for step in ("reveal", "talk", "vote", "consequence"):
            after = listener.received(end, began[step])
            assert other.name not in after, f"a name was sent after {step} began"


def check_secrets(server, both: tuple[Listener, ...], began: dict[str, int], end: int) -> None:
    """Another's personal link, and the id that stands in the log, never come."""
    ids = people_of(server)
    for listener, other in (both, both[::-1]):
        everything = listener.received(end)
        assert key_of(server, ids[listener.seat]) in everything
        assert key_of(server, ids[other.seat]) not in everything
        assert ids[other.seat] not in everything
        assert other.name in listener.received(began["briefing"]) or listener is both[0]
