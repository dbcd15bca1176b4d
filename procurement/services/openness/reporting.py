"""The comparison of a lot as document, workbook and annex to the score sheet, with a line about it in the audit log."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.german import OFFICIAL_ZONE
from core.numbers import decimal_string, fraction_string
from infra.audit.model import Event
from infra.exported_file import ExportedFile
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from procurement.model import PointsDecision
from procurement.rules.openness.report import (
    BidEntry,
    ComponentEntry,
    DecisionEntry,
    OpennessReport,
    RubricEntry,
    signal_entries,
)
from procurement.services.finding import found, subject_of
from procurement.services.naming import plain_name
from procurement.services.openness.desk import Comparison, OpennessDesk
from procurement.services.openness.gathering import BidOpenness

_GONE = "unbekannt"


class OpennessFile(StrEnum):
    """What a comparison can be taken away as; the value ends the name of the file."""

    JSON = "json"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpennessReporting:
    """Makes files of comparisons for those who may read the bids.

    Args:
        transactions: Opens them.
        desk: Compares.
    """

    transactions: Transactions
    desk: OpennessDesk

    def export(self, actor: Actor, slug: str, number: int, kind: OpennessFile) -> ExportedFile:
        """Return the comparison of a lot as a file; decisions stand in it as far as the reader may see them.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            LotNotFoundError: It has no such lot.
            AccessDeniedError: No bid of it is theirs to read.
            NoRubricError: With the lot no rubric was published, or no bid came in.
        """
        with self.transactions.write(actor, Action.READ_EVIDENCE) as writing:
            procedure = found(writing, slug)
            compared = self.desk.comparison(writing, procedure, number)
            told = {"lot": number, "round": procedure.round, "format": kind.value}
            writing.record(Event.OPENNESS_EXPORTED, subject_of(procedure), before={}, after=told)
        report = report_of(compared)
        from procurement import exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        made = {
            OpennessFile.JSON: lambda: _pretty(report),
            OpennessFile.XLSX: lambda: exports.openness_workbook_of(report),
            OpennessFile.PDF: lambda: exports.openness_annex_of(report),
        }
        name = plain_name(procedure.reference, f"los-{number}", "offenheit")
        return ExportedFile(f"{name}.{kind.value}", made[kind]())


def report_of(compared: Comparison) -> OpennessReport:
    """Return a comparison as the document ``pruefstand/openness/1``."""
    published = compared.published
    rubric, scale = published.rubric, published.scale
    return OpennessReport(
        reference=compared.procedure.reference,
        lot=compared.number,
        lot_title=compared.title,
        criterion=published.chosen.criterion,
        criterion_title=published.criterion_title,
        scale_minimum=decimal_string(scale.minimum),
        scale_maximum=decimal_string(scale.maximum),
        as_of=_last_day(compared),
        rubric=RubricEntry(
            version=rubric.version, title=rubric.title, sha256=rubric.sha256, valid_from=rubric.valid_from
        ),
        bids=[_bid(one, compared) for one in compared.bids],
    )


def _bid(known: BidOpenness, compared: Comparison) -> BidEntry:
    share = known.suggestion.components
    decisions = [one for (bid, _), one in sorted(compared.decisions.items()) if bid == known.bid.id]
    return BidEntry(
        id=known.bid.id,
        tenderer=known.bid.title,
        suggestion=known.seal,
        least=fraction_string(known.points[0]),
        most=fraction_string(known.points[1]),
        signals=signal_entries(known.suggestion),
        components=ComponentEntry(osi=share.osi, known=share.known, unknown=share.unknown) if share else None,
        late_files=list(known.facts.late_files),
        decisions=[_decision(one, compared.names.get(one.person, _GONE)) for one in decisions],
    )


def _decision(one: PointsDecision, name: str) -> DecisionEntry:
    return DecisionEntry(
        evaluator=name,
        accepted=one.is_accepted,
        points=fraction_string(one.points),
        reason=one.reason,
        suggestion=one.seal,
    )


def _last_day(compared: Comparison) -> date:
    moments = [one.decided_at for one in compared.decisions.values()]
    for known in compared.bids:
        moments += [known.bid.imported_at, *(one.noted_at for one in known.statements)]
        moments += [one.noted_at for one in known.effects]
    return max(moments).astimezone(OFFICIAL_ZONE).date()


def _pretty(report: OpennessReport) -> bytes:
    return (json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()
