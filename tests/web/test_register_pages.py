"""Pages of the contract register: entered, listed, changed, its check decided, tables out and in."""

from app.house import House
from app.register_wiring import load_alarm_months
from infra.clock import official_day
from infra.identity.demo import DEMO_CITY, demo_office
from infra.policy.model import operator
from infra.policy.table import Action
from procurement.model import EndKind
from procurement.rules.register.ends import AlarmMonths
from procurement.services.alternatives.catalogue import NewCollection
from procurement.services.register.alarming import warn
from tests.people import actor
from tests.web.test_request_pages import As, as_person, page, sent

__all__ = ["as_person"]
LIST = "/vertragsregister"
COLLECTION = b"Produkt;Adresse;Lizenz;Kurzbeschreibung\nBeetplaner;https://forge.example.org/b;MIT;Beete planen\n"


def entered(as_person: As, **more: str) -> str:
    fields = {"produkt": "Gartenplan", "zweck": "Beete planen", "amt": demo_office("buergeramt"), "lizenz": "EUPL-1.2"}
    answer = sent(as_person("adit"), f"{LIST}/neu", **{**fields, "nutzung": "quelloffen", "browser": "ja", **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def test_nothing_typed_is_lost(as_person: As) -> None:
    answer = sent(as_person("adit"), f"{LIST}/neu", produkt="", zweck="Beete", kuendigung="bald", vertragsende="morgen")
    assert answer.status_code == 422
    words = ("Beete", "bald", "morgen", "in ganzen Monaten", "zwischen 1990")
    assert [word in answer.text for word in words] == [True] * len(words)
    unnamed = sent(as_person("adit"), f"{LIST}/neu", produkt=" ", kuendigung="3")
    assert (unnamed.status_code, "nennen Sie das Produkt" in unnamed.text) == (422, True)
    assert sent(as_person("fachamt"), f"{LIST}/neu", produkt="A").status_code == 403


def test_an_entry_is_shown_changed_and_listed(as_person: As) -> None:
    address = entered(as_person, produkt="Seilbahnplan", altsystem="ja", abschaltung="31.12.2031")
    shown = page(as_person("fachamt"), address).text
    assert [word in shown for word in ("Seilbahnplan", "Open Source Initiative", "31.12.2031")] == [True] * 3
    assert "Eintrag ändern" not in shown
    changed = sent(as_person("adit"), f"{address}/aendern", fassung="1", produkt="Seilbahnplan", version="2")
    assert changed.status_code == 303
    after = page(as_person("adit"), address).text
    assert [word in after for word in ("Version: leer → 2", "Altsystem: ja → nein")] == [True] * 2
    late = sent(as_person("adit"), f"{address}/aendern", fassung="1", produkt="Seilbahnplan", version="3")
    assert (late.status_code, "inzwischen geändert" in late.text, 'value="3"' in late.text) == (409, True, True)
    wrong = sent(as_person("adit"), f"{address}/aendern", fassung="2", produkt="", version="3")
    assert wrong.status_code == 422
    assert "Seilbahnplan" in page(as_person("adit"), f"{LIST}?suche=seilbahn&browser=unbekannt").text
    assert "Seilbahnplan" not in page(as_person("adit"), f"{LIST}?suche=seilbahn&browser=ja").text
    assert "keinen Eintrag" in page(as_person("fachamt"), f"{LIST}?suche=seilbahn").text


def test_an_open_check_is_decided(house: House, as_person: As) -> None:
    collection = NewCollection(
        source="Beete", dated=official_day(house.transactions.clock.now()), files=[("beete.csv", COLLECTION)]
    )
    house.product_catalogue.import_collection(actor("adit"), collection)
    day = official_day(house.transactions.clock.now())
    address = entered(as_person, vertragsende=day.strftime("%d.%m.%Y"))
    with house.transactions.write(operator(DEMO_CITY), Action.WATCH_REGISTER) as writing:
        months = AlarmMonths.on(load_alarm_months(), day)
        assert warn(writing, int(address.rpartition("/")[2]), EndKind.CONTRACT, months)
    asked = page(as_person("adit"), address).text
    assert [word in asked for word in ("Alternativen prüfen", "Beetplaner")] == [True] * 2
    assert "Beetplaner" not in page(as_person("adit"), f"{address}?suche=telefonie").text
    assert "Die Prüfung von Alternativen ist eröffnet" in page(as_person("fachamt"), "/mitteilungen").text
    unclear = sent(as_person("adit"), f"{address}/pruefung", pruefung="1", folge="", grund="Beetplaner kann es auch.")
    assert (unclear.status_code, "Beetplaner kann es auch." in unclear.text) == (422, True)
    silent = sent(as_person("adit"), f"{address}/pruefung", pruefung="1", folge="ersetzen", grund=" ")
    assert (silent.status_code, "Bitte begründen" in silent.text) == (422, True)
    wish = {"pruefung": "1", "folge": "ersetzen", "grund": "Beetplaner kann es auch."}
    assert sent(as_person("fachamt"), f"{address}/pruefung", **wish).status_code == 403
    assert sent(as_person("adit"), f"{address}/pruefung", **wish).status_code == 303
    assert sent(as_person("adit"), f"{address}/pruefung", **wish).status_code == 409
    assert "durch ein anderes Produkt ersetzen" in page(as_person("fachamt"), address).text


def test_a_table_goes_out_and_comes_in(as_person: As) -> None:
    entered(as_person, produkt="Moosplan")
    table = as_person("adit").get(f"{LIST}/liste/csv?suche=moosplan")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert (table.status_code, b"Moosplan" in table.content) == (200, True)
    assert as_person("adit").get(f"{LIST}/liste/pdf").status_code == 404
    rows = table.content.replace(b"Moosplan", b"Moosplan neu")
    given = {"datei": ("register.csv", rows, "text/csv")}
    taken = as_person("adit").post(f"{LIST}/einlesen", files=given, follow_redirects=True)
    assert (taken.history[0].status_code, "geändert: 1" in taken.text) == (303, True)
    stale = as_person("adit").post(f"{LIST}/einlesen", files=given)
    assert (stale.status_code, "neu herunter" in stale.text) == (422, True)
    nothing = as_person("adit").post(f"{LIST}/einlesen", files={"datei": ("", b"", "text/csv")})
    assert (nothing.status_code, "Bitte wählen Sie eine Datei" in nothing.text) == (422, True)


def test_a_kurzbewertung_begins_from_an_entry(as_person: As) -> None:
    address = entered(as_person, produkt="Wegeplan", vertragsende="31.12.2028", vertrag="V-7")
    number = address.rpartition("/")[2]
    form = page(as_person("fachamt"), address).one("a", href=f"/kurzbewertungen/neu?eintrag={number}")
    shown = page(as_person("fachamt"), form.attrs["href"])
    assert (
        shown.one("input", name="titel").attrs["value"],
        shown.one("input", name="eintrag").attrs["value"],
    ) == (
        "Wegeplan",
        number,
    )
    wish = {"titel": "Wegeplan", "weg": "", "eintrag": number}
    unclear = sent(as_person("fachamt"), "/kurzbewertungen/neu", **wish)
    assert (unclear.status_code, f'name="eintrag" value="{number}"' in unclear.text) == (422, True)
    begun = sent(as_person("fachamt"), "/kurzbewertungen/neu", **{**wish, "weg": "verlaengerung"})
    filled = page(as_person("fachamt"), str(begun.headers["location"]))
    assert filled.one("input", name="bezug").attrs["value"] == "Vertrag V-7, Vertragsende 31.12.2028"
    assert (filled.one("input", name="name-1").attrs["value"], "Beete planen" in filled.text) == ("Wegeplan", True)
    for wrong in ("0", "99999", "viele"):
        assert (
            sent(as_person("fachamt"), "/kurzbewertungen/neu", titel="A", weg="efa", eintrag=wrong).status_code == 404
        )
    assert "eintrag" not in page(as_person("adit"), address).text
