"""Files that go out beside the papers: workbooks and bundles. Loaded only when one is asked for."""

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.cells import Workbook
from core.errors import Fault, InputError
from infra.files import write_atomically
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx
from scoring.bundle.make import make_bundle
from scoring.evaluate import Outcome
from scoring.workbook.build import evaluation_workbook

_NO_FILES: Mapping[str, bytes] = {}


def evaluation_files(outcome: Outcome, *, xlsx: Path | None, ods: Path | None) -> dict[Path, bytes]:
    """Return the workbook of an evaluation in the formats that have a target.

    Raises:
        InputError: The evaluation does not fit into a workbook.
    """
    wanted = xlsx is not None or ods is not None
    return workbook_files(evaluation_workbook(outcome.evaluation, outcome.rules), xlsx=xlsx, ods=ods) if wanted else {}


def workbook_files(workbook: Workbook, *, xlsx: Path | None, ods: Path | None) -> dict[Path, bytes]:
    """Return the content of a workbook by target."""
    files = {}
    if xlsx is not None:
        files[xlsx] = write_xlsx(workbook)
    if ods is not None:
        files[ods] = write_ods(workbook)
    return files


def bundle_of(outcome: Outcome, further: Mapping[str, bytes] = _NO_FILES) -> bytes:
    """Return the bundle of an outcome, with further papers by name."""
    return make_bundle(outcome, program_version(), further)


def program_version() -> str:
    """Return name and version of this program."""
    try:
        return f"pruefstand {version('pruefstand')}"
    except PackageNotFoundError:
        return "pruefstand"


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files that have all been made.

    Raises:
        InputError: A file cannot be written.
    """
    for target, content in files.items():
        try:
            write_atomically(target, content)
        except OSError as error:
            raise InputError([Fault("file_unwritable", "", properties={"file": str(target)})]) from error
