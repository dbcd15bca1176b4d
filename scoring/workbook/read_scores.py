"""Read answers and points: one block of columns for each bid."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import pointer
from scoring.workbook import names
from scoring.workbook.bid_entry import BidEntry, known_bid
from scoring.workbook.draft import Draft, Json, Table
from scoring.workbook.source import SheetSource


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns in which one bid is answered or scored on one sheet."""

    bid: BidEntry
    value: int
    reason: int
    place: int


def _blocks(table: Table, bids: dict[str, BidEntry]) -> Iterator[_Block]:
    """Yield the block of each bid; the bid's number stands above the block's first column."""
    for columns in table.blocks:
        first = next(iter(columns.values()))
        number = table.source.fixed(table.header - 1, first)
        bid = known_bid(table.source, table.header - 1, first, number, bids, needed=True)
        if bid is not None:
            yield _Block(bid, first, columns[names.REASON], columns[names.PLACE])


def _numbers(table: Table) -> dict[int, str]:
    """Return the number of the criterion of each row below the headings; none, or one that comes twice, is a fault."""
    source, column = table.source, table.columns[names.NUMBER]
    entries = [at for columns in table.blocks for at in columns.values()]
    found: dict[int, str] = {}
    seen: set[str] = set()
    for row in table.rows:
        number = source.fixed(row, column)
        if number is None:
            if any(not source.is_left_to_formulas(row, at) for at in entries):
                source.fault("workbook_number_missing", row, column)
        elif number in seen:
            source.fault("duplicate_id", row, column, id=number)
        else:
            found[row] = number
            seen.add(number)
    return found


def read_answers(draft: Draft, bids: dict[str, BidEntry]) -> None:
    """Add to each bid its answers to the A criteria."""
    table = draft.tables[names.ANSWERS]
    source, numbers, answered = table.source, _numbers(table), set()
    for block in _blocks(table, bids):
        answered.add(block.bid.number)
        for row, criterion in numbers.items():
            answer = _values(source, row, block, "met", source.flag(row, block.value))
            block.bid.places["/a_criteria" + pointer(criterion)] = source.place(row, block.value)
            if answer and source.is_blank(row, block.value):
                source.fault("workbook_answer_missing", row, block.value, id=criterion)
            elif "met" in answer:
                block.bid.node.setdefault("a_criteria", {})[criterion] = answer
    if numbers:
        _find_left_out(draft, bids, answered, names.ANSWERS)


def _find_left_out(draft: Draft, bids: dict[str, BidEntry], found: set[str], sheet: str) -> None:
    """Note bids that take part but have no columns on a sheet, unless columns are there whose bid is not known."""
    if any(fault.type == "workbook_unknown_bid" for fault in draft.faults):
        return
    table = draft.tables[names.BIDS]
    for number, bid in bids.items():
        if bid.used and "exclusion" not in bid.node and number not in found:
            column = table.columns[names.BID]
            table.source.fault("workbook_bid_columns", bid.row, column, id=number, sheet=sheet)


def _values(source: SheetSource, row: int, block: _Block, key: str, value: object) -> Json:
    values = {key: value, "reason": source.text(row, block.reason), "source": source.text(row, block.place)}
    return {name: entry for name, entry in values.items() if entry is not None}


def read_points(draft: Draft, bids: dict[str, BidEntry], groups: frozenset[str]) -> None:
    """Read the sheet without evaluators, those of the evaluators, and the consensus."""
    scored: set[str] = set()
    for name, table in draft.tables.items():
        if name == names.SCORES:
            scored |= _read_scores(table, bids, groups, "scores")
        elif name == names.CONSENSUS:
            scored |= _read_scores(table, bids, groups, "consensus")
        elif name.startswith(names.EVALUATOR):
            _read_evaluator(table, bids, groups)
    sheet = names.CONSENSUS if names.CONSENSUS in draft.tables else names.SCORES
    if sheet in draft.tables and draft.tables[sheet].rows:
        _find_left_out(draft, bids, scored, sheet)


def _read_evaluator(table: Table, bids: dict[str, BidEntry], groups: frozenset[str]) -> None:
    source = table.source
    row = source.row_of({names.EVALUATOR_NAME})
    evaluator = source.text(row, names.NAME_COLUMN) if row is not None else None
    place = source.place(names.NAME_ROW if row is None else row, names.NAME_COLUMN)
    for bid, scores, places in _scores(table, bids, groups):
        if not scores:
            continue
        evaluations = bid.node.setdefault("evaluations", [])
        inside = f"/evaluations/{len(evaluations)}"
        evaluations.append({"scores": scores} | ({} if evaluator is None else {"evaluator": evaluator}))
        bid.places |= {f"{inside}/scores{key}": cell for key, cell in places.items()} | {f"{inside}/evaluator": place}


def _read_scores(table: Table, bids: dict[str, BidEntry], groups: frozenset[str], section: str) -> set[str]:
    """Read one sheet and return the numbers of the bids that have columns on it."""
    found: set[str] = set()
    for bid, scores, places in _scores(table, bids, groups):
        found.add(bid.number)
        bid.places |= {f"/{section}{key}": cell for key, cell in places.items()}
        for key, cell in places.items():
            bid.places.setdefault(f"/scores{key}", cell)  # a bid without any points misses those without evaluators
        if scores:
            bid.node[section] = scores
    return found


def _scores(
    table: Table, bids: dict[str, BidEntry], groups: frozenset[str]
) -> Iterator[tuple[BidEntry, Json, dict[str, str]]]:
    """Yield each bid of a sheet with its points and their cells."""
    source, numbers = table.source, _numbers(table)
    for block in _blocks(table, bids):
        scores: Json = {}
        places: dict[str, str] = {}
        for row, criterion in numbers.items():
            if criterion in groups and source.is_left_to_formulas(row, block.value):
                continue
            score = _values(source, row, block, "points", source.measure(row, block.value))
            places[pointer(criterion)] = source.place(row, block.value)
            places[pointer(criterion, "reason")] = source.place(row, block.reason)
            if score and source.is_blank(row, block.value):
                source.fault("workbook_points_missing", row, block.value, id=criterion)
            elif "points" in score:
                scores[criterion] = score
        yield block.bid, scores, places
