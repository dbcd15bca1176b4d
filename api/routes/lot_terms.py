"""``/procedures/…/lots/…``: what a lot takes from catalogues and dated data."""

from typing import Annotated, Any

from litestar import Request, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, RawBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.etag import expected_version
from api.once import answer_once
from api.problems import responses
from api.procedure_answers import changed
from api.procedure_view import ProcedureReceipt
from core.numbers import LARGEST_NUMBER, MEASURE_PATTERN, parse_measure
from infra.documents.reading import read_document
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import ChosenClause, VariantTerms
from procurement.services.procedures import EntryTaking, LotTaking, VariantSetting
from procurement.services.procedures.lot_entry import EntryWish
from procurement.services.procedures.lot_terms import LONGEST_REASON, ClauseKey
from procurement.services.procedures.lot_variants import LONGEST_REQUIREMENT, LONGEST_SCORING, MOST_REQUIREMENTS

Chosen = Annotated[str, QueryParameter(min_length=1, max_length=80, description="Kennung des Katalogs")]
Newest = Annotated[
    int | None,
    QueryParameter(name="catalogue_number", ge=1, le=LARGEST_NUMBER, description="Fassung; ohne die neueste"),
]

Call = Request[Any, Any, Any]


class ClauseInput(BaseModel):
    """A clause of a catalogue."""

    model_config = ConfigDict(extra="forbid")

    catalogue: str = Field(max_length=80, description="Kennung des Katalogs")
    number: int = Field(ge=1, le=1_000_000, description="Fassung des Katalogs")
    id: str = Field(max_length=64, description="Kennung der Klausel")


class ClausesInput(BaseModel):
    """The clauses of a lot in their order."""

    model_config = ConfigDict(extra="forbid")

    clauses: list[ClauseInput] = Field(max_length=200, description="Gewählte Klauseln; leer für keine")


