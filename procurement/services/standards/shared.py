"""How services of probes find one, show it to the policy and tell where it stands."""

from core.numbers import LARGEST_NUMBER
from infra.audit.model import Subject
from infra.jobs.model import Job, JobState
from infra.jobs.repository import JobRepository
from infra.policy.decision import Resource
from infra.policy.table import Action
from infra.transactions import Reading
from procurement.errors import StandardProbeNotFoundError
from procurement.model import StandardProbe
from procurement.repository import StandardProbeRepository
from procurement.rules.evidence.access import FREE, OF_BID
from procurement.services.evidence.shared import AnalysisState, bid_of

PROBE = "standard-probe"


def found(reading: Reading, number: int) -> StandardProbe:
    """Return a probe.

    Raises:
        StandardProbeNotFoundError: There is none of this number.
    """
    probe = StandardProbeRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if probe is None:
        raise StandardProbeNotFoundError(number)
    return probe


def resource(reading: Reading, owner: str | None, number: int = 0, *, is_free: bool) -> Resource:
    """Return a probe as the policy sees it; 0 is one that is to be made."""
    return Resource(kind=PROBE, id=str(number), city=reading.city, state=FREE if is_free else OF_BID, owner=owner)


def resource_of(reading: Reading, probe: StandardProbe) -> Resource:
    """Return a probe as the policy sees it: a free-standing one is its author's, one of a bid whose the bid is."""
    owner: str | None = probe.created_by
    if probe.slug is not None and probe.bid is not None:
        owner = bid_of(reading, probe.slug, probe.bid)[2]
    return resource(reading, owner, probe.id, is_free=probe.is_free)


def readable(reading: Reading, number: int) -> StandardProbe:
    """Return a probe that the actor may read.

    Raises:
        StandardProbeNotFoundError: There is none of this number.
        AccessDeniedError: It is not theirs to read.
    """
    probe = found(reading, number)
    reading.require(Action.READ_STANDARD_PROBES, resource_of(reading, probe))
    return probe


def job_of(reading: Reading, probe: StandardProbe) -> Job | None:
    """Return the job that looks at the file; None once it is finished, or where the job is long over and forgotten."""
    return None if probe.finished_at else JobRepository(reading.session).find(probe.job)


def state_of(probe: StandardProbe, job: Job | None) -> AnalysisState:
    """Return where a probe stands."""
    if probe.finished_at is not None:
        return AnalysisState.DONE
    if job is None or job.state is JobState.DONE:
        return AnalysisState.FAILED
    return AnalysisState(job.state.value)


def subject_of(probe: StandardProbe) -> Subject:
    """Return how the audit log names a probe."""
    return Subject(kind=PROBE, id=str(probe.id))
