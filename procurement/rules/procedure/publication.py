"""What a release freezes: one public document and one internal part, each under its own digest."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.numbers import decimal_string, money_string
from core.parameters import DatedParameter
from procurement.model import Lot, ProcedurePlan, ProcedureType
from procurement.rules.digest import canonical, digest_of
from procurement.rules.periods import Stage
from procurement.rules.procedure.facts import LINKS, TextField
from procurement.rules.procedure.lot_terms import published_terms, restored_terms
from procurement.rules.procedure_kind import KindOption, Suggestion
from scoring.model import FORMAT as EVALUATION_FORMAT

__all__ = [
    "DEADLINES",
    "Composed",
    "Content",
    "Restored",
    "canonical",
    "compose",
    "deadline_in",
    "digest_of",
    "evaluation_of",
    "restore",
]

FORMAT = "pruefstand/publication/1"
INTERNAL_FORMAT = "pruefstand/publication-internal/1"

DEADLINES: Mapping[Stage, str] = {Stage.PARTICIPATION: "participation_deadline", Stage.BID: "bid_deadline"}
"""Where the deadline of a stage stands, in the plan and in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is to be released.

    Args:
        reference: Reference number of the procedure.
        number: Number that the version will get.
        plan: Title, kind, deadlines.
        lots: All of them, each with its matrix.
        texts: By the name of their field.
        need: The need, as JSON value.
        suggestion: What the estimated value admits.
        option: The chosen kind among that.
        parameters: Dated numbers that the matrices were checked against.
        eligibility: The eligibility matrix, as JSON value, where the kind has requests to participate; else None.
    """

    reference: str
    number: int
    plan: ProcedurePlan
    lots: tuple[Lot, ...]
    texts: Mapping[TextField, str]
    need: Mapping[str, Any]
    suggestion: Suggestion
    option: KindOption
    parameters: tuple[DatedParameter, ...]
    eligibility: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """Both parts in canonical form (RFC 8785) with their digests."""

    document: str
    digest: str
    internal: str
    internal_digest: str

    @property
    def seal(self) -> str:
        """Digest of both digests: what two people look at and agree on."""
        return digest_of(f"{self.digest}\n{self.internal_digest}")


def compose(content: Content) -> Composed:
    """Return what a release freezes. The same content always gives the same bytes.

    The estimated value and the reasons stay internal: they would tell bidders what the city expects to pay. For the
    same reason the public part does not even name the digest of the internal one: an amount can be guessed.

    Args:
        content: All of it.
    """
    internal = canonical(_internal(content))
    document = canonical(_public(content))
    return Composed(document, digest_of(document), internal, digest_of(internal))


def evaluation_of(document: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return a published lot as evaluation ``pruefstand/evaluation/1`` without bids: where the bids go in.

    Args:
        document: A document ``pruefstand/publication/1``.
        number: Number of the lot.

    Raises:
        KeyError: It has no such lot.
    """
    lot = next((one for one in document["lots"] if one["number"] == number), None)
    if lot is None:
        raise KeyError(number)
    head: dict[str, Any] = {"reference": document["reference"], "title": document["title"], "published": True}
    if len(document["lots"]) > 1:
        head["lot"] = lot["title"]
    if "open_source_exemption" in lot:
        head["open_source_exemption"] = lot["open_source_exemption"]
    return {"format": EVALUATION_FORMAT, "procedure": head, "matrix": lot["matrix"], "bids": []}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a version was made of.

    Args:
        plan: Title, kind, deadlines; the office is none of what is published.
        lots: All lots with their matrices.
        texts: By the name of their field.
        need: Canonical JSON of the need.
        eligibility: Canonical JSON of the eligibility matrix; None where none was published.
    """

    plan: ProcedurePlan
    lots: tuple[Lot, ...]
    texts: Mapping[TextField, str]
    need: str
    eligibility: str | None


def restore(document: Mapping[str, Any], internal: Mapping[str, Any]) -> Restored:
    """Return what both parts of a version were made of: composed again it gives the same bytes.

    Args:
        document: A document ``pruefstand/publication/1``.
        internal: Its internal part.
    """
    reasons = {one["lot"]: one["reason"] for one in internal.get("contract_reasons", ())}
    lots = tuple(
        Lot(
            number=one["number"],
            title=one["title"],
            document=canonical(evaluation_of(document, one["number"])),
            terms=restored_terms(one, reasons.get(one["number"], "")),
        )
        for one in document["lots"]
    )
    plan = ProcedurePlan(
        title=document["title"],
        kind=ProcedureType(document["procedure_type"]),
        bid_deadline=_read_moment(document, Stage.BID),
        participation_deadline=_read_moment(document, Stage.PARTICIPATION),
        two_envelopes=document.get("two_envelopes", False),
    )
    return Restored(
        plan=plan,
        lots=lots,
        texts=_texts(document, internal),
        need=canonical(internal["need"]),
        eligibility=canonical(document["eligibility"]) if "eligibility" in document else None,
    )


def _texts(document: Mapping[str, Any], internal: Mapping[str, Any]) -> dict[TextField, str]:
    links = {one["kind"]: one["reference"] for one in internal.get("links", ())}
    return {
        TextField.SUBJECT: document.get("subject", ""),
        TextField.CLAUSES: document.get("clauses", ""),
        TextField.TIE_RULE: document.get("tie_rule", ""),
        TextField.PRESENTATION: document.get("presentation", ""),
        TextField.KIND_REASON: internal["kind_reason"],
        TextField.OPEN_SOURCE_CHECK: internal["open_source_check"],
        **{name: links.get(kind.value, "") for name, kind in LINKS.items()},
    }


def _public(content: Content) -> dict[str, Any]:
    plan, basis = content.plan, content.option.row.basis
    stages = content.option.row.stages
    written = {
        "subject": content.texts[TextField.SUBJECT],
        "clauses": content.texts[TextField.CLAUSES],
        "tie_rule": content.texts[TextField.TIE_RULE],
        "presentation": content.texts[TextField.PRESENTATION],
        **{name: _moment(getattr(plan, name)) for stage, name in DEADLINES.items() if stage in stages},
    }
    return {
        "format": FORMAT,
        "reference": content.reference,
        "number": content.number,
        "title": plan.title,
        "procedure_type": content.option.row.kind.value,
        "legal_basis": basis.citation,
        "lots": [_lot(lot) for lot in content.lots],
        "parameters": _parameters(content.parameters),
        **{name: value for name, value in written.items() if value},
        **({"two_envelopes": True} if plan.two_envelopes else {}),
        **({"eligibility": dict(content.eligibility)} if content.eligibility else {}),
    }


def _internal(content: Content) -> dict[str, Any]:
    reasons = [
        {"lot": lot.number, "reason": lot.terms.contract.reason}
        for lot in content.lots
        if lot.terms.contract and lot.terms.contract.reason
    ]
    links = [
        {"kind": kind.value, "reference": content.texts[name]} for name, kind in LINKS.items() if content.texts[name]
    ]
    limits = [content.suggestion.threshold, *([content.option.limit] if content.option.limit else [])]
    return {
        "format": INTERNAL_FORMAT,
        "reference": content.reference,
        "number": content.number,
        "need": content.need,
        "estimated_value_net_eur": money_string(content.suggestion.value),
        "kind_standing": content.option.standing.value,
        "kind_reason": content.texts[TextField.KIND_REASON],
        "open_source_check": content.texts[TextField.OPEN_SOURCE_CHECK],
        **({"contract_reasons": reasons} if reasons else {}),
        **({"links": links} if links else {}),
        "parameters": _parameters(limits),
    }


def _lot(lot: Lot) -> dict[str, Any]:
    evaluation = json.loads(lot.document or "{}")
    exemption = evaluation["procedure"].get("open_source_exemption")
    more = {"open_source_exemption": exemption} if exemption else {}
    terms = published_terms(lot.terms, evaluation["matrix"])
    return {"number": lot.number, "title": lot.title, "matrix": evaluation["matrix"], **more, **terms}


def _parameters(entries: Iterable[DatedParameter]) -> list[dict[str, str]]:
    return [
        {
            "name": entry.name,
            "value": entry.value if isinstance(entry.value, str) else decimal_string(entry.value, 9),
            "unit": entry.unit,
            "valid_from": entry.valid_from.isoformat(),
            "source": entry.source.citation,
        }
        for entry in sorted(entries, key=lambda entry: entry.name)
    ]


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def deadline_in(document: Mapping[str, Any]) -> datetime | None:
    """Return the deadline of the first stage in a document ``pruefstand/publication/1``; None where it has none."""
    return _read_moment(document, Stage.PARTICIPATION) or _read_moment(document, Stage.BID)


def bid_deadline_in(document: Mapping[str, Any]) -> datetime | None:
    """Return the deadline of the bids in a document ``pruefstand/publication/1``; None where it has none."""
    return _read_moment(document, Stage.BID)


def _read_moment(document: Mapping[str, Any], stage: Stage) -> datetime | None:
    text = document.get(DEADLINES[stage])
    return None if text is None else datetime.fromisoformat(text)
