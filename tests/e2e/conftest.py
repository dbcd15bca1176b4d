"""The real server on a free port, a real Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from app.house import House
from app.wiring import build_house
from infra.database import Database
from tests.architecture.sources import ROOT
from tests.people import cookies
from tests.ports import free_port

CHROMIUM = "/usr/bin/chromium"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STARTING_SECONDS = 300

OpenContext = Callable[..., BrowserContext]

# Milliseconds: what runs tests is often busy with others, and who finds what is expected does not wait.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE / 2)


def pruefstand(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "import sys; from app.cli import main; sys.exit(main())", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a service with a database of its own, the demo city in it."""
    folder = Path(tmp_path_factory.mktemp("e2e"))
    settings = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'pruefstand.db'}",
        "PRUEFSTAND_CHECKPOINT_FOLDER": str(folder / "pruefpunkte"),
        "PRUEFSTAND_PORT": str(free_port()),
    }
    for arguments in (("db", "upgrade"), ("demo", "load")):
        assert pruefstand(settings, *arguments).wait(STARTING_SECONDS) == 0
    return settings


@pytest.fixture(scope="session")
def origin(environment: dict[str, str]) -> Iterator[str]:
    """Serve until the session ends and yield where."""
    port = int(environment["PRUEFSTAND_PORT"])
    server = pruefstand(environment, "serve")
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(STARTING_SECONDS)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def beside(environment: dict[str, str]) -> Iterator[House]:
    """Services on the database of the server, beside it."""
    database = Database(environment["DATABASE_URL"])
    yield build_house(database)
    database.close()


@pytest.fixture
def officer(beside: House) -> dict[str, str]:
    """Open a session for the procurement officer and return its cookie: an older one may have ended meanwhile."""
    return cookies(beside, "vergabestelle")


@pytest.fixture
def open_context(browser: Browser, origin: str, officer: dict[str, str]) -> Iterator[OpenContext]:
    """Open contexts in which the procurement officer is signed in; they close after the test."""
    opened: list[BrowserContext] = []

    def open_one(width: int = 1280, height: int = 900, **options: object) -> BrowserContext:
        opened.append(new_context(browser, origin, width, height, **options))
        sign_in(opened[-1], origin, officer)
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


def new_context(
    browser: Browser, origin: str, width: int = 1280, height: int = 900, **options: object
) -> BrowserContext:
    """Open a context in which nobody is signed in."""
    context = browser.new_context(
        base_url=origin,
        viewport={"width": width, "height": height},
        locale="de-DE",
        **options,  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENCE)
    return context


def sign_in(context: BrowserContext, origin: str, values: Mapping[str, str]) -> None:
    """Let somebody be signed in alone, by the cookies of a session; nobody without any."""
    context.clear_cookies()
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in values.items()])


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """Return a page and the list that fills with everything the browser complains about."""
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("request", lambda request: complaints.append(request.url) if "127.0.0.1" not in request.url else None)
    return page, complaints
