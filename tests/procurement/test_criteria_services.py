"""Catalogues of criteria in the database: versions that never change, search, rights, the line in the audit log."""

import json

import pytest
from sqlmodel import select

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from infra.audit.tables import AuditRow
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from infra.policy.model import NOBODY
from procurement.errors import CatalogueNotFoundError, CatalogueVersionTakenError, PlaceNotFoundError
from procurement.rules.criteria.model import EntrySummary
from scoring.model import CriterionKind
from tests.documents import as_bytes, catalogue
from tests.people import OFFICER, actor

EVALUATOR = actor("wertung")


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database)


def lines(house: House) -> list[str]:
    with house.transactions.database.read(DEMO_CITY) as session:
        found = session.exec(select(AuditRow).where(AuditRow.event == "criteria-imported")).all()
        return [line.body for line in found]


def test_a_version_is_stored_once_and_leaves_one_line(house: House) -> None:
    first = house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    again = house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))

    assert first == again
    assert [first.digest in body for body in lines(house)] == [True]


@pytest.mark.parametrize("version", [1, 2])
def test_versions_never_change_and_only_rise(house: House, version: int) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue(version=2)))

    with pytest.raises(CatalogueVersionTakenError):
        house.criteria.import_catalogue(OFFICER, as_bytes(catalogue(version=version, word="Anders")))
    assert house.criteria.open(OFFICER, "probe").catalogue.title == "Katalog Wort"
    assert len(lines(house)) == 1


def test_an_export_imported_elsewhere_is_the_same(house: House) -> None:
    stored = house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    file = house.criteria.export(OFFICER, "probe", 1)

    assert house.criteria.preview(OFFICER, file.data).is_stored
    assert house.criteria.import_catalogue(OFFICER, file.data) == stored
    assert json.loads(file.data)["entries"][0]["id"] == "O1"


def test_the_search_sees_the_newest_version_only(house: House) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue(word="Birne")))
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue(version=2, word="Gurke")))

    assert house.criteria.search(OFFICER, "birne").total == 0
    assert [one.entry for one in house.criteria.search(OFFICER, "LIZENZ gurke").items] == ["O1"]
    assert house.criteria.search(OFFICER, "", CriterionKind.A_KRITERIUM).total == 1
    assert [one.number for one in house.criteria.versions(OFFICER, "probe")] == [2, 1]
    assert house.criteria.open(OFFICER, "probe", 1).catalogue.title == "Katalog Birne"


def test_pages_and_walks_hold_every_criterion_once(house: House) -> None:
    house.criteria.load_shipped(OFFICER)
    whole = house.criteria.search(OFFICER, "", size=1000)
    paged = [one for page in range(1, 8) for one in house.criteria.search(OFFICER, "", page=page, size=7).items]
    walked: list[EntrySummary] = []
    after = None
    while found := house.criteria.walk(OFFICER, "", None, after=after, size=7):
        walked += found
        after = found[-1].id

    assert paged == walked == list(whole.items)
    assert len({one.entry for one in walked}) == whole.total
    with pytest.raises(PlaceNotFoundError):
        house.criteria.walk(OFFICER, "", None, after=10**6, size=1)


@pytest.mark.parametrize("text", ["%", "_", "\\", "\0", "a" * 200, "' OR 1=1 --"])
def test_hostile_words_find_nothing(house: House, text: str) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))

    assert house.criteria.search(OFFICER, f"x{text}x").total == 0


def test_texts_with_nul_and_formulas_come_back_as_they_were(house: House) -> None:
    document = catalogue(word='=HYPERLINK("x")\0\U0001f600')
    house.criteria.import_catalogue(OFFICER, as_bytes(document))

    assert house.criteria.open(OFFICER, "probe").catalogue.title == document["title"]
    assert house.criteria.search(OFFICER, "hyperlink").total == 5


def test_who_may_what(house: House) -> None:
    with pytest.raises(AccessDeniedError):
        house.criteria.import_catalogue(EVALUATOR, as_bytes(catalogue()))
    with pytest.raises(AccessDeniedError):
        house.criteria.search(NOBODY, "")
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    assert house.criteria.search(EVALUATOR, "").total == 5


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"format": "pruefstand/criteria/1"}', b"[" * 100_000])
def test_what_is_no_catalogue_is_refused(house: House, data: bytes) -> None:
    with pytest.raises(InputError):
        house.criteria.import_catalogue(OFFICER, data)
    assert house.criteria.catalogues(OFFICER) == ()


@pytest.mark.parametrize(("name", "number"), [("gurke", None), ("probe", 9), ("probe", 0), ("../x", 1), ("x" * 300, 1)])
def test_what_is_not_there_is_not_found(house: House, name: str, number: int | None) -> None:
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    with pytest.raises(CatalogueNotFoundError):
        house.criteria.open(OFFICER, name, number)
