"""The tus protocol 1.0 over the interface, as its specification writes requests and answers."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from tests.api.conftest import client_of
from tests.clients import TestClient

Client = TestClient[ASGIApp]
TUS = {"Tus-Resumable": "1.0.0", "Sec-Fetch-Site": "same-origin"}
NAME = "stückliste.json"
PIECE = TUS | {"Content-Type": "application/offset+octet-stream"}


def begin(client: Client, size: int = 6, about: str = "angebot:vg/1", **headers: str) -> Any:  # noqa: ANN401 - an answer
    told = f"filename {b64encode(NAME.encode()).decode()},about {b64encode(about.encode()).decode()},leer"
    given = TUS | {"Upload-Length": str(size), "Upload-Metadata": told} | headers
    return client.post("/api/v1/uploads", headers=given)


def send(client: Client, address: str, offset: int, body: bytes, **headers: str) -> Any:  # noqa: ANN401 - an answer
    return client.patch(address, content=body, headers=PIECE | {"Upload-Offset": str(offset)} | headers)


def test_a_client_of_the_protocol_uploads_in_pieces(client: Client) -> None:
    about = uuid4().hex  # the house is shared with other tests
    begun = begin(client, about=about)
    address = begun.headers["location"]
    assert (begun.status_code, begun.headers["tus-resumable"], begun.headers["upload-offset"]) == (201, "1.0.0", "0")
    first = send(client, address, 0, b"abc")
    assert (first.status_code, first.headers["upload-offset"], first.content) == (204, "3", b"")
    asked = client.head(address, headers=TUS)
    assert (asked.status_code, asked.headers["cache-control"]) == (200, "no-store")
    assert (asked.headers["upload-offset"], asked.headers["upload-length"]) == ("3", "6")
    assert asked.headers["upload-expires"].endswith(" GMT")
    again = send(client, address, 0, b"abc")
    assert (again.status_code, again.headers["tus-resumable"]) == (409, "1.0.0")
    assert again.json()["type"] == "/errors/uploads/wrong-offset"
    damaged = send(client, address, 3, b"def", **{"Upload-Checksum": "sha1 AAAA"})
    assert (damaged.status_code, damaged.json()["type"]) == (460, "/errors/uploads/checksum")
    assert send(client, address, 3, b"def").headers["upload-offset"] == "6"
    listed = client.get(f"/api/v1/uploads?about={about}")
    assert listed.headers["tus-extension"] == "creation,expiration,checksum,termination"
    assert [(one["name"], one["offset"], one["address"]) for one in listed.json()] == [(NAME, 6, address)]
    assert client.delete(address, headers=TUS).status_code == 204
    assert client.head(address, headers=TUS).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "0"}, 413),
        ({"Upload-Length": str(300 * 1024 * 1024)}, 413),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "9" * 5000}, 400),
        ({"Upload-Metadata": "filename %%%"}, 400),
        ({"Upload-Metadata": "filename /w=="}, 400),
        ({"Upload-Metadata": ""}, 422),
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_what_cannot_be_begun_is_refused_with_its_reason(client: Client, headers: dict[str, str], status: int) -> None:
    refused = begin(client, **headers)  # type: ignore[arg-type]  # headers alone
    assert (refused.status_code, refused.json()["status"]) == (status, status)


def test_pieces_are_refused_unless_they_fit(client: Client, house: House) -> None:
    address = begin(client).headers["location"]
    assert send(client, address, 0, b"abcdefg").status_code == 413
    assert send(client, address, 0, b"abc", **{"Content-Type": "text/plain"}).status_code == 415
    assert client.patch(address, content=b"abc", headers=PIECE).status_code == 400
    assert send(client, address, 0, bytes(1024 * 1024 + 1)).status_code == 413  # larger than any request may be
    with client_of(house, "vergabestelle2") as other:
        for answer in (other.head(address), send(other, address, 0, b"abc"), other.delete(address, headers=TUS)):
            assert answer.status_code == 403
        assert other.get("/api/v1/uploads?about=angebot:vg/1").json() == []
    assert client.head(address).headers["upload-offset"] == "0"
