"""Vergabevorschlag: what is proposed to those who sign; not public, for it tells prices and points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.document import (
    Align,
    Block,
    Column,
    Definitions,
    Document,
    Heading,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Table,
    runs,
)
from core.german import german_date, german_euro, german_number
from procurement.papers.words import cell
from procurement.rules.award.answers import DONE, GateAnswer
from procurement.rules.award.bid_results import BidResult

NAME = "Vergabevorschlag"
_INTERNAL = "Nicht öffentlich: Das Papier nennt Preise und Punkte aller Angebote (§ 5 VgV)."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedLot:
    """A lot with its result.

    Args:
        title: What it is called.
        winner: Who is to get it; empty where nobody is.
        results: Bids that were scored, in the order of their rank, then those excluded.
    """

    title: str
    winner: str
    results: Sequence[BidResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """What a Vergabevorschlag tells.

    Args:
        reference: Reference number of the procedure.
        title: What is bought.
        kind: Name of the kind of procedure.
        value: Estimated value, net, as a decimal string.
        day: Day of the paper.
        signs: Who signs at this value, in words.
        resolution: When and under which sign they decided; empty until then.
        reason: Why these bidders get it.
        gates: What was checked.
        lots: Lots with their results.
        check: What the Digital-Check says, by what it is called; nothing where the procedure is linked to none.
    """

    reference: str
    title: str
    kind: str
    value: str
    day: date
    signs: str
    resolution: str
    reason: str
    gates: Sequence[GateAnswer]
    lots: Sequence[ProposedLot]
    check: Sequence[tuple[str, str]] = ()


def vergabevorschlag(facts: ProposalFacts) -> Document:
    """Return the Vergabevorschlag.

    Legal source:
        § 58 Abs. 5 VgV
    """
    blocks: list[Block] = [Heading(1, NAME), _head(facts), Note("Nicht öffentlich", (Paragraph(runs(_INTERNAL)),))]
    blocks.append(Heading(2, "Vorschlag"))
    for lot in facts.lots:
        who = f"Der Zuschlag soll auf das Angebot von {lot.winner} erteilt werden." if lot.winner else "Kein Zuschlag."
        blocks.append(Paragraph(cell(f"{lot.title}: {who}" if len(facts.lots) > 1 else who)))
    blocks += [Heading(2, "Begründung"), *_paragraphs(facts.reason, "Die Entscheidung ist noch nicht begründet.")]
    if facts.check:
        blocks += [Heading(2, "Vorhaben nach dem Digital-Check"), _definitions(facts.check)]
    blocks.append(Heading(2, "Ergebnis der Wertung"))
    blocks += [_results(lot) for lot in facts.lots]
    blocks += [Heading(2, "Geprüft vor dem Zuschlag"), _gates(facts.gates)]
    return Document(
        title=f"{NAME} {facts.reference}",
        language="de-DE",
        issued=facts.day,
        blocks=tuple(blocks),
        subject=facts.title,
        header=f"{NAME} · {facts.reference}",
        footer=f"Stand {german_date(facts.day)}, nicht öffentlich",
    )


def _head(facts: ProposalFacts) -> Definitions:
    entries = (
        ("Vergabeverfahren", facts.reference),
        ("Gegenstand", facts.title),
        ("Verfahrensart", facts.kind),
        ("Geschätzter Auftragswert, netto", german_euro(facts.value)),
        ("Es entscheidet", facts.signs),
        ("Tag und Zeichen der Entscheidung", facts.resolution or "noch nicht entschieden"),
    )
    return _definitions(entries)


def _definitions(entries: Sequence[tuple[str, str]]) -> Definitions:
    return Definitions(tuple((name, cell(value)) for name, value in entries))


def _results(lot: ProposedLot) -> Table:
    columns = (
        Column("Bieter", names_row=True),
        Column("Rang", Align.RIGHT),
        Column("Preis, brutto", Align.RIGHT),
        Column("Ausgeschlossen, weil", wide=True),
    )
    rows = tuple(map(_row, lot.results))
    return Table(f"Angebote zu {lot.title}", columns, (RowGroup(rows),))


def _row(one: BidResult) -> Row:
    rank = german_number(one.rank) if one.rank is not None else "–"
    price = german_euro(one.price_eur) if one.price_eur and one.rank is not None else "–"
    return cell(one.tenderer), runs(rank), runs(price), cell(one.exclusion or "–")


def _gates(gates: Sequence[GateAnswer]) -> Table:
    columns = (Column("Prüfpunkt", names_row=True), Column("Stand"), Column("Beleg oder Grund", wide=True))
    rows = tuple((cell(one.gate.title), runs(_state(one)), cell(one.evidence or "–")) for one in gates)
    return Table("Prüfpunkte mit Stand und Beleg", columns, (RowGroup(rows),))


def _state(one: GateAnswer) -> str:
    if not one.is_closed:
        return "offen"
    return "erledigt" if one.state == DONE else "nicht anzuwenden"


def _paragraphs(text: str, otherwise: str) -> list[Block]:
    lines = [line for line in text.split("\n") if line.strip()] or [otherwise]
    return [Paragraph(cell(line)) for line in lines]
