"""All services of one process: what routes, commands and jobs are handed."""

from collections import Counter
from dataclasses import dataclass

from app.award_wiring import AwardHouse
from app.digitalcheck_wiring import DigitalHouse, parts_of
from app.light_wiring import LightHouse
from app.queue_wiring import QueueHouse
from app.register_wiring import RegisterHouse
from app.sealed_wiring import SealedHouse
from infra.identity.desk import Desk
from infra.identity.own_account import OwnAccounts
from infra.identity.people import People
from infra.identity.places import Cities, Founding, Offices
from infra.identity.sessions import Sessions
from infra.identity.signing_in import SignIn
from infra.jobs.services import Jobs
from infra.notices.services import Notices
from infra.oversight.service import AuditLog
from infra.readiness import Readiness
from infra.secrets import Secrets
from infra.transactions import Transactions
from infra.uploads.services import Uploads
from procurement.services import Services
from procurement.services.alternatives import Alternatives, ProductCatalogue
from procurement.services.bids.consensus import Agreeing
from procurement.services.bids.presentations import Presentations
from procurement.services.bids.sheets import Sheets
from procurement.services.cataloguing import CatalogueDrafting, CatalogueDrafts, CatalogueReleasing
from procurement.services.criteria import Criteria
from procurement.services.evidence import Analysing, EvidenceDesk, EvidenceFiles, EvidenceGathering, HouseRulesDesk
from procurement.services.examination import Declaring, ExaminationDrafts, Examining, Inquiring, Staffing, Waiting
from procurement.services.intake.changing import BidChanges
from procurement.services.intake.importing import BidImport
from procurement.services.intake.opening import BidOpening
from procurement.services.intake.opening_paper import OpeningPaper
from procurement.services.intake.reading import Bids
from procurement.services.notice import Announcing
from procurement.services.openness import OpennessDeciding, OpennessDesk, OpennessNoting, OpennessReporting, Rubrics
from procurement.services.participation.qualifying import Qualifying
from procurement.services.participation.recording import Requesting
from procurement.services.preparation import Preparation
from procurement.services.procedures import (
    Drafting,
    EntryTaking,
    LotDrafting,
    LotTaking,
    Procedures,
    Stepping,
    VariantSetting,
)
from procurement.services.pruefvermerk import AuditDesk
from procurement.services.repositories import RepositoryDesk, RepositoryNaming, RepositoryTaking
from procurement.services.results import Correcting, Draws, History, PriceDesk, Results
from procurement.services.selecting import Selecting
from procurement.services.standards import Standards


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """All services of one process.

    Args:
        transactions: What they all open their transactions with.
        secrets: Keys of this instance.
        sessions: Who is signed in.
        desk: Threads of their own for signing in.
        sign_in: Lets people in.
        accounts: What people do with their own account.
        people: Managing people.
        offices: Managing offices.
        cities: Which cities there are.
        founding: Adds cities; for the command line alone.
        readiness: Whether all this can work.
        jobs: Work in the background.
        notices: What people are told.
        uploads: Large files that arrive in pieces.
        procurement: Stored evaluations, and tools that store nothing.
        preparation: What comes before a procedure; stores nothing.
        criteria: Catalogues of reusable criteria.
        catalogue_drafts: Reading drafts of catalogues.
        catalogue_drafting: Writing them.
        catalogue_releasing: Releasing them.
        selecting: Matrices from these criteria; stores nothing.
        announcing: What is published about a matrix; stores nothing.
        procedures: Reading tender procedures.
        drafting: Preparing them.
        lot_drafting: Preparing their lots.
        lot_taking: What lots take from catalogues and dated data.
        entry_taking: Single criteria for matrices that are there already.
        variant_setting: Whether lots admit variants.
        stepping: Taking them from stage to stage.
        bid_opening: Recording who opened bids.
        bid_import: Taking opened bids over.
        opening_paper: Öffnungsniederschriften as files.
        bids: Reading them.
        bid_changes: Changing how they stand.
        examining: Examining bids and deciding who stays.
        examination_drafts: What people are writing about bids.
        inquiring: Asking bidders.
        staffing: Who scores.
        declaring: What evaluators declare about conflicts of interest.
        waiting: What waits for evaluators.
        sheets: Single scoring.
        agreeing: The consensus.
        requesting: Requests to participate, and their opening.
        qualifying: Examination and order of candidates.
        presentations: Teststellungen and presentations.
        price_desk: Judging prices.
        correcting: Correcting prices whose sheet does not add up.
        draws: Deciding ties.
        results: Results of procedures.
        award: From the fixed result to the award.
        light: Buying without a tender procedure.
        sealed: Sealed intake of bids.
        register: Contracts and systems in use.
        history: What happened to procedures.
        audit_desk: The auditors' Prüfvermerke.
        evidence_desk: Reading evidence on licences.
        evidence_gathering: Making analyses of it.
        evidence_files: Adding files to them.
        analysing: Having them judged.
        house_rules: Rules of the house for licences.
        rubrics: Rubrics of the open-source criterion.
        openness_desk: Reading the openness of bids.
        openness_reporting: Comparisons of it as files.
        openness_noting: Noting what bids and answers say.
        openness_deciding: What evaluators decide about suggested points.
        product_catalogue: Open-source products.
        alternatives: Weighing them up for procedures.
        repository_desk: Reading what repositories bids name.
        repository_naming: Entering and correcting them.
        repository_taking: Taking snapshots of them.
        standards: Open standards.
        digital: Digital-Checks and the capacity they need.
        queue: What is told about the queue of requests.
        audit_log: What happened, and whether the log of it is whole.
    """

    transactions: Transactions
    secrets: Secrets
    sessions: Sessions
    desk: Desk
    sign_in: SignIn
    accounts: OwnAccounts
    people: People
    offices: Offices
    cities: Cities
    founding: Founding
    readiness: Readiness
    jobs: Jobs
    notices: Notices
    uploads: Uploads
    procurement: Services
    preparation: Preparation
    criteria: Criteria
    catalogue_drafts: CatalogueDrafts
    catalogue_drafting: CatalogueDrafting
    catalogue_releasing: CatalogueReleasing
    selecting: Selecting
    announcing: Announcing
    procedures: Procedures
    drafting: Drafting
    lot_drafting: LotDrafting
    lot_taking: LotTaking
    entry_taking: EntryTaking
    variant_setting: VariantSetting
    stepping: Stepping
    bid_opening: BidOpening
    bid_import: BidImport
    opening_paper: OpeningPaper
    bids: Bids
    bid_changes: BidChanges
    examining: Examining
    examination_drafts: ExaminationDrafts
    inquiring: Inquiring
    staffing: Staffing
    declaring: Declaring
    waiting: Waiting
    sheets: Sheets
    agreeing: Agreeing
    requesting: Requesting
    qualifying: Qualifying
    presentations: Presentations
    price_desk: PriceDesk
    correcting: Correcting
    draws: Draws
    results: Results
    award: AwardHouse
    light: LightHouse
    sealed: SealedHouse
    register: RegisterHouse
    history: History
    audit_desk: AuditDesk
    evidence_desk: EvidenceDesk
    evidence_gathering: EvidenceGathering
    evidence_files: EvidenceFiles
    analysing: Analysing
    house_rules: HouseRulesDesk
    rubrics: Rubrics
    openness_desk: OpennessDesk
    openness_reporting: OpennessReporting
    openness_noting: OpennessNoting
    openness_deciding: OpennessDeciding
    product_catalogue: ProductCatalogue
    alternatives: Alternatives
    repository_desk: RepositoryDesk
    repository_naming: RepositoryNaming
    repository_taking: RepositoryTaking
    standards: Standards
    digital: DigitalHouse
    queue: QueueHouse
    audit_log: AuditLog

    def services(self) -> dict[str, object]:
        """Return what routes can ask for, by the name of their argument.

        Raises:
            ValueError: Two rooms call a part by the same name: a route would be handed the other one's.
        """
        own = {name: one for name, one in parts_of(self).items() if name not in _NOT_FOR_ROUTES}
        parts = (self.digital, self.award, self.light, self.register, self.queue, self.sealed)
        rooms = (own, *(parts_of(room) for room in parts))
        counted = Counter(name for room in rooms for name in room)
        if twice := sorted(name for name, times in counted.items() if times > 1):
            raise ValueError(twice)
        return {name: part for room in rooms for name, part in room.items()} | {"services": self.procurement}


_NOT_FOR_ROUTES = frozenset(
    {"transactions", "secrets", "founding", "procurement", "digital", "award", "light", "register", "queue", "sealed"}
)
"""Parts that no route is handed: the bare transactions and keys, what only commands do, and what has another name."""
