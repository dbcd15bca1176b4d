"""Checking a file: every fault with its place, typed text kept, the whole result, nothing stored."""

import json
import time
from collections.abc import Callable

import pytest
from litestar.types import ASGIApp

from procurement.services import Services
from tests.clients import TestClient
from tests.factories import as_bytes, bid, criterion, evaluation, sample
from tests.people import OFFICER
from tests.web.conftest import LARGEST_BODY, ORIGIN
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
Paste = Callable[..., Node]

NO_CHARSET = (
    b'--x\r\nContent-Disposition: form-data; name="inhalt"\r\nContent-Type: text/plain; charset=nix\r\n\r\na'
    b"\r\n--x--\r\n"
)


@pytest.fixture
def paste(client: Client) -> Paste:
    """Send pasted text and return the tree of the answer."""

    def send(text: str | bytes, status: int = 200) -> Node:
        answer = client.post("/pruefen", files={"inhalt": (None, text)})
        assert answer.status_code == status, answer.text[:300]
        return parse(answer.text)

    return send


def upload(client: Client, data: bytes, status: int = 200) -> Node:
    answer = client.post("/pruefen", files={"datei": ("wertung.json", data, "application/json"), "inhalt": (None, "")})
    assert answer.status_code == status, answer.text[:300]
    return parse(answer.text)


def test_a_good_file_gives_the_whole_result_and_stores_nothing(client: Client, services: Services) -> None:
    before = services.list_evaluations(OFFICER).total
    tree = upload(client, as_bytes(sample()))

    assert tree.one("section", aria_labelledby="antwort-titel").text.startswith("Angebot A (Bieter A) ist auf Rang 1.")
    assert "Nichts gespeichert" in tree.text
    assert len(tree.one("section", aria_labelledby="angebote").all("details")) == 2
    assert "Z = 780 / 190.000,00 €" in tree.text
    assert services.list_evaluations(OFFICER).total == before


def test_every_bid_is_worked_out_on_the_page(paste: Paste) -> None:
    tree = paste(as_bytes(sample("preis_quotient")).decode())

    details = tree.one("details", id="angebot-A")
    assert "PP = 100 · 170.000,00 € / 190.000,00 €" in details.text
    assert tree.one("section", aria_labelledby="rangfolge").all("a")[0].attrs["href"] == "#angebot-A"
    assert not [link for link in tree.one("main").all("a") if "/angebote/" in link.attrs["href"]]


def test_a_draft_stays_a_draft(paste: Paste) -> None:
    assert "Vorläufige Wertung" in paste(as_bytes({**sample(), "draft": True})).text


def test_large_files_are_not_worked_out_bid_by_bid(paste: Paste) -> None:
    criteria = [criterion(f"Q{number}", "0.09") for number in range(1000)]
    points = {f"Q{number}": "10" for number in range(1000)} | {"O": "5"}
    bids = [bid(name, f"{number}00000.00", points) for number, name in enumerate("ABCD", 1)]
    tree = paste(as_bytes(evaluation(bids, criteria=[*criteria, criterion("O", "10", role="open_source")])))

    assert "zu groß, um alle Angebote auf einer Seite vorzurechnen" in tree.text
    assert "Bitte nutzen Sie die Befehlszeile" in tree.one("section", aria_labelledby="punkte").text


def test_faults_name_place_and_remedy_and_lead_to_the_field(paste: Paste) -> None:
    document = sample()
    document["matrix"]["criteria"][0]["weight_percent"] = "89"
    document["bids"][0]["price_gross_eur"] = "0"
    typed = json.dumps(document)

    tree = paste(typed, 422)

    alert = tree.one("div", role="alert")
    assert "Der Wert muss größer als 0 sein. Stelle: /bids/0/price_gross_eur" in alert.text
    assert {link.attrs["href"] for link in alert.all("a")} == {"#eingabe"}
    field = tree.one("textarea", id="eingabe")
    assert field.text == typed
    assert field.attrs["aria-invalid"] == "true"
    assert "eingabe-fehler" in field.attrs["aria-describedby"]
    assert tree.one("head").one("title").text.startswith("Fehler: ")


def test_several_faults_are_listed_together(paste: Paste) -> None:
    document = sample()
    document["matrix"]["criteria"][0]["weight_percent"] = "89"
    del document["bids"][1]["scores"]["O"]
    alert = paste(as_bytes(document), 422).one("div", role="alert")

    assert "2 Stellen sind zu ändern." in alert.text
    assert "Die Gewichte ergeben 99 statt genau 100." in alert.text
    assert "/bids/1/scores/O" in alert.text


