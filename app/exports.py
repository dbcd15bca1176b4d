"""The files that an outcome goes out as: workbook and bundle."""

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx
from scoring.bundle.make import make_bundle
from scoring.evaluate import Outcome
from scoring.workbook.build import evaluation_workbook

_NO_FILES: Mapping[str, bytes] = {}


def xlsx_of(outcome: Outcome) -> bytes:
    """Return the evaluation as XLSX."""
    return write_xlsx(evaluation_workbook(outcome.evaluation, outcome.rules))


def ods_of(outcome: Outcome) -> bytes:
    """Return the evaluation as ODS."""
    return write_ods(evaluation_workbook(outcome.evaluation, outcome.rules))


def bundle_of(outcome: Outcome, further: Mapping[str, bytes] = _NO_FILES) -> bytes:
    """Return the bundle, with further papers by name."""
    return make_bundle(outcome, program_version(), further)


def program_version() -> str:
    """Return name and version of this program."""
    try:
        return f"pruefstand {version('pruefstand')}"
    except PackageNotFoundError:
        return "pruefstand"
