"""Open a built site in Chromium: files are served from the disk, and any other request is recorded."""

import mimetypes
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright

ORIGIN = "http://site.test"
CHROMIUM = Path(shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--unsafely-treat-insecure-origin-as-secure={ORIGIN}",  # secure, for the clipboard
)


@dataclass(frozen=True, slots=True)
class Visit:
    """An open document, and the faults since it was opened."""

    page: Page
    faults: list[str] = field(default_factory=list)
    """Console messages, missing files and requests to anywhere but the site."""

    def run(self, script: str) -> object:
        return self.page.evaluate(script)

    def until(self, script: str) -> None:
        """Wait until a script returns true. Playwright's own way needs `eval`, which the policy forbids."""
        for _ in range(200):
            if self.run(script):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"never true: {script}")


def file_at(root: Path, url: str) -> Path:
    """Return the file that a web server would serve for a URL, including index pages of directories."""
    path = root / unquote(urlsplit(url).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@cache
def empty_page(browser: Browser) -> Page:
    """Return an empty page that stays open; others are opened beside it, as a window takes half a second."""
    return browser.new_context().new_page()


@cache
def storage(browser: Browser) -> CDPSession:
    """Return the connection that clears the state of the empty page's context."""
    page = empty_page(browser)
    return page.context.new_cdp_session(page)


def forget(browser: Browser) -> None:
    """Delete what a site has stored, so that the next visit is the first."""
    storage(browser).send("Storage.clearDataForOrigin", {"origin": ORIGIN, "storageTypes": "all"})


@contextmanager
def visit(
    browser: Browser,
    root: Path,
    path: str,
    *,
    scheme: str = "light",
    width: int = 1200,
    height: int = 900,
    elsewhere: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    **context_options: object,
) -> Iterator[Visit]:
    """Open the document at ``path`` (relative to the site) of the site built into ``root``.

    ``elsewhere`` has the responses of other hosts: a type and a body by URL without query.
    """
    context = browser.new_context(**context_options) if context_options else empty_page(browser).context
    opened = Visit(context.new_page())
    opened.page.set_viewport_size({"width": width, "height": height})
    opened.page.emulate_media(color_scheme=scheme)

    def respond(route: Route) -> None:
        url = route.request.url
        file = file_at(root, url)
        if response := elsewhere.get(url.partition("?")[0]):
            everyone = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=response[1], content_type=response[0], headers=everyone)
        elif not url.startswith(ORIGIN + "/") or not file.is_file():
            opened.faults.append(f"requested {url}")
            route.abort()
        else:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)

    opened.page.route("**/*", respond)
    opened.page.on("console", lambda message: opened.faults.append(message.text))
    opened.page.on("pageerror", lambda error: opened.faults.append(str(error)))
    try:
        opened.page.goto(f"{ORIGIN}/{path}")
        yield opened
    finally:
        opened.page.close()
        if context_options:
            context.close()
        else:
            forget(browser)
