"""``/procedures/…``: the steps that take a procedure from stage to stage."""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.etag import expected_version
from api.once import answer_once
from api.problems import responses
from api.procedure_answers import changed
from api.procedure_view import ProcedureReceipt
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.procedure.stages import Step
from procurement.services.procedures import Stepping, Wish

Call = Request[Any, Any, Any]


class SealInput(BaseModel):
    """What somebody agrees to."""

    model_config = ConfigDict(extra="forbid")

    seal: str = Field(max_length=100, description="„seal“ des Inhalts, der zu sehen war")


class ReasonInput(BaseModel):
    """Why."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=20_000, description="Grund")


class RoundInput(ReasonInput):
    """Why, and until when."""

    bid_deadline: AwareDatetime = Field(description="Ende der Frist für die Angebote dieser Runde")


def _with_seal(address: str, step: Step, action: Action, summary: str) -> HTTPRouteHandler:
    """Return the route of a step that two people have to see the content for."""

    def take(
        request: Call,
        actor: NamedDependency[Actor],
        stepping: NamedDependency[Stepping],
        procedure: FromPath[str],
        data: JSONBody[SealInput],
    ) -> Response[ProcedureReceipt]:
        wish = Wish(step=step, version=expected_version(request), seen=data.seal)
        return answer_once(request, lambda once: stepping.take(actor, procedure, wish, once), changed)

    return _route(address, step, action, summary)(take)


class InvitationInput(SealInput):
    """Which choice, and until when bids are awaited."""

    bid_deadline: AwareDatetime = Field(description="Ende der Angebotsfrist für die aufgeforderten Bewerber")


def _with_seal_and_deadline(address: str, step: Step, action: Action, summary: str) -> HTTPRouteHandler:
    """Return the route of a step that asks another person to confirm an invitation."""

    def take(
        request: Call,
        actor: NamedDependency[Actor],
        stepping: NamedDependency[Stepping],
        procedure: FromPath[str],
        data: JSONBody[InvitationInput],
    ) -> Response[ProcedureReceipt]:
        version = expected_version(request)
        wish = Wish(step=step, version=version, seen=data.seal, bid_deadline=data.bid_deadline)
        return answer_once(request, lambda once: stepping.take(actor, procedure, wish, once), changed)

    return _route(address, step, action, summary)(take)


def _with_reason(address: str, step: Step, action: Action, summary: str) -> HTTPRouteHandler:
    """Return the route of a step that needs a reason."""

    def take(
        request: Call,
        actor: NamedDependency[Actor],
        stepping: NamedDependency[Stepping],
        procedure: FromPath[str],
        data: JSONBody[ReasonInput],
    ) -> Response[ProcedureReceipt]:
        wish = Wish(step=step, version=expected_version(request), reason=data.reason)
        return answer_once(request, lambda once: stepping.take(actor, procedure, wish, once), changed)

    return _route(address, step, action, summary)(take)


def _with_deadline(address: str, step: Step, action: Action, summary: str) -> HTTPRouteHandler:
    """Return the route of a step that invites bids, with a reason."""

    def take(
        request: Call,
        actor: NamedDependency[Actor],
        stepping: NamedDependency[Stepping],
        procedure: FromPath[str],
        data: JSONBody[RoundInput],
    ) -> Response[ProcedureReceipt]:
        version = expected_version(request)
        wish = Wish(step=step, version=version, reason=data.reason, bid_deadline=data.bid_deadline)
        return answer_once(request, lambda once: stepping.take(actor, procedure, wish, once), changed)

    return _route(address, step, action, summary)(take)


def _plain(address: str, step: Step, action: Action, summary: str) -> HTTPRouteHandler:
    """Return the route of a step that needs nothing."""

    def take(
        request: Call, actor: NamedDependency[Actor], stepping: NamedDependency[Stepping], procedure: FromPath[str]
    ) -> Response[ProcedureReceipt]:
        wish = Wish(step=step, version=expected_version(request))
        return answer_once(request, lambda once: stepping.take(actor, procedure, wish, once), changed)

    return _route(address, step, action, summary)(take)


def _route(address: str, step: Step, action: Action, summary: str) -> post:
    return post(
        f"/procedures/{{procedure:str}}/{address}",
        operation_id=step.value.replace("-", "_"),
        summary=summary,
        status_code=HTTP_200_OK,
        sync_to_thread=True,
        responses=responses(409, 428),
        action=action,
    )


HANDLERS = (
    _with_seal(
        "release-request",
        Step.REQUEST_RELEASE,
        Action.PREPARE_PROCEDURE,
        "Um die Freigabe durch eine zweite Person der Vergabestelle bitten",
    ),
    _with_seal(
        "release",
        Step.RELEASE,
        Action.RELEASE_PROCEDURE,
        "Als zweite Person der Vergabestelle freigeben und veröffentlichen",
    ),
    _with_reason("return", Step.HAND_BACK, Action.RELEASE_PROCEDURE, "Ohne Freigabe zurückgeben"),
    _with_reason("change", Step.START_CHANGE, Action.PREPARE_PROCEDURE, "Eine Änderung beginnen"),
    _plain("change-withdrawal", Step.WITHDRAW_CHANGE, Action.PREPARE_PROCEDURE, "Die begonnene Änderung verwerfen"),
    _with_reason("abandonment", Step.ABANDON, Action.END_PROCEDURE, "Die Vorbereitung einstellen"),
    _with_reason("annulment", Step.ANNUL, Action.END_PROCEDURE, "Das Vergabeverfahren aufheben"),
    _with_seal_and_deadline(
        "selection-request",
        Step.REQUEST_SELECTION,
        Action.SELECT_CANDIDATES,
        "Um Bestätigung der Auswahl durch eine zweite Person der Vergabestelle bitten",
    ),
    _with_reason(
        "selection-return", Step.HAND_BACK_SELECTION, Action.SELECT_CANDIDATES, "Die Auswahl der Bewerber zurückgeben"
    ),
    _with_seal(
        "invitation",
        Step.INVITE,
        Action.SELECT_CANDIDATES,
        "Als zweite Person der Vergabestelle die Auswahl bestätigen und zum Angebot auffordern",
    ),
    _plain("examination", Step.START_EXAMINATION, Action.EXAMINE_BIDS, "Die Prüfung der Angebote beginnen"),
    _plain("scoring", Step.START_SCORING, Action.EXAMINE_BIDS, "Die Einzelwertung beginnen"),
    _plain("consensus", Step.START_CONSENSUS, Action.MANAGE_EVALUATORS, "Die Konsenswertung beginnen"),
    _plain("quality", Step.FIX_QUALITY, Action.FIX_QUALITY, "Die Leistungswertung feststellen"),
    _plain(
        "price-unlocking",
        Step.UNLOCK_PRICES,
        Action.UNLOCK_PRICES,
        "Als zweite Person der Vergabestelle die Preise zur Wertung freigeben",
    ),
    _with_deadline("next-round", Step.NEXT_ROUND, Action.OPEN_BIDS, "Eine weitere Angebotsrunde eröffnen"),
    _with_seal(
        "result-request",
        Step.REQUEST_RESULT,
        Action.FIX_RESULT,
        "Um die Feststellung des Ergebnisses durch eine zweite Person der Vergabestelle bitten",
    ),
    _with_reason(
        "result-return", Step.HAND_BACK_RESULT, Action.FIX_RESULT, "Das Ergebnis ohne Feststellung zurückgeben"
    ),
    _with_seal(
        "result",
        Step.FIX_RESULT,
        Action.FIX_RESULT,
        "Als zweite Person der Vergabestelle das Ergebnis feststellen",
    ),
    _with_seal(
        "award-request",
        Step.REQUEST_AWARD,
        Action.PREPARE_AWARD,
        "Um die Entscheidung über den Zuschlag durch eine zweite Person der Vergabestelle bitten",
    ),
    _with_reason(
        "award-return", Step.HAND_BACK_AWARD, Action.DECIDE_AWARD, "Den Zuschlag ohne Entscheidung zurückgeben"
    ),
    _with_seal(
        "award-decision",
        Step.DECIDE_AWARD,
        Action.DECIDE_AWARD,
        "Als zweite Person der Vergabestelle über den Zuschlag entscheiden",
    ),
    _plain("award", Step.AWARD, Action.DECIDE_AWARD, "Den Zuschlag erteilen"),
    _with_reason("reset", Step.RESET, Action.END_PROCEDURE, "In den Stand vor der Veröffentlichung zurückversetzen"),
)
