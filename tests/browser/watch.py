"""What every page in these tests is watched for: errors, breaches of the policy, and requests to strangers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request

#: Runs before the page's own scripts, and counts what the policy stops.
RECORD_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""
PATIENCE_MS, LOOK_AGAIN_MS = 30_000, 50


class Watch:
    """Watches all pages of a context; `excuse` names what a test provokes by itself."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.context, self.host = context, host
        self.found: list[str] = []
        self.excused: list[re.Pattern[str]] = []
        context.add_init_script(RECORD_VIOLATIONS)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.found.append(f"page error: {error.error}"))
        context.on("request", self._follow)

    def excuse(self, pattern: str) -> None:
        """Let messages pass that match, because the test provokes them."""
        self.excused.append(re.compile(pattern))

    def verdict(self) -> list[str]:
        """What nobody excused."""
        breaches = [f"policy: {breach}" for page in self.context.pages for breach in violations(page)]
        return [fault for fault in [*self.found, *breaches] if not any(p.search(fault) for p in self.excused)]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.found.append(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    def _follow(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "about") and address.netloc != self.host:
            self.found.append(f"request to a stranger: {request.url}")


def until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression holds. Playwright's own way is evaluated by the page, whose policy forbids that."""
    waited = 0
    while not page.evaluate(expression, arg):
        assert waited < PATIENCE_MS, f"{expression} never held"
        page.wait_for_timeout(LOOK_AGAIN_MS)
        waited += LOOK_AGAIN_MS


def violations(page: Page) -> list[str]:
    """What the policy stopped on the page that is open now."""
    try:
        return list(page.evaluate("window.violations || []"))
    except Error:  # the page is on its way to the next one
        return []
