"""Öffnungsniederschrift: who opened the bids of a round, when, and what had come in until then.

It never tells a price, not even once prices are unlocked: whoever reads it during the evaluation learns none, and it
stays the same paper. Checksums of what tells a price are made with a key (``procurement.rules.bids.receipt``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from core.document import (
    Align,
    Block,
    Column,
    Definitions,
    Document,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Table,
    runs,
)
from core.german import OFFICIAL_ZONE, exact_moment, german_number
from procurement.model import Bid, BidState, Opening
from procurement.papers.words import cell
from procurement.rules.bid_faults import STATES
from scoring.bid_names import bid_names

NAME = "Öffnungsniederschrift"
_RowMaker = Callable[[str, "ReceivedBid"], Row]
_WITHOUT_PRICES = (
    "Diese Niederschrift nennt keine Preise. Prüfsummen von Preisen und von Dateien, die einen Preis nennen, sind mit "
    "dem Schlüssel der Installation gebildet (hs-256): Aus ihnen lässt sich kein Preis durch Probieren finden."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedBid:
    """A bid with how many files came with it.

    Args:
        bid: The bid.
        files: Number of its files.
    """

    bid: Bid
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """What an Öffnungsniederschrift tells.

    Args:
        reference: Reference number of the procedure.
        title: What is bought.
        deadline: Published deadline of the bids; None in a later round, whose deadline the plan does not know.
        opening: Who opened, and when.
        recorder: Name of the person who recorded the opening.
        lots: Published titles of the lots by their number.
        bids: What came in, those that take no part too, in the order of lots and numbers.
    """

    reference: str
    title: str
    deadline: datetime | None
    opening: Opening
    recorder: str
    lots: Mapping[int, str]
    bids: Sequence[ReceivedBid]


def opening_record(facts: OpeningFacts) -> Document:
    """Return the Öffnungsniederschrift of a round.

    Its day is that of the last thing it tells, so that equal facts give an equal paper on every day.

    Legal source:
        § 55 Abs. 2 VgV, § 40 Abs. 2 UVgO
    """
    opening = facts.opening
    last = max([opening.recorded_at, *(one.bid.imported_at for one in facts.bids)])
    blocks: list[Block] = [Heading(1, NAME), _head(facts), Heading(2, "Öffnung"), _opening(facts)]
    if opening.note.strip():
        blocks += [Heading(2, "Bemerkung"), Paragraph(runs(opening.note))]
    blocks += [Heading(2, "Eingegangene Angebote"), *_received(facts), Note("Ohne Preise", (_paragraph(),))]
    return Document(
        title=f"{NAME} {facts.reference}",
        language="de-DE",
        issued=last.astimezone(OFFICIAL_ZONE).date(),
        blocks=tuple(blocks),
        subject=facts.title,
        header=f"{NAME} · {facts.reference}",
        footer=f"Fassung {opening.publication}, Runde {opening.round}",
    )


def _paragraph() -> Paragraph:
    return Paragraph(runs(_WITHOUT_PRICES))


def _head(facts: OpeningFacts) -> Definitions:
    entries = (
        ("Vergabeverfahren", facts.reference),
        ("Gegenstand", facts.title),
        ("Veröffentlichte Fassung", str(facts.opening.publication)),
        ("Angebotsrunde", str(facts.opening.round)),
    )
    return Definitions(tuple((name, cell(value)) for name, value in entries))


def _opening(facts: OpeningFacts) -> Definitions:
    opening = facts.opening
    ended = "bis zur Öffnung dieser Runde" if facts.deadline is None else exact_moment(facts.deadline)
    entries = (
        ("Ende der Angebotsfrist", ended),
        ("Geöffnet", exact_moment(opening.opened_at)),
        ("Erste Person", opening.first_person),
        ("Zweite Person", opening.second_person),
        ("Festgehalten", f"{exact_moment(opening.recorded_at)}, {facts.recorder}"),
    )
    return Definitions(tuple((name, cell(value)) for name, value in entries))


def _received(facts: OpeningFacts) -> Iterator[Block]:
    if not facts.bids:
        yield Paragraph(runs("Es ist kein Angebot übernommen."))
        return
    yield _counts(facts.bids)
    names = bid_names(one.bid.id for one in facts.bids)
    columns = (
        Column("Angebot", names_row=True),
        Column("Bieter"),
        Column("Eingang"),
        Column("Stand"),
        Column("Dateien", Align.RIGHT),
    )
    yield Table("Angebote mit Eingang und Stand", columns, tuple(_groups(facts, names, _row)))
    named = (Column("Angebot", names_row=True), Column("Prüfsumme des Eingangs"))
    yield Table("Prüfsummen des Eingangs", named, tuple(_groups(facts, names, _digest_row)))


def _counts(bids: Sequence[ReceivedBid]) -> ListBlock:
    """Return how many bids stand how; none is told too, where somebody would look for it, save variants."""
    states = [one.bid.state for one in bids]
    lines = [f"{STATES[state.value]}: {states.count(state)}" for state in BidState]
    variants = sum(bool(one.bid.variant) for one in bids)
    return ListBlock(tuple(map(runs, [*lines, *([f"davon Nebenangebote: {variants}"] if variants else [])])))


def _row(name: str, one: ReceivedBid) -> Row:
    bid = one.bid
    return (
        runs(name),
        cell(bid.title),
        runs(exact_moment(bid.received_at)),
        runs(STATES[bid.state.value]),
        runs(german_number(one.files)),
    )


def _digest_row(name: str, one: ReceivedBid) -> Row:
    return runs(name), runs(one.bid.receipt_digest)


def _groups(facts: OpeningFacts, names: Mapping[str, str], row: _RowMaker) -> Iterator[RowGroup]:
    """Yield the rows lot by lot, under the title of the lot where there are several."""
    several = len(facts.lots) > 1
    for lot, members in groupby(facts.bids, key=lambda one: one.bid.place.lot):
        title = f"Los {lot}: {facts.lots.get(lot, '')}" if several else None
        yield RowGroup(tuple(row(names[one.bid.id], one) for one in members), title)
