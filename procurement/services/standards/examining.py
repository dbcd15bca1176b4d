"""Looks at a file: the work of a durable job. The file is forgotten in the transaction that stores the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from infra.audit.model import Event
from infra.clock import official_day
from infra.jobs.beside import beside
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.policy.table import Action
from infra.secrets import SecretUnreadableError
from infra.transactions import Writing
from licensing.standards.openness import Openness
from licensing.standards.probes.answer import Conformance, telling
from procurement.model import ProbeVerdict, StandardProbe
from procurement.repository import StandardProbeRepository
from procurement.rules.evidence.wording import SEAL_BROKEN
from procurement.services.evidence.box import EvidenceBox
from procurement.services.standards.probing import KIND
from procurement.services.standards.reader import ArtefactReader
from procurement.services.standards.shared import found, resource_of, subject_of

STEP = "Datei wird geprüft"
_LONGEST_EDITION = 120
_SEAL_BROKEN: Mapping[str, Any] = {
    "faults": [{"type": "evidence_seal_broken", "pointer": "", "severity": "invalid", "text": SEAL_BROKEN}]
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardExamining:
    """Carries out the job; every step can be repeated.

    Args:
        box: Opens contents.
        reader: Looks at files.
    """

    box: EvidenceBox
    reader: ArtefactReader

    def kind(self) -> JobKind:
        """Return the kind of its jobs."""
        return JobKind(name=KIND, action=Action.PROBE_STANDARDS, work=self.work)

    def work(self, context: JobContext, payload: Payload) -> Mapping[str, Any]:
        """Look at the file of a probe and store what came of it.

        Args:
            context: Of the job.
            payload: ``probe``, its number.
        """
        number = int(payload["probe"])
        with context.read(Action.PROBE_STANDARDS) as reading:
            probe = found(reading, number)
            reading.require(Action.PROBE_STANDARDS, resource_of(reading, probe))
        if probe.finished_at is None:
            answer = beside(context, STEP, partial(self._answer, context, probe))
            with context.write(Action.PROBE_STANDARDS) as writing:
                _finish(writing, found(writing, number), verdict_of(probe, answer))
        return {"link": f"/standards/pruefung/{number}", "probe": number}

    def _answer(self, context: JobContext, probe: StandardProbe) -> Mapping[str, Any]:
        with context.read(Action.PROBE_STANDARDS) as reading:
            parts = StandardProbeRepository(reading.session).sealed_parts(probe.id)
            try:
                data = self.box.unseal(reading.city, probe.box_key, parts)
            except SecretUnreadableError:
                return _SEAL_BROKEN
        return self.reader.examine(data, probe.name, official_day(probe.created_at))


def verdict_of(probe: StandardProbe, answer: Mapping[str, Any]) -> ProbeVerdict:
    """Return what came of a file as it is stored; one that could not be read tells nothing of a standard.

    Of a file that claims several standards the answer that matters most stands in lists; the document holds them all.

    Args:
        probe: The probe.
        answer: What is told of its file, or ``faults``.
    """
    told = [answer, *answer.get("further", ())]
    first = told[telling([(one.get("standard") or "", _conformance(one)) for one in told])]
    opened = first.get("open")
    return ProbeVerdict(
        standard=first.get("standard") or "",
        edition=str(first.get("version", ""))[:_LONGEST_EDITION],
        conformance=_conformance(first),
        openness=Openness(opened) if opened else None,
        document=json.dumps({"file": probe.name, **answer}, ensure_ascii=False),
    )


def _conformance(answer: Mapping[str, Any]) -> Conformance:
    return Conformance(answer.get("conformance", Conformance.UNKNOWN.value))


def _finish(writing: Writing, probe: StandardProbe, verdict: ProbeVerdict) -> None:
    """Store the answer, if whoever asked may still have it."""
    writing.require(Action.PROBE_STANDARDS, resource_of(writing, probe))
    StandardProbeRepository(writing.session).finish(probe.id, verdict, writing.now)
    after = {
        "standard": verdict.standard,
        "edition": verdict.edition,
        "conformance": verdict.conformance.value,
        "openness": verdict.openness.value if verdict.openness else None,
    }
    writing.record(Event.STANDARD_PROBE_FINISHED, subject_of(probe), before={}, after=after)
