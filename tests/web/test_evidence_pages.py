"""Pages of evidence on licences: hand files in, have them judged, read, filter, correct, judge again."""

import io
import zipfile
from typing import Any
from urllib.parse import quote

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.jobs.runner import Runner
from procurement.services.intake.opening import OpeningRecord
from tests.bid_files import whole
from tests.bids import OPENED_AT, awaiting_bids
from tests.clients import TestClient
from tests.evidence_files import BILL, DENIED, HOSTILE, LISTED, bill
from tests.people import OFFICER, cookies
from tests.web.conftest import Open
from tests.web.page import Node, parse
from web.views.evidence_forms import offer_of

Client = TestClient[ASGIApp]


def send(client: Client, address: str, data: dict[str, Any], *files: tuple[str, bytes]) -> Any:  # noqa: ANN401 - httpx' answer
    given = [("dateien", one) for one in files] or [("dateien", ("", b""))]
    return client.post(address, data=data, files=given, follow_redirects=False)


def made(house: House, client: Client, *files: tuple[str, bytes], **typed: str) -> str:
    """Return the address of an analysis with its result."""
    answer = send(client, "/analysen", {"art": "bill", **typed}, *files)
    assert answer.status_code == 303, parse(answer.text).one("main").text
    judge(house)
    return str(answer.headers["location"])


def judge(house: House) -> None:
    while Runner(house.jobs).work_once():
        pass


@pytest.fixture(scope="session")
def address(house: House, running: Client) -> str:
    running.cookies.clear()
    running.cookies.update(cookies(house, "vergabestelle"))
    return made(house, running, ("sbom <b>.json", BILL), titel=f"Prüfung {HOSTILE}")


def version_of(page: Open, address: str) -> str:
    return page(address).all("input", name="version")[0].attrs["value"]


def rows(main: Node) -> list[str]:
    return [one.text for one in main.one("tbody").all("tr")]


def test_a_result_says_first_what_is_there_and_then_shows_it(page: Open, address: str) -> None:
    main = page(address).one("main")
    assert "Von 5 Komponenten nennen 3 eine Lizenz, die sich lesen ließ; bei 1 fehlt sie, bei 1" in main.text
    assert HOSTILE in main.one("h1").text
    assert not main.all("img")
    assert "starkes Copyleft" in main.text
    assert main.one("svg", role="img").one("title").text == "Lizenzen der Komponenten in Prozent"
    for heading in ("Was belegt ist", "Verträglichkeit mit", "Hausregeln", "Güte der Stücklisten", "Dateien"):
        assert any(heading in one.text for one in main.all("h2")), heading
    assert "BSI TR-03183-2" in main.text


def test_components_are_filtered_by_the_address(page: Open, address: str) -> None:
    own = f"{address}/ergebnisse/1/komponenten"
    assert len(rows(page(own).one("main"))) == 5
    assert [one.split(" ")[0] for one in rows(page(f"{own}?art=copyleft").one("main"))] == ["drei"]
    assert len(rows(page(f"{own}?suche={quote('<img')}&folge=file").one("main"))) == 1
    assert "Dazu gibt es keine Komponente" in page(f"{own}?suche=nichts").one("main").text
    filtered = page(f"{own}?art=permissive&befund=nein").one("main")
    chosen = [one.attrs["value"] for one in filtered.all("option") if "selected" in one.attrs]
    assert {"permissive", "nein"} <= set(chosen)
    for odd in ("art=nichts", "dokument=x", "nach=4000000", "folge=x", "regel=%00"):
        page(f"{own}?{odd}")


def test_a_component_shows_every_way_and_its_duties(page: Open, address: str) -> None:
    main = page(f"{address}/ergebnisse/1/komponenten/2").one("main")
    assert main.one("h1").text == HOSTILE
    ways = [one.text for one in main.all("h3")]
    assert any(one.startswith("MIT") and "günstigste Wahl" in one for one in ways)
    assert any(one.startswith("GPL-2.0-only") for one in ways)
    assert "/components/1" in main.text
    page(f"{address}/ergebnisse/1/komponenten/6", 404)
    page(f"{address}/ergebnisse/9", 404)


def test_findings_name_their_place_and_everything_can_be_downloaded(client: Client, page: Open, address: str) -> None:
    main = page(f"{address}/ergebnisse/1/befunde").one("main")
    assert "/components/" in main.text
    assert not main.all("img")
    page(f"{address}/ergebnisse/1/befunde?gewicht=note")
    sent = client.get(f"{address}/ergebnisse/1/daten")
    assert sent.headers["content-disposition"].startswith("attachment")
    assert sent.json()["format"] == "pruefstand/licences/1"


