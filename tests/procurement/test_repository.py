from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import IntegrityError

from infra.database import Database
from infra.identity.demo import DEMO_CITY
from procurement.repository import EvaluationRepository
from procurement.tables import EvaluationRow

DIGEST = "sha256:" + "0" * 64


def row(number: int = 1, **changes: object) -> dict[str, Any]:
    return {
        "city_id": DEMO_CITY,
        "slug": f"vg-{number}",
        "reference": f"VG-{number}",
        "lot": "",
        "title": "Fachverfahren",
        "method": "festpreis",
        "state": "final",
        "tenderers": 3,
        "stored_at": datetime(2026, 11, 21, tzinfo=UTC),
        "search_text": f"vg-{number} fachverfahren",
        "document_digest": DIGEST,
        "result_digest": DIGEST,
        "document": "{}",
        "result": "{}",
    } | changes


@contextmanager
def statements(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """Record every SELECT that reaches the database."""
    seen: list[tuple[str, Any]] = []

    def record(_c: object, _cursor: object, statement: str, parameters: object, _x: object, _many: bool) -> None:  # noqa: FBT001 - SQLAlchemy's signature
        if statement.startswith("SELECT") and "FROM" in statement:
            seen.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", record)
    yield seen
    event.remove(database.engine, "before_cursor_execute", record)


@pytest.fixture
def ten_thousand(database: Database) -> Database:
    with database.write(DEMO_CITY) as session:
        session.execute(insert(EvaluationRow), [row(number) for number in range(10_000)])
    return database


def test_the_database_pages_ten_thousand_rows(ten_thousand: Database) -> None:
    with statements(ten_thousand) as seen, ten_thousand.read(DEMO_CITY) as session:
        page = EvaluationRepository(session).page("", None, page=400, size=25)
    assert (page.total, page.pages) == (10_000, 400)
    assert [item.reference for item in page.items] == [f"VG-{number}" for number in range(24, -1, -1)]
    counting, listing = seen
    assert "count(*)" in counting[0]
    assert "LIMIT" in listing[0]
    assert "OFFSET" in listing[0]
    columns = listing[0].partition("FROM")[0]
    assert "document_digest" in columns
    assert "procurement_evaluation.document," not in columns
    assert "procurement_evaluation.result\n" not in columns + "\n"


def test_the_database_filters_ten_thousand_rows(ten_thousand: Database) -> None:
    with statements(ten_thousand) as seen, ten_thousand.read(DEMO_CITY) as session:
        page = EvaluationRepository(session).page("vg-999", None, page=1, size=5)
    assert page.total == 11
    assert [item.reference for item in page.items] == ["VG-9999", "VG-9998", "VG-9997", "VG-9996", "VG-9995"]
    assert len(seen) == 2
    assert all("LIKE" in statement for statement, _ in seen)


def test_a_page_past_the_end_is_empty(ten_thousand: Database) -> None:
    with ten_thousand.read(DEMO_CITY) as session:
        page = EvaluationRepository(session).page("", None, page=1_000_000, size=100)
    assert page.items == ()
    assert page.total == 10_000


def test_an_empty_list_has_one_page(database: Database) -> None:
    with database.read(DEMO_CITY) as session:
        assert EvaluationRepository(session).page("", None, page=1, size=25).pages == 1


@pytest.fixture
def one_row(database: Database) -> Database:
    with database.write(DEMO_CITY) as session:
        session.execute(insert(EvaluationRow), [row()])
    return database


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "published"),
        ("slug", ""),
        ("reference", ""),
        ("method", ""),
        ("tenderers", 0),
        ("document_digest", "sha256:short"),
        ("result_digest", ""),
        ("title", None),
    ],
)
def test_the_database_itself_refuses_nonsense(one_row: Database, column: str, value: object) -> None:
    change = text(f"UPDATE procurement_evaluation SET {column} = :value")  # noqa: S608 - names from the list above
    with pytest.raises(IntegrityError), one_row.write(DEMO_CITY) as session:
        session.execute(change, {"value": value})


@pytest.mark.parametrize("second", [row(slug="other"), row(reference="other")])
def test_the_database_itself_keeps_names_unique(one_row: Database, second: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), one_row.write(DEMO_CITY) as session:
        session.execute(insert(EvaluationRow), [second])
