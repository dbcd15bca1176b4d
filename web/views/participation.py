"""Requests to participate as pages show them, and the way from typed words to what is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from litestar.datastructures import FormMultiDict

from core.german import exact_moment, read_number
from procurement.model import BidState, CheckAnswer, Decision, Finding, RequestOutcome, RequestToParticipate
from procurement.rules.examination.wording import ANSWERS, BID_STATES, GROUPS
from procurement.rules.participation.ranking import shown
from procurement.services.participation.qualifying import Examined, SeenParticipation
from web.upload import text_in

DECISIONS: Mapping[Decision, str] = {
    Decision.UNDECIDED: "noch nicht entschieden",
    Decision.ADMITTED: "geeignet",
    Decision.EXCLUDED: "ausgeschlossen",
}
OUTCOMES: Mapping[RequestOutcome, str] = {
    RequestOutcome.OPEN: "",
    RequestOutcome.INVITED: "zum Angebot aufgefordert",
    RequestOutcome.DECLINED: "nicht aufgefordert",
}
STATES = ((BidState.RECEIVED.value, "eingegangen"), (BidState.WITHDRAWN.value, "zurückgezogen"))
CHOICES = tuple((one.value, text) for one, text in ANSWERS.items())
GIVEN, POINTS, NOTE = "befund", "punkte", "notiz"
NO_POINTS = "Bitte Punkte als Zahl angeben, zum Beispiel 7."


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request in the list.

    Args:
        number: Its number.
        candidate: Name of the candidate.
        received: Moment of receipt.
        state: How it stands.
        is_valid: It takes part.
        decision: What was decided.
        rank: Rank and points of a suitable candidate; empty otherwise.
        outcome: What became of it, with the reason; empty before.
    """

    number: int
    candidate: str
    received: str
    state: str
    is_valid: bool
    decision: str
    rank: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointField:
    """One point of the form.

    Args:
        item: Id of the point or criterion.
        at: Its number in the form.
        title: What has to hold, or is scored.
        hint: Degrees, proof, or where it comes from.
        is_scored: Points are given instead of an answer.
        given: Answer or points, as typed.
        note: Reason, as typed.
    """

    item: str
    at: int
    title: str
    hint: str
    is_scored: bool
    given: str
    note: str


def request_lines(seen: SeenParticipation) -> list[RequestLine]:
    """Return the requests, candidates with a rank first, in its order."""
    places = {one.request.number: one for one in seen.ranking.ranked} if seen.ranking else {}
    order = sorted(
        seen.requests, key=lambda one: (places[one.number].rank if one.number in places else 999, one.number)
    )
    lines = []
    for one in order:
        place = places.get(one.number)
        rank = f"Rang {place.rank}, {shown(place.points)} Punkte" if place else ""
        if place and one.outcome is RequestOutcome.OPEN:
            rank += ", aufzufordern" if place.is_invited else ", Los entscheidet" if place.is_tied else ", kein Platz"
        lines.append(
            RequestLine(
                number=one.number,
                candidate=one.candidate,
                received=exact_moment(one.received_at),
                state=BID_STATES[one.state],
                is_valid=one.is_valid,
                decision=DECISIONS[one.decision],
                rank=rank,
                outcome=f"{OUTCOMES[one.outcome]}: {one.outcome_reason}" if one.outcome_reason else "",
            )
        )
    return lines


def typed_findings(findings: Mapping[str, Finding]) -> dict[str, tuple[str, str]]:
    """Return what is stored as it stands in the form: answer or points, and note, by id."""
    return {
        name: (one.answer.value if one.points is None else shown_points(one.points), one.note)
        for name, one in findings.items()
    }


def shown_points(points: Decimal) -> str:
    """Return points as people type them."""
    return f"{points.normalize():f}".replace(".", ",")


def point_fields(seen: SeenParticipation, typed: Mapping[str, tuple[str, str]]) -> list[tuple[str, list[PointField]]]:
    """Return the groups of the form, each with its points."""
    if seen.matrix is None:
        return []
    groups = dict[str, list[PointField]]()
    evidence = {f"a:{one.id}": one.evidence or "" for one in seen.matrix.required}
    at = 0
    for point in seen.points:
        at += 1
        given, note = typed.get(point.id, (CheckAnswer.OPEN.value, ""))
        hint = evidence.get(point.id) or point.basis.citation
        title = "Mindestanforderungen (A)" if point.id in evidence else GROUPS[point.group]
        groups.setdefault(title, []).append(
            PointField(item=point.id, at=at, title=point.text, hint=hint, is_scored=False, given=given, note=note)
        )
    for one in seen.matrix.scored:
        at += 1
        given, note = typed.get(one.id, ("", ""))
        degrees = "; ".join(f"{shown_points(degree.points)}: {degree.label}" for degree in one.degrees)
        scale = f"0 bis {shown_points(seen.matrix.scale.maximum)}"
        hint = ". ".join(part for part in (scale, degrees, one.evidence or "") if part)
        title = f"{one.title} ({shown_points(one.weight_percent or Decimal(0))} %)"
        given = "" if given == CheckAnswer.OPEN.value else given
        groups.setdefault("Eignungskriterien mit Punkten (B)", []).append(
            PointField(item=one.id, at=at, title=title, hint=hint, is_scored=True, given=given, note=note)
        )
    return list(groups.items())


def sent_findings(form: FormMultiDict, seen: SeenParticipation) -> dict[str, tuple[str, str]]:
    """Return what somebody sent, by the id of the point."""
    return {
        one.item: (
            text_in(form, f"{POINTS if one.is_scored else GIVEN}-{one.at}").strip(),
            text_in(form, f"{NOTE}-{one.at}"),
        )
        for _, group in point_fields(seen, {})
        for one in group
    }


def read_findings(
    typed: Mapping[str, tuple[str, str]], seen: SeenParticipation
) -> tuple[dict[str, Finding], list[str]]:
    """Return findings, and sentences about points that are no numbers."""
    scored = {one.id: one.title for one in seen.matrix.scored} if seen.matrix else {}
    found, faults = dict[str, Finding](), list[str]()
    for name, (given, note) in typed.items():
        if name not in scored:
            answer = CheckAnswer(given) if given in set(CheckAnswer) else CheckAnswer.OPEN
            found[name] = Finding(answer=answer, note=note)
            continue
        number = read_number(given) if given else None
        if given and number is None:
            faults.append(f"„{scored[name]}“: {NO_POINTS}")
        found[name] = Finding(points=None if number is None else Decimal(number), note=note)
    return found, faults


def examined(form: FormMultiDict, version: int, findings: Mapping[str, Finding]) -> Examined:
    """Return the wish in a form."""
    decision = text_in(form, "entscheidung")
    return Examined(
        version=version,
        findings=findings,
        decision=Decision(decision) if decision in set(Decision) else Decision.UNDECIDED,
        exclusion_code=text_in(form, "grund-code"),
        exclusion_reason=text_in(form, "ausschluss"),
    )


def as_typed(request: RequestToParticipate) -> tuple[str, str, str]:
    """Return decision, ground and reason as they stand in the form."""
    return request.decision.value, request.exclusion_code, request.exclusion_reason


def decision_choices() -> Sequence[tuple[str, str]]:
    """Return the decisions to choose from."""
    return [(one.value, text) for one, text in DECISIONS.items()]
