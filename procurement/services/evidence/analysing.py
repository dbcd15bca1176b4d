"""Having evidence judged: ask for a result, or for another one with confirmed columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.jobs.services import Jobs
from infra.once.model import Once
from infra.policy.model import Actor
from infra.transactions import Transactions, Writing
from procurement.errors import AnalysisEmptyError, EvidenceFileNotFoundError
from procurement.model import Analysis, AnalysisResult, EvidenceFile, EvidenceKind, HouseRulesVersion
from procurement.repository import AnalysisRepository, AnalysisResultRepository
from procurement.rules.evidence.columns import checked_columns, list_named
from procurement.services.evidence.house_rules import rules_named
from procurement.services.evidence.judging import KIND
from procurement.services.evidence.shared import holding, subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedAnalysis:
    """An analysis whose result is being made.

    Args:
        analysis: As it became.
        result: The result that is to come.
    """

    analysis: Analysis
    result: AnalysisResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedColumns:
    """What somebody says of the columns of a licence list.

    Args:
        columns: Field to column, counted from 0.
        list: The list, as the result names it; may be empty where the file holds only one.
    """

    columns: Mapping[str, int]
    list: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysing:
    """Asks for results.

    Args:
        transactions: Opens analyses to those who may change them.
        jobs: Makes results in the background.
        shipped: The rules of the house that ship.
    """

    transactions: Transactions
    jobs: Jobs
    shipped: HouseRulesVersion

    def start(self, actor: Actor, number: int, version: int, once: Once | None = None) -> StartedAnalysis:
        """Ask for a new result of all files by what is chosen; results that are there stay readable.

        Raises:
            AnalysisNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has changed it.
            AnalysisEmptyError: It has no file.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            AnalysisRunningError: A result is being made already.
        """
        with holding(self.transactions, actor, number, version, once) as (writing, analysis):
            return writing.done(self._started(writing, analysis))

    def confirm_columns(
        self,
        actor: Actor,
        number: int,
        version: int,
        file: int,
        confirmed: ConfirmedColumns,
        once: Once | None = None,
    ) -> StartedAnalysis:
        """Confirm or correct the columns of a licence list and ask for a new result with them.

        Args:
            actor: Who confirms.
            number: Number of the analysis.
            version: Its version that they have seen.
            file: Number of the file.
            confirmed: The columns and the list that they are of.
            once: The wish that this happens once.

        Raises:
            InputError: The columns cannot be used, the file is no licence list, or it has several and none is named.
            AnalysisNotFoundError: There is none of this number.
            EvidenceFileNotFoundError: It has no such file.
            VersionConflictError: Somebody else has changed it.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            AnalysisRunningError: A result is being made already.
        """
        checked = checked_columns(confirmed.columns)
        with holding(self.transactions, actor, number, version, once) as (writing, analysis):
            files = AnalysisRepository(writing.session).files(analysis.id)
            known = next((one for one in files if one.number == file), None)
            if known is None:
                raise EvidenceFileNotFoundError(file)
            if known.kind is not EvidenceKind.BILL:
                raise InputError([Fault("columns_no_bill", "/columns")])
            _keep(writing, analysis, known, ConfirmedColumns(columns=checked, list=confirmed.list))
            return writing.done(self._started(writing, analysis))

    def _started(self, writing: Writing, analysis: Analysis) -> StartedAnalysis:
        if not AnalysisRepository(writing.session).files(analysis.id):
            raise AnalysisEmptyError
        results = AnalysisResultRepository(writing.session)
        earlier = results.results(analysis.id)
        for one in earlier:
            if one.finished_at is None:
                results.clear(one.id)  # its job is over: what it has stored nobody will ever see
        number = earlier[0].number + 1 if earlier else 1
        rules = rules_named(writing, self.shipped, analysis.choice.rules)
        choice = replace(analysis.choice, rules=rules.version)
        job = self.jobs.enqueue(writing, KIND, {"analysis": analysis.id, "result": number})
        wanted = AnalysisResult(
            id=0,
            number=number,
            choice=choice,
            asked_by=str(writing.actor.person),
            asked_at=writing.now,
            job=job,
            finished_at=None,
            lists={},
            rules_number=rules.number,
            rules_digest=rules.digest,
        )
        result = results.add(analysis.id, wanted)
        after = {
            "result_number": number,
            "outbound": choice.outbound,
            "use": choice.use.value,
            "scenario": choice.scenario.value,
            "rules": choice.rules,
            "digest": rules.digest,
        }
        writing.record(Event.ANALYSIS_STARTED, subject_of(analysis), before={}, after=after)
        return StartedAnalysis(analysis=analysis, result=result)


def _keep(writing: Writing, analysis: Analysis, file: EvidenceFile, confirmed: ConfirmedColumns) -> None:
    """Store the columns of one list beside those of the others in its file."""
    name, earlier = list_named(confirmed.list, _lists_in(writing, analysis, file.number)), file.columns or {}
    columns = {**earlier, name: confirmed.columns}
    AnalysisRepository(writing.session).set_columns(analysis.id, file.number, columns)
    # which list it is stays out of the audit log as names of files do: bidders write into them what they like
    after = {"number": file.number, "columns": dict(confirmed.columns)}
    before = {"columns": earlier.get(name)}
    writing.record(Event.EVIDENCE_COLUMNS_CONFIRMED, subject_of(analysis), before=before, after=after)


def _lists_in(writing: Writing, analysis: Analysis, file: int) -> tuple[str, ...]:
    """Return the licence lists that the last result found in a file."""
    results = AnalysisResultRepository(writing.session)
    last = next((one for one in results.results(analysis.id) if one.finished_at is not None), None)
    verdicts = results.verdicts(last.id) if last else ()
    return tuple(one.member for one in verdicts if one.file == file and one.columns is not None)
