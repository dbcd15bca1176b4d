"""Lists of 10,000 rows, from the request to the last byte, against the same page in a city with hardly any."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from litestar.testing import TestClient  # noqa: TID251 - the tests are not at hand here

from app.demo import load_demo
from app.house import House
from app.main import guarded
from app.memory import keep_what_is_loaded
from app.migrations import upgrade
from app.wiring import build_house
from bench.measuring import Row, milliseconds, paired
from capacity.model import Party, RoundKind
from capacity.rules.course.steps import RequestStep
from infra.database import Database
from infra.identity.demo import demo_office
from infra.jobs.runner import Runner
from infra.settings import Settings
from procurement.model import RegisterFacts
from procurement.services.alternatives.catalogue import NewCollection
from tests.capacity.test_requests import fill, reviewed, take
from tests.people import actor, cookies

ROWS = 10_000
ROUNDS = 15
MOST = 5.0
ORIGIN = "http://127.0.0.1:8000"
_BEHIND = 1_000_000
"""Where the numbers of copied rows begin: behind those of the demo city."""
_PRODUCTS = b"Produkt;Adresse;Lizenz;Kurzbeschreibung\nTerminwerk;https://forge.example.org/t;MIT;Termine\n"
_NEW, _ALIKE = "/anforderungen/neu?art=anforderung", "Abl%C3%B6sung+der+Gewerbekartei"
_ESTIMATED = {"aufwand": "Projektleitung; 2027-Q1; 10; 15", "handlungsfeld": "Prozesse", "klasse": "c"}


@dataclass(frozen=True, slots=True)
class List:
    """A list of the service.

    Args:
        name: What is listed.
        address: The page.
        account: Who reads it.
        table: Its table, with a number ``id``; ``slug`` and ``reference`` become different in each row.
        parts: Tables with what belongs to a row, and their column that names it.
        copied: Which row is copied, as a statement; without one the first.
        prepare: Is done in both cities before the page is opened, once the rows are there.
    """

    name: str
    address: str
    account: str
    table: str
    parts: Mapping[str, str] = field(default_factory=dict)
    copied: str = ""
    prepare: Callable[[House], object] | None = None


def _open_round(house: House) -> object:
    return house.digital.round_desk.open(actor("adit"), RoundKind.MONAT)


def _plan(house: House) -> object:
    """Have the queue planned, as every morning."""
    house.digital.plan_desk.anew(actor("adit"))
    runner = Runner(house.jobs)
    while runner.work_once():
        pass
    return None


_OF_A_REQUEST = (
    "capacity_standing",
    "capacity_clock",
    "capacity_event",
    "capacity_text",
    "capacity_effort",
    "capacity_priority",
    "capacity_label",
)
_QUEUE = {
    **{f"requests that wait for {one}": (f"/anforderungen?stelle={one}", "adit") for one in Party},
    "last page of what waits for somebody": (f"/anforderungen?stelle=dezernat&seite={ROWS // 25}", "dezernat"),
    "requests in a stage, and that wait": ("/anforderungen?stand=priorisiert&stelle=dezernat", "adit"),
    "requests in a stage that none is in": ("/anforderungen?stand=abnahme", "adit"),
    "requests by a word that all have": ("/anforderungen?suche=gewerbekartei&stelle=dezernat", "adit"),
    "requests by their field of action": ("/anforderungen?handlungsfeld=Prozesse", "dezernat"),
    "requests, to a department": ("/anforderungen", "fachamt"),
    "requests, over the interface": ("/api/v1/capacity-requests?turn=dezernat", "dezernat"),
    **{f"start page of {one}": ("/", one) for one in ("dezernat", "adit", "fachamt", "datenschutz", "sicherheit")},
}
"""Pages of the queue, and who reads them."""
LISTS = (
    List(
        "requests",
        "/anforderungen",
        "adit",
        "capacity_request",
        dict.fromkeys(_OF_A_REQUEST, "request_id"),
        "SELECT min(request_id) FROM capacity_priority WHERE is_proposed",
    ),
    List("requests found by a word", "/anforderungen?suche=kein+solches", "adit", "capacity_request"),
    List("last page of requests", f"/anforderungen?seite={ROWS // 25}", "adit", "capacity_request"),
    List("ranked list", "/anforderungen/rangfolge", "adit", "capacity_request"),
    List("figures of requests", "/anforderungen/kennzahlen", "adit", "capacity_request"),
    *(List(name, address, account, "capacity_request") for name, (address, account) in _QUEUE.items()),
    List("requests alike, while typing", f"{_NEW}&titel={_ALIKE}", "fachamt", "capacity_request"),
    List("one request of the queue", "/anforderungen/2", "dezernat", "capacity_request"),
    List("capacity of roles", "/anforderungen/kapazitaet", "adit", "capacity_request"),
    List("a monthly round", "/anforderungen/runden/1", "adit", "capacity_request", prepare=_open_round),
    List("plan of the queue", "/anforderungen/plan", "adit", "capacity_request", prepare=_plan),
    List("what still fits into a quarter", "/anforderungen/plan/quartal", "adit", "capacity_request"),
    List("scenarios", "/anforderungen/szenarien", "dezernat", "capacity_request"),
    List("register of contracts", "/vertragsregister", "vergabestelle", "procurement_register_entry"),
    List("Digital-Checks", "/digital-checks", "adit", "digitalcheck_check", {"digitalcheck_step": "check_id"}),
    List("procedures", "/vergabeverfahren", "vergabestelle", "procurement_procedure"),
    List("evaluations", "/", "vergabestelle", "procurement_evaluation"),
    List("open-source products", "/produkte", "vergabestelle", "procurement_product"),
)


@dataclass(frozen=True, slots=True)
class City:
    """A running demo city."""

    house: House
    client: TestClient[Any]

    def enter(self, account: str) -> None:
        """Sign somebody in."""
        self.client.cookies.update(cookies(self.house, account))


def rows() -> Iterator[Row]:
    """Yield the rows of this part."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        few, many = (_city(Path(folder) / name, opened) for name in ("few.db", "many.db"))
        with closing(sqlite3.connect(Path(folder) / "many.db")) as file, file:
            for one in LISTS:
                _fill(file, one)
        keep_what_is_loaded()  # as the server does
        for one in LISTS:
            if one.prepare:
                for city in (few, many):
                    one.prepare(city.house)
            yield _row(one, few, many)


