"""What was decided about bids before they were scored: prices corrected, and bids admitted with a reason."""

from core.document import Align, Block, Column, Heading, Paragraph, Row, RowGroup, Table, runs
from core.german import german_euro
from procurement.papers.words import cell
from scoring.evaluate import Outcome
from scoring.result import Result


def corrected_prices(outcome: Outcome, _result: Result) -> list[Block]:
    """Return the section about corrected prices; nothing where there is none."""
    rows: tuple[Row, ...] = tuple(
        (
            runs(bid.id),
            cell(bid.tenderer),
            runs(german_euro(found.stated_gross_eur)),
            runs(german_euro(bid.price_gross_eur)),
            runs(f"{found.rule}. {found.reason}"),
        )
        for bid in outcome.evaluation.bids
        if (found := bid.price_correction)
    )
    if not rows:
        return []
    columns = (
        Column("Angebot", names_row=True),
        Column("Bieter"),
        Column("genannt", Align.RIGHT),
        Column("berichtigt", Align.RIGHT),
        Column("Regel und Grund"),
    )
    intro = "Diese Preise sind wegen eines Rechenfehlers im Preisblatt berichtigt. Gewertet ist der berichtigte Preis."
    return [
        Heading(2, "Berichtigte Preise"),
        Paragraph(runs(intro)),
        Table("Berichtigte Preise (brutto)", columns, (RowGroup(rows),)),
    ]


def admitted_bids(outcome: Outcome, _result: Result) -> list[Block]:
    """Return the section about bids admitted with a reason; nothing where there is none."""
    rows: tuple[Row, ...] = tuple(
        (runs(bid.id), cell(bid.tenderer), runs(bid.admission_reason))
        for bid in outcome.evaluation.bids
        if bid.admission_reason
    )
    if not rows:
        return []
    columns = (Column("Angebot", names_row=True), Column("Bieter"), Column("Begründung der Zulassung"))
    intro = "Warum diese Angebote zur Wertung zugelassen sind, obwohl bei der Prüfung etwas zu begründen war."
    return [
        Heading(2, "Zulassung mit Begründung"),
        Paragraph(runs(intro)),
        Table("Mit Begründung zugelassene Angebote", columns, (RowGroup(rows),)),
    ]
