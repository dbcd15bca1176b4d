"""Files in a package come back as they went in, and what is no package of ours says why."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from core.digest import checksum
from core.package import PackedFile, UnreadablePackageError, looks_like_archive, pack, read_package, unpack

FILES = {"eins.json": b'{"a": 1}', "zwei.txt": b"zwei"}
CENTRAL, SIZE_AT, OFFSET_AT, FLAGS_AT = b"PK\x01\x02", 24, 42, 8


def compressed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def told(data: bytes, at: int, form: str, value: int) -> bytes:
    """Return the package with another value in what its directory says of the first file."""
    changed = bytearray(data)
    struct.pack_into(form, changed, data.index(CENTRAL) + at, value)
    return bytes(changed)


def with_extra_field(data: bytes) -> bytes:
    """Return a package of one file with four bytes between the name and the content of the file."""
    name = struct.unpack_from("<H", data, 26)[0]
    begin = 30 + name
    moved = bytearray(data[:begin] + b"\xfe\xca\x00\x00" + data[begin:])
    struct.pack_into("<H", moved, 28, 4)
    end = moved.index(b"PK\x05\x06")
    struct.pack_into("<I", moved, end + 16, struct.unpack_from("<I", data, len(data) - 6)[0] + 4)
    return bytes(moved)


def test_files_come_back() -> None:
    data = pack(FILES)
    package = read_package(data)

    assert unpack(data) == FILES
    assert package.as_packed
    assert package.broken == frozenset()
    assert package.files == {
        "eins.json": PackedFile(8, checksum(FILES["eins.json"]), {"a": 1}),
        "zwei.txt": PackedFile(4, checksum(FILES["zwei.txt"])),
    }
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {(one.date_time, one.compress_type) for one in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_what_lies_between_name_and_content_is_passed_over() -> None:
    assert unpack(with_extra_field(pack({"a.txt": b"Inhalt"}))) == {"a.txt": b"Inhalt"}


def test_an_unreadable_document_keeps_size_and_checksum() -> None:
    [only] = read_package(pack({"a.json": b"{"})).files.values()

    assert (only.bytes, only.sha256, only.document) == (1, checksum(b"{"), None)
    assert only.fault


def test_somebody_elses_packing_is_read_and_told() -> None:
    package = read_package(compressed(FILES))

    assert not package.as_packed
    assert [one.bytes for one in package.files.values()] == [8, 4]


def test_a_wrong_byte_is_named() -> None:
    data = pack(FILES).replace(b"zwei" + CENTRAL, b"drei" + CENTRAL)

    assert read_package(data).broken == {"zwei.txt"}
    with pytest.raises(UnreadablePackageError, match=r"^wrong checksum: zwei\.txt$"):
        unpack(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "File is not a zip file"),
        (told(pack(FILES), FLAGS_AT, "<H", 1), "nothing of ours is packed like this"),
        (told(pack(FILES), OFFSET_AT, "<I", 7), "no member where the directory says"),
        (told(told(pack(FILES), SIZE_AT, "<I", 5_000), SIZE_AT - 4, "<I", 5_000), "cut off"),
        (compressed(FILES), "nothing of ours is packed like this"),
    ],
    ids=["no ZIP", "encrypted", "elsewhere", "cut off", "compressed"],
)
def test_what_is_no_package_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePackageError, match=f"^{reason}$"):
        unpack(data)


@pytest.mark.parametrize("size", [3, 5])
def test_a_compressed_file_has_the_size_that_the_directory_says(size: int) -> None:
    data = told(compressed({"a.txt": b"vier"}), SIZE_AT, "<I", size)

    with pytest.raises(UnreadablePackageError, match=r"^not as large as the directory says$"):
        read_package(data)


@pytest.mark.parametrize(
    ("make", "like"),
    [
        (lambda data: data, True),
        (lambda data: b"MZ" + data, True),
        (lambda data: data[:40], True),
        (lambda data: data[1:-22], False),
        (lambda _: b"", False),
    ],
    ids=["whole", "something before it", "cut off", "neither begin nor end", "empty"],
)
def test_an_archive_is_told_by_its_begin_or_its_end(make: Callable[[bytes], bytes], like: bool) -> None:  # noqa: FBT001
    assert looks_like_archive(make(pack(FILES))) is like


def test_the_end_may_be_followed_by_the_longest_comment() -> None:
    end = pack({})

    assert looks_like_archive(end + b"x" * 65_535)
    assert not looks_like_archive(b"-" + end + b"x" * 65_536)
