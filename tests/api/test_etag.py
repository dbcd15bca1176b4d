"""Tags of states: readers save themselves an answer, writers say what they have seen."""

from typing import Any

import pytest
from litestar import Litestar, Request, Response, put
from litestar.testing import RequestFactory
from litestar.types import ASGIApp

from api.errors import BrokenTagError, PreconditionMissingError
from api.etag import NO_VERSION, etag_of, expected_version
from api.problems import respond
from core.errors import VersionConflictError
from tests.clients import TestClient

Client = TestClient[ASGIApp]

SILENT = RequestFactory(Litestar(logging_config=None, openapi_config=None))
"""Requests of an application that leaves the loggers of this process as they are."""

SLUG = "vg-2026-031-preis-quotient"
READ = [
    "/api/v1/evaluations",
    f"/api/v1/evaluations/{SLUG}",
    f"/api/v1/evaluations/{SLUG}/result",
    f"/api/v1/evaluations/{SLUG}/explanation?bid=A&criterion=F1",
    "/api/v1/openapi.json",
]


@pytest.mark.parametrize("path", READ)
def test_who_knows_the_state_gets_no_body(client: Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag), known
        assert "content-type" not in again.headers
    for unknown in ('"other"', tag.strip('"'), "", '"', tag[:-2] + '"'):
        again = client.get(path, headers={"If-None-Match": unknown})
        assert (again.status_code, again.content) == (200, first.content), unknown


def test_other_content_has_another_tag(client: Client) -> None:
    tags = {client.get(path).headers["etag"] for path in READ}
    assert len(tags) == len(READ)


def test_the_tag_of_a_procedure_is_its_document(client: Client) -> None:
    answer = client.get(f"/api/v1/evaluations/{SLUG}")
    assert answer.headers["etag"] == etag_of(answer.json()["document_digest"])


def test_problems_have_no_tag(client: Client) -> None:
    answer = client.get("/api/v1/evaluations/nix", headers={"If-None-Match": "*"})
    assert answer.status_code == 404
    assert "etag" not in answer.headers


def request_with(**headers: str) -> Request[Any, Any, Any]:
    return SILENT.put("/", headers=headers)


@pytest.mark.parametrize(
    ("sent", "version"),
    [
        ('"1"', 1),
        (' "27" ', 27),
        ('"x", "3"', 3),
        ('"3","3.0123456789ab"', 3),
        ('W/"2", "3"', 3),
        ('"a,b" , "4"', 4),
        ('"1", "2"', 2),
    ],
)
def test_a_version(sent: str, version: int) -> None:
    assert expected_version(request_with(**{"If-Match": sent})) == version


@pytest.mark.parametrize("sent", [None, "*", " *"])
def test_a_change_says_what_it_has_seen(sent: str | None) -> None:
    with pytest.raises(PreconditionMissingError):
        expected_version(request_with(**({} if sent is None else {"If-Match": sent})))


@pytest.mark.parametrize("sent", ['"0"', '"-1"', 'W/"1"', '"x"', f'"{"9" * 40}"', '"\u0661"'])
def test_what_is_no_version(sent: str) -> None:
    asked = SILENT.put("/", headers={"If-Match": sent.encode().decode("latin-1")})
    assert expected_version(asked) == NO_VERSION


@pytest.mark.parametrize("sent", ["", "1", '"1', '"1" "2"', "*, *", '"1", *', "x" * 5_000])
def test_what_is_no_tag_of_one_state_is_not_understood(sent: str) -> None:
    with pytest.raises(BrokenTagError):
        expected_version(request_with(**{"If-Match": sent}))


def test_what_was_never_saved_has_the_version_0() -> None:
    assert expected_version(request_with(**{"If-Match": '"0"'}), first=0) == 0


def test_who_was_too_slow_is_told_the_present_state() -> None:
    @put("/", sync_to_thread=False)
    def change(request: Request[Any, Any, Any]) -> Response[None]:
        if expected_version(request) != 3:
            raise VersionConflictError(3)
        return Response(None, headers={"ETag": etag_of(4)})

    application = Litestar([change], exception_handlers={Exception: respond}, logging_config=None, openapi_config=None)
    with TestClient(application) as client:
        assert client.put("/").status_code == 428
        late = client.put("/", headers={"If-Match": '"2"'})
        assert (late.status_code, late.headers["etag"]) == (412, '"3"')
        foreign = client.put("/", headers={"If-Match": 'W/"3", "x"'})
        assert (foreign.status_code, foreign.headers["etag"]) == (412, '"3"')
        assert "jetzigen Stand" in foreign.json()["title"]
        assert client.put("/", headers={"If-Match": late.headers["etag"]}).headers["etag"] == '"4"'
