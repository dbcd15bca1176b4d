"""Recomputing an uploaded bundle: it holds, or what differs is said; hostile archives are answered quickly."""

import io
import json
import time
import zipfile

import pytest
from litestar.types import ASGIApp

from core.digest import checksum
from core.package import pack, unpack
from procurement.exports import bundle_of
from procurement.services import Services
from scoring.bundle.make import make_bundle
from tests.bundles import resigned
from tests.clients import TestClient
from tests.factories import as_bytes, outcome_of, sample
from tests.killers import with_part, zipped
from tests.people import OFFICER
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]

BUNDLE = bundle_of(outcome_of(sample()))


def send(client: Client, data: bytes, status: int = 200) -> Node:
    answer = client.post("/pruefpaket", files={"datei": ("paket.zip", data)})
    assert answer.status_code == status, answer.text[:300]
    return parse(answer.text)


def test_a_good_bundle_holds_and_nothing_is_stored(client: Client, services: Services) -> None:
    before = services.list_evaluations(OFFICER).total
    tree = send(client, BUNDLE)

    assert tree.one("h1").text == "Das Prüfpaket stimmt"
    assert not tree.all("section", aria_labelledby="abweichungen")
    assert tree.one("section", aria_labelledby="nachgerechnet").rows()[1] == ["1", "A", "190.000,00 €"]
    facts = tree.one("section", aria_labelledby="paket").text
    assert "VG-2026-001" in facts
    assert "20.11.2026" in facts
    assert "endgültig" in facts
    proof = tree.one("section", aria_labelledby="nachweis").text
    assert json.loads(unpack(BUNDLE)["result.json"])["digest"] in proof
    assert checksum(unpack(BUNDLE)["evaluation.json"]) in proof
    assert services.list_evaluations(OFFICER).total == before


def test_a_bundle_of_this_service_holds(client: Client) -> None:
    data = client.get("/vergaben/vg-2026-031-richtwert-erweitert/dateien/pruefpaket.zip").content

    tree = send(client, data)
    assert tree.one("h1").text == "Das Prüfpaket stimmt"
    drawn = "Neu erzeugt und Byte für Byte gleich: LIESMICH.txt, wertungsuebersicht.pdf."
    assert drawn in tree.one("section", aria_labelledby="paket").text


def test_an_exchanged_paper_is_told(client: Client) -> None:
    data = client.get("/vergaben/vg-2026-031-richtwert-erweitert/dateien/pruefpaket.zip").content
    tree = send(client, resigned({**unpack(data), "wertungsuebersicht.pdf": b"%PDF-1.7"}))

    [row] = tree.one("section", aria_labelledby="abweichungen").rows()[1:]
    assert row[0] == "wertungsuebersicht.pdf"
    assert "ausgetauscht" in row[2]


def test_a_paper_of_another_program_is_said_to_be_unproved(client: Client) -> None:
    data = make_bundle(outcome_of(sample()), "pruefstand 0.0.1", {"wertungsuebersicht.pdf": b"%PDF-1.7"})

    tree = send(client, data)
    facts = tree.one("section", aria_labelledby="paket").text
    assert tree.one("h1").text == "Das Prüfpaket stimmt, soweit nachgerechnet"
    assert "Nicht nachgerechnet, nur die Prüfsumme verglichen: LIESMICH.txt, wertungsuebersicht.pdf." in facts


def test_a_flipped_byte_is_told_with_its_file(client: Client) -> None:
    tree = send(client, BUNDLE.replace(b"Nachrechnen", b"Nachrechnem", 1))

    [row] = tree.one("section", aria_labelledby="abweichungen").rows()[1:]
    assert row == ["LIESMICH.txt", "–", "Die Datei ist beschädigt: Mindestens ein Byte wurde verändert."]


def test_a_changed_score_is_found_with_file_and_place(client: Client) -> None:
    files = unpack(BUNDLE)
    files["evaluation.json"] = files["evaluation.json"].replace(
        b'"price_gross_eur":"170000"', b'"price_gross_eur":"160000"'
    )
    tree = send(client, pack(files))

    assert tree.one("h1").text == "Das Prüfpaket wurde verändert"
    rows = tree.one("section", aria_labelledby="abweichungen").rows()
    assert ["evaluation.json", "–", "Die Datei wurde verändert: Ihre Prüfsumme stimmt nicht."] in rows
    assert [row for row in rows if row[:2] == ["result.json", "/ranking/0/price_gross_eur"]]


@pytest.mark.parametrize("at", [2, 12, 200, -30, -3])
def test_any_changed_byte_is_told(client: Client, at: int) -> None:
    changed = bytearray(BUNDLE)
    changed[at] ^= 1
    answer = client.post("/pruefpaket", files={"datei": ("paket.zip", bytes(changed))})

    assert "Das Prüfpaket stimmt" not in answer.text
    assert parse(answer.text).one("h1").text in {"Das Prüfpaket wurde verändert", "Prüfpaket nachrechnen"}


def test_notes_of_a_draft_are_shown(client: Client) -> None:
    tree = send(client, make_bundle(outcome_of({**sample(), "draft": True}), "pruefstand 0.1.0"))

    assert "VORLÄUFIG" in tree.one("section", aria_labelledby="paket").text


def test_text_of_a_bundle_stays_text(client: Client) -> None:
    document = sample()
    document["procedure"]["reference"] = "<script>alert(1)</script>"
    data = make_bundle(outcome_of(document), "<b>fett</b>", {"<img src=x>.txt": b"x"})
    files = unpack(data)
    del files["LIESMICH.txt"]
    files["<svg>.txt"] = b"x"
    tree = send(client, pack(files))

    assert "<script>alert(1)</script>" in tree.one("section", aria_labelledby="paket").text
    assert "<svg>.txt" in tree.one("section", aria_labelledby="abweichungen").text
    assert not tree.one("main").all("script")
    assert not tree.one("main").all("b")


def many_entries() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}", b"")
    return target.getvalue()[:1_900_000]


def deep() -> bytes:
    return pack({**unpack(BUNDLE), "evaluation.json": b'{"a":' * 100_000, "manifest.json": b"[" * 100_000})


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "Es fehlt eine Datei."),
        (b"kein zip", "kein Prüfpaket"),
        (as_bytes(sample()), "kein Prüfpaket"),
        (zipped({"a.txt": b"x"}), "kein Prüfpaket"),
        (with_part("x.txt"), "kein Prüfpaket"),
        (zipped({"evaluation.json": b"0" * 300_000_000}), "zu groß"),
        (zipped({"../result.json": b"{}"}), "unzulässigen Bestandteil"),
        (many_entries(), ""),
        (b"x" + many_entries(), ""),
        (deep(), ""),
        (BUNDLE[:300], ""),
    ],
    ids=["empty", "text", "json", "zip", "xlsx", "bomb", "path", "many", "prefixed", "deep", "cut"],
)
def test_hostile_archives_are_answered_quickly_in_german(client: Client, data: bytes, text: str) -> None:
    started = time.process_time()
    answer = client.post("/pruefpaket", files={"datei": ("paket.zip", data)})
    tree = parse(answer.text)

    assert time.process_time() - started < 2
    assert answer.status_code in {200, 422}
    assert tree.one("h1").text in {"Das Prüfpaket wurde verändert", "Prüfpaket nachrechnen"}
    if text:
        assert text in tree.one("div", role="alert").text
        assert tree.one("input", id="datei").attrs["aria-invalid"] == "true"
