"""Asking for papers after the deadline (Nachforderung): only what § 56 VgV lets through, and everybody alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.legal import LegalSource, VerificationStatus
from procurement.model import Bid, CheckAnswer
from procurement.rules.examination.book import Concern, Paper, Point, PointGroup
from procurement.rules.examination.examining import EQUAL_TREATMENT
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.guards import READ
from scoring.model import Criterion, CriterionKind, Matrix, is_written

LIMIT = LegalSource(
    "§ 56 Abs. 3 VgV",
    VerificationStatus.VERIFIED,
    "keine Nachforderung zu Zuschlagskriterien; darunter § 41 Abs. 3 UVgO (ungeprüft)",
    READ,
)

PRICE_SHEET, UNIT_PRICE, CRITERION = "price-sheet", "unit-price", "b:"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPriceStatement:
    """What an officer states about a missing unit price; only all three together open the way (§ 56 Abs. 3 Satz 2).

    Args:
        is_insignificant: The position is insignificant for the offer.
        total_stays: The total price contains it already and does not change.
        order_stays: Neither the order of the bids nor the competition changes.
    """

    is_insignificant: bool = False
    total_stays: bool = False
    order_stays: bool = False

    @property
    def is_whole(self) -> bool:
        """All of it is stated."""
        return self.is_insignificant and self.total_stays and self.order_stays


def papers_of(points: Sequence[Point], matrix: Matrix) -> tuple[Paper, ...]:
    """Return the papers of a lot with what each concerns: those that may be asked for first.

    A paper whose title stands in the evidence of a scored criterion concerns the award criteria, whatever else it
    proves. The evidence of an A criterion is met or not and gives no points: it may be asked for.

    Args:
        points: Points of the lot, see ``points_of``.
        matrix: Its published Bewertungsmatrix.
    """
    scored = tuple(matrix.leaves(CriterionKind.B_KRITERIUM))
    evidence = [(leaf.evidence or "").casefold() for leaf in scored]
    listed = [_known(paper, evidence) for point in points for paper in point.papers]
    proofs = [
        Paper(
            id=point.id, title=f"Nachweis zum A-Kriterium: {point.text}", concerns=Concern.PERFORMANCE, point=point.id
        )
        for point in points
        if point.group is PointGroup.A_CRITERIA
    ]
    unit_price = Paper(
        id=UNIT_PRICE, title="unwesentlicher Einzelpreis", concerns=Concern.UNIT_PRICE, point="prices-complete"
    )
    sheet = Paper(id=PRICE_SHEET, title="Preisblatt", concerns=Concern.AWARD, point="")
    found = (*listed, *proofs, unit_price, sheet, *map(_of_criterion, scored))
    return tuple(sorted(found, key=lambda paper: paper.concerns is Concern.AWARD))


def lacking(paper: Paper, bids: Sequence[Bid], answers: Mapping[tuple[str, str], CheckAnswer]) -> tuple[Bid, ...]:
    """Return the bids that take part and lack a paper, as the examination found: all of them are asked alike.

    Args:
        paper: The paper.
        bids: Of the lot.
        answers: What was found, by bid and point.
    """
    return tuple(bid for bid in bids if bid.takes_part and answers.get((bid.id, paper.point)) is CheckAnswer.NOT_MET)


def request_hindrances(
    paper: Paper, asked: Collection[str], lack_it: Sequence[Bid], alone: str, unit_price: UnitPriceStatement
) -> tuple[Reason, ...]:
    """Return every reason why a paper cannot be asked for.

    Args:
        paper: The paper.
        asked: Ids of the bids whose bidders are asked now, or were asked for it before.
        lack_it: All bids of the lot that lack it.
        alone: Why others who lack it are not asked; may be empty where there are none.
        unit_price: What is stated about a unit price.

    Legal source:
        § 56 Abs. 2 and 3 VgV, § 41 UVgO, § 97 Abs. 2 GWB
    """
    found = []
    if paper.concerns is Concern.AWARD:
        found.append(Reason(type="award-paper", properties={"paper": paper.title}, source=LIMIT))
    if paper.concerns is Concern.UNIT_PRICE and not unit_price.is_whole:
        found.append(Reason(type="unit-price-matters", source=LIMIT))
    others = [bid.title for bid in lack_it if bid.id not in asked]
    if others and not is_written(alone):
        found.append(Reason(type="others-lack-it", properties={"bidders": ", ".join(others)}, source=EQUAL_TREATMENT))
    return tuple(found)


def _known(paper: Paper, evidence: Sequence[str]) -> Paper:
    if not any(paper.title.casefold() in one for one in evidence):
        return paper
    return Paper(id=paper.id, title=paper.title, concerns=Concern.AWARD, point=paper.point)


def _of_criterion(leaf: Criterion) -> Paper:
    proof = f"Angaben und Nachweise zum Kriterium: {leaf.title}"
    return Paper(id=CRITERION + leaf.id, title=proof, concerns=Concern.AWARD, point="")
