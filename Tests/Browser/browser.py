"""Chromium, and what it says of a page."""

from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WIDTHS = (1400, 400)
SCHEMES = ("light", "dark")
passed = failed = 0


def case(what: str, expected, got) -> None:
    """One check; what does not hold is told, and counted."""
    global passed, failed
    holds = expected == got
    passed, failed = passed + holds, failed + (not holds)
    print(f"ok: {what}" if holds else f"failed: {what}: expected {expected!r}, got {got!r}",
          flush=True)


class Chromium:
    """The browser of Debian; it has no network but that of the test internet."""

    def __init__(self, browser):
        self.browser = browser

    @contextmanager
    def page(self, file: Path, width: int = 1400, scheme: str = "light", fragment: str = "",
             script: bool = True):
        """An open page, with all that it complains of and asks for in `noise`."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 1000}, color_scheme=scheme,
            reduced_motion="reduce", java_script_enabled=script)
        page = context.new_page()
        page.noise = []
        page.on("console", lambda message: page.noise.append(message.text))
        page.on("pageerror", lambda error: page.noise.append(str(error)))
        page.on("dialog", lambda dialog: (page.noise.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: page.noise.append(request.url)
                if not request.url.startswith(file.as_uri()) else None)
        page.goto(file.as_uri() + fragment)
        yield page
        context.close()


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield Chromium(browser)
        browser.close()


def unfold(page: Page) -> None:
    """All that is folded."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
