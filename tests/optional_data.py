"""Optional test data beside the project, at ``../shared/data``: tests run without it, and say so loudly."""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"
MISSING = "OPTIONAL TEST DATA IS MISSING"
MISSING_KEY = pytest.StashKey[list[str]]()


def optional_data(config: pytest.Config, *parts: str) -> Path:
    """Return the path of a file or folder of the optional data; skip the test where it is not there, fail under CI."""
    path = FOLDER.joinpath(*parts)
    if path.exists():
        return path
    named = "/".join(("../shared/data", *parts))
    if os.environ.get("CI"):
        pytest.fail(f"{MISSING}: {named}")
    config.stash.setdefault(MISSING_KEY, []).append(named)
    if hasattr(config, "workeroutput"):
        config.workeroutput["missing_data"] = config.stash[MISSING_KEY]
    pytest.skip(f"{MISSING}: {named}")


def collect_from_worker(config: pytest.Config, output: dict[str, list[str]]) -> None:
    """Take over what a worker missed."""
    config.stash.setdefault(MISSING_KEY, []).extend(output.get("missing_data", ()))


def summarise(reporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which data was missing."""
    if missing := config.stash.get(MISSING_KEY, []):
        reporter.section(MISSING, red=True, bold=True)
        reporter.line(", ".join(sorted(set(missing))))
