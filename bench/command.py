"""``pruefstand score FILE`` in a fresh process: CPU seconds and what it imports."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.measuring import Row

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).with_name("pruefstand")
DEMO = ROOT / "procurement" / "data" / "demo" / "videoberatung.richtwert-erweitert.json"
RUNS = 11
BUDGET_SECONDS = 0.5
NEVER = ("alembic", "granian", "jinja2", "litestar", "pikepdf", "reportlab", "sqlalchemy", "sqlmodel", "web", "api")
PROBE = "import sys; from app.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


def rows() -> Iterator[Row]:
    """Yield the rows of this part: the report, and the document with its simulated stability, which loads numpy."""
    for arguments, budget, never in (
        (["score", str(DEMO)], BUDGET_SECONDS, {*NEVER, "numpy"}),
        (["score", str(DEMO), "--json"], None, {*NEVER}),
    ):
        took = median([cpu_seconds(arguments) for _ in range(RUNS + 1)][1:])
        shown = " ".join(["pruefstand score FILE", *arguments[2:]])
        yield Row(f"{shown}: CPU seconds, new process, median of {RUNS}", f"{took:.3f} s", "", took, budget, "s")
        loaded = modules(arguments)
        wrong = sorted(loaded & never)
        what = f"  web, database, PDF packages it imports: {', '.join(wrong) or 'none'}"
        yield Row(what, f"{len(loaded)} in all", "", len(wrong), 0, "")


def cpu_seconds(arguments: list[str]) -> float:
    """Return user and system time of one run, which must succeed."""
    process = subprocess.Popen([COMMAND, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


def modules(arguments: list[str]) -> set[str]:
    """Return the top-level packages that a run imports."""
    run = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", PROBE, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return {name.split(".")[0] for name in run.stderr.split()}
