"""Facts of a procedure that nothing stands against, and everything that can be wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from app.procurement_wiring import load_rulebook
from core.errors import Fault
from infra.holidays import holiday_in_hesse
from procurement.model import Bid, BidPlace, BidState, Decision, ProcedureStage, ProcedureType
from procurement.rules.award.book import SigningOffice, SigningPower
from procurement.rules.estimated_value import EstimatedValue, estimated_value
from procurement.rules.need import LotNeed
from procurement.rules.periods import APPROPRIATE_EU, Circumstances, Period, Plan, Stage, periods
from procurement.rules.procedure.award_facts import AwardFacts
from procurement.rules.procedure.bid_facts import BidFacts, PriceFacts, SheetFacts
from procurement.rules.procedure.changes import Change, ChangeKind
from procurement.rules.procedure.facts import Deadline, Facts, LotFacts, Released, TextField
from procurement.rules.procedure.participation_facts import ParticipationFacts
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure_kind import suggest

BOOK = load_rulebook()
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
AWAITING = frozenset({ProcedureStage.PUBLISHED, ProcedureStage.INVITED})
CHOOSING = frozenset({ProcedureStage.PARTICIPATION, ProcedureStage.SELECTION_REQUESTED})
ASKER, OTHER = "eins", "zwei"
LOT = "Gesamt"


def lot(amount: str = "300000.00", *, reason: str = "Angebot von 2025", exit_priced: bool = True) -> dict[str, Any]:
    """Return one lot of a need."""
    lines = [{"kind": "one-off", "amount_net_eur": amount, "reason": reason}]
    if exit_priced:
        lines.append({"kind": "exit", "amount_net_eur": "0", "reason": "offene Formate"})
    return {"name": LOT, "lines": lines}


def estimate(raw: dict[str, Any]) -> EstimatedValue:
    return estimated_value([LotNeed.model_validate(raw)], BOOK.thresholds(TODAY))


def counted(kind: ProcedureType = ProcedureType.OPEN) -> tuple[Period, ...]:
    row = next(one for one in BOOK.kinds if one.kind is kind)
    plan = Plan(kind, row.stages, APPROPRIATE_EU, TODAY, Circumstances())
    return periods(plan, BOOK.periods, holiday_in_hesse)


def deadline(day: date) -> Deadline:
    return Deadline(moment=datetime(day.year, day.month, day.day, 11, 0, tzinfo=UTC), day=day)


def ends(day: date) -> Mapping[Stage, Deadline]:
    return {Stage.BID: deadline(day)}


def released(day: date) -> Released:
    extension = BOOK.limits.on("change_extension_days", TODAY)
    later = day + timedelta(days=int(extension.number))
    return Released(deadline=deadline(day), extension=extension, earliest=later)


ESSENTIAL = Change(kind=ChangeKind.ADDED, path=("clauses",), before=None, after="SBOM", essential=True)
PLAIN = Change(kind=ChangeKind.CHANGED, path=("title",), before="A", after="B", essential=False)
FIRST_END, LATER_END = date(2027, 1, 20), date(2027, 1, 27)


BID = Bid(
    place=BidPlace(publication=1, round=1, lot=1, number=1),
    tenderer="Nord GmbH",
    received_at=NOW - timedelta(days=2),
    receipt_digest="sha256:" + 64 * "0",
    state=BidState.RECEIVED,
    decision=Decision.ADMITTED,
    exclusion_code="",
    exclusion_reason="",
    imported_by=OTHER,
    imported_at=NOW - timedelta(hours=1),
    version=1,
)
SHEET = SheetFacts(lot=1, person="drei", undeclared=0, has_conflict=False, handed_in=True)
ABOUT_BIDS = BidFacts(
    is_opened=True,
    bids=(BID,),
    sheets=(SHEET,),
    agreed={BID.id: 2},
    to_agree={1: 2},
    prices=PriceFacts(result_digest="sha256:1"),
)


PARTICIPATION = ParticipationFacts(
    is_needed=True,
    least=5,
    minimum=BOOK.limits.on("least_candidates_restricted", TODAY),
    is_published=True,
    is_opened=True,
    suitable=3,
    digest="sha256:1",
)


def power(office: SigningOffice) -> SigningPower:
    return SigningPower(office=office, until_value=None, source=APPROPRIATE_EU)


AWARD = AwardFacts(
    winners=("Nord GmbH",),
    is_reasoned=True,
    power=power(SigningOffice.MAGISTRAT),
    has_resolution=True,
    digest="sha256:1",
    waits=True,
    last_day=TODAY - timedelta(days=1),
    today=TODAY,
)


def invitation() -> Period:
    """Return the minimum period of an invitation that is sent today."""
    found = counted()[0]
    return replace(found, source=APPROPRIATE_EU)


def sound_for(stage: ProcedureStage, step: Step) -> Facts:
    """Return facts that nothing stands against: what opens requests was published with them, what opens bids not."""
    facts = sound(stage)
    if step is not Step.OPEN_REQUESTS:
        return facts
    return replace(
        facts,
        participation=PARTICIPATION,
        deadlines={**facts.deadlines, Stage.PARTICIPATION: deadline(TODAY - timedelta(days=2))},
    )


@cache
def sound(stage: ProcedureStage) -> Facts:
    """Return facts that nothing stands against, whatever the step; the actor is not the one who asked.

    A deadline cannot be ahead and over at once: what is published awaits its bids, so its deadline is over.
    """
    value = estimate(lot())
    return Facts(
        stage=stage,
        now=NOW,
        actor=OTHER,
        asked_by=ASKER,
        asked_digest="sha256:1",
        content_digest="sha256:1",
        lots=(LotFacts(title=LOT, has_matrix=True),),
        priced_lots=(LOT,),
        estimate=value,
        suggestion=suggest(value.value, BOOK.thresholds(TODAY), BOOK.kinds),
        kind=ProcedureType.NEGOTIATED_WITH_CALL if stage is ProcedureStage.PRICING else ProcedureType.OPEN,
        written=frozenset({TextField.OPEN_SOURCE_CHECK, TextField.TIE_RULE}),
        deadlines=ends(TODAY - timedelta(days=1) if stage in AWAITING else LATER_END),
        periods=counted(),
        released=released(FIRST_END),
        changes=(ESSENTIAL,),
        about_bids=ABOUT_BIDS,
        award=AWARD,
        invitation=invitation() if stage in CHOOSING else None,
        participation=PARTICIPATION if stage in CHOOSING else ParticipationFacts(),
    )


def _with(**changes: Any) -> Callable[[Facts], Facts]:  # noqa: ANN401 - fields of any type
    return lambda facts: replace(facts, **changes)


def _valued(raw: dict[str, Any]) -> Callable[[Facts], Facts]:
    value = estimate(raw)
    return _with(
        estimate=value, suggestion=suggest(value.value, BOOK.thresholds(TODAY), BOOK.kinds) if value.value else None
    )


def _about(**changes: Any) -> Callable[[Facts], Facts]:  # noqa: ANN401 - fields of any type
    return _with(about_bids=replace(ABOUT_BIDS, **changes))


def _bid(**changes: Any) -> Callable[[Facts], Facts]:  # noqa: ANN401 - fields of any type
    return _about(bids=(replace(BID, **changes),))


def _sheet(**changes: Any) -> Callable[[Facts], Facts]:  # noqa: ANN401 - fields of any type
    return _about(sheets=(replace(SHEET, **changes),))


def _prices(**changes: Any) -> Callable[[Facts], Facts]:  # noqa: ANN401 - fields of any type
    return _about(prices=replace(ABOUT_BIDS.prices, **changes))


def _award(**changes: Any) -> Callable[[Facts], Facts]:  # noqa: ANN401 - fields of any type
    return _with(award=replace(AWARD, **changes))


def _requests(**changes: Any) -> Callable[[Facts], Facts]:  # noqa: ANN401 - fields of any type
    return _with(participation=replace(PARTICIPATION, **changes))


FAULT = Fault("matrix", "/matrix")

WRONG: Mapping[str, Callable[[Facts], Facts]] = {
    "no lot": _with(lots=()),
    "lot without matrix": _with(lots=(LotFacts(title=LOT, has_matrix=False),)),
    "matrix with a fault": _with(lots=(LotFacts(title=LOT, has_matrix=True, faults=(FAULT,)),)),
    "no need": _with(priced_lots=None, estimate=None, suggestion=None),
    "no threshold for the day": _with(estimate=None, suggestion=None),
    "value of 0": _valued(lot("0")),
    "no exit": _valued(lot(exit_priced=False)),
    "value without reasons": _valued(lot(reason=" ")),
    "other lots in the need": _with(priced_lots=("Nord", "Süd")),
    "no kind": _with(kind=None),
    "kind of the other law": _with(kind=ProcedureType.OEFFENTLICHE_AUSSCHREIBUNG),
    "kind without its reason": _with(kind=ProcedureType.NEGOTIATED_WITHOUT_CALL),
    "no open-source check": _with(written=frozenset({TextField.TIE_RULE})),
    "no tie rule": _with(written=frozenset({TextField.OPEN_SOURCE_CHECK})),
    "no deadline": _with(deadlines={}),
    "deadline over": _with(deadlines=ends(TODAY - timedelta(days=1))),
    "deadline on the last day of the minimum period": _with(deadlines=ends(date(2026, 12, 23))),
    "bids before requests to participate": _with(
        deadlines={Stage.PARTICIPATION: deadline(LATER_END + timedelta(days=1)), Stage.BID: deadline(LATER_END)}
    ),
    "nothing changed": _with(changes=()),
    "essential change without longer period": _with(deadlines=ends(LATER_END - timedelta(days=1))),
    "published deadline over": _with(released=released(TODAY - timedelta(days=1))),
    "the same person": _with(actor=ASKER),
    "the operator": _with(actor=None),
    "changed since it was asked for": _with(content_digest="sha256:2"),
    "content cannot be made": _with(content_digest=None, asked_digest=None),
    "deadline ahead": _with(deadlines=ends(LATER_END)),
    "reset": _with(was_reset=True),
    "reset after the published deadline": _with(was_reset=True, released=released(TODAY - timedelta(days=1))),
    "opening not recorded": _about(is_opened=False),
    "no bid": _about(bids=()),
    "only a late bid": _bid(state=BidState.LATE),
    "bid neither admitted nor excluded": _bid(decision=Decision.UNDECIDED),
    "admitted variant that no longer meets what is published": _about(fallen_variants=(BID.id,)),
    "all bids excluded": _bid(decision=Decision.EXCLUDED),
    "bidder has not answered": _about(open_inquiries=1),
    "nobody appointed": _about(sheets=()),
    "everybody with a conflict": _sheet(has_conflict=True),
    "nobody appointed where only the price counts": _about(sheets=(), to_agree={1: 0}, agreed={}),
    "sheet not handed in": _sheet(handed_in=False),
    "sheet not handed in by somebody with a conflict": _about(
        sheets=(SHEET, replace(SHEET, person="vier", has_conflict=True, handed_in=False))
    ),
    "criterion without joint points": _about(agreed={BID.id: 1}),
    "kind without negotiation": _with(kind=ProcedureType.OPEN),
    "no eligibility matrix": _requests(least=None),
    "fewer candidates than the law lets": _requests(least=4),
    "requests to participate published": _requests(),
    "requests not opened": _requests(is_opened=False, digest=None),
    "candidate undecided": _requests(undecided=("Nord GmbH",)),
    "no candidate suitable": _requests(suitable=0),
    "candidates equal": _requests(open_places=1),
    "too many drawn": _requests(open_places=-1),
    "another choice than asked for": _requests(digest="sha256:2"),
    "bid without price": _prices(unpriced=(BID.id,)),
    "result cannot be computed": _prices(result_faults=("Der Preis steht nicht fest.",)),
    "low bid not examined": _prices(unexamined_low=(BID.id,)),
    "tie not decided": _prices(undrawn=(LOT,)),
    "another result than asked for": _prices(result_digest="sha256:2"),
    "no result": _prices(result_digest=None),
    "nobody to get the contract": _award(winners=(), digest=None),
    "something to check is open": _award(open_gates=("Wettbewerbsregister",)),
    "award without reasons": _award(is_reasoned=False),
    "nobody known to sign": _award(power=None),
    "Magistrat has not decided": _award(has_resolution=False),
    "head of the office signs": _award(has_resolution=False, power=power(SigningOffice.AMTSLEITUNG)),
    "another award than asked for": _award(digest="sha256:2"),
    "bidder without a letter": _award(uninformed=("Süd AG",)),
    "last day of the standstill": _award(last_day=TODAY),
    "last day of a standstill that the law does not know": _award(waits=False, last_day=TODAY, uninformed=("Süd AG",)),
    "Rüge not answered": _award(open_objections=1),
    "review runs": _award(open_reviews=1),
}
"""Everything that guards look for, each alone."""
