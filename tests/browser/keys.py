"""Somebody without a pointer: a keyboard at a page, and a watch over where focus is and whether it can be seen."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.people import Person
from tests.browser.server import Server

#: Runs before the page's own scripts, and writes down when focus falls to the body, or moves though its holder did nothing.
WATCH_FOCUS = """
(() => {
  window.focusFaults = [];
  const JUST_NOW = 300;
  let held = null, pressedAt = -JUST_NOW, deeds = 0;
  const name = (node) => node.localName + "#" + node.id;
  const afterwards = (look) => {  // when the browser has done what it is at; a test may have stopped the clock of timers
    const {port1, port2} = new MessageChannel();
    port1.onmessage = look;
    port2.postMessage("");
  };
  const isMine = () => deeds > 0 || performance.now() - pressedAt < JUST_NOW;
  document.addEventListener("keydown", () => {
    pressedAt = performance.now();
    afterwards(() => { if (document.activeElement === document.body) held = null; });  // past the last stop of the page
  }, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    deeds += 1;
    event.detail.xhr.addEventListener("loadend", () => afterwards(() => { deeds -= 1; }));
  });
  document.addEventListener("focusin", (event) => {
    const before = held, mine = isMine();
    held = event.target;
    afterwards(() => {
      if (before && before !== event.target && !mine && before.isConnected && before.checkVisibility())
        focusFaults.push(`moved from ${name(before)} to ${name(event.target)} by nobody's key`);
    });
  }, true);
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver((changes) => afterwards(() => {
      if (!held || document.activeElement !== document.body) return;
      const changed = [...new Set(changes.map((change) => change.type + " of " + name(change.target)))].join(", ");
      const screen = document.querySelector("[data-screen]")?.dataset.screen;
      focusFaults.push(`fell to the body from ${name(held)} in ${screen}, by ${changed}`);
      held = null;
    })).observe(document.body, {subtree: true, childList: true, attributes: true});
  });
})();
"""
#: What is wrong with how focus shows: no ring of two pixels, or something else lies over it. Empty if all is well.
LOOKS_WRONG = """
() => {
  const held = document.activeElement;
  if (!held || held === document.body || held.matches("main, h1")) return "";  // given to be read; nothing to press
  const name = held.localName + "#" + held.id + " " + held.textContent.trim().slice(0, 40);
  const bearers = [held, ...(held.labels || []), held.closest("label, .tile"), held.nextElementSibling];
  const ringed = bearers.filter(Boolean).find((node) => {
    const look = getComputedStyle(node);
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  });
  if (!ringed) return `${name}: nothing shows that it has focus`;
  const {left, top, right, bottom} = ringed.getBoundingClientRect();
  const card = held.matches("[type=radio], [type=checkbox]") ? held.parentElement : ringed;  // such a field fills its card from behind
  const tall = bottom - top > innerHeight / 2;  // of what does not fit, a part has to be seen
  const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  for (const y of tall ? [middle] : [top + 3, (top + bottom) / 2, bottom - 3]) {
    const over = document.elementFromPoint((left + right) / 2, y);
    if (!over) return `${name}: out of sight at ${Math.round(y)}`;
    if (!card.contains(over) && !over.contains(ringed))
      return `${name}: behind ${over.localName}#${over.id}.${over.className} at ${Math.round(y)}`;
  }
  return "";
}
"""
FOCUSED = "document.activeElement.localName + '#' + document.activeElement.id"
MOST_PRESSES = 150
#: A page that scrolls smoothly is looked at again before it is blamed.
LOOKS, BETWEEN_LOOKS_MS = 6, 60


class Keys:
    """A keyboard at a page. Wherever it leads, focus must show; what was wrong is kept in `faults`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.add_init_script(WATCH_FOCUS)

    @property
    def focused(self) -> str:
        """What has focus, as `name#id`."""
        return str(self.page.evaluate(FOCUSED))

    def press(self, key: str) -> None:
        """Press a key, and look whether focus can be seen where it is now."""
        self.page.keyboard.press(key)
        wrong = ""
        for _look in range(LOOKS):
            wrong = str(self.page.evaluate(LOOKS_WRONG))
            if not wrong:
                return
            self.page.wait_for_timeout(BETWEEN_LOOKS_MS)
        if wrong not in self.faults:
            self.faults.append(wrong)

    def reach(self, selector: str, key: str = "Tab") -> None:
        """Press Tab, or another key, until what is wanted has focus."""
        for _press in range(MOST_PRESSES):
            if self.page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
            self.press(key)
        raise AssertionError(f"no way to {selector} by {key}; now at {self.focused}")

    def type(self, words: str) -> None:
        """Type into what has focus."""
        self.page.keyboard.type(words)

    def follow(self, address: str) -> None:
        """Press Enter where it leads to another page, and wait until that is open."""
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(address)

    def answer(self, selector: str, key: str = "Tab") -> None:
        """Reach a button, press Enter, and wait for the answer of the server."""
        self.reach(selector, key)
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        self.page.wait_for_timeout(50)

    def verdict(self) -> str:
        """All that was wrong with focus on the page that is open now, and with how it showed on any; a line for each."""
        return "\n".join([*self.faults, *self.page.evaluate("window.focusFaults")])


