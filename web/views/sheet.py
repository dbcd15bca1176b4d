"""A single sheet as pages show it: the whole matrix, or one criterion across all bids."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote

from litestar.datastructures import FormMultiDict

from infra.fields.model import Conflict, FieldValue
from procurement.model import Bid, Presentation
from procurement.rules.points import written_points
from procurement.rules.reasons import compose_reason
from procurement.rules.sheet import Gap
from procurement.rules.sheet_warnings import Noted, SheetWarning, WarningKind, sheet_warnings
from procurement.services.bids.sheet_cells import ANSWERS, Cell, CellEdit, Outcomes
from procurement.services.bids.sheets import OwnSheet
from procurement.services.score_fields import FOUND, POINTS, SHEET, SOURCE
from scoring.model import Criterion, Scale
from web import addresses
from web.formats import enumeration, number
from web.views.fields import FieldForm, edits_in

GAPS: Mapping[Gap, str] = {Gap.POINTS: "Punkte", Gap.REASON: "Begründung", Gap.SOURCE: "Fundstelle"}
"""What a score lacks, in words."""

LABELS: Mapping[str, str] = {
    POINTS: "Punkte",
    **{name: prompt.value for name, prompt in ANSWERS.items()},
    SOURCE: "Fundstelle",
}
"""Labels of the fields of a score."""

LONGEST: Mapping[str, int] = {rule.name: rule.longest for rule in SHEET.rules}
MOST_MISSING = 50
"""More missing scores are counted, not listed."""

_WARNINGS: Mapping[WarningKind, str] = {
    WarningKind.IDENTICAL_REASONS: "Dieselbe Begründung steht bei {bids}. Trifft sie auf jedes dieser Angebote zu?",
    WarningKind.EQUAL_FINDINGS: "Bei {bids} steht derselbe Befund, aber es sind verschiedene Punkte. Was begründet "
    "den Unterschied?",
}

Place = tuple[str, str, str]
"""Bid, criterion and field."""


class CellView(NamedTuple):
    """Points of one criterion for one bid in the matrix.

    Args:
        field: The input.
        note: What is not right or missing besides; empty for nothing, and where nothing was written.
    """

    field: FieldForm
    note: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One criterion in the matrix.

    Args:
        criterion: The criterion.
        address: Its Wertungstisch.
        cells: One for each bid.
    """

    criterion: Criterion
    address: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sheet is.

    Args:
        total: Scores that it needs.
        pointed: Those with valid points.
        whole: Those that lack nothing.
    """

    total: int
    pointed: int
    whole: int

    @property
    def sentence(self) -> str:
        """How far it is, in words."""
        return f"{number(self.whole)} von {number(self.total)}"


@dataclass(frozen=True, slots=True)
class DeskView:
    """One bid on the Wertungstisch.

    Args:
        bid: The bid.
        fields: Points, answers and source.
        presentation: Its Teststellung, where that supports the criterion.
    """

    bid: Bid
    fields: Sequence[FieldForm]
    presentation: Presentation | None


def places_of(sheet_bids: Iterable[Bid], criteria: Mapping[str, int], fields: Sequence[str]) -> dict[str, Place]:
    """Return where each input is saved, by its name.

    Args:
        sheet_bids: Bids.
        criteria: Numbers of the criteria in the published matrix: their ids are free text, which no name should be.
        fields: Names of the fields.
    """
    bids = [bid.id for bid in sheet_bids]
    return {
        f"{field}-{bid}-{index}": (bid, criterion, field)
        for criterion, index in criteria.items()
        for bid in bids
        for field in fields
    }


def numbered(criteria: Iterable[str]) -> dict[str, int]:
    """Return the number of each criterion in the published matrix, from 1."""
    return {criterion: index for index, criterion in enumerate(criteria, start=1)}


def cell_edits(form: FormMultiDict, places: Mapping[str, Place]) -> list[CellEdit]:
    """Return what a form wants saved."""
    return [
        CellEdit(places[edit.field][0], places[edit.field][1], replace(edit, field=places[edit.field][2]))
        for edit in edits_in(form, list(places))
    ]


def field_forms(
    places: Mapping[str, Place],
    held: Callable[[str, str, str], FieldValue],
    scale: Scale,
    sent: Sequence[CellEdit] = (),
    outcomes: Outcomes | None = None,
) -> dict[Place, FieldForm]:
    """Return inputs by their place: nothing typed is lost, and what somebody else saved stands beside it.

    Args:
        places: Where each input is saved, by its name.
        held: What is stored at a place.
        scale: Points allowed.
        sent: What somebody sent.
        outcomes: How saving that ended.
    """
    typed = {one.key: one.edit.value for one in sent}
    lost = {place for place, one in (outcomes or {}).items() if isinstance(one, Conflict)}
    fault_in = cache(lambda text: _fault(text, scale))  # a matrix says the same few points again and again
    return {
        place: _field(name, place, held(*place), typed.get(place), place in lost, fault_in)
        for name, place in places.items()
    }


def matrix_rows(sheet: OwnSheet, forms: Mapping[Place, FieldForm], *, only_open: bool) -> tuple[RowView, ...]:
    """Return the rows of the matrix; with ``only_open`` those in which something is missing or wrong."""
    slug = sheet.procedure.slug
    rows, bids = [], [bid.id for bid in sheet.bids]
    for criterion in sheet.lot.criteria.values():
        found = [(forms[bid, criterion.id, POINTS], sheet.lacking[bid, criterion.id]) for bid in bids]
        if only_open and not any(gaps or field.others is not None for field, gaps in found):
            continue
        cells = tuple(CellView(field, _note(field, gaps)) for field, gaps in found)
        rows.append(RowView(criterion, addresses.scoring_desk(slug, sheet.number, criterion.id), cells))
    return tuple(rows)


def progress_of(sheet: OwnSheet) -> Progress:
    """Return how far a sheet is."""
    lacking = sheet.lacking.values()
    return Progress(
        total=len(lacking),
        pointed=sum(Gap.POINTS not in one for one in lacking),
        whole=sum(not one for one in lacking),
    )


def missing_lines(sheet: OwnSheet) -> list[tuple[str, str]]:
    """Return text and address of what stands against handing in, at most ``MOST_MISSING``."""
    names, criteria = {bid.id: bid.title for bid in sheet.bids}, sheet.lot.criteria
    index = numbered(criteria)
    found = []
    for one in sheet.missing[:MOST_MISSING]:
        title = f"{one.criterion} {criteria[one.criterion].title}, {names[one.bid]}"
        desk = addresses.scoring_desk(sheet.procedure.slug, sheet.number, one.criterion)
        lacking = enumeration([GAPS[gap] for gap in one.gaps])
        found.append((f"{title}: {lacking}", f"{desk}#angebot-{one.bid}-{index[one.criterion]}"))
    return found


def desk_views(sheet: OwnSheet, criterion: str, forms: Mapping[Place, FieldForm]) -> list[DeskView]:
    """Return the bids on the Wertungstisch of a criterion."""
    return [
        DeskView(
            bid,
            [forms[bid.id, criterion, field] for field in LABELS],
            supporting(sheet.presentations.get(bid.id), criterion),
        )
        for bid in sheet.bids
    ]


def supporting(presentation: Presentation | None, criterion: str) -> Presentation | None:
    """Return a presentation where it supports the points of a criterion."""
    return presentation if presentation is not None and criterion in presentation.criteria else None


def desk_warnings(sheet: OwnSheet, criterion: str) -> list[str]:
    """Return what to look at again on a criterion of the own sheet."""
    scale = sheet.lot.matrix.scale
    noted = [_noted(bid.id, sheet.cells[bid.id, criterion], scale) for bid in sheet.bids]
    return warning_lines(sheet_warnings(noted), sheet.bids)


def warning_lines(warnings: Iterable[SheetWarning], bids: Iterable[Bid]) -> list[str]:
    """Return warnings as German sentences."""
    names = {bid.id: f"{bid.title} (Angebot {bid.place.number})" for bid in bids}
    return [_WARNINGS[one.kind].format(bids=enumeration([names[bid] for bid in one.bids])) for one in warnings]


def neighbours(criteria: Sequence[str], criterion: str) -> tuple[str | None, str | None]:
    """Return the criteria before and after one, in the order of the matrix."""
    at = criteria.index(criterion)
    return (criteria[at - 1] if at else None), (criteria[at + 1] if at + 1 < len(criteria) else None)


def scale_sentence(scale: Scale) -> str:
    """Return in words which points are allowed."""
    return f"{number(scale.minimum)} bis {number(scale.maximum)} in Schritten von {number(scale.step)}"


def _fault(points: str, scale: Scale) -> str:
    wrong = points.strip() and written_points(points, scale) is None
    return f"Bitte {scale_sentence(scale)}." if wrong else ""


def _field(
    name: str,
    place: Place,
    held: FieldValue,
    typed: str | None,
    is_conflict: bool,  # noqa: FBT001 - private
    fault_in: Callable[[str], str],
) -> FieldForm:
    bid, criterion, field = place
    value = held.value if typed is None else typed
    return FieldForm(
        name=name,
        value=value,
        held=held,
        others=held.value if is_conflict else None,
        fault=fault_in(value) if field == POINTS else "",
        address=f"{field}?bid={_quoted(bid)}&criterion={_quoted(criterion)}",
    )


@lru_cache(maxsize=4096)
def _quoted(identifier: str) -> str:
    """Return an identifier as it stands in an address; a matrix asks for the same ones in every cell."""
    return quote(identifier, safe="")


@lru_cache(maxsize=64)
def _lacking(gaps: tuple[Gap, ...]) -> str:
    return f"{enumeration([GAPS[gap] for gap in gaps])} fehlt"


def _note(field: FieldForm, lacking: tuple[Gap, ...]) -> str:
    if field.fault or not lacking or not field.value:
        return field.fault
    return _lacking(lacking)


def _noted(bid: str, cell: Cell, scale: Scale) -> Noted:
    return Noted(
        bid=bid,
        points=written_points(cell.text(POINTS), scale),
        finding=cell.text(FOUND),
        reason=compose_reason({prompt: cell.text(name) for name, prompt in ANSWERS.items()}),
    )
