"""Why each bid got its points: every criterion with points, reason and the place in the bid that supports them."""

from collections.abc import Iterator
from itertools import groupby

from core.document import Align, Block, Column, Heading, Paragraph, Row, RowGroup, Table, runs
from core.german import german_number
from procurement.papers.words import EXACT_DIGITS, NOTHING, cell
from scoring.evaluate import Outcome
from scoring.explain import CriterionAccount, explain_criteria
from scoring.model import Bid, CriterionKind

_COLUMNS = (
    Column("Kriterium", names_row=True),
    Column("Wertung", Align.RIGHT),
    Column("Begründung"),
    Column("Fundstelle"),
)


def reason_blocks(outcome: Outcome) -> list[Block]:
    """Return the reasons bid by bid: those in the ranking by rank, then the others as they came in."""
    ranked = [outcome.bids[index] for index in outcome.in_rank_order()]
    in_ranking = {bid.id for bid in ranked}
    others = [bid for bid in outcome.evaluation.bids if bid.id not in in_ranking]
    intro = "Wertung ist bei A-Kriterien „erfüllt“ oder „nicht erfüllt“, sonst die Punktzahl, die zählt."
    blocks: list[Block] = [Heading(2, "Begründungen"), Paragraph(runs(intro))]
    for bid in [*ranked, *others]:
        groups = [*_a_criteria(outcome, bid), *_scored(outcome, bid)]
        blocks.append(Heading(3, f"Angebot {bid.id}: {bid.tenderer}"))
        blocks.append(Table(f"Wertung von Angebot {bid.id}", _COLUMNS, tuple(groups)))
    return blocks


def _a_criteria(outcome: Outcome, bid: Bid) -> Iterator[RowGroup]:
    rows: list[Row] = []
    for criterion in outcome.evaluation.matrix.leaves(CriterionKind.A_KRITERIUM):
        answer = bid.a_criteria.get(criterion.id)
        verdict = "offen" if answer is None else "erfüllt" if answer.met else "nicht erfüllt"
        reason, source = (answer.reason, answer.source) if answer else (None, None)
        rows.append((runs(f"{criterion.id} {criterion.title}"), runs(verdict), cell(reason), cell(source)))
    if rows:
        yield RowGroup(tuple(rows), "A-Kriterien")


def _scored(outcome: Outcome, bid: Bid) -> Iterator[RowGroup]:
    accounts = explain_criteria(outcome, bid)
    for main_group, members in groupby(accounts, key=lambda account: account.path[0].node):
        weight = german_number(main_group.weight_percent or 0, EXACT_DIGITS)
        rows = tuple(_row(account) for account in members)
        yield RowGroup(rows, f"{main_group.id} {main_group.title} (Gewicht {weight} %)")


def _row(account: CriterionAccount) -> Row:
    criterion, score = account.criterion, account.score
    points = NOTHING if account.points is None else german_number(account.points)
    reason = score.reason if score else None
    if score is None and account.points is not None:
        reason = "Mittelwert der Einzelwertungen; die Konsenswertung steht aus."
    share = german_number(100 * account.share)
    return (
        runs(f"{criterion.id} {criterion.title} ({share} % der Leistung)"),
        runs(points),
        cell(reason),
        cell(score.source if score else None),
    )
