"""The gate: whatever a file does to its reader, this process lives on and says why."""

import io
import os
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from core.wording import FILE_FAULTS
from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.errors import InspectionError
from infra.inspect.gate import FileKind, inspect
from infra.inspect.runner import Limits
from infra.spreadsheet.reading import read_workbook
from tests.killers import REFUSED, SURVIVED
from tests.spending import little_time

MIB = 2**20


def kind(reader: str, **limits: Any) -> FileKind[Any]:  # noqa: ANN401 - fields of Limits
    return FileKind(len, f"tests.infra.readers:{reader}", lambda value: value, limits=Limits(**limits))


def reason_of(reader: str, **limits: Any) -> str:  # noqa: ANN401 - see above
    with pytest.raises(InspectionError) as refusal:
        inspect(kind(reader, **limits), b"x")
    return refusal.value.reason


# --- readers that misbehave --- ---


def test_a_reader_hands_back_its_value() -> None:
    assert inspect(kind("echo"), "Prüfstand".encode()) == "Prüfstand"


@pytest.mark.parametrize(
    ("reader", "limits", "reason"),
    [
        ("leave", {}, "file_damaged"),
        ("abort", {}, "file_crash"),
        ("abort_without_memory", {}, "file_memory"),
        ("vanish", {}, "file_crash"),
        ("killed", {}, "file_time"),
        ("fill_memory", {"memory_bytes": 256 * MIB}, "file_memory"),
        ("recurse", {}, "file_nested"),
        ("burn", {"cpu_seconds": 1}, "file_time"),
        ("sleep", {"wall_seconds": 0.5}, "file_time"),
        ("chatter", {"output_bytes": MIB}, "file_output"),
        ("refuse", {}, "file_kind"),
        ("connect", {}, "file_damaged"),
        ("start_program", {}, "file_damaged"),
        ("write_file", {}, "file_damaged"),
        ("no_such_function", {}, "file_damaged"),
    ],
)
def test_a_reader_that_misbehaves_becomes_a_typed_error(reader: str, limits: dict[str, Any], reason: str) -> None:
    with little_time():
        assert reason_of(reader, **limits) == reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"nothing", "file_crash"),
        (b"[" * 1_000_000, "file_crash"),
        (b"[[]]", "file_crash"),
        (b"{}", "file_crash"),
        (b'{"refused":"file_kind","place":7,"properties":{}}', "file_crash"),
        (b"\xff\xfe", "file_crash"),
        (b"[" + b"[]," * 6_000_000 + b"1]", "file_output"),
    ],
    ids=["words", "deep", "list", "empty", "half a refusal", "bytes", "many lists"],
)
def test_a_child_that_was_taken_over_cannot_break_this_process(answer: bytes, reason: str) -> None:
    with pytest.raises(InspectionError) as refusal:
        inspect(kind("lie"), answer)

    assert refusal.value.reason == reason


def test_at_most_a_few_children_run_at_once() -> None:
    """Many uploads at once wait for each other: each child may fill a gibibyte."""
    most = max(4, os.cpu_count() or 1)
    with ThreadPoolExecutor(3 * most) as pool:
        seen = list(pool.map(lambda _: inspect(kind("siblings"), b"x"), range(3 * most)))

    assert 1 <= max(seen) <= most


def test_a_forbidden_file_was_not_written() -> None:
    reason_of("write_file")

    assert not Path("/tmp/pruefstand-test").exists()  # noqa: S108 - see above


def test_a_refusal_keeps_its_place_and_values() -> None:
    with pytest.raises(InspectionError) as refusal:
        inspect(kind("refuse"), b"x")

    assert (refusal.value.place, refusal.value.properties) == ("Blatt!A1", {"expected": "Liste"})


def test_the_child_sees_neither_environment_nor_files_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "secret")
    with Path(__file__).open() as still_open:
        os.set_inheritable(still_open.fileno(), True)  # noqa: FBT003 - takes no keyword
        seen = inspect(kind("look_around"), b"x")

    assert "DATABASE_URL" not in seen["environment"]
    assert seen["folder"] == "/"
    assert str(still_open.name) not in seen["files"]
    assert len(seen["files"]) <= 7


def test_the_child_has_no_network_or_at_least_no_sockets() -> None:
    """Where the kernel lets, the child lives in a network of its own that holds nothing but a dead loopback."""
    allowed = (
        subprocess.run(["/usr/bin/unshare", "--user", "--net", "true"], check=False, capture_output=True).returncode
        == 0
    )

    assert reason_of("connect") == "file_damaged"
    if allowed:
        assert inspect(kind("network_names"), b"x") == ["lo"]


def test_an_empty_file_and_one_that_is_too_large_never_reach_a_child() -> None:
    small = FileKind(len, "tests.infra.readers:echo", str, maximum_bytes=3)

    for data, reason in ((b"", "file_empty"), (b"1234", "file_size")):
        with pytest.raises(InspectionError) as refusal:
            inspect(small, data)
        assert refusal.value.reason == reason


# --- killer files ---


@pytest.mark.parametrize("name", REFUSED)
def test_a_killer_file_is_refused_with_its_reason(name: str) -> None:
    data, reason = REFUSED[name]

    with little_time(), pytest.raises(InspectionError) as refusal:
        read_workbook(data)

    assert refusal.value.reason == reason
    assert FILE_FAULTS[reason].format_map(refusal.value.properties).endswith("."), "a value of the sentence is missing"


def test_the_far_cell_is_named() -> None:
    with pytest.raises(InspectionError) as refusal:
        read_workbook(REFUSED["far cell"][0])

    assert refusal.value.place == "Blatt!XFD1048576"


@pytest.mark.parametrize("name", SURVIVED)
def test_a_strange_but_honest_file_is_read(name: str) -> None:
    [sheet] = read_workbook(SURVIVED[name]).sheets

    assert sheet.cells[0, 0].value in {1, 7}
    assert len(sheet.cells) <= 2


@pytest.mark.parametrize("at", range(0, 4000, 211))
def test_a_flipped_byte_is_read_right_or_refused(at: int) -> None:
    data = bytearray(SURVIVED["cells without names"])
    data[at % len(data)] ^= 0xFF

    with suppress(InspectionError):  # anything else, a crash above all, is an error
        assert read_workbook(bytes(data)).sheets


@pytest.mark.parametrize("value", [0x00, 0x40, 0xFF])
def test_no_byte_of_an_archive_gets_past_its_check_as_another_error(value: int) -> None:
    """The directory is read in this process, and the library raises more than its own errors."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"x" * 50)
        archive.writestr("ü.xml", b"y" * 60)
    data = target.getvalue()
    refused = 0
    for at in range(len(data)):
        try:
            check_archive(data[:at] + bytes([value]) + data[at + 1 :], ArchiveLimits())
        except InspectionError:
            refused += 1
    assert 0 < refused < len(data)
