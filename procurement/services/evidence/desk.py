"""Reading evidence: lists, one analysis with its progress, results with their components and findings."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.listing import Stretch
from core.numbers import LARGEST_NUMBER
from infra.identity.repository import IdentityRepository
from infra.jobs.model import JobProgress
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import AnalysisResultNotFoundError
from procurement.model import (
    Analysis,
    AnalysisResult,
    ComponentQuery,
    EvidenceFile,
    EvidenceFinding,
    FileVerdict,
    FindingWeight,
    FoundComponent,
    HouseRulesVersion,
)
from procurement.repository import AnalysisRepository, AnalysisResultRepository
from procurement.rules.evidence.access import takes_evidence
from procurement.rules.evidence.documents import FORMAT
from procurement.services.evidence.house_rules import rules_at, rules_offered
from procurement.services.evidence.listed import AnalysisPage, ListedAnalysis
from procurement.services.evidence.shared import (
    AnalysisState,
    bid_of,
    job_of,
    readable,
    resource,
    resource_of,
    state_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAnalysis:
    """An analysis with everything but what came of it.

    Args:
        analysis: The analysis.
        state: Where it stands.
        progress: How far the result is that is being made; None where none is.
        job: Number of the job that makes it or has failed to; None where there is none.
        files: Its files.
        results: Finished results, the newest first.
        names: Names of the people who took part, by their id.
        rules: Versions of the rules of the house that can be chosen.
        bid_title: What its bid is called; empty where it is free-standing.
        may_change: The reader may change it and ask for results now.
    """

    analysis: Analysis
    state: AnalysisState
    progress: JobProgress | None
    job: int | None
    files: tuple[EvidenceFile, ...]
    results: tuple[AnalysisResult, ...]
    names: Mapping[str, str]
    rules: tuple[str, ...]
    bid_title: str
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedResult:
    """A finished result without its long lists.

    Args:
        analysis: The analysis.
        result: The result.
        verdicts: What came of each document, in the order of files.
        counts: How many components are what, in all documents together, as in ``licences`` of the contract.
        findings: How many findings there are of each weight.
        in_force: The rules of the house that hold now.
    """

    analysis: Analysis
    result: AnalysisResult
    verdicts: tuple[FileVerdict, ...]
    counts: Mapping[str, int]
    findings: Mapping[FindingWeight, int]
    in_force: HouseRulesVersion

    @property
    def components(self) -> int:
        """Components of all documents."""
        return sum(one.components for one in self.verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDesk:
    """Reads analyses.

    Args:
        transactions: Opens them to those who may read them.
        shipped: The rules of the house that ship.
    """

    transactions: Transactions
    shipped: HouseRulesVersion

    def free(self, actor: Actor, *, before: int | None = None, size: int = 25) -> AnalysisPage:
        """Return free-standing analyses: the own ones; to whoever may read them all, all."""
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            sees_all = decide(actor, Action.READ_EVIDENCE, resource(reading, None, is_free=True)) is None
            mine = resource(reading, actor.person, is_free=True)
            return self._page(
                reading,
                AnalysisRepository(reading.session).page(
                    of_bid=None, person=None if sees_all else str(actor.person), before=before, size=size
                ),
                size,
                may_create=decide(actor, Action.GATHER_EVIDENCE, mine) is None,
            )

    def of_bid(self, actor: Actor, slug: str, bid: str, *, before: int | None = None, size: int = 25) -> AnalysisPage:
        """Return the analyses of a bid.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            procedure, wanted, owner = bid_of(reading, slug, bid)
            asked = resource(reading, owner, is_free=False)
            reading.require(Action.READ_EVIDENCE, asked)
            may = decide(actor, Action.GATHER_EVIDENCE, asked) is None and takes_evidence(procedure, wanted.place)
            found = AnalysisRepository(reading.session).page(of_bid=(slug, bid), person=None, before=before, size=size)
            return self._page(reading, found, size, may_create=may)

    def open(self, actor: Actor, number: int) -> OpenedAnalysis:
        """Return an analysis.

        Raises:
            AnalysisNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            analysis = readable(reading, number)
            files = AnalysisRepository(reading.session).files(analysis.id)
            results = AnalysisResultRepository(reading.session).results(analysis.id)
            last = results[0] if results else None
            job = job_of(reading, last)
            state = state_of(last, job)
            people = {analysis.created_by, *(one.added_by for one in files), *(one.asked_by for one in results)}
            title, takes = _about_bid(reading, analysis)
            may = decide(actor, Action.GATHER_EVIDENCE, resource_of(reading, analysis)) is None
            return OpenedAnalysis(
                analysis=analysis,
                state=state,
                progress=job.progress if job and state.is_open else None,
                job=last.job if last and last.finished_at is None else None,
                files=files,
                results=tuple(one for one in results if one.finished_at),
                names=IdentityRepository(reading.session).names(people),
                rules=rules_offered(reading, self.shipped),
                bid_title=title,
                may_change=may and takes and not state.is_open,
            )

    def result(self, actor: Actor, number: int, result: int) -> OpenedResult:
        """Return a finished result.

        Raises:
            AnalysisNotFoundError: There is none of this number.
            AnalysisResultNotFoundError: It has no finished result of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            analysis, wanted = _finished(reading, number, result)
            repository = AnalysisResultRepository(reading.session)
            verdicts = repository.verdicts(wanted.id)
            counts = dict[str, int]()
            for verdict in verdicts:
                for name, count in verdict.counts.items():
                    counts[name] = counts.get(name, 0) + count
            findings = repository.count_findings(wanted.id)
            return OpenedResult(
                analysis=analysis,
                result=wanted,
                verdicts=verdicts,
                counts=counts,
                findings=findings,
                in_force=rules_at(reading, self.shipped, self.transactions.clock.now()),
            )

    def document(self, actor: Actor, number: int, result: int) -> str:
        """Return a finished result as one JSON document of the format ``pruefstand/licences/1``; errors as above."""
        return f'{{"format":"{FORMAT}","files":[{",".join(self.documents(actor, number, result))}]}}'

    def documents(self, actor: Actor, number: int, result: int) -> tuple[str, ...]:
        """Return what is told of each document of a result, as JSON, in the order of its verdicts; errors as above."""
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            _, wanted = _finished(reading, number, result)
            return AnalysisResultRepository(reading.session).documents(wanted.id)

    def file_document(self, actor: Actor, number: int, result: int, place: int) -> str:
        """Return what is told of one document of a result, as JSON; errors as above."""
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            _, wanted = _finished(reading, number, result)
            repository = AnalysisResultRepository(reading.session)
            document = repository.document(wanted.id, place) if 0 < place <= LARGEST_NUMBER else None
            if document is None:
                raise AnalysisResultNotFoundError(result)
            return document

    def components(
        self,
        actor: Actor,
        number: int,
        result: int,
        query: ComponentQuery,
        *,
        after: int | None = None,
        size: int = 50,
    ) -> Stretch[FoundComponent]:
        """Return some components of a result, filtered and ordered in the database; errors as above."""
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            _, wanted = _finished(reading, number, result)
            return AnalysisResultRepository(reading.session).components(wanted.id, query, after=after, size=size)

    def count_components(self, actor: Actor, number: int, result: int, query: ComponentQuery) -> int:
        """Return how many components of a result a search finds; errors as above."""
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            _, wanted = _finished(reading, number, result)
            return AnalysisResultRepository(reading.session).count_components(wanted.id, query)

    def findings(
        self,
        actor: Actor,
        number: int,
        result: int,
        weight: FindingWeight | None = None,
        *,
        after: int | None = None,
        size: int = 50,
    ) -> Stretch[EvidenceFinding]:
        """Return some findings of a result, the gravest first; errors as above."""
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            _, wanted = _finished(reading, number, result)
            return AnalysisResultRepository(reading.session).findings(wanted.id, weight, after=after, size=size)

    def _page(self, reading: Reading, found: tuple[Analysis, ...], size: int, *, may_create: bool) -> AnalysisPage:
        shown = found[:size]
        last = AnalysisResultRepository(reading.session).last_of([one.id for one in shown])
        items = tuple(
            ListedAnalysis(analysis=one, state=state_of(last.get(one.id), job_of(reading, last.get(one.id))))
            for one in shown
        )
        return AnalysisPage(
            items=items,
            before=shown[-1].id if len(found) > size else None,
            may_create=may_create,
            rules=rules_offered(reading, self.shipped),
        )


def _finished(reading: Reading, number: int, result: int) -> tuple[Analysis, AnalysisResult]:
    analysis = readable(reading, number)
    results = AnalysisResultRepository(reading.session).results(analysis.id)
    wanted = next((one for one in results if one.number == result and one.finished_at), None)
    if wanted is None:
        raise AnalysisResultNotFoundError(result)
    return analysis, wanted


def _about_bid(reading: Reading, analysis: Analysis) -> tuple[str, bool]:
    """Return what the bid is called, and whether evidence is still gathered; of a free-standing one always."""
    if analysis.slug is None or analysis.bid is None:
        return "", True
    procedure, bid, _ = bid_of(reading, analysis.slug, analysis.bid)
    return bid.title, takes_evidence(procedure, bid.place)
