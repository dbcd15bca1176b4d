"""How far the preparation of a procedure is, and where what is missing is mended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.stages import EDITABLE, Step
from procurement.services.procedures import OpenedProcedure
from web import addresses
from web.formats import enumeration
from web.views.release import Hindrance, hindrances


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the preparation.

    Args:
        title: German name.
        address: Page where it is done.
        missing: What stands against it.
        waits_for: Name of the part that has to be complete before this one can be judged; empty for none.
    """

    title: str
    address: str
    missing: tuple[Hindrance, ...]
    waits_for: str

    @property
    def is_complete(self) -> bool:
        """Nothing stands against it."""
        return not self.missing and not self.waits_for


@dataclass(frozen=True, slots=True)
class Progress:
    """All parts of the preparation.

    Args:
        parts: In the order in which they are done.
        others: What else stands against the release.
    """

    parts: tuple[Part, ...]
    others: tuple[Hindrance, ...]

    @property
    def sentence(self) -> str:
        """How far it is, in words."""
        unfinished = [part.title for part in self.parts if not part.is_complete]
        done = f"{len(self.parts) - len(unfinished)} von {len(self.parts)} Schritten vollständig"
        return f"{done}; es fehlt: {enumeration(unfinished)}." if unfinished else f"{done}."


@dataclass(frozen=True, slots=True)
class _Rule:
    title: str
    address: Callable[[str], str]
    reasons: frozenset[str]
    after: str = ""


_NEED, _KIND, _ELIGIBILITY = "Bedarf und Auftragswert", "Verfahrensart", "Eignungsmatrix"
_RULES = (
    _Rule(
        _NEED,
        addresses.procedure_need,
        frozenset(
            {
                "need-missing",
                "threshold-unknown",
                "value-zero",
                "exit-missing",
                "value-reason-missing",
                "lots-differ-from-value",
            }
        ),
    ),
    _Rule(
        _KIND,
        addresses.procedure_plan,
        frozenset({"kind-missing", "kind-not-admissible", "kind-reason-missing"}),
        _NEED,
    ),
    _Rule(
        "Fristen",
        addresses.procedure_plan,
        frozenset(
            {"deadline-missing", "deadline-over", "deadline-order", "deadline-too-early", "deadline-not-extended"}
        ),
        _KIND,
    ),
    _Rule(
        "Lose und Bewertungsmatrix", addresses.procedure_lots, frozenset({"no-lots", "matrix-missing", "matrix-fault"})
    ),
    _Rule("Prüfung quelloffener Alternativen", addresses.alternatives, frozenset({"open-source-check-missing"})),
    _Rule(_ELIGIBILITY, addresses.eligibility, frozenset({"eligibility-missing", "eligibility-too-few"}), _KIND),
    _Rule("Regel bei Gleichstand", addresses.procedure_plan, frozenset({"tie-rule-missing"})),
)
PARTS = frozenset[str]().union(*(rule.reasons for rule in _RULES))
"""Reasons that belong to a part of the preparation."""


def progress_of(opened: OpenedProcedure) -> Progress | None:
    """Return how far the preparation is; None where nothing is prepared."""
    offer = opened.offer(Step.REQUEST_RELEASE)
    if opened.procedure.stage not in EDITABLE or offer is None:
        return None
    others = [reason for reason in offer.hindrances if reason.type not in PARTS]
    return Progress(tuple(_parts(opened, offer.hindrances)), hindrances(opened, others))


def _parts(opened: OpenedProcedure, reasons: tuple[Reason, ...]) -> Iterator[Part]:
    unfinished = set[str]()
    for rule in _RULES:
        if rule.title == _ELIGIBILITY and not opened.facts.participation.is_needed:
            continue
        missing = hindrances(opened, [reason for reason in reasons if reason.type in rule.reasons])
        waits = rule.after if rule.after in unfinished and not missing else ""
        part = Part(rule.title, rule.address(opened.procedure.slug), missing, waits)
        if not part.is_complete:
            unfinished.add(part.title)
        yield part


def need_missing(opened: OpenedProcedure) -> tuple[Hindrance, ...]:
    """Return what the need still lacks; nothing before it was saved once."""
    progress = progress_of(opened)
    return progress.parts[0].missing if progress and opened.need is not None else ()
