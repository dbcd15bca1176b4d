"""Pages of Kurzbewertungen: begun, written, searched, handed in, handed back, signed, and taken away."""

from dataclasses import replace
from datetime import date

from app.house import House
from core.digest import checksum
from procurement.repository import ShortAssessmentRepository
from procurement.services.alternatives.catalogue import NewCollection
from tests.light import ONE, TWO
from tests.people import actor
from tests.web.test_request_pages import As, as_person, page, sent

__all__ = ["as_person"]
LIST = "/kurzbewertungen"
TABLE = b"Produkt;Adresse;Lizenz;Kurzbeschreibung\nTerminwerk;https://forge.example.org/t;MIT;Termine\n"


def begun(as_person: As, title: str = ONE["titel"], route: str = ONE["weg"]) -> str:
    answer = sent(as_person("fachamt"), f"{LIST}/neu", titel=title, weg=route)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def whole(values: dict[str, str], **more: str) -> dict[str, str]:
    """Return a whole form at the versions that a page has right after it was begun."""
    kept = {"titel", "weg", "gewicht-leistung", "gewicht-offen"}
    versions = {f"{name}-fassung": "1" if name in kept else "0" for name in values}
    return {**values, **versions, "fassung": "1", **more}


def test_from_the_first_field_to_the_signature(as_person: As) -> None:
    address = begun(as_person)
    lacking = sent(as_person("fachamt"), address, **whole({"titel": ONE["titel"]}, wahl="vorlegen"))
    assert (lacking.status_code, "wo gesucht wurde" in lacking.text) == (422, True)
    handed = sent(as_person("fachamt"), address, **whole(TWO, wahl="vorlegen", formular="f"))
    assert handed.status_code == 303
    shown = page(as_person("fachamt"), address)
    assert "wartet auf Zeichnung" in shown.text
    assert "78,5" in shown.text
    assert not shown.all("textarea", name="bedarf")
    late = sent(as_person("fachamt"), address, **whole({"bedarf": "Noch ein Wort."}))
    assert (late.status_code, "Noch ein Wort." in late.text) == (409, True)
    silent = sent(as_person("amtsleitung"), f"{address}/zeichnen", fassung="2", wahl="zurueck", hinweis=" ")
    assert (silent.status_code, "was zu ändern ist" in silent.text) == (422, True)
    back = sent(as_person("amtsleitung"), f"{address}/zeichnen", fassung="2", wahl="zurueck", hinweis="Zu knapp.")
    assert back.status_code == 303
    assert "Zu knapp." in page(as_person("fachamt"), address).text
    assert sent(as_person("fachamt"), address, fassung="3", wahl="vorlegen").status_code == 303
    stale = sent(as_person("amtsleitung"), f"{address}/zeichnen", fassung="2", wahl="zeichnen")
    assert (stale.status_code, "einen Schritt weiter" in stale.text) == (409, True)
    assert sent(as_person("fachamt"), f"{address}/zeichnen", fassung="4").status_code == 403
    assert sent(as_person("amtsleitung"), f"{address}/zeichnen", fassung="4", wahl="zeichnen").status_code == 303
    assert "unverändert" in page(as_person("revision"), address).text
    paper = as_person("revision").get(f"{address}/dateien/kurzbewertung.pdf")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


def test_a_record_that_does_not_match_its_checksum_is_told(house: House, as_person: As) -> None:
    address = begun(as_person)
    assert sent(as_person("fachamt"), address, **whole(ONE, wahl="vorlegen", formular="f")).status_code == 303
    assert sent(as_person("amtsleitung"), f"{address}/zeichnen", fassung="2", wahl="zeichnen").status_code == 303
    other = begun(as_person)
    with house.transactions.database.write(actor("fachamt").city) as session:
        repository = ShortAssessmentRepository(session)
        record = repository.record(int(address.rpartition("/")[2]))
        assert record is not None
        broken = replace(record, number=int(other.rpartition("/")[2]), digest="sha256:" + "0" * 64)
        repository.put_record(broken)
    told = {one: page(as_person("revision"), one).text for one in (address, other)}
    assert [["stimmt nicht" in text, "passt nicht zum Inhalt" in text] for text in told.values()] == [
        [False, False],
        [True, True],
    ]


