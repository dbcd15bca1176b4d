"""The project's own source files, as the tests of this folder see them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "api",
    "app",
    "bench",
    "capacity",
    "core",
    "digitalcheck",
    "infra",
    "licensing",
    "procurement",
    "scoring",
    "web",
)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file that belongs to the project: tracked, or new and not ignored."""
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(path for name in listed if name and (path := ROOT / name).is_file())


def package_modules() -> list[Path]:
    """Return the Python files of all packages, without tests and scripts."""
    return [path for path in tracked_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES]


def tree_of(path: Path) -> ast.Module:
    """Return the parsed module.

    Nothing keeps it: all together weigh 220 MB, which the garbage collector would walk again and again.
    """
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """Return the path as a reader of a failure wants it."""
    return path.relative_to(ROOT).as_posix()
