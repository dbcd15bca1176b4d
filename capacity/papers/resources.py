"""The resource plan as a workbook of one sheet."""

from collections.abc import Iterable, Mapping, Sequence

from capacity.model import ResourceLine, ResourceSum
from capacity.papers.tables import Value, workbook_of
from core.cells import Workbook

COLUMNS = (
    ("Haushaltsjahr", 14),
    ("Dezernat", 30),
    ("Rolle", 30),
    ("Produktkonto oder Investitionsnummer", 36),
    ("Mittelfristige Investitionsplanung (MIP)", 20),
    ("Personentage", 14),
    ("Euro", 16),
    ("davon ohne Tagessatz (Personentage)", 20),
    ("Grundlage", 34),
)
MIP: Mapping[str, str] = {"ja": "ja", "nein": "nein", "nicht_investiv": "nicht investiv"}
UNSAID = "nicht angegeben"
PLANNED, ESTIMATED = "Plan", "Schätzung, ohne Platz im Plan"


def resources_workbook(lines: Iterable[ResourceLine], total: ResourceSum) -> Workbook:
    """Return the lines of the resource plan as a table, with their sum below."""
    rows = [_row(one) for one in lines]
    whole = ("Summe", None, None, None, None, total.person_days, total.priced_euro, total.unpriced_days)
    return workbook_of("Ressourcenplan", COLUMNS, [*rows, whole] if rows else rows)


def mip_words(code: str) -> str:
    """Return whether something stands in the mittelfristige Investitionsplanung."""
    return MIP.get(code, code or UNSAID)


def basis_words(one: ResourceLine) -> str:
    """Return what a line follows from."""
    return PLANNED if one.is_planned else ESTIMATED


def _row(one: ResourceLine) -> Sequence[Value]:
    where = (one.line.dezernat or UNSAID, one.role, one.line.account or UNSAID, mip_words(one.line.mip))
    return (one.year, *where, one.total.person_days, one.total.euro, one.total.unpriced_days, basis_words(one))
