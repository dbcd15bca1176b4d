"""What to ask a bidder: a question for each signal that is open or only declared, of the kind the moment allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from licensing.assess.answers import AnswerKind
from licensing.assess.evidence import EvidenceState, Signal
from licensing.assess.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question as it can be sent; people change and send it.

    Args:
        signal: What it is about.
        state: How far that is known.
        kind: How it is asked.
        text: German text.
        why: Slug of the reason why the signal stands so.
    """

    signal: Signal
    state: EvidenceState
    kind: AnswerKind
    text: str
    why: str


def questions(suggestion: Suggestion, texts: Mapping[str, Any]) -> tuple[DraftQuestion, ...]:
    """Return what to ask after the deadline: clarifications, whose answers raise no points.

    What is open is asked about; of what is only declared, where the bid itself proves it.

    Args:
        suggestion: The suggestion for a bid.
        texts: The parsed file ``data/openness.yaml``.
    """
    asked = {
        EvidenceState.UNKNOWN: {Signal(one["id"]): str(one["question"]) for one in texts["signals"]},
        EvidenceState.DECLARED: {Signal(one["id"]): str(texts["declared_question"]) for one in texts["signals"]},
    }
    return tuple(
        DraftQuestion(found.signal, found.state, AnswerKind.CLARIFICATION, asked[found.state][found.signal], found.why)
        for found in (one.evidence for one in suggestion.signals)
        if found.state in asked
    )
