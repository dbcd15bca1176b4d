"""Requests and figures as tables to take away, for whoever may read them."""

from dataclasses import dataclass
from enum import StrEnum

from capacity.model import RequestQuery
from capacity.papers.tables import TableRow, figures_workbook, requests_workbook
from capacity.services.desk import RequestDesk
from capacity.services.figures import FigureDesk
from core.cells import Workbook
from infra.exported_file import ExportedFile
from infra.policy.model import Actor

MOST_ROWS = 16_000
"""Most requests in a file: what a workbook of this house holds in so many columns."""


class TableKind(StrEnum):
    """What a table can be taken away as."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFiles:
    """Writes tables.

    Args:
        requests: Reads requests.
        figures: Counts.
    """

    requests: RequestDesk
    figures: FigureDesk

    def requests_of(self, actor: Actor, query: RequestQuery, kind: TableKind) -> ExportedFile:
        """Return the requests that a search finds, the newest first, at most ``MOST_ROWS``."""
        found = self.requests.page(actor, query, size=MOST_ROWS)
        rows = []
        for one in found.page.items:
            clock = found.awaited.get(one.number)
            office = found.offices.get(one.demand.office, "")
            if clock is None:
                rows.append(TableRow(request=one, office=office))
                continue
            due = clock.stored.clock.due
            party = clock.stored.clock.party
            rows.append(TableRow(request=one, office=office, party=party, due=due, left=clock.left))
        return table_file("it-anforderungen", requests_workbook(rows), kind)

    def figures_of(self, actor: Actor, year: int | None, kind: TableKind) -> ExportedFile:
        """Return the figures of a year.

        Raises:
            FigureYearError: There can be none of it.
        """
        found = self.figures.of(actor, year)
        return table_file(f"kennzahlen-{found.year}", figures_workbook(found), kind)


def table_file(name: str, workbook: Workbook, kind: TableKind) -> ExportedFile:
    """Return a workbook of one sheet as a file."""
    from capacity.exports import table_of  # noqa: PLC0415 - writers are loaded with the first file only

    return ExportedFile(f"{name}.{kind.value}", table_of(workbook, kind.value))
