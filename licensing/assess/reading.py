"""From what a bid says and a repository shows to the state of each signal: a repository verifies, it never replaces."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from licensing.assess.evidence import EvidenceState, Signal, SignalEvidence
from licensing.catalogue.facts import Answer
from licensing.compatibility.cells import Compatible
from licensing.proof import Proof
from licensing.repository.reuse import ReuseState
from licensing.texts.comparing import TextState

_MOSTLY = Fraction(3, 4)
_SAME_TEXT = frozenset({TextState.SAME, TextState.SAME_AND_MORE})
_OTHER_TEXT = frozenset({TextState.EDITED, TextState.DIFFERENT})


@dataclass(frozen=True, slots=True)
class LicenceSaid:
    """What is known of the licence of the offered product.

    Args:
        osi: Answer of the OSI about the expression in the bid; ``UNKNOWN`` also where the bid says nothing readable.
        stated: Where the bid says it; empty where it does not.
        text: How the licence text of the offered version compares; None where none was handed in or verified.
        text_proof: That text.
        closed_additions: The bid says that parts of the offered product stand under another, closed licence.
    """

    osi: Answer
    stated: tuple[Proof, ...] = ()
    text: TextState | None = None
    text_proof: Proof | None = None
    closed_additions: bool = False


def licence_signal(said: LicenceSaid) -> SignalEvidence:
    """Return S1: proven where the licence text agrees with what the bid states, declared where only the bid states it.

    A text that contradicts the statement makes the signal unknown, which is a question and no deduction.
    """
    signal = Signal.LICENCE
    if not said.stated:
        return SignalEvidence(signal, EvidenceState.UNKNOWN, why="nothing_said")
    if said.osi is Answer.UNKNOWN:
        return SignalEvidence(signal, EvidenceState.UNKNOWN, proofs=said.stated, why="licence_unknown")
    if said.osi is Answer.NO:
        return SignalEvidence(signal, EvidenceState.ABSENT, "not_osi", said.stated, "not_osi")
    proofs = said.stated + ((said.text_proof,) if said.text_proof else ())
    if said.text in _OTHER_TEXT:
        return SignalEvidence(signal, EvidenceState.UNKNOWN, proofs=proofs, why="text_contradicts")
    anchor = "osi_core" if said.closed_additions else "osi"
    proven = said.text in _SAME_TEXT and said.text_proof is not None
    state = EvidenceState.PROVEN if proven else EvidenceState.DECLARED
    return SignalEvidence(signal, state, anchor, proofs, "text_agrees" if proven else "only_stated")


def source_signal(stated: tuple[Proof, ...], verified: Proof | None) -> SignalEvidence:
    """Return S2: declared where the bid names address and version, proven where a snapshot of just that agrees.

    Args:
        stated: Where the bid names the repository and the version; empty where it does not.
        verified: File of a snapshot without hindrances (``licensing.repository.version``); None without one.
    """
    if not stated:
        return SignalEvidence(Signal.SOURCE, EvidenceState.UNKNOWN, why="nothing_said")
    if verified is None:
        return SignalEvidence(Signal.SOURCE, EvidenceState.DECLARED, "same_version", stated, "only_stated")
    return SignalEvidence(Signal.SOURCE, EvidenceState.PROVEN, "same_version", (*stated, verified), "snapshot_agrees")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which part of the product covers what was asked for, as the bid lists it.

    Args:
        open: Requirements that the open part covers.
        closed: Requirements that only a closed part covers.
        unknown: Requirements about which the bid does not say it.
        closed_dependencies: Closed parts without which the product does not run.
    """

    open: int
    closed: int
    unknown: int = 0
    closed_dependencies: int = 0


def open_core_signal(coverage: Coverage, stated: tuple[Proof, ...], *, confirmed: bool) -> SignalEvidence:
    """Return S3; what the bid leaves open may be either, and only if that makes a difference the signal is unknown.

    Args:
        coverage: What the bid lists.
        stated: Where.
        confirmed: A person has compared the list with the product, or the bill of materials bears it out.
    """
    if not stated or coverage.open + coverage.closed + coverage.unknown == 0:
        return SignalEvidence(Signal.OPEN_CORE, EvidenceState.UNKNOWN, why="nothing_said")
    possible = {_core_anchor(coverage, extra) for extra in (0, coverage.unknown)}
    if len(possible) > 1:
        return SignalEvidence(Signal.OPEN_CORE, EvidenceState.UNKNOWN, proofs=stated, why="not_all_said")
    state = EvidenceState.PROVEN if confirmed else EvidenceState.DECLARED
    return SignalEvidence(Signal.OPEN_CORE, state, possible.pop(), stated, "confirmed" if confirmed else "only_stated")


def _core_anchor(coverage: Coverage, extra: int) -> str:
    share = Fraction(coverage.open + extra, coverage.open + coverage.closed + coverage.unknown)
    if coverage.closed_dependencies or share < _MOSTLY:
        return "closed_needed"
    return "open_alone" if share == 1 else "mostly_open"


def coherence_signal(answers: Iterable[Compatible], proofs: tuple[Proof, ...]) -> SignalEvidence:
    """Return S4 from the answers about each part that goes with the product: an unclear one is left out of account.

    Args:
        answers: Of ``licensing.compatibility``.
        proofs: The bill of materials that was judged.
    """
    given = frozenset(answers)
    if Compatible.NO in given:
        return SignalEvidence(Signal.COHERENCE, EvidenceState.ABSENT, "contradiction", proofs, "contradiction")
    if Compatible.YES not in given or not proofs:
        return SignalEvidence(Signal.COHERENCE, EvidenceState.UNKNOWN, proofs=proofs, why="all_unclear")
    why = "some_unclear" if Compatible.UNCLEAR in given else "all_fit"
    return SignalEvidence(Signal.COHERENCE, EvidenceState.PROVEN, "coherent", proofs, why)


@dataclass(frozen=True, slots=True)
class ReuseSaid:
    """What a snapshot without hindrances shows about reuse; None for what was not handed in.

    Args:
        publiccode_valid: ``publiccode.yml`` is valid.
        reuse: REUSE state.
        contributing: Hints for contributing lie there.
        proofs: The files.
    """

    publiccode_valid: bool | None
    reuse: ReuseState
    contributing: bool
    proofs: tuple[Proof, ...]


def reuse_signal(stated: tuple[Proof, ...], shown: ReuseSaid | None) -> SignalEvidence:
    """Return S6: the bid names the repository or brings the files, the snapshot shows them.

    Args:
        stated: Where the bid names them; empty where it does not.
        shown: What the snapshot shows; None without one that counts.
    """
    signal = Signal.REUSE
    if not stated:
        return SignalEvidence(signal, EvidenceState.UNKNOWN, why="nothing_said")
    if shown is None:
        return SignalEvidence(signal, EvidenceState.DECLARED, "described", stated, "only_stated")
    proofs = (*stated, *shown.proofs)
    if not shown.publiccode_valid:
        why = "publiccode_missing" if shown.publiccode_valid is None else "publiccode_invalid"
        return SignalEvidence(signal, EvidenceState.ABSENT, "not_ready", proofs, why)
    whole = shown.reuse is ReuseState.COMPLETE and shown.contributing
    return SignalEvidence(signal, EvidenceState.PROVEN, "ready" if whole else "described", proofs, "snapshot_agrees")
