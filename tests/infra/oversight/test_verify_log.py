"""The stand-alone verifier: small, alone, right about signatures, and of one opinion with ours."""

import ast
import json
import random
import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from infra.audit.checkpoint import checkpoint_json, key_id, sign
from infra.oversight import verify_log
from infra.oversight.export import verifier, write_export
from infra.oversight.keys import public_pem
from tests.audit_logs import CITY, KEY, START, Log, checkpoint_of, whole_log

PROGRAM = Path(verify_log.__file__)
# RFC 8032, section 7.1: secret key, public key, message, signature. The third one is TEST SHA(abc).
VECTORS = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2"
            "4655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302ae"
            "eb00d291612bb0c00"
        ),
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80"
            "e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17"
            "ad9bef1177331a704"
        ),
    ),
)


def export(tmp_path: Path, log: Log, *, last: int | None = None) -> Path:
    file = tmp_path / "export.zip"
    point = checkpoint_of(log, last)
    key = KEY.public_key()
    write_export(file, log, [checkpoint_of(log, 1)], {key_id(key): key}, point)
    return file


def rewritten(source: Path, target: Path, changes: dict[str, bytes | None]) -> Path:
    """Copy a ZIP with some members replaced, added or, for None, left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        members = {name: old.read(name) for name in old.namelist()} | changes
        for name, data in members.items():
            if data is not None:
                new.writestr(name, data)
    return target


def run(*arguments: object) -> tuple[int, str]:
    command = [sys.executable, "-I", str(PROGRAM), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_it_is_small_and_needs_nothing_but_python() -> None:
    text = PROGRAM.read_text(encoding="utf-8")
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text, feature_version=(3, 9)))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert len(text.splitlines()) < 200
    assert imported <= sys.stdlib_module_names
    assert verifier() == PROGRAM.read_bytes()


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_vectors_of_the_standard(secret: str, public: str, message: str, signature: str) -> None:
    key, text, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)

    assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(text) == signed
    assert verify_log.signature_holds(key, text, signed)
    assert not verify_log.signature_holds(key, text + b"x", signed)


def test_it_agrees_with_a_well_known_library_about_every_flipped_bit() -> None:
    chance = random.Random(8032)  # noqa: S311 - a test that can be repeated
    for _ in range(150):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(chance.randrange(80))
        parts = [bytearray(key.public_key().public_bytes_raw()), bytearray(message), bytearray(key.sign(message))]
        if chance.random() < 0.8:
            part = chance.choice([one for one in parts if one])
            part[chance.randrange(len(part))] ^= 1 << chance.randrange(8)
        public, text, signature = map(bytes, parts)

        assert verify_log.signature_holds(public, text, signature) == library_holds(public, text, signature)


def library_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_a_signature_whose_number_is_too_large_is_refused() -> None:
    _, public, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    large = int.from_bytes(signature[32:], "little") + verify_log.ORDER
    malleable = signature[:32] + large.to_bytes(32, "little")

    assert not verify_log.signature_holds(public, message, malleable)
    assert not verify_log.signature_holds(public[:31], message, signature)
    assert not verify_log.signature_holds(public, message, signature[:63])


def test_an_export_is_checked_as_a_file_and_as_a_folder(tmp_path: Path) -> None:
    file = export(tmp_path, whole_log(5))
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "unpacked")
    code, said = run(file)

    assert code == 0, said
    assert "5 Einträge, 2 Prüfpunkte" in said
    assert "bitte mit der früher erhaltenen Kennung vergleichen" in said
    assert run(tmp_path / "unpacked")[0] == 0


def test_an_export_that_was_changed_is_refused(tmp_path: Path) -> None:
    file = export(tmp_path, whole_log(5))
    lines = zipfile.ZipFile(file).read("protokoll.jsonl").splitlines(keepends=True)
    cut = rewritten(file, tmp_path / "cut.zip", {"protokoll.jsonl": b"".join(lines[:3])})
    code, said = run(cut)

    assert code == 4
    assert "Der Eintrag Nr. 5 fehlt: Das Protokoll wurde gekürzt" in said
    assert said.rstrip().endswith("Stimmt nicht.")


def test_a_key_received_earlier_unmasks_an_export_signed_anew(tmp_path: Path) -> None:
    file = export(tmp_path, whole_log(5))
    known = tmp_path / "known.pem"
    known.write_bytes(public_pem(KEY.public_key()))
    other = tmp_path / "other.pem"
    other.write_bytes(public_pem(Ed25519PrivateKey.generate().public_key()))

    assert verify_log.main([str(file), "--schluessel", str(known)]) == 0
    assert verify_log.main([str(file), "--schluessel", str(other)]) == 4


def test_keys_rotate(tmp_path: Path) -> None:
    """Checkpoints of a former key stay; whoever knows both keys names both, in one go or one by one."""
    log, later = whole_log(6), Ed25519PrivateKey.generate()
    public = {key_id(key): key for key in (KEY.public_key(), later.public_key())}
    file, files = tmp_path / "export.zip", [tmp_path / "old.pem", tmp_path / "new.pem"]
    point = sign(CITY, 6, log[-1].hash, at=START + timedelta(days=2), key=later)
    write_export(file, log, [checkpoint_of(log, 3)], public, point)
    for path, key in zip(files, public.values(), strict=True):
        path.write_bytes(public_pem(key))

    old, new = map(str, files)
    assert run(file, "--schluessel", old, new)[0] == 0
    assert run(file, "--schluessel", old, "--schluessel", new)[0] == 0
    code, said = run(file, "--schluessel", old)
    assert (code, "unbekannten Schlüssel" in said) == (4, True)


def test_a_checkpoint_kept_elsewhere_unmasks_a_roll_back(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_bytes(checkpoint_json(checkpoint_of(whole_log(9))))
    file = export(tmp_path, whole_log(5))

    assert verify_log.main([str(file)]) == 0
    assert verify_log.main([str(file), "--pruefpunkt", str(kept)]) == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pruefpunkte/zusatz.json": b"{}"}, 4),
        ({"pruefpunkte/zusatz.json": b"[1]"}, 4),
        ({"schluessel/zusatz.pem": b"no key"}, 2),
        ({"protokoll.jsonl": None}, 2),
        ({"protokoll.jsonl": b"\xff\n"}, 2),
        ({"protokoll.jsonl": b""}, 4),
        ({"protokoll.jsonl": b"[]\n[]\n"}, 4),
        ({"protokoll.jsonl": b'{"previous":1,"hash":2,"body":3}\n'}, 4),
    ],
)
def test_what_belongs_to_no_export_is_named(tmp_path: Path, changes: dict[str, bytes | None], code: int) -> None:
    file = rewritten(export(tmp_path, whole_log(2)), tmp_path / "changed.zip", changes)

    assert verify_log.main([str(file)]) == code


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b'{"a": 1}'])
def test_what_is_no_export_is_unreadable(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(content)

    assert verify_log.main([str(file)]) == 2
    assert verify_log.main([str(tmp_path / "missing.zip")]) == 2


def test_without_a_checkpoint_nothing_is_vouched_for(tmp_path: Path) -> None:
    file = export(tmp_path, whole_log(2))
    points = {name: None for name in zipfile.ZipFile(file).namelist() if name.startswith("pruefpunkte/")}
    bare = rewritten(file, tmp_path / "bare.zip", {**points, "pruefpunkte/liesmich.txt": b"{}"})

    assert verify_log.main([str(bare)]) == 4


def test_an_export_is_the_same_bytes_each_time() -> None:
    first, second = BytesIO(), BytesIO()
    key = KEY.public_key()
    for target in (first, second):
        write_export(target, whole_log(3), [], {key_id(key): key}, checkpoint_of(whole_log(3)))

    assert first.getvalue() == second.getvalue()
    assert json.loads(zipfile.ZipFile(first).read("protokoll.jsonl").splitlines()[0]).keys() == {
        "previous",
        "hash",
        "body",
    }
