"""Documents and bundles from outside: whatever is in them, this process lives on and says why."""

from pathlib import Path
from typing import Any

import pytest

from core.errors import InputError
from core.json_text import read_json
from core.package import read_package as open_here
from infra.documents import reading
from infra.inspect.gate import FileKind, inspect
from infra.inspect.runner import Limits
from infra.parameters import load_parameters
from scoring.bundle.manifest import OWN_FILES
from scoring.bundle.verify import verify_bundle
from scoring.intake import checked_evaluation
from scoring.wording import fault_sentence
from tests.documents import DEMO
from tests.factories import house_rules
from tests.hostile_documents import (
    BROKEN_BUNDLES,
    BUNDLE,
    CHANGED_BUNDLES,
    DAMAGED_BUNDLES,
    DOCUMENTS,
    LARGE,
    REFUSED_BUNDLES,
)
from tests.spending import little_time

OWN_NUMBERS = load_parameters("scoring")


def faults_of(read: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any call without arguments
    """Return type and sentence of the faults, which come in time."""
    with little_time(), pytest.raises(InputError) as refusal:
        read()
    return [(fault.type, fault_sentence(fault)) for fault in refusal.value.faults]


def findings(data: bytes) -> list[tuple[str, str]]:
    package = reading.read_package(data, OWN_FILES)
    return [(finding.type, finding.file) for finding in verify_bundle(package, OWN_NUMBERS).findings]


@pytest.mark.parametrize(
    "data",
    [
        (DEMO / "videoberatung.preis-quotient.json").read_bytes(),
        b"\xef\xbb\xbf{}",
        b"[1e400,-0.0,1E22,5e-324,0.1234567890123456789,123456789012345678901234567890]",
        '{"ä":"\\u0000\\ud83d\\ude00 \\"","a":[[],{},null,true]}'.encode(),
        b"[" * 200 + b"]" * 200,
    ],
    ids=["demo", "mark", "numbers", "texts", "deep"],
)
def test_a_document_comes_through_the_child_as_it_is_read_here(data: bytes) -> None:
    assert repr(reading.read_document(data)) == repr(read_json(data))


def test_a_bundle_comes_through_the_child_as_it_is_read_here() -> None:
    assert reading.read_package(BUNDLE, OWN_FILES) == open_here(BUNDLE)
    assert findings(BUNDLE) == []


@pytest.mark.parametrize("name", [*DOCUMENTS, *LARGE])
def test_a_killer_document_is_refused_with_its_reason(name: str) -> None:
    data, reason = {**DOCUMENTS, **LARGE}[name]
    [(kind, sentence), *_] = faults_of(lambda: checked_evaluation(reading.read_document(data), house_rules()))

    assert kind == reason
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_the_place_of_a_fault_comes_back() -> None:
    with pytest.raises(InputError) as refusal:
        reading.read_document(b'{"a":1,\n"a":2}')

    assert refusal.value.faults[0].properties == {"line": "2", "column": "5"}


@pytest.mark.parametrize("name", REFUSED_BUNDLES)
def test_a_killer_bundle_is_refused_with_its_reason(name: str) -> None:
    data, reason = REFUSED_BUNDLES[name]
    [(kind, sentence)] = faults_of(lambda: reading.read_package(data, OWN_FILES))

    assert kind == reason
    assert sentence.endswith(".")


@pytest.mark.parametrize("name", DAMAGED_BUNDLES)
def test_a_bundle_that_cannot_be_opened_is_damaged_or_refused(name: str) -> None:
    try:
        assert findings(DAMAGED_BUNDLES[name]) == [("damaged", "")]
    except InputError as refusal:
        assert refusal.faults[0].type in {"file_expands", "file_name"}  # noqa: PT017 - one of two right answers


@pytest.mark.parametrize("name", BROKEN_BUNDLES)
def test_the_broken_file_of_a_bundle_is_named(name: str) -> None:
    data, file = BROKEN_BUNDLES[name]

    assert findings(data) == [("broken", file)]


@pytest.mark.parametrize("name", CHANGED_BUNDLES)
def test_a_bundle_with_a_killer_inside_does_not_hold(name: str) -> None:
    found = findings(CHANGED_BUNDLES[name])

    assert found
    assert ("damaged", "") not in found


def test_every_byte_of_the_end_of_a_bundle_is_found_through_the_gate() -> None:
    for at in range(len(BUNDLE) - 22, len(BUNDLE)):
        data = bytearray(BUNDLE)
        data[at] ^= 0x20
        assert findings(bytes(data)), at


@pytest.mark.parametrize("share", range(25))
def test_a_flipped_byte_is_found_through_the_gate(share: int) -> None:
    data = bytearray(BUNDLE)
    data[share * len(data) // 25] ^= 0xFF
    try:
        assert findings(bytes(data))
    except InputError as refusal:
        assert refusal.faults[0].type in {"bundle_unknown", "file_encrypted", "file_entries", "file_expands"}  # noqa: PT017


@pytest.mark.parametrize(
    ("limits", "reasons"),
    [
        ({"wall_seconds": 0.02}, {"file_time"}),
        ({"memory_bytes": 96 * 2**20}, {"file_memory", "file_crash"}),  # the parser aborts when memory ends
        ({"output_bytes": 2**20}, {"file_output"}),
    ],
    ids=["time", "memory", "answer"],
)
def test_a_document_that_takes_too_much_is_given_up(limits: dict[str, Any], reasons: set[str]) -> None:
    kind = FileKind(len, "infra.documents.child:parse_document", len, limits=Limits(**limits))
    heavy = b"[" + b"[0.1234567,1e9,{}]," * 500_000 + b"1]"

    faults = faults_of(lambda: inspect(kind, heavy))

    assert faults[0][0] in reasons


@pytest.mark.parametrize(
    "answer",
    [None, [], {}, {"files": [1]}, {"files": [["a", "b", "c", None, ""]], "as_packed": True}, {"files": {"a": 1}}],
)
def test_an_answer_in_no_shape_of_ours_is_refused(answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that was taken over can say anything; that must not break this process."""
    monkeypatch.setattr("infra.inspect.gate.run_reader", lambda *_: answer)

    assert faults_of(lambda: reading.read_package(BUNDLE, OWN_FILES))[0][0] == "file_crash"


def test_nothing_of_a_file_is_left_on_a_disk() -> None:
    before = set(Path("/tmp").iterdir())  # noqa: S108 - where careless programs write
    reading.read_document(b"{}")

    assert set(Path("/tmp").iterdir()) <= before  # noqa: S108 - see above
