"""Taking an evaluation over: every fault with its cell, a preview, nothing stored before it is confirmed."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from litestar.types import ASGIApp

from core.cells import Workbook
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx
from procurement.services import Services
from tests.clients import TestClient
from tests.factories import Json, as_bytes, sample
from tests.killers import LAUGHS, ods, with_part, xlsx, zipped
from tests.people import OFFICER
from tests.spending import little_time
from tests.web.conftest import LARGEST_BODY
from tests.web.page import Node, parse
from tests.workbooks import edited, rich, workbook_of

Client = TestClient[ASGIApp]


def named(reference: str, document: Json | None = None) -> Json:
    document = document or sample()
    return {**document, "procedure": {**document["procedure"], "reference": reference}}


def upload(client: Client, data: bytes, status: int = 200, address: str = "/vergaben/neu") -> Node:
    answer = client.post(address, files={"datei": ("wertung", data)})
    assert answer.status_code == status, answer.text[:300]
    return parse(answer.text)


def carried(tree: Node) -> dict[str, tuple[None, str]]:
    """Return what the confirming form would send."""
    form = tree.one("section", aria_labelledby="uebernehmen").one("form")
    assert (form.attrs["method"], form.attrs["action"]) == ("post", "/vergaben/neu")
    return {field.attrs["name"]: (None, field.attrs["value"]) for field in form.all("input", type="hidden")}


def confirm(client: Client, fields: dict[str, tuple[None, str]]) -> Any:  # noqa: ANN401 - the client's own answer
    return client.post("/vergaben/neu", files=fields, follow_redirects=False)


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_a_workbook_is_previewed_then_stored_then_shown(
    client: Client, services: Services, write: Callable[[Workbook], bytes]
) -> None:
    before = services.list_evaluations(OFFICER).total
    tree = upload(client, write(workbook_of(named(f"NEU {write.__name__}", rich()))))

    assert tree.one("h1").text == "Vorschau der Wertung"
    assert "Noch nichts gespeichert" in tree.text
    head = tree.one("section", aria_labelledby="kopf").text
    assert f"NEU {write.__name__}" in head
    assert "Los 2" in head
    assert "Lineare Interpolation" in head
    rows = tree.one("section", aria_labelledby="angebote").rows()
    assert rows[1] == ["A", "=HYPERLINK(1)", "9.570,05 €", "3"]
    assert "33,333 %" in tree.one("section", aria_labelledby="punkte").text
    assert tree.one("section", aria_labelledby="rangfolge").all("table")
    assert services.list_evaluations(OFFICER).total == before

    answer = confirm(client, carried(tree))
    assert answer.status_code == 303
    assert services.list_evaluations(OFFICER).total == before + 1
    assert parse(client.get(answer.headers["location"]).text).one("h1").text == "Wertungsübersicht"


def test_all_that_would_be_stored_stands_in_the_preview(client: Client) -> None:
    tree = upload(client, as_bytes(named("NEU-GELESEN", rich())))

    alone, together, out, unmet = tree.one("section", aria_labelledby="gelesen").all("details")
    assert alone.one("summary").text == "Angebot A – =HYPERLINK(1)"
    points, answers, prices = (table.rows() for table in alone.all("table"))
    assert points[1] == ["Q1 – Kriterium Q1", "Wertung", "8,5", "Mangel : „nur teilweise“ 2. Absatz", "S. 3–5"]
    assert answers[1][1:] == ["erfüllt", "(Fundstelle: Anlage 7)"]
    assert prices[1] == ["Lizenz", "2", "1.000,005 €", "Jahre: 4", "19 %", "ja"]
    assert "Ada; Ben" in together.text
    rows = together.all("table")[0].rows()
    assert [(row[0][:2], row[1], row[2]) for row in rows[1:5]] == [
        ("Q1", "Ada", "8,5"),
        ("Q1", "Ben", "8,5"),
        ("Q1", "Konsens", "8,5"),
        ("Q2", "Ada", "10"),
    ]
    assert rows[2][3] == "Mangel Ben: „nur teilweise“ 2. Absatz"
    assert "nach Frist" in out.text
    assert "nicht erfüllt" in unmet.text


def test_what_is_too_much_for_a_page_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.views.reading.LARGEST", 3)

    section = upload(client, as_bytes(named("NEU-VIEL", rich()))).one("section", aria_labelledby="gelesen")

    assert not section.all("details")
    assert "pruefstand score DATEI --xlsx ZIEL" in section.text


def test_json_is_stored_as_through_the_interface(client: Client, services: Services) -> None:
    document = named("NEU-JSON")
    location = confirm(client, carried(upload(client, as_bytes(document)))).headers["location"]

    assert location == f"/vergaben/{services.store_evaluation(OFFICER, as_bytes(document)).summary.slug}"


def test_confirming_twice_stores_once(client: Client, services: Services) -> None:
    fields = carried(upload(client, as_bytes(named("NEU-ZWEIMAL"))))
    first = confirm(client, fields)
    total = services.list_evaluations(OFFICER).total

    assert confirm(client, fields).headers["location"] == first.headers["location"]
    assert services.list_evaluations(OFFICER).total == total
    assert "Diese Wertung ist schon gespeichert" in upload(client, as_bytes(named("NEU-ZWEIMAL"))).text


def test_another_evaluation_of_a_stored_lot_is_a_conflict(client: Client, services: Services) -> None:
    document = named("NEU-KONFLIKT")
    fields = carried(upload(client, as_bytes(document)))
    document["bids"][0]["price_gross_eur"] = "191000.00"
    stored = services.store_evaluation(OFFICER, as_bytes(document)).summary

    answer = confirm(client, fields)
    tree = parse(answer.text)
    assert answer.status_code == 409
    assert tree.one("h1").text == "Zu diesem Los liegt schon eine Wertung vor"
    assert tree.one("main").all("a")[0].attrs["href"] == f"/vergaben/{stored.slug}"
    preview = upload(client, as_bytes(named("NEU-KONFLIKT")))
    assert "diese Datei lässt sich nicht übernehmen" in preview.text
    assert not preview.one("main").all("form")


@pytest.mark.parametrize("change", ["document", "digest", "no digest", "empty", "workbook"])
def test_a_tampered_form_is_refused(client: Client, services: Services, change: str) -> None:
    fields = carried(upload(client, as_bytes(named("NEU-FALSCH"))))
    before = services.list_evaluations(OFFICER).total
    document, digest = fields["wertung"][1], fields["pruefsumme"][1]
    changed = {
        "document": {"wertung": (None, document.replace("170000.00", "1.00")), "pruefsumme": (None, digest)},
        "digest": {"wertung": (None, document), "pruefsumme": (None, digest[:-1] + "x")},
        "no digest": {"wertung": (None, document)},
        "empty": {"wertung": (None, ""), "pruefsumme": (None, digest)},
        "workbook": {"wertung": (None, "PK\x03\x04"), "pruefsumme": (None, digest)},
    }[change]

    answer = confirm(client, changed)
    assert answer.status_code == 422
    assert "etwas anderes als das in der Vorschau" in parse(answer.text).one("div", role="alert").text
    assert services.list_evaluations(OFFICER).total == before


def test_a_form_made_up_with_its_digest_is_checked_like_any_other(client: Client, services: Services) -> None:
    before = services.list_evaluations(OFFICER).total
    document = named("NEU-ERFUNDEN")
    document["bids"][0]["price_gross_eur"] = "0"
    data = as_bytes(document)
    digest = "sha256:" + sha256(data).hexdigest()
    answer = confirm(client, {"wertung": (None, data.decode()), "pruefsumme": (None, digest)})

    assert answer.status_code == 422
    assert "/bids/0/price_gross_eur" in answer.text
    assert services.list_evaluations(OFFICER).total == before


@pytest.mark.parametrize("address", ["/vergaben/neu", "/pruefen", "/probe"])
def test_every_fault_names_its_cell(client: Client, services: Services, address: str) -> None:
    def spoil(book: Any) -> None:  # noqa: ANN401 - openpyxl's workbook
        book["Angebote"]["C6"] = "viel"
        book["Kriterien"]["E6"] = "=1+1"

    before = services.list_evaluations(OFFICER).total
    tree = upload(client, edited(workbook_of(rich()), spoil), 422, address)

    alert = tree.one("div", role="alert")
    assert "Angebote!C6" in alert.text
    assert "„viel“ ist keine eindeutige Zahl." in alert.text
    assert "Kriterien!E6" in alert.text
    assert {link.attrs["href"] for link in alert.all("a")} == {"#datei"}
    field = tree.one("input", id="datei")
    assert field.attrs["aria-invalid"] == "true"
    assert "datei-fehler" in field.attrs["aria-describedby"]
    assert services.list_evaluations(OFFICER).total == before


def test_a_rule_names_its_source(client: Client) -> None:
    document = sample()
    del document["matrix"]["criteria"][1]["role"]
    alert = upload(client, as_bytes(document), 422).one("div", role="alert")

    assert "Eine Regel lässt diese Wertung nicht zu" in alert.text
    assert "Quelle:" in alert.text


def test_hostile_text_stays_text(client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    document = named("NEU-FEINDLICH")
    document["procedure"]["title"] = hostile
    document["bids"][0]["tenderer"] = hostile
    document["matrix"]["criteria"][0]["title"] = hostile
    document["bids"][0]["scores"]["Q"]["reason"] = "Zeile\r\n\tzwei \u2028\u202e&amp;<b>"
    tree = upload(client, write_xlsx(workbook_of(named("NEU-XLSX", {**document, "bids": document["bids"][1:]}))))

    assert not tree.one("main").all("script")
    assert tree.text.count(hostile) >= 2
    tree = upload(client, as_bytes(document))
    assert not tree.one("main").all("script")
    assert confirm(client, carried(tree)).status_code == 303


def test_a_name_cannot_turn_the_sentence_around_it(client: Client) -> None:
    document = named("NEU-RICHTUNG")
    for bid in document["bids"]:
        bid["tenderer"] = "Alpha \u202egmbh"
    preview = upload(client, as_bytes(document))
    location = confirm(client, carried(preview)).headers["location"]

    for tree in (preview, parse(client.get(location).text)):
        assert "Alpha ⟨U+202E⟩gmbh" in tree.text
        assert "\u202e" not in tree.text


@pytest.mark.parametrize("address", ["/vergaben/neu", "/pruefen", "/probe"])
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "leer"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "weder eine Arbeitsmappe"),
        (b"%PDF-1.7\n%\xe2\xe3", "weder eine Arbeitsmappe"),
        (b"PK\x03\x04 nichts", "beschädigt"),
        (b"\xd0\xcf\x11\xe0 alt", "alte Office-Format"),
        (with_part("xl/vbaProject.bin"), "Makros"),
        (with_part("xl/externalLinks/externalLink1.xml"), "verweist auf andere Dateien"),
        (with_part("bombe.bin", b"\0" * 200_000_000), "zu groß"),
        (zipped({"a.txt": b"a"}), "Arbeitsmappe"),
        (xlsx("", head=LAUGHS), "Dokumenttyp"),
        (ods("<table:table-row><table:table-cell/></table:table-row>"), "keine Arbeitsmappe von Prüfstand"),
    ],
    ids=["empty", "picture", "pdf", "broken", "old", "macros", "links", "bomb", "other zip", "laughs", "foreign"],
)
def test_files_that_are_not_let_in_say_why(client: Client, address: str, data: bytes, text: str) -> None:
    with little_time():
        answer = client.post(address, files={"datei": ("wertung.xlsx", data)})
    tree = parse(answer.text)

    assert answer.status_code == 422
    assert text in tree.one("div", role="alert").text.replace("Es fehlt eine Datei", "leer")


def test_pasted_text_stays_when_the_file_is_refused(client: Client) -> None:
    tree = parse(
        client.post("/pruefen", files={"datei": ("x.xlsx", b"PK\x03\x04\x00\xff"), "inhalt": (None, '{"a": 1}')}).text
    )

    assert tree.one("textarea").text == '{"a": 1}'
    assert tree.one("input", id="datei").attrs["aria-invalid"] == "true"


def test_a_workbook_can_be_checked_without_storing(client: Client, services: Services) -> None:
    before = services.list_evaluations(OFFICER).total
    tree = upload(client, write_ods(workbook_of(rich())), address="/pruefen")

    assert "Nichts gespeichert" in tree.text
    assert services.list_evaluations(OFFICER).total == before


def test_nothing_chosen_and_too_much(client: Client) -> None:
    assert "Es fehlt eine Datei." in upload(client, b"", 422).one("div", role="alert").text
    assert client.post("/vergaben/neu", data={}).status_code == 422
    answer = client.post("/vergaben/neu", files={"datei": ("x.json", b" " * (LARGEST_BODY + 1))})
    assert answer.status_code == 413
    assert parse(answer.text).one("h1").text == "Die Datei ist zu groß"


def test_what_would_not_come_back_is_not_previewed(client: Client) -> None:
    document = named("NEU-GROSS")
    for bid in document["bids"]:
        bid["scores"]["Q"]["reason"] = "g" * 20_000
    document["bids"] = [{**document["bids"][0], "id": f"B{number}"} for number in range(96)]
    alert = upload(client, as_bytes(document), 422).one("div", role="alert")

    assert "zu groß, um sie über diese Seite zu übernehmen" in alert.text


def test_a_large_preview_comes_back_whole(client: Client) -> None:
    document = named("NEU-BREIT")
    document["bids"][0]["scores"]["Q"]["reason"] = "ä" * 20_000
    document["bids"] = [{**document["bids"][0], "id": f"B{number}"} for number in range(40)]

    assert confirm(client, carried(upload(client, as_bytes(document)))).status_code == 303


def test_a_draft_warns_that_it_takes_the_place(client: Client) -> None:
    tree = upload(client, as_bytes({**named("NEU-ENTWURF"), "draft": True}))

    assert "Ein übernommener Entwurf wird nicht ersetzt" in tree.text


@pytest.mark.parametrize("address", ["/vergaben/neu", "/pruefpaket"])
def test_forms_of_other_sites_are_refused(client: Client, address: str) -> None:
    answer = client.post(address, data={"wertung": "{}"}, headers={"origin": "https://boese.example"})

    assert answer.status_code == 403
    assert parse(answer.text).one("h1").text == "Diese Anfrage kam von einer fremden Seite"


@pytest.mark.parametrize("address", ["/vergaben/neu", "/pruefpaket"])
def test_broken_forms_are_the_senders_fault(client: Client, address: str) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}

    assert client.post(address, headers=headers, content=b"--y").status_code in {400, 422}
