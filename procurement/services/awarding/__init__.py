"""From the fixed result to the award: what is checked, who decides, letters, objections, papers."""

from procurement.services.awarding.desk import AwardDesk, OpenedAward
from procurement.services.awarding.known import AwardGathering, AwardKnown
from procurement.services.awarding.letters import LetterDraft, Letters, LettersWish
from procurement.services.awarding.lots import AwardLot
from procurement.services.awarding.objections import ObjectionAnswer, ObjectionLog, Objections, ObjectionWish
from procurement.services.awarding.papers import AwardPaper, AwardPapers

__all__ = [
    "AwardDesk",
    "AwardGathering",
    "AwardKnown",
    "AwardLot",
    "AwardPaper",
    "AwardPapers",
    "LetterDraft",
    "Letters",
    "LettersWish",
    "ObjectionAnswer",
    "ObjectionLog",
    "ObjectionWish",
    "Objections",
    "OpenedAward",
]
