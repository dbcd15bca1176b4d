"""Files that come in: beyond a piece of them they lie on the disk, where nobody can read them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar, Request, post
from litestar.datastructures import UploadFile

from app.incoming import Incoming
from infra.veil import IN_MEMORY, VeiledFile
from tests.clients import TestClient

PLAIN = b"KANARIENVOGEL" * 200_000  # far more than stays in memory


def test_what_lies_on_the_disk_is_unreadable_and_read_back_whole() -> None:
    before = open_files()
    file = VeiledFile()
    for at in range(0, len(PLAIN), 65_521):
        file.write(PLAIN[at : at + 65_521])
    file.seek(0)
    (on_disk,) = [content for name, content in open_files().items() if name not in before]
    assert len(on_disk) == len(PLAIN) > IN_MEMORY
    assert b"KANARIEN" not in on_disk
    assert file.read() == PLAIN
    file.seek(131)
    assert file.read(5) == PLAIN[131:136]
    file.close()
    assert file.closed


def open_files() -> dict[str, bytes]:
    """Return what whoever reads the disk finds in the nameless files that are open."""
    found = {one.name: one for one in Path("/proc/self/fd").iterdir()}
    deleted = {name: one for name, one in found.items() if one.is_symlink() and "(deleted)" in str(one.readlink())}
    return {name: one.read_bytes() for name, one in deleted.items()}


@settings(max_examples=50)
@given(st.lists(st.binary(max_size=200), max_size=8), st.integers(0, 300), st.integers(0, 300))
def test_any_pieces_are_read_back_from_any_place(pieces: list[bytes], place: int, size: int) -> None:
    file, whole = VeiledFile(in_memory=100), b"".join(pieces)
    for piece in pieces:
        file.write(piece)
    file.seek(place)
    assert file.read(size) == whole[place : place + size]
    file.close()


@post("/", status_code=200)
async def tell(request: Request) -> dict[str, list[str | int]]:  # type: ignore[type-arg]
    """Tell of every field what it is; of a file its length and whether it lies on the disk."""
    form = await request.form()
    told: dict[str, list[str | int]] = {}
    for name, value in form.items():
        if isinstance(value, UploadFile):
            content = await value.read()
            assert content in PLAIN
            assert type(value.file).__name__ == "VeiledFile"
            told.setdefault(name, []).extend((value.filename, len(content), value.rolled_to_disk))
        else:
            told.setdefault(name, []).append(value)
    assert await request.form() == form
    return told


@pytest.fixture
def client() -> Iterator[TestClient[Litestar]]:
    application = Litestar(
        [tell],
        request_class=Incoming,
        request_max_body_size=5_000_000,
        multipart_form_part_limit=9,
        logging_config=None,
    )
    with TestClient(application) as client:
        yield client


def test_a_form_is_read_as_before_and_its_files_are_veiled(client: TestClient[Litestar]) -> None:
    files = [("a", ("klein.txt", PLAIN[:5])), ("a", ("groß.txt", PLAIN)), ("leer", ("", b""))]
    answer = client.post("/", data={"wort": "Grüße", "mehr": ["1", "2"]}, files=files)

    assert answer.json() == {
        "wort": ["Grüße"],
        "mehr": ["1", "2"],
        "a": ["klein.txt", 5, False, "groß.txt", len(PLAIN), True],
        **({"leer": [""]} if "leer" in answer.json() else {}),
    }
    assert client.post("/", data={"wort": "ohne Dateien"}).json() == {"wort": ["ohne Dateien"]}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 200),  # a form without fields
        (b"--x--\r\n", 200),
        (b"unsinn", 400),
        (b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nabgebrochen', 400),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 10 + b"--x--", 400),
    ],
)
def test_what_is_no_whole_form_is_refused(client: TestClient[Litestar], body: bytes, status: int) -> None:
    answer = client.post("/", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == status
    assert client.post("/", content=body, headers={"content-type": "multipart/form-data"}).status_code == 400


def test_what_is_larger_than_allowed_is_refused(client: TestClient[Litestar]) -> None:
    assert client.post("/", files={"a": ("a", PLAIN + PLAIN)}).status_code == 413
