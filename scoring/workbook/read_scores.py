"""Read answers and points: one block of columns for each bid."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import pointer
from scoring.workbook import names
from scoring.workbook.bid_entry import BidEntry, known_bid
from scoring.workbook.draft import Draft, Json
from scoring.workbook.source import SheetSource


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns in which one bid is answered or scored on one sheet."""

    bid: BidEntry
    value: int
    reason: int | None
    place: int | None


def _blocks(source: SheetSource, heading: str, bids: dict[str, BidEntry]) -> Iterator[tuple[int, _Block]]:
    """Yield the row of the headings with each block; the bid's number stands above the block's first column."""
    header = source.header(names.NUMBER)
    if header is None:
        source.fault("workbook_heading_missing", 0, 0, heading=names.NUMBER)
        return
    columns = source.columns(header)
    titles = dict(columns)
    for column, title in columns:
        if title == heading:
            number = source.fixed(header - 1, column)
            bid = known_bid(source, header - 1, column, number, bids, needed=True)
            if bid is not None:
                reason = column + 1 if titles.get(column + 1) == names.REASON else None
                place = column + 2 if titles.get(column + 2) == names.PLACE else None
                yield header, _Block(bid, column, reason, place)


def _numbers(source: SheetSource, header: int) -> dict[int, str]:
    """Return the number of the criterion of each row below the headings; one that comes twice is a fault."""
    column = next(column for column, heading in source.columns(header) if heading == names.NUMBER)
    found: dict[int, str] = {}
    seen: set[str] = set()
    for row in source.rows_below(header):
        number = source.fixed(row, column)
        if number is not None and number in seen:
            source.fault("duplicate_id", row, column, id=number)
        elif number is not None:
            found[row] = number
            seen.add(number)
    return found


def read_answers(draft: Draft, bids: dict[str, BidEntry]) -> None:
    """Add to each bid its answers to the A criteria."""
    source = draft.source(names.ANSWERS)
    if source is None:
        return
    blocks = list(_blocks(source, names.MET, bids))
    numbers = _numbers(source, blocks[0][0]) if blocks else {}
    for _, block in blocks:
        for row, criterion in numbers.items():
            answer = _values(source, row, block, "met", source.flag(row, block.value))
            block.bid.places["/a_criteria" + pointer(criterion)] = source.place(row, block.value)
            if answer and source.is_blank(row, block.value):
                source.fault("workbook_answer_missing", row, block.value, id=criterion)
            elif "met" in answer:
                block.bid.node.setdefault("a_criteria", {})[criterion] = answer


def _values(source: SheetSource, row: int, block: _Block, key: str, value: object) -> Json:
    reason = source.text(row, block.reason) if block.reason is not None else None
    place = source.text(row, block.place) if block.place is not None else None
    values = {key: value, "reason": reason, "source": place}
    return {name: entry for name, entry in values.items() if entry is not None}


def read_points(draft: Draft, bids: dict[str, BidEntry], groups: frozenset[str]) -> None:
    """Read the sheet without evaluators, those of the evaluators, and the consensus."""
    for name, source in draft.sources.items():
        if name == names.SCORES:
            _read_scores(source, bids, groups, "scores")
        elif name == names.CONSENSUS:
            _read_scores(source, bids, groups, "consensus")
        elif name.startswith(names.EVALUATOR):
            _read_evaluator(source, bids, groups)


def _read_evaluator(source: SheetSource, bids: dict[str, BidEntry], groups: frozenset[str]) -> None:
    row = source.header(names.EVALUATOR_NAME)
    evaluator = source.text(row, names.NAME_COLUMN) if row is not None else None
    place = source.place(row or names.NAME_ROW, names.NAME_COLUMN)
    for bid, scores, places in _scores(source, bids, groups):
        if not scores:
            continue
        evaluations = bid.node.setdefault("evaluations", [])
        inside = f"/evaluations/{len(evaluations)}"
        evaluations.append({"scores": scores} | ({} if evaluator is None else {"evaluator": evaluator}))
        bid.places |= {f"{inside}/scores{key}": cell for key, cell in places.items()} | {f"{inside}/evaluator": place}


def _read_scores(source: SheetSource, bids: dict[str, BidEntry], groups: frozenset[str], section: str) -> None:
    for bid, scores, places in _scores(source, bids, groups):
        bid.places |= {f"/{section}{key}": cell for key, cell in places.items()}
        if scores:
            bid.node[section] = scores


def _is_left_to_formulas(source: SheetSource, row: int, column: int) -> bool:
    """Tell whether nobody typed points into the row of a group."""
    return source.is_blank(row, column) or source.is_computed(row, column)


def _scores(
    source: SheetSource, bids: dict[str, BidEntry], groups: frozenset[str]
) -> Iterator[tuple[BidEntry, Json, dict[str, str]]]:
    """Yield each bid of a sheet with its points and their cells."""
    blocks = list(_blocks(source, names.POINTS, bids))
    numbers = _numbers(source, blocks[0][0]) if blocks else {}
    for _, block in blocks:
        scores: Json = {}
        places: dict[str, str] = {}
        for row, criterion in numbers.items():
            if criterion in groups and _is_left_to_formulas(source, row, block.value):
                continue
            score = _values(source, row, block, "points", source.measure(row, block.value))
            places[pointer(criterion)] = source.place(row, block.value)
            if block.reason is not None:
                places[pointer(criterion, "reason")] = source.place(row, block.reason)
            if score and source.is_blank(row, block.value):
                source.fault("workbook_points_missing", row, block.value, id=criterion)
            elif "points" in score:
                scores[criterion] = score
        yield block.bid, scores, places
