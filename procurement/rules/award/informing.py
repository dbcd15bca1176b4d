"""Which letters go to bidders when, and by which law: the one table behind services, pages and papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.legal import LegalSource, VerificationStatus
from procurement.model import LetterKind, ProcedureStage, Regime

_READ, _HEARD = date(2026, 11, 22), date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class LetterDuty:
    """One letter that the law demands.

    Args:
        kind: What it is.
        stage: Stage of the procedure in which it goes out.
        regime: Law that the procedure follows.
        source: Where it comes from.
    """

    kind: LetterKind
    stage: ProcedureStage
    regime: Regime
    source: LegalSource


def _source(citation: str, note: str, *, is_read: bool = False) -> LegalSource:
    status = VerificationStatus.VERIFIED if is_read else VerificationStatus.SECONDARY
    return LegalSource(citation, status, note, _READ if is_read else _HEARD)


_DECIDED, _AWARDED, _ANNULLED = ProcedureStage.AWARD_DECIDED, ProcedureStage.AWARDED, ProcedureStage.ANNULLED
_NATIONAL = Regime.NATIONAL
_TOLD = "jeder Bieter erfährt unverzüglich die Erteilung des Zuschlags"
_ASKED = "Gründe und Vorteile auf Verlangen, innerhalb von 15 Tagen"

DUTIES: tuple[LetterDuty, ...] = (
    LetterDuty(
        LetterKind.BEFORE_AWARD,
        _DECIDED,
        Regime.EU,
        _source("§ 134 Abs. 1 GWB", "Information vor dem Zuschlag, mit Gründen und frühestem Tag"),
    ),
    LetterDuty(LetterKind.AFTER_AWARD, _AWARDED, Regime.EU, _source("§ 62 Abs. 1 Satz 1 VgV", _TOLD)),
    LetterDuty(LetterKind.ON_REQUEST, _AWARDED, Regime.EU, _source("§ 62 Abs. 2 VgV", _ASKED)),
    LetterDuty(
        LetterKind.ANNULMENT,
        _ANNULLED,
        Regime.EU,
        _source("§ 62 Abs. 1 Satz 2, § 63 Abs. 2 VgV", "jeder Bieter erfährt unverzüglich die Gründe der Aufhebung"),
    ),
    LetterDuty(LetterKind.AFTER_AWARD, _AWARDED, _NATIONAL, _source("§ 46 Abs. 1 Satz 1 UVgO", _TOLD, is_read=True)),
    LetterDuty(LetterKind.ON_REQUEST, _AWARDED, _NATIONAL, _source("§ 46 Abs. 1 Satz 3 UVgO", _ASKED, is_read=True)),
    LetterDuty(
        LetterKind.ANNULMENT,
        _ANNULLED,
        _NATIONAL,
        _source(
            "§ 46 Abs. 1 Satz 2 UVgO", "jeder Bieter erfährt die Aufhebung mit ihren Gründen (§ 48 UVgO)", is_read=True
        ),
    ),
)
"""Everything that the law knows; below the EU thresholds nobody is informed before the award."""

_USUAL: Mapping[Regime, LetterKind] = {Regime.EU: LetterKind.BEFORE_AWARD, Regime.NATIONAL: LetterKind.AFTER_AWARD}


def letters_in(stage: ProcedureStage, regime: Regime) -> tuple[LetterKind, ...]:
    """Return which letters go out in a stage, the usual one first; none where the law knows none."""
    return tuple(one.kind for one in DUTIES if (one.stage, one.regime) == (stage, regime))


def next_letter(stage: ProcedureStage, regime: Regime) -> LetterKind:
    """Return which letter bidders get next, be it that it cannot go out yet."""
    return next(iter(letters_in(stage, regime)), _USUAL[regime])
