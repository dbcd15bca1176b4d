"""One procedure full of hostile words, and everything that comes out of it: each word stays a text of its own."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.reports.score import score_report
from app.wiring import build_house
from infra.database import Database
from infra.pdf.fonts import visible
from infra.settings import Settings
from infra.spreadsheet.reading import read_workbook
from procurement.model import VariantTerms
from procurement.rules.procedure.stages import Step
from procurement.services.exporting import ExportKind
from procurement.services.intake.importing import GivenBid, GivenFile
from tests.applications import guarded
from tests.audit_lines import lines_of
from tests.bids import ASKER, AUTUMN, DEADLINE, at
from tests.clients import TestClient
from tests.fakes import StoppedClock
from tests.pdf_reader import Reader
from tests.people import cookies
from tests.procedure_facts import NOW
from tests.procedures import RELEASER, plan, prepared, take
from tests.web.page import parse
from tests.whole_way import Way

Client = TestClient[ASGIApp]
TITLE = "=1+1 </h1><script>alert(1)</script> {{ 7*7 }}"
TENDERER = '=HYPERLINK("https://boese.example","x")<img src=x onerror=alert(2)>'
OTHER = '@SUM(A1:A9) </w:t> & "Söhne" \';DROP TABLE--'
VARIANT = "+1-1|cmd <svg/onload=alert(3)>"
FILE = "<b>=cmd|' /C calc'!A0</b>.pdf"
REASON = "-2+3 <script>alert(4)</script> ${7*7}"
BIDDERS = (TENDERER, f"{TENDERER} (Nebenangebot: {VARIANT})", OTHER)


@dataclass(frozen=True)
class HostileWay(Way):
    """The way of a procedure whose bidders and texts are hostile."""

    def to_examination(self) -> None:
        self.record_opening()
        for tenderer, variant, price in (
            (TENDERER, "", "100000.00"),
            (TENDERER, VARIANT, "95000.00"),
            (OTHER, "", "120000.00"),
        ):
            given = GivenBid(
                lot=1,
                tenderer=tenderer,
                variant=variant,
                received_at=DEADLINE - timedelta(hours=1),
                gross_eur=price,
                files=(GivenFile(name=FILE, content=b"%PDF"),),
            )
            self.house.bid_import.add(ASKER, self.slug, self.procedure.version, given)
        self.step(Step.START_EXAMINATION)


@pytest.fixture(scope="module")
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def house(demo_file: Database, clock: StoppedClock) -> House:
    return build_house(demo_file, clock=clock)


@pytest.fixture
def way(house: House) -> HostileWay:
    """Return a procedure whose result is fixed."""
    autumn = at(house, AUTUMN)
    found = prepared(autumn, "VG-9")
    found = autumn.drafting.save_plan(ASKER, found.slug, found.version, plan(title=TITLE, bid_deadline=DEADLINE))
    terms = VariantTerms(requirements=(REASON,), scoring=REASON)
    autumn.variant_setting.set_variants(ASKER, found.slug, found.version, 1, terms)
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    take(autumn, found.slug, Step.RELEASE, RELEASER)
    made = HostileWay(house, found.slug)
    made.to_examination()
    made.to_scoring()
    made.to_consensus()
    made.to_result()
    return made


@pytest.fixture
def client(house: House) -> Iterator[Client]:
    with TestClient[ASGIApp](guarded(house, Settings()), base_url="http://127.0.0.1:8000") as found:
        found.cookies.update(cookies(house, "vergabestelle"))
        found.headers["Sec-Fetch-Site"] = "same-origin"
        yield found


def of_pages(client: Client, way: Way, evaluation: str) -> None:
    own = f"/vergabeverfahren/{way.slug}"
    bids = [one.id for one in way.bids]
    pages = {
        f"{own}/angebote": BIDDERS,
        f"{own}/angebote/{bids[1]}": (BIDDERS[1],),
        f"{own}/angebote/{bids[1]}/analysen": (BIDDERS[1],),
        f"{own}/pruefung": BIDDERS,
        f"{own}/pruefung/{bids[1]}": (BIDDERS[1], REASON),
        f"{own}/anfragen": (),
        f"{own}/preise": BIDDERS,
        f"{own}/ergebnis": BIDDERS,
        f"{own}/bekanntmachung": (REASON,),
        f"{own}/fassungen": (REASON,),
        f"/vergaben/{evaluation}": BIDDERS,
        "/mitteilungen": (),
        "/vergabeverfahren": (TITLE,),
    }
    for address, words in pages.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = parse(answer.text)
        found = (page.text, " ".join(page.text.split()))
        assert [word for word in words if not any(word in text for text in found)] == [], address
        assert not [one for one in page.all("script") if "alert(" in one.text], address
        pictures = (*page.all("img"), *page.all("svg"))
        assert not [one for one in pictures if {"onerror", "onload"} & set(one.attrs)], address


def of_papers(way: Way, evaluation: str) -> None:
    house = way.house
    papers = [
        house.opening_paper.draw(ASKER, way.slug, 1, 1).data,
        *(house.procurement.export(ASKER, evaluation, one).data for one in (ExportKind.SHEET, ExportKind.NOTE)),
    ]
    for number, paper in enumerate(papers):
        assert b"/JavaScript" not in paper
        assert b"/Launch" not in paper
        read = " ".join(Reader(paper).texts())
        told = BIDDERS if number != len(papers) - 1 else ()  # the note on stability names no bidder
        assert [word for word in told if visible(word) not in read] == [], number


def of_workbooks(way: Way, evaluation: str) -> None:
    for kind in (ExportKind.XLSX, ExportKind.ODS):
        data = way.house.procurement.export(ASKER, evaluation, kind).data
        cells = [cell for one in read_workbook(data).sheets for cell in one.cells.values()]
        assert {*BIDDERS, TITLE} <= {str(cell.value) for cell in cells}
        typed = [cell for cell in cells if str(cell.value) in {*BIDDERS, TITLE} and cell.formula is not None]
        assert not [cell.formula for cell in typed if "HYPERLINK" in str(cell.formula) or "cmd" in str(cell.formula)]


def of_interfaces(client: Client, way: Way, evaluation: str) -> None:
    answer = client.get(f"/api/v1/procedures/{way.slug}/bids")
    assert answer.headers["content-type"].startswith("application/json")
    bids = answer.json()["bids"]
    assert [(one["tenderer"], one["variant"]) for one in bids] == [(TENDERER, ""), (TENDERER, VARIANT), (OTHER, "")]
    assert [one["main_bid"] for one in bids] == [None, bids[0]["id"], None]
    name = bids[0]["files"][0]["name"]
    assert not set('<>|"') & set(name)
    file = client.get(f"/vergabeverfahren/{way.slug}/angebote/{bids[0]['id']}/dateien/{quote(name, safe='')}")
    assert file.headers["content-disposition"].startswith('attachment; filename="datei"')
    for address in (f"/api/v1/procedures/{way.slug}/result", f"/api/v1/evaluations/{evaluation}"):
        assert client.get(address).headers["content-type"].startswith("application/json")
    xml = client.get(f"/vergabeverfahren/{way.slug}/bekanntmachung/1/dateien/xml").content
    assert ET.fromstring(xml).tag.endswith("TenderingTerms")  # noqa: S314 - made here


def of_bundle(way: Way, evaluation: str) -> None:
    bundle = way.house.procurement.export(ASKER, evaluation, ExportKind.BUNDLE).data
    with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
        documents = [json.loads(packed.read(name)) for name in packed.namelist() if name.endswith(".json")]
    told: list[Any] = [one for one in documents if isinstance(one, dict) and one.get("bids")]
    assert {bid["tenderer"] for one in told for bid in one["bids"] if "tenderer" in bid} == set(BIDDERS)
    assert not way.house.procurement.verify_bundle(ASKER, bundle).findings


def test_hostile_words_stay_text_in_everything(house: House, client: Client, way: HostileWay) -> None:
    (summary,) = house.procurement.list_evaluations(ASKER, "VG-9").items
    of_pages(client, way, summary.slug)
    of_papers(way, summary.slug)
    of_workbooks(way, summary.slug)
    of_interfaces(client, way, summary.slug)
    of_bundle(way, summary.slug)
    shown = house.procurement.open_evaluation(ASKER, summary.slug)
    report = score_report(shown.outcome, shown.result)
    assert f"Angebot 2 ({BIDDERS[1]})" in report
    log = json.dumps(lines_of(house.transactions.database, str(ASKER.city)), ensure_ascii=False)
    assert not [word for word in (TENDERER, OTHER, VARIANT, FILE) if word in log]
