"""A headless LibreOffice that opens files, computes all formulas anew and saves them in another format."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Convert = Callable[[Sequence[bytes], str, str], list[bytes]]
"""Contents of files, their format and the wanted format to the contents of the saved files."""

_SECONDS = 240


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return the converter; ``make libreoffice`` installs the program, and in CI it has to be there."""
    program = shutil.which("soffice")
    if program is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed: make libreoffice")
    assert program is not None, "make libreoffice installs it"
    profile = tmp_path_factory.mktemp("profile")

    def convert(contents: Sequence[bytes], source: str, target: str) -> list[bytes]:
        folder = tmp_path_factory.mktemp("office")
        files = [folder / f"{number}.{source}" for number in range(len(contents))]
        for file, data in zip(files, contents, strict=True):
            file.write_bytes(data)
        _run(program, profile, target, files, folder / "out")
        return [(folder / "out" / f"{number}.{target}").read_bytes() for number in range(len(contents))]

    return convert


def _run(program: str, profile: Path, target: str, files: Sequence[Path], out: Path) -> None:
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", target, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
