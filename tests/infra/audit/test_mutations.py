"""Ten thousand ways to tamper with a log, each found by both verifiers; and the logs that must not be suspected."""

import json
import random
from datetime import timedelta

import pytest

from infra.audit.checkpoint import Checkpoint, checkpoint_json
from infra.audit.verification import StoredEntry
from infra.oversight import verify_log
from infra.oversight.export import line_of
from tests.audit_logs import CITY, MUTATIONS, START, Log, body, chain, checkpoint_of, verify_chain, whole_log

LENGTH = 10
ROUNDS = 10_000


def found_by_us(log: Log, checkpoint: Checkpoint) -> bool:
    return not verify_chain(CITY, log, [checkpoint]).holds


def found_outside(log: Log, checkpoint: Checkpoint) -> bool:
    lines = [line_of(one).decode() for one in log]
    return bool(verify_log.verify(lines, [json.loads(checkpoint_json(checkpoint))])[1])


@pytest.mark.parametrize("start", range(0, ROUNDS, ROUNDS // 4))
def test_ten_thousand_mutations_are_all_found_by_both(start: int) -> None:
    log = whole_log(LENGTH)
    checkpoint = checkpoint_of(log)
    missed = []
    for seed in range(start, start + ROUNDS // 4):
        mutate = MUTATIONS[seed % len(MUTATIONS)]
        chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
        while (tampered := mutate(log, chance)) == log:
            pass
        if not found_by_us(tampered, checkpoint) or not found_outside(tampered, checkpoint):
            missed.append((seed, mutate.__name__))

    assert missed == []


@pytest.mark.parametrize("length", [1, 2, LENGTH])
def test_an_untouched_log_is_not_suspected(length: int) -> None:
    log = whole_log(length)

    assert verify_chain(CITY, log, [checkpoint_of(log)]).holds
    assert not found_outside(log, checkpoint_of(log))


def test_a_log_that_goes_on_after_a_checkpoint_is_whole() -> None:
    log = whole_log(LENGTH)
    older, newer = checkpoint_of(log, 5), checkpoint_of(log)
    found = verify_chain(CITY, log, [newer, older])

    assert found.holds
    assert (found.checkpoints, found.reach) == (2, newer)
    assert verify_chain(CITY, log, [older]).reach == older


def test_what_no_checkpoint_vouches_for_can_be_cut_off_and_the_report_says_so() -> None:
    log = whole_log(LENGTH)
    found = verify_chain(CITY, log[:8], [checkpoint_of(log, 5)])

    assert found.holds
    assert found.reach is not None
    assert (found.head, found.reach.sequence) == (8, 5)


def test_a_clock_that_was_set_back_is_a_notice_only() -> None:
    log = chain([body(1, at=START), body(2, at=START - timedelta(seconds=3)), body(3, at=START)])
    found = verify_chain(CITY, log)

    assert found.holds
    assert [(one.kind.value, one.sequence, one.properties) for one in found.findings] == [
        ("time-backwards", 2, {"seconds": "3.000"})
    ]


def test_a_log_of_another_city_is_found_by_both() -> None:
    log = chain([body(number, city="nachbarstadt") for number in range(1, 4)])

    assert found_by_us(log, checkpoint_of(log))
    assert found_outside(log, checkpoint_of(log))


def test_columns_that_say_something_else_reach_outsiders_too() -> None:
    log = whole_log(3)
    columns = {"sequence": 2, "at": START.isoformat(), "actor": "x", "event": "x", "subject_kind": "", "subject_id": ""}
    log[1] = StoredEntry(previous=log[1].previous, hash=log[1].hash, body=log[1].body, columns=columns)

    assert [one.kind.value for one in verify_chain(CITY, log, [checkpoint_of(log)]).findings] == ["column-differs"]
    assert found_outside(log, checkpoint_of(log))


def test_only_so_many_findings_are_listed() -> None:
    log = [StoredEntry(previous="x", hash="y", body="z") for _ in range(1_000)]
    found = verify_chain(CITY, log)

    assert not found.holds
    assert (len(found.findings), found.omitted) == (1_000, 2_000)
