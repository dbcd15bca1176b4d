"""A lot filled from the catalogue on pages: criteria, clauses, contract; nothing typed is lost."""

from decimal import Decimal

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.model import Procedure
from tests.clients import TestClient
from tests.documents import as_bytes, catalogue
from tests.people import OFFICER
from tests.procedures import ASKER, matrix, prepared
from tests.web.page import Node
from tests.web.sending import opened, sent

Client = TestClient[ASGIApp]
MATRIX = "/kriterien/bewertungsmatrix"
HOSTILE = "<script>alert(1)</script>"


def hidden(page: Node, action: str) -> dict[str, str]:
    form = next(one for one in page.all("form", method="post") if one.attrs["action"] == action)
    return {one.attrs["name"]: one.attrs.get("value", "") for one in form.all("input", type="hidden")}


@pytest.fixture(scope="session")
def procedure(house: House) -> Procedure:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue("lose", word=HOSTILE)))
    return prepared(house, "VG-KATALOG", ASKER)


def test_a_lot_is_filled_from_the_catalogue(  # noqa: PLR0915 - one way
    house: House, client: Client, procedure: Procedure
) -> None:
    own = f"/vergabeverfahren/{procedure.slug}/lose/1"
    link = f"{MATRIX}?katalog=lose&verfahren={procedure.slug}&los=1"
    form = hidden(opened(client, link), MATRIX) | {"k": ["0", "1", "3"], "methode": "richtwert_einfach"}
    page = sent(client, MATRIX, form | {"schritt": "gewichte"}, 200)
    typed = hidden(page, MATRIX) | {"k": ["0", "1", "3"], "aktenzeichen": "x", "titel": "x"}
    weights = {"gruppe-0": "10", "gruppe-1": "90", "gewicht-0": "100", "gewicht-1": "100"}
    page = sent(client, MATRIX, typed | weights | {"gruppe-1": "80", "schritt": "los-bewertungsmatrix"}, 422)
    assert "In Los 1 übernehmen" in page.text
    page = sent(client, MATRIX, typed | weights | {"stand": "1", "schritt": "los-bewertungsmatrix"}, 422)
    assert "inzwischen geändert" in page.text
    sent(client, MATRIX, typed | weights | {"schritt": "los-bewertungsmatrix"})
    page = opened(client, own)
    assert "Herkunft der Kriterien" in page.text
    assert "wie im Katalog" in page.text

    newer = catalogue("lose", version=2, word="Neu")
    newer["clauses"][0]["text"] = HOSTILE
    house.criteria.import_catalogue(OFFICER, as_bytes(newer))
    assert "Neuere Fassung 2" in opened(client, own).text

    page = opened(client, f"{own}/klauseln")
    assert HOSTILE in page.text
    version = hidden(page, f"{own}/klauseln")["version"]
    sent(client, f"{own}/klauseln", {"version": version, "klausel": ["lose 2 K1", "lose 2 fehlt"]}, 422)
    sent(client, f"{own}/klauseln", {"version": version, "klausel": ["lose 2 K1"]})
    page = sent(client, f"{own}/klauseln", {"version": version, "klausel": []}, 409)
    ticked = [one.attrs["value"] for one in page.all("input", type="checkbox") if "checked" in one.attrs]
    assert ticked == []

    version = hidden(opened(client, f"{own}/vertrag"), f"{own}/vertrag")["version"]
    choice = {"version": version, "vertrag": "EVB-IT System", "grund": " "}
    page = sent(client, f"{own}/vertrag", choice, 422)
    assert "EVB-IT Cloud" in page.text
    sent(client, f"{own}/vertrag", choice | {"grund": f"Ein Werk {HOSTILE}"})
    page = opened(client, own)
    assert f"Ein Werk {HOSTILE}" in page.text
    assert not [one for one in page.all("script") if "alert" in one.text]
    release = opened(client, f"/vergabeverfahren/{procedure.slug}/freigabe")
    assert "Aus Katalogen übernommen" in release.text
    assert "EVB-IT System" in release.text


def test_variants_are_admitted_with_what_they_must_meet(client: Client, procedure: Procedure) -> None:
    own = f"/vergabeverfahren/{procedure.slug}/lose/1"
    page = f"{own}/nebenangebote"
    assert "Nebenangebote sind nicht zugelassen" in opened(client, own).text
    version = hidden(opened(client, page), page)["version"]
    typed = {"version": version, "zulassung": "ja", "anforderungen": " ", "wertung": f"Wie sonst {HOSTILE}"}
    answer = sent(client, page, typed, 422)
    assert "mindestens eine Mindestanforderung" in answer.text
    assert f"Wie sonst {HOSTILE}" in answer.text
    sent(client, page, typed | {"anforderungen": f"Betrieb in der EU\r\n\r\n{HOSTILE}"})
    assert "Wie sonst" in sent(client, page, typed | {"anforderungen": "x"}, 409).text
    shown = opened(client, own)
    assert "Zugelassen, auch ohne Hauptangebot" in shown.text
    assert [one.text.strip() for one in shown.all("li") if one.attrs.get("class") == "umbruch"] == [
        "Betrieb in der EU",
        HOSTILE,
    ]
    assert not [one for one in shown.all("script") if "alert" in one.text]

    address = f"/api/v1/procedures/{procedure.slug}"
    tag = {"If-Match": client.get(address).headers["etag"]}
    put = client.put(f"{address}/lots/1/variants", json={"allowed": True, "scoring": "x"}, headers=tag)
    assert (put.status_code, put.json()["faults"][0]["pointer"]) == (422, "/requirements")
    put = client.put(f"{address}/lots/1/variants", json={"allowed": False}, headers=tag)
    assert put.status_code == 200
    assert client.get(address).json()["lots"][0]["variants"] is None


