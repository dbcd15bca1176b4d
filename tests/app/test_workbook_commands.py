"""``template``, ``score`` with workbooks and bundles, and ``verify``, as somebody at a terminal meets them."""

import io
import json
import math
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from app.cli import main
from core.cells import Cell, CellKind, Workbook
from core.package import unpack
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.reading import read_workbook
from infra.spreadsheet.xlsx_writer import write_xlsx
from procurement.exports import bundle_of
from scoring.bundle.make import make_bundle
from scoring.bundle.manifest import README, SCORE_SHEET
from scoring.evaluate import evaluate
from scoring.intake import parse_evaluation
from scoring.methods import METHODS
from scoring.model import Evaluation
from scoring.result import build_result
from scoring.workbook import names
from scoring.workbook.build import evaluation_workbook, template_workbook
from scoring.workbook.read import parse_evaluation_workbook
from scoring.workbook.start import START_METHODS
from tests.bundles import resigned
from tests.factories import (
    DAY,
    Json,
    as_bytes,
    bid,
    copy_of,
    criterion,
    evaluation,
    house_rules,
    method,
    result_of,
    sample,
    score,
)
from tests.killers import REFUSED, macro_type
from tests.libreoffice import Convert
from tests.strategies import evaluations
from tests.workbooks import edited, fill_in, parsed, put, rich, workbook_of

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "procurement" / "data" / "demo" / "videoberatung.richtwert-erweitert.json"
AT = ["--date", DAY.isoformat()]
WRITERS = {"xlsx": write_xlsx, "ods": write_ods}


def digest(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["score", *arguments, "--json", *AT]) == 0, capsys.readouterr().err
    return str(json.loads(capsys.readouterr().out)["digest"])


def demo_workbook() -> Workbook:
    return evaluation_workbook(demo(), house_rules())


def demo() -> Evaluation:
    return parsed(json.loads(DEMO.read_text()))


