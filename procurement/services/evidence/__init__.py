"""Evidence on licences: gather files, have them judged, read what came of it."""

from procurement.services.evidence.analysing import Analysing
from procurement.services.evidence.box import EvidenceBox
from procurement.services.evidence.desk import EvidenceDesk
from procurement.services.evidence.files import EvidenceFiles
from procurement.services.evidence.gathering import EvidenceGathering
from procurement.services.evidence.house_rules import HouseRulesDesk
from procurement.services.evidence.judging import EvidenceJudging
from procurement.services.evidence.reader import EvidenceReader

__all__ = [
    "Analysing",
    "EvidenceBox",
    "EvidenceDesk",
    "EvidenceFiles",
    "EvidenceGathering",
    "EvidenceJudging",
    "EvidenceReader",
    "HouseRulesDesk",
]
