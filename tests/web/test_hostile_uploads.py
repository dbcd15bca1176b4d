"""Killer files through pages and interface: a German answer every time, and the service lives on."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from litestar.types import ASGIApp

from infra.documents import reading
from infra.inspect.runner import Limits
from tests.clients import TestClient
from tests.factories import as_bytes, sample
from tests.hostile_documents import BUNDLE, CHANGED_BUNDLES, DAMAGED_BUNDLES, DOCUMENTS, REFUSED_BUNDLES
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]

PAGES = ("/bekanntmachung", "/pruefen", "/probe", "/vergaben/neu")
ADDRESSES = ("/api/v1/notice", "/api/v1/scoring", "/api/v1/matrix-probe")
BUNDLES = {**{name: data for name, (data, _) in REFUSED_BUNDLES.items()}, **DAMAGED_BUNDLES, **CHANGED_BUNDLES}
DEATHS = {
    "killed": {"reader": "tests.infra.readers:killed"},
    "aborted": {"reader": "tests.infra.readers:abort"},
    "out of time": {"reader": "tests.infra.readers:sleep", "limits": Limits(wall_seconds=0.05)},
    "out of processor time": {"reader": "tests.infra.readers:burn", "limits": Limits(cpu_seconds=1)},
    "out of memory": {"reader": "tests.infra.readers:fill_memory", "limits": Limits(memory_bytes=2**28)},
}


@pytest.fixture(autouse=True)
def lives_on(client: Client) -> Iterator[None]:
    """After each file the service answers as before, and soon."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < 60
    assert client.get("/health/ready").json() == {"status": "ok"}


def sent(client: Client, address: str, data: bytes, status: int = 422) -> Node:
    answer = client.post(address, files={"datei": ("datei", data)})
    assert answer.status_code == status, answer.text[:300]
    return parse(answer.text)


def sentence(tree: Node) -> str:
    """Return the first fault without its place."""
    [first, *_] = tree.one("div", role="alert").all("li")
    return first.text.partition(" Stelle:")[0]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_killer_document_is_answered_by_the_page(client: Client, address: str, name: str) -> None:
    assert sentence(sent(client, address, DOCUMENTS[name][0])).endswith(".")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_killer_document_is_answered_by_the_interface(client: Client, address: str, name: str) -> None:
    answer = client.post(address, content=DOCUMENTS[name][0])
    first = answer.json()["faults"][0]

    assert (answer.status_code, first["type"]) == (422, DOCUMENTS[name][1])
    assert first["text"].endswith(".")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_killer_document_is_no_need(client: Client, name: str) -> None:
    answer = client.post("/api/v1/procedure-kind", content=DOCUMENTS[name][0])

    assert answer.status_code == 422
    assert all(fault["text"].endswith(".") for fault in answer.json()["faults"])
    assert answer.json()["faults"]


@pytest.mark.parametrize("name", BUNDLES)
def test_a_killer_bundle_is_refused_or_does_not_hold(client: Client, name: str) -> None:
    answer = client.post("/pruefpaket", files={"datei": ("paket.zip", BUNDLES[name])})
    tree = parse(answer.text)

    if answer.status_code == 422:
        assert sentence(tree).endswith(".")
    else:
        assert answer.status_code == 200
        assert tree.one("h1").text == "Das Prüfpaket wurde verändert"


@pytest.mark.parametrize("death", DEATHS)
def test_a_document_whose_reader_dies_is_answered(client: Client, death: str, monkeypatch: pytest.MonkeyPatch) -> None:
    changes: Any = DEATHS[death]
    monkeypatch.setattr(reading, "_DOCUMENT", replace(reading._DOCUMENT, **changes))  # noqa: SLF001 - no other way in
    data = as_bytes(sample())

    for address in PAGES:
        assert sentence(sent(client, address, data)).startswith("Das Lesen der Datei ")
    for address in ADDRESSES:
        problem = client.post(address, content=data).json()
        assert problem["faults"][0]["text"].startswith("Das Lesen der Datei ")


def test_a_bundle_whose_reader_dies_is_answered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.inspect.gate.run_reader", _abort)

    assert "abgestürzt" in sentence(sent(client, "/pruefpaket", BUNDLE))


def _abort(_reader: str, data: bytes, limits: Limits, _options: object) -> object:
    from infra.inspect.runner import run_reader  # noqa: PLC0415 - the gate's own name for it is replaced

    return run_reader("tests.infra.readers:abort", data, limits)


def test_what_a_preview_hands_back_is_read_in_the_child_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    form = sent(client, "/vergaben/neu", as_bytes(sample()), 200).one("section", aria_labelledby="uebernehmen")
    fields = {field.attrs["name"]: (None, field.attrs["value"]) for field in form.all("input", type="hidden")}
    monkeypatch.setattr(reading, "_DOCUMENT", replace(reading._DOCUMENT, reader="tests.infra.readers:abort"))  # noqa: SLF001
    answer = client.post("/vergaben/neu", files=fields, follow_redirects=False)

    assert answer.status_code == 422
    assert "abgestürzt" in sentence(parse(answer.text))
