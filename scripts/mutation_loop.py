"""A pytest plugin that collects the tests once and then tries every mutant in a child process of its own.

mutmut makes the mutants and knows which test reaches which function. Its own runner collects all tests anew for every
mutant, which costs seconds each; a fork costs milliseconds. First run, in turn, tests that killed other mutants of the
function and tests that reach what few others of its module reach; the first failure ends it.

With ``RESUME=1`` the verdicts of a run that was broken off are kept, and the rest is tried.
"""

import gc
import json
import os
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

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
    items = {item.nodeid: item for item in session.items}
    reach = _Reach(json.loads(Path("mutmut-stats.json").read_text()), items)
    gc.freeze()  # so that the children share the memory of the collected tests
    trial = _Trial(session)
    verdicts = trial.verdicts
    if os.environ.get("RESUME") and VERDICTS.exists():
        verdicts |= json.loads(VERDICTS.read_text())
    for name, function in mutants():
        if name in verdicts:
            continue
        reached = reach.tests(function)
        if not reached:
            verdicts[name] = UNTESTED
            continue
        if len(trial.running) >= WORKERS:
            trial.reap()
        first = reach.within_budget(_in_turn(trial.killers_first(function, reached), reach.telling(function, reached)))
        trial.start(name, function, [items[test] for test in first], reach.limit(first))
    while trial.running:
        trial.reap()
    _write(verdicts)
    return True


def _in_turn(tests: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the same tests, ordered in two ways, in turn from one and the other."""
    return list(dict.fromkeys(chain.from_iterable(zip(tests, others, strict=True))))


class _Reach:
    """Which tests reach a function, and how long they take.

    Args:
        stats: What mutmut found out.
        known: The collected tests.
    """

    def __init__(self, stats: Mapping[str, Any], known: Container[str]) -> None:
        self._seconds: dict[str, float] = stats["duration_by_test"]
        self._tests = {
            function: sorted((test for test in tests if test in known), key=self._seconds.__getitem__)
            for function, tests in stats["tests_by_mangled_function_name"].items()
        }
        self._rare: dict[str, Counter[str]] = defaultdict(Counter)
        for function, tests in self._tests.items():
            self._rare[_module(function)].update(dict.fromkeys(tests, 1 / max(1, len(tests))))

    def tests(self, function: str) -> list[str]:
        """Return the tests that reach a function, the fastest first."""
        return self._tests.get(function, [])

    def telling(self, function: str, tests: Sequence[str]) -> list[str]:
        """Return tests with those in front that reach what few others of the function's module reach."""
        rare = self._rare[_module(function)]
        return sorted(tests, key=lambda test: -rare[test])

    def within_budget(self, tests: Sequence[str]) -> list[str]:
        """Return the first tests that fit into the budget, at least one: a survivor costs them all."""
        chosen: list[str] = []
        left = BUDGET_SECONDS
        for test in tests:
            if not chosen or self._seconds[test] <= left:
                chosen.append(test)
                left -= self._seconds[test]
        return chosen

    def limit(self, tests: Sequence[str]) -> int:
        """Return the CPU seconds after which a mutant runs for ever."""
        return int(SPARE_SECONDS + SLOWEST_FACTOR * sum(self._seconds[test] for test in tests))


def _write(verdicts: dict[str, str]) -> None:
    VERDICTS.write_text(json.dumps(verdicts, indent=0, sort_keys=True))


class _Trial:
    """Tries mutants in child processes and remembers what killed them.

    Args:
        session: Of the collected tests.
    """

    def __init__(self, session: pytest.Session) -> None:
        self._session = session
        self._killers: dict[str, Counter[str]] = defaultdict(Counter)
        self.running: dict[int, tuple[str, str, int]] = {}
        self.verdicts: dict[str, str] = {}

    def killers_first(self, function: str, tests: Sequence[str]) -> list[str]:
        """Return tests with those in front that killed most mutants of the function, then of its module."""
        own, near = self._killers[function], self._killers[_module(function)]
        return sorted(tests, key=lambda test: (-own[test], -near[test]))

    def start(self, name: str, function: str, items: Sequence[pytest.Item], limit: int) -> None:
        """Try a mutant in a child that writes down the test which killed it."""
        reader, writer = os.pipe()
        child = os.fork()
        if child:
            os.close(writer)
            self.running[child] = (name, function, reader)
            return
        os.environ["MUTANT_UNDER_TEST"] = name
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        for item in items:
            if self._fails(item):
                os.write(writer, item.nodeid.encode())
                os._exit(1)
        os._exit(0)

    def _fails(self, item: pytest.Item) -> bool:
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        except BaseException:  # noqa: BLE001 - whatever stops the tests kills the mutant
            return True
        return bool(self._session.testsfailed)

    def reap(self) -> None:
        """Wait for one child and keep its verdict."""
        child, status = os.wait()
        name, function, reader = self.running.pop(child)
        with os.fdopen(reader, "rb") as told:
            killer = told.read().decode()
        if killer:
            self._killers[function][killer] += 1
            self._killers[_module(function)][killer] += 1
        code = os.waitstatus_to_exitcode(status)
        self.verdicts[name] = TIMED_OUT if code < 0 else KILLED if code else SURVIVED
        if len(self.verdicts) % 50 == 0:
            _write(self.verdicts)
            counted = ", ".join(f"{number} {verdict}" for verdict, number in Counter(self.verdicts.values()).items())
            print(f"{time.strftime('%H:%M:%S')} {counted}", file=sys.__stderr__, flush=True)


def _module(function: str) -> str:
    return function.rpartition(".")[0]
