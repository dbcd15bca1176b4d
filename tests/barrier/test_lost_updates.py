"""Many writers behind one barrier: nothing is lost, nobody is told something untrue.

``pytest -s`` prints the figures of docs/proof.md.
"""

import asyncio
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import TypeVar

import httpx

from app.demo import load_demo
from app.wiring import build_house
from infra.database import Database
from infra.fields.model import Conflict, Edit, FieldRule, FieldValue, Saved
from infra.fields.services import FieldStore
from infra.policy.table import Action
from infra.settings import Settings
from infra.transactions import Transactions
from tests.applications import guarded
from tests.loops import run_apart
from tests.people import actor, cookies
from tests.soaking import SOAK

STORE = FieldStore("probe", (FieldRule(name="text"),))
RECORD = STORE.record("alle")
WRITERS, EDITS = 200 if SOAK else 40, 20
CLIENTS, REQUESTS = 12, 10
REVISION = actor("revision")
ADDRESS = "/api/v1/evaluations/vg-2026-031-preis-quotient/pruefvermerk/fields/beleg"

Told = TypeVar("Told")


def together(count: int, work: Callable[[int], Told]) -> list[Told]:
    """Let ``work`` begin on so many threads at the same moment."""
    barrier = Barrier(count)

    def waiting(number: int) -> Told:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(waiting, range(count)))


@dataclass(frozen=True)
class Edited:
    """What one writer was told.

    Args:
        versions: Confirmed versions with their texts.
        conflicts: How often somebody else was faster.
        seconds: How long each edit took until it was confirmed.
    """

    versions: dict[int, str]
    conflicts: int
    seconds: list[float]


def write_all(transactions: Transactions, writer: int) -> Edited:
    """Edit on and on. Every fourth time with what was seen before: after a conflict the own text is kept against it."""
    versions, seconds, conflicts, seen = dict[int, str](), list[float](), 0, FieldValue()
    for number in range(EDITS):
        value, begun = f"{writer}/{number}", time.perf_counter()
        outcome = save(transactions, value, None if number % 4 else seen)
        if isinstance(outcome, Conflict):
            conflicts += 1
            assert outcome.now.version > seen.version
            outcome = save(transactions, value, None)
        assert isinstance(outcome, Saved)
        seen = outcome.now
        versions[seen.version] = value
        seconds.append(time.perf_counter() - begun)
    return Edited(versions, conflicts, seconds)


def save(transactions: Transactions, value: str, seen: FieldValue | None) -> Saved | Conflict:
    with transactions.write(REVISION, Action.USE_OWN_ACCOUNT) as writing:
        base = STORE.values(writing, RECORD)["text"] if seen is None else seen
        return STORE.save(writing, RECORD, Edit(field="text", value=value, base_version=base.version))


def test_writers_at_once_lose_nothing(database: Database) -> None:
    transactions, begun = build_house(database).transactions, time.perf_counter()
    edited = together(WRITERS, lambda number: write_all(transactions, number))
    took = time.perf_counter() - begun
    confirmed = {version: value for one in edited for version, value in one.versions.items()}
    assert sum(len(one.versions) for one in edited) == WRITERS * EDITS
    assert sorted(confirmed) == list(range(1, WRITERS * EDITS + 1))
    assert len(set(confirmed.values())) == WRITERS * EDITS
    with transactions.read(REVISION, Action.USE_OWN_ACCOUNT) as reading:
        last = STORE.values(reading, RECORD)["text"]
    assert (last.version, last.value) == (WRITERS * EDITS, confirmed[WRITERS * EDITS])
    seconds = sorted(second for one in edited for second in one.seconds)
    figures = f"p50 {statistics.median(seconds):.2f} s, p99 {seconds[int(len(seconds) * 0.99)]:.2f} s"
    conflicts = sum(one.conflicts for one in edited)
    print(f"{database.backend}: {took:.1f} s, {figures}, {conflicts} conflicts")  # noqa: T201 - see above
    assert conflicts


async def edit_over_http(client: httpx.AsyncClient, number: int) -> tuple[dict[int, str], int]:
    versions, conflicts, seen = dict[int, str](), 0, {"If-None-Match": "*"}
    for edit in range(REQUESTS):
        value = f"{number}/{edit}"
        while True:
            answer = await client.patch(ADDRESS, json={"value": value}, headers=seen)
            assert answer.status_code in {200, 412}, answer.text
            seen = {"If-Match": answer.headers["ETag"]}
            if answer.status_code == 200:
                versions[int(answer.json()["version"])] = value
                break
            conflicts += 1
    return versions, conflicts


async def edit_all(database: Database) -> list[tuple[dict[int, str], int]]:
    house = build_house(database)
    load_demo(house)
    transport = httpx.ASGITransport(guarded(house, Settings()))  # type: ignore[arg-type]  # Litestar types ASGI closer
    session = cookies(house, "revision")
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", cookies=session) as client:
        return await asyncio.gather(*(edit_over_http(client, number) for number in range(CLIENTS)))


def test_clients_are_told_of_every_conflict(database: Database) -> None:
    told = run_apart(edit_all(database))
    confirmed = sorted(version for versions, _ in told for version in versions)
    assert confirmed == list(range(1, CLIENTS * REQUESTS + 1))
    assert sum(conflicts for _, conflicts in told)
