"""Many writers behind one barrier: nothing is lost, nobody is told something untrue."""

import statistics
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from app.wiring import build_house
from infra.database import Database, DatabaseUnavailableError
from infra.fields.model import Conflict, Edit, FieldRule
from infra.fields.services import FieldStore
from infra.policy.table import Action
from infra.transactions import Transactions
from tests.people import actor

STORE = FieldStore("probe", (FieldRule(name="text"),))
RECORD = STORE.record("alle")
WRITERS, EDITS = 200, 20
REVISION = actor("revision")


@dataclass(frozen=True)
class Edited:
    """What one writer was told.

    Args:
        versions: Versions that were confirmed, each with its text.
        conflicts: How often somebody else was faster.
        busy: How often the database was held by others for too long.
        seconds: How long each edit took until it was confirmed.
    """

    versions: dict[int, str]
    conflicts: int
    busy: int
    seconds: list[float]


def write_all(transactions: Transactions, writer: int, barrier: Barrier) -> Edited:
    versions, seconds, told = dict[int, str](), list[float](), Counter[str]()
    barrier.wait()
    base = 0
    for number in range(EDITS):
        value, begun = f"{writer}/{number}", time.perf_counter()
        while True:
            try:
                with transactions.write(REVISION, Action.USE_OWN_ACCOUNT) as writing:
                    outcome = STORE.save(writing, RECORD, Edit(field="text", value=value, base_version=base))
            except DatabaseUnavailableError:
                told["busy"] += 1
                continue
            base = outcome.now.version
            if isinstance(outcome, Conflict):
                told["conflict"] += 1
                continue
            versions[base] = value
            break
        seconds.append(time.perf_counter() - begun)
    return Edited(versions, told["conflict"], told["busy"], seconds)


def together(count: int, work: Callable[[int, Barrier], object]) -> list[object]:
    barrier = Barrier(count)
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda number: work(number, barrier), range(count)))


def test_200_writers_times_20_edits_lose_nothing(
    database: Database, record_testsuite_property: Callable[[str, object], None]
) -> None:
    transactions, begun = build_house(database).transactions, time.perf_counter()
    edited = [
        one
        for one in together(WRITERS, lambda number, barrier: write_all(transactions, number, barrier))
        if isinstance(one, Edited)
    ]
    took = time.perf_counter() - begun
    confirmed = {version: value for one in edited for version, value in one.versions.items()}
    assert sum(len(one.versions) for one in edited) == WRITERS * EDITS
    assert sorted(confirmed) == list(range(1, WRITERS * EDITS + 1))
    assert len(set(confirmed.values())) == WRITERS * EDITS
    with transactions.read(REVISION, Action.USE_OWN_ACCOUNT) as reading:
        last = STORE.values(reading, RECORD)["text"]
    assert (last.version, last.value) == (WRITERS * EDITS, confirmed[WRITERS * EDITS])
    seconds = sorted(second for one in edited for second in one.seconds)
    p99 = seconds[int(len(seconds) * 0.99)]
    told = {"conflicts": sum(one.conflicts for one in edited), "busy": sum(one.busy for one in edited)}
    print(f"{database.backend}: {took:.1f} s, p50 {statistics.median(seconds):.3f} s, p99 {p99:.2f} s, {told}")  # noqa: T201 - for docs/proof.md, shown by -s
