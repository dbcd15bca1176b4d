"""JSON documents and bundles that kill or cheat their readers, made anew for each run."""

import struct

from core.json_text import MAXIMUM_BYTES
from core.package import pack, unpack
from scoring.bundle.make import make_bundle
from scoring.bundle.manifest import EVALUATION, MANIFEST, PARAMETERS, README, RESULT
from tests.factories import as_bytes, outcome_of, sample
from tests.killers import members, noise, zipped

_CENTRAL, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"

BUNDLE = make_bundle(outcome_of(sample()), "pruefstand 0.1.0")


def with_weight(value: bytes) -> bytes:
    """Return an evaluation document with a bare JSON value in place of its first weight."""
    return as_bytes(sample()).replace(b'"weight_percent": "90"', b'"weight_percent": ' + value, 1)


DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "100,000 lists deep": (b"[" * 100_000 + b"]" * 100_000, "json_too_deep"),
    "100,000 objects deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "json_too_deep"),
    "a million lists never closed": (b"[" * 1_000_000, "json_too_deep"),
    "number of 900,000 digits": (b'{"a":' + b"9" * 900_000 + b"}", "not_json"),
    "weight of 4,000 digits": (with_weight(b"9" * 4_000), "format_measure"),
    "weight beyond every float": (with_weight(b"1e400"), "format_measure"),
    "exponent of a billion": (with_weight(b'"1e999999999"'), "format_measure"),
    "not a number": (with_weight(b"NaN"), "not_json"),
    "infinity": (with_weight(b"-Infinity"), "not_json"),
    "invalid UTF-8": (as_bytes(sample()).replace(b"VG-", b"VG\xc3(", 1), "not_utf8"),
    "UTF-16": ("{}".encode("utf-16"), "not_utf8"),
    "half a character": (b'{"format":"\\ud800"}', "not_json"),
    "duplicate key": (as_bytes(sample()).replace(b"{", b'{"bids":[],', 1), "json_duplicate_key"),
    "duplicate key, written in two ways": (b'{"bids":[],"b\\u0069ds":[]}', "json_duplicate_key"),
    "cut off": (as_bytes(sample())[:-40], "not_json"),
    "two documents": (as_bytes(sample()) * 2, "not_json"),
    "300,000 bids": (b'{"bids":[' + b"{}," * 300_000 + b"{}]}", "too_many_bids"),
    "only a number": (b"7", "object_expected"),
}
"""Documents that are refused, with the type of the first fault. All are smaller than a page lets in."""

LARGE: dict[str, tuple[bytes, str]] = {
    "a byte too many": (b" " * (MAXIMUM_BYTES + 1), "file_size"),
    "three million lists": (b"[" + b"[]," * 3_000_000 + b"1]", "file_too_large"),
    "numbers that grow": (b"[" + b"1e9," * 8_000_000 + b"1]", "file_output"),
}
"""Documents that are refused at the gate, with the reason."""


def lying_directory(size: int) -> bytes:
    """Return a bundle whose directory states another size than the data in front of it."""
    data = bytearray(BUNDLE)
    struct.pack_into("<II", data, data.rindex(_CENTRAL) + 20, size, size)
    return bytes(data)


def lying_twice(size: int) -> bytes:
    """Return a bundle in which both directories state the same wrong size of the first file."""
    data = bytearray(BUNDLE)
    struct.pack_into("<II", data, data.index(_LOCAL) + 18, size, size)
    struct.pack_into("<II", data, data.index(_CENTRAL) + 20, size, size)
    return bytes(data)


def overlapping() -> bytes:
    """Return a bundle whose directory names the data of its first file twice."""
    data = bytearray(BUNDLE)
    second = data.index(_CENTRAL, data.index(_CENTRAL) + 1)
    struct.pack_into("<I", data, second + 42, 0)
    return bytes(data)


def flipped(mark: bytes, step: int = 0) -> bytes:
    """Return a bundle in which one byte behind a mark was flipped and nothing else."""
    data = bytearray(BUNDLE)
    data[data.index(mark) + step] ^= 1
    return bytes(data)


