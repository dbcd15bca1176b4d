"""What a council system says of a proposal, whatever of it is missing, doubled or written otherwise."""

import hashlib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from digitalcheck.rules.answers import Head
from digitalcheck.rules.council.annex import CouncilPublication, SeenAnnex, annexes_of, publication
from digitalcheck.rules.council.coverage import CoverageRow, coverage
from digitalcheck.rules.council.head import HeadDifference, HeadNote, Stop, filled_head, head_of
from digitalcheck.rules.council.objects import CouncilPaper
from digitalcheck.rules.council.reading import meeting_of, organization_of, paper_of
from digitalcheck.rules.council.register import (
    CouncilRegister,
    meeting_for,
    papers_with,
    parse_register,
    reference_key,
    taken_in,
)
from tests.council import SHEET, SYSTEM, current, rubin

SHA = hashlib.sha512(SHEET).hexdigest()


def register_of(answers: Mapping[str, Any]) -> CouncilRegister:
    """Take in every list of the invented system, page by page."""
    register = CouncilRegister(system=SYSTEM)
    for kind in ("organization", "meeting", "paper"):
        for path, value in answers.items():
            if f"/{kind}" in path:
                register = taken_in(register, kind, value if isinstance(value, list) else value["data"])
    return register


def only(register: CouncilRegister, reference: str) -> CouncilPaper:
    (found,) = papers_with(register, reference)
    return found


def test_the_head_of_a_rubin_paper_with_its_committees() -> None:
    """The consultation names a meeting that is not there; the place on the agenda leads to the right one."""
    register = register_of(rubin())
    paper = only(register, "2026-0003")
    found = head_of(register, paper)

    assert (
        meeting_for(register, paper.consultations[0]) == register.meetings["http://rat.example.org/oparl/meeting/ni_3"]
    )
    assert found.fields() == {
        "vorlagen_nr": "2026-0003",
        "titel": "Vorlage über 3",
        "amt": "Amt für Mobilität",
        "gremienlauf": [{"gremium": "Haupt- und Finanzausschuss", "datum": "2026-12-02"}],
    }, "half past eleven at night in UTC is the next day in Germany"
    assert found.notes == ()


def test_the_head_of_a_current_paper() -> None:
    register = register_of(current())
    found = head_of(register, only(register, "2026-0417"))

    assert found.titel == "Digitales Parkticket", "the later copy of an object counts"
    assert found.gremienlauf == (Stop("Magistrat", date(2026, 10, 20)),), "named by the meeting alone"
    assert list(register.papers) == ["https://rat.example.org/v1/paper/1"], "a deleted paper is gone"


def test_a_found_head_is_one_that_a_check_takes() -> None:
    way = [{"organization": [f"o{number % 7}"], "meeting": f"m{number}"} for number in range(9)]
    paper = paper_of({"id": "p", "reference": "x" * 99, "name": "Wort " * 60, "consultation": [*way, {}, *way]})
    assert paper is not None
    organizations = [{"id": f"o{number}", "name": "Ausschuss " * 40 + str(number)} for number in range(7)]
    meetings = [{"id": f"m{number}", "start": f"2026-12-{20 - number:02}"} for number in range(8)]
    register = taken_in(CouncilRegister(system=SYSTEM), "organization", organizations)
    register = taken_in(register, "meeting", meetings)
    found = head_of(register, paper)
    named = filled_head({"dezernat": "Dezernat IV", "amt": "Amt 60"}, found.fields())[0]

    assert Head.model_validate(named).titel == "Wort " * 28 + "Wort…"
    assert [one.datum.day if one.datum else 0 for one in found.gremienlauf] == [13, 14, 15, 16, 17, 18]
    assert found.notes == (HeadNote.TITLE_SHORTENED, HeadNote.COMMITTEE_UNKNOWN, HeadNote.MORE_COMMITTEES)


def test_what_was_typed_stays_and_a_difference_is_told() -> None:
    register = register_of(rubin())
    found = head_of(register, only(register, "2026-0001"))
    typed = {"vorlagen_nr": "2026-0001", "titel": "Parken", "dezernat": "IV", "amt": "", "gremienlauf": []}
    head, differences = filled_head(typed, found.fields())

    assert head == {**typed, "amt": "Amt für Mobilität", "gremienlauf": found.fields()["gremienlauf"]}
    assert differences == (HeadDifference("titel", "Parken", "Vorlage über 1"),)
    assert typed["amt"] == "", "the head given is left as it is"


def test_an_office_without_name_is_told() -> None:
    paper = paper_of({"id": "p", "underDirectionOf": ["o"]})
    assert paper is not None
    assert head_of(CouncilRegister(system=SYSTEM), paper).notes == (HeadNote.OFFICE_UNKNOWN,)
    assert head_of(CouncilRegister(system=SYSTEM), paper).fields() == {}


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("2026-0417", " 2026 – 0417 ", True),
        ("DS-I(A)0456", "ds-i(a)0456", True),
        ("Vorlage Nr. 2018-273", "2018-273", True),
        ("Magistratsvorlage 2018-273", "Vorlagen-Nr.: 2018-273", True),
        ("２０２６/１", "2026/1", True),
        ("2026-0417", "2026-417", False),
        ("2026-0417", "2026/0417", False),
        ("M 138", "138", False),
    ],
)
def test_numbers_are_compared_as_people_read_them(one: str, other: str, equal: bool) -> None:  # noqa: FBT001 - a table
    assert (reference_key(one) == reference_key(other)) is equal


