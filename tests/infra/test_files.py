"""A file is there whole or not at all."""

import os
from pathlib import Path
from stat import S_ISDIR

import pytest

from infra.files import whole_file, write_atomically, write_folder, write_once


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_atomically(path, b"old")
    write_atomically(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("infra.files.os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_never_written_in_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "a.pem"
    write_once(path, b"first", mode=0o600)
    with pytest.raises(FileExistsError):
        write_once(path, b"second")

    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"first", 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_what_breaks_off_half_way_leaves_nothing(tmp_path: Path) -> None:
    def write_half() -> None:
        with whole_file(tmp_path / "a.zip") as file:
            file.write(b"half")
            raise LookupError

    with pytest.raises(LookupError):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_the_name_is_made_durable_after_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[str, int]] = []

    def note(handle: int) -> None:
        synced.append(("folder" if S_ISDIR(os.fstat(handle).st_mode) else "file", len(list(tmp_path.glob("a.pdf")))))

    monkeypatch.setattr("infra.files.os.fsync", note)
    write_atomically(tmp_path / "a.pdf", b"new")
    assert synced == [("file", 0), ("folder", 1)]


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write_folder(folder, {"a": b"1"})
    assert (folder / "a").read_bytes() == b"1"

    with pytest.raises(FileExistsError):
        write_folder(folder, {"b": b"2"})
    with pytest.raises(OSError, match="missing"):
        write_folder(tmp_path / "other", {"a": b"1", "missing/b": b"2"})
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", {"c": b"3"})

    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "empty",
        "empty/c",
        "folder",
        "folder/a",
    ]
