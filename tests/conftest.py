"""What all tests share: Sphinx's own test fixtures, a browser, and a web server."""

from __future__ import annotations

import functools
import http
import http.server
import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

pytest_plugins = ("sphinx.testing.fixtures", "sites", "referring", "extension_projects")

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ARGUMENTS = (
    # What Chromium would ask its maker's servers for in the background is no part of a test.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Give the folder where ``@pytest.mark.sphinx(testroot="x")`` finds ``test-x``."""
    return Path(__file__).parent / "roots"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that uses the browser, before ``-m`` selects by marks."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many of the real decks give the slides that remark's own parser makes of them."""
    name = "::test_a_real_deck_gives_the_same_slides["
    passed, failed = (
        sum(name in report.nodeid for report in terminalreporter.getreports(outcome))
        for outcome in ("passed", "failed")
    )
    if passed or failed:
        terminalreporter.write_line(
            f"real decks read as remark reads them: {passed} of {passed + failed}"
        )


@dataclass
class BrowserRecord:
    """What happened in a page.

    A test that expects a complaint takes it out of ``errors``; what is left at its end fails it.
    """

    requests: list[str] = field(default_factory=list)
    """The address of each request, in order."""
    errors: list[str] = field(default_factory=list)
    """What the console showed as an error, each uncaught exception, and each failed request."""

    def requests_outside(self, *allowed: str) -> list[str]:
        """Give the requests whose address begins with none of these; data and blobs stay inside."""
        inside = (*allowed, "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(inside)]

    def listen(self, page: Page) -> None:
        """Record this page from now on."""
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_request_failed)
        page.on("console", self._on_console)
        page.on("pageerror", self._on_page_error)

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _on_request_failed(self, request: Request) -> None:
        # A page that is left cancels its own requests.
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"request failed: {request.url}: {request.failure}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location.get('url')})")

    def _on_page_error(self, error: Error) -> None:
        self.errors.append(f"uncaught: {error}")


def find_chromium() -> str | None:
    """Find the browser: what ``CHROMIUM`` names, else a usual name on the path."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, BROWSER_NAMES)), None)


def no_browser(reason: str) -> NoReturn:
    """Skip the test, or fail it where ``DECK_REQUIRE_BROWSER=1`` demands a browser."""
    if os.environ.get("DECK_REQUIRE_BROWSER") == "1":
        pytest.fail(f"DECK_REQUIRE_BROWSER=1, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give one running Chromium for all tests."""
    executable = find_chromium()
    if executable is None:
        no_browser("there is no Chromium: install it, or name its program in CHROMIUM")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only browser tests need it
    except ImportError:
        no_browser("Playwright is not installed")
    arguments = list(BROWSER_ARGUMENTS)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium has no sandbox for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def browser_context_options() -> dict[str, Any]:
    """Give the options of the page's context; a test module may override this, for a phone, say."""
    return {"viewport": {"width": 1280, "height": 720}}


@pytest.fixture
def browser_record() -> BrowserRecord:
    """Give the record of what happens in ``browser_page``, and in the windows that it opens."""
    return BrowserRecord()


@pytest.fixture
def browser_page(
    chromium: Browser, browser_record: BrowserRecord, browser_context_options: dict[str, Any]
) -> Iterator[Page]:
    """Give a new page with nothing stored; the test fails if the page complained by its end."""
    context = chromium.new_context(**browser_context_options)
    context.set_default_timeout(10_000)
    context.on("page", browser_record.listen)
    yield context.new_page()
    context.close()
    if browser_record.errors:
        pytest.fail("the page complained:\n" + "\n".join(browser_record.errors), pytrace=False)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def do_GET(self) -> None:
        """Serve a file; the icon that every browser asks a site for is no part of a test."""
        if self.path == "/favicon.ico":
            self.send_response(http.HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


class QuietServer(http.server.ThreadingHTTPServer):
    """Serves on a thread for each request, and doesn't mind a browser that hangs up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser drops connections as it likes."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Give a function that serves a folder and gives its address, without a last slash."""
    running: list[tuple[QuietServer, threading.Thread]] = []

    def start(folder: Path) -> str:
        handler = functools.partial(QuietHandler, directory=str(folder))
        server = QuietServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()
