"""``/procedures/…/openness``: signals of bids, what was read in them, suggested points, and decisions on these."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.once import answer_once, presented
from api.openness_input import DecisionInput, EffectInput, StatementInput
from api.problems import responses
from core.numbers import fraction_string
from infra.policy.model import Actor
from infra.policy.table import Action
from licensing.assess.evidence import EvidenceState, Signal
from procurement.model import AnswerEffect, BidStatement, PointsDecision
from procurement.rules.openness.report import OpennessReport, SignalEntry, signal_entries
from procurement.services.openness import (
    DecisionWish,
    EffectWish,
    OpenedOpenness,
    OpennessDeciding,
    OpennessDesk,
    OpennessFile,
    OpennessNoting,
    OpennessReporting,
)
from procurement.services.openness.reporting import report_of

Call = Request[Any, Any, Any]
_BID = "/procedures/{procedure:str}/bids/{bid:str}/openness"
_LOT = "/procedures/{procedure:str}/lots/{number:int}/openness"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question to the bidder, as a draft; it is asked as an inquiry, and an answer raises no points.

    Args:
        signal: About which signal.
        state: How far that is known.
        text: What to ask.
    """

    signal: Signal
    state: EvidenceState
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BidOpennessView:
    """The openness of a bid.

    Args:
        bid: Id of the bid.
        criterion: Id of the criterion that points are suggested for.
        rubric: ``sha256:…`` of the published rubric.
        suggestion: ``sha256:…`` of the suggestion; a decision names it.
        least: Points that are certain, as a fraction.
        most: Points that are possible.
        signals: Each signal of the rubric.
        late_files: Judged files that did not come with the bid: they do not count.
        questions: What there is to ask the bidder.
    """

    bid: str
    criterion: str
    rubric: str
    suggestion: str
    least: str
    most: str
    signals: list[SignalEntry]
    late_files: list[str]
    questions: list[QuestionView]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedView:
    """Something that was noted.

    Args:
        number: Counts those of the procedure, from 1.
        signal: About which signal.
        noted_at: When.
    """

    number: int
    signal: Signal
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """What an evaluator decided.

    Args:
        number: Counts those of the procedure, from 1.
        accepted: The points are within what was suggested.
        points: As a fraction.
        decided_at: When.
    """

    number: int
    accepted: bool
    points: str
    decided_at: datetime


@get(
    _BID,
    operation_id="get_bid_openness",
    summary="Signale und Punktevorschlag zur Offenheit eines Angebots",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def get_bid_openness(
    actor: NamedDependency[Actor],
    openness_desk: NamedDependency[OpennessDesk],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> BidOpennessView:
    """Return the signals of a bid with what proves them."""
    return _view(openness_desk.open(actor, procedure, bid))


@post(
    f"{_BID}/statements",
    operation_id="note_statement",
    summary="Festhalten, was ein Angebot zu einem Signal sagt",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def note_statement(
    request: Call,
    actor: NamedDependency[Actor],
    openness_noting: NamedDependency[OpennessNoting],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[StatementInput],
) -> Response[NotedView]:
    """Note what a bid says about a signal."""
    return answer_once(
        request,
        lambda once: openness_noting.note(actor, procedure, bid, data.wish(), once),
        lambda done: presented(_noted(done), status=201),
    )


@post(
    f"{_BID}/answer-effects",
    operation_id="note_answer_effect",
    summary="Festhalten, was die Antwort auf eine Aufklärung zu einem Signal zeigt",
    description="Nach der Angebotsfrist steigen keine Punkte (§ 56 Abs. 3 VgV): Eine Antwort kann nur welche nehmen.",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def note_answer_effect(
    request: Call,
    actor: NamedDependency[Actor],
    openness_noting: NamedDependency[OpennessNoting],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[EffectInput],
) -> Response[NotedView]:
    """Note what an answer shows."""
    wish = EffectWish(data.inquiry, data.signal, data.state, data.anchor)
    return answer_once(
        request,
        lambda once: openness_noting.note_effect(actor, procedure, bid, wish, once),
        lambda done: presented(_noted(done), status=201),
    )


@get(
    _LOT,
    operation_id="compare_openness",
    summary="Offenheit aller Angebote eines Loses nebeneinander",
    description="Dokument pruefstand/openness/1. Entscheidungen anderer stehen darin erst nach der Einzelwertung.",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def compare_openness(
    actor: NamedDependency[Actor],
    openness_desk: NamedDependency[OpennessDesk],
    procedure: FromPath[str],
    number: FromPath[int],
) -> OpennessReport:
    """Return the comparison as the document ``pruefstand/openness/1``."""
    return report_of(openness_desk.compare(actor, procedure, number))


@get(
    f"{_LOT}/files/{{openness_file:str}}",
    operation_id="export_openness",
    summary="Den Vergleich der Offenheit als Datei: json, xlsx oder pdf",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def export_openness(
    actor: NamedDependency[Actor],
    openness_reporting: NamedDependency[OpennessReporting],
    procedure: FromPath[str],
    number: FromPath[int],
    openness_file: FromPath[OpennessFile],
) -> Response[bytes]:
    """Return the comparison as a file, with a line about it in the audit log."""
    file = openness_reporting.export(actor, procedure, number, openness_file)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)


@post(
    f"{_LOT}/decisions",
    operation_id="decide_suggested_points",
    summary="Vorgeschlagene Punkte annehmen oder andere geben",
    description="Schreibt die Punkte in die eigene Einzelwertung. Niemand sonst sieht sie vor der Konsenswertung.",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.SCORE_BIDS,
)
def decide_suggested_points(
    request: Call,
    actor: NamedDependency[Actor],
    openness_deciding: NamedDependency[OpennessDeciding],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[DecisionInput],
) -> Response[DecisionView]:
    """Store a decision."""
    wish = DecisionWish(bid=data.bid, seal=data.suggestion, points=data.points, reason=data.reason)
    return answer_once(
        request,
        lambda once: openness_deciding.decide(actor, procedure, number, wish, once),
        lambda done: presented(_decided(done), status=201),
    )


def _view(opened: OpenedOpenness) -> BidOpennessView:
    known = opened.known
    return BidOpennessView(
        bid=known.bid.id,
        criterion=opened.published.chosen.criterion,
        rubric=opened.published.rubric.sha256,
        suggestion=known.seal,
        least=fraction_string(known.points[0]),
        most=fraction_string(known.points[1]),
        signals=signal_entries(known.suggestion),
        late_files=list(known.facts.late_files),
        questions=[QuestionView(signal=one.signal, state=one.state, text=one.text) for one in opened.drafts],
    )


def _noted(done: BidStatement | AnswerEffect) -> NotedView:
    return NotedView(number=done.number, signal=done.signal, noted_at=done.noted_at)


def _decided(done: PointsDecision) -> DecisionView:
    return DecisionView(
        number=done.number, accepted=done.is_accepted, points=fraction_string(done.points), decided_at=done.decided_at
    )


HANDLERS = (
    get_bid_openness,
    note_statement,
    note_answer_effect,
    compare_openness,
    export_openness,
    decide_suggested_points,
)
