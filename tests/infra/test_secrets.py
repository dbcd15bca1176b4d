"""Keys of the instance: kept beside the database, different for every purpose."""

import stat
from pathlib import Path
from threading import Barrier, Thread

import pytest

from infra.database import Database
from infra.secrets import SecretKeyFileError, Secrets, SecretUnreadableError, secrets_of
from infra.settings import Settings

ROOT = "0123456789abcdef0123456789abcdef"


def test_what_is_sealed_opens_for_its_purpose_and_context_only(tmp_path: Path) -> None:
    secrets = Secrets(tmp_path / "x.key")
    sealed = secrets.seal("a", b"geheim", context="person 1")

    assert secrets.unseal("a", sealed, context="person 1") == b"geheim"
    assert sealed != secrets.seal("a", b"geheim", context="person 1")
    for purpose, text, context in (
        ("b", sealed, "person 1"),
        ("a", sealed, "person 2"),
        ("a", sealed[:-8] + "AAAAAAA=", "person 1"),
        ("a", "", "person 1"),
        ("a", "ä", "person 1"),
    ):
        with pytest.raises(SecretUnreadableError):
            secrets.unseal(purpose, text, context=context)


def test_the_file_is_made_on_first_use_and_for_the_service_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'pruefstand.db'}")
    secrets, file = secrets_of(database, Settings(secret_key=None)), tmp_path / "pruefstand.key"
    assert list(tmp_path.iterdir()) == []
    key = secrets.key("a")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert secrets_of(database, Settings(secret_key=None)).key("a") == key
    assert [path.name for path in tmp_path.iterdir()] == ["pruefstand.key"]


def test_a_given_root_needs_no_file_and_shows_nowhere(tmp_path: Path) -> None:
    settings = Settings(secret_key=ROOT)  # type: ignore[arg-type]  # pydantic wraps it
    database = Database(f"sqlite:///{tmp_path / 'pruefstand.db'}")

    assert secrets_of(database, settings).key("a") == Secrets(tmp_path / "other", ROOT).key("a")
    assert secrets_of(database, settings).key("a") != secrets_of(database, settings).key("b")
    assert list(tmp_path.iterdir()) == []
    assert ROOT not in repr(settings) + str(settings)


def test_many_starting_at_once_agree_on_one_root(tmp_path: Path) -> None:
    together, keys = Barrier(8), list[bytes]()

    def start() -> None:
        together.wait()
        keys.append(Secrets(tmp_path / "x.key").key("a"))

    threads = [Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 8
    assert len(set(keys)) == 1


@pytest.mark.parametrize("content", [b"", b"kurz", b"\xff" * 64])
def test_a_file_without_a_root_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.key").write_bytes(content)
    with pytest.raises(SecretKeyFileError):
        Secrets(tmp_path / "x.key").key("a")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SecretKeyFileError):
        Secrets(tmp_path / "file" / "x.key").key("a")


def test_digests_tell_nothing_without_the_key(tmp_path: Path) -> None:
    one, other = Secrets(tmp_path / "a.key"), Secrets(tmp_path / "b.key")

    assert one.digest("p", "k.meyer") == one.digest("p", "k.meyer") != other.digest("p", "k.meyer")
    assert len(one.digest("p", "")) == 64