def dropped(workbook: Workbook) -> Workbook:
    """Return a workbook whose formulas have no values yet: whoever opens it has to compute."""
    return Workbook(
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


# --- template ---


@pytest.mark.parametrize("method", START_METHODS)
def test_a_start_template_can_be_examined_at_once(
    method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    xlsx, ods = str(tmp_path / "start.xlsx"), str(tmp_path / "start.ods")

    assert main(["template", "--xlsx", xlsx, "--ods", ods, "--method", method, "--evaluators", "2"]) == 0
    for file in (xlsx, ods):
        assert main(["probe", file, "--json", *AT]) == 0
    assert capsys.readouterr().err == ""


def test_a_filled_in_template_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mappe.xlsx"
    file.write_bytes(b"filled in")

    assert main(["template", "--xlsx", str(file)]) == 2
    assert file.read_bytes() == b"filled in"
    assert "--force" in capsys.readouterr().err
    assert main(["template", "--xlsx", str(file), "--force"]) == 0
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "--xlsx"),
        (["--xlsx", "x.xlsx", "--evaluators", "51"], "--evaluators: „51“ ist keine ganze Zahl von 1 bis 50"),
        (["--xlsx", "x.xlsx", "--evaluators", "0"], "„0“ ist keine ganze Zahl"),
        (["--xlsx", "x.xlsx", "--evaluators", "2.5"], "„2.5“ ist keine ganze Zahl"),
        (["--xlsx", "x.xlsx", "--evaluators=-1"], "„-1“ ist keine ganze Zahl"),
        (["--xlsx", "x.xlsx", "--evaluators", ","], "„,“ ist keine ganze Zahl"),
        (["--xlsx", "x.xlsx", "--evaluators", "Ada,,Ben"], "fehlt zwischen zwei Kommas"),
        (["--xlsx", "x.xlsx", "--evaluators", "Ada, ada"], "„ada“ steht mehrfach da"),
        (["--xlsx", "x.xlsx", "--evaluators", ",".join(f"P{n}" for n in range(51))], "Es sind 51 Namen"),
        ([str(DEMO), "--xlsx", "x.xlsx", "--method", "festpreis"], "--method gilt nur für die Startmatrix"),
        (["--xlsx", "x.ods", "--ods", "./x.ods"], "sind dieselbe Datei"),
        (["--xlsx", "x.xlsx", "--method", "min_max"], "--method"),
        (["fehlt.json", "--xlsx", "x.xlsx"], "gibt es nicht"),
        (["--xlsx", "kein/ordner/x.xlsx"], "nicht schreiben"),
    ],
)
def test_a_template_that_cannot_be_made(
    arguments: list[str], word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = main(["template", *arguments])
    except SystemExit as left:
        code = int(left.code or 0)

    assert code == 2
    assert word in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--xlsx", "--ods", "--pdf", "--note", "--bundle"])
def test_an_output_never_replaces_the_input(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, link = tmp_path / "wertung.xlsx", tmp_path / "verweis.xlsx"
    file.write_bytes(write_xlsx(demo_workbook()))
    link.symlink_to(file)
    before = file.read_bytes()

    for source, target in ((file, file), (file, tmp_path / "x" / ".." / "wertung.xlsx"), (link, file), (file, link)):
        assert main(["score", str(source), option, str(target), *AT]) == 2
        assert "wird nie ersetzt" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["verweis.xlsx", "wertung.xlsx"]


def test_a_template_never_replaces_what_it_is_made_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "matrix.xlsx"
    file.write_bytes(before := write_xlsx(demo_workbook()))

    assert main(["template", str(file), "--xlsx", str(file), "--force"]) == 2
    assert "wird nie ersetzt" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize("others", [("--pdf", "a", "--note", "./a"), ("--pdf", "a", "--bundle", "a.json")])
def test_two_outputs_are_never_one_file(
    others: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["score", str(DEMO), *others, *AT]) == 2
    assert "sind dieselbe Datei" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_output_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "wertung.ods"
    file.write_bytes(b"of yesterday")

    assert main(["score", str(DEMO), "--ods", str(file), *AT]) == 0
    assert file.read_bytes().startswith(b"PK")


# --- there and back ---


@pytest.mark.parametrize("extension", WRITERS)
def test_the_result_of_a_workbook_is_that_of_its_json(
    extension: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"wertung.{extension}"
    expected = digest(capsys, str(DEMO))

    assert digest(capsys, str(DEMO), f"--{extension}", str(file)) == expected
    assert digest(capsys, str(file)) == expected


@pytest.mark.parametrize("evaluators", [(), ("Ada", "Ben")])
def test_a_template_filled_in_by_a_script_gives_the_same_digest(
    evaluators: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(DEMO.read_text())
    for one in document["bids"] if evaluators else ():
        scores = one.pop("scores")
        one |= {"evaluations": [{"evaluator": who, "scores": scores} for who in evaluators], "consensus": scores}
    source, template, filled = tmp_path / "w.json", tmp_path / "leer.xlsx", tmp_path / "voll.xlsx"
    source.write_bytes(as_bytes(document))
    arguments = ["--evaluators", ",".join(evaluators)] if evaluators else []

    assert main(["template", str(source), "--xlsx", str(template), *arguments]) == 0
    assert main(["score", str(template), *AT]) == 2, "nobody has scored yet"
    filled.write_bytes(fill_in(template.read_bytes(), workbook_of(document)))

    assert digest(capsys, str(filled)) == digest(capsys, str(source))


def test_faults_are_told_with_their_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def spoil(book: Any) -> None:  # noqa: ANN401 - openpyxl's workbook
        book[names.SCORES]["G7"].value = "=4+4"
        book[names.CRITERIA]["E9"].value = "sehr viel"
        book[names.SCORES].row_dimensions[8].hidden = True
        book[names.BIDS].merge_cells("B6:B7")

    file = tmp_path / "wertung.xlsx"
    file.write_bytes(edited(demo_workbook(), spoil))

    assert main(["score", str(file), *AT]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    for place in ("Kriterien!E9:", "Angebote!B6:", "Wertung!G7:", "Wertung!A8:"):
        assert f"  {place} " in err
    assert main(["score", str(file), "--json", *AT]) == 2
    assert "Wertung!G7" in [fault["pointer"] for fault in json.loads(capsys.readouterr().out)["faults"]]


def test_a_missing_reason_is_forbidden_at_its_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wertung.xlsx"
    file.write_bytes(edited(demo_workbook(), lambda book: put(book, names.SCORES, (6, 7), None)))

    assert main(["score", str(file), *AT]) == 3
    assert "Wertung!H7:" in capsys.readouterr().err


def test_a_rule_speaks_in_cells_in_the_probe_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wertung.xlsx"
    file.write_bytes(edited(workbook_of(sample()), lambda book: put(book, names.CRITERIA, (6, 10), "nein")))

    assert main(["probe", str(file), *AT]) == 3
    assert "Kriterien!E3:" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["zip bomb", "external link", "old office", "cut off", "billion laughs", "far cell"])
def test_a_killer_file_leaves_with_exit_code_2(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mappe.xlsx"
    file.write_bytes(REFUSED[name][0])

    assert main(["score", str(file), *AT]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2
    assert "Traceback" not in err


def test_a_workbook_with_macros_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mappe.xlsm"
    file.write_bytes(macro_type())

    assert main(["score", str(file), *AT]) == 2
    assert "Makros" in capsys.readouterr().err


def test_100000_formatted_rows_at_the_end_do_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def lengthen(book: Any) -> None:  # noqa: ANN401 - openpyxl's workbook
        for row in range(50, 100_050):
            book[names.SCORES].row_dimensions[row].height = 12

    file = tmp_path / "wertung.xlsx"
    file.write_bytes(edited(demo_workbook(), lengthen))

    assert digest(capsys, str(file)) == digest(capsys, str(DEMO))


def test_a_formula_in_a_name_is_a_text_for_excel(tmp_path: Path) -> None:
    document = copy_of(sample())
    document["bids"][0]["tenderer"] = '=HYPERLINK("http://192.0.2.1","Klick")'
    source, file = tmp_path / "w.json", tmp_path / "w.xlsx"
    source.write_bytes(as_bytes(document))

    assert main(["score", str(source), "--xlsx", str(file), *AT]) == 0
    cell = openpyxl.load_workbook(file)[names.BIDS]["B6"]
    assert (cell.data_type, cell.value, cell.number_format) == ("s", document["bids"][0]["tenderer"], "@")


# --- bundles ---


def test_a_bundle_is_recomputed_offline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "paket.zip"
    expected = digest(capsys, str(DEMO), "--bundle", str(file))

    assert main(["verify", str(file)]) == 0
    assert expected in capsys.readouterr().out
    assert main(["verify", str(file), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["verified"], report["digest"], report["findings"]) == (True, expected, [])
    assert report["manifest"]["day"] == DAY.isoformat()


def bundle_with_sheet() -> bytes:
    outcome = evaluate(demo(), house_rules())
    return bundle_of(outcome)


def test_the_paper_in_a_bundle_is_drawn_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, forged = tmp_path / "gut.zip", tmp_path / "ausgetauscht.zip"
    good.write_bytes(bundle_with_sheet())
    forged.write_bytes(resigned({**unpack(bundle_with_sheet()), SCORE_SHEET: b"%PDF-1.7 Zuschlag an B"}))

    assert main(["verify", str(good)]) == 0
    assert f"Neu erzeugt und Byte für Byte gleich: {README}, {SCORE_SHEET}." in capsys.readouterr().out
    assert main(["verify", str(good), "--json"]) == 0
    papers = [{"name": name, "redrawn": True} for name in (README, SCORE_SHEET)]
    assert json.loads(capsys.readouterr().out)["papers"] == papers
    assert main(["verify", str(forged)]) == 4
    assert f"{SCORE_SHEET}: Die Datei wurde ausgetauscht" in capsys.readouterr().out


def test_every_report_on_a_bundle_keeps_its_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "verification"]) == 0
    schema = Draft202012Validator(json.loads(capsys.readouterr().out))
    good = bundle_with_sheet()
    for data in (good, good[:-1], resigned({**unpack(good), SCORE_SHEET: b"%PDF-1.7 Zuschlag an B"})):
        file = tmp_path / "paket.zip"
        file.write_bytes(data)
        assert main(["verify", str(file), "--json"]) in {0, 4}
        schema.validate(json.loads(capsys.readouterr().out))


def test_verifying_a_bundle_without_papers_loads_nothing_that_draws(tmp_path: Path) -> None:
    file = tmp_path / "paket.zip"
    file.write_bytes(make_bundle(evaluate(demo(), house_rules()), "pruefstand 0.0.9"))
    code = (
        "import sys; from app.cli import main; main(['verify', sys.argv[1]]);"
        "never = ('reportlab', 'pikepdf', 'infra.pdf', 'procurement.papers', 'procurement.exports', 'xlsxwriter');"
        "print([name for name in sys.modules if name.startswith(never)], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(file)], cwd=ROOT, check=True, capture_output=True, text=True)

    assert run.stderr == "[]\n"


def test_a_changed_bundle_leaves_with_exit_code_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "paket.zip"
    main(["score", str(DEMO), "--bundle", str(file), *AT])
    data = file.read_bytes()
    file.write_bytes(data.replace(b'"points":"8"', b'"points":"9"', 1))
    capsys.readouterr()

    assert main(["verify", str(file)]) == 4
    assert "Stimmt nicht" in capsys.readouterr().out
    assert main(["verify", str(file), "--json"]) == 4
    report = json.loads(capsys.readouterr().out)
    assert not report["verified"]
    assert all(finding["text"].endswith(".") for finding in report["findings"])


def test_a_draft_says_so_in_all_its_papers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, bundle, xlsx = (tmp_path / name for name in ("w.json", "w.zip", "w.xlsx"))
    source.write_bytes(as_bytes({**sample(), "draft": True}))

    assert main(["score", str(source), "--bundle", str(bundle), "--xlsx", str(xlsx), *AT]) == 0
    assert main(["verify", str(bundle)]) == 0
    assert "VORLÄUFIG" in capsys.readouterr().out
    book = openpyxl.load_workbook(xlsx)
    assert book[names.RESULT]["A1"].value.startswith("VORLÄUFIG")
    assert book[names.GUIDE]["A2"].value.startswith("VORLÄUFIG")


@pytest.mark.parametrize(
    ("content", "text"), [(b"", "Die Datei ist leer"), (b"{}", "kein Prüfpaket"), (b"Text", "kein Prüfpaket")]
)
def test_what_is_no_bundle_leaves_with_exit_code_2(
    content: bytes, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "paket.zip"
    file.write_bytes(content)

    assert main(["verify", str(file)]) == 2
    assert text in capsys.readouterr().err


def test_a_target_that_cannot_be_written_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(DEMO), "--bundle", str(tmp_path / "fehlt" / "p.zip"), *AT]) == 2
    assert "nicht schreiben" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_scoring_json_loads_nothing_of_workbooks_and_bundles() -> None:
    code = (
        "import sys; from app.cli import main; main(['score', sys.argv[1]]);"
        "never = ('infra.spreadsheet', 'infra.inspect', 'scoring.workbook', 'scoring.bundle', 'xlsxwriter');"
        "told_apart_by = {'infra.spreadsheet', 'infra.spreadsheet.magic'};"
        "print([name for name in sys.modules if name.startswith(never) and name not in told_apart_by], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(DEMO)], cwd=ROOT, check=True, capture_output=True, text=True)

    assert run.stderr == "[]\n"


# --- LibreOffice ---


def ranking(workbook: Workbook) -> dict[object, object]:
    """Return what the sheet of results shows: rank by bid, empty where there is none."""
    sheet = workbook.sheet(names.RESULT)
    assert sheet is not None
    rows = [row for row, column in sheet.cells if column == 1 and row >= names.FIRST_ROW]
    ranks = {sheet.cells[row, 1].value: sheet.cells.get((row, 0)) for row in rows}
    return {bid: cell.value if cell is not None and cell.value is not None else "" for bid, cell in ranks.items()}


def office_results(convert: Convert, workbooks: list[Workbook]) -> list[Workbook]:
    """Let LibreOffice compute workbooks whose formulas have no values, half of them from each format."""
    saved: dict[int, bytes] = {}
    for source, target, start in (("xlsx", "ods", 0), ("ods", "xlsx", 1)):
        chosen = range(start, len(workbooks), 2)
        contents = [WRITERS[source](dropped(workbooks[at])) for at in chosen]
        saved |= zip(chosen, convert(contents, source, target), strict=True)
    return [read_workbook(saved[at]) for at in range(len(workbooks))]


def test_libreoffice_computes_every_cell_as_the_service_did(libreoffice: Convert) -> None:
    documents = [rich(name) for name in ("preis_linear", "richtwert_einfach")] + [json.loads(DEMO.read_text())] * 2
    workbooks = [workbook_of(document) for document in documents]

    for expected, computed in zip(workbooks, office_results(libreoffice, workbooks), strict=True):
        for sheet in expected.sheets:
            found = computed.sheet(sheet.name)
            assert found is not None
            for at, cell in sheet.cells.items():
                assert_same(sheet.place(*at), cell, found.cells.get(at))


def assert_same(place: str, expected: Cell, computed: Cell | None) -> None:
    """Compare two cells; numbers may differ by the noise of binary numbers."""
    value = computed.value if computed is not None and computed.value is not None else ""
    if isinstance(expected.value, str) or expected.value is None or isinstance(value, str):
        assert value == (expected.value or ""), place
    else:
        assert math.isclose(float(value), float(expected.value), rel_tol=1e-11, abs_tol=1e-13), place


@pytest.mark.long
def test_libreoffice_ranks_as_the_service_does_by_every_method(libreoffice: Convert) -> None:
    """Evaluations of all methods, computed by LibreOffice alone, and read back from what it saved."""
    documents = [sample(name) for name in METHODS] + [with_idle_group()] + some_evaluations(40)
    workbooks = [workbook_of(document) for document in documents]

    for document, computed in zip(documents, office_results(libreoffice, workbooks), strict=True):
        result = result_of(document)
        ranked = {entry["bid"]: entry["rank"] for entry in result["ranking"]}
        assert ranking(computed) == {bid["id"]: ranked.get(bid["id"], "") for bid in document["bids"]}, document[
            "matrix"
        ]
        assert parse_evaluation_workbook(computed).evaluation == parse_evaluation(document)


def test_libreoffice_ranks_what_differs_by_a_cent_or_a_hair(libreoffice: Convert) -> None:
    """Differences far below nine decimals of the value that ranks decide in the file as they do in the service."""
    documents = [*close_prices(), close_points(), close_to_the_minimum()]
    workbooks = [workbook_of(document) for document in documents]

    for document, expected, computed in zip(documents, workbooks, office_results(libreoffice, workbooks), strict=True):
        ranked = {entry["bid"]: entry["rank"] for entry in result_of(document)["ranking"]}
        assert ranking(computed) == {bid["id"]: ranked.get(bid["id"], "") for bid in document["bids"]}
        assert len(set(ranked.values())) == len(ranked), "each case has a clear order"
        for sheet in expected.sheets:
            found = computed.sheet(sheet.name)
            assert found is not None
            for at, cell in sheet.cells.items():
                assert_same(sheet.place(*at), cell, found.cells.get(at))


def close_prices() -> Iterator[Json]:
    """Yield, by every method that compares prices, three bids of equal points and one cent between their prices."""
    for name in METHODS:
        document = sample(name)
        if name == "festpreis":
            continue
        if name == "gewichtet_referenzwert":
            document["matrix"]["method"] |= {"reference_price_eur": "20000000"}
        if name == "preis_festbereich":
            document["matrix"]["method"] |= {"best_price_eur": "10000000", "worst_price_eur": "30000000"}
        if name.startswith("preis_"):
            document["matrix"]["method"] |= {"rounding": None}
        if name.startswith("richtwert_"):
            document["matrix"]["method"] |= {"display_factor": 1000}
        first = document["bids"][0]
        prices = ("20000000.01", "20000000", "19999999.99")
        document["bids"] = [
            {**copy_of(first), "id": each, "price_gross_eur": price} for each, price in zip("ABC", prices, strict=True)
        ]
        yield document


def close_points() -> Json:
    """Return two bids whose Leistungspunkte, which decide in the band, differ in the tenth decimal only."""
    criteria = [criterion("Q", "89.999999999"), criterion("R", "0.000000001"), criterion("O", "10", role="open_source")]
    bids = [bid("A", "5", {"Q": "8", "R": "3", "O": "1"}), bid("B", "5", {"Q": "8", "R": "4", "O": "1"})]
    return evaluation(bids, method("richtwert_erweitert", decision_criterion="leistungspunkte"), criteria)


def close_to_the_minimum() -> Json:
    """Return a bid whose mean in a group lies below the group's minimum by less than nine decimals show."""
    parts = [criterion("G1", "33.333333333"), criterion("G2", "33.333333333"), criterion("G3", "33.333333334")]
    criteria = [
        criterion("G", "90", children=parts, minimum_points="4.666666667"),
        criterion("O", "10", role="open_source"),
    ]
    points = {"A": ("5", "5", "4"), "B": ("5", "4", "5"), "C": ("5", "5", "5")}
    return evaluation(
        [
            bid(each, "5", dict(zip(("G1", "G2", "G3", "O"), (*given, "1"), strict=True)))
            for each, given in points.items()
        ],
        criteria=criteria,
    )


def with_idle_group() -> Json:
    """Return an evaluation with a minimum in a group whose weight is 0: its mean comes from the weights inside it."""
    document = copy_of(sample())
    document["matrix"]["criteria"].append(
        criterion("N", "0", minimum_points="7", children=[criterion("N1", "50"), criterion("N2", "50")])
    )
    for one, points in zip(document["bids"], ("6", "9"), strict=True):
        one["scores"] |= {"N1": score(points), "N2": score("8")}
    return document


def some_evaluations(count: int) -> list[Json]:
    found: list[Json] = []

    @settings(max_examples=count, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(evaluations())
    def collect(document: Json) -> None:
        found.append(document)

    collect()
    return found


@pytest.mark.parametrize(("source", "target"), [("xlsx", "xlsx"), ("ods", "ods"), ("xlsx", "ods")])
def test_a_template_filled_in_and_saved_by_libreoffice_gives_the_same_digest(
    libreoffice: Convert,
    source: str,
    target: str,
) -> None:
    template = write_xlsx(template_workbook(demo(), house_rules()))
    filled = fill_in(template, demo_workbook())
    if source == "ods":
        [filled] = libreoffice([filled], "xlsx", "ods")

    [saved] = libreoffice([filled], source, target)

    expected = build_result(evaluate(demo(), house_rules()))
    found = parse_evaluation_workbook(read_workbook(saved)).evaluation
    assert build_result(evaluate(found, house_rules()))["digest"] == expected["digest"]
    assert ranking(read_workbook(saved)) == {
        **{entry["bid"]: entry["rank"] for entry in expected["ranking"]},
        **{entry["bid"]: "" for entry in expected["excluded"]},
    }


def test_excel_sees_the_values_before_it_computes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(demo_workbook())), data_only=True)

    assert [book[names.RESULT].cell(row, 1).value for row in range(6, 11)] == [2, 3, 1, None, None]
