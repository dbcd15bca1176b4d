"""A Tagesordnung is read as it is written, and every line that is no proposal is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from digitalcheck.rules.council.agenda import (
    MOST_CHARACTERS,
    MOST_ENTRIES,
    AgendaEntry,
    AgendaGap,
    agenda_of_rows,
    agenda_of_text,
    by_agenda,
)

PASTED = """Tagesordnung der 41. Sitzung des Magistrats
am 02.12.2026, 9:00 Uhr

1. Genehmigung der Niederschrift
TOP 2: Vorlage Nr. 2026-0417 – Digitales Parkticket
   in der Innenstadt
3.1 Neubau der Kita Nord (2018-273)
3.2) 2026-21/DS-I(A)0456 Haushalt 2026/2027,
zweiter Entwurf
4 Haushalt (2026/2027)
5. 20-V-04-0006
6. Magistratsvorlage 2026 - 0417 noch einmal
7. Vorlage 2026-0417: noch einmal
Verschiedenes
"""


def test_what_was_pasted() -> None:
    agenda = agenda_of_text(PASTED)

    assert agenda.entries == (
        AgendaEntry("2", "2026-0417", "Digitales Parkticket in der Innenstadt"),
        AgendaEntry("3.1", "2018-273", "Neubau der Kita Nord"),
        AgendaEntry("3.2", "2026-21/DS-I(A)0456", "Haushalt 2026/2027, zweiter Entwurf"),
        AgendaEntry("5", "20-V-04-0006", ""),
    )
    assert [(one.place, one.gap) for one in agenda.left_out] == [
        (1, AgendaGap.NO_REFERENCE),
        (4, AgendaGap.NO_REFERENCE),
        (10, AgendaGap.NO_REFERENCE),
        (12, AgendaGap.NO_REFERENCE),
        (13, AgendaGap.TWICE),
    ]
    assert agenda.left_out[0].text == "Tagesordnung der 41. Sitzung des Magistrats am 02.12.2026, 9:00 Uhr"


def test_a_table_with_its_columns_in_any_order() -> None:
    rows = [
        ["Magistrat der Stadt", "", ""],
        ["Betreff", "TOP", "Vorlagen-Nr.", "Fachamt"],
        ["Parken", "1", "2026-0417", "Amt 66"],
        ["", "", ""],
        ["Mitteilungen", "2", "–"],
        ["Kita", "3", " 2026 – 0417 "],
        ["Schule", "4", "M 138"],
    ]
    agenda = agenda_of_rows(rows)

    assert agenda.entries == (AgendaEntry("1", "2026-0417", "Parken", "Amt 66"), AgendaEntry("4", "M 138", "Schule"))
    assert [(one.place, one.text, one.gap) for one in agenda.left_out] == [
        (5, "Mitteilungen 2 –", AgendaGap.NO_REFERENCE),
        (6, "Kita 3 2026 – 0417", AgendaGap.TWICE),
    ]
    assert agenda_of_text("\n".join("\t".join(row) for row in rows)) == agenda


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(InputError) as error:
        agenda_of_rows([["TOP", "Betreff"], ["1", "Parken"]])

    assert error.value.faults[0].type == "agenda_columns"
    assert agenda_of_text("1\t2026-0417\tParken").entries == (AgendaEntry("1", "2026-0417", "Parken"),)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["TOP", "Nummer", "Betreff"], ["3.1", "2026-0417", "Parken"]),
        (["Nr.", "Nummer", "Betreff"], ["3.1", "2026-0417", "Parken"]),
        (["Pos.", "Bezeichnung", "Nr."], ["3.1", "Parken", "2026-0417"]),
    ],
)
def test_a_column_called_number_holds_items_or_proposals(head: list[str], row: list[str]) -> None:
    assert agenda_of_rows([head, row]).entries == (AgendaEntry("3.1", "2026-0417", "Parken"),)
    with pytest.raises(InputError, match="agenda_columns"):
        agenda_of_rows([["Nummer", "Betreff"], ["1", "Parken"]])


def test_numbers_and_proposals_on_lines_of_their_own() -> None:
    agenda = agenda_of_text(
        "Ö 1 Niederschrift\nÖ 2\nDigitales Parkticket\nVorlage: 2026/0417\n"
        "N 3.1\nKita Nord (2018-273)\nVorlage 2026-9 Kita"
    )

    assert agenda.entries == (
        AgendaEntry("2", "2026/0417", "Digitales Parkticket"),
        AgendaEntry("3.1", "2018-273", "Kita Nord"),
        AgendaEntry("", "2026-9", "Kita"),
    )
    assert [one.text for one in agenda.left_out] == ["Ö 1 Niederschrift"]


def test_bounds() -> None:
    with pytest.raises(InputError, match="agenda_too_long"):
        agenda_of_text("x" * (MOST_CHARACTERS + 1))
    many = agenda_of_text("\n".join(f"{number % 900 + 1}. 2026-{number:05}" for number in range(MOST_ENTRIES + 2)))

    assert len(many.entries) == MOST_ENTRIES
    assert [one.gap for one in many.left_out] == [AgendaGap.TOO_MANY] * 2
    assert agenda_of_text("") == agenda_of_text("\n \n")


def test_checks_find_their_place() -> None:
    agenda = agenda_of_text("1. Vorlage 2026-1\n2. Vorlage 2026-2\n3. Vorlage 2026-3")
    places = by_agenda(agenda, [None, "Vorlage Nr. 2026 - 3", "", "2026-1", "2026-1", "2026-9"])

    assert [(entry.reference, place) for entry, place in places] == [("2026-1", 3), ("2026-2", None), ("2026-3", 1)]


@given(st.text(alphabet="0123456789-/(). \nTOPVorlageNr", max_size=200))
def test_no_word_is_lost(text: str) -> None:
    agenda = agenda_of_text(text)

    assert all(entry.reference and any(map(str.isdigit, entry.reference)) for entry in agenda.entries)
    assert bool(text.split()) is bool(agenda.entries or agenda.left_out)
