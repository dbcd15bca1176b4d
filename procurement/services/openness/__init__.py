"""Openness of bids: rubrics of the city, what was read in bids, suggestions, and decisions on them."""

from procurement.services.openness.deciding import DecisionWish, OpennessDeciding
from procurement.services.openness.desk import Comparison, OpenedOpenness, OpennessDesk
from procurement.services.openness.gathering import LicenceReading, OpennessGathering
from procurement.services.openness.noting import EffectWish, OpennessNoting, StatementWish
from procurement.services.openness.reporting import OpennessFile, OpennessReporting
from procurement.services.openness.rubrics import OpenedRubric, RubricPage, Rubrics

__all__ = [
    "Comparison",
    "DecisionWish",
    "EffectWish",
    "LicenceReading",
    "OpenedOpenness",
    "OpenedRubric",
    "OpennessDeciding",
    "OpennessDesk",
    "OpennessFile",
    "OpennessGathering",
    "OpennessNoting",
    "OpennessReporting",
    "RubricPage",
    "Rubrics",
    "StatementWish",
]