def test_findings_that_are_counted_and_not_listed_are_told(house: House, client: Client, page: Open) -> None:
    listed = 1_000
    address = made(house, client, ("namenlos.json", bill(*[("", None)] * (listed + 2))))
    told = page(address).one("main").text
    assert "2 weitere Befunde sind gezählt, aber nicht aufgeführt" in told


def test_the_same_files_are_judged_by_another_choice(house: House, client: Client, page: Open, address: str) -> None:
    version = version_of(page, address)
    chosen = {"version": version, "produkt": "AGPL-3.0-only", "verwendung": "merge", "szenario": "saas"}
    assert client.post(f"{address}/pruefen", data=chosen, follow_redirects=False).status_code == 303
    waiting = page(address).one("main")
    assert "Die Analyse wartet" in waiting.one(role="status").text
    assert client.post(f"{address}/pruefen", data=chosen).status_code == 409
    judge(house)
    assert "Ergebnis anzeigen" in page(f"{address}/stand").text
    main = page(address).one("main")
    assert "AGPL-3.0-only" in main.text
    assert "Frühere Ergebnisse" in main.text
    page(f"{address}/ergebnisse/1")


def test_uploads_in_pieces_are_taken_over_and_licence_texts_compared(house: House, client: Client, page: Open) -> None:
    waiting = house.uploads.begin(OFFICER, "halb.json", 10, "analyse")
    arrived = house.uploads.begin(OFFICER, "ganz.json", len(BILL), "analyse")
    house.uploads.append(OFFICER, arrived.id, 0, BILL)
    shown = page("/analysen").one("main")
    assert shown.one("input", value=arrived.id).attrs["name"] == "hochgeladen"
    assert "halb.json (0 %)" in shown.text
    refused = send(client, "/analysen", {"art": "bill", "hochgeladen": waiting.id})
    assert (refused.status_code, "noch nicht vollständig" in refused.text) == (422, True)
    house.uploads.remove(OFFICER, waiting.id)
    answer = send(client, "/analysen", {"art": "bill", "hochgeladen": arrived.id, "produkt": "EUPL-1.2"})
    address = answer.headers["location"]
    judge(house)
    assert page(address).one("h1").text == "Lizenzanalyse: ganz.json"
    version = version_of(page, address)
    text = {"art": "licence-text", "lizenz": "MIT", "version": version}
    assert send(client, f"{address}/dateien", text, ("MIT.txt", DENIED)).status_code == 303
    version = version_of(page, address)
    client.post(f"{address}/pruefen", data={"version": version})
    judge(house)
    assert "ist ein anderer Text" in page(address).one("main").text
    nothing = send(client, f"{address}/dateien", {"art": "bill", "version": "9"})
    assert (nothing.status_code, "mindestens eine Datei" in nothing.text) == (422, True)


def test_a_text_without_its_licence_makes_no_analysis_and_its_upload_stays(house: House, client: Client) -> None:
    arrived = house.uploads.begin(OFFICER, "MIT.txt", len(DENIED), "analyse")
    house.uploads.append(OFFICER, arrived.id, 0, DENIED)
    newest = house.evidence_desk.free(OFFICER, size=1).items
    refused = send(client, "/analysen", {"art": "licence-text", "hochgeladen": arrived.id})
    assert refused.status_code == 422
    main = parse(refused.text).one("main")
    assert main.one("input", name="lizenz").attrs["aria-invalid"] == "true"
    assert "#lizenz" in [one.attrs.get("href") for one in main.all("a")]
    assert "/licence" not in main.text
    assert parse(refused.text).one("main").one("input", value=arrived.id).attrs["name"] == "hochgeladen"
    assert house.evidence_desk.free(OFFICER, size=1).items == newest
    house.uploads.remove(OFFICER, arrived.id)


def test_refused_files_change_nothing_that_the_next_result_is_judged_by(
    house: House, client: Client, page: Open
) -> None:
    address = made(house, client, ("sbom.json", BILL), produkt="MIT", verwendung="merge", szenario="saas")
    text = {"art": "licence-text", "version": version_of(page, address)}
    for typed, files in (({"lizenz": ""}, [("MIT.txt", DENIED)]), ({"lizenz": "MIT"}, [])):
        refused = send(client, f"{address}/dateien", text | typed, *files)
        main = parse(refused.text).one("main")
        assert refused.status_code == 422
        assert main.one("input", name="produkt").attrs["value"] == "MIT"
        for name, value in (("verwendung", "merge"), ("szenario", "saas")):
            assert "selected" in main.one("select", name=name).one("option", value=value).attrs
        assert "checked" in main.one("input", name="art", value="licence-text").attrs
        assert main.one("input", name="lizenz").attrs.get("value", "") == typed["lizenz"]