def test_a_number_used_again_gives_the_newest_first_and_none_gives_none() -> None:
    papers = [{"id": str(day), "reference": "1/26", "date": f"2026-01-{day:02}"} for day in (3, 9, 5)]
    register = taken_in(
        CouncilRegister(system=SYSTEM), "paper", [*papers, {"id": "x", "reference": "1/26"}, {"id": "y"}]
    )

    assert [one.id for one in papers_with(register, "1/26")] == ["9", "5", "3", "x"]
    assert papers_with(register, " Vorlage Nr. ") == ()


@pytest.mark.parametrize(
    "name", ["Digital-Check", "Anlage 3: DIGITALCHECK (öffentlich)", "digital_check.pdf", "Ｄigital–Check"]
)
def test_an_annex_is_found_by_its_name(name: str) -> None:
    for field in ("name", "fileName"):
        paper = paper_of({"id": "p", "auxiliaryFile": [{"id": "f", field: name}, {"id": "g", field: "Check"}]})
        assert paper is not None
        assert [one.id for one in annexes_of(paper)] == ["f"]


def test_publication_compares_bytes_before_what_is_stated() -> None:
    (stated,) = annexes_of(only(register_of(current(SHA)), "2026-0417"))
    (silent,) = annexes_of(only(register_of(current()), "2026-0417"))
    other = "0" * 128

    assert stated.sha512 == SHA
    assert publication([], {SHA}) is CouncilPublication.NICHT_GEFUNDEN
    assert publication([SeenAnnex(silent)], {SHA}) is CouncilPublication.UNVERGLICHEN
    assert publication([SeenAnnex(stated)], {SHA}) is CouncilPublication.VEROEFFENTLICHT
    assert publication([SeenAnnex(stated, other)], {SHA}) is CouncilPublication.ABWEICHEND
    assert publication([SeenAnnex(stated, other), SeenAnnex(silent, SHA)], {SHA}) is CouncilPublication.VEROEFFENTLICHT
    assert publication([SeenAnnex(stated)], set()) is CouncilPublication.ABWEICHEND


def test_nothing_stated_never_equals_nothing_issued() -> None:
    (silent,) = annexes_of(only(register_of(current()), "2026-0417"))

    assert publication([SeenAnnex(silent)], {""}) is CouncilPublication.UNVERGLICHEN


def test_the_share_over_time() -> None:
    register = register_of(rubin(5))
    undated = taken_in(
        register, "paper", [{"id": "u", "paperType": "MAGISTRATSVORLAGE"}, {"id": "a", "paperType": "Antrag"}]
    )

    assert coverage(register.papers.values(), [" magistratsvorlage "]) == (
        CoverageRow("2026-Q1", 3, 2),
        CoverageRow("2026-Q2", 2, 1),
    )
    assert coverage(undated.papers.values(), ["Magistratsvorlage"])[-1] == CoverageRow("", 1, 0)
    assert CoverageRow("2026-Q1", 3, 2).share == Fraction(2, 3)
    assert coverage(register.papers.values(), []) == ()


def test_a_register_is_read_back_as_it_was_written() -> None:
    register = register_of(rubin()).model_copy(update={"cursor": {"lists": [1]}, "name": "Musterstadt"})
    written = register.model_dump(mode="json")

    assert parse_register(written) == register
    assert "wird nicht behalten" not in str(written), "no full text is kept"
    wrong: object
    for wrong in ([], {**written, "format": "pruefstand/council/2"}, {**written, "more": 1}):
        with pytest.raises(InputError):
            parse_register(wrong)


def test_what_is_missing_or_unseen() -> None:
    assert organization_of({"id": "o", "shortName": "HFA\u202e\n", "name": ""}) is not None
    assert organization_of({"id": "o", "shortName": "HFA\u202e\n"}).name == "HFA"  # type: ignore[union-attr]  # it is one
    assert organization_of({"id": "o"}) is None
    assert organization_of({"name": "HFA"}) is None
    assert meeting_of({"id": "m", "cancelled": True}) is None
    assert meeting_of({"id": "m", "start": "gestern"}) is not None
    assert paper_of({"id": "https://rat.example.org/\n1"}) is None


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["2026-01-31", SHA, "https://x/1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "organization"]), inner),
    max_leaves=6,
)
NAMES = ("id", "type", "name", "reference", "date", "start", "paperType", "consultation", "auxiliaryFile", "agendaItem")


@given(st.dictionaries(st.sampled_from([*NAMES, "deleted", "underDirectionOf", "organization", "shortName"]), values))
def test_whatever_a_system_says_is_read_or_left_out(raw: dict[str, Any]) -> None:
    register = CouncilRegister(system=SYSTEM)
    for kind in ("organization", "meeting", "paper"):
        register = taken_in(register, kind, [raw])
    for paper in register.papers.values():
        head_of(register, paper)
        annexes_of(paper)

    assert parse_register(register.model_dump(mode="json")) == register
