"""Tables of the queue as workbooks of one sheet: requests as a list finds them, and the figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from capacity.model import (
    AgeFigures,
    CapacityRequest,
    FigureRule,
    ForecastFigures,
    Party,
    QueueFigures,
    RequestStage,
    ReviewKind,
    StepFigures,
)
from capacity.rules.course.wording import PARTIES, REVIEWS, STAGES
from core.cells import Cell, CellKind, CellStyle, Layout, Sheet, Workbook
from core.numbers import decimal_string

Value = str | int | Decimal | date | None

REQUEST_COLUMNS = (
    ("Nr.", 8),
    ("Anforderung", 50),
    ("Amt", 30),
    ("Stand", 34),
    ("Eingereicht am", 14),
    ("An der Reihe", 34),
    ("Antwort bis", 14),
    ("Arbeitstage übrig", 12),
    ("Zeitfenster ab", 14),
    ("Zeitfenster bis", 14),
    ("Entscheidung", 50),
)
FIGURE_COLUMNS = (("Bereich", 50), ("Kennzahl", 44), ("Wert", 14), ("Einheit", 16))
TOGETHER, UNTOLD = "Alle Schritte zusammen", "keine Angabe"
_DAYS, _CASES, _REQUESTS = "Arbeitstage", "Fälle", "Anforderungen"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A request as the table shows it.

    Args:
        request: The request.
        office: Name of its office.
        party: Whose turn it is; None where nobody's clock runs.
        due: Last day of their answer; None likewise.
        left: Working days left; None likewise.
    """

    request: CapacityRequest
    office: str
    party: Party | None = None
    due: date | None = None
    left: int | None = None


def requests_workbook(rows: Iterable[TableRow]) -> Workbook:
    """Return requests as a table."""
    return workbook_of("IT-Anforderungen", REQUEST_COLUMNS, map(_request, rows))


def figures_workbook(figures: QueueFigures) -> Workbook:
    """Return figures as a table: a line for each, so that a program finds them too."""
    lines: list[Sequence[Value]] = [("Kennzahlen", "Jahr", figures.year), ("Kennzahlen", "Stand", figures.as_of)]
    for step in (*figures.steps, figures.together):
        lines += _step(topic_words(step.topic), step)
    for name, found in (
        ("Alter: warten auf eine Entscheidung", figures.waiting),
        ("Alter: in Arbeit", figures.working),
        ("Wartezeit bis zur Entscheidung", figures.decided),
    ):
        lines += _ages(name, found, figures.rule)
    lines += _forecast(figures.forecast)
    return workbook_of("Kennzahlen", FIGURE_COLUMNS, lines)


def topic_words(topic: str | None) -> str:
    """Return what a step is called."""
    if topic is None:
        return TOGETHER
    if topic in set(ReviewKind):
        return f"Prüfung: {REVIEWS[ReviewKind(topic)]}"
    return f"Anforderung {STAGES[RequestStage(topic)]}" if topic in set(RequestStage) else "Antworten auf Rückfragen"


def zone_words(borders: Sequence[int]) -> tuple[str, ...]:
    """Return what the zones of age are called, the youngest first."""
    inner = (f"über {first} bis {last} Wochen" for first, last in pairwise(borders))
    return (f"bis {borders[0]} Wochen", *inner, f"über {borders[-1]} Wochen")


def rounded(value: Fraction, digits: int = 1) -> Decimal:
    """Return a value with so many decimals, rounded half up."""
    return Decimal(decimal_string(value, digits, at_least=digits))


def _request(row: TableRow) -> Sequence[Value]:
    one = row.request
    turn = PARTIES[row.party] if row.party else None
    known = (one.number, one.demand.title, row.office, STAGES[one.stage], one.since, turn, row.due, row.left)
    return (*known, one.window_from, one.until, one.reason)


def _step(name: str, step: StepFigures) -> list[Sequence[Value]]:
    if not step.is_told:
        return [(name, "Antworten", UNTOLD)]
    share = None if step.share is None else rounded(step.share * 100)
    return [
        (name, "Antworten", step.cases, _CASES),
        (name, "davon in der Frist", step.kept, _CASES),
        (name, "Anteil in der Frist", UNTOLD if share is None else share, "Prozent"),
        (name, "Dauer der Antwort (Median)", UNTOLD if step.median is None else rounded(step.median), _DAYS),
        (name, "offen, in der Frist", step.running, _CASES),
        (name, "offen, Frist überschritten", step.late, _CASES),
    ]


def _ages(name: str, found: AgeFigures, rule: FigureRule) -> list[Sequence[Value]]:
    if not found.is_told or found.median is None:
        return [(name, "Anzahl", UNTOLD)]
    zones = zip(zone_words(rule.borders), found.zones, strict=True)
    return [
        (name, "Anzahl", found.total, _REQUESTS),
        *((name, zone, count, _REQUESTS) for zone, count in zones),
        (name, "Median", rounded(found.median), "Kalendertage"),
        (name, f"{rule.most_percent} von 100 höchstens", found.most, "Kalendertage"),
    ]


def _forecast(found: ForecastFigures) -> list[Sequence[Value]]:
    name = "Vorhersage"
    lines: list[Sequence[Value]] = [
        (name, "abgeschlossen mit Ist-Aufwand", found.closed, _REQUESTS),
        (name, "nötig zur Eichung", found.needed, _REQUESTS),
        (name, "Ist-Aufwand durch Schätzung (Median)", UNTOLD if found.factor is None else rounded(found.factor, 2)),
        (name, "Zusagen offen", UNTOLD if found.running is None else found.running),
    ]
    if found.share is None:
        return [*lines, (name, "Zusagen gehalten", UNTOLD)]
    return [
        *lines,
        (name, "Zusagen gehalten", found.kept),
        (name, "Zusagen nicht gehalten", found.broken),
        (name, "Anteil gehalten", rounded(found.share * 100), "Prozent"),
    ]


def workbook_of(name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]) -> Workbook:
    """Return rows below their headings as a workbook of one sheet; an empty value leaves its cell empty."""
    cells = {(0, place): Cell(CellKind.TEXT, title) for place, (title, _) in enumerate(columns)}
    styles = dict.fromkeys(cells, CellStyle.HEADING)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if value is not None and value != "":
                cells[number, place] = _cell(value)
                styles[number, place] = CellStyle.FIXED if isinstance(value, str | date) else CellStyle.COMPUTED
    widths = {place: width for place, (_, width) in enumerate(columns)}
    return Workbook((Sheet(name, cells, layout=Layout(styles=styles, widths=widths, frozen=(1, 0))),))


def _cell(value: str | int | Decimal | date) -> Cell:
    if isinstance(value, str):
        return Cell(CellKind.TEXT, value)
    return Cell(CellKind.TEXT, value.isoformat()) if isinstance(value, date) else Cell(CellKind.NUMBER, Decimal(value))
