"""The services of the register of contracts and systems, and the dated months of its alarms."""

from dataclasses import dataclass
from functools import cache

from app.licence_wiring import licence_judge
from core.cells import Workbook
from core.parameters import ParameterSet
from infra.clock import Clock
from infra.parameters import load_data
from infra.spreadsheet.magic import ZIP
from infra.spreadsheet.reading import read_table, read_workbook
from infra.transactions import Transactions
from licensing.judge import LicenceJudge
from procurement.services.register import (
    RegisterAlarms,
    RegisterCalendar,
    RegisterDesk,
    RegisterKeeping,
    RegisterTables,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHouse:
    """These services; routes ask for them by the name of their field.

    Args:
        register_desk: Reading the register.
        register_keeping: Keeping it.
        register_tables: The register as a table.
        register_calendar: The register as a calendar.
    """

    register_desk: RegisterDesk
    register_keeping: RegisterKeeping
    register_tables: RegisterTables
    register_calendar: RegisterCalendar


def register_house(transactions: Transactions, public_url: str | None) -> RegisterHouse:
    """Build these services."""
    desk = RegisterDesk(transactions=transactions, figures=load_alarm_months(), judge=_judge)
    return RegisterHouse(
        register_desk=desk,
        register_keeping=RegisterKeeping(transactions=transactions),
        register_tables=RegisterTables(transactions=transactions, desk=desk, read=read_cells),
        register_calendar=RegisterCalendar(transactions=transactions, public_url=public_url),
    )


def register_alarms(clock: Clock) -> RegisterAlarms:
    """Build what gives the alarms."""
    return RegisterAlarms(figures=load_alarm_months(), clock=clock)


@cache
def load_alarm_months() -> ParameterSet:
    """Read the dated months of the alarms."""
    return ParameterSet.from_mapping(load_data("procurement", "vertragsregister"))


def read_cells(data: bytes) -> Workbook:
    """Return the cells of a workbook or CSV file, read in a limited child process.

    Raises:
        InputError: It is not let in.
    """
    return read_workbook(data) if data.startswith(ZIP) else read_table(data)


@cache
def _judge() -> LicenceJudge:
    return licence_judge()
