"""Sentences about the end of files."""

from collections.abc import Mapping

from procurement.model import ArchiveAnswer, HoldReason
from procurement.rules.award.disposal import Blocker

FAULTS: Mapping[str, str] = {
    "disposal_note": "Bitte schreiben Sie in höchstens {maximum} Zeichen, wo das steht oder warum es so ist.",
    "disposal_day": "Bitte geben Sie einen Tag an, der nicht vor dem {earliest} und nicht nach dem {latest} liegt.",
}
"""Sentence of each fault."""

BLOCKERS: Mapping[Blocker, str] = {
    Blocker.NOT_ENDED: "Das Vergabeverfahren läuft noch: Es ist weder ein Zuschlag erteilt noch ist es aufgehoben.",
    Blocker.CONTRACT_END_MISSING: "Das Ende des Vertrags ist nicht eingetragen. Bis dahin bleibt die Akte.",
    Blocker.STILL_KEPT: "Die Aufbewahrungsfrist ist nicht abgelaufen.",
    Blocker.HELD: "Eine Sperre ist gesetzt und nicht aufgehoben.",
    Blocker.OBJECTION_OPEN: "Eine Rüge oder Nachprüfung ist offen.",
    Blocker.NOT_OFFERED: "Die Akte ist dem Stadtarchiv nicht angeboten.",
    Blocker.NOT_ANSWERED: "Das Stadtarchiv hat nicht geantwortet.",
}
"""What keeps a file from being deleted."""

HOLDS: Mapping[HoldReason, str] = {
    HoldReason.REVIEW: "Nachprüfung oder Rechtsstreit",
    HoldReason.FUNDING: "Zuwendung: Verwendungsnachweis oder Zweckbindung",
    HoldReason.AUDIT: "Rechnungsprüfung",
    HoldReason.OTHER: "anderer Grund",
}
ANSWERS: Mapping[ArchiveAnswer, str] = {
    ArchiveAnswer.TAKEN: "hat die Unterlagen übernommen",
    ArchiveAnswer.DECLINED: "übernimmt die Unterlagen nicht",
}
