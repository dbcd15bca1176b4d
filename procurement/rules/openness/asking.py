"""An inquiry about what evidence left open, as a draft: people change it and send it like any other."""

from collections.abc import Sequence

from licensing.assess.evidence import Signal
from licensing.assess.questions import DraftQuestion
from procurement.rules.openness.wording import SIGNALS

_HEAD = (
    "Bitte erläutern Sie Ihr Angebot. Es zählt, was das Angebot bis zur Angebotsfrist enthielt; "
    "mit neuen Angaben oder Unterlagen kann es sich nicht verbessern."
)


def inquiry_draft(drafts: Sequence[DraftQuestion], signal: Signal | None = None) -> tuple[str, str]:
    """Return subject and text of a clarification; both empty where nothing is left to ask.

    Args:
        drafts: What there is to ask about a bid.
        signal: Ask about this signal alone; None for all.

    Legal source:
        § 56 Abs. 3 VgV; § 15 Abs. 5 VgV (unverified)
    """
    asked = [one for one in drafts if signal in {None, one.signal}]
    if not asked:
        return "", ""
    subject = SIGNALS[asked[0].signal] if len(asked) == 1 else "Offenheit des Angebots"
    questions = [f"{SIGNALS[one.signal]}: {one.text}" for one in asked]
    return subject, "\n\n".join([_HEAD, *questions])
