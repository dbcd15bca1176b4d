"""The services of procurement and the dated data that they work by."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from app.award_wiring import award_gathering, award_house
from app.light_wiring import light_house
from app.register_wiring import register_house
from app.sealed_wiring import sealed_house
from core.parameters import ParameterSet
from infra.database import Database
from infra.parameters import load_data, load_parameters
from infra.secrets import Secrets
from infra.settings import Settings
from infra.transactions import Transactions
from procurement.rules.examination.book import ExaminationBook
from procurement.rules.procedure.stages import Step
from procurement.rules.rulebook import Rulebook
from procurement.services import Services
from procurement.services.agreements import SlotReturn
from procurement.services.awarding import AwardDesk
from procurement.services.bids.consensus import Agreeing, freeze_consensus
from procurement.services.bids.presentations import Presentations
from procurement.services.bids.prices import PriceBox
from procurement.services.bids.pricing import Pricing
from procurement.services.bids.sheets import Sheets
from procurement.services.cataloguing import CatalogueDrafting, CatalogueDrafts, CatalogueReleasing
from procurement.services.criteria import Criteria
from procurement.services.examination import Declaring, ExaminationDrafts, Examining, Inquiring, Staffing, Waiting
from procurement.services.examination.shared import Law
from procurement.services.gathering import Gathering
from procurement.services.intake.changing import BidChanges
from procurement.services.intake.importing import BidImport
from procurement.services.intake.opening import BidOpening
from procurement.services.intake.opening_paper import OpeningPaper
from procurement.services.intake.reading import Bids
from procurement.services.notice import Announcing
from procurement.services.participation.inviting import invite
from procurement.services.participation.qualifying import Qualifying
from procurement.services.participation.recording import Requesting
from procurement.services.preparation import Preparation
from procurement.services.procedures import (
    Drafting,
    EntryTaking,
    Judge,
    LotDrafting,
    LotTaking,
    Procedures,
    Stepping,
    VariantSetting,
)
from procurement.services.procedures.bid_steps import Effect
from procurement.services.pruefvermerk import AuditDesk
from procurement.services.results import ComputingAhead, Correcting, Draws, Fixing, History, PriceDesk, Results
from procurement.services.selecting import Selecting


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database of the settings for one piece of work."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def about_procurement(transactions: Transactions, secrets: Secrets, public_url: str | None) -> dict[str, Any]:
    """Build the services of procurement, by the name of their field in ``House``."""
    names, judge = load_product_names(), Judge(load_rulebook(), load_parameters("scoring"))
    criteria = Criteria(transactions=transactions, shipped=load_data("procurement", "kriterien"))
    law, box = Law(rulebook=judge.rulebook, book=load_examination_book()), PriceBox(secrets)
    pricing = Pricing(box=box, parameters=judge.parameters, clock=transactions.clock)
    awards = award_gathering(transactions, judge.rulebook)
    gathering, award = Gathering(pricing.facts, awards.judge), award_house(transactions, awards)
    fixing = Fixing(pricing=pricing)
    stepping = Stepping(
        transactions=transactions,
        judge=judge,
        gathering=gathering,
        effects=effects(fixing, award.award_desk),
        ahead=ComputingAhead(transactions=transactions, fixing=fixing),
    )
    selecting = Selecting(criteria=criteria, parameters=judge.parameters, product_names=names)
    return {
        "procurement": Services(transactions=transactions, parameters=judge.parameters, product_names=names),
        "preparation": Preparation(transactions=transactions, rulebook=judge.rulebook),
        "criteria": criteria,
        **_about_catalogues(transactions),
        "selecting": selecting,
        "announcing": Announcing(transactions=transactions, parameters=judge.parameters),
        "procedures": Procedures(transactions=transactions, judge=judge, product_names=names, gathering=gathering),
        "drafting": Drafting(transactions=transactions),
        "lot_drafting": LotDrafting(transactions=transactions),
        "lot_taking": LotTaking(transactions=transactions, selecting=selecting, rulebook=judge.rulebook),
        "entry_taking": EntryTaking(transactions=transactions, criteria=criteria),
        "variant_setting": VariantSetting(transactions=transactions),
        "stepping": stepping,
        **_about_bids(stepping, law, pricing),
        "award": award,
        "light": light_house(transactions),
        "sealed": sealed_house(stepping, pricing.box),
        "register": register_house(transactions, public_url),
        "history": History(transactions=transactions),
        "audit_desk": AuditDesk(transactions=transactions),
    }


def _about_catalogues(transactions: Transactions) -> dict[str, Any]:
    """Build the services that write catalogues of criteria."""
    return {
        "catalogue_drafts": CatalogueDrafts(transactions=transactions),
        "catalogue_drafting": CatalogueDrafting(transactions=transactions),
        "catalogue_releasing": CatalogueReleasing(transactions=transactions),
    }


def _about_bids(stepping: Stepping, law: Law, pricing: Pricing) -> dict[str, Any]:
    """Build the services of bids, from their opening to the result."""
    transactions, box, parameters = stepping.transactions, pricing.box, pricing.parameters
    return {
        "bid_opening": BidOpening(transactions=transactions, stepping=stepping),
        "opening_paper": OpeningPaper(transactions=transactions),
        "requesting": Requesting(transactions=transactions, stepping=stepping, box=box),
        "qualifying": Qualifying(transactions=transactions, law=law),
        "bid_import": BidImport(transactions=transactions, box=box),
        "bids": Bids(transactions=transactions, box=box),
        "bid_changes": BidChanges(transactions=transactions),
        "examining": Examining(transactions=transactions, law=law),
        "examination_drafts": ExaminationDrafts(transactions=transactions, law=law),
        "inquiring": Inquiring(transactions=transactions, law=law),
        "staffing": Staffing(transactions=transactions),
        "declaring": Declaring(transactions=transactions),
        "waiting": Waiting(transactions=transactions),
        "sheets": Sheets(transactions=transactions),
        "agreeing": Agreeing(transactions=transactions, parameters=parameters),
        "presentations": Presentations(transactions=transactions),
        "price_desk": PriceDesk(transactions=transactions, pricing=pricing),
        "correcting": Correcting(transactions=transactions, pricing=pricing, parameters=load_price_rules()),
        "draws": Draws(transactions=transactions, pricing=pricing),
        "results": Results(transactions=transactions, pricing=pricing, parameters=parameters),
    }


def effects(fixing: Fixing, awarding: AwardDesk) -> Mapping[Step, Effect]:
    """Return what else steps do in their transaction."""
    return {
        Step.ANNUL: SlotReturn(figures=load_parameters("capacity")).freed,
        Step.INVITE: invite,
        Step.FIX_QUALITY: freeze_consensus,
        Step.FIX_RESULT: fixing.fix,
        Step.NEXT_ROUND: fixing.put_aside,
        Step.RESET: fixing.withdraw,
        Step.DECIDE_AWARD: awarding.decided,
        Step.AWARD: awarding.awarded,
    }


@cache
def load_product_names() -> ParameterSet:
    """Read the dated word lists of the probe."""
    return ParameterSet.from_mapping(load_data("scoring", "produktnamen"))


@cache
def load_price_rules() -> ParameterSet:
    """Read the dated rule for price sheets that contradict themselves."""
    return ParameterSet.from_mapping(load_data("procurement", "preisblatt"))


@cache
def load_rulebook() -> Rulebook:
    """Read the dated data of procurement."""
    limits, periods, kinds, contracts = (
        load_data("procurement", name) for name in ("parameters", "fristen", "verfahrensarten", "evb_it")
    )
    return Rulebook.from_data(limits, periods, kinds, contracts)


@cache
def load_examination_book() -> ExaminationBook:
    """Read the dated points of the examination and grounds of exclusion."""
    return ExaminationBook.from_data(load_data("procurement", "pruefpunkte"))
