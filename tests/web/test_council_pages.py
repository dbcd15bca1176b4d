"""Council system and agendas on pages: nothing typed is lost, every fault has its place, and nobody sees too much."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from digitalcheck.services.filling import NewCheck
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.jobs.runner import Runner
from infra.oparl.server import CouncilServer
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient
from tests.council import SYSTEM, Way, council_server, rubin, served
from tests.fakes import StoppedClock
from tests.people import actor, cookies
from tests.released_checks import NOW, released
from tests.web.conftest import ORIGIN
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
HOSTILE = '<script>alert("x")</script>'


class Town:
    """The invented system, for the demo city alone."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.system: str | None = SYSTEM

    def system_of(self, city: str) -> str | None:
        return self.system if city == DEMO_CITY else None

    def opened(self, _system: str) -> AbstractContextManager[CouncilServer]:
        return nullcontext(council_server(self.way))


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    pages = rubin(3)
    pages["/oparl/paper"]["data"][0]["name"] = HOSTILE
    with served(pages) as address:
        yield Town(Way(address))


@pytest.fixture(scope="session")
def own_house(house: House, town: Town) -> House:
    """The house of these tests with the invented system, on the same database."""
    return build_house(
        Database(house.transactions.database.engine.url.render_as_string()), clock=StoppedClock(NOW), systems=town
    )


@pytest.fixture(scope="session")
def own(own_house: House) -> Iterator[Client]:
    with TestClient(guarded(own_house, Settings()), base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.headers["Origin"] = ORIGIN
        yield client


def entered(client: Client, house: House, account: str) -> Client:
    client.cookies.clear()
    client.cookies.update(cookies(house, account))
    return client


def page(client: Client, address: str, status: int = 200) -> Node:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    assert HOSTILE not in answer.text
    return parse(answer.text)


@pytest.fixture(scope="session")
def read(own: Client, own_house: House) -> Client:
    """Have the system read, once for all tests that look at what was read, in whatever order they come."""
    client = entered(own, own_house, "adit")
    assert "noch nicht vollständig gelesen" in page(client, "/ratsinformation").text
    asked = client.post("/ratsinformation/lesen", follow_redirects=False)
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/auftraege/")
    assert Runner(own_house.jobs).work_once()
    return client


def test_the_system_is_read_searched_and_counted(read: Client, own_house: House, town: Town) -> None:
    client = entered(read, own_house, "adit")
    found = page(client, "/ratsinformation?nummer=2026-0001")
    assert "1 Vorlage mit der Nummer" in found.text
    assert HOSTILE in found.text, "shown as it is, and not as markup"
    assert "Haupt- und Finanzausschuss (02.12.2026)" in found.text
    assert "66,7 %" in found.text
    assert "keine Vorlage gelesen" in page(client, "/ratsinformation?art=Antrag").text

    town.system = None
    refused = client.post("/ratsinformation/lesen")
    town.system = SYSTEM
    assert refused.status_code == 409
    assert entered(read, own_house, "fachamt").post("/ratsinformation/lesen").status_code == 403


def test_the_head_of_a_check_is_filled_on_its_page(read: Client, own_house: House) -> None:
    department = actor("fachamt")
    number = own_house.digital.filling.create(department, NewCheck(title="Parken", reference="2026-0002")).number
    where = f"/digital-checks/{number}/ratsinformation"
    client = entered(read, own_house, "fachamt")
    assert "noch nicht verglichen" in page(client, where).text

    filled = client.post(where)
    assert filled.status_code == 200
    assert "Gefüllt wurde: Beratungsfolge." in parse(filled.text).text
    assert "Titel lautet dort anders" in parse(filled.text).text
    assert "Kein Feld des Kopfs war leer." in parse(client.post(where).text).text

    unknown = own_house.digital.filling.create(department, NewCheck(title="Parken", reference="9")).number
    assert client.post(f"/digital-checks/{unknown}/ratsinformation").status_code == 409
    assert client.post(f"/digital-checks/{released(own_house)}/ratsinformation").status_code == 409
    assert entered(read, own_house, "adit").post(where).status_code == 403
    assert 'action="/digital-checks' not in read.get(where).text, "ADIT is offered no button"


def handed_in(client: Client, file: tuple[str, bytes] | None = None, **data: str) -> tuple[int, Node]:
    answer = client.post("/tagesordnungen/neu", data=data, files={"datei": file or ("", b"")})
    assert HOSTILE not in answer.text
    return answer.status_code, parse(answer.text)


def test_an_agenda_is_imported_and_nothing_typed_is_lost(own: Client, own_house: House) -> None:
    client = entered(own, own_house, "gremien")
    text = f"1. Vorlage 2026-0417 {HOSTILE}\n2. Verschiedenes"
    status, form = handed_in(client, name="41. Sitzung", tag="morgen", inhalt=text)
    assert status == 422
    assert form.one("input", name="name").attrs["value"] == "41. Sitzung"
    assert form.one("input", name="tag").attrs["aria-invalid"] == "true"
    assert form.one("textarea", name="inhalt").text.split() == text.split()

    status, done = handed_in(client, name="41. Sitzung", tag="9.12.2026", inhalt=text)
    assert status == 200
    assert "1 Vorlage gelesen." in done.text
    assert "ohne Nummer einer Vorlage" in done.text
    address = next(one.attrs["href"] for one in done.all("a") if one.text.startswith("Zur Tagesordnung"))
    assert "davon 1 ohne Digital-Check" in page(client, address).text
    assert "41. Sitzung" in page(entered(own, own_house, "magistrat"), "/tagesordnungen").text

    entered(own, own_house, "fachamt")
    assert own.get("/tagesordnungen").status_code == 403
    assert own.get(address).status_code == 403


@pytest.mark.parametrize(
    ("file", "data", "field"),
    [
        (None, {"inhalt": ""}, "eingabe"),
        (None, {"inhalt": "Verschiedenes"}, "eingabe"),
        (None, {"inhalt": "1. Vorlage 2026-1", "name": " "}, "name"),
        (("to.csv", b"a;b\n1;2\n"), {}, "datei"),
        (("to.xlsx", b"PK\x03\x04"), {}, "datei"),
    ],
)
def test_each_fault_stands_at_its_field(
    own: Client, own_house: House, file: tuple[str, bytes] | None, data: dict[str, str], field: str
) -> None:
    client = entered(own, own_house, "gremien")
    status, form = handed_in(client, file, **({"name": "Sitzung", "tag": "9.12.2026"} | data))

    assert status == 422
    assert [one.attrs["href"] for one in form.one("main").all("a") if one.attrs["href"].startswith("#")] == [
        f"#{field}"
    ]
    assert form.one("main").one("p", id=f"{field}-fehler").text.strip()