def twice() -> bytes:
    """Return a bundle with two files of the same name."""
    return BUNDLE.replace(b"parameters.json", b"evaluation.json")


def holding(name: str, content: bytes) -> bytes:
    """Return a bundle with other content in one file."""
    return pack({**unpack(BUNDLE), name: content})


def manifest_with(old: bytes, new: bytes) -> bytes:
    return holding(MANIFEST, unpack(BUNDLE)[MANIFEST].replace(old, new, 1))


def end_record(at: int, flip: int) -> bytes:
    """Return the bundle with one other byte in the record at its end."""
    data = bytearray(BUNDLE)
    data[len(data) - 22 + at] ^= flip
    return bytes(data)


REFUSED_BUNDLES: dict[str, tuple[bytes, str]] = {
    "zip bomb": (zipped({**members(BUNDLE), "bombe.json": bytes(60 * 2**20)}), "file_expands"),
    "bomb in the evaluation": (zipped({EVALUATION: b"[" * (60 * 2**20)}), "file_expands"),
    "101 files": (zipped({MANIFEST: b"", **{f"{n}": b"" for n in range(100)}}), "file_entries"),
    "a way out": (zipped({RESULT: b"{}", "../../etc/cron.d/x": b""}), "file_name"),
    "another ZIP": (zipped({"a.txt": b"x"}), "bundle_unknown"),
    "no ZIP": (b"Kein Paket", "bundle_unknown"),
}
"""Files that are refused at the gate, with the reason."""

DAMAGED_BUNDLES: dict[str, bytes] = {
    "100 compressed bombs": zipped({MANIFEST: b"", **{f"{n}": bytes(2**20) for n in range(99)}}),
    "a directory larger than the file": end_record(14, 0x20),
    "another place of the directory": end_record(17, 0x01),
    "overlapping": overlapping(),
    "lying huge size": lying_directory(2**31),
    "lying twice, huge": lying_twice(2**31),
    "two of a name": twice(),
    "cut off": BUNDLE[:-30],
    "noise": noise(5_000),
    "something in front": b"x" + BUNDLE,
}
"""Bundles that cannot be opened: found to be damaged, or refused with a sentence."""

BROKEN_BUNDLES: dict[str, tuple[bytes, str]] = {
    "a byte of the evaluation": (flipped(b'"bids"', 2), EVALUATION),
    "a brace of the evaluation": (flipped(b'{"bids"'), EVALUATION),
    "a byte of the numbers": (flipped(b"pruefstand/parameters/1"), PARAMETERS),
    "a byte of the result": (flipped(b"pruefstand/result/1"), RESULT),
    "a byte of the manifest": (flipped(b"pruefstand/bundle/1"), MANIFEST),
    "a byte of the text for people": (flipped(b"Nachrechnen"), README),
    "a byte in front of a file": (flipped(b"result.json{"), RESULT),
    "a byte of the first mark": (flipped(_LOCAL), MANIFEST),
    "another size in the directory": (lying_directory(10), RESULT),
    "another size twice": (lying_twice(10), MANIFEST),
}
"""Bundles whose directory is whole: the broken file is named, and nothing that only follows."""

CHANGED_BUNDLES: dict[str, bytes] = {
    "evaluation 100,000 deep": holding(EVALUATION, b"[" * 100_000),
    "manifest 100,000 deep": holding(MANIFEST, b'{"a":' * 100_000),
    "parameters with a number of 900,000 digits": holding(PARAMETERS, b"9" * 900_000),
    "result in invalid UTF-8": holding(RESULT, b'{"a":"\xc3("}'),
    "result with a key twice": holding(RESULT, b'{"a":1,"a":1}'),
    "result beyond every float": holding(RESULT, b'{"winner":1e400}'),
    "result that is nothing": holding(RESULT, b"null"),
    "size beyond every computer": manifest_with(b'"bytes":', b'"bytes":123456789012345678901234567890'),
    "300,000 lists": holding(EVALUATION, b"[" + b"[]," * 300_000 + b"1]"),
    "NUL": holding(EVALUATION, b"\x00" * 100_000),
}
"""Bundles that open, but do not hold."""
