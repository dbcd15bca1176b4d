"""Which points a bid is examined by, how far that is, and whether it may be admitted or excluded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.legal import LegalSource, VerificationStatus
from procurement.model import RESULT_STANDS, Bid, Check, CheckAnswer, Decision, ProcedureStage
from procurement.rules.examination.book import ALWAYS_APPLYING, Ground, Point, PointGroup
from procurement.rules.procedure.bid_guards import EXAMINATION, LOW
from procurement.rules.procedure.evaluation_document import ANSWER_PREFIX
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.guards import DOCUMENTED, READ
from scoring.exclusion import A_CRITERION, SOURCES
from scoring.model import CriterionKind, Matrix, is_written

ABNORMALLY_LOW = "abnormally_low"
"""Ground on which nobody is excluded before the bidder was asked about the price."""

EXCLUDING = frozenset(
    {ProcedureStage.EXAMINATION, ProcedureStage.SCORING, ProcedureStage.CONSENSUS, ProcedureStage.PRICING}
)
"""Stages in which a bid may still be excluded: never once a result is asked for."""

EQUAL_TREATMENT = LegalSource("§ 97 Abs. 2 GWB", VerificationStatus.VERIFIED, "Gleichbehandlung", READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the examination of a bid is.

    Args:
        answered: Points with an answer.
        total: All points.
        not_met: Ids of points that are not met, in the order of the form.
    """

    answered: int
    total: int
    not_met: tuple[str, ...]

    @property
    def open(self) -> int:
        """Points without an answer."""
        return self.total - self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A ground of exclusion that follows from what was found. It decides nothing.

    Args:
        code: Code of the ground.
        reason: What was found, in the words of whoever wrote it down.
    """

    code: str
    reason: str


def points_of(general: Sequence[Point], matrix: Matrix) -> tuple[Point, ...]:
    """Return the points of a lot: those of the law first, then each A criterion of its published Bewertungsmatrix.

    Args:
        general: Points that apply to the procedure.
        matrix: Published Bewertungsmatrix of the lot.
    """
    criteria = (
        Point(
            id=ANSWER_PREFIX + leaf.id,
            group=PointGroup.A_CRITERIA,
            text=leaf.title,
            code=A_CRITERION,
            basis=SOURCES[A_CRITERION],
        )
        for leaf in matrix.leaves(CriterionKind.A_KRITERIUM)
    )
    return (*general, *criteria)


def progress_of(points: Sequence[Point], checks: Mapping[str, Check]) -> Progress:
    """Return how far an examination is.

    Args:
        points: Points of the bid's lot.
        checks: What was found, by the id of the point.
    """
    answers = {one.id: checks[one.id].answer for one in points if one.id in checks}
    return Progress(
        answered=sum(one is not CheckAnswer.OPEN for one in answers.values()),
        total=len(points),
        not_met=tuple(one.id for one in points if answers.get(one.id) is CheckAnswer.NOT_MET),
    )


def proposal_of(points: Sequence[Point], checks: Mapping[str, Check]) -> Proposal | None:
    """Return the exclusion that follows from points that are not met, A criteria first; None where all are met.

    Args:
        points: Points of the bid's lot.
        checks: What was found, by the id of the point.
    """
    failed = [one for one in points if one.id in checks and checks[one.id].answer is CheckAnswer.NOT_MET]
    if not failed:
        return None
    first = next((one for one in failed if one.group is PointGroup.A_CRITERIA), failed[0])
    same = [one for one in failed if one.code == first.code]
    return Proposal(code=first.code, reason="\n".join(f"{one.text} {checks[one.id].note}" for one in same))


def answer_hindrances(
    stage: ProcedureStage, bid: Bid, point: Point, answer: CheckAnswer, note: str
) -> tuple[Reason, ...]:
    """Return every reason why something cannot be written down about a point.

    What is not met needs its reason, and so does a point that does not apply; an A criterion and a minimum
    requirement of variants always apply.

    Args:
        stage: Of the procedure.
        bid: The bid.
        point: The point.
        answer: What was found.
        note: Why, and where it stands.
    """
    found = list(_examinable(stage, bid))
    if answer in {CheckAnswer.NOT_MET, CheckAnswer.NOT_APPLICABLE} and not is_written(note):
        found.append(Reason(type="note-missing", properties={"point": point.text}, source=DOCUMENTED))
    if point.group in ALWAYS_APPLYING and answer is CheckAnswer.NOT_APPLICABLE:
        kind = "a-criterion-applies" if point.group is PointGroup.A_CRITERIA else "requirement-applies"
        found.append(Reason(type=kind, properties={"point": point.text}, source=point.basis))
    return tuple(found)


def admission_hindrances(
    stage: ProcedureStage, bid: Bid, progress: Progress, reason: str, *, fails_a_criterion: bool
) -> tuple[Reason, ...]:
    """Return every reason why a bid cannot be admitted.

    Whoever admits a bid although a point is open or not met writes down why. Without exception a bid leaves whose A
    criterion is not met: equal treatment leaves no room there.

    Args:
        stage: Of the procedure.
        bid: The bid.
        progress: How far its examination is.
        reason: Why it is admitted; may be empty where every point is met.
        fails_a_criterion: An A criterion of its lot is not met.
    """
    found = list(_examinable(stage, bid))
    if fails_a_criterion:
        found.append(Reason(type="a-criterion-not-met", source=EQUAL_TREATMENT))
    if (progress.open or progress.not_met) and not is_written(reason):
        properties = {"open": str(progress.open), "not_met": str(len(progress.not_met))}
        found.append(Reason(type="admission-reason-missing", properties=properties, source=DOCUMENTED))
    return tuple(found)


def exclusion_hindrances(
    stage: ProcedureStage, bid: Bid, grounds: Collection[Ground], code: str, reason: str
) -> tuple[Reason, ...]:
    """Return every reason why a bid cannot be excluded.

    Args:
        stage: Of the procedure.
        bid: The bid.
        grounds: Grounds that apply.
        code: The ground.
        reason: Why, in words; it goes to the bidder later.
    """
    found = []
    if stage not in EXCLUDING:
        found.append(Reason(type="exclusion-too-late" if _is_over(stage) else "not-examined-now", source=EXAMINATION))
    found += _valid(bid)
    if code not in {one.code for one in grounds}:
        found.append(Reason(type="ground-unknown", source=EXAMINATION))
    if not is_written(reason):
        found.append(Reason(type="exclusion-reason-missing", source=DOCUMENTED))
    if bid.decision is Decision.EXCLUDED and (bid.exclusion_code, bid.exclusion_reason) == (code, reason):
        found.append(Reason(type="already-excluded"))
    return tuple(found)


def clarification_hindrances(bid: Bid, code: str, *, is_asked: bool) -> tuple[Reason, ...]:
    """Refuse to exclude for an unusually low price before the bidder was asked about it.

    Args:
        bid: The bid.
        code: The ground.
        is_asked: The bidder was asked about the price, and nothing is awaited.

    Legal source:
        § 60 Abs. 1 und 3 VgV
    """
    if code != ABNORMALLY_LOW or is_asked:
        return ()
    return (Reason(type="price-not-asked", properties={"bid": bid.title}, source=LOW),)


def _is_over(stage: ProcedureStage) -> bool:
    return stage is ProcedureStage.RESULT_REQUESTED or stage in RESULT_STANDS


def _examinable(stage: ProcedureStage, bid: Bid) -> tuple[Reason, ...]:
    now = () if stage is ProcedureStage.EXAMINATION else (Reason(type="not-examined-now", source=EXAMINATION),)
    return (*now, *_valid(bid))


def _valid(bid: Bid) -> tuple[Reason, ...]:
    return () if bid.is_valid else (Reason(type="bid-not-valid", properties={"bid": bid.title}, source=EXAMINATION),)
