"""What the notice says about a lot besides its award criteria: variants, and how candidates are chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from procurement.model import ChosenRubric, VariantTerms
from procurement.rules.procedure import notice_words as words

SELECTION_LENGTH = 6000
"""Most characters of BT-750 (eForms SDK 1.15.1)."""
NO_VARIANTS = "Nebenangebote sind nicht zugelassen (§ 35 Abs. 1 VgV, unterhalb der EU-Schwellenwerte § 25 UVgO)."
_VARIANTS = "Nebenangebote sind zugelassen{where}. Jedes hat eigene Unterlagen und einen eigenen Preis."
_REQUIREMENTS = "Berücksichtigt wird nur ein Nebenangebot, das alle Mindestanforderungen erfüllt:"
_SCORED = (
    "Für Nebenangebote gelten dieselben Zuschlagskriterien und Gewichte wie für Hauptangebote (§ 127 Abs. 4 GWB). "
    "Wertung: {scoring}"
)


class SelectionCode(StrEnum):
    """What a suitability criterion is about, as eForms names it (BT-809, codelist selection-criterion)."""

    PROFESSIONAL_REGISTER = "slc-suit-reg-prof"
    TRADE_REGISTER = "slc-suit-reg-trade"
    AUTHORISATION = "slc-suit-auth-mbrshp"
    GENERAL_TURNOVER = "slc-stand-to-gen"
    SPECIFIC_TURNOVER = "slc-stand-to-spec"
    INSURANCE = "slc-stand-ins"
    OTHER_STANDING = "slc-stand-other"
    SUPPLY_REFERENCES = "slc-abil-ref-supply"
    SERVICE_REFERENCES = "slc-abil-ref-services"
    TECHNICAL_STAFF = "slc-abil-staff-tech-work"
    QUALIFICATIONS = "slc-abil-staff-qual"
    MANPOWER = "slc-abil-staff-yrly-avg-mp"
    SUBCONTRACTING = "slc-abil-subc"
    QUALITY_CERTIFICATE = "slc-sche-qu-cert-indep"
    ENVIRONMENT_CERTIFICATE = "slc-sche-env-cert-indep"


SELECTION_CODES: Mapping[SelectionCode, str] = {
    SelectionCode.PROFESSIONAL_REGISTER: "Eintragung in ein Berufsregister",
    SelectionCode.TRADE_REGISTER: "Eintragung in ein Handelsregister",
    SelectionCode.AUTHORISATION: "Berechtigung oder Mitgliedschaft",
    SelectionCode.GENERAL_TURNOVER: "Allgemeiner Jahresumsatz",
    SelectionCode.SPECIFIC_TURNOVER: "Spezifischer Jahresumsatz",
    SelectionCode.INSURANCE: "Berufshaftpflichtversicherung",
    SelectionCode.OTHER_STANDING: "Andere wirtschaftliche oder finanzielle Anforderung",
    SelectionCode.SUPPLY_REFERENCES: "Referenzen über Lieferungen",
    SelectionCode.SERVICE_REFERENCES: "Referenzen über Dienstleistungen",
    SelectionCode.TECHNICAL_STAFF: "Technische Fachkräfte",
    SelectionCode.QUALIFICATIONS: "Bildungs- und Berufsqualifikation",
    SelectionCode.MANPOWER: "Durchschnittliche Zahl der Beschäftigten",
    SelectionCode.SUBCONTRACTING: "Anteil der Unteraufträge",
    SelectionCode.QUALITY_CERTIFICATE: "Bescheinigung über die Qualitätssicherung",
    SelectionCode.ENVIRONMENT_CERTIFICATE: "Bescheinigung über das Umweltmanagement",
}
"""Codes of BT-809 with their German words."""


class Permission(StrEnum):
    """Whether variants are admitted (BT-63)."""

    ALLOWED = "allowed"
    NOT_ALLOWED = "not-allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuitabilityCriterion:
    """A suitability criterion as the notice names it.

    Args:
        id: Its id.
        title: What a candidate must meet, or gets points for.
        is_scored: It gets points; else it must be met.
        weight_percent: Weight among the scored ones; None for one that must be met.
        evidence: What the candidate hands in as proof; may be empty.
        degrees: Points with what they stand for.
        code: BT-809; None where none was chosen.
    """

    id: str
    title: str
    is_scored: bool
    weight_percent: Decimal | None
    evidence: str
    degrees: tuple[tuple[Decimal, str], ...]
    code: SelectionCode | None

    @property
    def described(self) -> str:
        """All of it in one line."""
        weight = "" if self.weight_percent is None else f" ({words.figure(self.weight_percent)} %)"
        evidence = f" Nachweis: {words.line(self.evidence)}." if self.evidence else ""
        degrees = "; ".join(f"{words.figure(points)} Punkte: {words.line(label)}" for points, label in self.degrees)
        return f"{self.id} {words.line(self.title)}{weight}.{evidence}{f' {degrees}.' if degrees else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateChoice:
    """How candidates are chosen in a Teilnahmewettbewerb.

    Args:
        least: Fewest candidates that are invited, where so many are suitable.
        most: Most candidates; None for all suitable ones.
        highest: Most points of a scored criterion.
        criteria: In the order of the matrix.
    """

    least: int
    most: int | None
    highest: Decimal
    criteria: tuple[SuitabilityCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTerms:
    """What was published about a lot besides its award criteria.

    Args:
        variants: What variants must meet; None where the lot admits none.
        rubric: By which rubric points for openness are suggested; None without one.
        eligibility: How candidates are chosen; None without a Teilnahmewettbewerb.
    """

    variants: VariantTerms | None = None
    rubric: ChosenRubric | None = None
    eligibility: CandidateChoice | None = None

    @property
    def permission(self) -> Permission:
        """Whether variants are admitted."""
        return Permission.ALLOWED if self.variants else Permission.NOT_ALLOWED

    @property
    def uncoded(self) -> tuple[str, ...]:
        """Ids of suitability criteria that no code of eForms was chosen for: the block cannot name them."""
        return tuple(one.id for one in self.eligibility.criteria if one.code is None) if self.eligibility else ()


def variant_lines(terms: NoticeTerms) -> tuple[str, ...]:
    """Return what the text says about variants; without any they are not admitted, and it says so.

    Legal source:
        § 35 Abs. 1 und 2 VgV, § 25 UVgO
    """
    found = terms.variants
    if found is None:
        return (NO_VARIANTS,)
    where = ", nur neben einem Hauptangebot desselben Bieters" if found.with_main_bid else ", auch ohne Hauptangebot"
    return (
        _VARIANTS.format(where=where),
        _REQUIREMENTS,
        *(f"- {words.line(one)}" for one in found.requirements),
        _SCORED.format(scoring=words.line(found.scoring)),
    )


def rubric_lines(terms: NoticeTerms) -> tuple[str, ...]:
    """Return what the text says about the rubric of the open-source criterion; nothing without one.

    Legal source:
        § 127 Abs. 5 GWB, § 58 Abs. 3 VgV (what scoring rests on is published)
    """
    if terms.rubric is None:
        return ()
    document = terms.rubric.document
    title, version = (words.line(document[name]) for name in ("title", "version"))
    head = f"Kriterium {terms.rubric.criterion}: {title}, Fassung {version}"
    lines = [f"{head}. Prüfsumme {terms.rubric.digest}."]
    for signal in document["signals"]:
        lines.append(f"{signal['id']}: {_percent(signal['weight_percent'])} %")
        lines += [f"- {_percent(one['percent'])} %: {words.line(one['title'])}" for one in signal["anchors"]]
    declared = _percent(document["state_percent"]["declared"])
    return (*lines, f"Belegt zählt ganz, nur erklärt zu {declared} %, nicht gegeben zählt 0.")


def _percent(text: str) -> str:
    return words.figure(Decimal(text))


def eligibility_lines(terms: NoticeTerms) -> tuple[str, ...]:
    """Return what the text says about the choice of candidates; nothing without a Teilnahmewettbewerb.

    Legal source:
        § 122 Abs. 4 GWB, § 51 Abs. 1 und 2 VgV, § 36 UVgO
    """
    choice = terms.eligibility
    if choice is None:
        return ()
    lines = [places_sentence(choice.least, choice.most)]
    required = [one for one in choice.criteria if not one.is_scored]
    scored = [one for one in choice.criteria if one.is_scored]
    if required:
        lines += ["Jeder Bewerber muss erfüllen:", *(f"- {one.described}" for one in required)]
    if scored:
        highest = words.figure(choice.highest)
        lines.append(f"Sind mehr Bewerber geeignet als aufgefordert werden, entscheiden Punkte von 0 bis {highest}:")
        lines += [f"- {one.described}" for one in scored]
    return tuple(lines)


def places_sentence(least: int, most: int | None) -> str:
    """Return how many candidates are invited."""
    invited = "alle geeigneten" if most is None else f"höchstens {most}"
    return f"Aufgefordert werden {invited}, mindestens {least} Bewerber, sofern so viele geeignet sind."


def selection_description(criterion: SuitabilityCriterion) -> str:
    """Return the description of a suitability criterion for BT-750."""
    kind = "Auswahlkriterium mit Punkten" if criterion.is_scored else "Mindestanforderung"
    return words.shortened(f"{kind} {criterion.described}", SELECTION_LENGTH)
