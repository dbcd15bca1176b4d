"""The services of the Digital-Check and of requests for IT capacity."""

from dataclasses import dataclass, fields
from typing import Any

from app.council_wiring import table_rows, typed_rows
from capacity.services import CapacityRequests
from capacity.services.attaching import PURPOSE, RequestAttachments
from capacity.services.choosing import RequestChoices
from capacity.services.course import RequestCourse
from capacity.services.desk import RequestDesk
from capacity.services.discussing import RequestDiscussion
from capacity.services.drafting import RequestDrafting
from capacity.services.gates import PublicLifts
from capacity.services.moving import SlotMoving
from capacity.services.placing import PlaceDesk
from capacity.services.prioritising import Prioritising
from capacity.services.queue_planning import PlanDesk, QueuePlanning
from capacity.services.ranking import RankDesk
from capacity.services.reminding import Reminding
from capacity.services.rounds import RoundDesk
from capacity.services.scenarios import Improving, ScenarioDesk
from capacity.services.staffing import Staffing
from capacity.services.supplying import Supplying
from digitalcheck.services.agendas import Agendas
from digitalcheck.services.checks import Checks
from digitalcheck.services.council.desk import CouncilDesk
from digitalcheck.services.council.offering import OwnFiles
from digitalcheck.services.council.reading import CouncilSyncing, CouncilSystems
from digitalcheck.services.course import Course
from digitalcheck.services.filling import Filling
from digitalcheck.services.handing import Handing
from digitalcheck.services.meetings import Meetings
from digitalcheck.services.public_services import ServiceCatalogue
from digitalcheck.services.questions import Questions
from digitalcheck.services.releasing import Addresses
from digitalcheck.services.sheets import SheetDesk
from digitalcheck.services.verifying import Verifying
from infra.boxes import Box
from infra.clock import Clock
from infra.jobs.kinds import JobKind
from infra.jobs.services import Jobs
from infra.parameters import load_parameters
from infra.secrets import Secrets
from infra.transactions import Transactions
from procurement.services.check_linking import CheckLinking
from procurement.services.tendering import Tendering


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalHouse:
    """These services; routes ask for them by the name of their field.

    Args:
        checks: Reading checks.
        filling: Filling them in.
        handing: Asking for the capacity they need.
        questions: Catalogues of their questions.
        course: Taking them from draft to released sheet.
        sheet_desk: Sheets as files.
        meetings: What the Magistrat reads before a meeting.
        verifying: Whether a sheet is genuine, for everybody.
        capacity_requests: What was asked for, and what is promised.
        request_drafting: Writing requests for capacity.
        request_course: Taking them from stage to stage.
        request_discussion: Checks, questions and proofs about them.
        request_desk: Reading them.
        public_lifts: What went on without agreement, for everybody.
        rank_desk: Their order, and ranks set by hand.
        plan_desk: When they would be worked on.
        place_desk: Places in the plan by hand.
        slot_moving: Booked slots moved by hand.
        scenario_desk: Other plans, taken over or left.
        supplying: What roles can work.
        role_staffing: How roles are staffed.
        request_attachments: Files of requests.
        request_choices: Lists that requests are classified by.
        round_desk: Rounds that decide on them.
        council_desk: What the council system shows.
        agendas: Agendas of the Magistrat.
        service_catalogue: Verwaltungsleistungen that a check can name.
        own_files: Public sheets for council systems.
        tendering: Tender procedures that begin from checks.
        check_linking: Linking procedures that are there already.
    """

    checks: Checks
    filling: Filling
    handing: Handing
    questions: Questions
    course: Course
    sheet_desk: SheetDesk
    meetings: Meetings
    verifying: Verifying
    capacity_requests: CapacityRequests
    request_drafting: RequestDrafting
    request_course: RequestCourse
    request_discussion: RequestDiscussion
    request_desk: RequestDesk
    public_lifts: PublicLifts
    rank_desk: RankDesk
    plan_desk: PlanDesk
    place_desk: PlaceDesk
    slot_moving: SlotMoving
    scenario_desk: ScenarioDesk
    supplying: Supplying
    role_staffing: Staffing
    request_attachments: RequestAttachments
    request_choices: RequestChoices
    round_desk: RoundDesk
    council_desk: CouncilDesk
    agendas: Agendas
    service_catalogue: ServiceCatalogue
    own_files: OwnFiles
    tendering: Tendering
    check_linking: CheckLinking


