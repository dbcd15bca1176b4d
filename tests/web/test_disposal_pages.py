"""The end of a file on its page, without a script: held, offered, deleted by two; the proof is found again."""

from datetime import UTC, datetime
from typing import Any

from litestar.types import ASGIApp

from app.house import House
from core.package import unpack
from procurement.model import DisposalProof
from procurement.rules.procedure.stages import Step
from procurement.services.disposal import ShownProof
from procurement.services.procedures import Wish
from tests.bids import at
from tests.clients import TestClient
from tests.pdf_reader import Reader
from tests.people import OFFICER
from tests.web.conftest import walking
from tests.web.page import parse
from web.views.disposal import proof_rows

SLUG = "vg-2026-048"
ROOT = f"/vergabeverfahren/{SLUG}/aussonderung"
HOSTILE = '<script>alert("x")</script>'

Client = TestClient[ASGIApp]


def sent(client: Client, address: str, **data: str) -> tuple[int, str]:
    answer = client.post(f"{ROOT}{address}", data=data, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "") or parse(answer.text).text


def annulled(house: House) -> House:
    """Annul the published procedure of the demo city, and return services on the day its time is over."""
    seen = house.procedures.open(OFFICER, SLUG)
    wish = Wish(step=Step.ANNUL, version=seen.procedure.version, reason="Der Bedarf ist entfallen.")
    house.stepping.take(OFFICER, SLUG, wish)
    return at(house, datetime(2030, 1, 8, 9, tzinfo=UTC))


def test_a_file_is_held_offered_and_deleted_by_two(untouched: House) -> None:
    with walking(annulled(untouched), "vergabestelle") as first:
        held(first)
        offered(first)
        assert sent(first, "/loeschung", wahl="bitten", version="4")[0] == 303
        assert "Akte endgültig löschen" not in parse(first.get(ROOT).text).text
        status, told = sent(first, "/entscheidung", version="5")
        assert (status, "eine andere Person" in told) == (409, True)
        status, told = sent(first, "/loeschung", wahl="zurueck", version="4")
        assert (status, "inzwischen geändert" in told) == (409, True)
    with walking(at(untouched, datetime(2030, 1, 8, 10, tzinfo=UTC)), "vergabestelle2") as second:
        assert "Akte endgültig löschen" in parse(second.get(ROOT).text).text
        status, to = sent(second, "/entscheidung", version="5")
        assert (status, to) == (303, f"/aussonderungen/{SLUG}")
        proof = parse(second.get(to).text).text
        for words in (
            "Stand des Verfahrens aufgehoben",
            "unverändert",
            "Nachprüfung oder Rechtsstreit",
            "Grundlage der Frist Hausregel zur Aufbewahrung nach einer Aufhebung: eigene Festlegung der Stadt",
        ):
            assert words in proof
        assert "VgV" not in proof
        assert second.get(f"{to}/loeschnachweis.json").json()["rows"]["procurement_publication"] == 1
        assert SLUG in second.get("/aussonderungen?suche=2026-048").text
        assert "Dazu gibt es keinen" in second.get("/aussonderungen?suche=nichts").text
        assert "ist leer" in second.get("/aussonderungen?seite=9").text
        assert second.get(ROOT).status_code == second.get("/aussonderungen/vg-1").status_code == 404
        assert SLUG not in second.get("/vergabeverfahren").text


def test_a_proof_of_the_first_format_is_still_shown() -> None:
    told: dict[str, Any] = dict.fromkeys(("ended_on", "contract_ended_on", "kept_until", "offered_on", "answered_on"))
    told |= {"stage": "awarded", "answer": "declined", "deleted_on": "2030-01-08", "grounds": "§ 8 Abs. 4 VgV"}
    told |= dict.fromkeys(("offer", "answer_note", "asked_by", "decided_by"), "–")
    moment = datetime(2030, 1, 8, tzinfo=UTC)
    proof = DisposalProof(
        slug="a", reference="A", document="", digest="-", asked_by="a", decided_by="b", decided_at=moment
    )
    assert ("Grundlage der Frist", "§ 8 Abs. 4 VgV") in proof_rows(ShownProof(proof=proof, told=told, is_genuine=True))


