"""Files about requests."""

from capacity.model import RoundMinutes
from capacity.papers.minutes import minutes_paper
from core.cells import Workbook
from infra.pdf import render
from infra.spreadsheet.csv_writer import write_csv
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx


def minutes_of(minutes: RoundMinutes, digest: str) -> bytes:
    """Return the minutes of a round as PDF."""
    return render(minutes_paper(minutes, digest))


def table_of(workbook: Workbook, kind: str) -> bytes:
    """Return a workbook of one sheet as ``xlsx``, ``ods`` or ``csv``."""
    if kind == "csv":
        return write_csv(workbook.sheets[0])
    return write_ods(workbook) if kind == "ods" else write_xlsx(workbook)
