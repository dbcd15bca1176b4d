"""``/notice`` and ``…/notice``: what the notice says about award criteria, of a matrix or a published version."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, RawBody
from litestar.status_codes import HTTP_200_OK

from api.problems import responses
from core.numbers import decimal_string
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.procedure.notice import (
    TIE_RULE_LENGTH,
    CriterionType,
    Gap,
    NoticeCriterion,
    PriceKind,
    WeightUnit,
    Wishes,
)
from procurement.services.notice import Announcing, MadeNotice
from procurement.services.procedures import Procedures

TieRule = Annotated[
    str, QueryParameter(max_length=TIE_RULE_LENGTH, description="Was bei gleich bewerteten Angeboten auf Rang 1 gilt")
]
Price = Annotated[PriceKind, QueryParameter(description="„cost“, wenn der Wertungspreis die ganze Laufzeit umfasst")]
Unit = Annotated[WeightUnit, QueryParameter(description="Gewichte in Prozent oder als Gewichtungspunkte von 1.000")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCriterion:
    """One award criterion.

    Args:
        type: BT-539.
        name: BT-734.
        description: BT-540.
        weight: BT-541 in the unit of the notice, a decimal string; null beside a formula.
        minimum_score: BT-541 with ``min-score``; null where there is none, or beside a formula.
    """

    type: CriterionType
    name: str
    description: str
    weight: str | None
    minimum_score: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAward:
    """What is published about the award.

    Args:
        text: German text for notice and documents.
        xml: ``cac:AwardingCriterion`` for eForms, to be put into ``cac:AwardingTerms`` of the lot.
        unit: BT-5421 of the weights.
        calculation: BT-543; null where the weights say it all.
        criteria: The price, then the main groups.
        gaps: What is still lacking.
    """

    text: str
    xml: str
    unit: WeightUnit
    calculation: str | None
    criteria: tuple[PublishedCriterion, ...]
    gaps: tuple[Gap, ...]


@post(
    "/notice",
    operation_id="announce_award",
    summary="Text und eForms-Block der Zuschlagskriterien einer Bewertungsmatrix, ohne etwas zu speichern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 422),
    action=Action.USE_PUBLIC_TOOLS,
)
def announce_award(
    actor: NamedDependency[Actor],
    announcing: NamedDependency[Announcing],
    body: RawBody,
    tie_rule: TieRule = "",
    price: Price = PriceKind.PRICE,
    unit: Unit = WeightUnit.PERCENT,
) -> PublishedAward:
    """Return what is published about the matrix of the posted document ``pruefstand/evaluation/1``."""
    return _published(announcing.announce(actor, body, Wishes(tie_rule=tie_rule, price=price, unit=unit)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLotAward:
    """What is published about the award of one lot.

    Args:
        lot: Number of the lot.
        title: What it is called.
        award: Text and block.
    """

    lot: int
    title: str
    award: PublishedAward


@get(
    "/procedures/{procedure:str}/publications/{number:int}/notice",
    operation_id="announce_publication",
    summary="Text und eForms-Block der Zuschlagskriterien einer veröffentlichten Fassung, je Los",
    sync_to_thread=True,
    action=Action.READ_PUBLICATION,
)
def announce_publication(
    actor: NamedDependency[Actor],
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    number: FromPath[int],
    price: Price = PriceKind.PRICE,
    unit: Unit = WeightUnit.PERCENT,
) -> list[PublishedLotAward]:
    """Return what is published about the award criteria of each lot."""
    found = procedures.notices(actor, procedure, number, price, unit)
    return [PublishedLotAward(lot=one.number, title=one.title, award=_published(one.notice)) for one in found]


def _published(made: MadeNotice) -> PublishedAward:
    return PublishedAward(
        text=made.text,
        xml=made.xml,
        unit=made.criteria.unit,
        calculation=made.criteria.calculation,
        criteria=tuple(map(_criterion, made.criteria.criteria)),
        gaps=made.gaps,
    )


def _criterion(one: NoticeCriterion) -> PublishedCriterion:
    return PublishedCriterion(
        type=one.type,
        name=one.name,
        description=one.description,
        weight=_figure(one.weight),
        minimum_score=_figure(one.minimum_score),
    )


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else decimal_string(value, 9)


HANDLERS = (announce_award, announce_publication)
