"""Extract of a file for people outside it: what everybody may know, and what is left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.document import Block, Definitions, Document, Heading, ListBlock, Paragraph, runs
from core.german import german_date
from procurement.papers.words import cell

NAME = "Auszug aus der Vergabeakte"
_BUILT = (
    "Dieser Auszug ist aus den Angaben zusammengestellt, die jede Person kennen darf. Aus der Akte selbst ist nichts "
    "übernommen und dann geschwärzt."
)
LEFT_OUT = (
    "Namen und Angebote der Unternehmen, die den Auftrag nicht erhalten haben (§ 5 VgV, § 3 UVgO)",
    "Preise, Punkte und Begründungen der Wertung; Geschäftsgeheimnisse aller Bieter (§ 5 VgV, § 3 UVgO)",
    "geschätzter Auftragswert und interne Begründungen",
    "Namen der Personen, die gewertet, entschieden oder gerügt haben (Art. 6 DSGVO)",
    "Texte der Rügen, der Schreiben und der Prüfpunkte",
    "bis zum Zuschlag: wie weit die Entscheidung ist, und ob gerügt wurde",
)
"""What is left out and why; a test looks for planted secrets of every kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLot:
    """A lot as everybody may know it.

    Args:
        title: What it is called.
        received: Number of bids that were received.
        winner: Who got the contract; empty before the award and after an annulment.
    """

    title: str
    received: int
    winner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """What the extract tells.

    Args:
        reference: Reference number of the procedure.
        title: What is bought.
        kind: Name of the kind of procedure.
        stage: How far it is, in words that tell nothing of the file before it is over.
        day: Day of the extract.
        published_on: Day of the first publication.
        versions: Number of published versions.
        awarded_on: Day of the award; None before it and after an annulment.
        lots: Its lots; none before the award, for the number of bids is nobody's business until then.
        objections: Number of Rügen and reviews; None before the award, as with the bids.
    """

    reference: str
    title: str
    kind: str
    stage: str
    day: date
    published_on: date
    versions: int
    awarded_on: date | None
    lots: Sequence[PublicLot]
    objections: int | None


def public_extract(facts: PublicFacts) -> Document:
    """Return the extract.

    Legal source:
        § 5 VgV, § 3 UVgO (confidentiality); § 39 VgV (what is published about an award)
    """
    entries = [
        ("Vergabeverfahren", facts.reference),
        ("Gegenstand", facts.title),
        ("Verfahrensart", facts.kind),
        ("Stand des Verfahrens", facts.stage),
        ("Veröffentlicht am", german_date(facts.published_on)),
        ("Veröffentlichte Fassungen", str(facts.versions)),
        ("Zuschlag erteilt am", german_date(facts.awarded_on) if facts.awarded_on else "–"),
        ("Rügen und Nachprüfungen", "–" if facts.objections is None else str(facts.objections)),
    ]
    blocks: list[Block] = [
        Heading(1, NAME),
        Paragraph(runs(_BUILT)),
        Definitions(tuple((name, cell(value)) for name, value in entries)),
    ]
    if facts.lots:
        blocks += [Heading(2, "Lose"), ListBlock(tuple(cell(_lot(one)) for one in facts.lots))]
    blocks += [Heading(2, "Was nicht enthalten ist"), ListBlock(tuple(runs(one) for one in LEFT_OUT))]
    return Document(
        title=f"{NAME} {facts.reference}",
        language="de-DE",
        issued=facts.day,
        blocks=tuple(blocks),
        subject=facts.title,
        header=f"{NAME} · {facts.reference}",
        footer=f"Stand {german_date(facts.day)}",
    )


def _lot(lot: PublicLot) -> str:
    got = f"Auftrag an {lot.winner}" if lot.winner else "kein Auftrag"
    bids = "1 Angebot" if lot.received == 1 else f"{lot.received} Angebote"
    return f"{lot.title}: {bids} eingegangen; {got}"
