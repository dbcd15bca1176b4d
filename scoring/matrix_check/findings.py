"""Building findings: every kind has its severity and its legal source in one table."""

from core.legal import LegalSource, VerificationStatus
from scoring.matrix_check.document import Finding, Severity
from scoring.matrix_check.wording import sentence
from scoring.notices import FROZEN, PRICE_DOMINANCE

_V, _S = VerificationStatus.VERIFIED, VerificationStatus.SECONDARY

VERIFIABLE = LegalSource("§ 127 Abs. 4 GWB", _V, "wirksamer Wettbewerb, keine Willkür, überprüfbar")
SUBJECT = LegalSource("§ 127 Abs. 3 GWB", _V, "Verbindung mit dem Auftragsgegenstand")
NEUTRAL = LegalSource(
    "§ 31 Abs. 6 VgV", VerificationStatus.UNVERIFIED, "Wortlaut zu prüfen; Unterschwelle § 23 Abs. 5 UVgO"
)
GRADES = LegalSource("BGH, 04.04.2017, X ZB 3/17", _V, "Schulnoten zulässig, dafür eingehende Dokumentation")
FORMULA = LegalSource("VK Bund, VK 1-4/15", _S, "Formel ist bekannt zu geben; anders OLG Rostock, 17 Verg 6/20")
ALL_CRITERIA = LegalSource("VK Sachsen, 1/SVK/016-15", _S, "bekannt gemachte Unterkriterien sind anzuwenden")
FLIPPING = LegalSource(
    "Bartsch/von Gehlen/Hirsch, NZBau 2012, 393; § 127 Abs. 4 GWB", _S, "Umkippen rechtlich zweifelhaft"
)
MINIMUM = LegalSource("EuGH, 20.09.2018, C-546/16 (Montte)", _V, "Mindestpunktzahl vor der Preiswertung")

KINDS: dict[str, tuple[Severity, LegalSource | None]] = {
    "open_source_missing": ("warnung", FROZEN),
    "open_source_too_low": ("warnung", FROZEN),
    "open_source_exemption": ("hinweis", None),
    "open_source_high": ("warnung", None),
    "open_source_only": ("warnung", PRICE_DOMINANCE),
    "price_share_high": ("warnung", None),
    "method_can_flip": ("warnung", FLIPPING),
    "no_counter_example": ("hinweis", FLIPPING),
    "criterion_cannot_differ": ("warnung", VERIFIABLE),
    "minimum_unreachable": ("warnung", MINIMUM),
    "points_do_not_count": ("warnung", ALL_CRITERIA),
    "criterion_without_influence": ("hinweis", None),
    "subject_link_missing": ("warnung", SUBJECT),
    "product_named": ("warnung", NEUTRAL),
    "product_named_maybe": ("hinweis", NEUTRAL),
    "product_names_not_checked": ("hinweis", NEUTRAL),
    "evidence_missing": ("hinweis", VERIFIABLE),
    "degrees_missing": ("hinweis", GRADES),
    "method_remark": ("hinweis", None),
    "rounding_missing": ("hinweis", FORMULA),
    "published": ("hinweis", FROZEN),
}
"""Severity and legal source of every kind of finding; other sources come with the call."""

_ORDER: dict[Severity, int] = {"verstoss": 0, "warnung": 1, "hinweis": 2}


def finding(kind: str, place: str, source: LegalSource | None = None, **values: str) -> Finding:
    """Return a finding.

    Args:
        kind: A key of ``KINDS``.
        place: JSON pointer into the input.
        source: Replaces the source of the table.
        values: Values of the sentence, as Germans read them.
    """
    severity, own = KINDS[kind]
    cited = source or own
    text = sentence(kind, values)
    return {
        "type": kind,
        "severity": severity,
        "place": place,
        "text": text,
        "legal_source": str(cited) if cited else None,
    }


def by_severity(found: list[Finding]) -> list[Finding]:
    """Return the findings with the gravest first, otherwise in the order given."""
    return sorted(found, key=lambda entry: _ORDER[entry["severity"]])