class Typist(Person):
    """A player without a pointer."""

    def __init__(
        self, page: Page, server: Server, name: str, seat: str, table: int = 1, **answers: str
    ) -> None:
        super().__init__(page, server, name, seat, table, **answers)
        self.keys = Keys(page)

    def join(self) -> Typist:
        """Come in through the door behind the QR code."""
        self.page.goto(f"/join/{self.server.code}/")
        self.keys.reach("#name")
        self.keys.type(self.name)
        self.keys.follow(self.server.play_url)
        return self

    def join_by_code(self) -> Typist:
        """Come in by the front page: the code that is on the wall, as one types it, and a name."""
        self.page.goto("/")
        self.keys.reach("#code")
        self.keys.type(f"{self.server.code[:3].lower()} {self.server.code[3:].lower()}")
        self.keys.follow("**/join/?code=*")
        self.keys.reach("#name")
        self.keys.type(self.name)
        self.keys.follow(self.server.play_url)
        return self

    def fill(self, screen: str) -> None:
        """Tick and type what the screen asks for, by Tab, arrows and Space."""
        if screen == "seat":
            self._tick("seat", f"{self.table}-{self.seat}")
        elif screen in ("choice", "vote", "word"):
            self._tick("option", self.answers[screen])
        if screen == "choice":
            for name in ("confidence", "reason"):
                self.keys.reach(f"[name={name}]")
                self.keys.press("ArrowDown")
            if not self.find("#words").is_visible():
                self.keys.reach("#task-form summary")
                self.keys.press("Enter")
            self.keys.reach("#words")
            self.keys.type("Both sides")
        if screen == "reflect":
            self.keys.reach("#words")
            self.keys.type("My own line")

    def _tick(self, name: str, value: str) -> None:
        """Tick a radio: Space on the one that Tab leads to, then the arrow down until it is the wanted one."""
        self.keys.reach(f"input[name={name}]")
        self.keys.press("Space")
        wanted = self.find(f"input[name={name}][value='{value}']")
        if wanted.count() and wanted.is_enabled():
            self.keys.reach(f"input[name={name}][value='{value}']", "ArrowDown")

    def write(self, screen: str) -> None:
        """Write on the question or the plan, keep or show it, and be ready; each once a page."""
        page = (
            f"{screen} {self.find('input[name=question]').get_attribute('value')}"
            if screen == "debrief"
            else screen
        )
        if page in self.written:
            return
        self.written.append(page)
        for field, line in self.words_on(page).items():
            self.keys.reach(f"[name={field}]")
            self.keys.type(line)
        self.keys.answer("#deed")
        self.keys.answer("#ready")

    def press(self) -> None:
        """Reach the deed by Tab, and press Enter."""
        self.keys.answer("[form=task-form]")
