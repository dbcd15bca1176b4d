"""Builds the parts of the house and hands them to each other. Nothing else looks for its own collaborators."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.council_wiring import ListedSystems
from app.digitalcheck_wiring import DigitalHouse, digital_house, parts_of
from app.evidence_wiring import about_evidence, evidence_judging
from app.jobs import kinds
from app.migrations import is_current
from app.people_wiring import about_people
from app.procurement_wiring import about_procurement
from digitalcheck.services.council.reading import CouncilSyncing, CouncilSystems
from infra.clock import Clock, SystemClock
from infra.database import Database
from infra.identity.desk import Desk
from infra.identity.own_account import OwnAccounts
from infra.identity.passwords import Cost
from infra.identity.people import People
from infra.identity.places import Cities, Founding, Offices
from infra.identity.repository import still_there
from infra.identity.sessions import Sessions
from infra.identity.signing_in import SignIn
from infra.jobs.services import Jobs
from infra.mail import Mailer
from infra.notices.services import Notices
from infra.oversight.folder import CheckpointFolder
from infra.oversight.keys import Keys
from infra.oversight.service import AuditLog, Posting
from infra.readiness import Readiness
from infra.secrets import Secrets, secrets_of
from infra.settings import Settings
from infra.transactions import Transactions
from infra.uploads.model import UploadLimits
from infra.uploads.services import Uploads
from procurement.services import Services
from procurement.services.bids.consensus import Agreeing
from procurement.services.bids.presentations import Presentations
from procurement.services.bids.sheets import Sheets
from procurement.services.cataloguing import CatalogueDrafting, CatalogueDrafts, CatalogueReleasing
from procurement.services.criteria import Criteria
from procurement.services.evidence import Analysing, EvidenceDesk, EvidenceFiles, EvidenceGathering
from procurement.services.examination import Declaring, ExaminationDrafts, Examining, Inquiring, Staffing, Waiting
from procurement.services.intake.changing import BidChanges
from procurement.services.intake.importing import BidImport
from procurement.services.intake.opening import BidOpening
from procurement.services.intake.opening_paper import OpeningPaper
from procurement.services.intake.reading import Bids
from procurement.services.notice import Announcing
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
from procurement.services.results import Correcting, Draws, History, PriceDesk, Results
from procurement.services.selecting import Selecting


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database of the settings for one piece of work."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


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
        history: What happened to procedures.
        audit_desk: The auditors' Prüfvermerke.
        evidence_desk: Reading evidence on licences.
        evidence_gathering: Making analyses of it.
        evidence_files: Adding files to them.
        analysing: Having them judged.
        digital: Digital-Checks and the capacity they need.
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
    history: History
    audit_desk: AuditDesk
    evidence_desk: EvidenceDesk
    evidence_gathering: EvidenceGathering
    evidence_files: EvidenceFiles
    analysing: Analysing
    digital: DigitalHouse
    audit_log: AuditLog

    def services(self) -> dict[str, object]:
        """Return what routes can ask for, by the name of their argument."""
        kept = {name: one for name, one in parts_of(self).items() if name not in _NOT_FOR_ROUTES}
        return kept | parts_of(self.digital) | {"services": self.procurement}


_NOT_FOR_ROUTES = frozenset({"transactions", "secrets", "founding", "procurement", "digital"})
"""Parts that no route is handed: the bare transactions and keys, what only commands do, and what has another name."""


def build_house(
    database: Database,
    *,
    clock: Clock | None = None,
    settings: Settings | None = None,
    cost: Cost | None = None,
    systems: CouncilSystems | None = None,
) -> House:
    """Build the services on a database.

    Args:
        database: Where everything is kept.
        clock: Tells the time; without one the machine's.
        settings: Of this process; without them those of the environment.
        cost: What a password hash costs; without it the usual one.
        systems: Ways to council systems; without them those of the settings.
    """
    transactions = Transactions(database, clock or SystemClock(), still_there)
    settings = settings or Settings(DATABASE_URL=database.engine.url.render_as_string())
    secrets = secrets_of(database, settings)
    uploads, judging = Uploads(transactions, secrets, upload_limits(settings)), evidence_judging(secrets)
    log = audit_log(transactions, secrets, settings)
    systems = systems or ListedSystems(settings)
    own_kinds = (judging.kind(), CouncilSyncing(systems=systems).kind())
    jobs, about_bids = Jobs(transactions, (*kinds(log), *own_kinds)), about_procurement(transactions, secrets)
    return House(
        transactions=transactions,
        secrets=secrets,
        jobs=jobs,
        notices=Notices(transactions),
        uploads=uploads,
        readiness=Readiness(database, is_current),
        audit_log=log,
        digital=digital_house(transactions, jobs, systems, settings.public_url),
        **about_people(transactions, secrets, settings, cost),
        **about_bids,
        **about_evidence(transactions, judging, jobs, about_bids["bids"], uploads),
    )


def audit_log(transactions: Transactions, secrets: Secrets, settings: Settings) -> AuditLog:
    """Build the audit log's services."""
    posting = None
    if settings.smtp and settings.checkpoint_mail:
        mailer = Mailer(
            settings.smtp, settings.mail_sender, encryption=settings.smtp_encryption, login=settings.smtp_login
        )
        posting = Posting(mailer, settings.checkpoint_mail)
    keys, folder = Keys(secrets, settings.key_folder), CheckpointFolder(settings.checkpoint_folder)
    return AuditLog(transactions, keys, folder, posting)


def upload_limits(settings: Settings) -> UploadLimits:
    """Return how much one person may upload."""
    return UploadLimits(file_bytes=settings.max_file_bytes, day_bytes=settings.max_daily_bytes)


def schema_is_current(settings: Settings) -> bool:
    """Tell whether the database has the schema of this version."""
    with open_database(settings) as database:
        return is_current(database)


def has_demo_city(settings: Settings) -> bool:
    """Tell whether the database holds an invented city, whose people sign in with a published password."""
    with open_database(settings) as database:
        return any(city.is_demo for city in build_house(database, settings=settings).cities.all())


def require_secret(settings: Settings) -> None:
    """Read the secret of this instance, or make it, before anybody needs it to sign in.

    Raises:
        SecretKeyFileError: It cannot be read or made.
    """
    with open_database(settings) as database:
        secrets_of(database, settings).key("start")
