"""Where what stands against a step of a tender procedure is mended."""

from collections.abc import Callable, Mapping

from procurement.rules.procedure.facts import Reason
from procurement.services.procedures import OpenedProcedure
from web import addresses

_NEED = frozenset(
    {
        "need-missing",
        "threshold-unknown",
        "value-zero",
        "exit-missing",
        "value-reason-missing",
        "lots-differ-from-value",
    }
)
_PLAN = frozenset(
    {
        "kind-missing",
        "kind-not-admissible",
        "kind-reason-missing",
        "open-source-check-missing",
        "tie-rule-missing",
        "deadline-missing",
        "deadline-over",
        "deadline-order",
        "deadline-too-early",
        "deadline-not-extended",
    }
)
_ELIGIBILITY = frozenset({"eligibility-missing", "eligibility-too-few"})
_LOTS = frozenset({"no-lots", "matrix-missing", "matrix-fault"})
_WITH_BIDS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "requests-opening-missing": (addresses.participation, "Zum Teilnahmewettbewerb"),
    "request-undecided": (addresses.participation, "Zum Teilnahmewettbewerb"),
    "no-candidates": (addresses.participation, "Zum Teilnahmewettbewerb"),
    "candidates-tied": (addresses.participation, "Zum Teilnahmewettbewerb"),
    "opening-missing": (addresses.procedure_opening, "Zur Öffnung"),
    "no-bids": (addresses.procedure_bids, "Zu den Angeboten"),
    "bid-undecided": (addresses.examination, "Zur Prüfung der Angebote"),
    "variant-fallen": (addresses.examination, "Zur Prüfung der Angebote"),
    "no-admitted-bids": (addresses.examination, "Zur Prüfung der Angebote"),
    "inquiries-open": (addresses.inquiries, "Zu den Anfragen"),
    "evaluators-missing": (addresses.evaluators, "Zu den Wertenden"),
    "sheets-missing": (addresses.evaluators, "Zu den Wertenden"),
    "consensus-missing": (addresses.consensus, "Zur Konsenswertung"),
    "price-missing": (addresses.procedure_prices, "Zu den Preisen"),
    "low-bid-open": (addresses.procedure_prices, "Zu den Preisen"),
    "award-gate-open": (addresses.award, "Zum Zuschlag"),
    "award-reason-missing": (addresses.award, "Zum Zuschlag"),
    "award-resolution-missing": (addresses.award, "Zum Zuschlag"),
    "letter-missing": (addresses.letters, "Zu den Schreiben"),
    "objections-open": (addresses.objections, "Zu den Rügen"),
    "reviews-open": (addresses.objections, "Zu den Rügen"),
    "tie-open": (addresses.procedure_result, "Zum Gleichstand"),
}


def mended_at(opened: OpenedProcedure, reason: Reason) -> tuple[str, str] | None:
    """Return address and name of the page where a reason is mended; None where it is mended nowhere, or not now."""
    if reason.type in _WITH_BIDS:
        address, name = _WITH_BIDS[reason.type]
        return address(opened.procedure.slug), name
    return _prepared_at(opened, reason) if opened.is_editable else None


def _prepared_at(opened: OpenedProcedure, reason: Reason) -> tuple[str, str] | None:
    slug = opened.procedure.slug
    if reason.type in _NEED:
        return addresses.procedure_need(slug), "Zum Bedarf"
    if reason.type in _PLAN:
        return addresses.procedure_plan(slug), "Zu Verfahrensart, Frist und Texten"
    if reason.type in _ELIGIBILITY:
        return addresses.eligibility(slug), "Zur Eignungsmatrix"
    if reason.type in _LOTS:
        numbers = {lot.title: lot.number for lot in opened.procedure.lots}
        number = numbers.get(reason.properties.get("lot", ""))
        if number is None:
            return addresses.procedure_lots(slug), "Zu den Losen"
        return addresses.procedure_lot(slug, number), "Zur Bewertungsmatrix"
    return None
