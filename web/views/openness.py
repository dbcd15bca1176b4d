"""The openness of bids as pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.german import german_number
from licensing.assess.evidence import EvidenceState, Signal
from licensing.assess.rubric import Rubric
from licensing.assess.suggestion import ComponentShare, SignalSuggestion
from procurement.model import PointsDecision, Said
from procurement.rules.openness.statements import COUNTS, READ_FROM_FILES
from procurement.rules.openness.wording import SIGNALS, STATES, WHY
from procurement.services.openness import Comparison
from procurement.services.openness.gathering import BidOpenness

_DIGITS = 3
_BADGES: Mapping[EvidenceState, str] = {
    EvidenceState.PROVEN: "success",
    EvidenceState.DECLARED: "info",
    EvidenceState.ABSENT: "danger",
    EvidenceState.UNKNOWN: "warning",
}
DENIED, PROMISE, EXPRESSION, ADDITIONS, CONFIRMED = "verneint", "zusage", "lizenz", "zusaetze", "bestaetigt"
FILE, PLACE = "datei-name", "stelle"
COUNT_NAMES: Mapping[str, str] = dict(zip(("offen", "verschlossen", "unklar", "noetig"), COUNTS, strict=True))
YES = "ja"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLine:
    """A signal of a bid.

    Args:
        signal: Which.
        title: What it is about.
        badge: How its state looks.
        state: The state in words.
        anchor: Title of the anchor that it reaches; may be empty.
        sentence: Why.
        proofs: Where it can be read.
        points: Hundredths of the criterion, or their range.
        is_noted: A person notes what the bid says about it.
    """

    signal: Signal
    title: str
    badge: str
    state: str
    anchor: str
    sentence: str
    proofs: tuple[tuple[str, str, str], ...]
    points: str
    is_noted: bool


def signal_lines(known: BidOpenness, rubric: Rubric) -> list[SignalLine]:
    """Return the signals of a bid in the order of the rubric."""
    return [_line(one, rubric) for one in known.suggestion.signals]


def _line(one: SignalSuggestion, rubric: Rubric) -> SignalLine:
    found = one.evidence
    scored = rubric.signal(found.signal)
    titles = {anchor.id: anchor.title for anchor in scored.anchors} if scored else {}
    return SignalLine(
        signal=found.signal,
        title=SIGNALS[found.signal],
        badge=_BADGES[found.state],
        state=STATES[found.state],
        anchor=titles.get(found.anchor, ""),
        sentence=WHY.get(found.why, ""),
        proofs=tuple((proof.file, proof.place, proof.sha256) for proof in found.proofs),
        points=span(one.least, one.most),
        is_noted=found.signal not in READ_FROM_FILES,
    )


def span(least: Fraction, most: Fraction) -> str:
    """Return points, or the range that is open."""
    low, high = german_number(least, _DIGITS), german_number(most, _DIGITS)
    return low if least == most else f"{low} bis {high}"


def share_text(share: ComponentShare | None) -> str:
    """Return the share of open components in words; it gives no points."""
    if share is None:
        return "keine beurteilte Stückliste im Angebot"
    percent = "" if share.percent is None else f" ({german_number(share.percent, 1)} %)"
    return f"{share.osi} von {share.known} Komponenten mit bekannter Lizenz{percent}, {share.unknown} unbekannt"


def decision_text(decision: PointsDecision | None) -> str:
    """Return what somebody decided, in words; empty where nothing."""
    if decision is None:
        return ""
    points = german_number(decision.points, _DIGITS)
    return f"{points} Punkte, {'Vorschlag angenommen' if decision.is_accepted else 'anders entschieden'}"


def beside(compared: Comparison | None) -> dict[str, object]:
    """Return what a page with points shows beside them; nothing where nothing is suggested."""
    return {"compared": compared, "suggested": span, "decided": decision_text}


def said_text(said: Said, promises: Mapping[str, str]) -> str:
    """Return what a bid says about a signal, in words; empty where only the place counts.

    Args:
        said: What it says.
        promises: Title of each anchor, by its id.
    """
    counted = (said.open, said.closed, said.unknown)
    parts = (
        "das gibt es nicht" if said.denied else "",
        f"verbindlich zugesagt: {promises.get(said.promise, said.promise)}" if said.promise else "",
        f"Lizenz {said.expression}" if said.expression else "",
        "Teile unter einer verschlossenen Lizenz" if said.closed_additions else "",
        "Funktionen: {} offen, {} verschlossen, {} ohne Angabe".format(*counted) if any(counted) else "",
        f"{said.closed_dependencies} verschlossene Teile nötig" if said.closed_dependencies else "",
        "mit dem Produkt verglichen" if said.confirmed else "",
    )
    return "; ".join(part for part in parts if part)


def said_in(typed: Mapping[str, str]) -> Said:
    """Return what a form says about a signal; a count that is no number is out of range."""
    counts = {name: count_in(typed.get(field, "")) for field, name in COUNT_NAMES.items()}
    return Said(
        denied=typed.get(DENIED) == YES,
        promise=typed.get(PROMISE, ""),
        expression=typed.get(EXPRESSION, ""),
        closed_additions=typed.get(ADDITIONS) == YES,
        confirmed=typed.get(CONFIRMED) == YES,
        **counts,
    )


def count_in(text: str) -> int:
    """Return a count as it was written; empty is 0, what is no count is out of range."""
    plain = text.strip()
    if not plain:
        return 0
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= len("10000") else -1


def typed_of(said: Said, file: str, place: str) -> dict[str, str]:
    """Return a statement as the form shows it."""
    counts = {field: str(getattr(said, name) or "") for field, name in COUNT_NAMES.items()}
    return {
        DENIED: YES if said.denied else "",
        PROMISE: said.promise,
        EXPRESSION: said.expression,
        ADDITIONS: YES if said.closed_additions else "",
        CONFIRMED: YES if said.confirmed else "",
        FILE: file,
        PLACE: place,
        **counts,
    }