def test_only_who_says_so_signs_and_a_note_is_not_lost(as_person: As) -> None:
    address = begun(as_person)
    assert sent(as_person("fachamt"), address, **whole(TWO, wahl="vorlegen", formular="f")).status_code == 303
    for unclear in ({"wahl": ""}, {"wahl": "zeichnen", "hinweis": "Bitte den Preis prüfen."}):
        both = sent(as_person("amtsleitung"), f"{address}/zeichnen", fassung="2", **unclear)
        assert (both.status_code, "Es ist nichts geschehen" in both.text) == (422, True)
        assert unclear.get("hinweis", "") in both.text
    assert "wartet auf Zeichnung" in page(as_person("fachamt"), address).text


def test_who_wrote_in_it_is_told_not_to_sign(as_person: As) -> None:
    address = begun(as_person)
    sent(as_person("fachamt"), address, **whole(ONE, formular="f"))
    sent(as_person("vergabestelle"), address, **{"bedarf": "Anders.", "bedarf-fassung": "1"})
    assert sent(as_person("fachamt"), address, fassung="1", wahl="vorlegen").status_code == 303
    assert "zeichnen muss jemand anderes" in page(as_person("vergabestelle"), address).text
    refused = sent(as_person("vergabestelle"), f"{address}/zeichnen", fassung="2", wahl="zeichnen")
    assert (refused.status_code, "zeichnet sie nicht" in refused.text) == (409, True)


def test_a_product_of_the_catalogue_is_taken_with_what_was_typed(house: House, as_person: As) -> None:
    collection = NewCollection(source=checksum(TABLE)[:20], dated=date(2026, 11, 1), files=(("liste.csv", TABLE),))
    house.product_catalogue.import_collection(actor("adit"), collection)
    address = begun(as_person)
    found = sent(as_person("fachamt"), address, **whole({"bedarf": "Termine"}, wahl="suchen", woerter="Termine"))
    assert found.status_code == 303
    hits = page(as_person("fachamt"), found.headers["location"].partition("#")[0])
    number = hits.all("button", name="produkt")[0].attrs["value"]
    assert sent(as_person("fachamt"), address, produkt=str(number)).headers["location"].endswith("#name-1")
    shown = page(as_person("fachamt"), address)
    assert shown.one("input", name="name-1").attrs["value"] == "Terminwerk"
    assert sent(as_person("fachamt"), address, produkt="99999").status_code == 409
    conflict = sent(as_person("fachamt"), address, **{"bedarf": "Anders", "bedarf-fassung": "0"})
    assert (conflict.status_code, "Anders" in conflict.text) == (409, True)
    assert sent(as_person("fachamt"), address, bedarf="x" * 999).status_code == 422


def test_lists_and_beginnings(as_person: As) -> None:
    begun(as_person, "Lärmkarte lesen", "efa")
    assert "Lärmkarte lesen" in page(as_person("revision"), f"{LIST}?suche=lärmkarte&stand=entwurf").text
    assert "Dazu gibt es keine" in page(as_person("fachamt"), f"{LIST}?suche=nirgends").text
    assert "ist leer" in page(as_person("fachamt"), f"{LIST}?seite=999").text
    assert LIST in str(as_person("fachamt").get("/vergabeverfahren").text)
    nameless = sent(as_person("fachamt"), f"{LIST}/neu", titel=" ", weg="efa")
    wayless = sent(as_person("fachamt"), f"{LIST}/neu", titel="Scanner", weg="anders")
    assert (nameless.status_code, wayless.status_code) == (422, 422)
    assert "Bitte wählen Sie einen Weg" in wayless.text
    assert as_person("fachamt").get(f"{LIST}/999999").status_code == 404
