"""From unlocked prices to the fixed result: judge prices, decide ties, propose, fix, look back."""

from procurement.services.results.ahead import ComputingAhead
from procurement.services.results.correcting import Correcting, CorrectionDecision
from procurement.services.results.draws import Draws
from procurement.services.results.fixing import Fixing
from procurement.services.results.history import History
from procurement.services.results.price_desk import PriceDesk
from procurement.services.results.results import Results

__all__ = ["ComputingAhead", "Correcting", "CorrectionDecision", "Draws", "Fixing", "History", "PriceDesk", "Results"]
