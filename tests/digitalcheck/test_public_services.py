"""Lists of Verwaltungsleistungen: what a table means, who imports one, what a search finds. No list ships with us."""

from datetime import UTC, date, datetime

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from digitalcheck.rules.public_services import MOST_SERVICES, MOST_SHOWN, PublicService, services_of_rows
from digitalcheck.rules.service_key import service_key
from digitalcheck.rules.service_words import NO_LIST, service_note, services_sentence
from digitalcheck.services.public_services import NewServices
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from tests.fakes import StoppedClock
from tests.people import actor

DEPARTMENT, DEZERNAT = actor("fachamt"), actor("dezernat")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TABLE = """Erfundener Auszug;;
LeiKa-Schlüssel;Typisierung;Leistungsbezeichnung
99 000 000 000 001;4;Marktstand 100 % anmelden
99000000000002;4;Marktstand abmelden
99000000000003;2/3;Straßenfest_anzeigen
9,9E+13;4;Gerundet
99000000000002;4;Marktstand noch einmal abmelden
;;
99000000000004;4;
"""


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(NOW))


def new(content: str = TABLE, name: str = "Leistungskatalog", dated: date = date(2026, 10, 1)) -> NewServices:
    return NewServices(name=name, dated=dated, content=content.encode(), file="leika.csv")


def test_a_table_is_read_and_every_row_that_is_no_service_is_told() -> None:
    read = services_of_rows([line.split(";") for line in TABLE.splitlines()])

    assert [one.key[-1] for one in read.services] == ["1", "2", "3"]
    assert read.services[0] == PublicService("99000000000001", "Marktstand 100 % anmelden")
    assert read.left_out == (
        (6, "9,9E+13 4 Gerundet"),
        (7, "99000000000002 4 Marktstand noch einmal abmelden"),
        (9, "99000000000004 4"),
    )


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([["Nummer", "Text"], ["99000000000001", "Marktstand"]], "services_columns"),
        ([["LeiKa-ID", "Name"], ["12", "Marktstand"]], "services_empty"),
        ([], "services_columns"),
        (
            [["LeiKa-ID", "Name"], *([f"99{at:012}", "Marktstand"] for at in range(MOST_SERVICES + 1))],
            "services_too_many",
        ),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(rows: list[list[str]], fault: str) -> None:
    with pytest.raises(InputError) as error:
        services_of_rows(rows)

    assert error.value.faults[0].type == fault
    assert "itte" in services_sentence(error.value.faults[0]) or fault == "services_empty"


def test_of_many_rows_that_are_no_service_the_first_are_shown_and_all_counted() -> None:
    rows = [["LeiKa-ID", "Name"], ["99000000000001", "Marktstand"], *([f"x{at}", ""] for at in range(MOST_SHOWN + 5))]
    read = services_of_rows(rows)

    assert (len(read.left_out), read.left_out_count) == (MOST_SHOWN, MOST_SHOWN + 5)


def test_a_key_however_its_digits_are_grouped() -> None:
    assert service_key(" 99 000 000 000 001 ") == "99000000000001"
    assert [service_key(one) for one in ("", "9900000000000", "11000000000001", "99٠00000000001")] == [None] * 4


def test_before_the_first_list_a_check_says_so(house: House) -> None:
    found = house.digital.service_catalogue.search(DEPARTMENT, "markt")
    known = house.digital.service_catalogue.named(DEPARTMENT, "99000000000001")

    assert (found.kept, found.page.total) == (None, 0)
    assert service_note(known.kept, known.service, "99000000000001") == NO_LIST


def test_the_list_imported_last_is_searched_by_words_and_digits(house: House) -> None:
    catalogue = house.digital.service_catalogue
    catalogue.add(DEZERNAT, new(TABLE.replace("Marktstand", "Altes"), dated=date(2026, 1, 1)))
    kept = catalogue.add(DEZERNAT, new()).kept

    def keys(text: str) -> list[str]:
        return [one.key[-1] for one in catalogue.search(DEPARTMENT, text).page.items]

    assert keys("") == ["1", "2", "3"]
    assert keys("STAND anm") == keys("100 %") == keys("99 000 000 000 001") == ["1"]
    assert keys("strassenfest_") == ["3"], "capitals and ß fold, wildcards mean themselves"
    assert (keys("_a"), keys("990"), keys("altes")) == (["3"], ["1", "2", "3"], [])
    assert catalogue.search(DEPARTMENT, "", page=2, size=2).page.items == (
        PublicService("99000000000003", "Straßenfest_anzeigen"),
    )
    for typed, note in (
        ("99000000000002", "Marktstand abmelden (Liste „Leistungskatalog“, Stand 01.10.2026)"),
        ("99000000000009", "Diesen Schlüssel kennt die Liste „Leistungskatalog“, Stand 01.10.2026, nicht."),
        ("Markt", "Wörter oder Ziffern eingeben"),
    ):
        known = catalogue.named(DEPARTMENT, typed)
        assert note in service_note(known.kept, known.service, typed)
        assert known.kept == kept


def test_only_the_city_imports_and_only_under_a_name(house: House) -> None:
    catalogue = house.digital.service_catalogue
    with pytest.raises(AccessDeniedError):
        catalogue.add(DEPARTMENT, new())
    for name in (" ", "x" * 201):
        with pytest.raises(InputError, match="services_name"):
            catalogue.add(DEZERNAT, new(name=name))
