"""Columns of several licence lists in one file: each list has its own, guessed and confirmed by its name."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from app.house import House
from app.wiring import build_house
from core.cells import Cell, CellKind, Sheet, Workbook
from core.errors import InputError
from infra.database import Database
from infra.jobs.runner import Runner
from infra.spreadsheet.xlsx_writer import write_xlsx
from procurement.model import ComponentQuery
from procurement.repository.evidence import _lists
from procurement.services.evidence.analysing import ConfirmedColumns
from tests.evidence import drafted, judged, with_list
from tests.fakes import StoppedClock
from tests.people import actor

ADIT = actor("adit")


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))


@pytest.mark.parametrize("packed", ["archive", "workbook"])
def test_each_list_of_a_file_has_columns_of_its_own(house: House, packed: str) -> None:
    lists = {"Backend": ("Komponente", "Version", "Lizenz"), "Frontend": ("Lizenz", "Komponente", "Version")}
    row = {"Komponente": "alpha", "Version": "1.0", "Lizenz": "MIT"}
    written = {name: [heads, [row[one] for one in heads]] for name, heads in lists.items()}
    content = archived(written) if packed == "archive" else booked(written)
    analysis = judged(house, ADIT, with_list(house, ADIT, drafted(house, ADIT), content))
    backend, frontend = house.evidence_desk.result(ADIT, analysis.id, 1).verdicts
    chosen = {"name": 1, "version": 2, "licence": 0}

    for wrong in ("", "Rest"):
        with pytest.raises(InputError) as refusal:
            confirm(house, analysis.id, ConfirmedColumns(columns=chosen, list=wrong))
        assert refusal.value.faults[0].type == f"columns_list_{'unknown' if wrong else 'missing'}"
    confirm(house, analysis.id, ConfirmedColumns(columns=chosen, list=frontend.member))
    confirm(house, analysis.id, ConfirmedColumns(columns={"name": 0, "licence": 2}, list=backend.member))
    now = house.evidence_desk.result(ADIT, analysis.id, 3).verdicts
    assert [one.columns and one.columns["confirmed"] for one in now] == [True, True]
    assert [one.columns and one.columns["fields"] for one in now] == [{"name": 0, "licence": 2}, chosen]
    for one in now:
        found = house.evidence_desk.components(ADIT, analysis.id, 3, ComponentQuery(verdict=one.place)).items
        assert {(part.name, part.licence) for part in found} == {("alpha", "MIT")}


def confirm(house: House, number: int, confirmed: ConfirmedColumns) -> None:
    version = house.evidence_desk.open(ADIT, number).analysis.version
    house.analysing.confirm_columns(ADIT, number, version, 1, confirmed)
    assert Runner(house.jobs).work_once()


def archived(lists: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, rows in lists.items():
            archive.writestr(f"{name}.csv", "\n".join(map(";".join, rows)))
    return target.getvalue()


def booked(lists: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    def cells(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], Cell]:
        return {(n, m): Cell(CellKind.TEXT, text) for n, row in enumerate(rows) for m, text in enumerate(row)}

    return write_xlsx(Workbook(tuple(Sheet(name, cells(rows)) for name, rows in lists.items())))


def test_columns_stored_before_lists_were_told_apart_are_of_the_first() -> None:
    assert _lists('{"licence": 1, "name": 0}') == {"": {"name": 0, "licence": 1}}
    assert _lists('{"Blatt": {"licence": 1, "name": 0}}') == {"Blatt": {"name": 0, "licence": 1}}
    assert _lists(None) is None
