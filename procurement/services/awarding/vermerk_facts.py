"""What is known of a procedure for its Vergabevermerk: of one that is awarded, and of one that was annulled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.german import german_euro
from infra.identity.repository import IdentityRepository
from infra.transactions import Reading
from procurement.model import Bid, Procedure, ProcedureStage, ProcedureType, RequestOutcome, RequestToParticipate
from procurement.repository import BidRepository, EvaluatorRepository, ParticipationRepository
from procurement.rules.award.bid_results import BidResult
from procurement.rules.award.letters import reasons_by_itself
from procurement.rules.award.vermerk import VermerkFacts
from procurement.services.awarding.fields import REASON
from procurement.services.awarding.known import AwardKnown
from procurement.services.awarding.lots import AwardLot

_GONE = "unbekannt"
_LOW = "abnormally_low"
_ANNULLED = "Das Vergabeverfahren wurde aufgehoben."


def vermerk_facts(reading: Reading, known: AwardKnown, texts: Mapping[int, str]) -> VermerkFacts:
    """Return what is known of a procedure for its Vergabevermerk."""
    document, internal = known.document, known.internal
    is_annulled = known.procedure.stage is ProcedureStage.ANNULLED
    unsuccessful = _annulled_bids(reading, known) if is_annulled else _others(known)
    return VermerkFacts(
        regime=known.regime,
        kind=ProcedureType(document["procedure_type"]),
        authority="",
        subject=document.get("subject") or document["title"],
        value=german_euro(known.value),
        scored=tuple(_ranked(lot, one) for lot in known.lots for one in lot.results.values() if one.rank),
        invited=_candidates(reading, known.procedure, RequestOutcome.INVITED),
        declined=_candidates(reading, known.procedure, RequestOutcome.DECLINED),
        unsuccessful={bid.title: why for bid, why in unsuccessful},
        low_rejected={bid.title: bid.exclusion_reason for bid, _ in unsuccessful if bid.exclusion_code == _LOW},
        winners={lot.title: lot.winner.tenderer for lot in known.lots if lot.winner},
        reason=known.text(REASON),
        kind_reason=internal["kind_reason"],
        annulled=known.procedure.reason if is_annulled else None,
        electronic=internal["need"]["electronic_bids"],
        conflicts=_conflicts(reading, known.procedure),
        lots=len(document["lots"]),
        weighted=all(_is_weighted(lot["matrix"]["criteria"]) for lot in document["lots"]),
        texts=texts,
    )


def _others(known: AwardKnown) -> list[tuple[Bid, str]]:
    """Return bids that do not get the contract, each with its reasons."""
    return [(bid, _why(lot.result(bid))) for lot in known.lots for bid in lot.others]


def _annulled_bids(reading: Reading, known: AwardKnown) -> list[tuple[Bid, str]]:
    """Return all bids of the last round: none of them gets a contract."""
    procedure = known.procedure
    bids = BidRepository(reading.session).bids(procedure.slug, procedure.publications, procedure.round)
    return [(one, one.exclusion_reason or _ANNULLED) for one in bids]


def _candidates(reading: Reading, procedure: Procedure, outcome: RequestOutcome) -> dict[str, str]:
    """Return the candidates of the Teilnahmewettbewerb with one outcome, each with its reason.

    Of those about whom nobody had decided before an annulment, that is what became of them.
    """
    requests = ParticipationRepository(reading.session).requests(procedure.slug, procedure.publications)
    if procedure.stage is ProcedureStage.ANNULLED:
        requests = tuple(map(_ended, requests))
    return {
        f"Teilnahmeantrag {one.number}, {one.candidate}": one.outcome_reason
        for one in requests
        if one.outcome is outcome
    }


def _ended(request: RequestToParticipate) -> RequestToParticipate:
    if request.outcome is not RequestOutcome.OPEN:
        return request
    return replace(request, outcome=RequestOutcome.DECLINED, outcome_reason=request.exclusion_reason or _ANNULLED)


def _ranked(lot: AwardLot, one: BidResult) -> str:
    return f"{lot.title}: {one.tenderer}, Rang {one.rank}, {german_euro(one.price_eur)}"


def _why(one: BidResult) -> str:
    return one.exclusion or (reasons_by_itself(one) if one.rank is not None else "")


def _is_weighted(criteria: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether every scored criterion has a weight; groups are weighted like criteria."""
    return all(
        one["kind"] == "A" or (("weight_percent" in one or "weight_points" in one) and _is_weighted(_below(one)))
        for one in criteria
    )


def _below(one: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = one.get("children") or ()
    return found


def _conflicts(reading: Reading, procedure: Procedure) -> tuple[str, ...]:
    """Return who declared a conflict with which bid of the present round, last declarations alone."""
    place = f"{procedure.publications}-{procedure.round}-"
    declared = EvaluatorRepository(reading.session).declarations(procedure.slug)
    last = {(one.bid, one.person): one for one in declared if one.bid.startswith(place)}
    found = [one for one in last.values() if one.has_conflict]
    names = IdentityRepository(reading.session).names({one.person for one in found})
    return tuple(f"{names.get(one.person, _GONE)}, Angebot {one.bid}: {one.text}" for one in found)
