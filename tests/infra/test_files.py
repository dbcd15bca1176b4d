"""A file is there whole or not at all."""

from pathlib import Path

import pytest

from infra.files import write_atomically


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
