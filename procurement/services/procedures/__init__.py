"""What can be done with tender procedures: read, prepare, take a step. One call is one transaction."""

from procurement.services.procedures.drafting import Drafting
from procurement.services.procedures.judging import Judge
from procurement.services.procedures.lot_entry import EntryTaking
from procurement.services.procedures.lot_terms import LotTaking
from procurement.services.procedures.lot_variants import VariantSetting
from procurement.services.procedures.lots import LotDrafting
from procurement.services.procedures.opened import OpenedProcedure, StepOffer
from procurement.services.procedures.reading import Procedures
from procurement.services.procedures.stepping import Stepping, Wish

__all__ = [
    "Drafting",
    "EntryTaking",
    "Judge",
    "LotDrafting",
    "LotTaking",
    "OpenedProcedure",
    "Procedures",
    "StepOffer",
    "Stepping",
    "VariantSetting",
    "Wish",
]