def test_guessed_columns_are_corrected(house: House, client: Client, page: Open) -> None:
    address = made(house, client, ("liste.csv", LISTED))
    own = f"{address}/dateien/1/spalten"
    main = page(own).one("main")
    assert main.one("select", name="spalte-licence").one("option", value="1").attrs.get("selected") is not None
    version = main.one("input", name="version").attrs["value"]
    wrong = client.post(own, data={"version": version, "spalte-name": "0"})
    assert (wrong.status_code, "Spalte" in parse(wrong.text).one(role="alert").text) == (422, True)
    endless = client.post(own, data={"version": version, "spalte-name": "0", "spalte-licence": "9" * 5000})
    assert endless.status_code == 422
    right = {"version": version, "spalte-name": "0", "spalte-licence": "1", "spalte-supplier": "2"}
    assert client.post(own, data=right, follow_redirects=False).status_code == 303
    judge(house)
    assert "bestätigt" in page(own).one("main").text


def test_columns_say_which_of_several_lists_they_are_of(house: House, client: Client, page: Open) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("eins.csv", LISTED)
        archive.writestr("zwei.csv", LISTED)
    address = made(house, client, ("listen.zip", packed.getvalue()))
    links = [one.attrs["href"] for one in page(address).one("main").all("a") if "spalten" in one.attrs["href"]]
    assert links == [f"{address}/dateien/1/spalten?liste={name}.csv" for name in ("eins", "zwei")]
    assert page(f"{address}/dateien/1/spalten").one("h1").text == "Spalten von listen.zip › eins.csv"
    main = page(links[1]).one("main")
    assert main.one("h1").text == "Spalten von listen.zip › zwei.csv"
    assert links[0] in {one.attrs["href"] for one in main.all("a")}
    fields = {"version": main.one("input", name="version").attrs["value"], "liste": "zwei.csv"}
    chosen = {"spalte-name": "0", "spalte-licence": "1"}
    refused = client.post(f"{address}/dateien/1/spalten", data={**fields, **chosen, "liste": ""})
    assert (refused.status_code, "eins.csv, zwei.csv" in parse(refused.text).one(role="alert").text) == (422, True)
    confirmed = client.post(f"{address}/dateien/1/spalten", data={**fields, **chosen}, follow_redirects=False)
    assert confirmed.status_code == 303
    judge(house)
    assert "bestätigt" in page(links[1]).one("main").text
    assert "geraten" in page(links[0]).one("main").text


def test_files_of_a_bid_are_taken_over(house: House, client: Client, page: Open) -> None:
    slug = awaiting_bids(house, "VG-Lizenzen").slug
    opened(house, slug)
    bid = house.bids.all(OFFICER, slug).bids[0]
    own = f"/vergabeverfahren/{slug}/angebote/{bid.bid.id}"
    link = next(one for one in page(own).one("main").all("a") if one.attrs["href"].endswith("/analysen"))
    shown = page(link.attrs["href"]).one("main")
    offered = [one.attrs["value"] for one in shown.all("input", name="aus-angebot")]
    assert offered
    assert not {one.name for one in bid.files if one.with_price} & set(offered)
    answer = send(client, f"{own}/analysen", {"art": "bill", "aus-angebot": offered[0]})
    assert answer.status_code == 303, parse(answer.text).one("main").text
    judge(house)
    assert offered[0] in page(answer.headers["location"]).one("main").text
    result = f"{answer.headers['location']}/ergebnisse/1"
    for address in (answer.headers["location"], result, f"{result}/komponenten", f"{result}/befunde"):
        way = [one.attrs["href"] for one in page(address).one("nav", class_="spur").all("a")]
        assert way[:3] == ["/vergabeverfahren", own, f"{own}/analysen"], address


@pytest.mark.parametrize(("largest", "offered"), [(2**30, 256), (10 * 2**20, 10)])
def test_no_larger_file_is_offered_than_an_analysis_takes(largest: int, offered: int) -> None:
    assert offer_of((), largest, 16_000_000).largest_mib == offered


def opened(house: House, slug: str) -> None:
    version = house.procedures.open(OFFICER, slug).procedure.version
    record = OpeningRecord(opened_at=OPENED_AT, first_person="Erika Muster", second_person="Max Muster")
    house.bid_opening.record(OFFICER, slug, version, record)
    preview = house.bid_import.preview(OFFICER, slug, whole())
    house.bid_import.confirm(OFFICER, slug, preview.procedure.version, whole(), preview.seal)