def digital_house(
    transactions: Transactions, jobs: Jobs, systems: CouncilSystems, secrets: Secrets, public_url: str | None = None
) -> DigitalHouse:
    """Build them.

    Args:
        transactions: What they open their transactions with.
        jobs: What works in the background.
        systems: Ways to council systems.
        secrets: Keys of this instance.
        public_url: Address of this instance for everybody, for links and codes on paper.
    """
    figures, addresses = load_parameters("digitalcheck"), Addresses(public_url=public_url)
    checks = Checks(transactions=transactions, figures=figures)
    filling = Filling(transactions=transactions, figures=figures)
    return DigitalHouse(
        checks=checks,
        filling=filling,
        handing=Handing(transactions=transactions, figures=figures),
        questions=Questions(transactions=transactions),
        course=Course(transactions=transactions, figures=figures, addresses=addresses),
        sheet_desk=SheetDesk(transactions=transactions, figures=figures, addresses=addresses),
        meetings=Meetings(transactions=transactions, figures=figures),
        verifying=Verifying(transactions=transactions),
        **_queue(transactions, jobs, secrets),
        council_desk=CouncilDesk(transactions=transactions, systems=systems, jobs=jobs, checks=checks, filling=filling),
        agendas=Agendas(transactions=transactions, rows=table_rows),
        service_catalogue=ServiceCatalogue(transactions=transactions, rows=table_rows),
        own_files=OwnFiles(transactions=transactions),
        tendering=Tendering(transactions=transactions, figures=figures),
        check_linking=CheckLinking(transactions=transactions, figures=figures),
    )


def _queue(transactions: Transactions, jobs: Jobs, secrets: Secrets) -> dict[str, Any]:
    """Build what is about requests for capacity, by the name of the field."""
    times = load_parameters("capacity")
    return {
        "capacity_requests": CapacityRequests(transactions=transactions),
        "request_drafting": RequestDrafting(transactions=transactions),
        "request_course": RequestCourse(transactions=transactions, figures=times),
        "request_discussion": RequestDiscussion(transactions=transactions, figures=times),
        "request_desk": RequestDesk(transactions=transactions, figures=times),
        "public_lifts": PublicLifts(transactions=transactions),
        "rank_desk": RankDesk(transactions=transactions, figures=times),
        "plan_desk": PlanDesk(transactions=transactions, jobs=jobs),
        "place_desk": PlaceDesk(transactions=transactions, jobs=jobs, figures=times),
        "slot_moving": SlotMoving(transactions=transactions, jobs=jobs, figures=times),
        "scenario_desk": ScenarioDesk(transactions=transactions, jobs=jobs, figures=times),
        "supplying": Supplying(transactions=transactions, figures=times, rows=typed_rows),
        "role_staffing": Staffing(transactions=transactions),
        "request_attachments": RequestAttachments(transactions=transactions, box=Box(secrets, PURPOSE)),
        "request_choices": RequestChoices(transactions=transactions),
        "round_desk": RoundDesk(transactions=transactions, figures=times),
    }


def reminders(clock: Clock) -> JobKind:
    """Return the kind of job that looks at the clocks of requests every morning."""
    return Reminding(figures=load_parameters("capacity"), clock=clock).kind()


def ranks() -> JobKind:
    """Return the kind of job that computes the order of requests every morning."""
    return Prioritising(figures=load_parameters("capacity")).kind()


def plans(clock: Clock) -> JobKind:
    """Return the kind of job that plans the queue every morning."""
    return QueuePlanning(figures=load_parameters("capacity"), clock=clock).kind()


def scenarios() -> JobKind:
    """Return the kind of job that looks for a better plan when somebody asks."""
    return Improving(figures=load_parameters("capacity")).kind()


def own_kinds(systems: CouncilSystems, clock: Clock) -> tuple[JobKind, ...]:
    """Return the kinds of jobs of these services."""
    return CouncilSyncing(systems=systems).kind(), reminders(clock), ranks(), plans(clock), scenarios()


def parts_of(house: Any) -> dict[str, object]:  # noqa: ANN401 - any dataclass
    """Return the parts of a house by the name of their field."""
    return {one.name: getattr(house, one.name) for one in fields(house)}
