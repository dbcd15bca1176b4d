"""Read the lines of the price sheets."""

from scoring.workbook import names
from scoring.workbook.bid_entry import BidEntry, known_bid
from scoring.workbook.draft import Draft
from scoring.workbook.read_head import whole

_LINE_KEYS = ("item", "quantity", "unit_price_eur", "period", "periods", "vat_percent", "option", "scored")


def read_lines(draft: Draft, bids: dict[str, BidEntry]) -> None:
    """Add to each bid its lines of the price sheet."""
    table = draft.tables.get(names.PRICES)
    if table is None:
        return
    source = table.source
    periods = {german: name for name, german in names.PERIOD_NAMES.items()}
    at = [table.columns[heading] for heading in names.PRICE_HEADINGS]
    for row in table.rows:
        period = source.text(row, at[4])
        values = (
            source.text(row, at[1]),
            source.measure(row, at[2]),
            source.measure(row, at[3]),
            periods.get(period.strip().lower(), period) if period else None,
            whole(source.measure(row, at[5])),
            source.percent(row, at[6]),
            source.flag(row, at[7]),
            source.flag(row, at[8]),
        )
        line = {key: value for key, value in zip(_LINE_KEYS, values, strict=True) if value is not None}
        number = source.fixed(row, at[0])
        if bid := known_bid(source, row, at[0], number, bids, needed=bool(line)):
            lines = bid.node.setdefault("price_sheet", [])
            for key, column in zip(_LINE_KEYS, at[1:], strict=True):
                bid.places[f"/price_sheet/{len(lines)}/{key}"] = source.place(row, column)
            lines.append(line)
