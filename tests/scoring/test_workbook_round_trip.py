"""A workbook carries an evaluation there and back without losing or changing anything."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from core.cells import Cell, CellKind, CellStyle, Workbook, cell_name
from core.errors import InputError
from scoring.evaluate import evaluate
from scoring.exclusion import SOURCES
from scoring.intake import parse_evaluation
from scoring.methods import METHODS
from scoring.model import Evaluation
from scoring.result import build_result
from scoring.wording import exclusion_ground, fault_sentence
from scoring.workbook import names
from scoring.workbook.build import LONGEST_TEXT, evaluation_workbook, template_workbook
from scoring.workbook.matrix_sheets import EXPECTATION
from scoring.workbook.pen import number_cell
from scoring.workbook.read import parse_evaluation_workbook, read_evaluation_workbook
from scoring.workbook.start import START_METHODS, start_evaluation
from tests.factories import Json, bid, copy_of, criterion, evaluation, exempt, house_rules, method, sample
from tests.killers import changed
from tests.strategies import evaluations
from tests.workbooks import parsed, rich, workbook_of


@given(evaluations())
def test_any_evaluation_comes_back(document: Json) -> None:
    expected = parse_evaluation(document)

    found = read_evaluation_workbook(evaluation_workbook(expected, house_rules()), house_rules())

    assert found == expected


@given(evaluations())
def test_the_digest_stays(document: Json) -> None:
    expected = parse_evaluation(document)
    found = parse_evaluation_workbook(evaluation_workbook(expected, house_rules())).evaluation

    assert outcome(found) == outcome(expected)


def outcome(evaluation: Evaluation) -> object:
    """Return the result, or what is wrong with values that no result has room for."""
    try:
        return build_result(evaluate(evaluation, house_rules()))
    except InputError as error:
        return error.faults


@pytest.mark.parametrize("name", ["preis_linear", "richtwert_einfach"])
def test_every_field_comes_back(name: str) -> None:
    expected = parsed(rich(name))

    assert parse_evaluation_workbook(workbook_of(rich(name))).evaluation == expected


def test_a_workbook_without_the_column_of_expectations_is_read() -> None:
    full = workbook_of(rich())
    sheets = tuple(
        replace(one, cells={at: cell for at, cell in one.cells.items() if at[1] != EXPECTATION})
        if one.name == names.CRITERIA
        else one
        for one in full.sheets
    )

    found = parse_evaluation_workbook(replace(full, sheets=sheets)).evaluation
    assert {node.expectation for _, node in found.matrix.walk()} == {None}
    assert {node.expectation for _, node in parsed(rich()).matrix.walk()} > {None}


def test_a_draft_with_gaps_comes_back() -> None:
    document = {**sample(), "draft": True}
    document["bids"][0]["scores"].pop("Q")
    document["bids"][1].pop("scores")

    assert parse_evaluation_workbook(workbook_of(document)).evaluation == parsed(document)


@pytest.mark.parametrize("criteria", [[], [criterion("A1", kind="A")]])
def test_a_matrix_without_points_comes_back(criteria: list[Json]) -> None:
    answers: Json = {"a_criteria": {each["id"]: True for each in criteria}}
    bids = [bid("A", "100000", **answers), bid("B", "90000", **answers)]
    expected = parsed(exempt(evaluation(bids, "niedrigster_preis", criteria)))

    assert parse_evaluation_workbook(evaluation_workbook(expected, house_rules())).evaluation == expected
    assert template_workbook(expected, house_rules(), start=True).sheets


def test_formulas_need_no_stored_values() -> None:
    workbook = workbook_of(rich())
    dropped = Workbook(
        tuple(
            replace(
                sheet,
                cells={
                    at: cell if cell.formula is None else Cell(CellKind.EMPTY, None, cell.formula)
                    for at, cell in sheet.cells.items()
                },
            )
            for sheet in workbook.sheets
        )
    )

    assert parse_evaluation_workbook(dropped).evaluation == parsed(rich())


@given(evaluations())
def test_the_result_sheet_shows_the_official_ranking(document: Json) -> None:
    expected = parse_evaluation(document)
    result = build_result(evaluate(expected, house_rules()))
    sheet = evaluation_workbook(expected, house_rules()).sheet(names.RESULT)
    assert sheet is not None

    rows = range(names.FIRST_ROW, names.FIRST_ROW + len(expected.bids))
    shown = {sheet.cells[row, 1].value: sheet.cells[row, 0].value for row in rows}

    ranked = {entry["bid"]: Decimal(entry["rank"]) for entry in result["ranking"]}
    assert shown == {bid.id: ranked.get(bid.id, "") for bid in expected.bids}
    for row in rows:
        for entry in result["ranking"]:
            if entry["bid"] == sheet.cells[row, 1].value and entry["leistungspunkte"] is not None:
                points = sheet.cells[row, 8].value
                assert isinstance(points, Decimal)
                assert abs(points - Decimal(entry["leistungspunkte"])) <= Decimal("0.0005000001")


def test_a_template_keeps_matrix_and_prices_and_leaves_points_open() -> None:
    expected = parsed(rich())
    workbook = template_workbook(expected, house_rules(), evaluators=("Cem",))

    with pytest.raises(InputError) as refusal:
        parse_evaluation_workbook(workbook)

    assert {fault.type for fault in refusal.value.faults} == {"a_criterion_unanswered", "score_missing"}
    assert [sheet.name for sheet in workbook.sheets] == [
        "Hinweise",
        "Vergabe",
        "Kriterien",
        "Erfüllungsgrade",
        "Angebote",
        "Preisblatt",
        "A-Kriterien",
        "Einzelwertung 1",
        "Einzelwertung 2",
        "Einzelwertung 3",
        "Konsenswertung",
        "Ergebnis",
    ]
    evaluators = [workbook.sheets[at].cells[names.NAME_ROW, names.NAME_COLUMN].value for at in (7, 8, 9)]
    assert evaluators == ["Ada", "Ben", "Cem"]


def test_missing_points_of_several_evaluators_are_placed_on_the_sheet_of_the_consensus() -> None:
    workbook = template_workbook(parsed(sample()), house_rules(), evaluators=("Ada", "Ben", "Cem"))

    with pytest.raises(InputError) as refusal:
        parse_evaluation_workbook(workbook)

    assert [(fault.type, fault.pointer) for fault in refusal.value.faults] == [
        ("score_missing", f"Konsenswertung!{cell}") for cell in ("G6", "L6", "G7", "L7")
    ]


@pytest.mark.parametrize("name", START_METHODS)
def test_the_start_matrix_is_lawful_and_comes_back(name: str) -> None:
    start = start_evaluation(name)
    workbook = template_workbook(start, house_rules(), start=True)

    assert read_evaluation_workbook(workbook, house_rules(), bids_required=False) == start


def test_spare_rows_and_bids_are_read_when_they_are_filled_in() -> None:
    workbook = template_workbook(start_evaluation("richtwert_einfach"), house_rules(), start=True)
    sheet = workbook.sheet(names.CRITERIA)
    assert sheet is not None
    [spare] = [at for at, cell in sheet.cells.items() if at[1] == 0 and cell.value == "F3"]
    for column, value in ((2, "Neue Anforderung"), (4, Decimal(0))):
        kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
        workbook = changed(workbook, names.CRITERIA, (spare[0], column), Cell(kind, value))
    workbook = changed(workbook, names.BIDS, (names.FIRST_ROW + 2, 1), Cell(CellKind.TEXT, "Neuer Bieter"))

    with pytest.raises(InputError) as refusal:
        parse_evaluation_workbook(workbook)

    faults = {(fault.pointer, fault.type) for fault in refusal.value.faults}
    assert ("Angebote!C8", "format_missing") in faults, "the third place for a bid is in use and lacks its price"
    price = Cell(CellKind.NUMBER, Decimal(5))
    draft = changed(workbook, names.BIDS, (names.FIRST_ROW + 2, 2), price)
    draft = changed(draft, names.HEAD, _row_of(draft, "Entwurf"), Cell(CellKind.TEXT, "ja"))
    found = parse_evaluation_workbook(draft).evaluation
    assert [bid.id for bid in found.bids] == ["Angebot-3"]
    assert [child.title for child in found.matrix.main_groups[0].children][-1] == "Neue Anforderung"


def _row_of(workbook: Workbook, label: str) -> tuple[int, int]:
    sheet = workbook.sheet(names.HEAD)
    assert sheet is not None
    [row] = [row for (row, column), cell in sheet.cells.items() if column == 0 and cell.value == label]
    return row, 1


def test_a_public_matrix_is_locked_and_a_private_one_is_not() -> None:
    private = copy_of(rich())
    private["procedure"]["published"] = False

    for document, locked in ((rich(), True), (private, False)):
        sheet = workbook_of(document).sheet(names.CRITERIA)
        assert sheet is not None
        styles = {style for (row, _), style in sheet.layout.styles.items() if row >= names.FIRST_ROW}
        assert any(style.is_input for style in styles) is not locked
        assert sheet.layout.styles[names.FIRST_ROW, 0] in {CellStyle.FIXED, CellStyle.GROUP}, (
            "numbers are always locked"
        )


@pytest.mark.parametrize("value", ["123456789012.123456789", "0.123456789", "-1", "999999999999", "0"])
def test_a_number_never_loses_a_digit(value: str) -> None:
    document = copy_of(sample())
    document["procedure"]["estimated_value_net_eur"] = value if float(value) > 0 else "1"

    assert parse_evaluation_workbook(workbook_of(document)).evaluation == parsed(document)
    cell = number_cell(Decimal(value))
    assert cell.kind is CellKind.TEXT or float(str(cell.value)) == float(value)


def test_a_fraction_that_is_no_decimal_is_written_as_text() -> None:
    assert number_cell(Fraction(1, 3)) == Cell(CellKind.TEXT, "1/3")


@pytest.mark.parametrize("text", ["x" * (LONGEST_TEXT + 1), "a\x00b", "a\x1bb", "\ufffe"])
def test_a_text_that_no_cell_can_hold_is_named(text: str) -> None:
    document = copy_of(sample())
    document["bids"][0]["scores"]["Q"]["reason"] = text

    with pytest.raises(InputError) as refusal:
        workbook_of(document)

    assert [(fault.type, fault.pointer) for fault in refusal.value.faults] == [("workbook_text", "Wertung!H6")]
    assert fault_sentence(refusal.value.faults[0]) == (
        "Der Text passt nicht in eine Arbeitsmappe: höchstens 32767 Zeichen, keine Steuerzeichen."
    )


@pytest.mark.parametrize("text", ["x" * LONGEST_TEXT, "a\tb", "a\nb", "\ud7ff", "\ue000", "\ufffd", "~"])
def test_any_other_text_fits(text: str) -> None:
    document = copy_of(sample())
    document["bids"][0]["scores"]["Q"]["reason"] = text

    assert parse_evaluation_workbook(workbook_of(document)).evaluation == parsed(document)


@pytest.mark.parametrize("half", [0xD800, 0xDFFF])
def test_half_a_character_fits_into_no_cell(half: int) -> None:
    evaluation_ = parsed(sample())
    procedure = evaluation_.procedure.model_copy(update={"title": chr(half)})

    with pytest.raises(InputError) as refusal:
        evaluation_workbook(evaluation_.model_copy(update={"procedure": procedure}), house_rules())

    assert [fault.type for fault in refusal.value.faults] == ["workbook_text"]


def test_of_very_many_texts_a_hundred_are_named() -> None:
    criteria = [criterion("O", "10", role="open_source"), *(criterion(f"Q{n}", "0.9") for n in range(100))]
    for one in criteria:
        one["title"] = "\x00"

    with pytest.raises(InputError) as refusal:
        workbook_of(evaluation([], criteria=criteria))

    faults = refusal.value.faults
    assert {fault.type for fault in faults} == {"workbook_text"}
    assert (len(faults), refusal.value.omitted) == (100, 1)


def test_line_ends_become_those_of_a_spreadsheet() -> None:
    document = copy_of(sample())
    document["bids"][0]["scores"]["Q"]["reason"] = "a\r\nb\rc"

    found = parse_evaluation_workbook(workbook_of(document)).evaluation

    assert found.bids[0].scores["Q"].reason == "a\nb\nc"


def test_what_is_too_large_for_a_workbook_is_refused() -> None:
    bids = [
        {"id": str(n), "tenderer": "x", "price_gross_eur": "1", "scores": {"Q": {"points": "1"}}} for n in range(200)
    ]
    criteria = [{"id": f"I{n}", "title": "x", "kind": "A"} for n in range(400)]
    document = {**evaluation(bids, criteria=[*sample()["matrix"]["criteria"], *criteria]), "draft": True}
    for one in document["bids"]:
        one["a_criteria"] = {node["id"]: {"met": True, "reason": "x", "source": "y"} for node in criteria}

    with pytest.raises(InputError) as refusal:
        workbook_of(document)

    assert "workbook_too_large" in {fault.type for fault in refusal.value.faults}


def test_what_is_far_too_large_is_refused_before_a_cell_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """What people typed fills 2 · (2 points + 2 reasons) cells."""
    monkeypatch.setattr("scoring.workbook.build.MAXIMUM_CELLS", 7)
    monkeypatch.setattr("scoring.workbook.build.guide_sheet", None)

    with pytest.raises(InputError) as refusal:
        workbook_of(sample())

    assert [(fault.type, fault.pointer) for fault in refusal.value.faults] == [("workbook_too_large", "")]
    assert fault_sentence(refusal.value.faults[0]) == (
        "Die Wertung ist für eine Arbeitsmappe zu groß (höchstens 7 gefüllte Zellen). Bitte als JSON bearbeiten."
    )


def test_what_fits_as_typed_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """2 answers, and for each of two bids 2 points, 2 reasons and a place; all that, but nothing more, is allowed."""
    document = copy_of(sample())
    document["matrix"]["criteria"].append(criterion("A1", kind="A"))
    for one in document["bids"]:
        one["a_criteria"] = {"A1": True}
        one["scores"]["Q"]["source"] = "S. 3"
    monkeypatch.setattr("scoring.workbook.build.guide_sheet", None)

    for limit, refused in ((11, InputError), (12, TypeError)):
        monkeypatch.setattr("scoring.workbook.build.MAXIMUM_CELLS", limit)
        with pytest.raises(refused):
            workbook_of(document)


def test_as_many_cells_and_columns_fit_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = workbook_of(sample()).sheets
    cells = sum(len(sheet.cells) for sheet in sheets)
    columns = 1 + max(column for sheet in sheets for _, column in sheet.cells)
    for name, limit in (("MAXIMUM_CELLS", cells), ("MAXIMUM_COLUMNS", columns)):
        with monkeypatch.context() as patch:
            patch.setattr(f"scoring.workbook.build.{name}", limit)
            assert workbook_of(sample()).sheets == sheets
            patch.setattr(f"scoring.workbook.build.{name}", limit - 1)
            with pytest.raises(InputError) as refusal:
                workbook_of(sample())
        assert [fault.type for fault in refusal.value.faults] == ["workbook_too_large"]
        assert refusal.value.omitted == 0


def test_every_method_has_its_formula() -> None:
    for name in METHODS:
        sheet = workbook_of(sample(name)).sheet(names.RESULT)
        assert sheet is not None
        for column in (0, 12):
            assert sheet.cells[names.FIRST_ROW, column].formula, cell_name(names.FIRST_ROW, column)


@pytest.mark.parametrize("group", ["Preis", "Leistungspunkte", "höhere"])
def test_a_main_group_may_be_called_like_a_decision_criterion(group: str) -> None:
    criteria = [criterion(group, "90"), criterion("O", "10", role="open_source")]
    bids = [bid("A", "5", {group: "3", "O": "1"})]
    for chosen in (group, "price", "leistungspunkte"):
        document = evaluation(bids, method("richtwert_erweitert", decision_criterion=chosen), criteria)
        assert parse_evaluation_workbook(workbook_of(document)).evaluation == parsed(document)


def test_no_formula_is_longer_or_deeper_than_a_spreadsheet_takes() -> None:
    criteria = [criterion("O", "10", role="open_source"), *(criterion(f"G{n}", "0.9") for n in range(100))]
    points = {"O": "1"} | {f"G{n}": "1" for n in range(100)}
    document = evaluation([bid("A", "5", points)], method("richtwert_erweitert", decision_criterion="G99"), criteria)

    for sheet in workbook_of(document).sheets:
        for position, cell in sheet.cells.items():
            formula = cell.formula or ""
            assert len(formula) < 8_192, sheet.place(*position)
            assert max(formula[: at + 1].count("(") - formula[:at].count(")") for at in range(len(formula) or 1)) < 60


def test_every_known_exclusion_code_has_its_german_words_beside_the_table() -> None:
    sheet = workbook_of(rich()).sheet(names.BIDS)
    assert sheet is not None
    beside = " · ".join(str(cell.value) for (row, _), cell in sheet.cells.items() if row < names.HEADER_ROW)

    for code in SOURCES:
        if not code.startswith(("a_criterion", "minimum_")):
            assert f"{code} = {exclusion_ground(code)}" in beside
    assert any("über der Tabelle" in rule.message for rule in sheet.layout.rules)
