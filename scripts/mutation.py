"""Mutate the exact heart, count the mutants that the tests kill, list the survivors, fail below the promised share.

mutmut makes the mutants and finds out which test reaches which function; ``mutation_loop`` tries them. The hypothesis
profile ``mutation`` tries few examples: golden cases and single properties do the killing.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTANTS = ROOT / "mutants"
MUTMUT = Path(sys.executable).with_name("mutmut")
PROMISED_SHARE = 0.9
A_FEW_MUTANTS = "scoring.house_rules*"
"""mutmut makes all mutants and its statistics on the way to trying these."""


def main() -> int:
    """Mutate, try, report, and return the exit code."""
    quick = os.environ | {"HYPOTHESIS_PROFILE": "mutation"}
    subprocess.run([MUTMUT, "run", "--max-children", "2", A_FEW_MUTANTS], cwd=ROOT, check=True, env=quick)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    options = [*settings["pytest_add_cli_args"], *settings["pytest_add_cli_args_test_selection"]]
    command = [sys.executable, "-m", "pytest", "-p", "mutation_loop", "--rootdir=.", "--show-capture=no", *options]
    loop = quick | {"PYTHONPATH": str(ROOT / "scripts"), "MUTANT_UNDER_TEST": ""}
    subprocess.run(command, cwd=MUTANTS, check=True, env=loop, stdout=subprocess.DEVNULL)
    return report(json.loads((MUTANTS / "verdicts.json").read_text()))


def report(verdicts: dict[str, str]) -> int:
    """Print the share killed for each module and the survivors; one that runs into the time limit was noticed."""
    modules: dict[str, Counter[str]] = defaultdict(Counter)
    for name, verdict in verdicts.items():
        modules[name.split(".x")[0]][verdict] += 1
    for module, counted in sorted(modules.items()):
        print(f"{module:45} {_line(counted)}")
    for name, verdict in sorted(verdicts.items()):
        if verdict in {"survived", "no tests"}:
            print(f"{verdict}: {name}")
    whole = Counter(verdicts.values())
    print(f"\n{len(verdicts)} mutants: {_line(whole)}")
    return int(_killed(whole) < PROMISED_SHARE)


def _killed(counted: Counter[str]) -> float:
    return (counted["killed"] + counted["timeout"]) / max(1, counted.total())


def _line(counted: Counter[str]) -> str:
    return f"{_killed(counted):6.1%} killed ({', '.join(f'{n} {verdict}' for verdict, n in counted.most_common())})"


if __name__ == "__main__":
    sys.exit(main())
