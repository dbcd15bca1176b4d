"""What a proposal needs: person-days, money, and where the money comes from. Roles and money only inside the house."""

from collections.abc import Sequence
from decimal import Decimal

from core.document import Align, Block, Column, Paragraph, Row, RowGroup, Table, strong
from core.german import german_euro, german_number
from core.numbers import decimal_string
from digitalcheck.papers.words import said
from digitalcheck.rules.answers import Effort, Typed
from digitalcheck.rules.catalogue.form import AnswerField
from digitalcheck.rules.facts import efforts
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.result import resources

MOST_ROWS = 5
"""Rows of person-days that stand as a table; more are told in one sentence, a role each."""


def needs(judgement: Judgement, *, internal: bool) -> list[Block]:
    """Return what a version tells of the resources; nothing where nothing was stated."""
    rows = efforts(judgement.answers)
    if not internal:
        return [_sum_line(rows)] if rows else []
    blocks: list[Block] = []
    if rows:
        blocks.append(_table(judgement, rows) if len(rows) <= MOST_ROWS else _by_role(judgement, rows))
    return blocks + [line for line in (_cost(judgement), _cover(judgement)) if line is not None]


def days_in_words(rows: Sequence[Effort]) -> str:
    """Return a sum of person-days, e.g. ``10 bis 15``."""
    low, high = (sum((getattr(row, name) for row in rows), Decimal(0)) for name in ("days_from", "days_to"))
    first, last = (german_number(decimal_string(value, 9)) for value in (low, high))
    return last if first == last else f"{first} bis {last}"


def period(rows: Sequence[Effort]) -> str:
    """Return the quarters from the first to the last, e.g. ``1. bis 3. Quartal 2027``."""
    first, last = min(row.quarter for row in rows), max(row.quarter for row in rows)
    year, _, number = last.partition("-Q")
    if first == last:
        return f"{number}. Quartal {year}"
    begins = f"{first[-1]}." if first[:4] == year else f"{first[-1]}. Quartal {first[:4]}"
    return f"{begins} bis {number}. Quartal {year}"


def _years(rows: Sequence[Effort]) -> str:
    first, last = min(row.quarter for row in rows)[:4], max(row.quarter for row in rows)[:4]
    return first if first == last else f"{first} bis {last}"


def _sum_line(rows: Sequence[Effort]) -> Paragraph:
    return Paragraph(said(strong("Personentage: "), f"{days_in_words(rows)} ({period(rows)})."))


def _table(judgement: Judgement, rows: Sequence[Effort]) -> Table:
    columns = (Column("Rolle", names_row=True), Column("Zeitraum"), Column("Personentage", Align.RIGHT))
    body = [_row(judgement.catalogue.role(row.role), [row]) for row in rows]
    if len(rows) > 1:
        body.append(_row("Summe", rows))
    return Table("Personentage", columns, (RowGroup(tuple(body)),))


def _row(name: str, rows: Sequence[Effort]) -> Row:
    return said(name), said(period(rows)), said(days_in_words(rows))


def _by_role(judgement: Judgement, rows: Sequence[Effort]) -> Paragraph:
    told = []
    for role in dict.fromkeys(row.role for row in rows):
        own = [row for row in rows if row.role == role]
        years = "" if _years(own) == _years(rows) else f" ({_years(own)})"
        told.append(f"{judgement.catalogue.role(role)} {days_in_words(own)}{years}")
    whole = f"{days_in_words(rows)} ({period(rows)}), davon "
    return Paragraph(said(strong("Personentage: "), whole + "; ".join(told) + "."))


def _cost(judgement: Judgement) -> Paragraph | None:
    needed = resources(judgement)
    amounts = (
        ("einmalig", needed["cost_once_eur"]),
        ("laufend pro Jahr", needed["cost_yearly_eur"]),
        ("Summe über fünf Jahre", needed["cost_total_eur"]),
    )
    words = "; ".join(f"{name} {german_euro(amount)}" for name, amount in amounts if amount is not None)
    return Paragraph(said(strong("Kosten: "), f"{words}.")) if words else None


def _cover(judgement: Judgement) -> Paragraph | None:
    answer, question = judgement.answers.get("K4", {}), judgement.catalogue.question("K4")
    if question is None or not answer.get("value"):
        return None
    names = {"value": "", "budget_year": "Haushaltsjahr ", "account": "", "funding": "Förderung: "}
    parts = [names[one] + _label(question.field(one), answer[one]) for one in names if answer.get(one)]
    if answer.get("mip"):
        parts.append(f"mittelfristige Investitionsplanung: {_label(question.field('mip'), answer['mip'])}")
    return Paragraph(said(strong("Deckung: "), "; ".join(parts) + "."))


def _label(field: AnswerField | None, value: Typed) -> str:
    labels = {one.code: one.label for one in field.options} if field else {}
    return labels.get(str(value), str(value))