class ContractInput(BaseModel):
    """The kind of contract of a lot."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(max_length=80, description="Name der Vertragsart; null für noch keine")
    reason: str = Field(default="", max_length=LONGEST_REASON, description="Warum vom Vorschlag abgewichen wird")


class VariantsInput(BaseModel):
    """Whether a lot admits variants, and what they must meet."""

    model_config = ConfigDict(extra="forbid")

    allowed: bool = Field(description="Nebenangebote sind zugelassen; sonst gelten die übrigen Angaben nicht")
    requirements: list[Annotated[str, Field(max_length=LONGEST_REQUIREMENT)]] = Field(
        default_factory=list, max_length=MOST_REQUIREMENTS, description="Mindestanforderungen"
    )
    scoring: str = Field(default="", max_length=LONGEST_SCORING, description="Wie Nebenangebote gewertet werden")
    with_main_bid: bool = Field(default=True, description="Nur neben einem Hauptangebot desselben Bieters")

    def terms(self) -> VariantTerms | None:
        """Return it as the services take it."""
        if not self.allowed:
            return None
        return VariantTerms(
            requirements=tuple(self.requirements), scoring=self.scoring, with_main_bid=self.with_main_bid
        )


@put(
    "/procedures/{procedure:str}/lots/{number:int}/catalogue-matrix",
    operation_id="take_criteria",
    summary="Die Bewertungsmatrix eines Loses aus Kriterien eines Katalogs",
    description="Nimmt dieselbe Auswahl wie „criteria-matrix“. Jedes Kriterium behält, woher es kommt.",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def take_criteria(  # noqa: PLR0913, PLR0917 - one argument for each parameter
    request: Call,
    actor: NamedDependency[Actor],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
    body: RawBody,
    catalogue: Chosen,
    newest: Newest = None,
) -> Response[ProcedureReceipt]:
    """Replace the Bewertungsmatrix of a lot by one of the posted selection."""
    seen, raw = expected_version(request), read_document(body)
    return answer_once(
        request,
        lambda once: lot_taking.take_criteria(actor, procedure, seen, number, catalogue, newest, raw, once),
        changed,
    )


class EntryInput(BaseModel):
    """A criterion of a catalogue."""

    model_config = ConfigDict(extra="forbid")

    catalogue: str = Field(max_length=80, description="Kennung des Katalogs")
    number: int | None = Field(default=None, ge=1, le=LARGEST_NUMBER, description="Fassung; ohne die neueste")
    entry: str = Field(max_length=64, description="Kennung des Kriteriums im Katalog")
    id: str = Field(default="", max_length=64, description="Kennung in der Bewertungsmatrix; leer: dieselbe")
    group: str = Field(default="", max_length=64, description="Gruppe der Bewertungsmatrix, bei B-Kriterien")
    weight_percent: str | None = Field(
        default=None, pattern=MEASURE_PATTERN, description="Gewicht in der Gruppe, bei B-Kriterien"
    )

    def wish(self) -> EntryWish:
        """Return it as the services take it."""
        weight = None if self.weight_percent is None else parse_measure(self.weight_percent)
        return EntryWish(
            catalogue=self.catalogue,
            number=self.number,
            entry=self.entry,
            criterion=self.id,
            group=self.group,
            weight=weight,
        )


@post(
    "/procedures/{procedure:str}/lots/{number:int}/catalogue-criteria",
    operation_id="take_criterion",
    summary="Ein Kriterium eines Katalogs in die Bewertungsmatrix eines Loses übernehmen",
    description="Bei B-Kriterien werden die übrigen Gewichte der Gruppe im gleichen Verhältnis kleiner.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def take_criterion(
    request: Call,
    actor: NamedDependency[Actor],
    entry_taking: NamedDependency[EntryTaking],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[EntryInput],
) -> Response[ProcedureReceipt]:
    """Put one criterion into the matrix of a lot."""
    seen, wish = expected_version(request), data.wish()
    return answer_once(request, lambda once: entry_taking.take(actor, procedure, seen, number, wish, once), changed)


@put(
    "/procedures/{procedure:str}/lots/{number:int}/clauses",
    operation_id="set_lot_clauses",
    summary="Die Klauseln eines Loses wählen",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def set_clauses(
    request: Call,
    actor: NamedDependency[Actor],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[ClausesInput],
) -> Response[ProcedureReceipt]:
    """Replace the clauses of a lot."""
    seen = expected_version(request)
    keys = [ClauseKey(catalogue=one.catalogue, number=one.number, id=one.id) for one in data.clauses]
    return answer_once(
        request, lambda once: lot_taking.set_clauses(actor, procedure, seen, number, keys, once), changed
    )


@put(
    "/procedures/{procedure:str}/lots/{number:int}/contract",
    operation_id="set_lot_contract",
    summary="Die Art des EVB-IT-Vertrags eines Loses wählen",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def set_contract(
    request: Call,
    actor: NamedDependency[Actor],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[ContractInput],
) -> Response[ProcedureReceipt]:
    """Replace the kind of contract of a lot."""
    seen = expected_version(request)
    return answer_once(
        request,
        lambda once: lot_taking.set_contract(actor, procedure, seen, number, data.name, data.reason, once),
        changed,
    )


@put(
    "/procedures/{procedure:str}/lots/{number:int}/variants",
    operation_id="set_lot_variants",
    summary="Nebenangebote zu einem Los zulassen oder nicht",
    description="Ohne Angabe sind keine Nebenangebote zugelassen. Mit der Veröffentlichung steht die Angabe fest.",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def set_variants(
    request: Call,
    actor: NamedDependency[Actor],
    variant_setting: NamedDependency[VariantSetting],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[VariantsInput],
) -> Response[ProcedureReceipt]:
    """Replace what is said about variants of a lot."""
    seen, terms = expected_version(request), data.terms()
    return answer_once(
        request, lambda once: variant_setting.set_variants(actor, procedure, seen, number, terms, once), changed
    )


@get(
    "/criteria-clauses",
    operation_id="list_clauses",
    summary="Klauseln der neuesten Fassungen aller Kriterienkataloge",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def list_clauses(actor: NamedDependency[Actor], lot_taking: NamedDependency[LotTaking]) -> tuple[ChosenClause, ...]:
    """Return all of them, catalogue by catalogue."""
    return lot_taking.clauses(actor)


HANDLERS = (take_criteria, take_criterion, set_clauses, set_contract, set_variants, list_clauses)