def held(client: Client) -> None:
    status, told = sent(client, "/sperren", grund="review", angaben=" ")
    assert (status, "Bitte schreiben Sie" in told) == (422, True)
    status, told = sent(client, "/sperren", grund="egal", angaben="Rüge")
    assert (status, "Bitte wählen Sie aus" in told, "Rüge" in told) == (422, True, True)
    assert sent(client, "/sperren", grund="review", angaben=HOSTILE)[0] == 303
    assert HOSTILE in parse(client.get(ROOT).text).text
    status, told = sent(client, "/loeschung", wahl="bitten", version="1")
    assert (status, "Das geht noch nicht" in told) == (409, True)
    assert sent(client, "/sperren/1", angaben="Rechtskräftig")[0] == 303
    status, told = sent(client, "/sperren/1", angaben="Noch einmal")
    assert (status, "schon aufgehoben" in told, "Rechtskräftig" in told) == (409, True, True)


def offered(client: Client) -> None:
    status, told = sent(client, "/archiv", wahl="anbieten", tag="bald", angaben="Schreiben", version="2")
    assert (status, "Schreiben" in told) == (422, True)
    status, told = sent(client, "/archiv", wahl="anbieten", tag="09.01.2030", angaben="Schreiben", version="2")
    assert (status, "nicht nach dem 08.01.2030" in told) == (422, True)
    assert sent(client, "/archiv", wahl="anbieten", tag="08.01.2030", angaben="Schreiben", version="2")[0] == 303
    assert "Das Stadtarchiv hat nicht geantwortet" in parse(client.get(ROOT).text).text
    answer = {"wahl": "antwort", "ergebnis": "taken", "tag": "08.01.2030", "angaben": "Übergabeprotokoll 4"}
    for unclear in ({"ergebnis": ""}, {"ergebnis": "genommen"}, {"wahl": ""}):
        status, told = sent(client, "/archiv", **answer | unclear, version="3")
        assert (status, "Bitte wählen Sie aus" in told, "Übergabeprotokoll 4" in told) == (422, True, True)
    assert "hat nicht geantwortet" in parse(client.get(ROOT).text).text
    assert sent(client, "/archiv", **answer, version="3")[0] == 303
    assert sent(client, "/loeschung", wahl="", version="4")[0] == 422
    assert "hat die Unterlagen übernommen" in parse(client.get(ROOT).text).text


def test_an_annulled_procedure_has_its_vergabevermerk_and_file(untouched: House) -> None:
    root = f"/vergabeverfahren/{SLUG}/zuschlag"
    with walking(annulled(untouched), "vergabestelle") as client:
        assert client.get(root).url.path == f"{root}/vermerk"
        shown = parse(client.get(f"{root}/vermerk").text)
        assert "Der Bedarf ist entfallen." in shown.text
        assert "Kein Zuschlag: Das Vergabeverfahren wurde aufgehoben." in shown.text
        note = {"vermerk-1": "Musterstadt, Rathausplatz 1", "vermerk-1-fassung": "0", "formular": "f"}
        assert client.post(f"{root}/vermerk", data=note, follow_redirects=False).status_code == 303
        note = {"vermerk-11": "Ein System.", "vermerk-11-fassung": "0", "formular": "f"}
        assert client.post(f"{root}/vermerk", data=note, follow_redirects=False).status_code == 303
        assert "Der Vermerk ist vollständig" in parse(client.get(f"{root}/vermerk").text).text
        told = " ".join(Reader(client.get(f"{root}/dateien/vergabevermerk").content).texts())
        assert "Aufzubewahren mindestens bis" in told
        parts = unpack(client.get(f"{root}/dateien/e-akte").content)
        assert {"vergabevermerk.pdf", "fassung-1.json"} <= parts.keys()
        assert "vergabevorschlag.pdf" not in parts
        assert client.post(root, data={"begruendung": "x", "begruendung-fassung": "0"}).status_code == 409
