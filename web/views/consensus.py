"""The consensus as pages show it: all criteria with their spread, and one with every single score beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from procurement.model import Bid, Presentation
from procurement.rules.consensus import Agreement
from procurement.rules.points import is_agreed, written_points
from procurement.rules.reasons import split_reason
from procurement.rules.sheet_warnings import Noted, sheet_warnings
from procurement.services.bids.consensus import JOINT_NAMES, Single, Table
from procurement.services.bids.sheet_cells import CellEdit
from procurement.services.score_fields import JOINT, POINTS, REASON, SOURCE
from scoring.model import Criterion
from web import addresses
from web.formats import number
from web.views.fields import FieldForm
from web.views.sheet import Place, supporting, warning_lines

LABELS: Mapping[str, str] = {
    POINTS: "Gemeinsame Punkte",
    REASON: "Gemeinsame Begründung",
    SOURCE: "Fundstelle",
}
"""Labels of the fields."""

LONGEST: Mapping[str, int] = {rule.name: rule.longest for rule in JOINT.rules}
OPEN, DISCUSS = "offen", "besprechen"


@dataclass(frozen=True, slots=True)
class CellView:
    """One criterion of one bid in the overview.

    Args:
        spread: Points of all, from the fewest to the most; empty where nobody scored.
        discuss: They lie too far apart.
        joint: Joint points; empty until they are agreed on with a reason.
    """

    spread: str
    discuss: bool
    joint: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One criterion in the overview.

    Args:
        criterion: The criterion.
        address: Its page.
        cells: One for each bid.
    """

    criterion: Criterion
    address: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class LotView:
    """One lot in the overview.

    Args:
        table: The lot.
        rows: Its criteria.
        agreed: Number of criteria with joint points and reason, over all bids.
        total: Number of those that need them.
    """

    table: Table
    rows: tuple[RowView, ...]
    agreed: int
    total: int


@dataclass(frozen=True, slots=True)
class SingleView:
    """What one evaluator handed in.

    Args:
        key: Names it in the form.
        single: Name and score.
        answers: Prompts with their answers.
    """

    key: str
    single: Single
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BidView:
    """One bid on the page of a criterion.

    Args:
        bid: The bid.
        fields: Joint points, reason and source.
        singles: Of all evaluators who count.
        agreement: How far they lie apart; None where nobody scored.
        presentation: Its Teststellung, where that supports the criterion.
    """

    bid: Bid
    fields: Sequence[FieldForm]
    singles: tuple[SingleView, ...]
    agreement: Agreement | None
    presentation: Presentation | None


def lot_view(table: Table) -> LotView:
    """Return one lot in the overview."""
    rows = tuple(
        RowView(
            criterion,
            addresses.consensus_on(table.procedure.slug, table.number, criterion.id),
            tuple(_cell(table, bid.id, criterion.id) for bid in table.bids),
        )
        for criterion in table.lot.criteria.values()
    )
    cells = [cell for row in rows for cell in row.cells]
    return LotView(table, rows, sum(bool(cell.joint) for cell in cells), len(cells))


def bid_views(table: Table, criterion: str, forms: Mapping[Place, FieldForm]) -> list[BidView]:
    """Return the bids on the page of a criterion."""
    return [
        BidView(
            bid,
            [forms[bid.id, criterion, name] for name in JOINT_NAMES],
            tuple(_single(bid.id, place, one) for place, one in enumerate(table.singles.get((bid.id, criterion), ()))),
            table.agreement(bid.id, criterion),
            supporting(table.presentations.get(bid.id), criterion),
        )
        for bid in table.bids
    ]


def joint_warnings(table: Table, criterion: str) -> list[str]:
    """Return what to look at again on a criterion."""
    scale = table.lot.matrix.scale
    noted = []
    for bid in table.bids:
        fields = table.fields(bid.id, criterion)
        points, reason = written_points(fields[POINTS].value, scale), fields[REASON].value
        noted.append(Noted(bid=bid.id, points=points, finding=reason, reason=reason))
    return warning_lines(sheet_warnings(noted), table.bids)


def with_frozen_reason(table: Table, edits: Sequence[CellEdit], wanted: str) -> list[CellEdit]:
    """Return what a form wants saved with reason and source of a single score in the place of what was typed.

    Args:
        table: The consensus.
        edits: What the form wants saved, about one criterion.
        wanted: Key of the single score.
    """
    chosen = {
        (bid.id, edit.criterion): single
        for edit in edits
        for bid in table.bids
        for place, single in enumerate(table.singles.get((bid.id, edit.criterion), ()))
        if _key(bid.id, place) == wanted
    }
    return [_replaced(one, chosen.get((one.bid, one.criterion))) for one in edits]


def _replaced(wish: CellEdit, single: Single | None) -> CellEdit:
    if single is None or wish.edit.field == POINTS:
        return wish
    texts = {REASON: single.score.reason, SOURCE: single.score.source}
    text = texts[wish.edit.field][: LONGEST[wish.edit.field]]
    return replace(wish, edit=replace(wish.edit, value=text))


def _single(bid: str, place: int, single: Single) -> SingleView:
    answers = tuple((prompt.value, text) for prompt, text in split_reason(single.score.reason).items())
    return SingleView(_key(bid, place), single, answers)


def _key(bid: str, place: int) -> str:
    return f"grund-{bid}-{place}"


def _cell(table: Table, bid: str, criterion: str) -> CellView:
    found, fields = table.agreement(bid, criterion), table.fields(bid, criterion)
    points = fields[POINTS].value
    agreed = is_agreed(points, fields[REASON].value, table.lot.matrix.scale)
    joint = written_points(points, table.lot.matrix.scale) if agreed else None
    return CellView(
        spread="" if found is None else _spread(found),
        discuss=found is not None and found.discuss,
        joint="" if joint is None else number(joint),
    )


def _spread(found: Agreement) -> str:
    lowest, highest = number(found.lowest), number(found.highest)
    return lowest if found.points is not None else f"{lowest} bis {highest}"
