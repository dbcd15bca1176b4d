"""Read the bids with all that is filled in for them."""

from collections.abc import Mapping

from core.errors import pointer
from scoring.workbook import names
from scoring.workbook.bid_entry import BidEntry
from scoring.workbook.draft import Draft, Json
from scoring.workbook.read_prices import read_lines
from scoring.workbook.read_scores import read_answers, read_points
from scoring.workbook.source import SheetSource


def read_bids(draft: Draft, groups: frozenset[str]) -> list[Json]:
    """Return the bids as JSON values; places where nothing is filled in are left out.

    Args:
        draft: The workbook on its way.
        groups: Numbers of the criteria that have others below them: their points are computed.
    """
    bids = _read_heads(draft)
    read_lines(draft, bids)
    read_answers(draft, bids)
    read_points(draft, bids, groups)
    used = [bid for bid in bids.values() if bid.used]
    draft.places["/bids"] = names.BIDS
    for index, bid in enumerate(used):
        for inside, place in bid.places.items():
            draft.places[pointer("bids", index) + inside] = place
    return [bid.node for bid in used]


def _read_heads(draft: Draft) -> dict[str, BidEntry]:
    table = draft.tables[names.BIDS]
    source, columns = table.source, table.columns
    bids: dict[str, BidEntry] = {}
    for row in table.rows:
        number = source.fixed(row, columns[names.BID])
        entry = _read_head(source, row, columns, number)
        if number is None and entry.used:
            source.fault("workbook_number_missing", row, columns[names.BID])
        elif number in bids:
            source.fault("duplicate_id", row, columns[names.BID], id=number)
        elif number is not None:
            bids[number] = entry
    return bids


_ADMISSION = names.ADMISSION_REASON
_CORRECTION = dict(zip(("stated_gross_eur", "rule", "reason"), names.CORRECTION_HEADINGS, strict=True))


def _read_correction(source: SheetSource, row: int, columns: Mapping[str, int]) -> Json:
    """Return how a price was corrected, from columns that stand there only where one was."""
    read = {names.STATED_PRICE: source.measure}
    found = {
        key: read.get(heading, source.text)(row, columns[heading])
        for key, heading in _CORRECTION.items()
        if heading in columns
    }
    return {key: value for key, value in found.items() if value is not None}


def _read_head(source: SheetSource, row: int, columns: Mapping[str, int], number: str | None) -> BidEntry:
    code = source.text(row, columns[names.EXCLUSION])
    reason = source.text(row, columns[names.EXCLUSION_REASON])
    exclusion = {key: value for key, value in (("code", code), ("reason", reason)) if value is not None}
    corrected = _read_correction(source, row, columns)
    node: Json = {
        "id": number,
        "tenderer": source.text(row, columns[names.TENDERER]),
        "price_gross_eur": source.measure(row, columns[names.PRICE]),
        "exclusion": exclusion or None,
        "price_correction": corrected or None,
        "admission_reason": source.text(row, columns[_ADMISSION]) if _ADMISSION in columns else None,
    }
    places = {
        **({"/admission_reason": source.place(row, columns[_ADMISSION])} if _ADMISSION in columns else {}),
        **{
            f"/price_correction/{key}": source.place(row, columns[heading])
            for key, heading in _CORRECTION.items()
            if heading in columns
        },
        "": source.place(row, columns[names.BID]),
        "/id": source.place(row, columns[names.BID]),
        "/tenderer": source.place(row, columns[names.TENDERER]),
        "/price_gross_eur": source.place(row, columns[names.PRICE]),
        "/exclusion": source.place(row, columns[names.EXCLUSION]),
        "/exclusion/reason": source.place(row, columns[names.EXCLUSION_REASON]),
    }
    return BidEntry({"id": number} | {key: value for key, value in node.items() if value is not None}, places, row)
