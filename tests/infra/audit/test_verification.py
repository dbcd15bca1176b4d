"""Each kind of finding by itself: what is named, and at which entry."""

from dataclasses import replace

import pytest

from infra.audit.chain import columns_of, facts_of
from infra.audit.verification import Finding, FindingKind, StoredEntry
from infra.audit.wording import finding_sentence, place, reach_sentence
from tests.audit_logs import CITY, Log, body, chain, checkpoint_of, verify_chain, whole_log


def with_columns(entry: StoredEntry, **changed: object) -> StoredEntry:
    facts = facts_of(entry.body)
    assert facts is not None
    return replace(entry, columns=columns_of(facts) | changed)


def kinds(log: Log, *checkpoints: int) -> list[tuple[str, int | None]]:
    genuine = [checkpoint_of(whole_log(6), number) for number in checkpoints]
    return [(one.kind.value, one.sequence) for one in verify_chain(CITY, log, genuine).findings]


def test_columns_that_fit_are_no_finding() -> None:
    assert kinds([with_columns(one) for one in whole_log(6)], 6) == []


@pytest.mark.parametrize("name", ["at", "actor", "event", "subject_kind", "subject_id"])
def test_a_column_that_differs_is_named(name: str) -> None:
    log = [with_columns(one) for one in whole_log(3)]
    log[1] = with_columns(log[1], **{name: "x"})
    found = verify_chain(CITY, log).findings

    assert [(one.kind, one.sequence, one.properties) for one in found] == [
        (FindingKind.COLUMN_DIFFERS, 2, {"columns": name})
    ]


def test_a_missing_entry_is_named_with_the_break_behind_it() -> None:
    log = whole_log(6)

    assert kinds([*log[:2], *log[4:]]) == [("missing", 3), ("chain-broken", 5)]


def test_a_changed_body_and_a_changed_hash_are_told_apart_by_the_next_entry() -> None:
    log = whole_log(4)
    other_body, other_hash = replace(log[1], body=body(2, note="x")), replace(log[1], hash="0" * 64)

    assert kinds([log[0], other_body, *log[2:]]) == [("changed", 2)]
    assert kinds([log[0], other_hash, *log[2:]]) == [("changed", 2), ("chain-broken", 3)]


def test_a_history_written_anew_is_whole_but_for_the_checkpoint() -> None:
    log = chain([body(number, note="new") for number in range(1, 7)])

    assert kinds(log) == []
    assert kinds(log, 4, 6) == [("checkpoint-differs", 4), ("checkpoint-differs", 6)]


def test_a_log_that_was_cut_off_is_whole_but_for_the_checkpoint() -> None:
    assert kinds(whole_log(3)) == []
    assert kinds(whole_log(3), 6, 2) == [("cut-off", 6)]
    assert kinds([], 2) == [("cut-off", 2)]


@pytest.mark.parametrize("text", ["", "[]", "{}", "nothing", "[" * 100_000, '{"sequence":' + "9" * 5_000 + "}"])
def test_a_body_that_is_none_is_named(text: str) -> None:
    log = chain([body(1), text, body(3)])

    assert kinds(log) == [("unreadable", 2)]


def test_an_entry_twice_is_out_of_order() -> None:
    log = whole_log(3)

    assert kinds([*log[:2], log[1], log[2]])[:2] == [("out-of-order", 2), ("chain-broken", 2)]


@pytest.mark.parametrize("kind", FindingKind)
def test_every_finding_has_a_sentence(kind: FindingKind) -> None:
    properties = {"last": "3", "expected": "2", "stored": "3", "read": "2", "columns": "at", "city": "x\udcff"}
    properties |= {"file": "x.json", "key": "ab", "seconds": "1", "at": "2026-11-01T08:00:00+00:00"}
    properties |= {"digest": "d", "head": "1", "count": "2", "names": "x"}
    sentence = finding_sentence(Finding(kind, 1, properties))

    assert sentence.endswith(".")
    assert "{" not in sentence
    assert sentence.encode()
    assert place(Finding(kind)) == "Prüfprotokoll"


def test_the_report_says_how_far_checkpoints_reach() -> None:
    log = whole_log(6)

    assert reach_sentence(verify_chain(CITY, log)).startswith("Kein Prüfpunkt")
    assert "Für die 2 Einträge danach" in reach_sentence(verify_chain(CITY, log, [checkpoint_of(log, 4)]))
    assert reach_sentence(verify_chain(CITY, log, [checkpoint_of(log)])) == (
        "Prüfpunkte bezeugen das Protokoll bis Nr. 6 (02.11.2026, 09:00 Uhr)."
    )