def test_one_criterion_comes_into_a_matrix_that_is_there(client: Client, procedure: Procedure) -> None:
    own = f"/vergabeverfahren/{procedure.slug}/lose/1"
    page = f"{own}/kriterium"
    form = hidden(opened(client, f"{page}?katalog=lose"), page)
    asked = form | {"kriterium": "A1", "gruppe": "", "gewicht": "viel", "nummer": ""}
    assert "zum Beispiel 12,5" in sent(client, page, asked, 422).text
    lots = client.get(f"/api/v1/procedures/{procedure.slug}").json()["lots"]
    taken = [one["id"] for one in lots[0]["matrix"]["matrix"]["criteria"]]
    answer = sent(client, page, asked | {"gewicht": "", "nummer": taken[0]}, 422)
    assert f"„{taken[0]}“ ist in der Bewertungsmatrix schon vergeben" in answer.text
    sent(client, page, asked | {"gewicht": "", "nummer": "NEU-A"})
    assert "inzwischen geändert" in sent(client, page, asked | {"gewicht": "", "nummer": "NEU-B"}, 409).text
    shown = opened(client, own).text
    assert "NEU-A" in shown

    address = f"/api/v1/procedures/{procedure.slug}"
    seen = client.get(address)
    lot = seen.json()["lots"][0]
    group = next(one for one in lot["matrix"]["matrix"]["criteria"] if one.get("children"))
    body = {"catalogue": "lose", "entry": "S1", "id": "NEU-S", "group": group["id"], "weight_percent": "20"}
    put = client.post(f"{address}/lots/1/catalogue-criteria", json=body, headers={"If-Match": seen.headers["etag"]})
    assert put.status_code == 200, put.text
    after = client.get(address).json()["lots"][0]
    now = next(one for one in after["matrix"]["matrix"]["criteria"] if one["id"] == group["id"])["children"]
    assert now[-1]["id"] == "NEU-S"
    assert [Decimal(one["weight_percent"]) for one in now[:-1]] == [
        Decimal(one["weight_percent"]) * 80 / 100 for one in group["children"]
    ]
    assert {"NEU-A", "NEU-S"} <= {one["origin"]["criterion"] for one in after["origins"]}


def test_a_criterion_comes_from_the_version_that_was_seen(house: House, client: Client) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue("gesehen")))
    slug = prepared(house, "VG-FASSUNG", ASKER).slug
    page = f"/vergabeverfahren/{slug}/lose/1/kriterium"
    form = hidden(opened(client, f"{page}?katalog=gesehen"), page) | {"kriterium": "A1", "nummer": "NEU-A"}
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue("gesehen", version=2, word="Neu")))
    assert hidden(sent(client, page, form | {"gewicht": "viel"}, 422), page)["fassung"] == "1"
    sent(client, page, form | {"fassung": "9" * 12}, 404)
    sent(client, page, form)
    origins = client.get(f"/api/v1/procedures/{slug}").json()["lots"][0]["origins"]
    assert [(one["origin"]["criterion"], one["origin"]["number"]) for one in origins] == [("NEU-A", 1)]


def test_a_matrix_without_groups_says_so_and_a_bad_number_stands_at_its_field(house: House, client: Client) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue("flach")))
    leaves = [{"id": f"F{number}", "kind": "B", "title": "Wort", "weight_percent": "30"} for number in (1, 2)]
    slug = prepared(house, "VG-FLACH", ASKER, given=matrix(criteria=leaves)).slug
    page = f"/vergabeverfahren/{slug}/lose/1/kriterium"
    shown = opened(client, f"{page}?katalog=flach")
    assert "hat keine Gruppe mit B-Kriterien" in shown.text
    answer = sent(client, page, hidden(shown, page) | {"kriterium": "A1", "nummer": "NEU A"}, 422)
    assert "ohne Leerzeichen" in answer.one("p", id="nummer-fehler").text


def test_the_interface_gives_a_lot_the_same(client: Client, procedure: Procedure) -> None:
    own = f"/api/v1/procedures/{procedure.slug}"
    clauses = client.get("/api/v1/criteria-clauses").json()
    assert {"K1", "K-SBOM"} <= {one["id"] for one in clauses}
    tag = {"If-Match": client.get(own).headers["etag"]}
    body = {"name": "EVB-IT Cloud"}
    answer = client.put(f"{own}/lots/1/contract", json=body, headers=tag)
    assert answer.status_code == 200
    lot = client.get(own).json()["lots"][0]
    assert lot["contract"] == {
        "name": "EVB-IT Cloud",
        "open_source": "not-ready",
        "source": "IT-Planungsrat, 48. Sitzung, 26.11.2025 (nicht angepasst)",
        "as_of": "2026-03-20",
        "reason": "",
    }
    answer = client.put(f"{own}/lots/1/contract", json=body, headers=tag)
    assert answer.status_code == 412
