"""A council system as the settings allow it: its own host alone, one request a second for the whole process."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from core.errors import PruefstandError
from infra.clock import SystemClock
from infra.http.client import AllowListClient, Limits
from infra.oparl.pace import Pace
from infra.oparl.server import PATIENT_SECONDS, CouncilServer
from infra.settings import Settings
from infra.spreadsheet.magic import OLD_OFFICE, ZIP
from infra.spreadsheet.reading import read_table, read_workbook

_PACE = Pace()
CellValue = Decimal | bool | str


class SystemNotListedError(PruefstandError):
    """The settings do not name this council system."""


@contextmanager
def opened_council(settings: Settings, system: str) -> Iterator[CouncilServer]:
    """Open the way to a council system.

    Args:
        settings: Name the systems that may be read.
        system: Address of one of them.

    Raises:
        SystemNotListedError: It is none of them.
    """
    if system not in settings.council_systems.values():
        raise SystemNotListedError(system)
    limits = Limits(size=settings.fetch_bytes, seconds=PATIENT_SECONDS)
    with AllowListClient(frozenset({urlsplit(system).netloc}), SystemClock(), limits=limits) as client:
        yield CouncilServer(client, _PACE)


@dataclass(frozen=True, slots=True)
class ListedSystems:
    """The council systems that the settings name.

    Args:
        settings: Of this process.
    """

    settings: Settings

    def system_of(self, city: str) -> str | None:
        """Return the address of a city's system; None where it has none."""
        return self.settings.council_systems.get(city)

    def opened(self, system: str) -> AbstractContextManager[CouncilServer]:
        """Open the way to a system."""
        return opened_council(self.settings, system)


def table_rows(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table as texts, through the gate: the first sheet of a workbook, or a CSV file.

    Raises:
        InputError: The file is not let in.
    """
    return _rows(data, str)


def typed_rows(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the same rows with numbers as Germans type them: what is a number in a workbook has a decimal comma.

    Texts stay as they are: whether ``1.000`` is a thousand is for whoever reads them.

    Raises:
        InputError: The file is not let in.
    """
    return _rows(data, _typed)


def _rows(data: bytes, shown: Callable[[CellValue], str]) -> tuple[tuple[str, ...], ...]:
    book = read_workbook(data) if data.startswith((ZIP, OLD_OFFICE)) else read_table(data)
    cells = next((sheet.cells for sheet in book.sheets if sheet.cells and not sheet.hidden), {})
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in cells.items():
        rows.setdefault(row, {})[column] = "" if cell.value is None else shown(cell.value)
    return tuple(_row(rows.get(row, {})) for row in range(max(rows, default=-1) + 1))


def _typed(value: CellValue) -> str:
    return format(value, "f").replace(".", ",") if isinstance(value, Decimal) else str(value)


def _row(cells: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in range(max(cells, default=-1) + 1))
