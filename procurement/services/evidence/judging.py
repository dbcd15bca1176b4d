"""Makes the result of an analysis: the work of a durable job, file by file, stored in short transactions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from infra.audit.model import Event
from infra.clock import official_day
from infra.jobs.beside import beside
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.policy.table import Action
from infra.secrets import SecretUnreadableError
from infra.transactions import Reading, Writing
from procurement.errors import AnalysisResultNotFoundError
from procurement.model import Analysis, AnalysisResult, EvidenceFile
from procurement.repository import AnalysisRepository, AnalysisResultRepository, HouseRulesRepository
from procurement.rules.evidence.documents import JudgedFile, is_bill, text_document
from procurement.rules.evidence.wording import SEAL_BROKEN, reading_step, storing_step
from procurement.services.evidence.box import EvidenceBox
from procurement.services.evidence.reader import Asked, EvidenceReader
from procurement.services.evidence.shared import found, resource_of, subject_of

KIND = "judge-evidence"
ROWS_AT_ONCE = 5_000
"""Components that one transaction stores: other writers wait for no longer than that takes."""

_SEAL_BROKEN: Mapping[str, Any] = {
    "faults": [
        {
            "type": "evidence_seal_broken",
            "pointer": "",
            "severity": "invalid",
            "text": SEAL_BROKEN,
        }
    ]
}

Made = TypeVar("Made")


@dataclass(slots=True)
class _Counted:
    """How many documents, components and findings are stored so far."""

    documents: int = 0
    components: int = 0
    findings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceJudging:
    """Carries out the job.

    Every step can be repeated: an attempt begins with forgetting what an earlier one has stored, and nothing of a
    result is shown before the last transaction has finished it.

    Args:
        box: Opens contents.
        reader: Reads and judges files.
    """

    box: EvidenceBox
    reader: EvidenceReader

    def kind(self) -> JobKind:
        """Return the kind of its jobs."""
        return JobKind(name=KIND, action=Action.GATHER_EVIDENCE, work=self.work)

    def work(self, context: JobContext, payload: Payload) -> Mapping[str, Any]:
        """Judge all files of an analysis and store the result.

        Args:
            context: Of the job.
            payload: ``analysis`` and ``result``, their numbers.
        """
        with context.read(Action.GATHER_EVIDENCE) as reading:
            analysis, result = _asked(reading, payload)
            files = AnalysisRepository(reading.session).files(analysis.id)
        if result.finished_at is None:
            self._make(context, analysis, result, files)
        return {"link": f"/analysen/{analysis.id}", "analysis": analysis.id, "result": result.number}

    def _make(
        self, context: JobContext, analysis: Analysis, result: AnalysisResult, files: Sequence[EvidenceFile]
    ) -> None:
        with context.write(Action.GATHER_EVIDENCE) as writing:
            AnalysisResultRepository(writing.session).clear(result.id)
        counted, lists = _Counted(), dict[str, str]()
        for at, file in enumerate(files, start=1):
            step = reading_step(at, len(files))
            context.progress(0, None, step)
            documents = beside(context, step, partial(self._judged, context, analysis, result, file))
            for document in documents:
                lists |= document.get("list_versions", {})
                counted.documents += 1
                judged = JudgedFile(place=counted.documents, file=file, document=document)
                _store(context, result, judged, counted, storing_step(at, len(files)))
        with context.write(Action.GATHER_EVIDENCE) as writing:
            _finish(writing, analysis, result, counted, lists)

    def _judged(
        self, context: JobContext, analysis: Analysis, result: AnalysisResult, file: EvidenceFile
    ) -> Sequence[Mapping[str, Any]]:
        """Return what is said of each document in a file; of one that cannot be read, why not."""
        with context.read(Action.GATHER_EVIDENCE) as reading:
            parts = AnalysisRepository(reading.session).sealed_parts(analysis.id, file.number)
            try:
                data = self.box.unseal(reading.city, file.box_key, parts)
            except SecretUnreadableError:
                return [_SEAL_BROKEN]
            rules = _rules_of(reading, result)
        if is_bill(file):
            day = official_day(result.asked_at)
            asked = Asked(day=day, choice=result.choice, columns=file.columns, rules=rules)
            return self.reader.judge(data, asked)
        compared = self.reader.compare(data, file.licence)
        return [compared if "faults" in compared else text_document(compared)]


def _asked(reading: Reading, payload: Payload) -> tuple[Analysis, AnalysisResult]:
    analysis = found(reading, int(payload["analysis"]))
    reading.require(Action.GATHER_EVIDENCE, resource_of(reading, analysis))
    results = AnalysisResultRepository(reading.session).results(analysis.id)
    wanted = next((one for one in results if one.number == payload["result"]), None)
    if wanted is None:
        raise AnalysisResultNotFoundError(int(payload["result"]))
    return analysis, wanted


def _rules_of(reading: Reading, result: AnalysisResult) -> str:
    """Return the rules of the house that a result is made by, as the reader takes them."""
    found = HouseRulesRepository(reading.session).find(result.rules_number)
    return found.document if found else ""


def _store(context: JobContext, result: AnalysisResult, judged: JudgedFile, counted: _Counted, step: str) -> None:
    """Store what came of a document; all its rows or, until the result is finished, none that anybody sees."""
    total, stored = judged.components, 0
    context.progress(0, total, step)
    for batch in _batches(judged.rows(counted.components + 1)):
        with context.write(Action.GATHER_EVIDENCE) as writing:
            AnalysisResultRepository(writing.session).add_components(result.id, batch)
        stored += len(batch)
        context.progress(stored, total, step)
    for findings in _batches(judged.findings(counted.findings + 1)):
        with context.write(Action.GATHER_EVIDENCE) as writing:
            AnalysisResultRepository(writing.session).add_findings(result.id, findings)
        counted.findings += len(findings)
    with context.write(Action.GATHER_EVIDENCE) as writing:
        AnalysisResultRepository(writing.session).add_verdict(result.id, judged.verdict, judged.written())
    counted.components += stored


def _finish(
    writing: Writing, analysis: Analysis, result: AnalysisResult, counted: _Counted, lists: Mapping[str, str]
) -> None:
    """Make the result visible, if whoever asked may still have it."""
    writing.require(Action.GATHER_EVIDENCE, resource_of(writing, analysis))
    AnalysisResultRepository(writing.session).finish(result.id, lists, writing.now)
    after = {
        "result_number": result.number,
        "documents": counted.documents,
        "components": counted.components,
        "findings": counted.findings,
    }
    writing.record(Event.ANALYSIS_FINISHED, subject_of(analysis), before={}, after=after)


def _batches(rows: Iterable[Made]) -> Iterator[list[Made]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        yield batch
