"""Mutate scoring/, count the mutants that the tests kill, list the survivors, and fail below the promised share.

The fast hypothesis profile keeps a run within hours: golden cases and the properties' first examples do the killing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTMUT = Path(sys.executable).with_name("mutmut")
STATISTICS = ROOT / "mutants" / "mutmut-cicd-stats.json"
PROMISED_SHARE = 0.9
WORKERS = os.environ.get("JOBS", "2")


def mutmut(*arguments: str) -> None:
    """Run mutmut on the settings in pyproject.toml."""
    subprocess.run([MUTMUT, *arguments], cwd=ROOT, check=True, env=os.environ | {"HYPOTHESIS_PROFILE": "mutation"})


def killed_share(counts: dict[str, int]) -> float:
    """Return the share of mutants that some test noticed; one that runs into the time limit was noticed."""
    noticed = counts["killed"] + counts["timeout"]
    return noticed / (counts["total"] - counts["skipped"])


def main() -> int:
    """Run, report, and return the exit code."""
    mutmut("run", "--max-children", WORKERS)
    mutmut("results")
    mutmut("export-cicd-stats")
    counts = json.loads(STATISTICS.read_text())
    share = killed_share(counts)
    counted = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    print(f"{counted}: {share:.1%} killed")
    return 0 if share >= PROMISED_SHARE else 1


if __name__ == "__main__":
    sys.exit(main())
