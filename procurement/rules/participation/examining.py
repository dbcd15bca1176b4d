"""Which points a request to participate is examined by, and what must be written before its candidate is suitable."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from core.legal import LegalSource, VerificationStatus
from procurement.model import CheckAnswer, Decision, Finding, RequestToParticipate
from procurement.rules.examination.book import Ground, Point, PointGroup
from procurement.rules.participation.matrix import EligibilityMatrix
from procurement.rules.procedure.evaluation_document import ANSWER_PREFIX
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.guards import DOCUMENTED, READ
from scoring.model import Scale, is_written

ELIGIBILITY = LegalSource("§ 122 GWB, § 42 VgV", VerificationStatus.UNVERIFIED, "Eignung, Auswahl der Bewerber", READ)
UNSUITABLE = "unsuitable"

_GROUPS = frozenset({PointGroup.SUITABILITY, PointGroup.EXCLUSION, PointGroup.SANCTIONS})
_CODES = frozenset({"late", "wrong_form", "missing_documents", UNSUITABLE, "exclusion_ground", "sanctions"})


def request_points(general: Sequence[Point], matrix: EligibilityMatrix) -> tuple[Point, ...]:
    """Return what a request is examined by: grounds of exclusion and suitability of the law, then each A criterion.

    Args:
        general: All points that apply to the procedure; those about bids are left out.
        matrix: Published eligibility matrix.
    """
    required = (
        Point(
            id=ANSWER_PREFIX + one.id,
            group=PointGroup.A_CRITERIA,
            text=one.title,
            code=UNSUITABLE,
            basis=ELIGIBILITY,
        )
        for one in matrix.required
    )
    return (*(one for one in general if one.group in _GROUPS), *required)


def request_grounds(grounds: Sequence[Ground]) -> tuple[Ground, ...]:
    """Return the grounds on which a candidate may be excluded: those that are about the candidate or the request."""
    return tuple(one for one in grounds if one.code in _CODES)


def finding_hindrances(
    points: Sequence[Point], matrix: EligibilityMatrix, findings: Mapping[str, Finding]
) -> tuple[Reason, ...]:
    """Return every reason why findings cannot be written down as they are.

    What is not met, or does not apply, needs its reason; so do points, also full ones. Points lie on the scale.

    Args:
        points: What the request is examined by.
        matrix: Published eligibility matrix.
        findings: By the id of the point or criterion.
    """
    found = list[Reason]()
    for one in points:
        finding = findings.get(one.id, Finding())
        if finding.answer in {CheckAnswer.NOT_MET, CheckAnswer.NOT_APPLICABLE} and not is_written(finding.note):
            found.append(Reason(type="note-missing", properties={"point": one.text}, source=DOCUMENTED))
        if one.group is PointGroup.A_CRITERIA and finding.answer is CheckAnswer.NOT_APPLICABLE:
            found.append(Reason(type="a-criterion-applies", properties={"point": one.text}, source=one.basis))
    for criterion in matrix.scored:
        finding = findings.get(criterion.id, Finding())
        named = {"point": criterion.title}
        if finding.points is not None and not _is_allowed(matrix.scale, finding.points):
            found.append(Reason(type="eligibility-points-off", properties=named))
        elif finding.points is not None and not is_written(finding.note):
            found.append(Reason(type="eligibility-note-missing", properties=named, source=DOCUMENTED))
    return tuple(found)


def verdict_hindrances(
    points: Sequence[Point],
    matrix: EligibilityMatrix,
    request: RequestToParticipate,
    grounds: Collection[Ground],
) -> tuple[Reason, ...]:
    """Return every reason why a request cannot be decided like that.

    Suitable is only who meets every point and has points with reasons on every scored criterion: there is no exception.
    Whoever is excluded is so on a ground of the list, with a reason that a letter can give.

    Args:
        points: What the request is examined by.
        matrix: Published eligibility matrix.
        request: As it would become.
        grounds: Grounds that apply.
    """
    if request.decision is Decision.EXCLUDED:
        unknown = request.exclusion_code not in {one.code for one in grounds}
        wrong = [Reason(type="ground-unknown", source=ELIGIBILITY)] if unknown else []
        if not is_written(request.exclusion_reason):
            wrong.append(Reason(type="exclusion-reason-missing", source=DOCUMENTED))
        return tuple(wrong)
    if request.decision is Decision.UNDECIDED:
        return ()
    answers = {one.id: request.findings.get(one.id, Finding()).answer for one in points}
    unmet = sum(answer is CheckAnswer.NOT_MET for answer in answers.values())
    open_points = sum(answer is CheckAnswer.OPEN for answer in answers.values())
    unscored = sum(request.findings.get(one.id, Finding()).points is None for one in matrix.scored)
    counted = {"eligibility-unmet": unmet, "eligibility-open": open_points, "eligibility-unscored": unscored}
    return tuple(
        Reason(type=name, properties={"count": str(count)}, source=ELIGIBILITY)
        for name, count in counted.items()
        if count
    )


def _is_allowed(scale: Scale, points: Decimal) -> bool:
    return scale.allows(points)
