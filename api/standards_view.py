"""Files held against open standards, and clauses, as the interface shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.once import presented
from infra.once.model import KeptAnswer
from licensing.standards.clauses import StandardClause
from licensing.standards.model import StandardDomain
from licensing.standards.openness import Openness
from licensing.standards.probes.answer import Conformance
from procurement.model import EvidenceOrigin, StandardProbe
from procurement.services.evidence.shared import AnalysisState
from procurement.services.standards.probe_desk import ListedProbe, OpenedProbe


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    """A ready clause for a standard or a group of standards.

    Args:
        id: Its id.
        title: What it is about.
        domain: Domain of the first standard it names.
        standards: Standards that it names.
        requirement: Sentence of the criterion.
        text: Text for the contract.
        valid_from: Day from which it is offered.
    """

    id: str
    title: str
    domain: StandardDomain
    standards: tuple[str, ...]
    requirement: str
    text: str
    valid_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProbeView:
    """A probe in a list.

    Args:
        id: Its number.
        procedure: Procedure of the bid; null for a free-standing one.
        bid: The bid; null likewise.
        name: Name of the file.
        digest: ``sha256:…`` of the file.
        state: Where it stands.
        standard: Id of the standard that was recognised; empty where none was, or while it is not known.
        edition: Version of it that the file names; empty likewise.
        conformance: How far the file keeps to it; null while it is not known.
        openness: What followed for the standard on that day; null where nothing is decided.
        created_at: When it was asked for.
    """

    id: int
    procedure: str | None
    bid: str | None
    name: str
    digest: str
    state: AnalysisState
    standard: str
    edition: str
    conformance: Conformance | None
    openness: Openness | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeView(ListedProbeView):
    """A probe.

    Args:
        size: Bytes of the file.
        origin: Where the file comes from.
        job: Number of the job that looks at it.
        finished_at: When the answer was there; null until then.
        answer: The file's entry in a report ``pruefstand/standards/1``, or its ``faults``; null until then.
        may_delete: The one who asks may take it away now.
    """

    size: int
    origin: EvidenceOrigin
    job: int
    finished_at: datetime | None
    answer: Mapping[str, Any] | None
    may_delete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeReceipt:
    """A probe that was asked for.

    Args:
        id: Its number.
        job: Number of the job that looks at the file.
    """

    id: int
    job: int


def clause_view(clause: StandardClause, domain: StandardDomain) -> ClauseView:
    """Return a clause as it is shown."""
    return ClauseView(
        id=clause.id,
        title=clause.title,
        domain=domain,
        standards=clause.standards,
        requirement=clause.requirement,
        text=clause.text,
        valid_from=clause.valid_from,
    )


def listed_probe(listed: ListedProbe) -> ListedProbeView:
    """Return a probe as lists show it."""
    return ListedProbeView(**_head(listed.probe, listed.state))


def probe_view(opened: OpenedProbe) -> ProbeView:
    """Return a probe as it is shown."""
    one = opened.probe
    return ProbeView(
        **_head(one, opened.state),
        size=one.size,
        origin=one.origin,
        job=one.job,
        finished_at=one.finished_at,
        answer=opened.answer,
        may_delete=opened.may_delete,
    )


def asked_probe(probe: StandardProbe) -> KeptAnswer:
    """Return the answer to a probe that was asked for."""
    return presented(
        ProbeReceipt(id=probe.id, job=probe.job), status=201, location=f"/api/v1/standard-probes/{probe.id}"
    )


def _head(one: StandardProbe, state: AnalysisState) -> dict[str, Any]:
    return {
        "id": one.id,
        "procedure": one.slug,
        "bid": one.bid,
        "name": one.name,
        "digest": one.digest,
        "state": state,
        "standard": one.standard,
        "edition": one.edition,
        "conformance": one.conformance,
        "openness": one.openness,
        "created_at": one.created_at,
    }
