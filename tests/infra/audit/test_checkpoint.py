"""Checkpoints: written and read back the same, and forged by nobody."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.audit.checkpoint import checkpoint_json, is_genuine, read_checkpoint
from tests.audit_logs import KEY, checkpoint_of, whole_log

CHECKPOINT = checkpoint_of(whole_log(3))
FACTS: dict[str, Any] = json.loads(checkpoint_json(CHECKPOINT))


def test_a_checkpoint_survives_its_file() -> None:
    assert read_checkpoint(checkpoint_json(CHECKPOINT)) == CHECKPOINT
    assert is_genuine(CHECKPOINT, KEY.public_key())
    assert not is_genuine(CHECKPOINT, Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_that_was_changed_is_noticed(name: str) -> None:
    changed = FACTS[name] + 1 if name == "sequence" else FACTS[name][:-1] + ("0" if FACTS[name][-1] != "0" else "1")
    read = read_checkpoint(json.dumps(FACTS | {name: changed}).encode())

    assert read is None or not is_genuine(read, KEY.public_key())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        json.dumps(FACTS | {"sequence": "3"}).encode(),
        json.dumps(FACTS | {"sequence": True}).encode(),
        json.dumps(FACTS | {"city": None}).encode(),
        json.dumps(FACTS | {"at": "yesterday"}).encode(),
        json.dumps(FACTS | {"at": FACTS["at"].replace("T", " ")}).encode(),
        json.dumps(FACTS | {"more": 1}).encode(),
        json.dumps({name: FACTS[name] for name in FACTS if name != "key"}).encode(),
    ],
)
def test_what_is_no_checkpoint_is_none(data: bytes) -> None:
    assert read_checkpoint(data) is None


@pytest.mark.parametrize("signature", ["", "zz", "00", "00" * 64, "00" * 65])
def test_a_signature_that_is_none_is_refused(signature: str) -> None:
    read = read_checkpoint(json.dumps(FACTS | {"signature": signature}).encode())

    assert read is not None
    assert not is_genuine(read, KEY.public_key())
