"""Reading probes: lists, and one with all that came of its file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.identity.repository import IdentityRepository
from infra.jobs.model import JobProgress
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.model import StandardProbe
from procurement.repository import StandardProbeRepository
from procurement.rules.evidence.access import takes_evidence
from procurement.services.evidence.shared import AnalysisState, bid_of
from procurement.services.standards.shared import job_of, readable, resource, resource_of, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProbe:
    """A probe in a list.

    Args:
        probe: The probe.
        state: Where it stands.
    """

    probe: StandardProbe
    state: AnalysisState


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbePage:
    """Some probes, the newest first.

    Args:
        items: At most as many as were asked for.
        before: What to ask for next: those with a smaller number; None on the last page.
        may_ask: The reader may ask for one here now.
    """

    items: tuple[ListedProbe, ...]
    before: int | None
    may_ask: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedProbe:
    """A probe with all that came of its file.

    Args:
        probe: The probe.
        state: Where it stands.
        progress: How far it is; None unless the file is being looked at.
        answer: All that is told of the file, as in ``pruefstand/standards/1``, or ``faults``; None until it is there.
        author: Name of the person who wanted it.
        bid_title: What its bid is called; empty where it is free-standing.
        may_delete: The reader may take it away now.
    """

    probe: StandardProbe
    state: AnalysisState
    progress: JobProgress | None
    answer: Mapping[str, Any] | None
    author: str
    bid_title: str
    may_delete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardProbes:
    """Reads probes.

    Args:
        transactions: Opens them to those who may read them.
    """

    transactions: Transactions

    def free(self, actor: Actor, *, before: int | None = None, size: int = 25) -> ProbePage:
        """Return free-standing probes: the own ones; to whoever may read them all, all."""
        with self.transactions.read(actor, Action.READ_STANDARD_PROBES) as reading:
            sees_all = decide(actor, Action.READ_STANDARD_PROBES, resource(reading, None, is_free=True)) is None
            may = decide(actor, Action.PROBE_STANDARDS, resource(reading, actor.person, is_free=True)) is None
            person = None if sees_all else str(actor.person)
            found = StandardProbeRepository(reading.session).page(of_bid=None, person=person, before=before, size=size)
            return _page(reading, found, size, may_ask=may)

    def of_bid(self, actor: Actor, slug: str, bid: str, *, before: int | None = None, size: int = 25) -> ProbePage:
        """Return the probes of a bid.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_STANDARD_PROBES) as reading:
            procedure, wanted, owner = bid_of(reading, slug, bid)
            asked = resource(reading, owner, is_free=False)
            reading.require(Action.READ_STANDARD_PROBES, asked)
            may = decide(actor, Action.PROBE_STANDARDS, asked) is None and takes_evidence(procedure, wanted.place)
            found = StandardProbeRepository(reading.session).page(
                of_bid=(slug, bid), person=None, before=before, size=size
            )
            return _page(reading, found, size, may_ask=may)

    def open(self, actor: Actor, number: int) -> OpenedProbe:
        """Return a probe.

        Raises:
            StandardProbeNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_STANDARD_PROBES) as reading:
            probe = readable(reading, number)
            job = job_of(reading, probe)
            state = state_of(probe, job)
            document = StandardProbeRepository(reading.session).document(probe.id)
            title = ""
            if probe.slug is not None and probe.bid is not None:
                title = bid_of(reading, probe.slug, probe.bid)[1].title
            may = decide(actor, Action.PROBE_STANDARDS, resource_of(reading, probe)) is None
            return OpenedProbe(
                probe=probe,
                state=state,
                progress=job.progress if job and state.is_open else None,
                answer=json.loads(document) if document else None,
                author=IdentityRepository(reading.session).names({probe.created_by}).get(probe.created_by, ""),
                bid_title=title,
                may_delete=may and probe.is_free and not state.is_open,
            )


def _page(reading: Reading, found: tuple[StandardProbe, ...], size: int, *, may_ask: bool) -> ProbePage:
    shown = found[:size]
    items = tuple(ListedProbe(probe=one, state=state_of(one, job_of(reading, one))) for one in shown)
    return ProbePage(items=items, before=shown[-1].id if len(found) > size else None, may_ask=may_ask)