def _city(file: Path, opened: ExitStack) -> City:
    database = Database(f"sqlite:///{file}")
    opened.callback(database.close)
    upgrade(database)
    house = build_house(database)
    load_demo(house)
    _one_of_each(house)
    return City(house, opened.enter_context(TestClient(guarded(house, Settings()), base_url=ORIGIN)))


def _one_of_each(house: House) -> None:
    """Add what the demo city has none of: a request that waits for the decision, a product, a contract."""
    adit = actor("adit")
    collection = NewCollection(source="Bench", dated=date(2026, 11, 1), files=(("liste.csv", _PRODUCTS),))
    house.product_catalogue.import_collection(adit, collection)
    house.register.register_keeping.add(adit, RegisterFacts(product="Bench", office=demo_office("buergeramt")))
    number = reviewed(house)
    take(house, number, RequestStep.ASSESS, adit, day=None, until=None)
    fill(house, number, adit, **_ESTIMATED)
    take(house, number, RequestStep.PROPOSE, adit, day=None, until=None)


def _fill(file: sqlite3.Connection, one: List) -> None:
    """Copy a row of the demo city with its parts until there are enough; a table that is full already stays."""
    if _is_full(file, one):
        return
    which = one.copied or f"SELECT min(id) FROM {one.table}"  # noqa: S608 - own names
    for table, key in {one.table: "id", **one.parts}.items():
        names = [name for _, name, *_ in file.execute(f"PRAGMA table_info({table})")]
        made = {key: f"{_BEHIND} + n", "slug": "slug || '-' || n", "reference": "reference || '-' || n"}
        values = ", ".join(made.get(name, name) for name in names)
        file.execute(
            "WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < ?) "  # noqa: S608 - own names
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table}, count "
            f"WHERE {key} = ({which})",
            [ROWS],
        )
    if not _is_full(file, one):
        raise RuntimeError(f"nothing in {one.table} to copy: an empty list would be measured")


def _is_full(file: sqlite3.Connection, one: List) -> bool:
    return bool(file.execute(f"SELECT count(*) >= {ROWS} FROM {one.table}").fetchone()[0])  # noqa: S608 - own names


def _row(one: List, few: City, many: City) -> Row:
    for city in (few, many):
        city.enter(one.account)
    found = paired(
        lambda: many.client.get(one.address).raise_for_status(),
        lambda: few.client.get(one.address).raise_for_status(),
        ROUNDS,
    )
    what = f"{one.name}: {ROWS:,} in the city / hardly any"
    return Row(what, milliseconds(found.ours), milliseconds(found.peer), found.ratio, MOST)
