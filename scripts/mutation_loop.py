"""A pytest plugin that collects the tests once and then tries every mutant in a child process of its own.

mutmut makes the mutants and knows which test reaches which function. Its own runner collects all tests anew for every
mutant, which costs seconds each; a fork costs milliseconds. The fastest tests run first, the first failure ends it.
"""

import gc
import json
import os
import re
import resource
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

WORKERS = int(os.environ.get("JOBS", "2"))
PATTERN = os.environ.get("MUTANTS", "")
VERDICTS = Path("verdicts.json")
MEMORY_BYTES = 4 * 2**30
SPARE_SECONDS = 10
SLOWEST_FACTOR = 10
BUDGET_SECONDS = 3.0

KILLED, SURVIVED, TIMED_OUT, UNTESTED = "killed", "survived", "timeout", "no tests"


def mutants() -> Iterator[tuple[str, str]]:
    """Yield every mutant with the function it belongs to."""
    for meta in sorted(Path().rglob("*.py.meta")):
        for name in json.loads(meta.read_text())["exit_code_by_key"]:
            if re.search(PATTERN, name):
                yield name, name.split("__mutmut_")[0]


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try all mutants instead of running the tests once."""
    stats = json.loads(Path("mutmut-stats.json").read_text())
    items = {item.nodeid: item for item in session.items}
    seconds = stats["duration_by_test"]
    gc.freeze()  # so that the children share the memory of the collected tests
    verdicts: dict[str, str] = {}
    running: dict[int, str] = {}
    for name, function in mutants():
        reached = [test for test in stats["tests_by_mangled_function_name"].get(function, []) if test in items]
        if not reached:
            verdicts[name] = UNTESTED
            continue
        reached = _within_budget(sorted(reached, key=lambda test: seconds[test]), seconds)
        if len(running) >= WORKERS:
            _reap(running, verdicts)
        limit = SPARE_SECONDS + SLOWEST_FACTOR * sum(seconds[test] for test in reached)
        running[_fork(session, [items[test] for test in reached], name, int(limit))] = name
    while running:
        _reap(running, verdicts)
    _write(verdicts)
    return True


def _within_budget(tests: list[str], seconds: dict[str, float]) -> list[str]:
    """Return the fastest tests up to the budget, at least one: a survivor costs them all."""
    sums = list(accumulate(seconds[test] for test in tests))
    return tests[: max(1, bisect_right(sums, BUDGET_SECONDS))]


def _write(verdicts: dict[str, str]) -> None:
    VERDICTS.write_text(json.dumps(verdicts, indent=0, sort_keys=True))


def _fork(session: pytest.Session, items: list[pytest.Item], name: str, limit: int) -> int:
    child = os.fork()
    if child:
        return child
    os.environ["MUTANT_UNDER_TEST"] = name
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for item in items:
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        except BaseException:  # noqa: BLE001 - whatever stops the tests kills the mutant
            os._exit(1)
        if session.testsfailed:
            os._exit(1)
    os._exit(0)


def _reap(running: dict[int, str], verdicts: dict[str, str]) -> None:
    child, status = os.wait()
    name = running.pop(child)
    code = os.waitstatus_to_exitcode(status)
    verdicts[name] = TIMED_OUT if code < 0 else KILLED if code else SURVIVED
    if len(verdicts) % 50 == 0:
        _write(verdicts)
        counted = ", ".join(f"{number} {verdict}" for verdict, number in Counter(verdicts.values()).items())
        print(f"{time.strftime('%H:%M:%S')} {counted}", file=sys.__stderr__, flush=True)
