"""Proofs of deletion as pages show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.german import german_date
from core.legal import LegalSource, VerificationStatus
from procurement.model import ArchiveAnswer, HoldReason, ProcedureStage
from procurement.rules.wording import checked
from procurement.services.disposal import ShownProof
from web.disposal_words import ANSWERS, HOLDS, STAGES


def proof_rows(shown: ShownProof) -> tuple[tuple[str, str], ...]:
    """Return what a proof says, line by line; lines without a value are left out by the page."""
    told = shown.told
    archive = ANSWERS[ArchiveAnswer(told["answer"])]
    verdict = "unverändert" if shown.is_genuine else "passt nicht zum Inhalt"
    return (
        ("Stand des Verfahrens", STAGES[ProcedureStage(told["stage"])]),
        ("Zuschlag oder Aufhebung am", _day(told["ended_on"])),
        ("Ende des Vertrags", _day(told["contract_ended_on"])),
        ("Aufzubewahren bis", _day(told["kept_until"])),
        ("Grundlage der Frist", _grounds(told)),
        ("Dem Stadtarchiv angeboten", f"{_day(told['offered_on'])}: {told['offer']}"),
        ("Das Stadtarchiv", f"{archive}, {_day(told['answered_on'])}: {told['answer_note']}"),
        ("Gebeten hat", told["asked_by"]),
        ("Entschieden hat", told["decided_by"]),
        ("Gelöscht am", _day(told["deleted_on"])),
        ("Prüfsumme", f"{shown.proof.digest}: {verdict}"),
    )


def hold_lines(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the holds that there were."""
    return tuple(
        f"{HOLDS[HoldReason(one['reason'])]}: {_day(one['set_on'])} bis {_day(one['lifted_on'])}"
        for one in told["holds"]
    )


def _grounds(told: Mapping[str, Any]) -> str:
    """Return by what the file was kept, and how far that had been checked; the first format did not say so."""
    if "grounds_status" not in told:
        return str(told["grounds"])
    as_of = told["grounds_as_of"]
    source = LegalSource(
        told["grounds"],
        VerificationStatus(told["grounds_status"]),
        as_of=date.fromisoformat(as_of) if as_of else None,
    )
    return f"{source}: {checked(source)}"


def _day(text: str | None) -> str:
    return german_date(date.fromisoformat(text)) if text else ""
