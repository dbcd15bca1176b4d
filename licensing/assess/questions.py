"""What to ask a bidder: one question for each signal that is open, by the kind that the moment allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from licensing.assess.answers import AnswerKind
from licensing.assess.evidence import Signal
from licensing.assess.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question as it can be sent; people change and send it.

    Args:
        signal: What is open.
        kind: How it is asked.
        text: German text.
        why: Slug of the reason why the signal is open.
    """

    signal: Signal
    kind: AnswerKind
    text: str
    why: str


def questions(suggestion: Suggestion, texts: Mapping[str, Any]) -> tuple[DraftQuestion, ...]:
    """Return what to ask after the deadline about everything that is open: a clarification, which raises no points.

    Args:
        suggestion: The suggestion for a bid.
        texts: The parsed file ``data/openness.yaml``.
    """
    by_signal = {Signal(one["id"]): str(one["question"]) for one in texts["signals"]}
    reasons = {one.evidence.signal: one.evidence.why for one in suggestion.signals}
    return tuple(
        DraftQuestion(signal, AnswerKind.CLARIFICATION, by_signal[signal], reasons[signal])
        for signal in suggestion.open
    )
