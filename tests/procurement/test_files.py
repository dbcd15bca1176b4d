"""Files in and out through the services, on both databases: preview, take over, export, start, verify, try weights."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from core.cells import Workbook
from core.errors import InputError
from core.package import pack, unpack
from infra.database import Database
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.reading import read_workbook
from infra.spreadsheet.xlsx_writer import write_xlsx
from procurement.errors import (
    EvaluationAlreadyStoredError,
    EvaluationNotFoundError,
    MatrixPublishedError,
    PreviewChangedError,
    ResultDiffersError,
    StabilityWithheldError,
)
from procurement.exports import sheet_of
from procurement.redrawing import redrawing
from procurement.services import ExportKind, Preview, Services, WorkbookKind
from scoring.bundle.findings import Paper
from scoring.bundle.manifest import OWN_FILES, SCORE_SHEET
from scoring.result import build_result, digest_of
from scoring.wording import fault_sentence
from scoring.workbook.read import parse_evaluation_workbook
from tests.bundles import resigned
from tests.documents import as_bytes, demo, with_head
from tests.factories import Json, outcome_of
from tests.fakes import StoppedClock
from tests.hostile_documents import DOCUMENTS
from tests.pdf_reader import Reader
from tests.people import OFFICER, OPERATOR
from tests.workbooks import rich, workbook_of

SLUG = "vg-2026-031-preis-quotient"
STARTS = {
    ExportKind.SHEET: b"%PDF-",
    ExportKind.NOTE: b"%PDF-",
    ExportKind.XLSX: b"PK",
    ExportKind.ODS: b"PK",
    ExportKind.BUNDLE: b"PK",
    ExportKind.RESULT: b"{",
}


def taken_over(services: Services, preview: Preview) -> str:
    return services.take_over(OFFICER, preview.document.encode(), preview.digest).summary.slug


# --- preview and take over ---


def test_a_preview_shows_the_result_and_stores_nothing(services: Services) -> None:
    preview = services.preview(OFFICER, as_bytes(demo()))

    assert preview.result["winner"] == "A"
    assert "robustness" not in preview.result
    assert json.loads(preview.document) == demo()
    assert preview.stored is None
    assert services.list_evaluations(OFFICER).total == 0


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_a_workbook_is_taken_over_as_its_preview_said(services: Services, write: Callable[[Workbook], bytes]) -> None:
    preview = services.preview(OFFICER, write(workbook_of(rich())))
    slug = taken_over(services, preview)
    stored = services.get_evaluation(OFFICER, slug)

    assert (stored.document, stored.summary.document_digest) == (preview.document, preview.digest)
    assert services.get_result(OFFICER, slug)["digest"] == preview.result["digest"]


def test_a_workbook_and_its_json_are_one_evaluation(services: Services) -> None:
    services.store_evaluation(OFFICER, as_bytes(demo()))
    workbook = services.export(OFFICER, SLUG, ExportKind.ODS).data
    preview = services.preview(OFFICER, workbook)

    assert preview.result["digest"] == services.get_result(OFFICER, SLUG)["digest"]
    assert preview.stored is not None
    assert preview.stored.slug == SLUG


def test_the_same_document_is_known_and_taking_it_over_again_changes_nothing(
    services: Services, clock: StoppedClock
) -> None:
    first = services.preview(OFFICER, as_bytes(demo()))
    slug = taken_over(services, first)
    clock.moment = datetime(2026, 12, 1, tzinfo=UTC)
    again = services.preview(OFFICER, json.dumps(demo(), indent=2).encode())

    assert again.stored == services.get_evaluation(OFFICER, slug).summary
    assert again.stored.document_digest == again.digest == first.digest
    assert taken_over(services, again) == slug
    assert services.list_evaluations(OFFICER).total == 1


def test_another_document_does_not_take_the_place(services: Services) -> None:
    stored = services.store_evaluation(OFFICER, as_bytes(demo()))
    preview = services.preview(OFFICER, with_head(title="Anders"))

    assert preview.stored == stored.summary
    assert preview.digest != stored.summary.document_digest
    with pytest.raises(EvaluationAlreadyStoredError):
        taken_over(services, preview)
    assert services.get_evaluation(OFFICER, SLUG) == stored


@pytest.mark.parametrize(
    "change", [lambda data: data.replace(b"214200", b"1"), lambda _: b"", lambda data: data + b" "]
)
def test_what_the_preview_did_not_show_is_not_stored(services: Services, change: Callable[[bytes], bytes]) -> None:
    preview = services.preview(OFFICER, as_bytes(demo()))
    with pytest.raises(PreviewChangedError):
        services.take_over(OFFICER, change(preview.document.encode()), preview.digest)
    assert services.list_evaluations(OFFICER).total == 0


@pytest.mark.parametrize("name", ["100,000 lists deep", "duplicate key", "invalid UTF-8", "300,000 bids"])
def test_nothing_is_stored_of_a_killer_document(services: Services, name: str) -> None:
    data, reason = DOCUMENTS[name]
    for call in (services.preview, services.store_evaluation, services.score_document, services.probe_matrix):
        with pytest.raises(InputError) as refusal:
            call(OFFICER, data)
        assert refusal.value.faults[0].type == reason
    assert services.list_evaluations(OFFICER).total == 0


def test_text_that_postgresql_cannot_hold_is_previewed_and_taken_over(services: Services) -> None:
    slug = taken_over(services, services.preview(OFFICER, with_head(title="Eins\0Zwei", reference="N\0UL")))

    assert (
        services.preview(OFFICER, with_head(title="Eins\0Zwei", reference="N\0UL")).stored
        == services.get_evaluation(OFFICER, slug).summary
    )


# --- export ---


@pytest.mark.parametrize("kind", ExportKind)
def test_every_kind_of_file_is_made_from_what_is_stored(services: Services, kind: ExportKind) -> None:
    services.load_demo(OPERATOR)
    file = services.export(OFFICER, SLUG, kind)

    assert file.name == f"{SLUG}-{kind.value}"
    assert file.data.startswith(STARTS[kind])
    assert file.media_type.startswith("application/")
    assert services.export(OFFICER, SLUG, kind) == file, "the same input gives the same bytes"


def test_the_files_tell_the_stored_result(services: Services) -> None:
    services.load_demo(OPERATOR)
    result = json.loads(services.export(OFFICER, SLUG, ExportKind.RESULT).data)
    workbook = read_workbook(services.export(OFFICER, SLUG, ExportKind.XLSX).data)
    sheet = Reader(services.export(OFFICER, SLUG, ExportKind.SHEET).data).texts()

    assert result["digest"] == digest_of(result) == services.get_evaluation(OFFICER, SLUG).summary.result_digest
    assert "robustness" not in result
    assert parse_evaluation_workbook(workbook).evaluation.procedure.reference == "VG-2026-031"
    assert any(result["digest"] in line for line in sheet)


def test_a_score_sheet_that_nobody_could_read_is_refused(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    services.load_demo(OPERATOR)
    with_sheet = services.export(OFFICER, SLUG, ExportKind.BUNDLE)
    monkeypatch.setattr("procurement.paper_length.MOST_ENTRIES", 3)
    without = services.export(OFFICER, SLUG, ExportKind.BUNDLE)

    with pytest.raises(InputError) as refusal:
        services.export(OFFICER, SLUG, ExportKind.SHEET)
    [sentence] = map(fault_sentence, refusal.value.faults)
    assert sentence.startswith("Die Wertungsübersicht würde zu lang: höchstens 3 Punkte und Antworten.")
    assert SCORE_SHEET not in unpack(without.data)
    assert services.verify_bundle(OFFICER, without.data).holds
    assert not services.verify_bundle(OFFICER, with_sheet.data).holds, "this program adds none to such a bundle"


def test_a_draft_is_preliminary_in_its_files_and_has_no_note(services: Services) -> None:
    slug = services.store_evaluation(OFFICER, as_bytes(demo() | {"draft": True})).summary.slug
    bundle = services.export(OFFICER, slug, ExportKind.BUNDLE)

    assert bundle.name == f"vorlaeufig-{slug}-pruefpaket.zip"
    assert json.loads(unpack(bundle.data)["manifest.json"])["preliminary"] is True
    assert services.verify_bundle(OFFICER, bundle.data).holds
    with pytest.raises(StabilityWithheldError):
        services.export(OFFICER, slug, ExportKind.NOTE)


def test_no_paper_is_made_of_a_result_that_was_changed_in_the_database(services: Services, database: Database) -> None:
    services.load_demo(OPERATOR)
    changed = json.dumps(services.get_result(OFFICER, SLUG) | {"digest": "sha256:" + "0" * 64})
    with database.maintain() as session:
        session.execute(
            text("UPDATE procurement_evaluation SET result = :result WHERE slug = :slug"),
            {"result": changed, "slug": SLUG},
        )

    for kind in ExportKind:
        with pytest.raises(ResultDiffersError):
            services.export(OFFICER, SLUG, kind)


def test_what_is_not_stored_is_not_exported(services: Services) -> None:
    with pytest.raises(EvaluationNotFoundError):
        services.export(OFFICER, "nichts", ExportKind.SHEET)


# --- empty workbook ---


@pytest.mark.parametrize("kind", WorkbookKind)
@pytest.mark.parametrize("evaluators", [1, 3])
def test_an_empty_workbook_is_read_back(services: Services, kind: WorkbookKind, evaluators: int) -> None:
    file = services.empty_workbook(OFFICER, "richtwert_einfach", evaluators, kind)
    workbook = read_workbook(file.data)

    assert file.name == f"arbeitsmappe-richtwert-einfach.{kind.value}"
    single = sum(sheet.name.startswith("Einzelwertung") for sheet in workbook.sheets)
    assert single == (evaluators if evaluators > 1 else 0)
    read = parse_evaluation_workbook(workbook, bids_required=False).evaluation
    assert (read.matrix.method.name, read.bids) == ("richtwert_einfach", ())
    with pytest.raises(InputError):
        services.preview(OFFICER, file.data)


@pytest.mark.parametrize(
    ("method", "evaluators"), [("min_max", 1), ("", 1), ("preis_quotient", 0), ("preis_quotient", 11)]
)
def test_other_workbooks_are_not_offered(services: Services, method: str, evaluators: int) -> None:
    with pytest.raises(ValueError, match=str(evaluators)):
        services.empty_workbook(OFFICER, method, evaluators, WorkbookKind.XLSX)


# --- verify ---


def test_a_bundle_of_a_stored_evaluation_holds_and_any_change_is_found(services: Services) -> None:
    services.load_demo(OPERATOR)
    data = services.export(OFFICER, SLUG, ExportKind.BUNDLE).data
    found = services.verify_bundle(OFFICER, data)
    files = unpack(data)
    cheaper = pack({**files, "evaluation.json": files["evaluation.json"].replace(b"214200", b"114200", 1)})

    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == [*OWN_FILES, "wertungsuebersicht.pdf"]
    assert found.holds
    assert found.result is not None
    assert found.result["digest"] == services.get_result(OFFICER, SLUG)["digest"]
    assert {"checksum", "differs"} <= {one.type for one in services.verify_bundle(OFFICER, cheaper).findings}
    for at in range(0, len(data), len(data) // 12):
        flipped = bytearray(data)
        flipped[at] ^= 1
        try:
            assert not services.verify_bundle(OFFICER, bytes(flipped)).holds, at
        except InputError as refusal:
            assert refusal.faults  # noqa: PT017 - refusing the file is an answer, too


def test_an_exchanged_score_sheet_is_found_although_all_checksums_fit(services: Services) -> None:
    services.load_demo(OPERATOR)
    data = services.export(OFFICER, SLUG, ExportKind.BUNDLE).data
    other = services.export(OFFICER, "vg-2026-031-richtwert-erweitert", ExportKind.SHEET).data
    found = services.verify_bundle(OFFICER, data)
    forged = services.verify_bundle(OFFICER, resigned({**unpack(data), SCORE_SHEET: other}))

    assert found.papers == [Paper("LIESMICH.txt", redrawn=True), Paper(SCORE_SHEET, redrawn=True)]
    assert [(one.type, one.file) for one in forged.findings] == [("exchanged", SCORE_SHEET)]


def test_the_paper_of_a_large_evaluation_is_not_drawn_while_somebody_waits() -> None:
    outcome = outcome_of(demo())
    result = build_result(outcome)

    assert redrawing(most_characters=1000).draw(SCORE_SHEET, outcome, result) is None
    assert redrawing().draw(SCORE_SHEET, outcome, result) == sheet_of(outcome, result)
    assert redrawing().draw("anlage.pdf", outcome, result) is None


def test_a_bundle_holds_with_its_own_numbers_after_the_day_has_passed(services: Services, clock: StoppedClock) -> None:
    services.load_demo(OPERATOR)
    data = services.export(OFFICER, SLUG, ExportKind.BUNDLE).data
    clock.moment = datetime(2031, 1, 1, tzinfo=UTC)

    assert services.export(OFFICER, SLUG, ExportKind.BUNDLE).data == data, "the numbers of the day of storing count"
    assert services.verify_bundle(OFFICER, data).holds


def test_what_is_no_bundle_is_refused(services: Services) -> None:
    for data, reason in ((b"", "file_empty"), (as_bytes(demo()), "bundle_unknown"), (b"PK", "bundle_unknown")):
        with pytest.raises(InputError) as refusal:
            services.verify_bundle(OFFICER, data)
        assert refusal.value.faults[0].type == reason


# --- try weights ---


def weighted(**weights: str) -> Json:
    return {"F": "26", "U": "10", "S": "8", "O": "10", "D": "6", "price": "40"} | weights


def test_other_weights_are_tried_and_stored_nowhere(services: Services) -> None:
    stored = services.store_evaluation(OFFICER, as_bytes(demo()))
    trial = services.try_weights(OFFICER, SLUG, weighted(F="1", U="2", S="1", D="1", price="85"))

    assert trial.outcome is not None
    assert trial.outcome.winner is not None
    assert trial.outcome.winner.id == "B"
    same = services.try_weights(OFFICER, SLUG, weighted()).outcome
    assert same is not None
    assert same.winner is not None
    assert same.winner.id == "A"
    assert services.get_evaluation(OFFICER, SLUG) == stored


def test_weights_that_do_not_sum_to_100_are_refused(services: Services) -> None:
    services.store_evaluation(OFFICER, as_bytes(demo()))
    with pytest.raises(InputError) as refusal:
        services.try_weights(OFFICER, SLUG, weighted(F="27"))
    assert refusal.value.faults[0].properties["sum"] == "101"


def test_a_rule_is_a_finding_of_the_trial(services: Services) -> None:
    services.store_evaluation(OFFICER, as_bytes(demo()))
    probe = services.try_weights(OFFICER, SLUG, weighted(O="4", D="12")).probe

    assert any(finding["type"] == "open_source_too_low" for finding in probe["findings"])


def test_weights_of_a_draft_do_not_rank(services: Services) -> None:
    slug = services.store_evaluation(OFFICER, as_bytes(demo() | {"draft": True})).summary.slug

    assert services.try_weights(OFFICER, slug, weighted()).outcome is None


def published() -> dict[str, Any]:
    document = demo()
    document["procedure"]["published"] = True
    return document


def test_published_weights_stand(services: Services) -> None:
    slug = services.store_evaluation(OFFICER, as_bytes(published())).summary.slug
    with pytest.raises(MatrixPublishedError):
        services.try_weights(OFFICER, slug, weighted())
    with pytest.raises(EvaluationNotFoundError):
        services.try_weights(OFFICER, "nichts", weighted())


@pytest.mark.parametrize("kind", [ExportKind.XLSX, ExportKind.ODS])
def test_an_exported_workbook_is_known_when_it_comes_back(services: Services, kind: ExportKind) -> None:
    services.load_demo(OPERATOR)
    preview = services.preview(OFFICER, services.export(OFFICER, SLUG, kind).data)

    assert preview.is_stored
    assert services.take_over(OFFICER, preview.document.encode(), preview.digest).summary.slug == SLUG
    assert services.list_evaluations(OFFICER).total == 2