def test_more_faults_than_can_be_listed_are_counted(paste: Paste) -> None:
    document = sample()
    document["bids"][0]["scores"] = {f"X{number}": {"points": "5", "reason": "x"} for number in range(150)}

    assert "weitere Fehler sind nicht aufgeführt" in paste(as_bytes(document), 422).text


def test_a_rule_names_its_source(paste: Paste) -> None:
    document = sample()
    document["matrix"]["method"] = {"name": "min_max"}
    alert = paste(as_bytes(document), 422).one("div", role="alert")

    assert "Eine Regel lässt diese Wertung nicht zu" in alert.text
    assert "OLG Düsseldorf, 29.05.2024, Verg 35/23" in alert.text


def test_an_uploaded_text_can_be_corrected_in_the_field(client: Client) -> None:
    tree = upload(client, b'\xef\xbb\xbf{"format": "x"}', 422)

    assert tree.one("textarea").text == '{"format": "x"}'
    assert tree.one("input", id="datei").attrs["aria-invalid"] == "true"
    assert tree.one("div", role="alert").all("a")[0].attrs["href"] == "#datei"


def test_text_in_the_field_stays_text(paste: Paste) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    tree = paste(hostile, 422)

    assert tree.one("textarea").text == hostile
    assert not tree.one("main").all("script")


def test_nothing_sent(client: Client) -> None:
    answer = client.post("/pruefen", files={"datei": ("", b""), "inhalt": (None, "  ")})

    assert answer.status_code == 422
    assert "Es fehlt eine Datei." in parse(answer.text).one("div", role="alert").text
    assert client.post("/pruefen", data={"inhalt": ""}).status_code == 422


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\x00\xff",
        b'{"a": 1e400}',
        b'{"a": NaN}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" + b"[]," * 600_000 + b"[]]",
        b'{"matrix": {"criteria": ' + b'[{"children": ' * 150 + b"[]" + b"}]" * 150 + b"}}",
    ],
    ids=["empty", "binary", "huge number", "nan", "deep list", "deep object", "many lists", "deep tree"],
)
def test_hostile_files_are_answered_quickly(client: Client, data: bytes) -> None:
    started = time.process_time()
    tree = upload(client, data, 422)

    assert time.process_time() - started < 2
    assert tree.one("div", role="alert").text


def test_too_large_a_body_is_refused_with_a_page(client: Client) -> None:
    answer = client.post("/pruefen", files={"datei": ("x.json", b" " * (LARGEST_BODY + 1))})

    assert answer.status_code == 413
    assert parse(answer.text).one("h1").text == "Die Datei ist zu groß"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "multipart/form-data"}, b"x"),
        ({"content-type": "multipart/form-data; boundary=x"}, b"--y"),
        (
            {"content-type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="inhalt"\r\n\r\n\xff\xfe\r\n--x--\r\n',
        ),
        (
            {"content-type": "multipart/form-data; boundary=x"},
            NO_CHARSET,
        ),
        (
            {"content-type": "multipart/form-data; boundary=x"},
            b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(1100))
            + b"--x--\r\n",
        ),
    ],
    ids=["no boundary", "other boundary", "no text", "no charset", "many parts"],
)
def test_broken_forms_are_the_senders_fault(client: Client, headers: dict[str, str], body: bytes) -> None:
    answer = client.post("/pruefen", headers=headers, content=body)

    assert answer.status_code in {400, 422}
    assert parse(answer.text).one("h1").text


def test_the_form_says_how_large_a_file_may_be(client: Client) -> None:
    assert "höchstens 2 MB" in parse(client.get("/pruefen").text).one("div", id="datei-hinweis").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 422),
        ({"sec-fetch-site": "none"}, 422),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 422),
        ({"origin": "http://127.0.0.1:8000"}, 422),
        ({"origin": "http://127.0.0.1:8001"}, 403),
        ({"origin": "https://boese.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_forms_of_other_sites_are_refused(client: Client, headers: dict[str, str], status: int) -> None:
    client.headers.pop("origin")
    answer = client.post("/pruefen", data={"inhalt": "{}"}, headers=headers)
    client.headers["origin"] = ORIGIN

    assert answer.status_code == status
    if status == 403:
        assert parse(answer.text).one("h1").text == "Diese Anfrage kam von einer fremden Seite"
